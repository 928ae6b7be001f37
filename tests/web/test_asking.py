"""Asking and reading: statements, chips, abstentions, the composer, the kept conversation."""

from __future__ import annotations

import json

from playwright.sync_api import Page, Route, expect

from tests.web.chat import QUESTION, QUOTE, UNANSWERABLE, answers, ask

LIMIT = 2000


def test_typed_question_gets_statements_with_chips(page: Page) -> None:
    expect(page).to_have_title("askreport")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    turn = ask(page, QUESTION)
    statements = turn.locator("p.statement")
    expect(statements.first).to_contain_text(QUOTE)
    for statement in statements.all():
        expect(statement.locator("button.chip").first).to_be_visible()
    chip = turn.get_by_role("button", name="引用 1，第 5 页")
    expect(chip).to_have_text("[1]")
    expect(page.locator("textarea")).to_have_value("")
    expect(page.locator("[aria-live=polite]")).to_contain_text(QUOTE)


def test_chip_shows_exact_quote_when_focused(page: Page) -> None:
    chip = ask(page, QUESTION).locator(".chip").first
    page.locator(".scroller").focus()
    page.keyboard.press("Tab")
    expect(chip).to_be_focused()
    card = page.get_by_role("tooltip")
    expect(card.locator(".quote-text")).to_have_text(answers(page)[0]["citations"][0]["quote"])
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_unanswerable_question_shows_abstention(page: Page) -> None:
    turn = ask(page, UNANSWERABLE)
    note = turn.get_by_role("note", name="报告里没有找到答案")
    abstention = answers(page)[0]["abstention"]
    expect(note).to_contain_text("报告里没有找到答案")
    expect(note.locator(".abstention-message")).to_have_text(abstention["message"])
    expect(turn.locator(".statement")).to_have_count(0)
    assert note.locator(".chip").count() == len(abstention["nearest"])


def test_suggestion_is_asked(page: Page) -> None:
    suggestion = page.locator(".suggestion").first
    question = suggestion.inner_text()
    suggestion.click()
    turn = page.locator(".turn")
    expect(turn.locator(".question")).to_contain_text(question)
    expect(turn.locator(".chip").first).to_be_visible()
    expect(page.locator(".empty")).to_be_hidden()


def test_follow_up_is_asked_with_history_and_shows_standalone_question(page: Page) -> None:
    ask(page, "Llama 2 是什么？")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    turn = ask(page, "它是什么时候发布的？")
    history = json.loads(sent[0])["history"]
    assert [message["role"] for message in history] == ["user", "assistant"]
    assert history[1]["content"] == answers(page)[0]["text"]
    standalone = answers(page)[1]["standalone_question"]
    expect(turn.locator(".standalone")).to_contain_text(standalone)


def test_history_has_at_most_eight_messages(page: Page) -> None:
    for _ in range(5):
        ask(page, QUESTION)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    ask(page, QUESTION)
    assert len(json.loads(sent[0])["history"]) == 8


def test_enter_that_ends_a_composition_does_not_send(page: Page) -> None:
    box = page.locator("textarea")
    box.fill("开源")
    for fields in ({"isComposing": True}, {"keyCode": 229}):
        box.evaluate(
            "(box, fields) => box.dispatchEvent(new KeyboardEvent('keydown',"
            " { key: 'Enter', bubbles: true, cancelable: true, ...fields }))",
            fields,
        )
    expect(box).to_have_value("开源")
    expect(page.locator(".turn")).to_have_count(0)


def test_shift_enter_breaks_the_line(page: Page) -> None:
    box = page.locator("textarea")
    box.fill("第一行")
    box.press("Shift+Enter")
    page.keyboard.insert_text("第二行")
    expect(box).to_have_value("第一行\n第二行")
    expect(page.locator(".turn")).to_have_count(0)


def test_length_is_limited_in_code_points(page: Page) -> None:
    box = page.locator("textarea")
    notice = page.locator(".notice")
    box.fill("😀" * LIMIT)
    expect(notice).to_be_empty()
    box.fill("问" * (LIMIT + 1))
    expect(notice).to_contain_text("2001")
    box.press("Enter")
    page.get_by_role("button", name="发送").click()
    expect(box).to_have_value("问" * (LIMIT + 1))
    expect(page.locator(".turn")).to_have_count(0)


def test_blank_question_is_not_sent(page: Page) -> None:
    page.locator("textarea").fill(" \n　")
    page.get_by_role("button", name="发送").click()
    expect(page.locator(".turn")).to_have_count(0)


def test_markup_in_question_is_text(page: Page) -> None:
    turn = ask(page, "<img src=x onerror=alert(1)><b>GPT-4</b> 什么时候发布？")
    expect(turn.locator(".question")).to_contain_text("<img src=x onerror=alert(1)><b>GPT-4</b>")
    expect(page.locator(".turn img, .turn .question b")).to_have_count(0)


def test_reload_keeps_conversation_and_draft(page: Page) -> None:
    ask(page, QUESTION)
    ask(page, UNANSWERABLE)
    page.locator("textarea").fill("还没问完")
    before = page.locator(".turns").inner_text()
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)
    assert page.locator(".turns").inner_text() == before
    expect(page.locator("textarea")).to_have_value("还没问完")
    page.locator(".chip").first.click()
    expect(page.locator("mark.cited")).to_have_text(QUOTE)


def test_new_conversation_is_empty(page: Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name="新对话").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator(".suggestion").first).to_be_visible()
    page.reload()
    expect(page.locator(".turn")).to_have_count(0)


def test_stop_ends_the_wait_and_retry_asks_again(page: Page) -> None:
    held: list[Route] = []
    page.route("**/api/ask", lambda route: held.append(route))
    page.locator("textarea").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".progress")).to_have_text("正在检索…")
    page.get_by_role("button", name="停止").click()
    expect(page.locator(".failure")).to_contain_text("已停止")
    expect(page.get_by_role("button", name="发送")).to_be_visible()
    page.unroute("**/api/ask")
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".statement").first).to_contain_text(QUOTE)
    expect(page.locator(".failure")).to_have_count(0)
    expect(page.locator(".turn")).to_have_count(1)


def test_why_lists_passages_timings_and_receipt(page: Page) -> None:
    turn = ask(page, QUESTION)
    turn.locator(".why summary").click()
    answer = answers(page)[0]
    expect(turn.locator(".why tbody tr")).to_have_count(len(answer["passages"]))
    expect(turn.locator(".why")).to_contain_text(answer["receipt"]["index_id"])
    expect(turn.locator(".why")).to_contain_text(answer["backend"]["name"])
