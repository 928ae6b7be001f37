"""Results of cases to a `Summary` of each group of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from askreport.evaluation import selective
from askreport.evaluation.bootstrap import estimate, ratio
from askreport.evaluation.metrics import ndcg
from askreport.evaluation.results import UNKNOWN, Group, Rate, Summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from askreport.evaluation.bootstrap import Statistic
    from askreport.evaluation.results import CaseResult

DEPTHS: Final = (1, 3, 5, 10)
"""Numbers of passages that recall is told for, up to the rankings' length, which is added."""
POINTS: Final = 100
"""Of a risk-coverage curve, at most."""
_HEAD: Final = 12
"""Characters that the head of a note may have; a longer one is a sentence with a colon in it."""
_NO_HEAD: Final = frozenset("，。；！？,;!?")


def group(results: Sequence[CaseResult]) -> Group:
    """``results`` summed up together, and by kind in order of appearance."""
    depths = _depths(results)
    noted: dict[str, list[CaseResult]] = {}
    for result in results:
        head = note_head(result.note)
        if head and not result.answerable:
            noted.setdefault(head, []).append(result)
    return Group(
        overall=summarise(results, depths),
        kinds={
            kind: summarise([r for r in results if r.kind == kind], depths)
            for kind in dict.fromkeys(r.kind for r in results)
        },
        abstentions={head: _abstentions(some) for head, some in noted.items()},
        risk_coverage=_curve(results),
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
    confidences = [r.confidence for r in replied]
    could = [r.answerable for r in replied]
    area = _over(selective.auc(confidences, could), replied)
    declined_at_5 = _rate(
        selective.declined_at(confidences, could), len(replied), len(unanswerable)
    )
    return Summary(
        cases=len(results),
        answerable=sum(r.answerable for r in results),
        declined=len(replied) - len(answered),
        failed=len(results) - len(replied),
        correct=_mean(r.correct for r in results),
        recall={k: _mean(within(r.evidence_depth, k) for r in with_evidence) for k in depths},
        fact_recall={k: _mean(within(r.fact_depth, k) for r in answerable) for k in depths},
        mrr=_mean(1 / r.first_depth if r.first_depth else 0.0 for r in with_evidence),
        citation_valid=_share(replied, lambda r: r.citations_valid, lambda r: r.citations),
        citation_precision=_share(cited, lambda r: r.citations_relevant, lambda r: r.citations),
        false_answers=_mean(r.answered for r in unanswerable),
        false_refusals=_mean(not r.answered for r in answerable),
        confidence_auc=area.value,
        p50_ms=_percentile(latencies, 0.5),
        p95_ms=_percentile(latencies, 0.95),
        statements=_mean(r.statements for r in answered).value,
        characters=_mean(r.characters for r in answered).value,
        ndcg={k: _mean(_gain(r, k) for r in with_evidence) for k in depths},
        alce_recall=_share(answered, lambda r: r.statements_supported, lambda r: r.statements),
        alce_precision=_share(
            answered, lambda r: r.citations_needed, lambda r: r.statement_citations
        ),
        auc=area,
        aurc=_over(selective.aurc(*accepted(replied)), replied),
        declined_at_5=declined_at_5,
        false_answers_at_5=_rest(declined_at_5),
        p99_ms=_percentile(latencies, 0.99),
        abstentions=_abstentions(unanswerable),
    )


def note_head(note: str | None) -> str | None:
    """What a note begins with before ``：``, where that is a word and no sentence.

    Cases that are alike can be grouped so: “近似：…”, “错误前提：…”.
    """
    head, colon, _ = (note or "").partition("：")
    head = head.strip()
    short = 0 < len(head) <= _HEAD and not _NO_HEAD & set(head)
    return head if colon and short else None


def within(depth: int | None, k: int) -> bool:
    """Whether something was found, among the first ``k``."""
    return depth is not None and depth <= k


def _depths(results: Sequence[CaseResult]) -> list[int]:
    """`DEPTHS` less those that no ranking reaches, and the longest ranking's length."""
    longest = max((r.passages for r in results), default=0)
    return [k for k in DEPTHS if k < longest] + [longest] if longest else list(DEPTHS)


def _gain(result: CaseResult, k: int) -> float:
    # Evidence that no document holds is still something that was not found.
    return ndcg(result.relevant_depths, result.uncovered, k) or 0.0


def accepted(
    replied: Sequence[CaseResult],
) -> tuple[list[bool], list[float], list[bool]]:
    """Who is accepted in which order, and whether that gives a right answer."""
    return (
        [r.answered for r in replied],
        [r.confidence for r in replied],
        [r.answered and r.correct for r in replied],
    )


def _curve(results: Sequence[CaseResult]) -> tuple[tuple[float, float], ...]:
    points = selective.risk_coverage(*accepted([r for r in results if r.error is None]))
    kept = np.unique(np.linspace(0, len(points) - 1, min(POINTS, len(points))).astype(int))
    return tuple((round(points[i][0], 4), round(points[i][1], 4)) for i in kept)


def _abstentions(results: Sequence[CaseResult]) -> dict[str, int]:
    """How many were declined for which reason, most first; failed cases are left out."""
    counted = Counter(
        "answered" if r.answered else r.reason or "unknown" for r in results if r.error is None
    )
    return dict(counted.most_common())


def _percentile(values: Sequence[float], share: float) -> float | None:
    """The value that ``share`` (0..1) of ``values`` lie below, interpolated; ``None`` if empty."""
    return float(np.quantile(np.asarray(values, dtype=np.float64), share)) if values else None


def _mean(values: Iterable[float]) -> Rate:
    numbers = list(values)
    return _rate(ratio(numbers), len(numbers), len(numbers))


def _share(
    results: Sequence[CaseResult],
    good: Callable[[CaseResult], int],
    whole: Callable[[CaseResult], int],
) -> Rate:
    """The share of all things counted by ``whole`` that are ``good``."""
    wholes = [whole(r) for r in results]
    return _rate(ratio([good(r) for r in results], wholes), len(results), sum(wholes))


def _over(statistic: Statistic, results: Sequence[CaseResult]) -> Rate:
    return _rate(statistic, len(results), len(results))


def _rate(statistic: Statistic, cases: int, things: int) -> Rate:
    found = estimate(statistic, cases)
    if found is None:
        return UNKNOWN
    return Rate(value=found.value, low=found.low, high=found.high, n=things)


def _rest(rate: Rate) -> Rate:
    """The rate of what ``rate`` leaves."""
    if rate.value is None or rate.low is None or rate.high is None:
        return UNKNOWN
    return Rate(value=1 - rate.value, low=1 - rate.high, high=1 - rate.low, n=rate.n)
