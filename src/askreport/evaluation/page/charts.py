"""The plots of a report."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from askreport.evaluation.page.plot import Axis, Plot, shares
from askreport.evaluation.summary import within

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from askreport.evaluation.page.markup import Markup
    from askreport.evaluation.results import Group, Report

SERIES: Final = ("s0", "s1", "s2", "s3")
"""Classes of the page's style, each a colour of its own."""
BINS: Final = 20
"""Of the histogram of confidence."""
_ROW: Final = 26
"""Height of a kind's row."""


def charts(report: Report) -> list[Markup]:
    """All plots that there is something to draw for."""
    drawn = [
        correct_by_kind(report),
        recall_by_depth(report),
        risk_by_coverage(report),
        confidence(report),
        latency(report),
    ]
    return [chart for chart in drawn if chart is not None]


def correct_by_kind(report: Report) -> Markup | None:
    """Share of right replies by kind with its interval, a row a kind and a mark a split."""
    series = _series(report)
    kinds = list(report.total.kinds)
    if not kinds:
        return None
    rows = {kind: len(kinds) - order - 0.5 for order, kind in enumerate(kinds)}
    plot = Plot(
        "Right replies by kind",
        Axis(0, 1, shares(), "share of cases, 95 % interval"),
        Axis(0, len(kinds), [(at, _shortened(kind)) for kind, at in rows.items()], ""),
        height=_ROW * len(kinds) + 50,
        left=104,
    )
    for order, (name, group) in enumerate(series):
        shift = 0.4 * ((order + 1) / (len(series) + 1) - 0.5)
        for kind, at in rows.items():
            rate = group.kinds[kind].correct if kind in group.kinds else None
            if rate is None or rate.value is None or rate.low is None or rate.high is None:
                continue
            plot.whisker(rate.low, rate.high, at - 2 * shift, SERIES[order])
            says = f"{kind}, {name}: {rate.value:.2f} of {rate.n}"
            plot.dot(rate.value, at - 2 * shift, SERIES[order], says)
        plot.legend.append((SERIES[order], name))
    worst = min(kinds, key=lambda kind: report.total.kinds[kind].correct.value or 0)
    return plot.drawn(f"Least right: {worst}.")


def recall_by_depth(report: Report) -> Markup | None:
    """Share of cases whose evidence, and whose facts, are in the first k passages."""
    replied = [r for r in report.results if r.error is None and r.answerable]
    evident = [r for r in replied if r.evidence]
    if not evident or not report.passages:
        return None
    depths = range(1, report.passages + 1)
    step = -(-report.passages // 10)
    plot = Plot(
        "Recall by number of passages",
        Axis(1, max(2, report.passages), [(k, str(k)) for k in depths if k % step == 0], "k"),
        Axis(0, 1, shares(), "share of answerable cases"),
    )
    curves = {
        "all evidence": [(k, _rate(within(r.evidence_depth, k) for r in evident)) for k in depths],
        "all facts": [(k, _rate(within(r.fact_depth, k) for r in replied)) for k in depths],
    }
    for class_, (name, points) in zip(SERIES, curves.items(), strict=False):
        # The two often run together: the second is dashed, so the first shows through.
        plot.line(points, class_ if class_ == SERIES[0] else f"{class_} dashed")
        for k, share in points:
            plot.dot(k, share, class_, f"{name} in the first {k}: {share:.2f}")
        plot.legend.append((class_, name))
    return plot.drawn(
        f"All evidence in the first {depths[-1]}: {curves['all evidence'][-1][1]:.2f}."
    )


def risk_by_coverage(report: Report) -> Markup | None:
    """Share of wrong replies among those accepted, most confident first."""
    if not report.total.risk_coverage:
        return None
    plot = Plot(
        "Risk by coverage",
        Axis(0, 1, shares(), "coverage: share of cases accepted, most confident first"),
        Axis(0, 1, shares(), "risk: not rightly answered"),
    )
    for class_, (name, group) in zip(SERIES, _series(report), strict=False):
        plot.line(group.risk_coverage, class_)
        replied = group.overall.cases - group.overall.failed
        stop = 1 - group.overall.declined / replied if replied else 0
        point = min(group.risk_coverage, key=lambda p: abs(p[0] - stop), default=None)
        if point:
            says = f"{name}: answers {point[0]:.2f} of the cases at a risk of {point[1]:.2f}"
            plot.dot(*point, class_, says)
        area = group.overall.aurc.value
        plot.legend.append((class_, name if area is None else f"{name}, area {area:.3f}"))
    return plot.drawn("The dot is where the assistant stops answering.")


def confidence(report: Report) -> Markup | None:
    """How confident replies are: answerable cases upwards, unanswerable ones downwards."""
    replied = [r for r in report.results if r.error is None]
    groups = {
        "answerable": [r.confidence for r in replied if r.answerable],
        "unanswerable": [r.confidence for r in replied if not r.answerable],
    }
    if not replied:
        return None
    counts = {name: _binned(values) for name, values in groups.items()}
    heights = {name: [count / max(1, sum(bins)) for count in bins] for name, bins in counts.items()}
    top = max(max(bins) for bins in heights.values()) or 1
    marks = [(top, f"{top:.2f}"), (top / 2, f"{top / 2:.2f}"), (0.0, "0")]
    plot = Plot(
        "Confidence",
        Axis(0, 1, shares(), "confidence"),
        Axis(-top, top, [*marks, *((-at, label) for at, label in marks[:2])], "share of cases"),
    )
    for class_, sign, name in (("s0", 1, "answerable"), ("s1", -1, "unanswerable")):
        for number, height in enumerate(heights[name]):
            if height:
                low, high = number / BINS, (number + 1) / BINS
                says = f"{name}, {low:.2f} to {high:.2f}: {counts[name][number]} cases"
                plot.bar(low, high, sign * height, f"bar {class_}", says)
        if groups[name]:
            plot.legend.append((class_, f"{name} ({len(groups[name])})"))
    area = report.total.overall.confidence_auc
    return plot.drawn("" if area is None else f"Area under the ROC curve: {area:.2f}.")


def latency(report: Report) -> Markup | None:
    """Share of replies that took at most so many milliseconds."""
    times = sorted(r.milliseconds for r in report.results if r.error is None)
    if not times or times[-1] <= 0:
        return None
    low = 10 ** math.floor(math.log10(max(times[0], 0.1)))
    high = 10 ** math.ceil(math.log10(max(times[-1], 10 * low)))
    ticks = [10.0**power for power in range(round(math.log10(low)), round(math.log10(high)) + 1)]
    plot = Plot(
        "Time to reply",
        Axis(low, high, [(t, f"{t:,g}") for t in ticks], "milliseconds", math.log10),
        Axis(0, 1, shares(), "share of replies"),
    )
    n = len(times)
    kept = sorted({*range(0, n, max(1, n // 200)), n - 1})
    plot.line([(times[i], (i + 1) / n) for i in kept], "s0")
    overall = report.total.overall
    told = {
        "p50": (0.5, overall.p50_ms),
        "p95": (0.95, overall.p95_ms),
        "p99": (0.99, overall.p99_ms),
    }
    for name, (share, value) in told.items():
        if value is not None:
            plot.dot(value, share, "s0", f"{name}: {value:.0f} ms")
    known = [f"{name} {value:.0f} ms" for name, (_, value) in told.items() if value is not None]
    plot.legend.append(("s0", ", ".join(known)))
    return plot.drawn("")


def _series(report: Report) -> list[tuple[str, Group]]:
    """What is drawn side by side: the splits, or all together where they are too many."""
    if 1 <= len(report.splits) <= len(SERIES):
        return list(report.splits.items())
    return [("all", report.total)]


def _binned(values: Sequence[float]) -> list[int]:
    counts = [0] * BINS
    for value in values:
        counts[min(BINS - 1, int(value * BINS))] += 1
    return counts


def _rate(found: Iterable[bool]) -> float:
    values = list(found)
    return sum(values) / len(values) if values else 0.0


def _shortened(text: str) -> str:
    return text if len(text) <= 14 else f"{text[:13]}…"
