"""The source pane: the exact quote marked, in view, on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.api.promise import SOME
from tests.conftest import TABLE
from tests.web.chat import QUESTION, QUOTE, answers, ask

if TYPE_CHECKING:
    from collections.abc import Callable

WHOLE_ANSWERS = [
    QUESTION,
    "Llama 2 是什么时候发布的，与 Llama 1 相比有什么变化？",
    "语雀那次重大故障持续了多久，原因是什么？",
    "ChatGLM 是哪些机构的成果？",
]
IS_IN_VIEW = """mark => {
  const { left, top, height } = mark.getClientRects()[0];
  const shown = document.elementFromPoint(left + 2, top + height / 2);
  return mark.contains(shown);
}"""


def assert_in_view(mark: Locator) -> None:
    assert mark.evaluate(IS_IN_VIEW), "the marked quote is not visible"


def test_chip_opens_source_with_quote_in_view(page: Page) -> None:
    chip = ask(page, QUESTION).locator(".chip").first
    chip.click()
    pane = page.get_by_role("complementary")
    mark = pane.locator("mark.cited")
    expect(mark).to_have_text(QUOTE)
    assert_in_view(mark)
    citation = answers(page)[0]["citations"][0]
    expect(pane.get_by_role("heading")).to_have_text(citation["document_title"])
    expect(pane.locator(".source-place")).to_contain_text(f"第 {citation['page']} 页")
    expect(pane.locator(".source-place")).to_contain_text(citation["heading"])
    expect(chip).to_have_attribute("aria-expanded", "true")


@pytest.mark.parametrize("question", WHOLE_ANSWERS)
def test_every_citation_shows_its_exact_quote(page: Page, question: str) -> None:
    check_every_chip(page, ask(page, question))


@pytest.mark.parametrize("kind", sorted({case.kind for case in SOME}))
def test_every_citation_of_every_reference_question_shows_its_quote(page: Page, kind: str) -> None:
    for case in SOME:
        if case.kind != kind:
            continue
        page.get_by_role("button", name="新对话").click()
        for turn in case.history:
            if turn.role == "user":
                ask(page, turn.content)
        check_every_chip(page, ask(page, case.question))


def test_many_citations_come_on_demand(page: Page) -> None:
    turn = ask(page, "哪个国家的开源成果最多？")
    assert len(answers(page)[0]["statements"][0]["citations"]) > 12
    assert turn.locator(".chip:visible").count() == 8
    turn.get_by_role("button", name="另").click()
    expect(turn.locator("button.more")).to_have_count(0)
    assert turn.locator(".chip:visible").count() > 12


def check_every_chip(page: Page, turn: Locator) -> None:
    citations = {citation["number"]: citation for citation in answers(page)[-1]["citations"]}
    for more in turn.locator("button.more").all():
        more.click()
    chips = turn.locator(".chip").all()
    assert {int(chip.inner_text().strip("[]")) for chip in chips} == citations.keys()
    for chip in chips:
        citation = citations[int(chip.inner_text().strip("[]"))]
        chip.click()
        place = page.locator(".source-place")
        expect(place).to_contain_text(f"第 {citation['page']} 页")
        mark = page.locator("mark.cited")
        expect(mark).to_have_count(1)
        page.wait_for_function(
            "quote => document.querySelector('mark.cited')?.textContent === quote",
            arg=citation["quote"],
        )
        assert_in_view(mark)
        if citation["cell"]:
            expect(place).to_contain_text(f"第 {citation['cell']['row']} 行")
            expect(place).to_contain_text(citation["cell"]["column"])


def test_other_citations_of_the_page_are_marked_lightly(page: Page) -> None:
    turn = ask(page, WHOLE_ANSWERS[1])
    turn.locator(".chip").first.click()
    chosen, *others = answers(page)[0]["citations"]
    same_page = [c["quote"] for c in others if c["page"] == chosen["page"]]
    assert same_page
    light = page.locator("mark.also-cited")
    expect(light.first).to_be_attached()
    assert "".join(light.all_text_contents()) == "".join(
        sorted(same_page, key=page.locator(".sheet").inner_text().index)
    )


def test_pages_turn_and_pane_closes(page: Page) -> None:
    chip = ask(page, QUESTION).locator(".chip").first
    chip.click()
    place = page.locator(".source-place")
    expect(place).to_contain_text("第 5 页")
    page.get_by_role("button", name="下一页").click()
    expect(place).to_contain_text("第 6 页")
    expect(page.locator("mark.cited")).to_have_count(0)
    page.get_by_role("button", name="上一页").click()
    assert_in_view(page.locator("mark.cited"))
    page.keyboard.press("Escape")
    expect(page.locator(".source")).to_be_hidden()
    expect(chip).to_be_focused()


def test_citation_address_opens_its_source(open_page: Callable[..., Page], page: Page) -> None:
    ask(page, QUESTION)
    linked = open_page(answers(page)[0]["citations"][0]["url"])
    mark = linked.locator("mark.cited")
    expect(mark).to_have_text(QUOTE)
    assert_in_view(mark)
    linked.get_by_role("button", name="关闭原文").click()
    expect(linked.locator(".source")).to_be_hidden()


def test_document_in_header_opens_at_its_first_page(page: Page) -> None:
    page.locator(".document").first.click()
    expect(page.locator(".source-place")).to_contain_text("第 1 页")
    expect(page.locator("mark")).to_have_count(0)


def test_source_that_cannot_be_loaded_can_be_retried(
    page: Page, expected_errors: list[str]
) -> None:
    expected_errors.append("ERR_FAILED")
    turn = ask(page, QUESTION)
    page.route("**/api/documents/*", lambda route: route.abort())
    turn.locator(".chip").first.click()
    expect(page.locator(".source-text")).to_contain_text("原文没有载入")
    page.unroute("**/api/documents/*")
    page.get_by_role("button", name="重试").click()
    expect(page.locator("mark.cited")).to_have_text(QUOTE)


def test_offsets_are_code_points(page: Page) -> None:
    """A document with characters outside the basic plane, which JavaScript counts as two."""
    text = "😀𠮷第一句。𠮷第二句。"
    served: dict[str, Any] = {
        "id": TABLE,
        "title": "增补字符",
        "text": text,
        "pages": [{"number": 1, "start": 0, "end": len(text), "heading": None, "label": None}],
    }
    page.route(f"**/api/documents/{TABLE}", lambda route: route.fulfill(json=served))
    start = text.index("𠮷第二句")
    page.goto(f"{page.url}?document={TABLE}&start={start}&end={len(text)}")
    expect(page.locator("mark.cited")).to_have_text("𠮷第二句。")
