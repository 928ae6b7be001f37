from __future__ import annotations

from dataclasses import replace

import pytest

from askreport.verification.weighing import (
    OBJECTIONS,
    SURE,
    WITH_READER,
    WITHOUT,
    Signs,
    load_weights,
)

LIKELY = Signs(
    share=0.7,
    worst=0.5,
    cosine=0.96,
    clause_cosine=0.92,
    across=False,
    absent=0,
    first=False,
    length=40,
    quoted=60,
    denser=False,
)


def test_the_weights_have_all_signs() -> None:
    weights = load_weights()
    assert set(weights.weights) == set(WITHOUT)
    assert set(load_weights(said=True).weights) == set(WITH_READER)
    assert set(LIKELY.values()) == {*WITHOUT, *WITH_READER}
    assert weights.probability(LIKELY) > 0.9 > weights.least


@pytest.mark.parametrize(
    "worse",
    [
        replace(LIKELY, share=0.3),
        replace(LIKELY, cosine=0.85),
        replace(LIKELY, clause_cosine=0.80),
        replace(LIKELY, worst=0.0, clause_cosine=0.80),
        replace(LIKELY, first=True),
        replace(LIKELY, length=200),
    ],
)
def test_each_sign_weighs_in_its_direction(worse: Signs) -> None:
    weights = load_weights()
    assert weights.probability(worse) < weights.probability(LIKELY)


def test_words_that_stand_nowhere_never_speak_for_a_statement() -> None:
    for weights in (load_weights(), load_weights(said=True)):
        one = replace(LIKELY, absent=2, rivals=1, said=1.0)
        assert weights.probability(one) <= weights.probability(replace(LIKELY, said=1.0))
        assert all(weights.weights.get(name, 0.0) <= 0 for name in ("absent", "longer", "rivals"))


def test_no_sign_of_a_true_statement_refuses_alone() -> None:
    weights = load_weights()
    for one in (
        replace(LIKELY, share=0.45),
        replace(LIKELY, absent=1),
        replace(LIKELY, first=True),
    ):
        assert weights.probability(one) >= weights.least


def test_all_signs_together_refuse_what_the_quotes_do_not_say() -> None:
    unlike = replace(LIKELY, share=0.3, worst=0.0, cosine=0.87, clause_cosine=0.83, absent=1)
    assert load_weights().probability(unlike) < load_weights().least


def test_what_a_reader_says_weighs_with_the_other_signs() -> None:
    weights = load_weights(said=True)
    told = [replace(LIKELY, share=0.4, said=said) for said in (-4.0, 0.0, 4.0)]
    doubtful, unsure, sure = (weights.probability(one) for one in told)
    assert doubtful < unsure < sure
    assert replace(LIKELY, said=99.0).values() == replace(LIKELY, said=SURE).values()


def test_each_objection_speaks_against_it_and_a_sure_reader_overrules_it() -> None:
    weights = load_weights(said=True)
    read = replace(LIKELY, said=1.0)
    for sort in OBJECTIONS:
        objected = replace(read, objections=frozenset((sort,)))
        assert weights.probability(objected) < weights.probability(read), sort
    denied = frozenset(("unsaid",))
    assert weights.probability(replace(read, said=SURE, objections=denied)) >= weights.least
    assert weights.probability(replace(read, said=-SURE, objections=denied)) < weights.least
