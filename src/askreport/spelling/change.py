"""What a correction is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

How = Literal["sound", "order", "missing", "letters", "spacing"]
"""``sound``: characters that are read alike. ``order``: two neighbours swapped. ``missing``: one
character left out. ``letters``: letters of a Latin word. ``spacing``: one word written as two, two
as one, or with another hyphen."""


@dataclass(frozen=True, slots=True)
class Change:
    """``question[start:end] == written`` is read as ``read_as``.

    ``score`` says how sure: for Chinese the nats by which the sentence has become likelier, the
    cost of the mistake subtracted; for Latin words 1 less the share of letters that differ.
    """

    start: int
    end: int
    written: str
    read_as: str
    how: How
    score: float
