from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askreport.feedback import cleaned


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  对的。 ", "对的。"),
        ("a\r\nb\rc\td", "a\nb\nc\td"),
        ("a\x00b", "ab"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x9b31mred", "31mred"),
        ("half \ud83d", "half ?"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("\x00", ""),
    ],
)
def test_control_characters_are_left_out(text: str, kept: str) -> None:
    assert cleaned(text) == kept


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_can_be_kept(text: str) -> None:
    kept = cleaned(text)
    kept.encode()
    assert "\x00" not in kept
    assert cleaned(kept) == kept
