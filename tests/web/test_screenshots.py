"""The pictures of the documentation are of this page: they can be taken anew, all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scripts.screenshots import IMAGES, NARROW, WIDE, Camera, take

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.conftest import Service

_LEAST_BYTES = 10_000
"""An empty page of this size has less."""


def _size(picture: Path) -> tuple[int, int]:
    """Width and height, as the header of a PNG has them."""
    head = picture.read_bytes()[:24]
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


def test_the_pictures_are_taken(browser: Browser, service: Service, tmp_path: Path) -> None:
    take(Camera(browser, service.url, tmp_path))
    taken = {picture.name: picture for picture in tmp_path.iterdir()}
    kept = {picture.name: picture for picture in IMAGES.iterdir()}
    assert taken.keys() == kept.keys()
    shown = set(re.findall(r"docs/images/([\w.-]+)", (ROOT / "README.md").read_text("utf-8")))
    assert shown <= taken.keys()
    for name, picture in taken.items():
        size = NARROW if name.startswith("narrow") else WIDE
        assert _size(picture) == _size(kept[name]) == (size["width"], size["height"])
        assert picture.stat().st_size > _LEAST_BYTES
