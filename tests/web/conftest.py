"""A real Chromium on the real service: each test gets a fresh page that must stay clean.

Clean means no console error, no uncaught exception, no dialog of the browser and no request to
another origin. A test that
provokes failing responses names the console messages that these cause in ``expected_errors``.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Service

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT_MS = 10_000
READY = "() => performance.getEntriesByName('askreport-ready').length > 0"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = shutil.which("chromium")
    if executable is None:
        pytest.fail("Chromium is missing; install it: apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright:
        expect.set_options(timeout=WAIT_MS)  # a busy machine stalls for seconds
        launched = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def expected_errors() -> list[str]:
    """Patterns of console errors that a test means to cause; tests append to it."""
    return []


@pytest.fixture
def open_page(
    browser: Browser, service: Service, expected_errors: list[str]
) -> Iterator[Callable[..., Page]]:
    """Opens the chat page, with the options of a browser context (viewport, colour scheme)."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_one(path: str = "/", **options: Any) -> Page:
        context = browser.new_context(base_url=service.url, **{"locale": "zh-CN", **options})
        contexts.append(context)
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        _watch(page, service.url, faults)
        page.goto(service.url + path)
        page.wait_for_function(READY)
        return page

    yield open_one
    for context in contexts:
        context.close()
    unexpected = [f for f in faults if not any(re.search(p, f) for p in expected_errors)]
    assert not unexpected, f"the page was not clean: {unexpected}"


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """The chat page at 1280 by 800."""
    return open_page(viewport={"width": 1280, "height": 800})


def _watch(page: Page, origin: str, faults: list[str]) -> None:
    page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
    page.on("pageerror", lambda error: faults.append(f"exception: {error}"))
    page.on(
        "console",
        lambda message: faults.append(message.text) if message.type == "error" else None,
    )
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith(f"{origin}/")
            else faults.append(f"request to another origin: {request.url}")
        ),
    )
