"""What a statement is held against: its quotes, and what stands around them.

Headings, the document's title and the words before a quote in its paragraph give years and names
that a quote takes for granted; they support nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from askreport.naming.tokens import initials, parts
from askreport.verification.dates import years_meant
from askreport.verification.facts import Facts, facts_of, part
from askreport.verification.known_names import NAMES
from askreport.verification.latin import pieces, releases_in, spelt, tokens_in
from askreport.verification.wording import HAN, plain, squeezed

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
    aliases: Facts = field(default_factory=lambda: part(""))
    """Other names that a document has in brackets behind those of the quotes."""
    elsewhere: str = ""
    """All documents, without spaces and signs."""
    names_elsewhere: tuple[frozenset[str], ...] = ()
    """Latin names of each document."""
    phrases_elsewhere: tuple[frozenset[str], ...] = ()
    """Every sequence of neighbouring Latin words of each document, as one word."""

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
        quotes = tuple(facts_of(citation.quote) for citation in citations)
        near = facts_of("\n".join(dict.fromkeys(around)))
        known = squeezed("\n".join([*(quote.text for quote in quotes), near.text]))
        aliases = [
            other
            for document in documents.values()
            for name, other in aliases_in(document.text)
            if name in known
        ]
        aliases += [other for name, others in _known_by_name() if name in known for other in others]
        return cls(
            quotes,
            near,
            facts_of("\n".join(before)),
            part("\n".join(dict.fromkeys(aliases))),
            "\n".join(_squeezed(document.text) for document in documents.values()),
            tuple(names_in(document.text) for document in documents.values()),
            tuple(_spelt(document.text) for document in documents.values()),
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
        parts = [self.text, self.around.text, self.aliases.text]
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
        own = self.all.spelt | self.around.spelt | self.aliases.spelt
        return own | self.before.spelt if self.points_back else own

    @cached_property
    def lookalikes(self) -> frozenset[str]:
        """`spelt` with letters that a scan takes for each other made one."""
        return frozenset(map(lookalike, self.spelt))

    @cached_property
    def parts(self) -> frozenset[str]:
        """Stems of the words that Latin names are made of: HarmonyOS is of harmony and os."""
        named = (t.text for facts in (self.all, self.around, self.aliases) for t in facts.tokens)
        return self.stems | {one for name in named for one in parts(name)}

    @cached_property
    def stems(self) -> frozenset[str]:
        """English stems of the quotes and around them."""
        return self.all.stems | self.around.stems | self.aliases.stems


_ALIAS: Final = re.compile(
    rf"(?P<han>[{HAN}]{{2,12}})[”\"」』]?\s?[(（]\s?"
    r"(?P<latin>[A-Za-z0-9][\w .&'’-]{1,30}?)\s?[)）]"
    rf"|(?P<name>[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){{0,3}})(?: ?\d[\d.]*)?"
    rf"\s?[(（]\s?(?P<other>[{HAN}]{{2,12}})(?: ?\d[\d.]*)?\s?[)）]"
)
_LEAST_ALIAS: Final = 3


@lru_cache(maxsize=32)
def aliases_in(text: str) -> tuple[tuple[str, str], ...]:
    """Names in ``text`` and those in brackets behind them, both ways: 文心一言 (ERNIE Bot)."""
    found: list[tuple[str, str]] = []
    for m in _ALIAS.finditer(plain(text)):
        han, latin = m["han"] or m["other"], m["latin"] or m["name"]
        # What stands before a Chinese name runs on into it.
        ends = [han] if m["other"] else [han[at:] for at in range(len(han) - _LEAST_ALIAS + 1)]
        found += [(end, latin) for end in ends or [han]]
        found.append((squeezed(latin), han))
    return tuple(dict.fromkeys(found))


@cache
def _known_by_name() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each name of `known_names`, as `wording.squeezed`, with all that its bearer is known by."""
    return tuple((squeezed(name), tuple(names)) for names in NAMES for name in names)


@lru_cache(maxsize=32)
def _squeezed(text: str) -> str:
    return squeezed(plain(text))


@lru_cache(maxsize=32)
def _spelt(text: str) -> frozenset[str]:
    return spelt(plain(text))


@lru_cache(maxsize=32)
def names_in(text: str) -> frozenset[str]:
    """Latin words of ``text`` with a capital or a figure in them, in small letters."""
    return frozenset(
        whole
        for t in tokens_in(plain(text))
        if (t.capital or t.identifier)
        for whole in {"".join(pieces(t.folded)), *pieces(t.folded)}
        if len(whole) > 1
    )


def lookalike(word: str) -> str:
    """``word`` (small letters) with an l read as an i, and letters written twice once."""
    return re.sub(r"(.)\1+", r"\1", word.replace("l", "i"))
