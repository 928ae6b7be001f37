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
    ],
)
def test_what_only_says_that_something_is_told_is_left_out(text: str) -> None:
    assert unattributed(text) == "它在3月到来。"
