"""What an endpoint sends, read piece by piece. Servers differ in all but the essential.

Text comes as a string or in parts, thoughts under one of several names or not at all, usage with
the last chunk or never; and a server that does not stream sends one whole message.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from askreport.records import Usage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

_THOUGHTS: Final = ("reasoning_content", "reasoning", "thinking")


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one chunk of a stream says."""

    text: str = ""
    alive: bool = False
    """Whether it shows that the model works: it writes, it thinks, or it reads the prompt."""
    finish: str | None = None
    """Why the reply ends here."""
    usage: Usage | None = None


async def chunks(stream: Any) -> AsyncIterator[Chunk]:
    """The chunks of the client's ``stream``.

    Raises:
        ValueError: it is none.
    """
    headers = stream.response.headers
    if "application/json" in headers.get("content-type", ""):
        yield _whole(json.loads(await stream.response.aread()))
        return
    async for event in stream:
        yield _chunk(event)


def is_framed(headers: Mapping[str, str]) -> bool:
    """Whether HTTP itself tells where a body ends, so that the client misses no lost rest."""
    return "content-length" in headers or "chunked" in headers.get("transfer-encoding", "")


def _chunk(event: Any) -> Chunk:
    record = _record(event)
    choices, usage = record.get("choices"), _usage(_record(record.get("usage")))
    # llama.cpp's server says so where it is asked to.
    reads = bool(record.get("prompt_progress"))
    if not isinstance(choices, list) or not choices:
        return Chunk(alive=reads, usage=usage)
    choice = _record(choices[0])
    delta = _record(choice.get("delta"))
    text = _text(delta.get("content"))
    thinks = any(delta.get(name) for name in _THOUGHTS)
    return Chunk(text, bool(text or thinks or reads), choice.get("finish_reason"), usage)


def _whole(reply: Any) -> Chunk:
    try:
        choice = reply["choices"][0]
        text = _text(choice["message"].get("content"))
        return Chunk(text, bool(text), choice.get("finish_reason") or "stop")
    except (AttributeError, LookupError, TypeError):
        raise ValueError("no chat completion") from None


def _text(content: Any) -> str:
    if isinstance(content, list):
        parts = (part.get("text") for part in content if isinstance(part, dict))
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""


def _usage(told: Mapping[str, Any]) -> Usage | None:
    counts = [told.get(name) for name in ("prompt_tokens", "completion_tokens")]
    prompt, completion = (n if isinstance(n, int) and n > 0 else 0 for n in counts)
    if not prompt and not completion:
        return None
    return Usage(prompt_tokens=prompt, completion_tokens=completion)


def _record(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
