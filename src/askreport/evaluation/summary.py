"""Results of cases to a `Summary` of each group of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from askreport.evaluation.metrics import interval, percentile, roc_auc
from askreport.evaluation.results import Group, Rate, Summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from askreport.evaluation.results import CaseResult

DEPTHS: Final = (1, 3, 5, 10)
"""Numbers of passages that recall is told for, up to the rankings' length, which is added."""


def group(results: Sequence[CaseResult]) -> Group:
    """``results`` summed up together, and by kind in order of appearance."""
    depths = _depths(results)
    return Group(
        overall=summarise(results, depths),
        kinds={
            kind: summarise([r for r in results if r.kind == kind], depths)
            for kind in dict.fromkeys(r.kind for r in results)
        },
    )


def summarise(results: Sequence[CaseResult], depths: Sequence[int] = DEPTHS) -> Summary:
    """``results``, possibly none, summed up; recall for each number of passages in ``depths``."""
    replied = [r for r in results if r.error is None]
    answerable = [r for r in replied if r.answerable]
    unanswerable = [r for r in replied if not r.answerable]
    with_evidence = [r for r in answerable if r.evidence]
    answered = [r for r in replied if r.answered]
    # An abstention cites nothing as support; what it names as nearest is not to be judged so.
    cited = [r for r in with_evidence if r.answered]
    latencies = [r.milliseconds for r in replied]
    return Summary(
        cases=len(results),
        answerable=sum(r.answerable for r in results),
        declined=len(replied) - len(answered),
        failed=len(results) - len(replied),
        correct=_mean(r.correct for r in results),
        recall={k: _mean(_within(r.evidence_depth, k) for r in with_evidence) for k in depths},
        fact_recall={k: _mean(_within(r.fact_depth, k) for r in answerable) for k in depths},
        mrr=_mean(1 / r.first_depth if r.first_depth else 0.0 for r in with_evidence),
        citation_valid=_share(replied, lambda r: r.citations_valid),
        citation_precision=_share(cited, lambda r: r.citations_relevant),
        false_answers=_mean(r.answered for r in unanswerable),
        false_refusals=_mean(not r.answered for r in answerable),
        confidence_auc=roc_auc(
            [r.confidence for r in answerable], [r.confidence for r in unanswerable]
        ),
        p50_ms=percentile(latencies, 0.5),
        p95_ms=percentile(latencies, 0.95),
        statements=_mean(r.statements for r in answered).value,
        characters=_mean(r.characters for r in answered).value,
    )


def _depths(results: Sequence[CaseResult]) -> list[int]:
    """`DEPTHS` less those that no ranking reaches, and the longest ranking's length."""
    longest = max((r.passages for r in results), default=0)
    return [k for k in DEPTHS if k < longest] + [longest] if longest else list(DEPTHS)


def _within(depth: int | None, k: int) -> bool:
    return depth is not None and depth <= k


def _mean(values: Iterable[float]) -> Rate:
    numbers = list(values)
    return _rate(numbers, [1] * len(numbers))


def _share(results: Sequence[CaseResult], good: Callable[[CaseResult], int]) -> Rate:
    """The share of all citations of ``results`` that are ``good``."""
    return _rate([good(r) for r in results], [r.citations for r in results])


def _rate(parts: Sequence[float], wholes: Sequence[int]) -> Rate:
    ends = interval(parts, wholes)
    if ends is None:
        return Rate(value=None, low=None, high=None, n=0)
    n = sum(wholes)
    return Rate(value=sum(parts) / n, low=ends[0], high=ends[1], n=n)
