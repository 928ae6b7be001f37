"""Statements against the words they cite, and saved answers against the corpus. No language model.

`check_statement` compares a statement, whoever wrote it, with its quotes before a reader sees it:
numbers, dates, names, denials, comparisons, and how much of it the quotes say at all.
`verify_answer` does the same for an answer saved as JSON, which may have been changed since.

The tables and patterns for statements in words of their own are loaded with the first of them.
"""

from __future__ import annotations

from askreport.verification.answer import verify_answer
from askreport.verification.entailment import Entailment, FakeEntailment
from askreport.verification.meaning import EmbeddedMeaning, Meaning
from askreport.verification.quotes import quote_holds
from askreport.verification.statement import check_statement

__all__ = [
    "EmbeddedMeaning",
    "Entailment",
    "FakeEntailment",
    "Meaning",
    "check_statement",
    "quote_holds",
    "verify_answer",
]
