"""Whether statements are borne out by what they cite: citation recall and precision of ALCE.

Gao, Yen, Yu and Chen 2023, "Enabling Large Language Models to Generate Text with Citations". There
an entailment model judges; here whoever is a `Judge`. For an extractive answer that is
`ExactMatch`, which needs no model and errs on the strict side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from askreport.verification import check_statement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from askreport.records import Answer, Citation, Document
    from askreport.verification import Meaning


class Judge(Protocol):
    """Who says whether citations bear out a statement."""

    def supports(
        self, statement: str, citations: Sequence[Citation], documents: Mapping[str, Document]
    ) -> bool:
        """Whether ``citations`` together support all of ``statement``."""
        ...


class ExactMatch:
    """Supported when every clause stands in the quotes, and these in their documents.

    Statements in a language model's words are held against their quotes by the verifier's checks;
    with ``meaning`` also those in another language than their quotes.
    """

    def __init__(self, meaning: Meaning | None = None) -> None:
        self._meaning = meaning

    def supports(
        self, statement: str, citations: Sequence[Citation], documents: Mapping[str, Document]
    ) -> bool:
        """See `askreport.verification.check_statement`."""
        verdict, _ = check_statement(statement, citations, documents, meaning=self._meaning)
        return verdict == "supported"


EXACT: Final = ExactMatch()


@dataclass(frozen=True, slots=True)
class Support:
    """Of one answer.

    ``supported`` of its ``statements`` are supported by all their citations together (recall);
    ``needed`` of the ``citations``, each counted where a statement makes it, are not irrelevant
    (precision). ``idle`` are the numbers of citations that are irrelevant wherever they are made.
    """

    statements: int
    supported: int
    citations: int
    needed: int
    idle: tuple[int, ...]


def judged(answer: Answer, documents: Mapping[str, Document], judge: Judge = EXACT) -> Support:
    """The support of ``answer``'s statements.

    A citation is irrelevant when it alone does not support its statement and the others support it
    no less without it. So no citation of an unsupported statement is relevant.
    """
    by_number = {citation.number: citation for citation in answer.citations}
    supported = citations = 0
    needed: list[int] = []
    for statement in answer.statements:
        cited = [by_number[number] for number in statement.citations if number in by_number]
        citations += len(statement.citations)
        if not judge.supports(statement.text, cited, documents):
            continue
        supported += 1
        for citation in cited:
            others = [other for other in cited if other is not citation]
            alone = judge.supports(statement.text, [citation], documents)
            if alone or not judge.supports(statement.text, others, documents):
                needed.append(citation.number)
    made = {number for statement in answer.statements for number in statement.citations}
    return Support(
        statements=len(answer.statements),
        supported=supported,
        citations=citations,
        needed=len(needed),
        idle=tuple(sorted(made - set(needed))),
    )
