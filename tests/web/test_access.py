"""What assistive technology needs: axe-core finds nothing, targets are large, form says what colour
says.

The scan runs in a context of its own that bypasses the page's content security policy, since axe is
put into the page as a script; the policy itself is tested where it is made.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.chat import QUESTION, UNANSWERABLE, answer_of, as_stream, ask, asking_gets

if TYPE_CHECKING:
    from collections.abc import Callable

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
SCAN = """async () => (await axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
})).violations.map(({ id, nodes }) => [id, nodes.map(node => node.html.slice(0, 200))])"""
LEAST_TARGET_PX = 24
SMALL_TARGETS = """least => [...document.querySelectorAll('button, summary, input, select')]
  .filter(node => node.checkVisibility({ opacityProperty: false }))
  .map(node => [node.className || node.outerHTML, node.getBoundingClientRect()])
  .filter(([, { width, height }]) => width > 0 && (width < least || height < least))
  .map(([name, { width, height }]) => `${name}: ${width} x ${height}`)"""
ENGLISH = "localStorage.setItem('askreport.settings', JSON.stringify({ language: 'en' }))"


def violations(page: Page) -> list[Any]:
    """What axe-core objects to on the page as it stands."""
    page.evaluate(AXE + "; undefined")
    return list(page.evaluate(SCAN))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: Callable[..., Page], language: str, scheme: str) -> None:
    page = open_page(bypass_csp=True, color_scheme=scheme, reduced_motion="reduce")
    if language == "en":
        page.evaluate(ENGLISH)
        page.reload()
    expect(page.locator(".document").first).to_be_visible()
    assert violations(page) == []
    ask(page, UNANSWERABLE)
    answer = answer_of(page, QUESTION)
    answer["statements"].append(answer["statements"][0] | {"verdict": "contradicted"})
    answer["notes"] = [{"code": "computed", "message": "甲"}]
    answer["standalone_question"] = "甲？"
    with asking_gets(page, **as_stream(answer)):
        turn = ask(page, QUESTION)
    for opener in (".why summary", ".standalone summary", ".verdict", ".acts .up"):
        turn.locator(opener).first.click()
    turn.locator(".chip").first.click()
    expect(page.locator("mark.cited")).to_be_visible()
    assert violations(page) == []
    page.locator(".source-tools .tool").nth(1).click()
    page.locator(".finder input").fill("GPT")
    expect(page.locator(".hit-entry").first).to_be_visible()
    page.locator(".top .tool").first.click()
    page.locator(".more-acts").click()
    assert violations(page) == []
    page.locator(".top .tool").last.click()
    expect(page.locator("dialog")).to_be_visible()
    assert violations(page) == []


def test_axe_finds_nothing_on_a_narrow_screen(open_page: Callable[..., Page]) -> None:
    page = open_page(
        bypass_csp=True, viewport={"width": 320, "height": 640}, reduced_motion="reduce"
    )
    ask(page, "ChatGLM 是哪些机构的成果？")
    assert violations(page) == []
    page.locator(".chip").nth(1).click()
    expect(page.locator("mark.cited")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_targets_are_large_enough(open_page: Callable[..., Page], width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    ask(page, UNANSWERABLE)
    turn = ask(page, QUESTION)
    turn.locator(".why summary").click()
    turn.locator(".acts .up").click()
    assert page.evaluate(SMALL_TARGETS, LEAST_TARGET_PX) == []
    turn.locator(".chip").first.click()
    expect(page.locator("mark.cited")).to_be_visible()
    page.locator(".source-tools .tool").first.click()
    assert page.evaluate(SMALL_TARGETS, LEAST_TARGET_PX) == []


def test_forced_colours_keep_marks_and_choices(open_page: Callable[..., Page]) -> None:
    page = open_page(forced_colors="active")
    ask(page, QUESTION)
    page.locator(".chip").first.click()
    mark = page.locator("mark.cited")
    expect(mark).to_be_visible()
    assert mark.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    chip = page.locator(".chip").first
    assert chip.evaluate("node => getComputedStyle(node).borderStyle") == "solid"
