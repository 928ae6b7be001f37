"""A `Report` as one page of HTML that needs nothing else: no network, no other file.

::

    markup   HTML that text cannot become
    plot     axes and marks as SVG
    charts   the plots of a report
    tables   its tables
    cards    its cases
    page.css, page.js   put into the page; a policy in the page allows these two and nothing more
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING

from askreport.errors import UsageError
from askreport.evaluation.page import cards, tables
from askreport.evaluation.page.charts import charts
from askreport.evaluation.page.markup import Markup, tag

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from askreport.evaluation.results import Report

__all__ = ["page_of", "write_page"]

NAME = "index.html"


def write_page(report: Report, folder: Path) -> Path:
    """Write the page to ``index.html`` in ``folder``, which is made where it is not there.

    Raises:
        UsageError: it cannot be written.
    """
    path = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(page_of(report), encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"The page cannot be written to {folder} ({error.strerror}); name another folder."
        ) from error
    return path


def page_of(report: Report) -> str:
    """The whole page."""
    style, script = _file("page.css"), _file("page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        # A page without an icon makes browsers ask the server for one.
        tag("link", rel="icon", href="data:,"),
        tag("title", "Evaluation"),
        tag("style", style),
    )
    body = tag("body", tag("main", *_parts(report)), tag("script", script))
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _parts(report: Report) -> Iterable[str]:
    yield tag("h1", "Evaluation")
    yield tag("p", *_about(report), class_="about")
    if report.shortfalls:
        items = [tag("li", word) for word in report.shortfalls]
        yield _section("Short of the thresholds", tag("ul", *items, class_="fault"))
    if report.comparison:
        yield _section("Beside the baseline", tables.comparison(report.comparison))
    drawn = charts(report)
    if drawn:
        yield tag("section", *drawn, class_="plots")
    by_kind = [tables.kinds(name, group) for name, group in report.splits.items()]
    declined = tables.abstentions(report.total)
    yield _section("Measures", tables.measures(report), *by_kind)
    if declined:
        yield _section("Unanswerable cases, by what their note begins with", declined)
    yield tag(
        "section",
        tag("h2", "Cases"),
        _filters(report),
        tag("div", *(cards.card(r, _change(report, r.id)) for r in report.results), id="cases"),
    )


def _about(report: Report) -> Iterable[str]:
    yield f"{len(report.results)} cases"
    facts = {}
    if report.backend:
        model = f" ({report.backend.model})" if report.backend.model else ""
        facts["backend"] = report.backend.name + model
    if report.receipt:
        facts["askreport"] = report.receipt.askreport
        facts["embedder"] = report.receipt.embedder
        facts["index"] = report.receipt.index_id
        facts["corpus"] = report.receipt.corpus_sha256[:16]
    for name, value in facts.items():
        yield f" · {name} "
        yield tag("code", value)


def _section(title: str, *content: Markup) -> Markup:
    return tag("section", tag("h2", title), *content)


def _filters(report: Report) -> Markup:
    """The form above the cases; hidden until the script that serves it has run."""
    results = report.results
    chosen = {
        "kind": dict.fromkeys(r.kind for r in results),
        "split": dict.fromkeys(r.split for r in results),
        "verdict": {v: None for v in cards.VERDICTS if v in set(map(cards.verdict, results))},
    }
    if report.comparison:
        chosen["change"] = {"better": None, "worse": None}
    selects = [
        tag(
            "label",
            f"{name} ",
            tag(
                "select",
                tag("option", "all", value=""),
                *([tag("option", "wrong, all", value="!right")] if name == "verdict" else []),
                *(tag("option", cards.VERDICTS.get(v, v), value=v) for v in values),
                name=name,
            ),
        )
        for name, values in chosen.items()
    ]
    search = tag("label", "words ", tag("input", type="search", name="words"))
    count = tag("output", str(len(results)), id="shown", aria_live="polite")
    shown = tag("span", count, f" of {len(results)} shown", class_="count")
    return tag("form", *selects, search, shown, id="filters", hidden=True)


def _change(report: Report, name: str) -> str:
    if report.comparison is None:
        return ""
    if name in report.comparison.better:
        return "better"
    return "worse" if name in report.comparison.worse else ""


def _file(name: str) -> Markup:
    """A file of ours beside this one; it holds no end tag, so it can stand inside its element."""
    return Markup(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _hash(content: str) -> str:
    """What a content security policy (level 3) knows an inline element by."""
    digest = hashlib.sha256(content.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
