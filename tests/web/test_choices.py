"""Settings: applied at once, kept, and sent with the next question."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, Route, expect

from askreport.verification.statement import CLAUSE, MEANING
from tests.conftest import REPORT, ROOT, TABLE
from tests.web.chat import QUESTION, QUOTE, ask, choose

if TYPE_CHECKING:
    from collections.abc import Callable

SHAPE = """async () => {
  const shapes = [];
  for (const language of ['zh', 'en']) {
    const { strings } = await import(`/web/strings-${language}.js`);
    const shape = (value) =>
      value === null || typeof value !== 'object' ? typeof value
        : Array.isArray(value) ? value.length
          : Object.fromEntries(Object.keys(value).sort().map(key => [key, shape(value[key])]));
    shapes.push(JSON.stringify(shape(strings)));
  }
  return shapes;
}"""


def sent_with_next_question(page: Page) -> dict[str, Any]:
    """The body of the next question's request."""
    with page.expect_request("**/api/ask") as waiting:
        ask(page, QUESTION)
    return dict(json.loads(waiting.value.post_data or ""))


def test_documents_top_k_and_backend_go_with_the_question(page: Page) -> None:
    assert sent_with_next_question(page).keys() == {"question", "history", "stream"}
    page.get_by_role("button", name="设置", exact=True).click()
    page.get_by_role("combobox", name="作答方式").select_option("extractive")
    page.get_by_role("combobox", name="检索段数").select_option("3")
    page.get_by_role("checkbox", name="开源系统杰出成果").uncheck()
    page.get_by_role("checkbox", name="语言模型失败时改用原文摘句").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator(".scope")).to_have_text("2023 中国开源开发者报告 · extractive")
    page.reload()
    expect(page.locator(".scope")).to_have_text("2023 中国开源开发者报告 · extractive")
    body = sent_with_next_question(page)
    assert body["backend"] == "extractive"
    assert body["top_k"] == 3
    assert body["documents"] == [REPORT]
    assert body["fallback"] is False
    page.locator(".turn").last.locator(".why summary").click()
    expect(page.locator(".turn").last.locator(".passage")).to_have_count(3)


def test_one_document_stays_chosen(page: Page) -> None:
    page.get_by_role("button", name="设置", exact=True).click()
    boxes = page.locator("dialog").get_by_role("checkbox", name="页")
    boxes.first.uncheck()
    boxes.last.click()
    expect(boxes.last).to_be_checked()
    boxes.first.check()
    page.keyboard.press("Escape")
    expect(page.locator(".scope")).to_have_text("全部文档")


def test_document_that_is_gone_is_not_asked(page: Page) -> None:
    page.evaluate(
        "id => localStorage.setItem("
        "'askreport.settings', JSON.stringify({ documents: [id, 'x'] }))",
        TABLE,
    )
    page.reload()
    expect(page.locator(".scope")).to_contain_text("开源系统杰出成果")
    with page.expect_request("**/api/ask") as waiting:
        ask(page, QUESTION)
    assert json.loads(waiting.value.post_data or "")["documents"] == [TABLE]


@pytest.mark.parametrize(("name", "theme"), [("深色", "dark"), ("浅色", "light")])
def test_theme_is_applied_and_kept(open_page: Callable[..., Page], name: str, theme: str) -> None:
    other = "light" if theme == "dark" else "dark"
    page = open_page(color_scheme=other)
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    choose(page, name)
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert before != after
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after


def test_text_size_is_applied_and_kept(page: Page) -> None:
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    before = page.evaluate(size)
    choose(page, "特大")
    assert page.evaluate(size) > before * 1.3
    page.reload()
    expect(page.locator("#question")).to_be_visible()
    assert page.evaluate(size) > before * 1.3


def test_language_changes_without_reload_and_keeps_everything(page: Page) -> None:
    ask(page, QUESTION)
    page.locator(".chip").first.click()
    expect(page.locator("mark.cited")).to_have_text(QUOTE)
    page.locator("#question").fill("还没问完")
    page.get_by_role("button", name="设置", exact=True).click()
    page.get_by_role("radio", name="English").check()
    expect(page.locator("dialog h2")).to_have_text("Settings")
    expect(page.get_by_role("radio", name="English")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name="Why this answer")).to_have_count(0)
    expect(page.get_by_text("Why this answer")).to_be_visible()
    expect(page.locator("mark.cited")).to_have_text(QUOTE)
    expect(page.locator(".source-place")).to_contain_text("Page 5")
    expect(page.locator("#question")).to_have_value("还没问完")
    page.reload()
    expect(page.get_by_role("textbox", name="Your question")).to_have_value("还没问完")


def test_language_follows_the_browser_until_one_is_chosen(open_page: Callable[..., Page]) -> None:
    page = open_page(locale="en-GB")
    expect(page.get_by_role("button", name="Send")).to_be_visible()
    choose(page, "中文")
    page.reload()
    expect(page.get_by_role("button", name="发送")).to_be_visible()


def test_languages_have_the_same_words(page: Page) -> None:
    chinese, english = page.evaluate(SHAPE)
    assert chinese == english


def test_every_check_has_a_name_in_both_languages() -> None:
    names = {
        name
        for file in (ROOT / "src" / "askreport").rglob("*.py")
        for name in re.findall(r'Check\(\s*name="(\w+)"', file.read_text("utf-8"))
    } | {MEANING, CLAUSE}
    assert len(names) > 10
    for language in ("zh", "en"):
        words = (ROOT / "web" / f"strings-{language}.js").read_text("utf-8")
        listed = words[words.index("const CHECKS") :].partition("};")[0]
        assert names <= set(re.findall(r"^  (\w+):", listed, re.MULTILINE))


def test_settings_of_one_tab_reach_the_other(page: Page) -> None:
    tab = page.context.new_page()
    tab.goto(page.url)
    expect(tab.locator(".document").first).to_be_visible()
    tab.locator("#question").fill("没问完")
    choose(page, "深色")
    expect(tab.locator("html")).to_have_attribute("data-theme", "dark")
    expect(tab.locator("#question")).to_have_value("没问完")


def test_settings_closed_while_the_language_changes_stay_closed(page: Page) -> None:
    held: list[Route] = []
    page.route("**/web/strings-en.js", lambda route: held.append(route))
    page.get_by_role("button", name="设置", exact=True).click()
    with page.expect_request("**/web/strings-en.js"):
        page.get_by_role("radio", name="English").check()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    held[0].continue_()
    expect(page.get_by_role("button", name="Send")).to_be_visible()
    expect(page.locator("dialog")).to_have_count(0)
