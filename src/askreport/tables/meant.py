"""What a question was read to want of a table, and the rows that this selects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from askreport.tables.intent import Intent
    from askreport.tables.selection import Selection


@dataclass(frozen=True, slots=True)
class Meant:
    """What a question was read to want, in known words, and what these select.

    ``text`` is empty and ``selection`` ``None`` where it wants what the table does not have.
    """

    intent: Intent
    text: str
    selection: Selection | None

    @property
    def sure(self) -> float:
        """How surely (0..1) the question wants something of the table, and just this."""
        heads = self.intent.heads
        parts = [max(told.values()) for told in self.intent.parts]
        wanted = 1.0 - heads["want"]["x"]
        return wanted * min(self.intent.sure("op"), self.intent.sure("work"), *parts, 1.0)
