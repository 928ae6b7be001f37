from __future__ import annotations

from askreport.verification.known_names import NAMES, other_names


def test_a_firm_is_known_by_its_names_in_whichever_case() -> None:
    assert other_names("bytedance") == ("字节跳动", "字节")
    assert other_names("唯品会") == ("Vipshop",)
    assert other_names("无此公司") == ()


def test_no_name_stands_for_two() -> None:
    names = [name.lower() for row in NAMES for name in row]

    assert len(names) == len(set(names))
