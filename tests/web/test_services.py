"""The page on services of their own: one keeps feedback, one has a language model behind it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import serving
from tests.model_server import ModelServer, behaviours, faults
from tests.web.chat import QUESTION, answers, ask
from tests.web.conftest import READY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = "sk-S3CRET-0123456789"
HONEST = behaviours.in_json(behaviours.echoing(2))


@contextmanager
def page_of(browser: Browser, **environment: str) -> Iterator[Page]:
    """The chat page of a service that runs with ``environment``."""
    with serving(**environment) as service:
        context = browser.new_context(base_url=service.url, locale="zh-CN")
        page = context.new_page()
        faults_seen: list[str] = []
        page.on("pageerror", lambda error: faults_seen.append(f"{error}"))
        page.goto(service.url)
        page.wait_for_function(READY)
        yield page
        context.close()
        assert faults_seen == []


def test_what_a_reader_thinks_is_listed_and_becomes_a_case(
    browser: Browser, tmp_path: Path
) -> None:
    kept = f"sqlite:///{tmp_path}/feedback.sqlite3"
    with page_of(browser, ASKREPORT_FEEDBACK_URL=kept) as page:
        turn = ask(page, QUESTION)
        turn.get_by_role("button", name="有问题").click()
        page.get_by_role("textbox", name="意见").fill("少了一天")
        page.get_by_role("button", name="提交").click()
        expect(turn.locator(".feedback-said")).to_have_text("已记下，谢谢。")
        (answer,) = answers(page)
    (told,) = json.loads(_feedback(kept, "--json"))
    assert (told["verdict"], told["comment"]) == ("down", "少了一天")
    assert (told["answer_id"], told["question"]) == (answer["id"], QUESTION)
    cases = tmp_path / "cases.jsonl"
    _feedback(kept, "--export", str(cases))
    assert json.loads(cases.read_text("utf-8"))["question"] == QUESTION


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with ModelServer(HONEST, key=KEY) as running:
        yield running


@pytest.fixture(scope="module")
def modelled(browser: Browser, model: ModelServer) -> Iterator[Page]:
    with page_of(
        browser,
        ASKREPORT_BACKENDS="openai:test-model",
        ASKREPORT_OPENAI_BASE_URL=model.base_url,
        ASKREPORT_OPENAI_API_KEY=KEY,
    ) as page:
        page.get_by_role("button", name="设置", exact=True).click()
        page.get_by_label("作答方式").select_option("openai:test-model")
        page.keyboard.press("Escape")
        yield page


def test_a_model_chosen_in_the_settings_answers_in_its_words(
    modelled: Page, model: ModelServer
) -> None:
    model.behaviour = HONEST
    turn = ask(modelled, QUESTION)
    expect(turn.locator(".statement").first).to_be_visible()
    answer = answers(modelled)[-1]
    assert answer["backend"] == {"name": "openai", "model": "test-model"}
    assert all(s["verdict"] == "supported" for s in answer["statements"])
    turn.locator(".why summary").first.click()
    expect(turn).to_contain_text("test-model")


def test_a_model_that_fails_leaves_the_quotes_and_a_note_that_says_so(
    modelled: Page, model: ModelServer
) -> None:
    model.behaviour = faults.refusing(401, f"bad key {KEY}")
    turn = ask(modelled, QUESTION)
    expect(turn).to_contain_text("语言模型没有写成回答")
    expect(turn.locator(".statement").first).to_contain_text("GPT-4")
    assert KEY not in modelled.content()


def _feedback(kept: str, *arguments: str) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ASKREPORT_")}
    done = subprocess.run(
        [sys.executable, "-m", "askreport.cli", "feedback", *arguments],
        env=environment | {"ASKREPORT_FEEDBACK_URL": kept},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout
