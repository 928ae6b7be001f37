"""The page of ``askreport eval --report`` in a browser: it filters, and reaches for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, expect

from askreport.evaluation import compare, write_page
from tests.evaluation import make
from tests.evaluation.test_page import HOSTILE
from tests.web.conftest import WAIT_MS
from tests.web.test_layout import CONTRASTS, LEAST_CONTRAST, NO_SIDEWAYS_SCROLL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

RESULTS = [
    make.result("a", question="甲在哪里？"),
    make.result("b", question="乙是谁？", kind="table", correct=False),
    make.result("c", question="丙呢？", kind="table", split="test", answered=False, correct=False),
    make.result("d", question="丁有多少？", kind="none", answerable=False, correct=False),
    make.result("e", question=HOSTILE, split="test", note=f"{HOSTILE}：x"),
]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens the page of `RESULTS` beside an earlier run, which must stay clean."""
    before = make.report(RESULTS[0].model_copy(update={"correct": False}), *RESULTS[1:])
    now = make.report(*RESULTS)
    path = write_page(now.model_copy(update={"comparison": compare(now, before)}), tmp_path)
    faults: list[str] = []

    def open_one(fragment: str = "", **options: Any) -> Page:
        context = browser.new_context(**options)
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith(path.as_uri()) else faults.append(request.url)
            ),
        )
        page.goto(path.as_uri() + fragment)
        return page

    yield open_one
    for context in browser.contexts:
        context.close()
    assert faults == []


def shown(page: Page) -> list[str]:
    """The ids of the cases that can be seen."""
    ids = page.locator(".case:visible").evaluate_all("all => all.map(one => one.id.slice(5))")
    expect(page.locator("#shown")).to_have_text(str(len(ids)))
    return [str(name) for name in ids]


def test_cases_are_filtered(opened: Callable[..., Page]) -> None:
    page = opened()
    choose = page.select_option
    assert shown(page) == ["a", "b", "c", "d", "e"]
    choose("[name=kind]", "table")
    assert shown(page) == ["b", "c"]
    choose("[name=split]", "test")
    assert shown(page) == ["c"]
    choose("[name=kind]", "")
    assert shown(page) == ["c", "e"]
    choose("[name=split]", "")
    choose("[name=verdict]", "!right")
    assert shown(page) == ["b", "c", "d"]
    choose("[name=verdict]", "declined")
    assert shown(page) == ["c"]
    choose("[name=verdict]", "right")
    assert shown(page) == ["a", "e"]
    choose("[name=change]", "better")
    assert shown(page) == ["a"]
    choose("[name=verdict]", "")
    choose("[name=change]", "")
    page.fill("[name=words]", "谁")
    assert shown(page) == ["b"]


def test_a_case_opens_and_shows_what_it_is_about(opened: Callable[..., Page]) -> None:
    page = opened()
    body = page.locator("#case-b .body")
    expect(body).to_be_hidden()
    page.locator("#case-b summary").click()
    expect(body).to_be_visible()
    expect(body).to_contain_text("answered, a fact is missing")


def test_a_link_opens_its_case_even_when_it_is_filtered_out(opened: Callable[..., Page]) -> None:
    expect(opened("#case-c").locator("#case-c .body")).to_be_visible()
    page = opened()
    page.select_option("[name=kind]", "none")
    page.get_by_role("link", name="a", exact=True).click()
    expect(page.locator("#case-a .body")).to_be_visible()
    assert len(shown(page)) == len(RESULTS)


def test_hostile_text_is_shown_as_text(opened: Callable[..., Page]) -> None:
    page = opened()
    expect(page.locator("#case-e .question")).to_have_text(HOSTILE)
    page.locator("#case-e summary").click()
    expect(page.locator("#case-e .body")).to_contain_text(HOSTILE)
    assert page.locator("script").count() == 1
    assert page.locator("img").count() == 0


def test_without_scripts_all_is_there_but_the_filters(opened: Callable[..., Page]) -> None:
    page = opened(java_script_enabled=False)
    expect(page.locator(".case")).to_have_count(len(RESULTS))
    expect(page.locator("#filters")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_scrolls_sideways(opened: Callable[..., Page], width: int) -> None:
    page = opened(viewport={"width": width, "height": 800})
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    assert page.evaluate(NO_SIDEWAYS_SCROLL)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out(opened: Callable[..., Page], scheme: Any) -> None:
    page = opened(color_scheme=scheme)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 100
    assert [pair for pair in contrasts if pair[1] < LEAST_CONTRAST] == []


def test_plots_have_a_name_and_fit_a_telephone(opened: Callable[..., Page]) -> None:
    page = opened(viewport={"width": 390, "height": 800})
    plots = page.get_by_role("img")
    assert plots.count() == 5
    for plot in plots.all():
        box = plot.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
