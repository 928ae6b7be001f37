"""The statements under evals/statements hold what evals/statements/README.md says of them."""

from __future__ import annotations

import re
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest
from evals.statements import FOLDER, HALVES, Half, Quote, Statement, load_statements
from evals.statements.changes import (
    other_date,
    other_duration,
    other_number,
    other_version,
    spaced,
)
from evals.statements.make import line_of, make
from evals.statements.written import unmarked
from evals.verifier import Judged, citations_of, report, wilson

if TYPE_CHECKING:
    from askreport.records import Verdict
    from askreport.store.snapshot import Snapshot

STATEMENTS: dict[Half, list[Statement]] = {half: load_statements(half) for half in HALVES}
ALL = [statement for half in HALVES for statement in STATEMENTS[half]]
TRUE = {statement.id: statement for statement in ALL if statement.supported}
FALSE = [statement for statement in ALL if not statement.supported]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_quote_is_what_the_document_says(snapshot: Snapshot) -> None:
    for statement in ALL:
        assert 1 <= len(statement.quotes) <= 3, statement.id
        for quote in statement.quotes:
            text = snapshot.documents[quote.document].text
            assert text[quote.start : quote.end] == quote.quote, statement.id


def test_every_quote_is_a_sentence_or_a_cell(snapshot: Snapshot) -> None:
    ranges = {
        (chunk.document_id, s.start, s.end)
        for chunk in snapshot.chunks
        for s in (*chunk.sentences, *chunk.heads)
    } | {
        (document.id, cell.start, cell.end)
        for document in snapshot.documents.values()
        for table in document.tables
        for row in table.rows
        for cell in row.cells
    }
    for statement in ALL:
        for quote in statement.quotes:
            assert (quote.document, quote.start, quote.end) in ranges, statement.id


def test_no_quote_is_in_both_halves() -> None:
    dev, test = (
        {squeezed(q.quote) for s in STATEMENTS[half] for q in s.quotes if q.column != "国"}
        for half in HALVES
    )
    assert not dev & test
    dev_ranges, test_ranges = (
        {(q.document, q.start, q.end) for s in STATEMENTS[half] for q in s.quotes}
        for half in HALVES
    )
    for document, start, end in dev_ranges:
        assert not [
            other
            for other in test_ranges
            if other[0] == document and other[1] < end and start < other[2]
        ]


def test_ids_are_unique_and_twins_belong_to_a_true_statement_of_their_half() -> None:
    assert max(Counter(statement.id for statement in ALL).values()) == 1
    for half in HALVES:
        true = {s.id for s in STATEMENTS[half] if s.supported}
        assert {s.of for s in STATEMENTS[half]} == true


def test_a_twin_differs_from_its_true_statement() -> None:
    for twin in FALSE:
        true = TRUE[twin.of]
        if twin.change == "citation":
            assert twin.text == true.text
            assert not set(twin.quotes) & set(true.quotes), twin.id
        else:
            assert squeezed(twin.text) != squeezed(true.text), twin.id
            assert twin.quotes == true.quotes
    assert {twin.change for twin in FALSE} >= {"number", "date", "name", "negation", "citation"}
    assert max(Counter(twin.of for twin in FALSE).values()) <= 3
    assert len({(s.text, s.quotes) for s in ALL}) == len(ALL)


def test_a_true_statement_is_no_copy() -> None:
    for statement in TRUE.values():
        quoted = "".join(squeezed(quote.quote) for quote in statement.quotes)
        assert squeezed(statement.text).strip("。.") not in quoted, statement.id


@pytest.mark.parametrize("half", HALVES)
def test_there_are_enough_of_each_sort(half: Half) -> None:
    statements = STATEMENTS[half]
    assert len(statements) >= 150
    assert sum(s.supported for s in statements) >= 75
    assert {s.language for s in statements} == {"zh", "zh-Hant", "en", "mixed"}
    assert all((s.change is None) == s.supported for s in statements)


def test_the_files_are_what_the_rules_make(snapshot: Snapshot) -> None:
    for half, statements in make(snapshot.documents).items():
        made = "".join(line_of(statement) for statement in statements)
        assert made == (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8"), (
            "python -m evals.statements.make writes them anew"
        )


def test_the_readme_tells_the_numbers() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    told = {
        kind: (int(dev), int(test))
        for kind, dev, test in re.findall(
            r"^\| ([a-z]\w*) \| (\d+) \| (\d+) \|", readme, re.MULTILINE
        )
    }
    counts = [Counter(s.change or "true" for s in STATEMENTS[half]) for half in HALVES]
    assert told == {kind: (counts[0][kind], counts[1][kind]) for kind in counts[0] | counts[1]}


def test_marks_are_read() -> None:
    text, (organisation, verb) = unmarked("[o:微软][a:增加|减少]了投入。")
    assert text == "微软增加了投入。"
    assert (organisation.kind, organisation.text, organisation.other) == (
        "organisation",
        "微软",
        None,
    )
    assert (verb.start, verb.end, verb.other) == (2, 4, "减少")
    with pytest.raises(ValueError, match="not closed"):
        unmarked("[o:微软增加了投入。")


@pytest.mark.parametrize("seed", range(8))
def test_a_number_after_more_than_only_grows(seed: int) -> None:
    chance = Random(seed)
    assert other_number("3,000", "more than ", " companies", chance) == "5,000"
    assert other_number("10 億", "估值已超過", "", chance) == "30 億"
    assert other_number("6.5", "only ", " MB", chance) == "3.5"


@pytest.mark.parametrize("seed", range(8))
def test_changes_change(seed: int) -> None:
    chance = Random(seed)
    for number in ("520 亿", "四十万", "七成", "two", "62.2%", "25–35 亿", "hundred"):
        assert other_number(number, "", "", chance) not in (None, number)
    for date in ("2023 年 3 月 15 日", "17 November 2023", "上世纪 70 年代", "去年", "12 月"):
        assert other_date(date, chance) not in (None, date)
    for duration in ("105 小时", "Four months", "几个月", "半年", "a week", "八年"):
        if duration != "半年":
            assert other_duration(duration, "", "", chance) not in (None, duration)
    assert other_version("2.0", "版本 2.0 与 2.1", chance) not in ("2.0", "2.1")


def test_spaces_between_scripts() -> None:
    assert spaced("由Meta开源的Llama 2") == "由 Meta 开源的 Llama 2"


def test_wilson_interval_is_the_known_one() -> None:
    low, high = wilson(8, 10)
    assert low == pytest.approx(0.4902, abs=5e-4)
    assert high == pytest.approx(0.9433, abs=5e-4)
    assert wilson(0, 10)[0] == 0
    assert wilson(10, 10)[1] == 1


def test_citations_are_those_that_the_service_makes(snapshot: Snapshot) -> None:
    for statement in TRUE.values():
        for citation in citations_of(statement.quotes, snapshot):
            document = snapshot.documents[citation.document_id]
            page = document.pages[citation.page - 1]
            assert page.start <= citation.start < page.end
            assert document.text[citation.start : citation.end] == citation.quote
            if citation.cell:
                assert citation.cell.column in document.tables[0].columns


def test_the_report_counts_both_ways() -> None:
    quote = Quote("d", 0, 1, "一")

    def judged(change: str | None, verdict: Verdict) -> Judged:
        statement = Statement("s", "二", "zh", (quote,), change is None, change, "s")
        return Judged(statement, verdict, (), 0.002)

    told = report(
        [
            judged(None, "supported"),
            judged(None, "unverified"),
            judged("number", "contradicted"),
            judged("number", "unverified"),
            judged("number", "supported"),
        ]
    )
    assert re.search(r"number +2/3 ", told)
    assert re.search(r"zh +1/2 ", told)
    assert "p50 2.0" in told
