"""What models write, read as it comes: every form in one piece and cut at every place."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askreport.composing.replies import MOST, MOST_CHARACTERS, ReplyReader, Said

ONE = Said("语雀中断了 7 个多小时。", ("1.2",))
TWO = Said("It took 7+ hours; “all” of it {sic}.", ("1.2", "3.1"))
PLAIN = json.dumps(
    {
        "statements": [
            {"text": ONE.text, "support": list(ONE.ids)},
            {"text": TWO.text, "support": list(TWO.ids)},
        ],
        "not_in_report": False,
    },
    ensure_ascii=False,
)
FORMS = {
    "the form asked for": PLAIN,
    "indented": json.dumps(json.loads(PLAIN), indent=2),
    "in a fence": f"```json\n{PLAIN}\n```",
    "between other words": f"Here is the answer:\n{PLAIN}\nI hope this helps [9.9].",
    "an array alone": json.dumps(json.loads(PLAIN)["statements"]),
    "after a thought": f'<think>Maybe {{"text": "no", "support": ["9.9"]}}?</think>{PLAIN}',
    "with commas left over": PLAIN.replace("}]", "},]"),
    "other names for the fields": PLAIN.replace('"text"', '"statement"').replace(
        '"support"', '"citations"'
    ),
    "ids in brackets": PLAIN.replace('"1.2"', '"[1.2]"'),
    "ids in one string": PLAIN.replace('["1.2", "3.1"]', '"1.2, 3.1"'),
    "ids as objects": PLAIN.replace('"3.1"', '{"id": "3.1"}'),
    "ids in the words": PLAIN.replace(
        f'{ONE.text}", "support": ["1.2"]', f'{ONE.text}[1.2]", "support": []'
    ),
    "prose": f"{ONE.text}[1.2]\n{TWO.text} [1.2][3.1]\n",
    "prose in one line": f"{ONE.text}[1.2] {TWO.text} [1.2, 3.1]",
    "a list": f"- {ONE.text} [1.2]\n- {TWO.text} [1.2；3.1]",
    "a numbered list after a heading": f"回答：\n1. {ONE.text}【1.2】\n2. {TWO.text}（1.2、3.1）",
}


def read(pieces: list[str]) -> tuple[list[Said], bool]:
    reader = ReplyReader()
    said = [one for piece in pieces for one in reader.feed(piece)]
    return said + reader.finish(), reader.declined


@pytest.mark.parametrize("form", FORMS)
def test_a_form_that_models_use_is_read(form: str) -> None:
    assert read([FORMS[form]]) == ([ONE, TWO], False)


@pytest.mark.parametrize("form", FORMS)
def test_pieces_make_no_difference(form: str) -> None:
    text = FORMS[form]
    assert read(list(text)) == ([ONE, TWO], False)
    for cut in range(1, len(text), 7):
        assert read([text[:cut], text[cut:]]) == ([ONE, TWO], False), cut


def test_a_statement_is_told_as_soon_as_it_is_complete() -> None:
    reader = ReplyReader()
    end = PLAIN.index("}") + 1
    assert reader.feed(PLAIN[: end - 1]) == []
    assert reader.feed(PLAIN[end - 1 : end]) == [ONE]
    assert reader.feed(PLAIN[end:]) == [TWO]


@pytest.mark.parametrize("cut", range(1, len(PLAIN), 3))
def test_half_a_statement_is_never_told(cut: int) -> None:
    said, _ = read([PLAIN[:cut]])
    assert said == [ONE, TWO][: len(said)]


@pytest.mark.parametrize(
    "text",
    [
        '{"statements": [], "not_in_report": true}',
        '```\n{"not_in_report": true, "statements": []}\n```',
        "NOT_IN_REPORT",
        "The answer is not stated in the report.",
        "报告中没有提及这一点。",
        "文件裡沒有寫明。",
    ],
)
def test_declining_is_read(text: str) -> None:
    assert read([text]) == ([], True)
    assert read(list(text)) == ([], True)


def test_a_sentence_that_names_nothing_is_told_without_ids() -> None:
    assert read(["语雀中断了 7 个多小时"])[0] == [Said("语雀中断了 7 个多小时", ())]
    said, _ = read(['{"statements": [{"text": "A b."}]}'])
    assert said == [Said("A b.", ())]


def test_the_number_of_a_rewritten_statement_is_read() -> None:
    said, _ = read(['{"statements": [{"n": 2, "text": "A.", "support": ["1.1"]}]}'])
    assert said == [Said("A.", ("1.1",), 2)]


def test_what_repeats_is_told_once_and_what_never_ends_is_cut() -> None:
    same = '{"text": "A.", "support": ["1.1"]},'
    assert read(['{"statements": [' + same * 50])[0] == [Said("A.", ("1.1",))]
    many = "".join(f'{{"text": "A {n}.", "support": ["1.1"]}},' for n in range(50))
    reader = ReplyReader()
    assert len(reader.feed('{"statements": [' + many)) == MOST
    assert reader.full
    long = json.dumps({"statements": [{"text": "字" * (MOST_CHARACTERS + 1), "support": []}]})
    assert read([long])[0] == []


@given(st.text(alphabet='{}[]":,.0123 \\\n<think>/abc字。', max_size=80), st.integers(1, 9))
def test_no_text_breaks_the_reader(text: str, size: int) -> None:
    read([text[at : at + size] for at in range(0, len(text), size)])
    read([text + PLAIN])


def test_a_long_reply_is_read_in_time_that_grows_with_it() -> None:
    # A quadratic reader would take minutes here: 200,000 characters, one at a time.
    reader = ReplyReader()
    reader.feed('{"statements": [{"text": "')
    for _ in range(200):
        reader.feed("字" * 1000)
    assert reader.finish() == []
    began = time.perf_counter()
    read(["字 " * 500_000])
    assert time.perf_counter() - began < 5
