"""The names by which a `Summary`'s figures are called: in thresholds, comparisons and reports.

``recall``, ``fact_recall`` and ``ndcg`` are told for numbers of passages: ``recall@5``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from askreport.evaluation.results import Rate

if TYPE_CHECKING:
    from askreport.evaluation.results import Summary

RATES: Final = (
    "correct",
    "mrr",
    "citation_valid",
    "citation_precision",
    "alce_recall",
    "alce_precision",
    "false_answers",
    "false_refusals",
    "auc",
    "aurc",
    "declined_at_5",
    "false_answers_at_5",
)
"""Those with an interval."""
AT_DEPTH: Final = ("recall", "fact_recall", "ndcg")
"""Those with an interval that are told by number of passages."""
NUMBERS: Final = ("p50_ms", "p95_ms", "p99_ms", "statements", "characters", "failed", "declined")
"""Plain numbers."""


def is_measure(name: str) -> bool:
    """Whether ``name`` is one, at whatever depth."""
    kind, at, depth = name.partition("@")
    return name in RATES or name in NUMBERS or bool(kind in AT_DEPTH and at and depth.isdecimal())


def names_of(summary: Summary) -> list[str]:
    """All names that ``summary`` has a figure for."""
    deep = [f"{name}@{k}" for name in AT_DEPTH for k in getattr(summary, name)]
    return [*RATES, *deep, *NUMBERS]


def rate_of(summary: Summary, name: str) -> Rate:
    """The rate called ``name``; of a plain number one without an interval.

    Raises:
        KeyError: there is no such measure, or not at that depth.
    """
    kind, _, depth = name.partition("@")
    if kind in AT_DEPTH and is_measure(name):
        found: Rate = getattr(summary, kind)[int(depth)]
        return found
    if name in RATES:
        rate: Rate = getattr(summary, name)
        return rate
    if name in NUMBERS:
        value = getattr(summary, name)
        return Rate(value=value, low=None, high=None, n=summary.cases)
    raise KeyError(name)
