"""What a statement is held against: its quotes, and what stands around them.

Headings, the document's title and the words before a quote in its paragraph give years and names
that a quote takes for granted; they support nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from askreport.naming.tokens import initials
from askreport.verification.dates import years_meant
from askreport.verification.facts import Facts, facts_of
from askreport.verification.latin import releases_in
from askreport.verification.wording import squeezed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from askreport.records import Citation, Document
    from askreport.verification.dates import Clock, Day
    from askreport.verification.figures import Figure

_BLOCKS: Final = 2
_BEFORE: Final = 300
"""Blocks and characters before a quote, under the same heading, in which its words may be named."""
_LATIN_NAME: Final = re.compile(r"(?:[A-Z]\w+[ -]){1,5}[A-Z]\w+")
_BACK: Final = re.compile(
    r"它|他们?|她|该|其(?![中他实])|此(?![前后外])|^[，,：:]?(?:这|那|是|由|可|能|为|并|也|还|均|都|采用|提供|专注)|^(?:开发者|作者|项目|公司|团队|用户|官方|新版本?)"
    r"|\b(?:it|its|he|his|she|her|they|their|this|these)\b"
)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Evidence:
    """``quotes`` support; ``around`` are headings, titles and what stands before the quotes."""

    quotes: tuple[Facts, ...]
    around: Facts
    before: Facts

    @classmethod
    def of(cls, citations: Sequence[Citation], documents: Mapping[str, Document]) -> Evidence:
        """What ``citations`` give."""
        around: list[str] = []
        before: list[str] = []
        for citation in citations:
            around += [citation.document_title, citation.heading or ""]
            if citation.cell:
                around.append(citation.cell.column)
            document = documents.get(citation.document_id)
            if document is None:
                continue
            at = bisect_right(document.blocks, citation.start, key=lambda b: b.start) - 1
            if at >= 0:
                block = document.blocks[at]
                around += [*block.trail, document.title]
                first = next(
                    (
                        b
                        for b in document.blocks[max(0, at - _BLOCKS) : at + 1]
                        if b.trail == block.trail
                    ),
                    block,
                )
                before.append(document.text[first.start : citation.start][-_BEFORE:])
        return cls(
            tuple(facts_of(citation.quote) for citation in citations),
            facts_of("\n".join(dict.fromkeys(around))),
            facts_of("\n".join(before)),
        )

    @cached_property
    def all(self) -> Facts:
        """The quotes as one text."""
        return facts_of("。\n".join(quote.text for quote in self.quotes))

    @cached_property
    def text(self) -> str:
        """The quotes, one after the other."""
        return self.all.text

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Those of the quotes."""
        return tuple(f for quote in self.quotes for f in quote.figures)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """The dates of the quotes."""
        return tuple(d for quote in self.quotes for d in quote.days)

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        """The times of day of the quotes."""
        return tuple(c for quote in self.quotes for c in quote.clocks)

    @cached_property
    def years(self) -> frozenset[int]:
        """Years that the quotes name or mean, or that stand around them."""
        own = {day.year for day in self.days if day.year and not day.decade}
        around = {int(year) for year in _YEAR.findall(f"{self.around.text}\n{self.before.text}")}
        return frozenset(own | around | years_meant(self.text, own | around))

    @cached_property
    def points_back(self) -> bool:
        """Whether a quote says it, he or the project of what is named before it."""
        return any(_BACK.search(quote.text) for quote in self.quotes)

    @cached_property
    def naming(self) -> str:
        """The quotes and what stands around them; what is before them if they point back to it."""
        parts = [self.text, self.around.text]
        return "\n".join([*parts, self.before.text] if self.points_back else parts)

    @cached_property
    def squeezed(self) -> str:
        """`naming` without spaces and signs."""
        return squeezed(self.naming)

    @cached_property
    def releases(self) -> frozenset[str]:
        """The numbers in `naming` as they are written."""
        return releases_in(self.naming)

    @cached_property
    def initials(self) -> frozenset[str]:
        """Those of the Latin names in `naming`."""
        return frozenset(initials(name) for name in _LATIN_NAME.findall(self.naming))

    @cached_property
    def spelt(self) -> frozenset[str]:
        """Latin names of the quotes and around them."""
        own = self.all.spelt | self.around.spelt
        return own | self.before.spelt if self.points_back else own

    @cached_property
    def stems(self) -> frozenset[str]:
        """English stems of the quotes and around them."""
        return self.all.stems | self.around.stems
