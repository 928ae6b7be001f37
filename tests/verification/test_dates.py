from __future__ import annotations

import pytest

from askreport.verification.dates import clocks_in, days_in, years_meant
from askreport.verification.wording import plain


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2023年3月15日", (2023, 3, 15)),
        ("2023 年 3 月 15 号", (2023, 3, 15)),
        ("2023-03-15", (2023, 3, 15)),
        ("2023.3.15", (2023, 3, 15)),
        ("March 15, 2023", (2023, 3, 15)),
        ("15 March 2023", (2023, 3, 15)),
        ("15th of March, 2023", (2023, 3, 15)),
        ("二〇二三年三月十五日", (2023, 3, 15)),
        ("二零二三年三月", (2023, 3, None)),
        ("3 月 15 号", (None, 3, 15)),
        ("in March", (None, 3, None)),
        ("March 2023", (2023, 3, None)),
        ("in 2023", (2023, None, None)),
        ("2023.8", (2023, 8, None)),
        ("14日", (None, None, 14)),
        ("on the evening of the 27th.", (None, None, 27)),
        ("80年代", (80, None, None)),
        ("the 1980s", (1980, None, None)),
        ("20世纪80年代", (1980, None, None)),
        ("二十世纪八十年代", (1980, None, None)),
        ("1970年代", (1970, None, None)),
        ("58年12月14号", (1958, 12, 14)),
        ("the end of 2022, and then", (2022, None, None)),
    ],
)
def test_dates(text: str, told: tuple[int | None, ...]) -> None:
    (day,) = days_in(plain(text))
    assert (day.year, day.month, day.day) == told


@pytest.mark.parametrize("text", ["3个月", "2023 people", "may be", "2000家", "2000 多名", "5.7"])
def test_what_is_no_date(text: str) -> None:
    assert days_in(plain(text)) == ()


@pytest.mark.parametrize(
    ("text", "hour"), [("20:20", 8), ("22点左右", 10), ("晚10点", 10), ("10 p.m.", 10)]
)
def test_times_of_day(text: str, hour: int) -> None:
    (clock,) = clocks_in(plain(text))
    assert clock.hour == hour


@pytest.mark.parametrize("text", ["差一点", "这一点", "体现为三点：其一", "在 1.0：20"])
def test_what_is_no_time_of_day(text: str) -> None:
    assert clocks_in(plain(text)) == ()


def test_relative_years() -> None:
    assert years_meant("去年 8 月", {2023}) == {2022}
    assert years_meant("next year", {2023}) == {2024}
    assert years_meant("8 月", {2023}) == set()
