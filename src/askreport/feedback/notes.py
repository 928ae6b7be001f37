"""One reader's note on one answer."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any, Final, Literal

from askreport.records import Record, Turn

MOST_COMMENT: Final = 2000
"""Characters of a comment."""

Verdict = Literal["up", "down"]


class Feedback(Record):
    """A verdict on an answer. Times are UTC; ``changed_at`` is the last change's.

    ``answer`` is what the reader's page sent of it, without passages: a claim about what the
    service said, to be verified before it is used. Where none was sent, only its id is known, and
    ``question``, ``status`` and ``backend`` are not.
    """

    id: str
    answer_id: str
    verdict: Verdict
    comment: str | None
    created_at: datetime
    changed_at: datetime
    question: str | None
    status: str | None
    backend: str | None
    history: tuple[Turn, ...]
    answer: dict[str, Any] | None


def cleaned(text: str) -> str:
    """``text`` as it can be kept anywhere and shown in a terminal: without control characters.

    Line breaks and tabs stay; half characters become the replacement character.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    whole = lines.encode("utf-8", "replace").decode("utf-8")
    kept = (c for c in whole if c in "\n\t" or unicodedata.category(c) != "Cc")
    return "".join(kept).strip()
