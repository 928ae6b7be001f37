"""The computed part of an answer from a table, in the asker's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.tables.selection import Selection


_MANY: Final = 12
"""Values from which on their number is told as well."""
_MOST_TOLD: Final = 1000
"""Characters of values in one sentence; a longer one could not be verified."""


def told(selection: Selection, language: str, *, always: bool = False) -> str:
    """What was counted, compared or found missing; empty where the rows say it all.

    ``language`` is ``zh``, ``zh-Hant`` or ``en``. What ends in a colon introduces the rows;
    ``always`` introduces a single one, too.
    """
    if language == "en":
        return _english(selection, always=always)
    words = _TRADITIONAL if language == "zh-Hant" else _SIMPLIFIED
    return _chinese(selection, words, always=always)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of reckoning in one script; what the table holds is not converted."""

    opened: str
    closed: str
    no_row: str
    no_column: str
    distinct: str
    matching: str
    related: str
    rows: str
    items: str
    most: str
    least: str
    piece: str
    entry: str
    measures: dict[int, int]
    mean: str
    total: str
    exists: str
    has: str
    lacks: str
    none_of: str
    not_the_one: str


_SIMPLIFIED: Final = _Words(
    opened="“",
    closed="”",
    no_row="表中没有符合{}的条目。",
    no_column="表中没有{}这一栏。",
    distinct="{}一栏共 {} {}：{}。",
    matching="符合条件的共 {} {}{}：",
    related="，另有 {} 项属于{}",
    rows="表中共 {} 项。",
    items="{} {} 项",
    most="{}最多的是 {}{}：",
    least="{}最少的是 {}{}：",
    piece="个",
    entry="项",
    measures={},
    mean="{}平均 {}。",
    total="{}合计 {}。",
    exists="有，共 {} 项：",
    has="是的，“{}”一栏有“{}”：",
    lacks="不是，“{}”一栏没有“{}”：",
    none_of="没有，“{}”的 {} 项中没有这样的：",
    not_the_one="没有，“{}”的一项不是这样的：",
)
_TRADITIONAL: Final = _Words(
    opened="「",
    closed="」",
    no_row="表中沒有符合{}的條目。",
    no_column="表中沒有{}這一欄。",
    distinct="{}一欄共 {} {}：{}。",
    matching="符合條件的共 {} {}{}：",
    related="，另有 {} 項屬於{}",
    rows="表中共 {} 項。",
    items="{} {} 項",
    most="{}最多的是 {}{}：",
    least="{}最少的是 {}{}：",
    piece="個",
    entry="項",
    measures=str.maketrans("个项种条类", "個項種條類"),
    mean="{}平均 {}。",
    total="{}合計 {}。",
    exists="有，共 {} 項：",
    has="是的，「{}」一欄有「{}」：",
    lacks="不是，「{}」一欄沒有「{}」：",
    none_of="沒有，「{}」的 {} 項中沒有這樣的：",
    not_the_one="沒有，「{}」的一項不是這樣的：",
)


def _chinese(s: Selection, words: _Words, *, always: bool) -> str:
    def marked(name: str | None) -> str:
        return f"{words.opened}{name}{words.closed}"

    related = _related(s, words.related, "、")
    measure = s.measure.translate(words.measures)
    if s.none_of is not None:
        said = words.none_of if len(s.rows) > 1 else words.not_the_one
        return said.format(s.none_of, len(s.rows))
    if s.doubted is not None:
        return (words.has if s.verdict else words.lacks).format(*s.doubted)
    match s.operation:
        case "none_listed":
            return words.no_row.format(_named(s, words.opened, words.closed, "、", "非"))
        case "not_a_column":
            return words.no_column.format(marked(s.asked))
        case "count" if s.values:
            return words.distinct.format(
                marked(s.counted), s.count, measure or words.piece, _listed(s.values, "、", "等")
            )
        case "count" if s.filtered:
            return words.matching.format(s.count, measure or words.entry, related)
        case "count":
            return words.rows.format(s.count)
        case "group" if any(group.values for group in s.groups):
            each = (f"{group.value}：{'、'.join(group.values)}" for group in s.groups)
            return "；".join(each) + "。"
        case "group" if s.tallied:
            told = (
                f"{group.value} {number(group.amount)} {measure or words.piece}"
                for group in s.groups
            )
            return "；".join(told) + "。"
        case "group":
            items = (words.items.format(group.value, len(group.rows)) for group in s.groups)
            return "；".join(items) + "。"
        case "extreme":
            edge = words.least if s.least else words.most
            of = f" {measure or words.piece}" if s.tallied else ""
            return edge.format(marked(s.reckoned), number(s.amount), of)
        case "total":
            whole = words.mean if s.mean else words.total
            return whole.format(marked(s.reckoned), number(s.amount))
        case "exists":
            return words.exists.format(len(s.rows))
        case "list" if len(s.values) > _MANY:
            names = _listed(s.values, "、", "等")
            return words.distinct.format(
                marked(s.wanted[0]), len(s.values), measure or words.piece, names
            )
        case "lookup" if s.values and s.narrowed:
            return "、".join(s.values) + "。"
        case "list" if s.values:
            return "、".join(s.values) + "。"
        case "list" if always or len(s.rows) > 1 or s.related:
            return words.matching.format(len(s.rows), words.entry, related)
    return ""


def _english(s: Selection, *, always: bool) -> str:
    rows = _rows(len(s.rows))
    if s.none_of is not None:
        if len(s.rows) > 1:
            return f"No, none of the {rows} of “{s.none_of}” shows that:"
        return f"No, the row of “{s.none_of}” does not show that:"
    if s.doubted is not None:
        said = "Yes, “{}” has “{}”:" if s.verdict else "No, “{}” lacks “{}”:"
        return said.format(*s.doubted)
    match s.operation:
        case "none_listed":
            return f"No row of the table matches {_named(s, '“', '”', ', ', 'not ')}."
        case "not_a_column":
            return f"The table has no column for “{s.asked}”."
        case "count" if s.values:
            noun = s.noun or f"in the column “{s.counted}”"
            return f"{s.count} {noun}: {_listed(s.values, ', ', ', etc')}."
        case "count" if s.filtered:
            verb = "matches" if s.count == 1 else "match"
            return f"{_rows(s.count or 0)} {verb}{_related(s, ' ({} more of {})', ', ')}:"
        case "count":
            return f"The table has {_rows(s.count or 0)}."
        case "group" if any(group.values for group in s.groups):
            return "; ".join(f"{g.value}: {', '.join(g.values)}" for g in s.groups) + "."
        case "group":
            numbers = (
                number(group.amount) if s.tallied else str(len(group.rows)) for group in s.groups
            )
            told = zip(s.groups, numbers, strict=True)
            return "; ".join(f"{group.value}: {count}" for group, count in told) + "."
        case "extreme":
            return f"{'Least' if s.least else 'Most'} in “{s.reckoned}”, {number(s.amount)}:"
        case "total":
            return f"{'Mean' if s.mean else 'Total'} of “{s.reckoned}”: {number(s.amount)}."
        case "exists":
            return f"Yes, {rows}:"
        case "list" if len(s.values) > _MANY:
            names = _listed(s.values, ", ", ", etc")
            noun = s.noun or f"in the column “{s.wanted[0]}”"
            return f"{len(s.values)} {noun}: {names}."
        case "lookup" if s.values and s.narrowed:
            return ", ".join(s.values) + "."
        case "list" if s.values:
            return ", ".join(s.values) + "."
        case "list" if always or len(s.rows) > 1 or s.related:
            return f"{rows} match{_related(s, ' ({} more of {})', ', ')}:"
    return ""


def _listed(values: Sequence[str], between: str, rest: str) -> str:
    """The values, or as many as one sentence can tell and ``rest``."""
    told = ""
    for value in values:
        more = f"{told}{between}{value}" if told else value
        if len(more) > _MOST_TOLD:
            return told + rest
        told = more
    return told


def _rows(count: int) -> str:
    return f"{count} row" if count == 1 else f"{count} rows"


def _named(s: Selection, opened: str, closed: str, between: str, without: str) -> str:
    """The conditions in the asker's words; what the table does not have comes alone, if any is."""
    missing = [c for c in s.conditions if not c.values and c.how != "number"]
    return between.join(
        (without if c.negated else "") + opened + c.mention + closed
        for c in missing or s.conditions
    )


def _related(s: Selection, form: str, between: str) -> str:
    values = [value for condition in s.conditions for value in condition.related]
    return form.format(len(s.related), between.join(values)) if s.related else ""


def number(amount: float | None) -> str:
    """``amount`` without a needless fraction: 2154, 3.5."""
    if amount is None:
        return ""
    return str(int(amount)) if amount == int(amount) else f"{amount:.6g}"
