from __future__ import annotations

import pytest

from askreport.verification.facts import facts_of
from askreport.verification.moments import check_dates
from tests.verification.make import quoting


@pytest.mark.parametrize(
    ("statement", "quote", "around", "passed"),
    [
        ("On March 15, 2023", "2023年 3月 15日", "", True),
        ("2023年3月", "2023-03-15", "", True),
        ("2023年", "2023年 3月 15日", "", True),
        ("3月15日", "2023年 3月 15日", "", True),
        ("2023年3月15日", "3月 15日", "2023 年度报告", True),
        ("2022年3月15日", "3月 15日", "2023 年度报告", False),
        ("2022年8月", "去年 8月", "2023 年度报告", True),
        ("2023年3月15日", "2023年 3月", "", False),
        ("2023年3月16日", "2023年 3月 15日", "", False),
        ("2023年4月15日", "2023年 3月 15日", "", False),
        ("2022年3月15日", "2023年 3月 15日", "", False),
        ("2024年", "2023年", "2024 年度报告", False),
        ("the 1980s", "20 世纪 80 年代", "", True),
        ("the 1990s", "20 世纪 80 年代", "", False),
        ("九十年代", "1997 年", "", True),
        ("八十年代", "1997 年", "", False),
        ("三月之后", "三个月之后", "", True),
        ("2023.3 到来", "Kali Linux 2023.3 到来", "", True),
        ("晚上10点", "晚 22点左右", "", True),
        ("晚上9点", "晚 22点左右", "", False),
        ("没有日期", "2023年", "", True),
        ("到 2023 年 July 发布", "2023 年 7 月", "", True),
        ("到 2023 年 June 发布", "2023 年 7 月", "", False),
    ],
)
def test_dates_are_compared(statement: str, quote: str, around: str, passed: bool) -> None:
    check, _ = check_dates(facts_of(statement), quoting(quote, around=around))
    assert check.passed is passed


def test_another_date_contradicts_and_is_told() -> None:
    check, otherwise = check_dates(facts_of("3月16日"), quoting("3月 15日"))
    assert check.detail == "3月16日 in the statement; the quotes have 3月15日"
    assert otherwise
