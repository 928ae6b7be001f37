"""A `Report` as plain text for a terminal. Its JSON is ``report.model_dump_json(indent=1)``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.evaluation.results import CaseResult, Group, Rate, Report, Summary

FACT_DEPTH: Final = 5
"""Passages that the table tells fact recall for: what a small language model is given to read."""

_NOTHING: Final = "-"
_LEGEND: Final = """\
R@k: all evidence in the first k passages; facts@k: all facts there; valid: citations equal to
their document's words; precise: citations that meet the evidence; below overall: 95 % intervals"""
_LISTED: Final = 10


def render(report: Report) -> str:
    """One table a split, an overall row and one a kind; then what needs a person's eye.

    Rates are shares of 1, with the 95 % interval of the overall row below it; ``-`` where a group
    has nothing to measure.
    """
    parts = [_about(report)]
    groups = list(report.splits.items())
    if len(groups) > 1:
        groups.append(("all", report.total))
    parts += [_table(name, group) for name, group in groups]
    if groups:
        parts.append(_LEGEND)
    parts += _complaints(report.results)
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


def _table(name: str, group: Group) -> str:
    depths = list(group.overall.recall)
    facts = max((k for k in depths if k <= FACT_DEPTH), default=0)
    head = [
        name,
        "n",
        *(f"R@{k}" for k in depths),
        *([f"facts@{facts}"] if facts else []),
        "MRR",
        "correct",
        "valid",
        "precise",
        "declined",
        "p50 ms",
    ]
    rows = [head, _row("overall", group.overall, depths, facts)]
    rows.append(_intervals(group.overall, depths, facts))
    rows += [_row(kind, summary, depths, facts) for kind, summary in group.kinds.items()]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = [
        " ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join([*lines, *_notes(group.overall)])


def _row(name: str, summary: Summary, depths: Sequence[int], facts: int) -> list[str]:
    return [
        name,
        str(summary.cases),
        *(_share(summary.recall[k].value) for k in depths),
        *([_share(summary.fact_recall[facts].value)] if facts else []),
        _share(summary.mrr.value),
        _share(summary.correct.value),
        _share(summary.citation_valid.value),
        _share(summary.citation_precision.value),
        str(summary.declined),
        _number(summary.p50_ms),
    ]


def _intervals(summary: Summary, depths: Sequence[int], facts: int) -> list[str]:
    return [
        "  95 %",
        "",
        *(_span(summary.recall[k]) for k in depths),
        *([_span(summary.fact_recall[facts])] if facts else []),
        _span(summary.mrr),
        _span(summary.correct),
        _span(summary.citation_valid),
        _span(summary.citation_precision),
        "",
        "",
    ]


def _notes(summary: Summary) -> list[str]:
    false_answers, false_refusals = summary.false_answers, summary.false_refusals
    return [
        f"unanswerable yet answered {_of(false_answers)}, answerable yet declined "
        f"{_of(false_refusals)}, confidence AUC {_share(summary.confidence_auc)}",
        f"p95 {_number(summary.p95_ms)} ms; an answer has {_number(summary.statements, 1)} "
        f"statements, {_number(summary.characters)} characters",
    ]


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


def _listed(title: str, lines: Sequence[str]) -> str:
    more = [f"  ... and {len(lines) - _LISTED} more"] if len(lines) > _LISTED else []
    return "\n".join([f"{title}:", *(f"  {line}" for line in lines[:_LISTED]), *more])


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
