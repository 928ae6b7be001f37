"""The cases under evals/cases hold what evals/cases/README.md says of them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from askreport.evaluation import Case, load_cases
from askreport.evaluation.matching import locate, missing_groups
from askreport.reading import read_document

ROOT = Path(__file__).parents[2]
CASES = load_cases([ROOT / "evals" / "cases"])
CORPUS = {path.stem: path for path in (ROOT / "corpus").iterdir() if path.suffix in (".txt", ".md")}
KINDS = {
    "fact",
    "number",
    "date",
    "list",
    "comparison",
    "table",
    "opinion",
    "english",
    "followup",
    "two_place",
    "traditional",
    "misspelt",
    "mixed",
    "long",
    "unanswerable",
}


def squeezed(text: str) -> str:
    return "".join(text.split())


@cache
def raw(document: str) -> str:
    """The file's own characters without white space; of Markdown without tags and ``**``."""
    path = CORPUS[document]
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        text = re.sub(r"<[^>]*>", "", text).replace("**", "")
    return squeezed(text)


@cache
def read(document: str) -> str:
    return read_document(CORPUS[document]).text


def _is_count(words: str) -> bool:
    return re.search(r"[\d一二两三四五六七八九十]|one|two|three|four|five|six", words) is not None


def by_id(case: Case) -> str:
    return case.id


@pytest.mark.parametrize("case", CASES, ids=by_id)
def test_evidence_is_the_corpus_own_words(case: Case) -> None:
    for evidence in case.evidence:
        assert squeezed(evidence.quote) in raw(evidence.document)


@pytest.mark.parametrize("case", CASES, ids=by_id)
def test_evidence_is_located_in_the_document_as_read(case: Case) -> None:
    """What recall is measured against; reading may join lines but loses no words."""
    for evidence in case.evidence:
        assert locate(evidence.quote, read(evidence.document))


@pytest.mark.parametrize("case", CASES, ids=by_id)
def test_a_case_is_scored_by_what_its_evidence_says(case: Case) -> None:
    assert case.answerable == (case.kind != "unanswerable")
    assert (
        case.history if case.kind == "followup" else case.kind == "unanswerable" or not case.history
    )
    if case.answerable:
        assert case.evidence
        quotes = "\n".join(evidence.quote for evidence in case.evidence)
        lost = missing_groups(case.must, quotes)
        # A count is computed from rows; no row says it.
        assert all(case.kind == "table" and all(map(_is_count, group)) for group in lost)


def test_there_are_enough() -> None:
    assert len(CASES) >= 300
    assert sum(not case.answerable for case in CASES) >= 80
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.parametrize("split", ["dev", "test"])
def test_a_half_holds_every_kind(split: str) -> None:
    assert {case.kind for case in CASES if case.split == split} == KINDS


def test_the_halves_share_no_evidence() -> None:
    quotes = {
        split: {
            (evidence.document, squeezed(evidence.quote))
            for case in CASES
            if case.split == split
            for evidence in case.evidence
        }
        for split in ("dev", "test")
    }
    assert quotes["dev"] & quotes["test"] == set()
