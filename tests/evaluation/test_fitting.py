"""What the evidence models are fitted with puts sentences in order as the assistant does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from evals.fit_evidence import Ranking, collect, rescored

from askreport.evaluation.cases import load_cases
from askreport.evidence import load_model
from tests.conftest import ROOT

if TYPE_CHECKING:
    from askreport.assistant import Assistant


def test_sentences_are_rescored_best_first(assistant: Assistant) -> None:
    cases = [c for c in load_cases([ROOT / "evals" / "cases"], "dev") if c.kind == "number"][:2]
    model = load_model()
    ranking = Ranking(np.array(model.sentence.weights), model.sentence.bias, model.reread)
    rows = collect(cases, assistant)
    assert [row.case.id for row in rows] == [case.id for case in cases]
    for row in rows:
        items = rescored(row, ranking)
        assert {(i.document_id, i.start) for i in items} <= {
            (i.document_id, i.start) for i in row.items
        }
        assert [i.score for i in items] == sorted((i.score for i in items), reverse=True)
        assert any(i.read is not None for i in items)
        assert row.golden((items[0].document_id, items[0].start))
