"""The prompt: a file with three parts that a person can read, copy and replace.

``prompt.md`` beside this module is the shipped one; its first lines say how to replace it. Its
hash is in every receipt, so two answers from different prompts are told apart.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from askreport.errors import UsageError
from askreport.models.base import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

SHIPPED: Final = Path(__file__).with_name("prompt.md")
PARTS: Final = {
    "system": ("fence", "language"),
    "user": ("fence", "passages", "question"),
    "repair": ("rejected",),
}
"""Each part and what must be filled in there."""
SCHEMA: Final[Mapping[str, Any]] = {
    "type": "object",
    "properties": {
        "statements": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "support": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["text", "support"],
                "additionalProperties": False,
            },
        },
        "not_in_report": {"type": "boolean"},
    },
    "required": ["statements", "not_in_report"],
    "additionalProperties": False,
}
REPAIR_SCHEMA: Final[Mapping[str, Any]] = {
    **SCHEMA,
    "properties": {
        **SCHEMA["properties"],
        "statements": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "n": {"type": "integer"},
                    "text": {"type": "string"},
                    "support": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["n", "text", "support"],
                "additionalProperties": False,
            },
        },
    },
}
_LANGUAGES: Final = {
    "zh": "simplified Chinese (简体中文)",
    "zh-Hant": "traditional Chinese (繁體中文)",
    "en": "English",
}
_HEADING: Final = re.compile(r"^#\s+(\w+)\s*$", re.MULTILINE)
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_PLACE: Final = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Prompt:
    """The parts of a prompt file by name, and the hash of its bytes."""

    parts: Mapping[str, str]
    sha256: str

    @classmethod
    def load(cls, path: Path | None = None) -> Prompt:
        """The prompt of ``path``, or the shipped one.

        Raises:
            UsageError: it cannot be read, or lacks a part or a place to fill in.
        """
        path = path or SHIPPED
        try:
            data = path.read_bytes()
            text = data.decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"The prompt {path} cannot be read ({error}); name a text file in the setting "
                f"prompt, or leave it out."
            ) from error
        pieces = _HEADING.split(_COMMENT.sub("", text))
        parts = dict(zip(pieces[1::2], (piece.strip() for piece in pieces[2::2]), strict=True))
        for name, places in PARTS.items():
            missing = set(places) - set(_PLACE.findall(parts.get(name, "")))
            if missing:
                shown = ", ".join("{{" + place + "}}" for place in sorted(missing))
                raise UsageError(
                    f"The prompt {path} lacks {shown} in its part “# {name}”; see {SHIPPED.name} "
                    "for the whole form."
                )
        return cls(parts, hashlib.sha256(data).hexdigest())

    def messages(self, passages: str, question: str, language: str, fence: str) -> list[Message]:
        """What a model is sent for ``question``."""
        places = {
            "fence": fence,
            "passages": passages,
            "question": question,
            "language": _LANGUAGES.get(language, language),
        }
        return [
            Message("system", _fill(self.parts["system"], places)),
            Message("user", _fill(self.parts["user"], places)),
        ]

    def times(self, place: str) -> int:
        """How often `messages` have ``place`` in them."""
        return sum(_PLACE.findall(self.parts[part]).count(place) for part in ("system", "user"))

    def repair(self, rejected: str, language: str, fence: str) -> Message:
        """What a model is sent about the statements that do not hold."""
        places = {"rejected": rejected, "fence": fence, "language": _LANGUAGES[language]}
        return Message("user", _fill(self.parts["repair"], places))


def _fill(part: str, places: Mapping[str, str]) -> str:
    """``part`` with its places filled in once: what is filled in is not read for places again."""
    return _PLACE.sub(lambda match: places.get(match[1], match[0]), part)
