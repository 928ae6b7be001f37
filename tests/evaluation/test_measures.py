from __future__ import annotations

import pytest

from askreport.evaluation.measures import names_of, rate_of
from askreport.evaluation.results import Rate, Summary
from askreport.evaluation.summary import summarise

from . import make

SUMMARY = summarise([make.result(), make.result(correct=False, depth=3)], [1, 3])


def test_each_name_has_a_figure() -> None:
    for name in names_of(SUMMARY):
        assert isinstance(rate_of(SUMMARY, name), Rate)
    assert {"correct", "recall@1", "ndcg@3", "p99_ms"} <= set(names_of(SUMMARY))
    assert "recall@5" not in names_of(SUMMARY)


def test_no_rate_of_a_summary_is_without_a_name() -> None:
    rates = {name for name, field in Summary.model_fields.items() if field.annotation is Rate} | {
        f"{name}@1" for name, field in Summary.model_fields.items() if "Rate]" in str(field)
    }
    assert rates <= set(names_of(SUMMARY))
    assert len(rates) >= 12


def test_figures_are_those_of_the_summary() -> None:
    assert rate_of(SUMMARY, "correct").value == 0.5
    assert rate_of(SUMMARY, "recall@1").value == 0.5
    assert rate_of(SUMMARY, "recall@3").value == 1
    assert rate_of(SUMMARY, "p50_ms") == Rate(value=10, low=None, high=None, n=2)


@pytest.mark.parametrize("name", ["accuracy", "recall", "recall@5", "correct@1", "recall@x", ""])
def test_other_names_are_unknown(name: str) -> None:
    with pytest.raises(KeyError):
        rate_of(SUMMARY, name)
