"""Mentions of names in a question, and the candidates from which they are chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Match:
    """A name that is meant: its position among the names, how, and how surely (0..1).

    ``how`` is ``exact``, ``spelling``, ``dictionary``, ``sound`` or ``abbreviation``; ``exact`` is
    false where the mention is only part of the name.
    """

    name: int
    score: float
    how: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """``question[start:end]`` and what it may name, best first."""

    start: int
    end: int
    matches: tuple[Match, ...]

    @property
    def exact(self) -> bool:
        """Whether any of the names is meant as a whole."""
        return any(match.exact for match in self.matches)

    @property
    def score(self) -> float:
        """That of the best match."""
        return max(match.score for match in self.matches)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to read ``question[start:end]``; ``covered`` is how much of a name it has."""

    start: int
    end: int
    match: Match
    covered: float

    @property
    def rank(self) -> tuple[bool, float, int, float]:
        """Greater is better: a whole name first, then what covers most."""
        return self.match.exact, round(self.covered, 2), self.end - self.start, self.match.score


SAME: float = 0.05
"""Difference of coverage that makes none."""


def chosen(candidates: Iterable[Candidate]) -> list[Mention]:
    """Mentions that do not overlap, the best first taken, each with all that it may name; in order.

    What stands inside a mention counts for it only if it covers as much of its name.
    """
    taken: list[list[Candidate]] = []
    for one in sorted(candidates, key=lambda c: c.rank, reverse=True):
        for group in taken:
            first = group[0]
            if one.start < first.end and first.start < one.end:
                if first.start <= one.start and one.end <= first.end:
                    group.append(one)
                break
        else:
            taken.append([one])
    mentions = []
    for group in taken:
        first = group[0]
        best: dict[int, Match] = {}
        for one in group:
            same_place = (one.start, one.end) == (first.start, first.end)
            if same_place or one.covered >= first.covered - SAME:
                old = best.get(one.match.name)
                if old is None or (one.match.exact, one.match.score) > (old.exact, old.score):
                    best[one.match.name] = one.match
        order = sorted(best.values(), key=lambda m: (not m.exact, -m.score, m.name))
        mentions.append(Mention(first.start, first.end, tuple(order)))
    return sorted(mentions, key=lambda mention: mention.start)
