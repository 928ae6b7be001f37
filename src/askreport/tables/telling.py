"""The computed part of an answer from a table, in the asker's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from askreport.tables.selection import Selection


def told(selection: Selection, language: str) -> str:
    """What was counted, compared or found missing; empty where the rows say it all.

    ``language`` is ``zh`` or ``en``. What ends in a colon introduces the rows.
    """
    return _chinese(selection) if language == "zh" else _english(selection)


def _chinese(s: Selection) -> str:
    match s.operation:
        case "none_listed":
            return f"表中没有符合{_named(s, '“', '”', '、', '非')}的条目。"
        case "not_a_column":
            return f"表中没有“{s.asked}”这一栏。"
        case "count" if s.values:
            return f"“{s.counted}”一栏共 {s.count} 个：{'、'.join(s.values)}。"
        case "count" if s.conditions:
            return f"符合条件的共 {s.count} 项{_related(s, '，另有 {} 项属于{}', '、')}："
        case "count":
            return f"表中共 {s.count} 项。"
        case "group":
            return "；".join(f"{group.value} {len(group.rows)} 项" for group in s.groups) + "。"
        case "extreme":
            return f"“{s.reckoned}”最{'少' if s.least else '多'}的是 {number(s.amount)}："
        case "total":
            return f"“{s.reckoned}”{'平均' if s.mean else '合计'} {number(s.amount)}。"
        case "exists":
            return f"有，共 {len(s.rows)} 项："
        case "list" if s.values:
            return "、".join(s.values) + "。"
        case "list" if len(s.rows) > 1 or s.related:
            return f"符合条件的共 {len(s.rows)} 项{_related(s, '，另有 {} 项属于{}', '、')}："
    return ""


def _english(s: Selection) -> str:
    rows = _rows(len(s.rows))
    match s.operation:
        case "none_listed":
            return f"No row of the table matches {_named(s, '“', '”', ', ', 'not ')}."
        case "not_a_column":
            return f"The table has no column for “{s.asked}”."
        case "count" if s.values:
            return f"{s.count} in the column “{s.counted}”: {', '.join(s.values)}."
        case "count" if s.conditions:
            verb = "matches" if s.count == 1 else "match"
            return f"{_rows(s.count or 0)} {verb}{_related(s, ' ({} more of {})', ', ')}:"
        case "count":
            return f"The table has {_rows(s.count or 0)}."
        case "group":
            return "; ".join(f"{group.value}: {len(group.rows)}" for group in s.groups) + "."
        case "extreme":
            return f"{'Least' if s.least else 'Most'} in “{s.reckoned}”, {number(s.amount)}:"
        case "total":
            return f"{'Mean' if s.mean else 'Total'} of “{s.reckoned}”: {number(s.amount)}."
        case "exists":
            return f"Yes, {rows}:"
        case "list" if s.values:
            return ", ".join(s.values) + "."
        case "list" if len(s.rows) > 1 or s.related:
            return f"{rows} match{_related(s, ' ({} more of {})', ', ')}:"
    return ""


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
