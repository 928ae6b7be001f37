"""What is done with the rows that meet the conditions: listed, counted, grouped, compared."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from askreport.tables import wording
from askreport.tables.bodies import kinds_compared, rows_of_kind
from askreport.tables.filtering import meeting
from askreport.tables.keeping import kept_values
from askreport.tables.numbers import small_number
from askreport.tables.selection import Group

if TYPE_CHECKING:
    from askreport.tables.columns import Column
    from askreport.tables.reading import Reading
    from askreport.tables.selection import Selection
    from askreport.tables.superlatives import Superlative

_SEVERAL: Final = 2
_PLURAL: Final = re.compile(r"[A-Za-z]{3,}s")
_CUE_BEFORE: Final = re.compile(r"哪$")
_BY: Final = re.compile(r"分布|\bby\b|\bper\b|breakdown")


def carried_out(reading: Reading, rows: set[int], base: Selection) -> Selection:
    """``base``, which lists ``rows``, with what the question asks for done to them."""
    key = reading.table.key.index
    counting = reading.says(wording.COUNT)
    number = _reckoned(reading)
    superlative = reading.superlative
    if superlative and number is not None and not counting:
        if superlative.early and not reading.table.columns[number].dated:
            superlative = replace(superlative, least=False)  # the oldest of ages
        return _extreme(reading, rows, number, superlative, base)
    if number is not None and (reading.says(wording.TOTAL) or reading.says(wording.MEAN)):
        return _total(reading, rows, number, base)
    if (made := _compared(reading, rows, base)) is not None:
        return made
    if superlative and (made := _most(reading, rows, superlative, base)):
        return made
    if reading.others_asked and (made := _each(reading, rows, reading.others_asked[0], base)):
        return made
    if reading.says(wording.EACH) and (made := _grouped(reading, rows, counting, base)):
        return made
    if counting and number is None:
        return _count(reading, rows, base)
    others = reading.others_asked
    if reading.looked_up and not reading.asked:
        others = tuple(dict.fromkeys(w.column for w in reading.words if w.column != key))
        base = replace(
            base, wanted=tuple(reading.table.columns[c].name for c in others) or base.wanted
        )
    if reading.looked_up and (others or number is not None):
        values = _values(reading, rows, others[0]) if others else ()
        wanted = base.wanted if others else (reading.table.columns[number or 0].name,)
        narrowed = bool(others) and len(values) < _different(reading, rows, others[0])
        return replace(base, operation="lookup", values=values, wanted=wanted, narrowed=narrowed)
    if others:
        return _having(reading, rows, others[0], base) or _with_values(
            reading, rows, others[0], base
        )
    if reading.says(wording.WHETHER) and not reading.asked:
        # Of several that are called by name, the rows say more than that there are some.
        made = replace(base, operation="lookup" if len(reading.looked_up) > 1 else "exists")
        return with_verdict(reading, rows, made)
    return base


def with_verdict(reading: Reading, rows: set[int], made: Selection) -> Selection:
    """``made`` with whether its one row has what is asked of it: “Mojo 是中国的吗？”."""
    table = reading.table
    asked = [d for d in reading.drafts if d.column != table.key.index and d.how != "number"]
    if not (reading.says(wording.WHETHER) and len(rows) == 1 and len(reading.looked_up) == 1):
        return made
    if not asked or reading.alone or any(d.negated or not d.exact for d in asked):
        return made
    if len(asked) > 1 and reading.says(wording.EITHER):
        return replace(made, operation="lookup")  # “Is it American or Chinese?”: the row says it
    unmet = [d for d in asked if not rows <= meeting(table, d)]
    draft = (unmet or asked)[0]
    column = table.columns[draft.column]
    own = [v for v in draft.values if not rows.isdisjoint(column.rows[v])]
    value = next(iter(own or draft.values), None)
    said = column.values[value] if value is not None else reading.text[draft.start : draft.end]
    return replace(made, verdict=not unmet, doubted=(column.name, said))


def _reckoned(reading: Reading) -> int | None:
    """The numeric column that the question reckons with."""
    numeric = [c.index for c in reading.table.columns if c.kind == "number"]
    named = [word for word in reading.words if word.column in numeric]
    superlative = reading.superlative
    if named:
        at = superlative.start if superlative else named[0].start
        return min(named, key=lambda word: abs(word.start - at)).column
    if superlative and superlative.early:
        numeric = [c for c in numeric if reading.table.columns[c].dated]
    compared = superlative is not None and not reading.others_asked
    if len(numeric) == 1 and (compared or reading.says(wording.MEAN)):
        return numeric[0]
    return None


def _extreme(
    reading: Reading, rows: set[int], column: int, superlative: Superlative, base: Selection
) -> Selection:
    numbers = reading.table.columns[column].numbers
    have = [row for row in rows if row in numbers]
    if not have:
        return base
    return _edge(reading, {row: numbers[row] for row in have}, column, superlative, base)


def _edge(
    reading: Reading,
    amounts: dict[int, float],
    column: int,
    superlative: Superlative,
    base: Selection,
) -> Selection:
    """The rows with the ``top`` greatest or least ``amounts``, ties included, in that order."""
    sign = 1 if superlative.least else -1
    order = sorted(amounts, key=lambda row: (sign * amounts[row], row))
    levels = sorted({sign * amount for amount in amounts.values()})
    first = last = levels[min(superlative.rank, len(levels)) - 1]
    if superlative.top > 1:
        last = sign * amounts[order[min(superlative.top, len(order)) - 1]]
    best = [row for row in order if first <= sign * amounts[row] <= last]
    table = reading.table
    numbers = tuple(table.rows[row].number for row in best)
    return replace(
        base,
        operation="extreme",
        rows=numbers,
        chunks=table.chunks_of(numbers),
        amount=float(amounts[best[0]]),
        reckoned=table.columns[column].name,
        least=superlative.least,
    )


def _total(reading: Reading, rows: set[int], column: int, base: Selection) -> Selection:
    own = reading.table.columns[column]
    numbers = [number for row, number in own.numbers.items() if row in rows]
    mean = reading.says(wording.MEAN)
    amount = sum(numbers) / (len(numbers) if mean else 1) if numbers else None
    return replace(base, operation="total", amount=amount, reckoned=own.name, mean=mean)


def _most(
    reading: Reading, rows: set[int], superlative: Superlative, base: Selection
) -> Selection | None:
    """The values with most rows, or the rows with most values of another column."""
    table = reading.table
    others = [w for w in reading.words if w.column != table.key.index]
    # 排名第一的国家: what follows the superlative is compared.
    head = [w.column for w in others if 0 <= w.start - superlative.end <= 1]
    if not head and reading.key_asked and not reading.others_asked:
        # 哪个项目的机构最多: what is counted stands within each row.
        counted = next((w.column for w in others if table.columns[w.column].several), None)
        if counted is None:
            return None
        own = table.columns[counted].rows
        sizes = {row: float(sum(row in of for of in own)) for row in rows}
        return replace(_edge(reading, sizes, counted, superlative, base), tallied=True)
    spoken = (*head, *reading.others_asked, *(w.column for w in others))
    column = next((c for c in spoken if table.columns[c].kind != "number"), None)
    if column is None:
        return None
    named = [d for d in reading.drafts if d.column == column and not d.negated]
    if superlative.next_ or (superlative.rank > 1 and named):
        # “美国第一，第二是谁”: who is called by name limits no rows.
        limits = [meeting(table, d) for d in reading.drafts if d not in named]
        among = set(range(len(table.rows))).intersection(*limits)
        groups = _groups(reading, among, column, among=False)
    else:
        groups = _groups(reading, rows, column)
    best = _ranked(reading, groups, column, superlative)
    if not best:
        return None
    numbers = tuple(sorted({number for group in best for number in group.rows}))
    name = table.columns[column].name
    return replace(
        base,
        operation="group",
        groups=tuple(best),
        rows=numbers,
        chunks=table.chunks_of(numbers),
        wanted=(name,),
        counted=name,
        least=superlative.least,
        ranked=True,
    )


def _compared(reading: Reading, rows: set[int], base: Selection) -> Selection | None:
    """The values that the question names, most rows first: 中国和英国哪个项目多."""
    superlative = reading.superlative
    ranked = superlative is not None and (superlative.next_ or superlative.rank > 1)
    asked = (superlative and not ranked) or reading.says(wording.COMPARED)
    asked = asked or bool(kinds_compared(reading))
    if not asked or reading.joint:
        return None
    if reading.looked_up:
        return _rows_compared(reading, rows, base)
    kinds = _kinds(reading, rows)
    sides = kinds or _sides(reading, rows)
    if sides is None:
        return None
    column, groups = sides
    least = superlative is not None and superlative.least
    ordered = sorted(groups, key=lambda group: len(group.rows) * (1 if least else -1))
    counted = reading.table.columns[column].name
    return replace(
        base, operation="group", groups=tuple(ordered), counted=counted, apart=kinds is not None
    )


def _rows_compared(reading: Reading, rows: set[int], base: Selection) -> Selection | None:
    """The named rows by how many values of a column each has: 哪个的参与单位更多."""
    table = reading.table
    column = next((w.column for w in reading.words if table.columns[w.column].several), None)
    if column is None or len(rows) == 1:
        return None
    numbers = {row: sum(row in own for own in table.columns[column].rows) for row in rows}
    groups = [
        Group(value, table.numbers({row}), amount=float(numbers[row]))
        for value, own in zip(table.key.values, table.key.rows, strict=True)
        for row in own
        if row in numbers
    ]
    groups.sort(key=lambda group: -(group.amount or 0.0))
    counted = table.columns[column].name
    return replace(base, operation="group", groups=tuple(groups), counted=counted, tallied=True)


def _kinds(reading: Reading, rows: set[int]) -> tuple[int, list[Group]] | None:
    """The kinds of institutions that are compared, and the rows of each: 高校多还是公司多."""
    compared = kinds_compared(reading)
    if not compared:
        return None
    column = compared[0][0].column
    groups = []
    for word, kind in compared:
        said = reading.text[word.start : word.end]
        groups.append(
            Group(said, reading.table.numbers(rows & rows_of_kind(reading, column, kind)))
        )
    return column, groups


def _sides(reading: Reading, rows: set[int]) -> tuple[int, list[Group]] | None:
    """A column and the groups of rows by several values of it that the question names."""
    table = reading.table
    named: dict[int, list[Group]] = {}
    for draft in reading.drafts:
        if not draft.negated and draft.column != table.key.index:
            column = table.columns[draft.column]
            said = reading.text[draft.start : draft.end]
            # Of a continent not all countries are told.
            whole = draft.code and len(draft.values) > 1
            value = said if whole else "、".join(column.values[v] for v in draft.values) or said
            own = Group(value, table.numbers(meeting(table, draft) & rows))
            named.setdefault(draft.column, []).append(own)
    return next(((column, groups) for column, groups in named.items() if len(groups) > 1), None)


def _ranked(
    reading: Reading, groups: list[Group], column: int, superlative: Superlative
) -> list[Group]:
    """The groups of the superlative's rank, or of its first ranks; those of equal size together."""
    sign = 1 if superlative.least else -1
    groups = sorted(groups, key=lambda group: sign * len(group.rows))
    sizes = sorted({sign * len(group.rows) for group in groups})
    rank = superlative.rank
    if superlative.next_:
        values = reading.table.columns[column].values
        named = {values[v] for d in reading.drafts if d.column == column for v in d.values}
        own = [sign * len(group.rows) for group in groups if group.value in named]
        rank = sizes.index(min(own)) + 2 if own else 2
    if len(sizes) < rank:
        return []
    first = last = sizes[rank - 1]
    if superlative.top > 1:
        last = sign * len(groups[min(superlative.top, len(groups)) - 1].rows)
    return [group for group in groups if first <= sign * len(group.rows) <= last]


def _grouped(reading: Reading, rows: set[int], counting: bool, base: Selection) -> Selection | None:
    """Rows by the values that the question sets side by side, or by all values of a column."""
    table = reading.table
    if (sides := _sides(reading, rows)) is not None:
        column, groups = sides
        counted = table.columns[column].name
        return replace(base, operation="group", groups=tuple(groups), counted=counted)
    named = {draft.column for draft in reading.drafts if not draft.negated}
    spoken = [w.column for w in reading.words if w.column != table.key.index]
    whole = next((c for c in (*spoken, *reading.others_asked) if c not in named), None)
    if whole is None or not (counting or _BY.search(reading.masked)):
        return None
    if table.columns[whole].kind == "number":
        return None
    found = sorted(_groups(reading, rows, whole), key=lambda group: -len(group.rows))
    return replace(base, operation="group", groups=tuple(found), counted=table.columns[whole].name)


def _each(reading: Reading, rows: set[int], number: int, base: Selection) -> Selection | None:
    """What goes with each of the values that the question names: 英伟达和字节各是哪国的."""
    table = reading.table
    if reading.looked_up or reading.joint or reading.says(wording.COUNT):
        return None
    named = [d for d in reading.drafts if d.values and not d.negated and d.how != "number"]
    columns = {draft.column for draft in named}
    if len(columns) != 1 or number in columns or len(named) != len(reading.drafts):
        return None
    column = table.columns[columns.pop()]
    values = [draft.values[0] for draft in named if len(draft.values) == 1]
    owned = table.columns[number]
    if len(set(values)) < _SEVERAL or len(values) < len(named) or owned.kind == "number":
        return None
    if len(column.values) < len(owned.values):
        return _of_each(reading, rows, number, column, values, base)
    belonging = table.belonging(column, owned)
    groups = []
    for value in dict.fromkeys(values):
        own = sorted(rows.intersection(column.rows[value]))
        meant = {v: None for row in own for v in sorted(belonging.possible(row, value))}
        told = tuple(owned.values[v] for v in meant)
        groups.append(Group(column.values[value], table.numbers(own), values=told))
    return replace(base, operation="group", groups=tuple(groups), counted=column.name)


def _of_each(
    reading: Reading,
    rows: set[int],
    number: int,
    column: Column,
    values: list[int],
    base: Selection,
) -> Selection | None:
    """Whose each of the named values is: 德国和瑞士的高校各有哪些."""
    table = reading.table
    if not reading.says(wording.EACH):
        return None
    asked = table.columns[number]
    belonging = table.belonging(asked, column)
    kept = kept_values(reading, rows, number, joint=False)
    groups = []
    for value in dict.fromkeys(values):
        own = [(v, r) for v in kept for r in asked.rows[v] if belonging.may_be(r, v, (value,))]
        own = [(v, r) for v, r in own if r in rows]
        told = tuple(asked.values[v] for v in dict.fromkeys(v for v, _ in own))
        groups.append(Group(column.values[value], table.numbers({r for _, r in own}), values=told))
    if not all(group.values for group in groups):
        return None
    numbers = tuple(sorted({number for group in groups for number in group.rows}))
    return replace(
        base,
        operation="group",
        groups=tuple(groups),
        counted=column.name,
        rows=numbers,
        chunks=table.chunks_of(numbers),
    )


def _groups(reading: Reading, rows: set[int], number: int, *, among: bool = True) -> list[Group]:
    """The values of a column with their rows; ``among``: only those that the question keeps."""
    table = reading.table
    column = table.columns[number]
    kept = kept_values(reading, rows, number, joint=False) if among else range(len(column.values))
    return [
        Group(column.values[value], table.numbers(set(column.rows[value]) & rows)) for value in kept
    ]


def _having(reading: Reading, rows: set[int], column: int, base: Selection) -> Selection | None:
    """The values with as many rows as the question says: 哪些国家只有一个项目."""
    match = wording.HAVING.search(reading.masked)
    if (
        match is None
        or any(not d.negated for d in reading.drafts)
        or _CUE_BEFORE.search(reading.masked[: match.start()])
    ):
        return None
    said = match.group("zh") or match.group("en")
    count = 2 if said == "多" else small_number(said)
    exactly = match.group("exact") or match.group("only")
    above = match.group("above") or match.group("beyond")
    from_ = ("least", "from", "over", "more")
    over = above or said == "多" or any(match.group(name) for name in from_)
    if count is None or not (exactly or over or count >= _SEVERAL):
        return None
    count += bool(above)
    groups = [
        group
        for group in _groups(reading, rows, column)
        if len(group.rows) == count or (over and len(group.rows) > count)
    ]
    groups.sort(key=lambda group: -len(group.rows))
    numbers = tuple(sorted({number for group in groups for number in group.rows}))
    return replace(
        base,
        operation="group",
        groups=tuple(groups),
        rows=numbers,
        chunks=reading.table.chunks_of(numbers),
        counted=reading.table.columns[column].name,
    )


def _count(reading: Reading, rows: set[int], base: Selection) -> Selection:
    cue = wording.COUNT.search(reading.masked)
    assert cue is not None
    near = [w for w in reading.words if w.asked]
    counted = min(near, key=lambda w: abs(w.start - cue.end())).column if near else None
    if counted is None or counted == reading.table.key.index:
        name = reading.table.key.name
        return replace(base, operation="count", count=len(rows), counted=name)
    values = _values(reading, rows, counted)
    name = reading.table.columns[counted].name
    if (made := _having(reading, rows, counted, base)) is not None:
        base, values = made, tuple(group.value for group in made.groups)
    said = next((reading.text[w.start : w.end] for w in near if w.column == counted), "")
    return replace(
        base,
        operation="count",
        count=len(values),
        counted=name,
        values=values,
        noun=said.lower() if _PLURAL.fullmatch(said) else "",
    )


def _values(reading: Reading, rows: set[int], number: int) -> tuple[str, ...]:
    """The distinct values of a column in ``rows``."""
    column = reading.table.columns[number]
    return tuple(column.values[v] for v in kept_values(reading, rows, number, joint=reading.joint))


def _different(reading: Reading, rows: set[int], number: int) -> int:
    """How many values of a column stand in ``rows``."""
    return sum(not rows.isdisjoint(of) for of in reading.table.columns[number].rows)


def _with_values(reading: Reading, rows: set[int], number: int, base: Selection) -> Selection:
    """``base`` with the values of a column that are asked for.

    Where some are excluded (亚洲除了中国还有哪些国家), of another kind (哪些大学) or not what is
    meant (外国的机构), only the rows of those that are left.
    """
    column = reading.table.columns[number]
    kept = kept_values(reading, rows, number, joint=reading.joint)
    excluded = any(draft.negated and draft.column == number for draft in reading.drafts)
    if excluded or not reading.key_asked:
        rows = {row for value in kept for row in column.rows[value]} & rows
    numbers = reading.table.numbers(rows)
    return replace(
        base,
        values=tuple(column.values[value] for value in kept),
        rows=numbers,
        chunks=reading.table.chunks_of(numbers),
    )
