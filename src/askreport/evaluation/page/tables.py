"""The tables of the page: measures by split, measures by kind, abstentions, the comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from askreport.evaluation.measures import names_of, rate_of
from askreport.evaluation.page.markup import Markup, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from askreport.evaluation.results import Comparison, Group, Rate, Report

_KINDS: Final = ("correct", "mrr", "citation_precision", "alce_recall", "alce_precision")
"""Measures of the table by kind, beside recall and length."""
_NOTHING: Final = "–"


def measures(report: Report) -> Markup:
    """Every measure, a column a split."""
    columns = {**report.splits, **({"all": report.total} if len(report.splits) != 1 else {})}
    names = names_of(report.total.overall)
    head = [*(f"{name} ({group.overall.cases})" for name, group in columns.items())]
    rows = []
    for name in names:
        cells = [_rate(group, name) for group in columns.values()]
        rows.append([tag("code", name), *cells])
    return _table(["measure", *head], rows)


def kinds(name: str, group: Group) -> Markup:
    """The main measures of one split, a row a kind."""
    depths = list(group.overall.recall)
    names = [_KINDS[0], *(f"recall@{k}" for k in depths), *_KINDS[1:], "characters", "p50_ms"]
    rows: list[Sequence[str]] = [
        [kind, str(summary.cases), *(_plain(rate_of(summary, n), n) for n in names)]
        for kind, summary in group.kinds.items()
    ]
    return tag(
        "details",
        tag("summary", f"{name}, by kind"),
        _table(["kind", "cases", *names], rows),
    )


def abstentions(group: Group) -> Markup | None:
    """What became of unanswerable cases, a row a head of their notes."""
    counts = {"all": group.overall.abstentions, **group.abstentions}
    reasons = list(dict.fromkeys(reason for row in counts.values() for reason in row))
    if not reasons:
        return None
    rows: list[Sequence[str]] = [
        [head, *(str(row.get(reason, 0)) for reason in reasons)] for head, row in counts.items()
    ]
    return _table(["note", *reasons], rows)


def comparison(found: Comparison) -> Markup:
    """The change of each measure, what else differs, and the cases that changed."""
    rows: list[Sequence[str]] = [
        [tag("code", name), _number(d.before), _number(d.now), _change(d.low, d.high), str(d.n)]
        for name, d in found.differences.items()
    ]
    other = [
        tag("li", f"{name}: ", tag("code", a), " → ", tag("code", b))
        for name, (a, b) in found.other.items()
    ]
    named = {
        "Right now, wrong before": found.better,
        "Wrong now, right before": found.worse,
        "Only in this run": found.only_now,
        "Only in the baseline": found.only_before,
        "Asked otherwise, so not compared": found.changed,
    }
    lists = [
        tag(
            "p", tag("b", f"{title} ({len(ids)}): "), *_linked(ids, title != "Only in the baseline")
        )
        for title, ids in named.items()
        if ids
    ]
    return tag(
        "div",
        _table(["measure", "before", "now", "95 % of the change", "cases"], rows),
        tag("ul", *other) if other else "",
        *lists,
    )


def _linked(ids: Sequence[str], there: bool) -> Iterable[str]:
    for order, name in enumerate(ids):
        yield ", " if order else ""
        yield tag("a", name, href=f"#case-{name}") if there else name


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    """A table whose first column names the row; it scrolls by itself where it is too wide."""
    return tag(
        "div",
        tag(
            "table",
            tag("thead", tag("tr", *(tag("th", cell, scope="col") for cell in head))),
            tag(
                "tbody",
                *(
                    tag("tr", tag("th", row[0], scope="row"), *(tag("td", c) for c in row[1:]))
                    for row in rows
                ),
            ),
        ),
        class_="wide",
        tabindex="0",
    )


def _rate(group: Group, name: str) -> str:
    rate = rate_of(group.overall, name)
    value = _plain(rate, name)
    if rate.low is None or rate.high is None:
        return value
    return tag("span", value, " ", tag("small", f"{rate.low:.2f}–{rate.high:.2f}"))


def _plain(rate: Rate, name: str) -> str:
    if rate.value is None:
        return _NOTHING
    if name.endswith("_ms") or name in ("characters", "failed", "declined"):
        return f"{rate.value:.0f}"
    return f"{rate.value:.2f}"


def _number(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:.3f}"


def _change(low: float | None, high: float | None) -> str:
    return _NOTHING if low is None or high is None else f"{low:+.3f} to {high:+.3f}"
