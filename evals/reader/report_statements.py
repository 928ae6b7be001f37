"""The statements on this report's dev pages, as the reader of statements is taught them.

Each with the sentences that it cites and others of its page that statements cite, and the half of
the dev pages that it is on. The statements' dev pages (`evals.statements.make.DEV_PAGES`) are not
those of the cases, so what is taught of them may serve the verifier alone.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from evals.statements import load_statements
from evals.verifier import load_fresh

from askreport.settings import Settings
from askreport.store.snapshot import load_snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evals.statements import Quote, Statement

    from askreport.records import Document

SIDES = "AB"
BEGINS = {1: "A", 13: "B", 17: "A", 39: "B", 51: "A", 59: "B"}
"""The pages with which a run on one side begins."""
BESIDE = 6
"""Sentences of the page beside those that a statement cites, at most."""


def statements_of_report() -> list[dict[str, Any]]:
    """Each: words ``s``, ``sents``, the places of those cited ``c``, kind ``k``, ``side``."""
    documents = load_snapshot(Settings.load().index).documents
    told = [*load_statements("dev"), *(s for batch in load_fresh().values() for s in batch)]
    of_page: dict[int | None, list[str]] = defaultdict(list)
    for statement in told:
        for quote in statement.quotes:
            if quote.quote not in of_page[page := page_of(quote, documents)]:
                of_page[page].append(quote.quote)
    return [_told(statement, of_page, documents) for statement in told]


def _told(
    statement: Statement, of_page: Mapping[int | None, list[str]], documents: Mapping[str, Document]
) -> dict[str, Any]:
    page = page_of(statement.quotes[0], documents)
    cited = [quote.quote for quote in statement.quotes]
    beside = [] if page is None else [s for s in of_page[page] if s not in cited][:BESIDE]
    return {
        "id": statement.id,
        "s": statement.text,
        "sents": [*cited, *beside],
        "c": list(range(len(cited))),
        "k": "true" if statement.supported else statement.change,
        "side": side_of(statement, documents),
    }


def page_of(quote: Quote, documents: Mapping[str, Document]) -> int | None:
    """The page on which ``quote`` begins; ``None`` of a table."""
    pages = documents[quote.document].pages
    return next((p.number for p in pages if p.start <= quote.start < p.end), None)


def side_of(statement: Statement, documents: Mapping[str, Document]) -> str:
    """The half of the dev pages of its first quote; of a row of a table by its words."""
    first = statement.quotes[0]
    page = page_of(first, documents)
    if page is None:
        return SIDES[zlib.crc32(first.quote.encode()) % 2]
    return BEGINS[max(begin for begin in BEGINS if begin <= page)]
