"""The seam of language models: messages in, pieces of text out.

A model knows nothing of reports. What it writes is believed by nobody: `composing` reads it and
`verification` holds each statement against the words that it cites.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from askreport.cancellation import Cancellation
    from askreport.records import Usage


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the conversation with a model."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Order:
    """What a model is asked to write.

    ``schema`` is a JSON schema that the reply should follow; a model that cannot be held to one
    ignores it. ``most_tokens`` ends the reply, ``seconds`` is what all of it may take, waiting for
    a free place included, and ``first_seconds`` what the first piece may take.
    """

    messages: Sequence[Message]
    schema: Mapping[str, Any] | None = None
    most_tokens: int = 1024
    seconds: float = 120.0
    first_seconds: float = 30.0
    cancellation: Cancellation | None = None
    temperature: float = 0.0
    prompt_tokens: int | None = None
    """Tokens of ``messages`` where they were counted, rather too many than too few: for models
    that do not tell."""
    extra: Mapping[str, Any] = field(default_factory=dict)


class Reply(Protocol):
    """A reply under way: iterate over its pieces; ``usage`` is known when they have ended.

    Raises (while iterating):
        ModelError: the model failed, was too slow, or is not reachable.
        CancelledError: the order's cancellation was called.
    """

    @property
    def usage(self) -> Usage:
        """What was read and written so far."""
        ...

    def __iter__(self) -> Iterator[str]:
        """The pieces as they come; leaving the loop early ends the reply and frees its place."""
        ...


class ChatModel(Protocol):
    """A language model. Threads may share it; it limits by itself how many replies run at once."""

    name: str
    """``openai`` or ``local``: the first part of a backend's name."""
    model: str
    """What the model is called in answers; never a path, an address or a key."""
    context_tokens: int
    """What prompt and reply may have together."""

    def count_tokens(self, text: str) -> int:
        """The tokens of ``text``: exact where the model's own tokenizer is here, else a close
        estimate that errs on the high side."""
        ...

    def reply(self, order: Order) -> Reply:
        """Begin a reply; nothing is sent before the first piece is asked for."""
        ...

    def close(self) -> None:
        """Let go of connections, threads and memory."""
        ...
