"""What an answer shows of itself: verdicts, checks, notes, feedback, footnotes in print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.web.chat import QUESTION, UNANSWERABLE, answer_of, answers, as_stream, ask, asking_gets

if TYPE_CHECKING:
    from collections.abc import Callable

FAILED = {"name": "numbers", "passed": False, "detail": "the quotes do not have: 7,000"}
LONG = "语雀那次重大故障持续了多久，原因是什么？"


def ask_with(page: Page, change: Callable[[dict[str, Any]], None], question: str = LONG) -> Locator:
    """Ask, and get the real answer changed by ``change``."""
    answer = answer_of(page, question)
    change(answer)
    with asking_gets(page, **as_stream(answer)):
        return ask(page, question)


@pytest.mark.parametrize(
    ("verdict", "sign", "word"),
    [("contradicted", "✕", "与引文不符"), ("unverified", "?", "未能核实")],
)
def test_doubtful_statement_says_so_in_form_and_word(
    page: Page, verdict: str, sign: str, word: str
) -> None:
    turn = ask_with(page, lambda a: a["statements"][1].update(verdict=verdict, checks=[FAILED]))
    doubtful = turn.locator(".statement").nth(1)
    expect(doubtful.locator(".verdict-sign")).to_have_text(sign)
    expect(doubtful.locator(".verdict-word")).to_be_visible()
    expect(doubtful.locator(".verdict-word")).to_have_text(word)
    assert doubtful.evaluate("node => getComputedStyle(node).borderInlineStartWidth") != "0px"
    sure = turn.locator(".statement").first
    expect(sure.locator(".verdict-sign")).to_have_text("✓")
    expect(sure.locator(".verdict-word")).to_be_hidden()
    assert sure.evaluate("node => getComputedStyle(node).borderInlineStartWidth") == "0px"


def test_checks_are_shown_on_demand(page: Page) -> None:
    turn = ask_with(page, lambda a: a["statements"][0]["checks"].append(FAILED))
    opener = turn.get_by_role("button", name="原文支持这句话").first
    checks = turn.locator(".checks").first
    expect(checks).to_be_hidden()
    opener.click()
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(checks.locator("li").last).to_have_attribute("data-passed", "false")
    expect(checks.locator("li").last).to_contain_text("数字")
    expect(checks.locator("li").last).to_contain_text(str(FAILED["detail"]))
    expect(checks.get_by_role("img", name="没有通过")).to_have_text("✕")
    opener.click()
    expect(checks).to_be_hidden()


@pytest.mark.parametrize("message", ["语言模型没有答成：太慢。", ""])
def test_note_stands_above_the_statements(page: Page, message: str) -> None:
    note = {"code": "model_failed", "message": message}
    turn = ask_with(page, lambda a: a.update(notes=[note]))
    shown = turn.locator(".note")
    expect(shown).to_contain_text(message or "语言模型没有答成")
    above = shown.bounding_box()
    below = turn.locator(".statement").first.bounding_box()
    assert above
    assert below
    assert above["y"] < below["y"]


def test_model_and_usage_are_named(page: Page) -> None:
    def change(answer: dict[str, Any]) -> None:
        answer["backend"] = {"name": "openai", "model": "some-model"}
        answer["usage"] = {"prompt_tokens": 812, "completion_tokens": 57}

    turn = ask_with(page, change)
    turn.locator(".why summary").click()
    expect(turn.locator(".why")).to_contain_text("openai · some-model")
    expect(turn.locator(".why")).to_contain_text("读 812、写 57 个词元")


def test_abstention_says_what_was_looked_for(page: Page) -> None:
    turn = ask(page, UNANSWERABLE)
    answer = answers(page)[0]
    expect(turn.locator(".sought")).to_contain_text(UNANSWERABLE)
    expect(turn.locator(".sought")).to_contain_text(f"{len(answer['passages'])} 段")
    for number in answer["abstention"]["nearest"]:
        quote = next(c["quote"] for c in answer["citations"] if c["number"] == number)
        expect(turn.locator(f".near[data-number='{number}']")).to_contain_text(quote)


@pytest.mark.parametrize(
    ("button", "verdict", "comment"), [("有帮助", "up", ""), ("有问题", "down", "年份不对")]
)
def test_feedback_reaches_the_service_and_is_confirmed(
    page: Page, button: str, verdict: str, comment: str
) -> None:
    sent: list[Any] = []

    def take(route: Route) -> None:  # the tests' service keeps no feedback
        sent.append(route.request.post_data_json)
        route.fulfill(status=201, json={"id": "fb_0123456789abcdef0123"})

    page.route("**/api/feedback", take)
    turn = ask(page, QUESTION)
    turn.get_by_role("button", name=button).click()
    page.get_by_role("textbox", name="意见").fill(comment)
    page.get_by_role("button", name="提交").click()
    expect(turn.locator(".feedback-said")).to_have_text("已记下，谢谢。")
    answer = answers(page)[0]
    said = {"comment": comment} if comment else {}
    body = {"answer_id": answer["id"], "verdict": verdict, "answer": answer, "history": [], **said}
    assert sent == [body]
    expect(turn.get_by_role("button", name=button)).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(page.get_by_role("button", name=button)).to_have_attribute("aria-pressed", "true")
    # A second opinion takes the place of the first.
    page.get_by_role("button", name=button).click()
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".feedback-said")).to_have_text("已记下，谢谢。")
    assert sent[1] == body | {"id": "fb_0123456789abcdef0123"}


def test_feedback_that_fails_keeps_its_words(page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("status of 503")
    problem = {"title": "No database", "detail": "Run: something", "status": 503}
    page.route("**/api/feedback", lambda route: route.fulfill(status=503, json=problem))
    turn = ask(page, QUESTION)
    turn.get_by_role("button", name="有问题").click()
    box = page.get_by_role("textbox", name="意见")
    box.fill("写了很久的话")
    page.get_by_role("button", name="提交").click()
    expect(turn.locator(".feedback-said")).to_contain_text("没有送达")
    expect(turn.locator(".feedback-said")).to_contain_text("Run: something")
    expect(box).to_have_value("写了很久的话")
    expect(page.get_by_role("button", name="提交")).to_be_enabled()
    page.get_by_role("button", name="取消").click()
    expect(turn.get_by_role("button", name="有问题")).to_have_attribute("aria-pressed", "false")


def test_answer_is_copied_with_its_quotes(open_page: Callable[..., Page]) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    turn = ask(page, QUESTION)
    turn.get_by_role("button", name="复制回答和引文").click()
    expect(page.locator(".toast")).to_contain_text("已复制")
    words = page.evaluate("() => navigator.clipboard.readText()")
    citation = answers(page)[0]["citations"][0]
    assert citation["quote"] in words
    assert f"第 {citation['page']} 页" in words


def test_copying_works_without_the_clipboard_interface(page: Page) -> None:
    """On plain HTTP from another machine browsers have no ``navigator.clipboard``."""
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined });")
    page.reload()
    turn = ask(page, QUESTION)
    turn.get_by_role("button", name="复制回答和引文").click()
    expect(page.locator(".toast")).to_contain_text("已复制")


def test_print_has_answers_with_footnotes_and_no_controls(page: Page) -> None:
    ask(page, QUESTION)
    ask(page, LONG)
    page.locator(".chip").first.click()
    page.emulate_media(media="print")
    for hidden in (".top", ".composer", ".source", ".acts", ".why summary"):
        expect(page.locator(hidden).first).to_be_hidden()
    note = page.locator(".footnotes li").first
    expect(note).to_be_visible()
    citation = answers(page)[0]["citations"][0]
    expect(note).to_contain_text(citation["quote"])
    expect(note).to_contain_text(f"第 {citation['page']} 页")
    shown = page.locator(".statement").evaluate_all(
        "nodes => nodes.every(node => node.getBoundingClientRect().right <= innerWidth)"
    )
    assert shown
    height = page.evaluate("document.documentElement.scrollHeight")
    last = page.locator(".footnotes").last.bounding_box()
    assert last
    assert last["y"] + last["height"] <= height + 1
