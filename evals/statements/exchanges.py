"""Twins of true statements by rule: two figures, dates or names in each other's place.

What fresh writers change and a verifier misses is mostly this. Any true statement with two values
of a kind gives such a twin for each pair of them, so that there are hundreds, by all writers.

A pair is left alone where its exchange may well stay true: the same value twice, and names that
are listed side by side or stand in the same quote. Cells are left out, for they are names alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

from askreport.verification.facts import part
from askreport.verification.latin import FUNCTION, MONTHS
from askreport.verification.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evals.statements import Statement

    from askreport.verification.dates import Day
    from askreport.verification.facts import Facts
    from askreport.verification.figures import Figure

_BETWEEN_LISTED: Final = re.compile(r"[\s、,，/&+\"”“]*(?:和|与|及|以及|或|and|or|with)?[\s\"“]*")
_MOST_OF_KIND: Final = 3
"""Pairs of a kind that a statement gives."""
Span = tuple[int, int]


def exchanges(statements: Iterable[Statement]) -> list[Statement]:
    """A false twin for each pair of values of the true ones among ``statements``."""
    found = []
    for statement in statements:
        if statement.supported and not any(q.row for q in statement.quotes):
            found += list(_twins(statement))
    return found


def _twins(statement: Statement) -> Iterator[Statement]:
    text = statement.text
    if plain(text) != text:
        # Places in the plain text are not those of the written one; the plain one says the same.
        text = plain(text)
    for kind, pairs in _pairs(text, statement).items():
        for number, (one, other) in enumerate(pairs[:_MOST_OF_KIND], start=1):
            yield replace(
                statement,
                id=f"{statement.id}-x{kind}{number}",
                text=_exchanged(text, one, other),
                supported=False,
                change=f"x{kind}",
                of=statement.id,
            )


def _exchanged(text: str, one: Span, other: Span) -> str:
    (a, b), (c, d) = sorted((one, other))
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def _pairs(text: str, statement: Statement) -> dict[str, list[tuple[Span, Span]]]:
    facts = part(text)
    said = [plain(quote.quote) for quote in statement.quotes]
    whole = "\n".join(said).casefold()
    pairs: dict[str, list[tuple[Span, Span]]] = {"number": [], "date": [], "name": []}
    for f, g in combinations(facts.figures, 2):
        if not (_is_count(f) and _is_count(g)):
            continue
        if f.measure == g.measure and f.value != g.value:
            pairs["number"].append(((f.start, f.end), (g.start, g.end)))
    for d, e in combinations(facts.days, 2):
        if _grain(d) == _grain(e) and not d.same(e):
            pairs["date"].append(((d.start, d.end), (e.start, e.end)))
    names = [
        (start, end)
        for start, end in _names(facts)
        if text[start:end].casefold() in whole and text.count(text[start:end]) == 1
    ]
    for t, u in combinations(names, 2):
        if _BETWEEN_LISTED.fullmatch(text[t[1] : u[0]]):
            continue
        one, other = (
            {i for i, s in enumerate(said) if text[a:b].casefold() in s.casefold()}
            for a, b in (t, u)
        )
        if not one & other:
            pairs["name"].append((t, u))
    return pairs


def _is_count(figure: Figure) -> bool:
    """Whether it is more than a word such as 一个 or a part of one."""
    return (
        not figure.ordinal
        and figure.value != 1
        and (any(c.isdigit() for c in figure.text) or len(figure.text) > 1)
    )


def _names(facts: Facts) -> list[Span]:
    """Latin names, those of several words as one."""
    found: list[Span] = []
    for t in facts.tokens:
        if not (t.capital or t.identifier) or t.folded in FUNCTION or t.folded in MONTHS:
            continue
        if found and facts.text[found[-1][1] : t.start] in (" ", "-", "/"):
            found[-1] = (found[-1][0], t.end)
        elif len(t.text) > 1:
            found.append((t.start, t.end))
    return found


def _grain(day: Day) -> tuple[bool, ...]:
    return tuple(bool(getattr(day, unit)) for unit in ("year", "month", "day"))
