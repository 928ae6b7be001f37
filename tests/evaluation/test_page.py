from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from askreport.errors import UsageError
from askreport.evaluation import compare, write_page
from askreport.evaluation.page import page_of
from askreport.evaluation.page.cards import VERDICTS, verdict
from askreport.evaluation.page.markup import Markup, joined, tag
from askreport.evaluation.page.plot import Axis
from askreport.records import Turn

from . import make

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "</style></script><script>alert(1)</script>\"'><img src=//evil.test/x onerror=alert(2)>"
VOID = {"meta", "link", "input", "br"}


class Elements(HTMLParser):
    """The elements of a page, which must be well nested, and the words outside scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((name, dict(attrs)))
        if name not in VOID:
            self.open.append(name)

    def handle_endtag(self, name: str) -> None:
        assert self.open.pop() == name

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.words += data + " "


def test_children_are_escaped_unless_they_are_markup() -> None:
    assert tag("p", "<b>&", Markup("<i></i>")) == "<p>&lt;b&gt;&amp;<i></i></p>"
    assert tag("p", title='"<', data_kind="x", hidden=True, lang=None, open=False) == (
        '<p title="&quot;&lt;" data-kind="x" hidden></p>'
    )
    assert tag("br", class_="a") == '<br class="a">'
    assert joined(["<", tag("b", "x")], "&") == "&lt;&<b>x</b>"


def test_an_axis_may_be_logarithmic_and_puts_what_is_outside_at_its_end() -> None:
    import math

    axis = Axis(1, 100, (), "", math.log10)
    assert [axis.share(value) for value in (1, 10, 100, 0.01, 1000)] == [0, 0.5, 1, 0, 1]


@pytest.mark.parametrize(
    ("answerable", "answered", "correct", "error", "said"),
    [
        (True, True, True, None, "right"),
        (True, True, False, None, "incomplete"),
        (True, False, False, None, "declined"),
        (False, True, False, None, "invented"),
        (False, False, True, None, "right"),
        (True, False, False, "no network", "failed"),
    ],
)
def test_every_reply_has_a_verdict(
    answerable: bool, answered: bool, correct: bool, error: str | None, said: str
) -> None:
    made = make.result(answerable=answerable, answered=answered, correct=correct, error=error)
    assert verdict(made) == said
    assert said in VERDICTS


def test_the_page_tells_all_that_was_measured() -> None:
    result = make.result("one", question="谁？", kind="date").model_copy(
        update={
            "text": "是甲[1]。",
            "must": (("甲",), ("乙", "丙")),
            "missing": (("乙", "丙"),),
            "history": (Turn(role="user", content="先前问过"),),
            "note": "近似：隔壁",
        }
    )
    before = make.report(make.result("one", question="谁？", kind="date", correct=False))
    now = make.report(result, make.result("two", answerable=False, note="近似：x"))
    update = {"comparison": compare(now, before), "shortfalls": ("dev is short",)}
    elements = Elements(page_of(now.model_copy(update=update)))
    for words in ("谁？", "是甲[1]。", "先前问过", "近似：隔壁", "dev is short", "alce_recall"):
        assert words in elements.words
    assert "✓ said" in elements.words
    assert "✗ missing" in elements.words
    cases = {e["id"]: e for _, e in elements.found if "case" in (e.get("class") or "").split()}
    assert list(cases) == ["case-one", "case-two"]
    assert cases["case-one"]["data-change"] == "better"
    assert cases["case-two"]["data-verdict"] == "right"
    assert sum(name == "svg" for name, _ in elements.found) == 5


def test_text_cannot_become_markup() -> None:
    hostile = make.result(
        HOSTILE, question=HOSTILE, kind=HOSTILE, split=HOSTILE, note=f"{HOSTILE}：", error=HOSTILE
    ).model_copy(update={"text": HOSTILE, "missing": ((HOSTILE,),), "must": ((HOSTILE,),)})
    plain = make.result("a")
    elements, expected = (
        Elements(page_of(make.report(made)))
        for made in (hostile, plain.model_copy(update={"note": "x"}))
    )
    assert HOSTILE in elements.words
    for name in ("script", "img", "style", "iframe"):
        assert sum(e == name for e, _ in elements.found) == sum(
            e == name for e, _ in expected.found
        )
    assert not [a for _, attributes in elements.found for a in attributes if a.startswith("on")]


def test_the_page_refers_to_nothing_outside_itself() -> None:
    page = page_of(make.report(make.result("a"), make.result("b", answerable=False)))
    for _, attributes in Elements(page).found:
        for name in ("src", "href", "action", "data"):
            assert (attributes.get(name) or "#").startswith(("#", "data:,"))
    assert "@import" not in page
    assert "url(" not in page
    assert re.search(r"https?://", page) is None


def test_a_run_without_cases_has_a_page() -> None:
    elements = Elements(page_of(make.report()))
    assert "0 cases" in elements.words
    assert not any(name == "svg" for name, _ in elements.found)


def test_cases_without_any_reply_have_a_page() -> None:
    page = page_of(make.report(make.result("a", answered=False, correct=False, error="gone")))
    assert "gone" in Elements(page).words


def test_the_page_is_written_into_its_folder(tmp_path: Path) -> None:
    report = make.report(make.result("a"))
    path = write_page(report, tmp_path / "deep" / "er")
    assert path == tmp_path / "deep" / "er" / "index.html"
    assert path.read_text(encoding="utf-8") == page_of(report)
    with pytest.raises(UsageError, match="cannot be written to"):
        write_page(report, path)
