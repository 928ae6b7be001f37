from __future__ import annotations

from askreport.verification.facts import facts_of


def test_dates_versions_and_figures_are_told_apart() -> None:
    facts = facts_of("2023年 6月，Qt 5.15 有 3000 家用户，GPT-4 有 2 个。")
    assert [d.text for d in facts.days] == ["2023年6月"]
    assert [t.text for t in facts.tokens] == ["Qt", "GPT-4"]
    assert [f.value for f in facts.figures] == [3000, 2]


def test_clauses_have_facts_of_their_own() -> None:
    first, second = facts_of("用户 30 人，成本 2 元").clauses
    assert [f.measure for f in first.figures] == ["persons"]
    assert [f.measure for f in second.figures] == ["yuan"]


def test_a_text_is_read_once() -> None:
    assert facts_of("用户 30 人") is facts_of("用户 30 人")
