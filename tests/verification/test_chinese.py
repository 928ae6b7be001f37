from __future__ import annotations

from askreport.verification.chinese import words_in


def test_words_are_cut_where_they_are_likeliest() -> None:
    assert [w.text for w in words_in("数据库出现严重故障")] == ["数据库", "出现", "严重", "故障"]


def test_what_no_list_knows_stands_alone() -> None:
    words = words_in("飞书")
    assert [w.text for w in words] == ["飞", "书"]
    assert not any(w.known for w in words)


def test_places_are_those_of_the_text() -> None:
    text = "GPT发布，数据库恢复"
    assert all(text[w.start : w.end] == w.text for w in words_in(text))
