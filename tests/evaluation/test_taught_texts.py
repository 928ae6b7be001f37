"""What the readers are taught of this report is of its dev half, whole and well-formed."""

from evals.reader.passages import of_report
from evals.reader.report_statements import page_of, statements_of_report
from evals.statements import load_statements
from evals.statements.make import DEV_PAGES
from evals.verifier import load_fresh

from askreport.settings import Settings
from askreport.store.snapshot import load_snapshot


def test_questions_are_on_dev_pages_and_point_at_sentences_of_theirs() -> None:
    asked = of_report()
    assert len(asked) > 5000
    assert {one["page"] for one in asked} <= DEV_PAGES
    for one in asked:
        assert one["q"].strip()
        assert one["kind"] in ("C+", "C-", "O+", "O-")
        assert bool(one["a"]) == one["kind"].endswith("+"), one
        assert all(0 <= place < len(one["sents"]) for place in one["a"]), one


def test_no_page_is_on_both_sides() -> None:
    asked = of_report()
    pages = {side: {one["page"] for one in asked if one["side"] == side} for side in "AB"}
    assert pages["A"]
    assert pages["B"]
    assert not pages["A"] & pages["B"]


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
