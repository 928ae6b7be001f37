"""Asking and reading: statements, chips, abstentions, the composer, the kept conversation."""

from __future__ import annotations

import json

from playwright.sync_api import Page, Route, expect

from tests.web.chat import QUESTION, QUOTE, UNANSWERABLE, answers, ask, turns

LIMIT = 2000


def test_typed_question_gets_statements_with_chips(page: Page) -> None:
    expect(page).to_have_title("askreport")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    turn = ask(page, QUESTION)
    statements = turn.locator(".statement")
    expect(statements.first).to_contain_text(QUOTE)
    for statement in statements.all():
        expect(statement.locator("button.chip").first).to_be_visible()
    chip = turn.get_by_role("button", name="引用 1，第 5 页")
    expect(chip).to_have_text("[1]")
    expect(page.locator("#question")).to_have_value("")
    expect(page.locator("[aria-live=polite]")).to_contain_text(QUOTE)


def test_chip_shows_exact_quote_when_focused(page: Page) -> None:
    chip = ask(page, QUESTION).locator(".chip").first
    page.locator(".scroller").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="修改这个问题再问")).to_be_focused()
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
    near = note.locator(".near")
    assert near.count() == len(abstention["nearest"]) > 0
    cited = {c["number"]: c for c in answers(page)[0]["citations"]}
    near.first.click()
    mark = page.locator("mark.cited")
    expect(mark).to_have_text(cited[abstention["nearest"][0]]["quote"])
    expect(near.first).to_have_attribute("aria-expanded", "true")


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
    words = turn.locator(".standalone p")
    expect(words).to_be_hidden()
    turn.get_by_text("实际检索的问题").click()
    expect(words).to_have_text(answers(page)[1]["standalone_question"])


def test_history_has_at_most_eight_messages(page: Page) -> None:
    for _ in range(5):
        ask(page, QUESTION)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    ask(page, QUESTION)
    assert len(json.loads(sent[0])["history"]) == 8


def test_enter_that_ends_a_composition_does_not_send(page: Page) -> None:
    box = page.locator("#question")
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
    box = page.locator("#question")
    box.fill("第一行")
    box.press("Shift+Enter")
    page.keyboard.insert_text("第二行")
    expect(box).to_have_value("第一行\n第二行")
    expect(page.locator(".turn")).to_have_count(0)


def test_length_is_limited_in_code_points(page: Page) -> None:
    box = page.locator("#question")
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
    page.locator("#question").fill(" \n　")
    page.get_by_role("button", name="发送").click()
    expect(page.locator(".turn")).to_have_count(0)


def test_markup_in_question_is_text(page: Page) -> None:
    turn = ask(page, "<img src=x onerror=alert(1)><b>GPT-4</b> 什么时候发布？")
    expect(turn.locator(".question")).to_contain_text("<img src=x onerror=alert(1)><b>GPT-4</b>")
    expect(page.locator(".turn img, .turn .question b")).to_have_count(0)


def test_reload_keeps_conversation_and_draft(page: Page) -> None:
    ask(page, QUESTION)
    ask(page, UNANSWERABLE)
    page.locator("#question").fill("还没问完")
    before = page.locator(".turns").inner_text()
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)
    assert page.locator(".turns").inner_text() == before
    expect(page.locator("#question")).to_have_value("还没问完")
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
    page.locator("#question").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".progress .now")).to_have_text("正在检索")
    page.get_by_role("button", name="停止").click()
    expect(page.locator(".failure")).to_contain_text("已停止")
    expect(page.get_by_role("button", name="发送")).to_be_visible()
    page.unroute("**/api/ask")
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".statement").first).to_contain_text(QUOTE)
    expect(page.locator(".failure")).to_have_count(0)
    expect(page.locator(".turn")).to_have_count(1)


def test_why_shows_passages_scores_timings_and_receipt(page: Page) -> None:
    turn = ask(page, QUESTION)
    turn.locator(".why summary").click()
    answer = answers(page)[0]
    why = turn.locator(".why")
    expect(why.locator(".passage")).to_have_count(len(answer["passages"]))
    for value in (*answer["receipt"].values(), answer["id"], answer["backend"]["name"]):
        if value is not None:
            expect(why).to_contain_text(value)
    first = answer["passages"][0]
    scores = why.locator(".scores").first
    expect(scores).to_contain_text(f"{first['dense_score']:.3f}")
    expect(scores).to_contain_text(f"{first['lexical_score']:.1f}")
    widths = why.locator(".bar span").evaluate_all(
        "bars => bars.map(bar => bar.getBoundingClientRect().width)"
    )
    assert max(widths) > 20
    expect(why.locator(".timing li")).to_have_count(5)
    why.locator(".passage").nth(1).click()
    expect(page.locator("mark.cited").first).to_be_visible()
    marked = "".join(page.locator("mark.cited").all_text_contents())
    assert marked == answer["passages"][1]["text"].replace(" | ", "")


def test_progress_says_what_is_happening(page: Page) -> None:
    page.add_init_script(
        """window.events = [];
        new MutationObserver(() => {
          const now = document.querySelector('.progress .now')?.textContent;
          if (now && window.events.at(-1) !== now) window.events.push(now);
        }).observe(document, { subtree: true, childList: true, characterData: true });"""
    )
    page.reload()
    ask(page, QUESTION)
    steps = page.evaluate("window.events")
    found = len(answers(page)[0]["passages"])
    assert steps[0] == "正在检索"
    assert f"阅读 {found} 段原文" in steps[1:2]
    assert steps[-1] == "逐句核对"


def test_editing_an_earlier_question_forks_the_conversation(page: Page) -> None:
    ask(page, "Llama 2 是什么？")
    ask(page, UNANSWERABLE)
    first = turns(page)
    page.get_by_role("button", name="修改这个问题再问").last.click()
    box = page.locator(".editing textarea")
    expect(box).to_have_value(UNANSWERABLE)
    box.fill(QUESTION)
    box.press("Enter")
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn").last.locator(".statement").first).to_contain_text(QUOTE)
    forked = turns(page)
    assert [turn["question"] for turn in forked] == ["Llama 2 是什么？", QUESTION]
    page.get_by_role("button", name="回到原来的对话").click()
    expect(page.locator(".turn").last.locator(".question")).to_contain_text(UNANSWERABLE)
    assert turns(page) == first


def test_editing_can_be_given_up(page: Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name="修改这个问题再问").click()
    page.keyboard.type("别的")
    page.keyboard.press("Escape")
    expect(page.locator(".question")).to_contain_text(QUESTION)
    expect(page.get_by_role("button", name="修改这个问题再问")).to_be_focused()


def test_each_statement_is_announced_once(page: Page) -> None:
    ask(page, QUESTION)
    live = page.locator("[aria-live], [role=log], [role=alert]")
    expect(live).to_have_count(1)
    said = live.locator("p").all_text_contents()
    for statement in answers(page)[0]["statements"]:
        assert said.count(statement["text"]) == 1
    assert said[-1] == "回答完毕"
    ask(page, UNANSWERABLE)
    assert any("报告里没有找到答案" in words for words in live.locator("p").all_text_contents())
