from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from askreport.errors import UsageError
from askreport.evaluation import draw, load_cases

if TYPE_CHECKING:
    from pathlib import Path

LINE: dict[str, Any] = {
    "id": "a",
    "question": "谁？",
    "kind": "fact",
    "language": "zh",
    "answerable": True,
    "must": [["甲", "乙"]],
    "evidence": [{"document": "d", "quote": "甲"}],
}


def write(path: Path, *lines: dict[str, Any] | str) -> Path:
    texts = [x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def test_a_folder_gives_its_files_as_splits(tmp_path: Path) -> None:
    turn = {"role": "user", "content": "早"}
    write(tmp_path / "test.jsonl", {**LINE, "id": "b", "history": [turn]})
    write(tmp_path / "dev.jsonl", "", LINE)
    (tmp_path / "README.md").write_text("no cases")
    cases = load_cases([tmp_path])
    assert [(c.id, c.split) for c in cases] == [("a", "dev"), ("b", "test")]
    assert cases[0].must == (("甲", "乙"),)
    assert cases[1].history[0].content == "早"
    assert [c.id for c in load_cases([tmp_path], split="test")] == ["b"]


def test_evidence_may_name_its_place_and_others_that_tell_the_same(tmp_path: Path) -> None:
    told = {
        "document": "d",
        "quote": "甲",
        "start": 7,
        "elsewhere": [{"document": "e", "quote": "乙"}],
    }
    (case,) = load_cases([write(tmp_path / "dev.jsonl", {**LINE, "evidence": [told]})])
    (evidence,) = case.evidence
    assert (evidence.start, evidence.elsewhere[0].document) == (7, "e")


def test_cases_are_drawn_evenly_in_their_order() -> None:
    items = list(range(100))
    drawn = draw(items, 10, seed=1)
    assert drawn == sorted(drawn)
    assert len(set(drawn)) == 10
    assert draw(items, 10, seed=1) == drawn
    assert draw(items, 10, seed=2) != drawn
    assert draw(items, None) == items
    assert draw(items, 100) == items
    assert min(drawn) < 50 < max(drawn)


def test_a_line_separator_inside_a_string_ends_no_line(tmp_path: Path) -> None:
    path = write(tmp_path / "dev.jsonl", {**LINE, "question": "一\u2028二"})
    assert load_cases([path])[0].question == "一\u2028二"


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "dev.jsonl"
    path.write_text(json.dumps(LINE), encoding="utf-8-sig")
    assert load_cases([path])[0].id == "a"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ("[" * 100_000, "nested too deeply"),
        ({**LINE, "id": " "}, "id is blank"),
        ({k: v for k, v in LINE.items() if k != "must"}, "must is missing"),
        ({**LINE, "answer": 1}, "answer is not a field"),
        ({**LINE, "split": "dev"}, "file's name gives it"),
        ({**LINE, "answerable": "yes"}, "answerable: .*not 'yes'"),
        ({**LINE, "must": []}, "needs a group"),
        ({**LINE, "must": [[]]}, "no alternative"),
        ({**LINE, "must": [["a", ""]]}, "must.0.1 is blank"),
        ({**LINE, "must": ["a"]}, "must.0"),
        ({**LINE, "evidence": [{"document": "d", "quote": ""}]}, "evidence.0.quote is blank"),
        ({**LINE, "history": [{"role": "system", "content": ""}]}, "history.0.role"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: dict[str, Any] | str, message: str) -> None:
    path = write(tmp_path / "dev.jsonl", {**LINE, "id": "first"}, line)
    with pytest.raises(UsageError, match=f"dev.jsonl, line 2: .*{message}"):
        load_cases([path])


def test_an_unanswerable_case_needs_no_must(tmp_path: Path) -> None:
    path = write(tmp_path / "dev.jsonl", {**LINE, "answerable": False, "must": [], "evidence": []})
    assert load_cases([path])[0].must == ()


def test_ids_are_unique_across_files(tmp_path: Path) -> None:
    write(tmp_path / "dev.jsonl", LINE)
    write(tmp_path / "test.jsonl", LINE)
    with pytest.raises(UsageError, match=r"id 'a' \(in dev and test\)"):
        load_cases([tmp_path])


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        load_cases([tmp_path / "none.jsonl"])
    with pytest.raises(UsageError, match=r"no \.jsonl files"):
        load_cases([tmp_path])
    with pytest.raises(UsageError, match="No cases to run in no files"):
        load_cases([])
    path = write(tmp_path / "dev.jsonl", LINE)
    with pytest.raises(UsageError, match="for the split 'test'; splits there: dev"):
        load_cases([path], split="test")


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "dev.jsonl"
    path.write_bytes("问题".encode("gbk"))
    with pytest.raises(UsageError, match="not UTF-8"):
        load_cases([path])
