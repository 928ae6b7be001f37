"""Pieces found by what they begin with."""

from __future__ import annotations

import numpy as np
import pytest

from askreport.cross_encoder.vocabulary import Vocabulary

PIECES = [
    "<unk>",
    "▁",
    "▁开",
    "开",
    "开源",
    "开源中国",
    "开发",
    "a",
    "ab",
    "abc",
    "😀",
    "😀😀",
    "源",
    "",
]
SCORES = -np.arange(len(PIECES), dtype=np.float32)


def vocabulary(pieces: list[str]) -> Vocabulary:
    encoded = [piece.encode() for piece in pieces]
    offsets = np.cumsum([0, *map(len, encoded)]).astype(np.uint32)
    text = np.frombuffer(b"".join(encoded), np.uint8)
    return Vocabulary(text, offsets, SCORES[: len(pieces)], 0)


@pytest.mark.parametrize("beginning", ["▁", "▁开", "开", "开源", "开发", "a", "ab", "😀", "😀😀"])
def test_those_with_a_beginning_are_found(beginning: str) -> None:
    expected = {
        piece: (number, float(SCORES[number]))
        for number, piece in enumerate(PIECES)
        if number and (piece == beginning if len(beginning) == 1 else piece[:2] == beginning)
    }
    assert expected
    assert vocabulary(PIECES).beginning(beginning) == expected


@pytest.mark.parametrize("beginning", ["中", "源开", "<u", "b", "\ud800", "\ud800x"])
def test_there_are_none_with_another(beginning: str) -> None:
    assert vocabulary(PIECES).beginning(beginning) == {}


def test_offsets_behind_the_text_are_told() -> None:
    text = np.frombuffer(b"abc", np.uint8)
    for offsets in ([0, 2, 9], [0, 3, 2]):
        with pytest.raises(ValueError, match="cut off"):
            Vocabulary(text, np.array(offsets, np.uint32), SCORES[:2], 0)
