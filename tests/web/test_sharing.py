"""The link to one answer: asked again on opening, and compared by its receipt."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Page, expect

from tests.web.chat import answer_of, answers, as_stream, ask, asking_gets

if TYPE_CHECKING:
    from collections.abc import Callable

FOLLOW_UP = "它是什么时候发布的？"


def link_of(page: Page) -> str:
    """The link that the page gives for its last answer."""
    page.get_by_role("button", name="分享这个回答").last.click()
    link = page.get_by_role("textbox", name="链接").input_value()
    page.keyboard.press("Escape")
    return link


def shared_follow_up(page: Page) -> str:
    ask(page, "Llama 2 是什么？")
    ask(page, FOLLOW_UP)
    return link_of(page)


def test_link_makes_the_same_answer_again(open_page: Callable[..., Page], page: Page) -> None:
    link = shared_follow_up(page)
    assert link.startswith(page.url + "#share=")
    opened = open_page()
    seen: list[str] = []
    opened.on("request", lambda request: seen.append(request.url))
    with opened.expect_request("**/api/ask") as waiting:
        opened.goto(link)
    assert len(json.loads(waiting.value.post_data or "")["history"]) == 2
    expect(opened.locator(".comparison")).to_contain_text("完全一致")
    assert answers(opened)[0]["id"] == answers(page)[1]["id"]
    assert "#" not in opened.url
    assert not any("share" in url for url in seen)
    # A reload does not ask again, and the conversation goes on from there.
    opened.reload()
    expect(opened.locator(".turn")).to_have_count(1)
    with opened.expect_request("**/api/ask") as waiting:
        ask(opened, "它的训练数据有多少？")
    assert len(json.loads(waiting.value.post_data or "")["history"]) == 4


def test_changed_receipt_is_named(open_page: Callable[..., Page], page: Page) -> None:
    link = shared_follow_up(page)
    answer: dict[str, Any] = answer_of(page, FOLLOW_UP)
    answer["id"] = "ans_other"
    answer["receipt"] |= {"corpus_sha256": "0" * 64, "askreport": "9.9"}
    opened = open_page()
    with asking_gets(opened, **as_stream(answer)):
        opened.goto(link)
        expect(opened.locator(".comparison")).to_contain_text("程序版本、文档有变化")


def test_link_is_copied(open_page: Callable[..., Page]) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    link = shared_follow_up(page)
    page.get_by_role("button", name="分享这个回答").last.click()
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("dialog")).to_contain_text("已复制")
    assert page.evaluate("() => navigator.clipboard.readText()") == link


def test_broken_link_is_said(page: Page) -> None:
    for broken in ("AAAA", "%", "", "q1YqLE0tLqlUslJSKAEA"):
        page.goto(f"{page.url.split('#')[0]}#share={broken}")
        expect(page.locator(".toast")).to_contain_text("不完整")
        expect(page.locator(".turn")).to_have_count(0)
        page.get_by_role("button", name="关闭").last.click()
