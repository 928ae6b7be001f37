"""Take the screenshots of ``docs/images`` anew: start the service, drive Chromium, save PNGs.

make images
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

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
QUESTION = "语雀那次重大故障持续了多久，原因是什么？"


def open_page(browser: Browser, url: str, width: int, height: int, scheme: str = "light") -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(url)
    return page


def ask(page: Page, question: str) -> None:
    page.locator("textarea").fill(question)
    page.keyboard.press("Enter")
    page.get_by_text("为什么这样回答").first.wait_for()


def take(browser: Browser, url: str) -> None:
    page = open_page(browser, url, 1280, 800)
    page.get_by_text("可以这样问").wait_for()
    page.screenshot(path=IMAGES / "start.png")
    ask(page, QUESTION)
    page.locator(".chip").first.click()
    page.locator("mark").first.wait_for()
    page.screenshot(path=IMAGES / "source.png")
    narrow = open_page(browser, url, 390, 780)
    ask(narrow, QUESTION)
    narrow.screenshot(path=IMAGES / "narrow.png")
    dark = open_page(browser, url, 1280, 800, "dark")
    ask(dark, QUESTION)
    dark.locator(".chip").first.click()
    dark.locator("mark").first.wait_for()
    dark.screenshot(path=IMAGES / "dark.png")
    table = open_page(browser, url, 1280, 800)
    ask(table, "ChatGLM 是哪些机构的成果？")
    table.locator(".chip").nth(1).click()
    table.locator("mark").first.wait_for()
    table.screenshot(path=IMAGES / "table.png")
    declined = open_page(browser, url, 1280, 800)
    ask(declined, "Gitee 2024 年新增了多少用户？")
    declined.screenshot(path=IMAGES / "abstention.png")


def main() -> None:
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
                take(browser, found.group())
                browser.close()
        finally:
            service.terminate()


if __name__ == "__main__":
    main()
