from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from askreport.records import Citation
from askreport.verification import (
    EmbeddedMeaning,
    FakeEntailment,
    check_statement,
    quote_holds,
)
from askreport.verification.statement import examine
from tests.composing.make import answer_from
from tests.conftest import REPORT, TABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from askreport.assistant import Assistant
    from askreport.embedding.base import Embedder
    from askreport.records import Answer, Document

QUOTE = "2023年 10月 23日语雀出现重大服务故障，持续 7个多小时才完全恢复。"
STATEMENTS = Path(__file__).parent / "statements.jsonl"


@pytest.fixture(scope="module")
def answer(assistant: Assistant) -> Answer:
    """A saved answer whose first statement is one sentence of the report, quoted."""
    made = answer_from(assistant, "语雀出现重大服务故障", "3A6000 性能可达")
    assert made.statements[0].text == QUOTE
    return made


def cited(answer: Answer) -> list[Citation]:
    return [c for c in answer.citations if c.number in answer.statements[0].citations]


def test_a_quote_supports_itself_whatever_the_spaces(answer: Answer, assistant: Assistant) -> None:
    for text in (QUOTE, re.sub(r"\s", "", QUOTE)):
        verdict, checks = check_statement(text, cited(answer), assistant.documents)
        assert verdict == "supported"
        assert all(check.passed for check in checks)


def test_a_part_of_a_quote_is_supported(answer: Answer, assistant: Assistant) -> None:
    verdict, _ = check_statement("语雀出现重大服务故障", cited(answer), assistant.documents)
    assert verdict == "supported"


@pytest.mark.parametrize("text", ["。", "……", " ", "、，"])
def test_what_says_nothing_is_not_supported(
    text: str, answer: Answer, assistant: Assistant
) -> None:
    verdict, _ = check_statement(text, cited(answer), assistant.documents)
    assert verdict == "unverified"


def test_foreign_words_are_told(answer: Answer, assistant: Assistant) -> None:
    verdict, checks = check_statement("飞书出现故障", cited(answer), assistant.documents)
    assert verdict == "unverified"
    (failed,) = [check for check in checks if not check.passed]
    assert "飞" in failed.detail


def test_a_statement_without_citations_is_not_supported(assistant: Assistant) -> None:
    verdict, checks = check_statement(QUOTE, [], assistant.documents)
    assert verdict == "unverified"
    assert not checks[0].passed


def test_a_wrong_quote_supports_nothing(answer: Answer, assistant: Assistant) -> None:
    wrong = [c.model_copy(update={"start": c.start + 1}) for c in cited(answer)]
    assert not any(quote_holds(c, assistant.documents) for c in wrong)
    verdict, checks = check_statement(wrong[0].quote, wrong, assistant.documents)
    assert verdict == "unverified"
    assert [check.passed for check in checks if check.name == "quote"] == [False]


class Untouched:
    """A meaning that must not be asked."""

    def similarities(self, texts: Sequence[str], others: Sequence[str]) -> list[list[float]]:
        """Fail."""
        raise AssertionError(f"{texts!r} was embedded")

    def odds(self, statement: str, quotes: Sequence[str]) -> float | None:
        """Fail."""
        raise AssertionError((statement, quotes))


class Saying:
    """A meaning by which nothing is much alike, and that is told what a reader says."""

    def __init__(self, said: float | None) -> None:
        self._said = said

    def similarities(self, texts: Sequence[str], others: Sequence[str]) -> list[list[float]]:
        """As alike as two sentences on one subject are."""
        return [[0.87 for _ in others] for _ in texts]

    def odds(self, statement: str, quotes: Sequence[str]) -> float | None:
        """What it was told to say."""
        assert statement
        assert quotes
        return self._said


def test_what_a_reader_says_decides_where_words_and_likeness_do_not(
    answer: Answer, assistant: Assistant
) -> None:
    text = "语雀这回故障够呛，折腾了七个多钟头才缓过来。"
    told = [
        check_statement(text, cited(answer), assistant.documents, meaning=Saying(said))[0]
        for said in (-6.0, 6.0)
    ]
    assert told == ["unverified", "supported"]


def test_a_reader_excuses_a_denial_that_no_quote_has(answer: Answer, assistant: Assistant) -> None:
    text = "2023年10月23日语雀出现重大服务故障，7个多小时才完全恢复，用户一时没辙、没处办公。"
    verdicts = {}
    for said in (-6.0, 6.0):
        verdict, checks = check_statement(
            text, cited(answer), assistant.documents, meaning=Saying(said)
        )
        verdicts[said] = verdict, {check.name: check.passed for check in checks}
    stored = {check.name: check.detail for check in checks}
    assert verdicts[-6.0][0] != "supported"
    assert not verdicts[-6.0][1]["negation"]
    assert verdicts[6.0][1]["negation"]
    assert verdicts[6.0][1]["reading"]
    assert not check_statement(text, cited(answer), assistant.documents)[1][4].passed
    assert "没" in stored["reading"]
    assert examine(text, cited(answer), assistant.documents, believed=stored)[0] == "supported"
    # Another denial than the one that was excused is none of its business.
    other = text.replace("用户一时没辙、没处办公", "用户的数据并未丢失")
    assert examine(other, cited(answer), assistant.documents, believed=stored)[0] != "supported"


def test_what_has_changed_places_is_excused_by_no_reader(
    answer: Answer, assistant: Assistant
) -> None:
    text = "2023年7月10日语雀出现重大服务故障，23个多小时才完全恢复。"
    verdict, _ = check_statement(text, cited(answer), assistant.documents, meaning=Saying(6.0))
    assert verdict == "contradicted"


def test_what_no_document_has_contradicts_nothing(answer: Answer, assistant: Assistant) -> None:
    changed = [
        one.model_copy(update={"quote": one.quote.replace("完全", "部分")}) for one in cited(answer)
    ]
    text = "2023年10月23日语雀的服务出现重大故障，9个多小时才恢复。"
    verdict, checks = check_statement(text, changed, assistant.documents)
    assert verdict == "unverified"
    assert not checks[0].passed


def test_quotes_are_never_embedded(answer: Answer, assistant: Assistant) -> None:
    for text in (QUOTE, "语雀出现重大服务故障"):
        verdict, checks = check_statement(
            text, cited(answer), assistant.documents, meaning=Untouched()
        )
        assert verdict == "supported"
        assert [check.name for check in checks] == ["quote", "words"]


def test_the_quotes_own_words_in_another_order_are_not_embedded(
    answer: Answer, assistant: Assistant
) -> None:
    text = "2023年10月23日语雀的服务出现重大故障，7个多小时才完全恢复。"
    verdict, checks = check_statement(text, cited(answer), assistant.documents, meaning=Untouched())
    assert verdict == "supported"
    assert "meaning" not in [check.name for check in checks]


def test_another_value_of_the_same_unit_contradicts(answer: Answer, assistant: Assistant) -> None:
    text = "2023年10月23日语雀的服务出现重大故障，9个多小时才完全恢复。"
    verdict, checks = check_statement(text, cited(answer), assistant.documents)
    assert verdict == "contradicted"
    (failed,) = [check for check in checks if not check.passed]
    assert failed.name == "numbers"
    assert "9个多小时 in the statement; the quotes have 7个多小时" in failed.detail


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00",
        "😀" * 50,
        "一" * 3000,
        "1" * 3000,
        "1,000 " * 500,
        "twenty hundred " * 300,
        "百分之" * 300,
        "比" * 1000,
        "《“「（(" * 100,
        "2023年13月45日",
        "٣٤ ½ ④",
    ],
)
def test_odd_statements_are_judged_and_not_supported(
    text: str, answer: Answer, assistant: Assistant
) -> None:
    verdict, checks = check_statement(text, cited(answer), assistant.documents)
    assert verdict != "supported" or not text.strip()
    assert checks


def test_an_entailment_model_adds_a_check(answer: Answer, assistant: Assistant) -> None:
    text = "2023年10月23日语雀的服务出现重大故障，7个多小时才完全恢复。"
    for probability, expected in ((0.9, "supported"), (0.1, "unverified")):
        model = FakeEntailment({text: probability})
        verdict, checks = check_statement(
            text, cited(answer), assistant.documents, entailment=model
        )
        assert verdict == expected
        assert [c.passed for c in checks if c.name == "entailment"] == [probability > 0.5]
        assert model.asked == [(QUOTE, text)]


# --- the written statements ----------------------------------------------------------------------


def citations(
    quotes: Sequence[Mapping[str, str]], documents: Mapping[str, Document]
) -> list[Citation]:
    """Citations of ``quotes``, each the words of a document."""
    made = []
    for number, told in enumerate(quotes, start=1):
        document = documents[told["document"]]
        start = document.text.index(told["quote"])
        page = next(p for p in document.pages if p.start <= start < max(p.end, p.start + 1))
        made.append(
            Citation(
                number=number,
                document_id=document.id,
                document_title=document.title,
                page=page.number,
                heading=page.heading,
                start=start,
                end=start + len(told["quote"]),
                quote=told["quote"],
                passage_id="",
                url="",
            )
        )
    return made


@pytest.fixture(scope="module")
def shares(assistant: Assistant, embedder: Embedder) -> dict[str, float]:
    """Of each kind of statement the share that is judged rightly; true ones are “true”."""
    meaning = EmbeddedMeaning(embedder)

    @cache
    def cited_by(quotes: str) -> list[Citation]:
        return citations(json.loads(quotes), assistant.documents)

    right: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for line in STATEMENTS.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        kind = one["change"] or "true"
        verdict, _ = check_statement(
            one["text"],
            cited_by(json.dumps(one["quotes"])),
            assistant.documents,
            meaning=meaning,
        )
        told[kind] += 1
        right[kind] += (verdict == "supported") == one["supported"]
    return {kind: right[kind] / told[kind] for kind in told}


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("true", 0.97),
        ("number", 0.97),
        ("unit", 0.97),
        ("date", 0.97),
        ("name", 0.97),
        ("version", 0.97),
        ("citation", 0.99),
        ("neighbour", 0.98),
        ("negation", 0.8),
        ("comparison", 0.8),
        ("addition", 0.8),
        ("superlative", 0.99),
        ("cause", 0.99),
    ],
)
def test_statements_are_judged_rightly(shares: dict[str, float], kind: str, least: float) -> None:
    assert shares[kind] >= least


def test_a_statement_of_cells_is_not_told_under_another_column(assistant: Assistant) -> None:
    document = assistant.documents[TABLE]
    row = document.tables[0].rows[0]
    made = [
        Citation.model_validate(
            {
                "number": number,
                "document_id": TABLE,
                "document_title": document.title,
                "page": 1,
                "heading": None,
                "start": cell.start,
                "end": cell.end,
                "quote": document.text[cell.start : cell.end],
                "passage_id": "",
                "url": "",
                "cell": {"row": row.number, "column": cell.column},
            }
        )
        for number, cell in enumerate((row.cells[0], row.cells[2]), start=1)
    ]
    first, second = made
    assert first.cell
    assert second.cell
    right = f"{first.quote}（{second.cell.column}：{second.quote}）"
    wrong = f"{first.quote}（{second.cell.column}：{first.quote}）"
    assert check_statement(right, made, assistant.documents)[0] == "supported"
    assert check_statement(wrong, made, assistant.documents)[0] == "unverified"


def test_the_report_is_the_corpus_of_these_statements() -> None:
    lines = STATEMENTS.read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    assert sum(one["supported"] for one in told) >= 80
    assert {q["document"] for one in told for q in one["quotes"]} == {REPORT}


@pytest.mark.parametrize(
    "piece", ["1 ", "a ", "不", "不不不，", "Alpha Beta ", "张三、", "2023年1月2日", "比大", "(a)"]
)
@pytest.mark.parametrize("length", [1500, 16_000])
def test_long_statements_are_judged_at_once(
    piece: str, length: int, answer: Answer, assistant: Assistant
) -> None:
    text = (piece * length)[:length]
    begun = perf_counter()
    _, checks = check_statement(text, cited(answer), assistant.documents)
    assert perf_counter() - begun < 5
    if length > 1500:
        assert [c.detail for c in checks if not c.passed] == ["too long to be checked"]
