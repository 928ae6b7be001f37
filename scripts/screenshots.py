"""Take the screenshots of ``docs/images`` anew: start the service, drive Chromium, save PNGs.

make images
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 390, "height": 780}
OUTAGE = "语雀那次重大故障持续了多久，原因是什么？"
LANGUAGE = "2023 年 Gitee 增长最快的编程语言是哪个？"
TABLE = "ChatGLM 是哪些机构的成果？"
UNSAID = "Gitee 2024 年新增了多少用户？"


class Camera:
    """Opens pages of the service and saves what they show."""

    def __init__(self, browser: Browser, url: str, folder: Path = IMAGES) -> None:
        self.browser = browser
        self.url = url
        self.folder = folder

    def open(self, **options: Any) -> Page:
        """A fresh page, ready for a question."""
        settings = {"viewport": WIDE, "locale": "zh-CN", "reduced_motion": "reduce"} | options
        page = self.browser.new_context(**settings).new_page()
        page.goto(self.url)
        page.locator(".suggestion").first.wait_for()
        return page

    def save(self, page: Page, name: str) -> None:
        """Save the page once what was loading is shown."""
        page.wait_for_timeout(200)
        page.screenshot(path=self.folder / f"{name}.png")


def ask(page: Page, question: str) -> None:
    """Ask, and wait for the whole answer."""
    answers = page.locator(".foot").count()
    page.locator("#question").fill(question)
    page.keyboard.press("Enter")
    page.locator(".foot").nth(answers).wait_for()


def cite(page: Page, number: int) -> None:
    """Open the source of the last answer's citation at that place."""
    page.locator(".turn").last.locator(".chip").nth(number - 1).click()
    page.locator("mark.cited").first.wait_for()


def take(camera: Camera) -> None:
    """All the pictures."""
    page = camera.open()
    camera.save(page, "start")
    ask(page, OUTAGE)
    page.locator(".chip").nth(1).hover()
    camera.save(page, "answer")
    cite(page, 2)
    camera.save(page, "source")
    page.keyboard.press("Escape")
    page.locator(".why summary").click()
    page.locator(".why").scroll_into_view_if_needed()
    page.locator(".scroller").evaluate("node => { node.scrollTop = 300; }")
    camera.save(page, "why")

    page = camera.open()
    ask(page, OUTAGE)
    ask(page, TABLE)
    cite(page, 2)
    camera.save(page, "table")

    page = camera.open()
    ask(page, LANGUAGE)
    page.get_by_role("button", name="新对话").click()
    ask(page, TABLE)
    page.get_by_role("button", name="新对话").click()
    ask(page, UNSAID)
    page.get_by_role("button", name="对话记录").click()
    camera.save(page, "abstention")
    page.get_by_role("button", name="设置", exact=True).click()
    camera.save(page, "settings")

    page = camera.open()
    page.get_by_role("button", name="阅读原文").click()
    page.locator(".outline-heading").first.wait_for()
    page.get_by_role("button", name="查找", exact=True).click()
    page.keyboard.type("GPT-4")
    page.locator(".hit.current").wait_for()
    camera.save(page, "reader")

    page = camera.open(color_scheme="dark")
    ask(page, OUTAGE)
    cite(page, 1)
    camera.save(page, "dark")

    page = camera.open(viewport=NARROW)
    ask(page, OUTAGE)
    camera.save(page, "narrow")
    cite(page, 2)
    camera.save(page, "narrow-source")

    page = camera.open(locale="en-GB")
    ask(page, "Which organisations made ChatGLM?")
    camera.save(page, "english")


def main() -> None:
    """Start the service, take the pictures, stop the service."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "askreport.cli", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout is not None
        found = re.search(r"http://\S+", service.stdout.readline())
        try:
            if found is None:
                sys.exit("The service did not start; run: askreport serve")
            with sync_playwright() as playwright:
                path = shutil.which("chromium")
                browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
                take(Camera(browser, found.group()))
                browser.close()
        finally:
            service.terminate()


if __name__ == "__main__":
    main()
