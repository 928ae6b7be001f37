from __future__ import annotations

from typing import TYPE_CHECKING

from askreport.evaluation.support import ExactMatch, Support, judged
from askreport.records import Answer, CellReference, Statement

from . import make

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from askreport.records import Citation, Document

TEXT = "作者去年被裁员。如今转行销售钢材。ChatGLM | China"
DOCUMENTS = {"d": make.document(TEXT)}


def cite(quote: str, number: int = 1, column: str | None = None) -> Citation:
    cell = CellReference(row=1, column=column) if column else None
    made = make.citation(quote, TEXT.index(quote), number=number)
    return made.model_copy(update={"cell": cell})


def reply(*statements: tuple[str, tuple[int, ...]], citations: Sequence[Citation]) -> Answer:
    made = make.answer("x", citations=citations)
    kept = tuple(
        Statement(
            text=text, start=0, end=1, citations=cited, verdict="supported", score=1, checks=()
        )
        for text, cited in statements
    )
    return made.model_copy(update={"statements": kept})


def test_a_quote_supports_itself() -> None:
    made = reply(("如今转行销售钢材。", (1,)), citations=[cite("如今转行销售钢材。")])
    assert judged(made, DOCUMENTS) == Support(1, 1, 1, 1, ())


def test_a_statement_of_other_words_is_not_supported_and_its_citation_not_needed() -> None:
    made = reply(("他卖木材。", (1,)), citations=[cite("如今转行销售钢材。")])
    assert judged(made, DOCUMENTS) == Support(1, 0, 1, 0, (1,))


def test_a_citation_beside_one_that_suffices_is_irrelevant() -> None:
    both = [cite("如今转行销售钢材。"), cite("作者去年被裁员。", 2)]
    made = reply(("如今转行销售钢材。", (1, 2)), citations=both)
    assert judged(made, DOCUMENTS) == Support(1, 1, 2, 1, (2,))


def test_citations_that_only_suffice_together_are_both_needed() -> None:
    both = [cite("ChatGLM", 1, "名"), cite("China", 2, "国")]
    made = reply(("名：ChatGLM；国：China", (1, 2)), citations=both)
    assert judged(made, DOCUMENTS) == Support(1, 1, 2, 2, ())


def test_citations_that_each_suffice_are_all_relevant() -> None:
    both = [cite("如今转行销售钢材。"), cite("转行销售钢材。", 2)]
    made = reply(("转行销售钢材。", (1, 2)), citations=both)
    assert judged(made, DOCUMENTS).needed == 2


def test_a_citation_counts_at_each_statement_and_is_idle_only_if_nowhere_needed() -> None:
    both = [cite("如今转行销售钢材。"), cite("作者去年被裁员。", 2)]
    made = reply(("如今转行销售钢材。", (1, 2)), ("作者去年被裁员。", (2,)), citations=both)
    assert judged(made, DOCUMENTS) == Support(2, 2, 3, 2, ())


def test_words_that_the_document_does_not_have_support_nothing() -> None:
    forged = cite("如今转行销售钢材。").model_copy(update={"start": 0, "end": 9})
    made = reply(("如今转行销售钢材。", (1,)), citations=[forged])
    assert judged(made, DOCUMENTS).supported == 0


def test_an_abstention_makes_no_statement() -> None:
    made = make.answer("没有说。", answered=False, citations=[cite("China")])
    assert judged(made, DOCUMENTS) == Support(0, 0, 0, 0, ())


def test_another_judge_can_be_asked() -> None:
    class Lenient(ExactMatch):
        def supports(
            self, statement: str, citations: Sequence[Citation], documents: Mapping[str, Document]
        ) -> bool:
            return bool(citations)

    made = reply(("他卖木材。", (1,)), citations=[cite("如今转行销售钢材。")])
    assert judged(made, DOCUMENTS, Lenient()) == Support(1, 1, 1, 1, ())
