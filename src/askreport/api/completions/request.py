"""A chat completion's request, read as a question with its history.

The last message of the user is the question, what was said before it the history. Messages of the
``system`` and ``developer`` are accepted and not followed: what is answered, and how, is decided
by the documents. Results of tools are passed over, and so is what only steers a model's writing,
such as ``temperature``; what would promise the caller something that no answer here keeps (a
forced tool, a schema, several choices) is an error.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, SkipValidation

from askreport.api.ask import TopK
from askreport.api.openai_errors import ParameterError
from askreport.records import Turn

MOST_TURNS: Final = 100
MOST_CHARACTERS: Final = 20_000
"""What is read of a history: its last turns, and the beginning of each."""
MOST_MESSAGES: Final = 2000


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore")


class ChatMessage(_Part):
    """One message of the conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: SkipValidation[str | list[dict[str, Any]] | None] = None
    """Text, or parts of the type ``text``."""


class StreamOptions(_Part):
    """What a stream says besides the answer."""

    include_usage: bool | None = None


class ResponseFormat(_Part):
    """Which form the text is wanted in."""

    type: str


class Extension(_Part):
    """How to answer, as in ``POST /api/ask``."""

    top_k: TopK | None = None
    documents: list[str] | None = None
    fallback: bool = True


class ChatRequest(_Part):
    """A chat completion's request; fields that are not named here are passed over."""

    model: Annotated[str, Field(min_length=1, max_length=500)]
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=MOST_MESSAGES)]
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: int | None = None
    response_format: ResponseFormat | None = None
    tool_choice: Any = None
    askreport: Extension | None = None

    def check(self) -> None:
        """Do nothing where the request can be honoured.

        Raises:
            ParameterError: it asks for what no answer here is.
        """
        if self.n not in (None, 1):
            raise ParameterError("n", "There is one answer to a question; leave `n` out or at 1.")
        if self.response_format is not None and self.response_format.type != "text":
            raise ParameterError(
                "response_format",
                "The answer is text with its citations beside it, in `annotations` and "
                "`askreport`; leave `response_format` out.",
            )
        if self.tool_choice not in (None, "auto", "none"):
            raise ParameterError(
                "tool_choice",
                "Tools are not called here; leave `tool_choice` out, or at auto or none.",
            )

    def asked(self) -> tuple[str, list[Turn]]:
        """The question, and the turns before it.

        Raises:
            ParameterError: nothing is asked, or something else than text is sent.
        """
        last = max((n for n, m in enumerate(self.messages) if m.role == "user"), default=None)
        if last is None:
            raise ParameterError(
                "messages", "No message has the role user; the last one of those is the question."
            )
        turns: list[Turn] = []
        for number, message in enumerate(self.messages[:last]):
            if message.role == "user" or message.role == "assistant":
                content = _text(message, number)[:MOST_CHARACTERS]
                if content.strip():
                    turns.append(Turn(role=message.role, content=content))
        return _text(self.messages[last], last), turns[-MOST_TURNS:]


def _text(message: ChatMessage, number: int) -> str:
    """The words of message ``number``."""
    place = f"messages.{number}.content"
    content: Any = message.content
    if content is None:
        return ""
    parts = [content] if isinstance(content, str) else content
    if not isinstance(parts, list):
        raise ParameterError(place, "The content of a message is text or a list of parts.")
    words = []
    for index, part in enumerate(parts):
        text = part
        if isinstance(part, dict):
            # An assistant's earlier refusal is a part of its own kind.
            kind = part.get("type")
            text = part.get(kind) if kind in ("text", "refusal") else None
        if not isinstance(text, str):
            raise ParameterError(
                f"{place}.{index}" if parts is content else place,
                'Only text is read here: parts of the form {"type": "text", "text": "…"}.',
            )
        if any("\ud800" <= c <= "\udfff" for c in text):
            raise ParameterError(
                place,
                "The text holds half a character (a lone UTF-16 surrogate); send valid UTF-8.",
            )
        words.append(text)
    return "\n".join(words)
