from __future__ import annotations

from askreport.verification.coverage import coverage_of
from askreport.verification.facts import facts_of
from tests.verification.make import quoting

QUOTE = "语雀出现重大服务故障，持续 7个多小时才完全恢复。"


def test_the_same_words_in_another_order_are_covered() -> None:
    assert coverage_of(facts_of("服务出现重大故障，语雀恢复。"), quoting(QUOTE)).share == 1


def test_words_of_the_same_meaning_are_covered_across_languages() -> None:
    found = coverage_of(facts_of("The service recovered completely."), quoting(QUOTE))
    assert found.share > 0.7
    found = coverage_of(facts_of("The president visited a museum."), quoting(QUOTE))
    assert found.share < 0.2


def test_traditional_characters_are_covered() -> None:
    assert coverage_of(facts_of("語雀出現重大服務故障"), quoting(QUOTE)).share == 1


def test_a_clause_that_no_quote_has_is_told() -> None:
    text = "语雀出现重大服务故障，股东随后提起了集体诉讼。"
    found = coverage_of(facts_of(text), quoting(QUOTE))
    assert found.worst < 0.25
    assert "诉讼" in found.clause
    assert "集体诉讼" in found.missing


def test_strange_names_do_not_count() -> None:
    whole = coverage_of(facts_of("飞书出现故障"), quoting(QUOTE))
    told = coverage_of(facts_of("飞书出现故障"), quoting(QUOTE), ["飞书"])
    assert told.share > whole.share
