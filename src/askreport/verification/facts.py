"""What a text tells that can be compared: dates, figures, names, words. Read once a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from askreport.lexical import terms
from askreport.naming.tokens import stem
from askreport.verification.chinese import GRAMMAR, is_telling, words_in
from askreport.verification.dates import clocks_in, days_in
from askreport.verification.figures import figures_in
from askreport.verification.latin import FUNCTION, pieces, spelt, tokens_in
from askreport.verification.translation import english_of
from askreport.verification.wording import clauses, is_english, plain

if TYPE_CHECKING:
    from askreport.verification.chinese import Word
    from askreport.verification.dates import Clock, Day
    from askreport.verification.figures import Figure
    from askreport.verification.latin import Token


_PAIR: Final = 2


@dataclass(frozen=True)
class Facts:
    """Of one plain text; each kind is read when first asked for."""

    text: str

    @cached_property
    def english(self) -> bool:
        """See `wording.is_english`."""
        return is_english(self.text)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """See `dates.days_in`."""
        spans = [(t.start, t.end) for t in self.tokens if t.identifier or t.version]
        return days_in(_hidden(self.text, spans))

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        """See `dates.clocks_in`."""
        return clocks_in(self.text)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """See `latin.tokens_in`."""
        return tokens_in(self.text)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """See `figures.figures_in`."""
        spans = [(d.start, d.end) for d in self.days] + [(c.start, c.end) for c in self.clocks]
        spans += [(t.start, t.end) for t in self.tokens if t.identifier and _has_digit(t.text)]
        spans += [(t.start + len(t.text), t.end) for t in self.tokens if t.version]
        return figures_in(self.text, _hidden(self.text, spans))

    @cached_property
    def told(self) -> list[tuple[int, int]]:
        """The ranges of figures, dates and times of day, which have checks of their own."""
        spans = [(f.start, f.end) for f in self.figures] + [(d.start, d.end) for d in self.days]
        return spans + [(c.start, c.end) for c in self.clocks]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """See `chinese.words_in`."""
        return words_in(self.text)

    @cached_property
    def spelt(self) -> frozenset[str]:
        """See `latin.spelt`."""
        return spelt(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of English words in it, and of those that its Chinese words mean."""
        own = {stem(piece) for t in self.tokens for piece in (t.folded, *pieces(t.folded))}
        return english_of(self.text) | own

    @cached_property
    def things(self) -> frozenset[str]:
        """What it is about: Latin words, figures and pairs of characters, grammar left out."""
        return frozenset(
            term
            for term in terms(self.text)
            if (
                term not in FUNCTION
                if term.isascii()
                else len(term) == _PAIR
                and (term[0] not in GRAMMAR or term[1] not in GRAMMAR or is_telling(term))
            )
        )

    @cached_property
    def clauses(self) -> tuple[Facts, ...]:
        """Those of its clauses."""
        return tuple(part(clause) for clause in clauses(self.text))


def _hidden(text: str, spans: list[tuple[int, int]]) -> str:
    """``text`` with ``spans`` blanked out."""
    for start, end in spans:
        text = text[:start] + "\x00" * (end - start) + text[end:]
    return text


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


@lru_cache(maxsize=1024)
def facts_of(text: str) -> Facts:
    """The facts of ``text``, which is made plain first."""
    return part(plain(text))


@lru_cache(maxsize=4096)
def part(text: str) -> Facts:
    """The facts of ``text``, which is plain: part of a text that was made so."""
    return Facts(text)
