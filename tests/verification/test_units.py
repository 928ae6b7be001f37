from __future__ import annotations

import pytest

from askreport.verification.units import agree, unit_at


@pytest.mark.parametrize(
    ("text", "measure", "factor"),
    [
        ("美元", "dollar", 1),
        ("元人民币", "yuan", 1),
        ("个小时", "seconds", 3600),
        ("hours", "seconds", 3600),
        ("年", "months", 12),
        ("%", "share", 1),
        ("倍", "times", 1),
        ("名员工", "persons", 1),
        ("家公司", "firms", 1),
        ("GB内存", "bytes", 1e9),
        ("款", "things", 1),
    ],
)
def test_units(text: str, measure: str, factor: float) -> None:
    found = unit_at(text, 0)
    assert found is not None
    assert found[:2] == (measure, factor)


def test_what_is_no_unit() -> None:
    assert unit_at("元素", 0) is None
    assert unit_at("人工智能", 0) is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("yuan", "dollar", False),
        ("share", "things", False),
        ("seconds", "months", False),
        ("persons", "firms", False),
        ("persons", "things", True),
        ("yuan", "", True),
        ("share", "share", True),
    ],
)
def test_which_units_agree(one: str, other: str, expected: bool) -> None:
    assert agree(one, other) is expected
    assert agree(other, one) is expected
