from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from askreport.verification.meaning import EmbeddedMeaning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.embedding.base import Embedder, Kind, Vectors

QUOTE = "在历时约 5 个小时后，阿里云宣布受影响云产品均已恢复。"


def test_a_translation_is_more_alike_than_another_sentence(embedder: Embedder) -> None:
    meaning = EmbeddedMeaning(embedder)
    told = "Alibaba Cloud said all affected products were restored after about five hours."
    (same,), (other,) = meaning.similarities([told, "The museum opens on Monday."], [QUOTE])
    assert same > 0.85 > other + 0.02


def test_quotes_are_embedded_once(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    embed = embedder.embed

    def counted(texts: Sequence[str], kind: Kind) -> Vectors:
        asked.append(list(texts))
        return embed(texts, kind)

    monkeypatch.setattr(embedder, "embed", counted)
    meaning = EmbeddedMeaning(embedder)
    first = meaning.similarities(["一", "二"], [QUOTE, QUOTE])
    again = meaning.similarities(["一"], [QUOTE])
    assert asked == [["一", "二", QUOTE], ["一"]]
    assert first[0] == pytest.approx(again[0] * 2)
