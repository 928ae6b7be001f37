from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from askreport.composing.prompt import SHIPPED, Prompt
from askreport.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def test_the_shipped_prompt_is_filled_in() -> None:
    prompt = Prompt.load()
    assert prompt.sha256 == hashlib.sha256(SHIPPED.read_bytes()).hexdigest()
    system, user = prompt.messages("[1.1] 原文", "问题？", "en", "=====f=====")
    assert (system.role, user.role) == ("system", "user")
    assert "English" in system.content
    assert user.content.count("=====f=====") == 2
    begin, inside, _ = user.content.split("=====f=====")
    assert begin == ""
    assert inside.strip() == "[1.1] 原文"
    assert "问题？" in user.content
    repair = prompt.repair("1. “x” — no", "zh", "=====f=====")
    assert "1. “x” — no" in repair.content
    assert not any("{{" in m.content or "<!--" in m.content for m in (system, user, repair))


def test_what_is_filled_in_is_not_read_for_places() -> None:
    _, user = Prompt.load().messages("[1.1] {{question}} {{fence}}", "S3CRET", "zh", "FENCE")
    assert "[1.1] {{question}} {{fence}}" in user.content


def test_a_prompt_of_ones_own(tmp_path: Path) -> None:
    mine = tmp_path / "mine.md"
    mine.write_text(SHIPPED.read_text(encoding="utf-8").replace("You answer", "Du antwortest"))
    assert Prompt.load(mine).sha256 != Prompt.load().sha256
    assert Prompt.load(mine).messages("", "", "zh", "f")[0].content.startswith("Du antwortest")


@pytest.mark.parametrize("place", ["{{question}}", "{{passages}}", "{{fence}}", "{{rejected}}"])
def test_a_prompt_that_lacks_a_place_is_refused_and_the_place_named(
    tmp_path: Path, place: str
) -> None:
    mine = tmp_path / "mine.md"
    mine.write_text(SHIPPED.read_text(encoding="utf-8").replace(place, ""))
    with pytest.raises(UsageError, match=r"lacks .*" + place.strip("{}")):
        Prompt.load(mine)


def test_a_prompt_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.md cannot be read"):
        Prompt.load(tmp_path / "none.md")
    (tmp_path / "bytes.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="cannot be read"):
        Prompt.load(tmp_path / "bytes.md")
