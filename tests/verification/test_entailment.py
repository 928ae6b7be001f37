from __future__ import annotations

from askreport.verification.entailment import FakeEntailment


def test_it_says_what_it_was_told() -> None:
    model = FakeEntailment({"b": 0.9}, otherwise=0.2)
    assert model.probability("a", "b") == 0.9
    assert model.probability("a", "c") == 0.2
    assert model.asked == [("a", "b"), ("a", "c")]
