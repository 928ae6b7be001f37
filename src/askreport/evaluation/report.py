"""A `Report` as plain text for a terminal. Its JSON is ``report.model_dump_json(indent=1)``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from askreport.evaluation.measures import AT_DEPTH, RATES, rate_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from askreport.evaluation.results import (
        CaseResult,
        Comparison,
        Group,
        Rate,
        Report,
        Summary,
    )

DEPTH: Final = 5
"""Passages that the tables tell recall for: what a small language model is given to read."""

_NOTHING: Final = "-"
_LEGEND: Final = """\
R@k: all evidence in the first k passages. facts: the facts there, from whatever place. correct: the
reply holds every fact asked for, or declines where there is none. meets: citations that overlap the
evidence. sup: statements that their citations support; need: citations that are not irrelevant
(recall and precision of ALCE). declined: cases. chars: of an answer. Intervals are 95 %."""
_LISTED: Final = 10
_COLUMNS: Final = 3


def render(report: Report) -> str:
    """A table by kind and the overall measures with intervals for each split, then for all.

    Then the comparison and shortfalls, where there are some, and what needs a person's eye. Rates
    are shares of 1; ``-`` where a group has nothing to measure.
    """
    parts = [_about(report)]
    groups = list(report.splits.items())
    if len(groups) > 1:
        groups.append(("all", report.total))
    parts += [_group(name, group) for name, group in groups]
    if groups:
        parts.append(_LEGEND)
    parts += _complaints(report.results)
    if report.comparison:
        parts.append(_compared(report.comparison))
    if report.shortfalls:
        parts.append(_listed("Short of the thresholds", report.shortfalls, most=None))
    return "\n\n".join(parts)


def _about(report: Report) -> str:
    words = [f"{len(report.results)} cases"]
    if report.backend:
        model = f" ({report.backend.model})" if report.backend.model else ""
        words.append(f"backend {report.backend.name}{model}")
    if report.receipt:
        words.append(f"askreport {report.receipt.askreport}")
        words.append(f"embedder {report.receipt.embedder}")
        words.append(f"index {report.receipt.index_id}")
    return ", ".join(words)


# --- one split ----------------------------------------------------------------------------------


def _group(name: str, group: Group) -> str:
    lines = [*_table(name, group), "", *_overall(group.overall), *_declined(group)]
    return "\n".join(lines)


def _table(name: str, group: Group) -> list[str]:
    depths = _depths(group.overall)
    at = max((k for k in depths if k <= DEPTH), default=max(depths))
    head = [name, "n", "correct", *(f"R@{k}" for k in depths), f"facts@{at}", f"nDCG@{at}", "MRR"]
    head += ["meets", "sup", "need", "declined", "chars", "p50 ms"]
    rows = [head]
    rows += [_row(kind, summary, depths, at) for kind, summary in group.kinds.items()]
    rows.append(_row("overall", group.overall, depths, at))
    lines = _aligned(rows)
    rule = "-" * max(map(len, lines))
    return [lines[0], rule, *lines[1:-1], rule, lines[-1]]


def _depths(summary: Summary) -> list[int]:
    """Few enough for a table: the first, `DEPTH` and the last of those told."""
    told = list(summary.recall)
    return [k for k in told if k in (told[0], DEPTH, told[-1])]


def _row(name: str, summary: Summary, depths: Sequence[int], at: int) -> list[str]:
    return [
        name,
        str(summary.cases),
        _share(summary.correct.value),
        *(_share(summary.recall[k].value) for k in depths),
        _share(summary.fact_recall[at].value),
        _share(summary.ndcg[at].value),
        _share(summary.mrr.value),
        _share(summary.citation_precision.value),
        _share(summary.alce_recall.value),
        _share(summary.alce_precision.value),
        str(summary.declined),
        _number(summary.characters),
        _number(summary.p50_ms),
    ]


def _overall(summary: Summary) -> list[str]:
    """Every rate with its interval, several a line, then the plain numbers."""
    names = [*RATES, *(f"{name}@{k}" for name in AT_DEPTH for k in getattr(summary, name))]
    cells = [(name, rate_of(summary, name)) for name in names]
    shown = [[name, _share(rate.value), _span(rate)] for name, rate in cells if rate.n]
    per_column = -(-len(shown) // _COLUMNS)
    columns = [
        _aligned(shown[i : i + per_column], left=(0, 2), gap=" ")
        for i in range(0, len(shown), max(1, per_column))
    ]
    lines = [
        "   ".join(
            column[row].ljust(max(map(len, column))) for column in columns if row < len(column)
        ).rstrip()
        for row in range(per_column)
    ]
    return [
        *(f"  {line}" for line in lines),
        f"  unanswerable yet answered {_of(summary.false_answers)}, answerable yet declined "
        f"{_of(summary.false_refusals)}",
        f"  an answer has {_number(summary.statements, 1)} statements, "
        f"{_number(summary.characters)} characters",
        f"  milliseconds: p50 {_number(summary.p50_ms)}, p95 {_number(summary.p95_ms)}, "
        f"p99 {_number(summary.p99_ms)}",
    ]


def _declined(group: Group) -> list[str]:
    """What became of the unanswerable cases, together and by the heads of their notes."""
    if not group.overall.abstentions:
        return []
    lines = [f"  unanswerable: {_counts(group.overall.abstentions)}"]
    lines += [f"    {head}: {_counts(counts)}" for head, counts in group.abstentions.items()]
    return lines


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{reason} {count}" for reason, count in counts.items())


# --- what is said below the tables --------------------------------------------------------------


def _compared(comparison: Comparison) -> str:
    lines = ["Beside the baseline (same cases; 95 % interval of the change):"]
    rows = [
        [f"  {name}", _share(d.before), "->", _share(d.now), _change(d.low, d.high), f"n {d.n}"]
        for name, d in comparison.differences.items()
    ]
    lines += _aligned(rows, left=(0, 4))
    lines += [f"  other {name}: {a} -> {b}" for name, (a, b) in comparison.other.items()]
    named = {
        "right now": comparison.better,
        "wrong now": comparison.worse,
        "only in this run": comparison.only_now,
        "only in the baseline": comparison.only_before,
        "asked otherwise, so not compared": comparison.changed,
    }
    lines += [f"  {title} ({len(ids)}): {', '.join(ids)}" for title, ids in named.items() if ids]
    return "\n".join(lines)


def _change(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"({low:+.2f} to {high:+.2f})"


def _complaints(results: Sequence[CaseResult]) -> list[str]:
    """What is wrong with the run itself rather than with the quality of replies."""
    failed = [f"{r.id}: {r.error}" for r in results if r.error]
    invalid = [
        f"{r.id}: {r.citations - r.citations_valid} of {r.citations}"
        for r in results
        if r.citations_valid < r.citations
    ]
    lost = [f"{r.id}: {quote}" for r in results for quote in r.evidence_lost]
    named = (
        ("Cases that got no reply", failed),
        ("Citations that are not their document's words at their range", invalid),
        ("Evidence that is in no document (mend the case, or index its document)", lost),
    )
    return [_listed(title, lines) for title, lines in named if lines]


def _listed(title: str, lines: Sequence[str], most: int | None = _LISTED) -> str:
    shown = lines[:most]
    more = [f"  ... and {len(lines) - len(shown)} more"] if len(lines) > len(shown) else []
    return "\n".join([f"{title}:", *(f"  {line}" for line in shown), *more])


# --- cells --------------------------------------------------------------------------------------


def _aligned(
    rows: Sequence[Sequence[str]], left: Sequence[int] = (0,), gap: str = " "
) -> list[str]:
    """Rows as lines of equal columns, flush right but for those in ``left``."""
    if not rows:
        return []
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        gap.join(
            cell.ljust(width) if column in left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _of(rate: Rate) -> str:
    return f"{round((rate.value or 0) * rate.n)} of {rate.n}"


def _span(rate: Rate) -> str:
    return (
        "" if rate.low is None or rate.high is None else f"{_short(rate.low)}-{_short(rate.high)}"
    )


def _short(value: float) -> str:
    """Three columns wide, so that the table fits a terminal: ``.07``, ``1.0``."""
    return "1.0" if value >= 0.995 else f"{value:.2f}"[1:]


def _share(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:.2f}"


def _number(value: float | None, digits: int = 0) -> str:
    return _NOTHING if value is None else f"{value:.{digits}f}"
