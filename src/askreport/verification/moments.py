"""Every date of a statement must be one of its quotes, as precisely as the statement has it.

The year may come from a heading, the title or the words before the quote, but only where the quote
gives none itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from askreport.records import Check

if TYPE_CHECKING:
    from askreport.verification.dates import Clock, Day
    from askreport.verification.evidence import Evidence
    from askreport.verification.facts import Facts


def check_dates(statement: Facts, evidence: Evidence) -> tuple[Check, bool]:
    """The check, and whether a quote has another date instead."""
    wrong: list[str] = []
    otherwise = False
    for day in statement.days:
        if not _told(day, evidence) and not _is_no_date(day, evidence):
            rivals = [d for d in evidence.days if _as_precise(d, day)]
            otherwise = otherwise or bool(rivals)
            there = ", ".join(dict.fromkeys(d.text for d in (rivals or evidence.days)[:6]))
            wrong.append(
                f"{day.text} in the statement; "
                + (f"the quotes have {there}" if there else "the quotes have no date")
            )
    for clock in statement.clocks:
        if not any(_same_time(clock, other) for other in evidence.clocks):
            there = ", ".join(c.text for c in evidence.clocks)
            otherwise = otherwise or bool(there)
            wrong.append(f"{clock.text} in the statement; the quotes have {there or 'no time'}")
    seen = len(statement.days) + len(statement.clocks)
    detail = "; ".join(wrong) or f"{seen} date(s) of the statement are in the quotes"
    return Check(name="dates", passed=not wrong, detail=detail), otherwise


def _told(day: Day, evidence: Evidence) -> bool:
    if day.month is None and day.day is None and not day.decade:
        return _year_told(day.year, evidence)
    for other in evidence.days:
        if not day.same(other):
            continue
        if day.year is None or other.year is not None or day.year in evidence.years:
            return True
    if day.decade:
        return False
    return _pieced(day, evidence)


def _is_no_date(day: Day, evidence: Evidence) -> bool:
    """Whether what looks like a date is a release (2023.3), a count or a time (三月之后)."""
    bare = day.text.strip()
    if bare.replace(".", "").isdigit() and bare in evidence.releases:
        return "." in bare or not evidence.days
    return (
        (day.year, day.day) == (None, None)
        and day.month is not None
        and "月" in day.text
        and any(f.measure == "months" and f.value == day.month for f in evidence.figures)
    )


def _pieced(day: Day, evidence: Evidence) -> bool:
    """Whether a day whose month stands before it in the paragraph is told by both together."""
    if day.day is None or day.month is None:
        return False
    lone = any(d.day == day.day and d.month is None for d in evidence.days)
    months = {d.month for d in (*evidence.days, *evidence.before.days) if d.month}
    return lone and day.month in months and (day.year is None or day.year in evidence.years)


def _year_told(year: int | None, evidence: Evidence) -> bool:
    own = {d.year for d in evidence.days if not d.decade and d.year}
    return year in own or (year in evidence.years and (not own or year not in _around(evidence)))


def _around(evidence: Evidence) -> set[int]:
    """Years that only stand around the quotes."""
    own = {d.year for d in evidence.days if d.year}
    around = {d.year for d in (*evidence.around.days, *evidence.before.days) if d.year}
    return around - own


def _as_precise(other: Day, day: Day) -> bool:
    return all(
        getattr(other, part) is not None or getattr(day, part) is None
        for part in ("month", "day")
    )  # fmt: skip


def _same_time(clock: Clock, other: Clock) -> bool:
    return clock.hour == other.hour and clock.minute in (None, other.minute)
