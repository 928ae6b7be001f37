"""What a person does on the chat page, and replies that stand in for a failing service."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Locator, Page, Route, expect

if TYPE_CHECKING:
    from collections.abc import Iterator

QUESTION = "OpenAI 什么时候正式发布了 GPT-4？"
QUOTE = "2023年 3月 14日，OpenAI正式推出 GPT-4。"
UNANSWERABLE = "红烧肉怎么做？"


def ask(page: Page, question: str) -> Locator:
    """Type a question, press Enter, and wait for its finished turn."""
    box = page.locator("#question")
    box.click()
    page.keyboard.insert_text(question)
    page.keyboard.press("Enter")
    turn = page.locator(".turn").last
    expect(turn.locator(".question")).to_contain_text(question.strip())
    expect(turn.locator(".why")).to_be_visible()
    return turn


def turns(page: Page) -> list[dict[str, Any]]:
    """The conversation on the page, as it is kept."""
    kept = page.evaluate(
        """() => {
          const id = JSON.parse(sessionStorage.getItem('askreport.current'));
          const name = `askreport.conversation.${id}`;
          return localStorage.getItem(name) ?? sessionStorage.getItem(name);
        }"""
    )
    return list(json.loads(kept)["turns"])


def answers(page: Page) -> list[dict[str, Any]]:
    """The answers of the conversation, as the page keeps them."""
    return [turn["answer"] for turn in turns(page)]


def answer_of(page: Page, question: str) -> dict[str, Any]:
    """The service's answer, not asked through the page."""
    reply = page.request.post("/api/ask", data={"question": question})
    return dict(reply.json())


def as_stream(answer: dict[str, Any]) -> dict[str, Any]:
    """The reply that streams ``answer``."""
    cited = answer["citations"]
    return event_stream(
        ("passages", {"passages": answer["passages"]}),
        *(("statement", {"statement": s, "citations": cited}) for s in answer["statements"]),
        ("answer", answer),
        ("done", {}),
    )


def choose(page: Page, name: str, role: Any = "radio") -> None:
    """Open the settings, check one, close them."""
    page.get_by_role("button", name=re.compile("^(设置|Settings)$")).first.click()
    page.get_by_role(role, name=name, exact=True).check()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


@contextmanager
def asking_gets(page: Page, **reply: Any) -> Iterator[None]:
    """Let ``POST /api/ask`` get ``reply`` (as ``Route.fulfill`` takes it), or no connection."""

    def answer(route: Route) -> None:
        if reply:
            route.fulfill(**reply)
        else:
            route.abort()

    page.route("**/api/ask", answer)
    yield
    page.unroute("**/api/ask")


def event_stream(*events: tuple[str, Any]) -> dict[str, Any]:
    """A reply of server-sent events."""
    body = "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in events)
    return {"status": 200, "content_type": "text/event-stream", "body": body}
