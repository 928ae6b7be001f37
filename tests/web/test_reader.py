"""The reader: outline, search, pages, and questions about selected words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, Route, expect

from tests.conftest import REPORT, TABLE
from tests.web.chat import QUESTION, ask
from tests.web.test_source import assert_in_view

if TYPE_CHECKING:
    from collections.abc import Callable

SELECT = """words => {
  const walker = document.createTreeWalker(document.querySelector('.sheet'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
    return;
  }
}"""


@pytest.fixture
def reader(page: Page) -> Page:
    """The page with the report open and its outline shown."""
    page.get_by_role("button", name="阅读原文").click()
    expect(page.locator(".outline-heading").first).to_be_visible()
    return page


def test_reader_opens_for_who_is_quicker_than_the_service(page: Page) -> None:
    waiting: list[Route] = []
    page.route("**/api/documents", lambda route: waiting.append(route))
    page.reload()
    page.get_by_role("button", name="阅读原文").click()
    expect(page.locator(".source")).to_have_count(0)
    page.wait_for_function("() => performance.getEntriesByName('askreport-ready').length > 0")
    for route in waiting:
        route.continue_()
    expect(page.locator(".outline-heading").first).to_be_visible()


def test_outline_leads_to_its_heading(reader: Page) -> None:
    document = reader.request.get(f"/api/documents/{REPORT}").json()
    assert reader.locator(".outline-heading").count() == len(document["outline"])
    heading = document["outline"][200]
    entry = reader.locator(".outline-heading").nth(200)
    expect(entry).to_contain_text(heading["title"])
    entry.click()
    expect(reader.locator(".source-place")).to_contain_text(f"第 {heading['page']} 页")
    shown = reader.locator(f".sheet [data-at='{heading['start']}']")
    expect(shown).to_have_text(heading["title"])
    assert_in_view(shown)
    current = reader.locator(".outline [aria-current]")
    expect(current).to_contain_text(f"第 {heading['page']} 页")


def test_bare_number_in_the_outline_says_what_follows(reader: Page) -> None:
    first = reader.locator(".outline-heading").first
    assert len(first.inner_text()) > 10


@pytest.mark.parametrize("words", ["GPT-4是多模态", "ｇｐｔ-4 是多模态", "gpt-4是多 模态"])
def test_search_ignores_space_case_and_width(reader: Page, words: str) -> None:
    reader.get_by_role("button", name="查找", exact=True).click()
    reader.get_by_role("searchbox", name="在文档里查找").fill(words)
    expect(reader.locator(".found")).to_have_text("第 1 处，共 1 处")
    hit = reader.locator(".sheet .hit.current")
    expect(hit).to_have_text("GPT-4是多模态")
    assert_in_view(hit)
    expect(reader.locator(".hit-entry")).to_contain_text("第 5 页")


def test_hits_are_walked_and_listed(reader: Page) -> None:
    reader.keyboard.press("f")
    box = reader.get_by_role("searchbox", name="在文档里查找")
    expect(box).to_be_focused()
    box.fill("故障")
    entries = reader.locator(".hit-entry")
    expect(entries.first).to_be_visible()
    count = entries.count()
    assert count > 3
    box.press("Enter")
    expect(reader.locator(".found")).to_have_text(f"第 2 处，共 {count} 处")
    reader.get_by_role("button", name="上一处").click()
    reader.get_by_role("button", name="上一处").click()
    expect(reader.locator(".found")).to_have_text(f"第 {count} 处，共 {count} 处")
    assert_in_view(reader.locator(".hit.current"))
    entries.nth(2).click()
    expect(reader.locator(".found")).to_have_text(f"第 3 处，共 {count} 处")
    expect(entries.nth(2)).to_have_attribute("aria-current", "true")
    box.fill("没有这样的词")
    expect(reader.locator(".found")).to_have_text("没有找到。")


def test_page_is_jumped_to_by_number_or_printed_number(reader: Page) -> None:
    box = reader.get_by_role("textbox", name="跳到第几页")
    place = reader.locator(".source-place")
    box.fill("12")
    box.press("Enter")
    expect(place).to_contain_text("第 12 页")
    document = reader.request.get(f"/api/documents/{REPORT}").json()
    labelled = next(page for page in document["pages"] if page["label"])
    box.fill("999")
    box.press("Enter")
    expect(box).to_have_value("12")
    box.fill(str(labelled["number"]))
    box.press("Enter")
    expect(place).to_contain_text(f"印刷页码 {labelled['label']}")
    reader.locator(".source-text").focus()
    reader.keyboard.press("]")
    expect(place).to_contain_text(f"第 {labelled['number'] + 1} 页")
    reader.keyboard.press("[")
    expect(place).to_contain_text(f"第 {labelled['number']} 页")


def test_other_document_is_chosen(reader: Page) -> None:
    reader.get_by_role("combobox", name="文档").select_option(TABLE)
    expect(reader.locator(".source h2")).to_contain_text("开源系统杰出成果")
    expect(reader.locator(".grid tbody tr")).to_have_count(102)


def test_selected_words_are_asked_about(reader: Page) -> None:
    words = "生成式 AI GenAI"
    expect(reader.locator(".sheet")).to_contain_text(words)
    reader.evaluate(SELECT, words)
    button = reader.get_by_role("button", name="就此提问")
    expect(button).to_be_visible()
    button.click()
    box = reader.locator("#question")
    expect(box).to_be_focused()
    expect(box).to_have_value(f"“{words}”，这是指什么？")
    expect(button).to_be_hidden()


def test_reader_on_a_narrow_screen(open_page: Callable[..., Page]) -> None:
    page = open_page(viewport={"width": 360, "height": 640}, has_touch=True)
    ask(page, QUESTION)
    page.get_by_role("button", name="阅读原文").tap()
    page.locator(".outline-heading").nth(20).tap()
    expect(page.locator(".source-side")).to_be_hidden()
    expect(page.locator(".sheet")).to_be_visible()
    page.evaluate(SELECT, "2023")
    page.get_by_role("button", name="就此提问").tap()
    expect(page.locator("#question")).to_have_value("“2023”，这是指什么？")
    expect(page.locator(".source")).to_be_hidden()
