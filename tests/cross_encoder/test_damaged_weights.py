"""Weights that are damaged are told with the mend, whichever of the readers they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import askreport.cross_encoder.encoder as encoder
import askreport.cross_encoder.question_reader as question_reader
import askreport.cross_encoder.statement_reader as statement_reader
import askreport.tables.intent as intent
from askreport.cross_encoder import QuestionReader, StatementReader, load_reader
from askreport.errors import RerankerUnavailableError
from askreport.tables import IntentReader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    from askreport.cross_encoder.lower import LowerLayers


@pytest.fixture(scope="module")
def lower() -> LowerLayers:
    found = load_reader("bundled")
    assert found is not None
    return found.lower


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no weights"])
@pytest.mark.parametrize(
    ("module", "load"),
    [
        (encoder, lambda _: load_reader("bundled")),
        (statement_reader, lambda lower: StatementReader(lower).odds("多了。", ["人数多了。"])),
        (intent, IntentReader.open),
        (question_reader, QuestionReader.open),
    ],
    ids=["questions", "statements", "tables", "questions alone"],
)
def test_damaged_weights_are_told_with_the_mend(
    module: ModuleType,
    load: Callable[[LowerLayers], object],
    content: bytes,
    lower: LowerLayers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "weights.npz"
    path.write_bytes(content)
    monkeypatch.setattr(module, "WEIGHTS", path)
    with pytest.raises(RerankerUnavailableError, match="ASKREPORT_RERANKER=none"):
        load(lower)
