"""What a question, a model or a document contains is shown and never acts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import REPORT
from tests.web.chat import QUESTION, answer_of, answers, as_stream, ask, asking_gets

if TYPE_CHECKING:
    from collections.abc import Callable

PLANTED = (
    "<img src=x onerror=\"document.title='broken in'\"><script>alert(1)</script>"
    '<svg onload=alert(2)>[看](javascript:alert(3)) <a href="javascript:alert(4)">这里</a>'
)
REVERSED = "收入是\u202e004\u202c元"
UNSEEN = "GPT\u200b-4\ufeff 发\u2066布\u2069\u00ad了\x1b[31m\U000e0041"
EMOJI = "一家人👨\u200d👩\u200d👧"
ACTING = "img, script[src*='x'], svg[onload], a[href^='javascript'], .turn a, b b, .sheet img"


def plant(answer: dict[str, Any], words: str) -> dict[str, Any]:
    """Words in every place of an answer that a model or a document fills."""
    planted: dict[str, Any] = json.loads(json.dumps(answer))
    planted["text"] = planted["standalone_question"] = words
    planted["statements"][0] |= {"text": words, "verdict": "unverified"}
    planted["statements"][0]["checks"] = [{"name": words, "passed": False, "detail": words}]
    for citation in planted["citations"]:
        citation |= {"quote": words, "heading": words, "document_title": words}
        citation["url"] = "javascript:alert(5)"
    for passage in planted["passages"]:
        passage |= {"text": words, "heading": words}
    planted["notes"] = [{"code": "model_cut", "message": words}]
    planted["backend"] = {"name": words, "model": words}
    planted["receipt"]["embedder"] = words
    return planted


@pytest.mark.parametrize("words", [PLANTED, REVERSED, UNSEEN], ids=["markup", "bidi", "unseen"])
def test_planted_words_are_only_shown(page: Page, words: str) -> None:
    answer = plant(answer_of(page, QUESTION), words)
    with asking_gets(page, **as_stream(answer)):
        turn = ask(page, words.replace("\x1b", ""))
    turn.locator(".verdict").first.click()
    turn.locator(".why summary").click()
    turn.locator(".standalone summary").click()
    expect(turn.locator(".passage").first).to_be_visible()
    assert (turn.locator(".statement-text").first.text_content() or "") == words
    turn.locator(".chip").first.scroll_into_view_if_needed()
    page.wait_for_timeout(100)  # scrolling hides the card
    turn.locator(".chip").first.hover()
    expect(page.get_by_role("tooltip").locator(".quote-text")).to_have_text(words)
    turn.locator(".chip").first.click()
    expect(page.locator(".source-place")).to_contain_text(words[:3])
    page.get_by_role("button", name="对话记录").click()
    expect(page.locator(".entry-title")).to_be_visible()
    expect(page.locator(ACTING)).to_have_count(0)
    expect(page).to_have_title("askreport")
    page.reload()
    expect(page.locator(".statement-text").first).to_have_text(words)
    expect(page.locator(ACTING)).to_have_count(0)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (REVERSED, ["U+202E", "U+202C"]),
        (UNSEEN, ["U+200B", "U+FEFF", "U+2066", "U+2069", "U+00AD", "U+001B", "U+E0041"]),
        (EMOJI, []),
        ("普通的话，Ünïcödé עברית", []),
    ],
)
def test_unseen_characters_are_made_visible_and_stay_in_the_text(
    page: Page, words: str, codes: list[str]
) -> None:
    answer = plant(answer_of(page, QUESTION), words)
    with asking_gets(page, **as_stream(answer)):
        statement = ask(page, QUESTION).locator(".statement-text").first
    controls = statement.locator(".control")
    assert controls.evaluate_all("all => all.map(node => node.dataset.code)") == codes
    for control in controls.all():
        assert control.evaluate("node => getComputedStyle(node).unicodeBidi") == "isolate"
        box = control.bounding_box()
        assert box
        assert box["width"] > 10
    assert (statement.text_content() or "") == words


def test_direction_controls_do_not_turn_their_neighbours(page: Page) -> None:
    """Where the digits stand on the screen is where they stand in the text."""
    answer = plant(answer_of(page, QUESTION), REVERSED)
    with asking_gets(page, **as_stream(answer)):
        statement = ask(page, QUESTION).locator(".statement-text").first
    lefts = statement.evaluate(
        """node => {
          const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
          const lefts = [];
          while (walker.nextNode()) {
            const { data, parentNode } = walker.currentNode;
            if (parentNode.className === 'control') continue;
            for (let i = 0; i < data.length; i += 1) {
              const range = document.createRange();
              range.setStart(walker.currentNode, i);
              range.setEnd(walker.currentNode, i + 1);
              lefts.push(range.getBoundingClientRect().left);
            }
          }
          return lefts;
        }"""
    )
    assert len(lefts) == len(REVERSED) - 2
    assert lefts == sorted(lefts)


def test_planted_corpus_is_only_shown(page: Page) -> None:
    text = f"{PLANTED}\n{REVERSED}\n"
    served = {
        "id": REPORT,
        "title": PLANTED,
        "text": text,
        "pages": [{"number": 1, "start": 0, "end": len(text), "heading": PLANTED, "label": "1"}],
        "outline": [{"title": PLANTED, "level": 1, "page": 1, "start": 0, "end": len(PLANTED)}],
        "tables": [],
        "gaps": [[3, 3]],
    }
    page.route(f"**/api/documents/{REPORT}", lambda route: route.fulfill(json=served))
    page.get_by_role("button", name="阅读原文").click()
    expect(page.locator(".sheet")).to_contain_text("onerror")
    page.get_by_role("button", name="查找", exact=True).click()
    page.get_by_role("searchbox", name="在文档里查找").fill("javascript")
    expect(page.locator(".hit-entry")).to_have_count(2)
    assert page.locator(".sheet").text_content() == text
    expect(page.locator(ACTING)).to_have_count(0)
    expect(page.locator(".sheet .control")).to_have_count(2)
    expect(page).to_have_title("askreport")


def test_exported_markdown_has_no_foreign_links_or_markup(page: Page) -> None:
    answer = plant(answer_of(page, QUESTION), PLANTED)
    with asking_gets(page, **as_stream(answer)):
        ask(page, QUESTION)
    text = page.evaluate(
        """async answer => {
          const { answerMarkdown } = await import('/web/exports.js');
          return answerMarkdown(answer);
        }""",
        answers(page)[0],
    )
    assert not re.search(r"(?<!\\)\]\(", text)
    assert "\\<script\\>" in text


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("/?document=a&start=1&end=2", True),
        ("javascript:alert(1)", False),
        ("//elsewhere.example/?document=a", False),
        ("https://elsewhere.example/", False),
        ("data:text/html,x", False),
        ("/web/app.js", False),
        ("http://", False),
    ],
)
def test_addresses_lead_to_the_own_page_only(page: Page, url: str, own: bool) -> None:
    address = page.evaluate("async url => (await import('/web/service.js')).ownAddress(url)", url)
    assert (address is not None) is own
    assert address is None or address.startswith(page.url)


def test_planted_share_link_is_asked_as_words(open_page: Callable[..., Page], page: Page) -> None:
    ask(page, QUESTION)
    link = page.evaluate(
        """async words => (await import('/web/sharing.js')).shareLink(
          { id: words, receipt: { index_id: words }, question: words },
          [{ role: 'user', content: words }], { backend: null, documents: null })""",
        PLANTED,
    )
    opened = open_page("/" + link.removeprefix(page.url))
    expect(opened.locator(".question")).to_contain_text(PLANTED)
    expect(opened.locator(".why")).to_be_visible()
    expect(opened.locator(ACTING)).to_have_count(0)
