"""Which of a row's values belong together: whose country is which in a row of several of both.

A row “Microsoft, Tsinghua, Irvine | USA, China” does not say it. What other rows say of the same
values does, and that each country is somebody's; then what names tell (`naming.places`), and last
the order, if the table keeps to one. What is still open stays open: the row itself is all there is.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, Final

from askreport.naming.places import countries_of
from askreport.naming.territories import code_of, within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from askreport.tables.columns import Column

_MOST: Final = 20_000
"""Ways to share out that are gone through; a row with more stays open."""
_ROUNDS: Final = 3
_CHECKED: Final = 2
"""Rows, at least, that show a table's order."""

_Way = tuple[int, ...]
"""The owner's value of each value of a row, in the row's order."""


class Belonging:
    """The values of ``owned`` (countries) that go with each value of ``owner`` (institutions).

    Values and rows are their positions in the columns and the table.
    """

    def __init__(self, owner: Column, owned: Column) -> None:
        self._named = _told_by_names(owner, owned)
        self._of_rows: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {
            row: (owner.in_order[row], owned.in_order[row])
            for row in owner.in_order
            if row in owned.in_order
        }
        self._possible: dict[tuple[int, int], frozenset[int]] = {}
        self._known: dict[int, set[int]] = defaultdict(set)
        for row, (values, of) in self._of_rows.items():
            if len(of) == 1:
                self._enter(row, values, [of * len(values)])
        open_ = {row: ways for row in self._of_rows if (ways := self._ways(row))}
        for _ in range(_ROUNDS):
            self._settle(open_, ordered=False)
        if self._keeps_order(open_):
            for _ in range(_ROUNDS):
                self._settle(open_, ordered=True)
        for row, (values, of) in self._of_rows.items():
            for value in values:
                self._possible.setdefault((row, value), frozenset(of))
        self._open = {pair for pair, of in self._possible.items() if self._is_open(pair, of)}

    def possible(self, row: int, value: int) -> frozenset[int]:
        """What may go with ``value`` in ``row``: one where it is clear."""
        return self._possible.get((row, value), frozenset())

    def may_be(self, row: int, value: int, wanted: Iterable[int]) -> bool:
        """Whether one of ``wanted`` is what goes with ``value`` in ``row``.

        Where that is open, whether nobody else in the row surely has it.
        """
        meant = self.possible(row, value).intersection(wanted)
        if not meant or (row, value) not in self._open:
            return bool(meant)
        values, _ = self._of_rows[row]
        sure = (self.possible(row, v) for v in values if (row, v) not in self._open)
        return not any(meant.intersection(of) for of in sure)

    def _is_open(self, pair: tuple[int, int], of: frozenset[int]) -> bool:
        # One institution with two countries has both.
        return len(of) > 1 and len(self._of_rows[pair[0]][0]) > 1

    def _ways(self, row: int) -> list[_Way]:
        """How the row's values can be shared out so that none of ``owned`` is left over."""
        values, of = self._of_rows[row]
        if len(of) < 2 or len(values) < len(of) or len(of) ** len(values) > _MOST:
            return []
        return [way for way in product(of, repeat=len(values)) if set(way) == set(of)]

    def _settle(self, open_: dict[int, list[_Way]], *, ordered: bool) -> None:
        """Keep of each row's ways those that what is known, named and ordered allows."""
        for row, ways in open_.items():
            values, of = self._of_rows[row]
            for told in (self._known, self._named):
                for place, value in enumerate(values):
                    meant = told.get(value, set()) & set(of)
                    ways = _kept(ways, lambda w, p=place, m=meant: not m or w[p] in m)  # type: ignore[misc]
            if ordered:
                ways = _kept(ways, lambda way, of=of: _first_seen(way) == of)  # type: ignore[misc]
            open_[row] = ways
            self._enter(row, values, ways)

    def _keeps_order(self, open_: Mapping[int, Sequence[_Way]]) -> bool:
        """Whether every row that is clear has its countries in the order of who brings them."""
        clear = {row: ways[0] for row, ways in open_.items() if len(ways) == 1}
        kept = all(_first_seen(way) == self._of_rows[row][1] for row, way in clear.items())
        return kept and len(clear) >= _CHECKED

    def _enter(self, row: int, values: Sequence[int], ways: Sequence[_Way]) -> None:
        for place, value in enumerate(values):
            possible = frozenset(way[place] for way in ways)
            self._possible[row, value] = possible
            if len(possible) == 1:
                self._known[value] |= possible


def _kept(ways: list[_Way], meets: Callable[[_Way], bool]) -> list[_Way]:
    """Those of ``ways`` that meet a hint; all where none does."""
    return [way for way in ways if meets(way)] or ways


def _first_seen(way: _Way) -> _Way:
    return tuple(dict.fromkeys(way))


def _told_by_names(owner: Column, owned: Column) -> Mapping[int, set[int]]:
    """What the names of ``owner`` tell, where ``owned`` are countries."""
    codes = {number: code_of(value) for number, value in enumerate(owned.values)}
    if owned.kind != "territory":
        return {}
    found: dict[int, set[int]] = {}
    for number, name in enumerate(owner.values):
        told = countries_of(name)
        meant = {
            value
            for value, code in codes.items()
            if code and any(within(code, one) or within(one, code) for one in told)
        }
        if meant:
            found[number] = meant
    return found
