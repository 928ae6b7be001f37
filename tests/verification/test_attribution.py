from __future__ import annotations

import pytest

from askreport.verification.attribution import unattributed


@pytest.mark.parametrize(
    "text",
    [
        "时间线:它在3月到来。",
        "总之,它在3月到来。",
        "据报告,它在3月到来。",
        "值得注意的是,它在3月到来。",
        "不是的,它在3月到来。",
        "没有,它在3月到来。",
        "是的,它在3月到来。",
    ],
)
def test_what_only_says_that_something_is_told_is_left_out(text: str) -> None:
    assert unattributed(text) == "它在3月到来。"


@pytest.mark.parametrize("text", ["不是,", "没有更新,它在3月到来。", "不再维护。"])
def test_a_denial_that_says_something_stays(text: str) -> None:
    assert unattributed(text) == text
