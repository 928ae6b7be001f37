"""The source pane: the exact quote marked, in view, on its page."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.api.promise import SOME
from tests.conftest import REPORT, TABLE
from tests.web.chat import QUESTION, QUOTE, answers, ask

if TYPE_CHECKING:
    from collections.abc import Callable

WHOLE_ANSWERS = [
    QUESTION,
    "Llama 2 是什么时候发布的，与 Llama 1 相比有什么变化？",
    "语雀那次重大故障持续了多久，原因是什么？",
    "ChatGLM 是哪些机构的成果？",
]
MOST_OF_A_KIND = 3
IS_IN_VIEW = """mark => {
  const [rect] = mark.getClientRects();
  const shown = rect && document.elementFromPoint(rect.left + 2, rect.top + rect.height / 2);
  return mark.contains(shown ?? null);
}"""
SOON_S = 3.0


def assert_in_view(mark: Locator) -> None:
    until = time.monotonic() + SOON_S  # the sheet may be drawn anew just now
    while not mark.evaluate(IS_IN_VIEW):
        assert time.monotonic() < until, "the marked quote is not visible"


def test_chip_opens_source_with_quote_in_view(page: Page) -> None:
    chip = ask(page, QUESTION).locator(".chip").first
    chip.click()
    pane = page.get_by_role("complementary")
    mark = pane.locator("mark.cited")
    expect(mark).to_have_text(QUOTE)
    assert_in_view(mark)
    citation = answers(page)[0]["citations"][0]
    expect(pane.get_by_role("heading", level=2)).to_have_text(citation["document_title"])
    expect(pane.locator(".source-place")).to_contain_text(f"第 {citation['page']} 页")
    expect(pane.locator(".source-place")).to_contain_text(citation["heading"])
    expect(chip).to_have_attribute("aria-expanded", "true")


@pytest.mark.parametrize("question", WHOLE_ANSWERS)
def test_every_citation_shows_its_exact_quote(page: Page, question: str) -> None:
    check_every_chip(page, ask(page, question))


@pytest.mark.parametrize("kind", sorted({case.kind for case in SOME}))
def test_every_citation_of_reference_questions_shows_its_quote(page: Page, kind: str) -> None:
    for case in [case for case in SOME if case.kind == kind][:MOST_OF_A_KIND]:
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
        # A table's cells stand apart on the page, without the separators of the text.
        cells = citation["quote"].split(" | ") if citation["document_id"] == TABLE else []
        page.wait_for_function(
            """([id, words]) => {
              const marks = [...document.querySelectorAll('mark.cited')];
              return marks.map(mark => mark.textContent).join('') === words;
            }""",
            arg=[citation["number"], "".join(cells) or citation["quote"]],
        )
        assert_in_view(page.locator("mark.cited").first)
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
    text = page.locator(".sheet").text_content() or ""
    assert "".join(light.all_text_contents()) == "".join(sorted(same_page, key=text.index))


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


def test_citations_are_walked_by_buttons_and_keys(page: Page) -> None:
    turn = ask(page, WHOLE_ANSWERS[2])
    chips = turn.locator(".chip")
    quotes = [c["quote"] for c in answers(page)[0]["citations"]]
    chips.first.click()
    mark = page.locator("mark.cited")
    expect(mark).to_have_text(quotes[0])
    expect(page.get_by_role("button", name="上一条引用")).to_be_disabled()
    page.get_by_role("button", name="下一条引用").click()
    expect(mark).to_have_text(quotes[1])
    expect(chips.nth(1)).to_have_attribute("aria-expanded", "true")
    expect(chips.first).to_have_attribute("aria-expanded", "false")
    page.locator(".source-text").focus()
    page.keyboard.press("j")
    expect(mark).to_have_text(quotes[2])
    expect(page.locator(".which")).to_have_text(f"引用 3 / {len(quotes)}")
    page.keyboard.press("k")
    expect(mark).to_have_text(quotes[1])
    expect(page.locator("#announcer")).to_contain_text(quotes[1])


def test_table_citation_marks_row_and_cell_below_the_header(page: Page) -> None:
    turn = ask(page, WHOLE_ANSWERS[3])
    citation = answers(page)[0]["citations"][1]
    turn.locator(".chip").nth(1).click()
    row = page.locator("tr.cited-row")
    expect(row).to_have_count(1)
    expect(row.locator(".row-number")).to_have_text(str(citation["cell"]["row"]))
    expect(page.locator("td.cited-cell")).to_have_text(citation["quote"])
    heads = page.locator(".grid thead th")
    expect(heads.nth(2)).to_have_text(citation["cell"]["column"])
    assert_in_view(page.locator("mark.cited"))
    assert heads.nth(2).evaluate(IS_IN_VIEW), "the table's header is not visible"
    # The line that names the columns is the header, and not said twice.
    assert (page.locator(".sheet").text_content() or "").count("机构 | 国") == 0


def test_lost_words_are_shown_where_they_were(page: Page) -> None:
    report = page.request.get(f"/api/documents/{REPORT}").json()
    start = report["gaps"][0][0]
    number = next(p["number"] for p in report["pages"] if start < p["end"])
    here = [g for g in report["gaps"] if report["pages"][number - 1]["start"] <= g[0]]
    page.locator(".document").first.click()
    expect(page.locator(".sheet")).to_be_visible()
    page.get_by_role("textbox", name="跳到第几页").fill(str(number))
    page.keyboard.press("Enter")
    gaps = page.locator(".sheet .gap")
    expect(gaps.first).to_have_attribute("title", "这里在提取文字时丢失了内容")
    count = gaps.count()
    assert 1 <= count <= len(here)
    expect(page.locator(".gap-count")).to_contain_text(f"{count} 处")
    page_text = report["text"][
        report["pages"][number - 1]["start"] : report["pages"][number - 1]["end"]
    ]
    assert page.locator(".sheet").text_content() == page_text


def test_heading_under_a_heading_shows_both(page: Page) -> None:
    report = page.request.get(f"/api/documents/{REPORT}").json()
    at, deep = next((i, h) for i, h in enumerate(report["outline"]) if h["level"] == 2)
    above = next(h for h in reversed(report["outline"][:at]) if h["level"] == 1)
    target = {"document_id": REPORT, "page": deep["page"], "heading": deep["title"]}
    page.locator(".document").first.click()
    trail = page.evaluate(
        """async target => {
          const { SourcePane } = await import('/web/source.js');
          const pane = new SourcePane({});
          document.body.append(pane.element);
          await pane.show(target, []);
          const words = pane.place.textContent;
          pane.element.remove();
          return words;
        }""",
        target,
    )
    assert f"{above['title']} › {deep['title']}" in trail


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
