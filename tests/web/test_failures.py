"""What can go wrong between page and service is said in words, and asking again works."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, expect

from tests.web.chat import QUESTION, QUOTE, answers, ask, asking_gets, event_stream

TITLE = "The service is not ready"
DETAIL = "Run: askreport index"
PROBLEM = {"type": "/problems/not-ready", "title": TITLE, "status": 503, "detail": DETAIL}
INJECTION = "<img src=x onerror=\"document.title='broken in'\">"


def fails_then_works(page: Page, words: str, **reply: Any) -> None:
    """Ask while ``/api/ask`` gets ``reply``; see ``words``; retry for real."""
    with asking_gets(page, **reply):
        page.locator("#question").fill(QUESTION)
        page.keyboard.press("Enter")
        alert = page.locator(".failure")
        expect(alert).to_contain_text(words)
        expect(page.locator(".question")).to_contain_text(QUESTION)
    alert.get_by_role("button", name="重试").click()
    expect(page.locator(".statement").first).to_contain_text(QUOTE)
    expect(page.locator(".why")).to_be_visible()
    expect(page.locator(".failure")).to_have_count(0)
    expect(page.locator(".turn")).to_have_count(1)


def test_problem_is_said_in_the_pages_words_and_the_services(
    page: Page, expected_errors: list[str]
) -> None:
    expected_errors.append("status of 503")
    fails_then_works(page, "服务还没有准备好", status=503, json=PROBLEM)


def test_unknown_problem_is_shown_as_it_is(page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("status of 500")
    fails_then_works(page, TITLE, status=500, json=PROBLEM | {"type": "/problems/new"})


def test_problem_detail_and_wait_are_shown(page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("status of 429")
    headers = {"Retry-After": "7"}
    with asking_gets(page, status=429, json=PROBLEM, headers=headers):
        page.locator("#question").fill(QUESTION)
        page.keyboard.press("Enter")
        expect(page.locator(".failure")).to_contain_text(DETAIL)
        expect(page.locator(".failure")).to_contain_text("7 秒")


def test_error_that_is_not_json(page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("status of 502")
    fails_then_works(page, "HTTP 502", status=502, body="<h1>Bad Gateway</h1>")


def test_error_event_in_the_stream(page: Page) -> None:
    reply = event_stream(("passages", {"passages": []}), ("error", PROBLEM))
    fails_then_works(page, DETAIL, **reply)


def test_no_connection(page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("ERR_FAILED")
    fails_then_works(page, "连不上服务")


def test_stream_that_ends_before_done(page: Page) -> None:
    ask(page, QUESTION)
    answer = answers(page)[0]
    page.get_by_role("button", name="新对话").click()
    first = {"statement": answer["statements"][0], "citations": answer["citations"]}
    cut = event_stream(("passages", {"passages": []}), ("statement", first))
    cut["body"] += "event: answer\ndata: {"
    with asking_gets(page, **cut):
        page.locator("#question").fill(QUESTION)
        page.keyboard.press("Enter")
        expect(page.locator(".failure")).to_contain_text("回答中断了")
        expect(page.locator(".statement")).to_have_count(1)
        page.reload()
        expect(page.locator(".failure")).to_contain_text("回答中断了")
        expect(page.locator(".statement")).to_have_count(1)
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".why")).to_be_visible()
    expect(page.locator(".statement")).to_have_count(len(answer["statements"]))


def test_reply_that_makes_no_sense(page: Page) -> None:
    reply = event_stream(("done", {}))
    fails_then_works(page, "回答中断了", **reply)


def test_markup_in_answer_is_text(page: Page) -> None:
    ask(page, QUESTION)
    answer = answers(page)[0]
    page.get_by_role("button", name="新对话").click()
    answer["statements"][0] |= {"text": INJECTION, "verdict": "unverified"}
    answer["citations"][0] |= {"quote": INJECTION, "heading": INJECTION}
    event = {"statement": answer["statements"][0], "citations": answer["citations"]}
    reply = event_stream(("statement", event), ("answer", answer), ("done", {}))
    with asking_gets(page, **reply):
        turn = ask(page, QUESTION)
    expect(turn.locator(".statement").first).to_contain_text(INJECTION)
    expect(turn.locator(".verdict").first).to_contain_text("未能核实")
    turn.locator(".chip").first.hover()
    expect(page.get_by_role("tooltip")).to_contain_text(INJECTION)
    turn.locator(".chip").first.click()
    expect(page.locator(".source-place")).to_contain_text(INJECTION)
    expect(page.locator("img")).to_have_count(0)
    expect(page).to_have_title("askreport")


def test_wait_is_counted_down_before_retrying(page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("status of 429")
    with asking_gets(page, status=429, json=PROBLEM, headers={"Retry-After": "2"}):
        page.locator("#question").fill(QUESTION)
        page.keyboard.press("Enter")
        retry = page.get_by_role("button", name="重试")
        expect(retry).to_be_disabled()
        expect(page.locator(".failure-title")).to_have_text("提问太频繁")
    expect(retry).to_be_enabled()
    expect(page.locator(".wait")).to_have_text("现在可以重试。")
    retry.click()
    expect(page.locator(".statement").first).to_contain_text(QUOTE)


def test_too_long_conversation_can_be_left_behind(page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("status of 413")
    ask(page, "Llama 2 是什么？")
    problem = PROBLEM | {"type": "/problems/too-large", "status": 413}
    with asking_gets(page, status=413, json=problem):
        page.locator("#question").fill(QUESTION)
        page.keyboard.press("Enter")
        expect(page.locator(".failure")).to_contain_text("发送的内容太大")
    with page.expect_request("**/api/ask") as waiting:
        page.get_by_role("button", name="不带之前的对话再问").click()
    assert json.loads(waiting.value.post_data or "")["history"] == []
    expect(page.locator(".statement").last).to_be_visible()


def test_unknown_backend_leads_to_the_settings(page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("status of 422")
    page.evaluate("localStorage.setItem('askreport.settings', '{\"backend\": \"gone\"}')")
    page.reload()
    page.locator("#question").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".failure-title")).to_have_text("没有这种作答方式")
    page.get_by_role("button", name="打开设置").click()
    page.get_by_role("combobox", name="作答方式").select_option("")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".statement").first).to_contain_text(QUOTE)


def test_stopped_draft_is_kept_while_failing(page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("ERR_FAILED")
    with asking_gets(page):
        page.locator("#question").fill(QUESTION)
        page.keyboard.press("Enter")
        expect(page.locator(".failure")).to_be_visible()
        page.locator("#question").fill("下一个问题")
        page.reload()
    expect(page.locator(".question")).to_contain_text(QUESTION)
    expect(page.locator("#question")).to_have_value("下一个问题")
