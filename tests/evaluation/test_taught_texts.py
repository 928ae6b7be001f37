"""What models are taught of this report is of its dev half, whole and well-formed.

Questions keep away from what test *cases* are about, statements from the pages of test
*statements*: the halves of the two are not the same pages.
"""

import re

from evals.reader.passages import of_report
from evals.reader.report_statements import page_of, statements_of_report
from evals.statements import load_statements
from evals.statements.make import DEV_PAGES
from evals.verifier import load_fresh

from askreport.evaluation.cases import load_cases
from askreport.evaluation.matching import locate
from askreport.settings import Settings
from askreport.store.snapshot import load_snapshot
from tests.conftest import ROOT

BLOCK, BLOCKED = 4, 38
"""Cases of the two halves were written on pages in blocks by turns, up to the last chapter."""
SAYS = 5
"""Characters of a sentence that says something by itself."""


def test_questions_point_at_sentences_of_their_passage() -> None:
    asked = of_report()
    assert len(asked) > 5000
    for one in asked:
        assert one["q"].strip()
        assert re.fullmatch("[COTN][+-]", one["kind"])
        assert bool(one["a"]) == one["kind"].endswith("+"), one
        assert all(0 <= place < len(one["sents"]) for place in one["a"]), one


def test_no_question_is_on_evidence_of_a_test_case_or_on_pages_where_these_were_written() -> None:
    documents = load_snapshot(Settings.load().index).documents
    known = load_cases([ROOT / "evals" / "cases"], "test")
    quotes = [
        squeezed(documents[e.document].text[start:end])
        for case in known
        for e in case.evidence
        for start, end in locate(e.quote, documents[e.document].text)
    ]
    assert len(quotes) > 200
    for passage in {tuple(one["sents"]) for one in of_report()}:
        whole = squeezed("".join(passage))
        assert not [quote for quote in quotes if quote in whole]
        # Nor on a part of what a quote says.
        assert not [
            s for s in map(squeezed, passage) if len(s) >= SAYS and any(s in q for q in quotes)
        ]
    pages = {one["page"] for one in of_report()}
    assert not [page for page in pages if page <= BLOCKED and (page - 1) // BLOCK % 2]


def squeezed(text: str) -> str:
    """Without white space."""
    return re.sub(r"\s", "", text)


def test_statements_are_on_dev_pages_and_cite_sentences_of_theirs() -> None:
    documents = load_snapshot(Settings.load().index).documents
    told = [*load_statements("dev"), *(s for batch in load_fresh().values() for s in batch)]
    for statement in told:
        for quote in statement.quotes:
            page = page_of(quote, documents)
            assert page is None or page in DEV_PAGES, statement.id
            text = documents[quote.document].text
            assert text[quote.start : quote.end] == quote.quote, statement.id
    taught = statements_of_report()
    assert [one["s"] for one in taught] == [statement.text for statement in told]
    assert {one["side"] for one in taught} == {"A", "B"}
    assert all(one["c"] and one["c"][-1] < len(one["sents"]) for one in taught)
    assert all((one["k"] == "true") == s.supported for one, s in zip(taught, told, strict=True))


def test_no_taught_statement_is_one_of_the_test_half() -> None:
    taught = {one["s"] for one in statements_of_report()}
    assert not taught & {statement.text for statement in load_statements("test")}
