"""Kept conversations: found, renamed, deleted, brought back, saved as files, safe in two tabs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT
from tests.web.chat import QUESTION, QUOTE, UNANSWERABLE, answers, ask, turns

if TYPE_CHECKING:
    from collections.abc import Callable

DENIED = """for (const name of ['localStorage', 'sessionStorage']) {
  Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });
}"""
FULL = """const { setItem } = Storage.prototype;
Storage.prototype.setItem = function (name, value) {
  if (this === localStorage && name.includes('conversation')) {
    throw new DOMException('full', 'QuotaExceededError');
  }
  setItem.call(this, name, value);
};"""


@pytest.fixture
def two(page: Page) -> Page:
    """The page with two kept conversations and the list of them open."""
    ask(page, QUESTION)
    page.get_by_role("button", name="新对话").click()
    ask(page, UNANSWERABLE)
    page.get_by_role("button", name="对话记录").click()
    expect(page.locator(".entry")).to_have_count(2)
    return page


def acts(page: Page, title: str) -> Any:
    """The opened acts of a conversation."""
    page.get_by_role("button", name=f"“{title}”的操作").click()
    return page.get_by_role("group", name=f"“{title}”的操作")


def test_conversations_are_listed_and_opened(two: Page) -> None:
    expect(two.locator(".entry-title")).to_have_text([UNANSWERABLE, QUESTION])
    two.locator(".entry-open").last.click()
    expect(two.locator(".turn")).to_have_count(1)
    expect(two.locator(".statement").first).to_contain_text(QUOTE)
    expect(two.locator(".entry-open").last).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize("words", ["什么时候", "正式 推出ｇｐｔ-4", "OPENAI正式推出"])
def test_search_finds_words_of_questions_and_answers(two: Page, words: str) -> None:
    two.get_by_role("searchbox", name="搜索对话").fill(words)
    expect(two.locator(".entry-title")).to_have_text([QUESTION])
    two.get_by_role("searchbox", name="搜索对话").fill("没有这样的话")
    expect(two.locator(".kept")).to_have_text("没有找到。")


def test_rename_is_kept_and_searchable(two: Page) -> None:
    acts(two, QUESTION).get_by_role("button", name="重命名").click()
    box = two.get_by_role("textbox", name="重命名")
    expect(box).to_have_value(QUESTION)
    box.fill("大模型年表")
    box.press("Enter")
    expect(two.locator(".entry-title").first).to_have_text("大模型年表")
    two.reload()
    two.get_by_role("searchbox", name="搜索对话").fill("年表")
    expect(two.locator(".entry-title")).to_have_text(["大模型年表"])


def test_rename_is_given_up_by_escape(two: Page) -> None:
    acts(two, QUESTION).get_by_role("button", name="重命名").click()
    two.keyboard.type("x")
    two.keyboard.press("Escape")
    expect(two.locator(".entry-title").last).to_have_text(QUESTION)


def test_deleted_conversation_can_be_brought_back(two: Page) -> None:
    kept = turns(two)
    acts(two, UNANSWERABLE).get_by_role("button", name="删除").click()
    expect(two.locator(".entry")).to_have_count(1)
    expect(two.locator(".turn")).to_have_count(0)
    two.get_by_role("button", name="撤销").click()
    expect(two.locator(".entry")).to_have_count(2)
    assert turns(two) == kept
    acts(two, UNANSWERABLE).get_by_role("button", name="删除").click()
    two.reload()
    expect(two.locator(".entry-title")).to_have_text([QUESTION])


def test_markdown_has_quotes_pages_and_links(two: Page) -> None:
    group = acts(two, QUESTION)
    with two.expect_download() as waiting:
        group.get_by_role("button", name="Markdown").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert waiting.value.suggested_filename.endswith(".md")
    assert f"# {QUESTION}" in text
    assert f"1. “{QUOTE}” — [2023 中国开源开发者报告 · 第 5 页" in text
    assert f"({two.url}?document=" in text


def test_saved_answers_pass_askreport_verify(two: Page, tmp_path: Path) -> None:
    two.locator(".entry-open").last.click()
    with two.expect_download() as waiting:
        two.get_by_role("button", name="保存为 JSON").click()
    path = tmp_path / "answer.json"
    waiting.value.save_as(path)
    assert json.loads(path.read_text(encoding="utf-8")) == answers(two)[0]
    command = [sys.executable, "-m", "askreport.cli", "verify", str(path)]
    verified = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert verified.returncode == 0, verified.stdout + verified.stderr

    group = acts(two, QUESTION)
    with two.expect_download() as waiting:
        group.get_by_role("button", name="JSON").click()
    assert json.loads(Path(waiting.value.path()).read_text(encoding="utf-8")) == answers(two)


def test_new_tab_begins_anew_and_sees_the_others(two: Page) -> None:
    tab = two.context.new_page()
    tab.goto(two.url)
    expect(tab.locator(".turn")).to_have_count(0)
    expect(tab.locator(".entry")).to_have_count(2)
    ask(tab, "Llama 2 是什么？")
    expect(two.locator(".entry")).to_have_count(3)
    expect(two.locator(".turn .question")).to_contain_text(UNANSWERABLE)


def test_two_tabs_with_one_conversation_lose_nothing(two: Page) -> None:
    tab = two.context.new_page()
    tab.goto(two.url)
    tab.locator(".entry-open").first.click()
    ask(tab, "Llama 2 是什么？")
    expect(two.locator(".turn")).to_have_count(2)
    ask(two, QUESTION)
    expect(tab.locator(".turn")).to_have_count(3)
    asked = [turn["question"] for turn in turns(two)]
    assert asked == [UNANSWERABLE, "Llama 2 是什么？", QUESTION]
    assert turns(tab) == turns(two)


def test_denied_storage_is_said_and_all_else_works(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.add_init_script(DENIED)
    page.reload()
    ask(page, QUESTION)
    ask(page, UNANSWERABLE)
    expect(page.locator(".banner")).to_contain_text("离开页面后对话就会消失")
    page.get_by_role("button", name="对话记录").click()
    expect(page.locator(".entry")).to_have_count(1)


def test_full_storage_is_said_and_a_reload_loses_nothing(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.add_init_script(FULL)
    page.reload()
    ask(page, QUESTION)
    expect(page.locator(".banner")).to_contain_text("存储空间已满")
    page.reload()
    expect(page.locator(".statement").first).to_contain_text(QUOTE)


def test_damaged_storage_is_not_the_end(page: Page) -> None:
    ask(page, QUESTION)
    page.evaluate(
        """() => {
          for (const name of Object.keys(localStorage)) localStorage.setItem(name, '{"turns": [');
          localStorage.setItem('askreport.conversation.x', '{"turns": [{"question": 7}]}');
          localStorage.setItem('askreport.settings', '{"theme": 3, "documents": "x", "topK": 99}');
        }"""
    )
    page.reload()  # what is on the page is kept once more when it is left
    ask(page, QUESTION)
    expect(page.locator(".turn")).to_have_count(2)


def test_narrow_list_is_a_drawer(open_page: Callable[..., Page]) -> None:
    page = open_page(viewport={"width": 360, "height": 640}, has_touch=True)
    ask(page, QUESTION)
    page.get_by_role("button", name="对话记录").tap()
    expect(page.locator(".entry")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".sidebar")).to_be_hidden()
    expect(page.get_by_role("button", name="对话记录")).to_be_focused()
    page.get_by_role("button", name="对话记录").tap()
    page.locator(".entry-open").tap()
    expect(page.locator(".sidebar")).to_be_hidden()
    expect(page.locator(".turn")).to_have_count(1)
