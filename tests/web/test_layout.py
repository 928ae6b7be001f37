"""Looks that can be measured: narrow and dark screens, contrast, size, and what is loaded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT
from tests.web.chat import QUESTION, QUOTE, UNANSWERABLE, ask
from tests.web.test_source import assert_in_view

if TYPE_CHECKING:
    from collections.abc import Callable

WEB = ROOT / "web"
MOST_BYTES = 175_000  # of all files; what a first look loads is measured in test_speed.py
LEAST_CONTRAST = 4.5  # WCAG 2 AA, text of ordinary size
NO_SIDEWAYS_SCROLL = "document.documentElement.scrollWidth <= innerWidth"

# The contrast of each shown element that has text of its own with the first background under it.
CONTRASTS = """() => {
  const parse = color => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b]
    .map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const under = node => {
    const color = parse(getComputedStyle(node).backgroundColor);
    return color[3] === 0 ? under(node.parentElement) : color;
  };
  return [...document.querySelectorAll('body *')]
    .filter(node => node.checkVisibility() && !node.disabled
      && [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim()))
    .map(node => {
      const pair = [light(parse(getComputedStyle(node).color)), light(under(node))];
      const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
      return [`${node.tagName}.${node.className}`, ratio];
    });
}"""


@pytest.mark.parametrize("width", [320, 360, 3440])
def test_page_scrolls_only_down_at_any_width(open_page: Callable[..., Page], width: int) -> None:
    page = open_page(viewport={"width": width, "height": 640}, has_touch=True)
    assert page.evaluate(NO_SIDEWAYS_SCROLL)
    turn = ask(page, QUESTION)
    turn.locator(".why summary").click()
    assert page.evaluate(NO_SIDEWAYS_SCROLL)
    turn.locator(".chip").first.tap()
    mark = page.locator("mark.cited")
    expect(mark).to_have_text(QUOTE)
    assert_in_view(mark)
    assert page.evaluate(NO_SIDEWAYS_SCROLL)
    page.get_by_role("button", name="关闭原文").tap()
    expect(page.locator("#question")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast(open_page: Callable[..., Page], scheme: str) -> None:
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    ask(page, UNANSWERABLE)
    turn = ask(page, QUESTION)
    turn.locator(".why summary").click()
    turn.locator(".chip").first.click()
    expect(page.locator("mark.cited")).to_be_visible()
    page.locator("#question").fill("问" * 2001)
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 20
    assert [pair for pair in contrasts if pair[1] < LEAST_CONTRAST] == []


def test_dark_scheme_is_dark(open_page: Callable[..., Page]) -> None:
    page = open_page(color_scheme="dark")
    color = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(int(part) for part in re.findall(r"\d+", color)) < 64


def test_reduced_motion_has_no_animation(open_page: Callable[..., Page]) -> None:
    page = open_page(reduced_motion="reduce")
    ask(page, QUESTION)
    assert page.evaluate("document.getAnimations().length") == 0
    names = "[...document.querySelectorAll('*')].map(n => getComputedStyle(n).animationName)"
    assert set(page.evaluate(names)) == {"none"}


def test_page_is_small_and_has_no_inline_code_or_markup_sinks() -> None:
    files = [path for path in WEB.iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in files) < MOST_BYTES
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text)
        if path.suffix == ".html":
            assert not re.search(r"<style|style=|\son\w+=|<script(?![^>]*\ssrc=)", text)
        elif path.suffix == ".js":
            assert text.startswith("// "), f"{path.name} does not say what it does"
