from __future__ import annotations

import pytest

from askreport.verification.belonging import belongings, put_across
from askreport.verification.facts import facts_of

MODELS = "百花齐放：百度的文心一言、抖音的云雀大模型、腾讯的混元大模型、蚂蚁的百灵大模型等。"


def test_whose_is_what() -> None:
    [members] = belongings(facts_of(MODELS).text)

    assert [(m.owner, m.owned) for m in members] == [
        ("百度", "文心一言"),
        ("抖音", "云雀"),
        ("腾讯", "混元"),
        ("蚂蚁", "百灵"),
    ]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("腾讯的大模型叫混元，蚂蚁的则叫百灵。", False),
        ("腾讯的大模型叫百灵，蚂蚁的则叫混元。", True),
        ("云雀出自腾讯。", True),
        ("腾讯和蚂蚁的大模型分别是混元和百灵。", False),
        ("混元和百灵都是大模型。", False),
    ],
)
def test_what_is_given_to_another(statement: str, found: bool) -> None:
    assert bool(put_across(facts_of(statement), facts_of(MODELS))) is found


def test_two_members_are_no_enumeration() -> None:
    assert belongings("百度的文心一言、抖音的云雀") == []
