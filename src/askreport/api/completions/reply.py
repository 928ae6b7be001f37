"""An answer as a chat completion, whole and in chunks.

``annotations`` say of each statement's range in the text which words stand behind it, and
``askreport`` is the whole answer. A stream's last chunk carries both, and the usage where that is
asked for: there and not in a chunk of its own after it, so that the last chunk before ``[DONE]`` is
the one with the answer, and nobody adds the tokens up twice.
"""

from __future__ import annotations

import json
import re
import time
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from askreport.records import Answer, Citation, Statement


@dataclass(slots=True)
class Reply:
    """One completion: what all of its chunks, or its one body, have in common.

    ``base`` is the address that the service was asked at; ``index_id`` says from what it answers.
    """

    model: str
    index_id: str
    base: str
    with_usage: bool = False
    id: str = field(default_factory=lambda: f"chatcmpl-{uuid.uuid4().hex}")
    created: int = field(default_factory=lambda: int(time.time()))
    _said: str = ""

    def whole(self, answer: Answer) -> dict[str, Any]:
        """The body of a reply that does not stream."""
        full = answer.model_dump(mode="json")
        message = {
            "role": "assistant",
            "content": answer.text,
            "refusal": None,
            "annotations": annotations_of(answer, self.base),
            "askreport": full,
        }
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return {
            **self._head("chat.completion"),
            "choices": [choice],
            "usage": usage_of(answer),
            "askreport": full,
        }

    def opening(self) -> str:
        """The first chunk: who speaks."""
        return self._chunk({"role": "assistant", "content": "", "refusal": None})

    def statement(self, statement: Statement) -> str:
        """The chunk of one statement, with its markers."""
        markers = "".join(f"[{number}]" for number in statement.citations)
        return self._say(("\n" if self._said else "") + statement.text + markers)

    def closing(self, answer: Answer) -> str:
        """What ends the stream: words that were not said yet, and the answer itself."""
        if not answer.text.startswith(self._said):
            raise RuntimeError("The statements of a stream are not those of its answer.")
        rest = answer.text[len(self._said) :]
        delta = {
            "annotations": annotations_of(answer, self.base),
            "askreport": answer.model_dump(mode="json"),
        }
        last = self._chunk(delta, "stop", usage_of(answer))
        return (self._say(rest) if rest else "") + last + "data: [DONE]\n\n"

    def _say(self, words: str) -> str:
        self._said += words
        return self._chunk({"content": words})

    def _head(self, kind: str) -> dict[str, Any]:
        return {
            "id": self.id,
            "object": kind,
            "created": self.created,
            "model": self.model,
            "system_fingerprint": self.index_id,
        }

    def _chunk(
        self,
        delta: dict[str, Any],
        finish: str | None = None,
        usage: dict[str, int] | None = None,
    ) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        chunk = {**self._head("chat.completion.chunk"), "choices": [choice]}
        if self.with_usage:
            chunk["usage"] = usage
        return framed(chunk)


def framed(data: dict[str, Any]) -> str:
    """``data`` as an event of a stream."""
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"


def usage_of(answer: Answer) -> dict[str, int]:
    """Tokens that a language model read and wrote; none without one."""
    read, written = answer.usage.prompt_tokens, answer.usage.completion_tokens
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def annotations_of(answer: Answer, base: str) -> list[dict[str, Any]]:
    """Each statement's range with each of its citations, in the order of the text.

    An abstention states nothing: what came nearest is noted at its markers.
    """
    cited = {citation.number: citation for citation in answer.citations}
    places = [
        (statement.start, statement.end, cited[number])
        for statement in answer.statements
        for number in statement.citations
    ]
    if answer.abstention is not None:
        places += [
            (*marker.span(), cited[int(marker[1])])
            for marker in re.finditer(r"\[(\d+)\]", answer.text)
            if int(marker[1]) in answer.abstention.nearest
        ]
    return [_annotation(start, end, citation, base) for start, end, citation in places]


def _annotation(start: int, end: int, citation: Citation, base: str) -> dict[str, Any]:
    return {
        "type": "url_citation",
        "url_citation": {
            "start_index": start,
            "end_index": end,
            "title": citation.document_title,
            "url": base.rstrip("/") + citation.url,
        },
    }
