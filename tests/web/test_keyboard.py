"""The keyboard reaches everything; single keys can be turned off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tests.web.chat import QUESTION, ask, choose

if TYPE_CHECKING:
    from collections.abc import Callable

UNREACHED = """() => [...document.querySelectorAll('button, input, select, textarea, summary')]
  .filter(node => node.checkVisibility() && !node.disabled && node.tabIndex < 0)
  .map(node => node.outerHTML)"""
UNNAMED_FOCUS = """() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  const box = document.activeElement.closest('.composer-box');
  const ringed = box && getComputedStyle(box).boxShadow !== 'none';
  if (document.activeElement === document.body) return null;
  return ringed || (outlineStyle !== 'none' && outlineWidth !== '0px')
    ? null : document.activeElement.outerHTML;
}"""


def test_shortcuts_are_shown_and_work(page: Page) -> None:
    ask(page, QUESTION)
    page.locator(".scroller").focus()
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="键盘快捷键")
    expect(sheet).to_be_visible()
    for key in ("/", "n", "h", "r", "f", "j", "k", "Esc"):
        expect(sheet.locator("kbd", has_text=key).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    page.keyboard.press("r")
    expect(page.locator(".source")).to_be_visible()
    page.keyboard.press("/")
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator("#question")).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.locator(".source")).to_be_hidden()
    page.locator(".scroller").focus()
    page.keyboard.press("h")
    expect(page.get_by_role("searchbox", name="搜索对话")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".sidebar")).to_be_hidden()
    page.locator(".scroller").focus()
    page.keyboard.press(",")
    expect(page.get_by_role("dialog", name="设置")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".scroller").focus()
    page.keyboard.press("n")
    expect(page.locator(".turn")).to_have_count(0)


def test_letters_are_letters_in_text_fields(page: Page) -> None:
    ask(page, QUESTION)
    page.keyboard.type("n?/h")
    expect(page.locator("#question")).to_have_value("n?/h")
    expect(page.locator(".turn")).to_have_count(1)


def test_single_keys_can_be_turned_off(page: Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name="设置", exact=True).click()
    page.get_by_role("checkbox", name="启用单键快捷键").uncheck()
    page.keyboard.press("Escape")
    page.locator(".scroller").focus()
    for key in "n?hr":
        page.keyboard.press(key)
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator("dialog, .source:visible, .sidebar:visible")).to_have_count(0)


def test_every_control_is_reached_with_visible_focus(page: Page) -> None:
    ask(page, QUESTION)
    page.locator(".chip").first.click()
    expect(page.locator("mark.cited")).to_be_visible()
    assert page.evaluate(UNREACHED) == []
    page.evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(UNNAMED_FOCUS) is None
        reached.add(page.evaluate("document.activeElement.className || 'body'"))
    assert {"send", "chip", "scope", "verdict", "source-text"} <= reached


def test_escape_closes_one_thing_at_a_time(open_page: Callable[..., Page]) -> None:
    page = open_page(viewport={"width": 1600, "height": 900})
    choose(page, "大")
    page.get_by_role("button", name="阅读原文").click()
    outline = page.locator(".outline")
    expect(outline).to_be_visible()
    page.locator(".outline-heading").first.focus()
    page.keyboard.press("Escape")
    expect(outline).to_be_hidden()
    expect(page.locator(".source")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".source")).to_be_hidden()
    expect(page.get_by_role("button", name="阅读原文")).to_be_focused()
