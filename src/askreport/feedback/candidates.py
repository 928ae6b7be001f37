"""Feedback as candidate evaluation cases: lines of ``evals/cases`` that a person completes.

One candidate for each answer that somebody judged. None can be used as it is, and the error of
`askreport.evaluation.load_cases` names what a person has to fill in:

- Answers that all found right have ``"answerable": true`` and their quotes as ``evidence``;
  ``must`` is empty, since only a person knows what a right reply holds at least.
- Of all others, abstentions among them, nobody said what the right reply is. ``answerable`` is left
  out, ``evidence`` is empty, and ``note`` has the comments.

The answer came from a reader's browser. It counts as right only when `verify_answer` finds nothing
wrong with it in the documents as they are now; else the note says what is wrong.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from askreport.abstention import voice
from askreport.errors import UsageError
from askreport.records import Answer
from askreport.verification import verify_answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from askreport.feedback.notes import Feedback
    from askreport.records import Document

KIND: Final = "feedback"
MOST_CHECKED: Final = 10_000
"""Characters of statements and quotes: ten times what answers have. The checks of words made to
hurt take time that grows with their square: 9 s for 16,000 characters, 1 s for 5,000."""
_MOST_SHOWN: Final = 300
"""Characters of an answer in a note."""


@dataclass(frozen=True, slots=True)
class Exported:
    """How many candidates were written; of how many answers only the id is known."""

    written: int
    unverified: int
    """Of those written: the answer does not hold against the documents."""
    unknown: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line to be completed, and what is wrong with the answer that it comes from."""

    line: dict[str, Any]
    problems: tuple[str, ...]


def candidates(
    feedback: Iterable[Feedback], documents: Mapping[str, Document]
) -> Iterator[Candidate]:
    """One candidate for each answer of ``feedback`` that is known by more than its id."""
    by_answer: dict[str, list[Feedback]] = {}
    for one in feedback:
        by_answer.setdefault(one.answer_id, []).append(one)
    for votes in by_answer.values():
        candidate = _candidate(votes, documents)
        if candidate is not None:
            yield candidate


def export(path: Path, feedback: Sequence[Feedback], documents: Mapping[str, Document]) -> Exported:
    """Write the candidates to a new file ``path``.

    Raises:
        UsageError: it is there already (somebody may have completed it), or cannot be written.
    """
    found = list(candidates(feedback, documents))
    lines = [json.dumps(each.line, ensure_ascii=False) + "\n" for each in found]
    try:
        with path.open("x", encoding="utf-8", errors="replace", newline="\n") as file:
            file.writelines(lines)
    except FileExistsError as error:
        raise UsageError(f"{path} is there already; name a new file.") from error
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise UsageError(f"{path} cannot be written ({why}); name another file.") from error
    return Exported(
        written=len(found),
        unverified=sum(bool(each.problems) for each in found),
        unknown=len({one.answer_id for one in feedback}) - len(found),
    )


def _candidate(votes: Sequence[Feedback], documents: Mapping[str, Document]) -> Candidate | None:
    told = [vote for vote in votes if vote.answer is not None]
    if not told:
        return None
    # Several readers may have sent the answer, and not all of them unchanged: the last that holds.
    for vote in reversed(told):
        answer, problems = _checked(vote, documents)
        if not problems:
            break
    question = answer.question if answer else vote.question or ""
    line: dict[str, Any] = {"id": f"{KIND}-{vote.answer_id}", "question": question}
    if vote.history:
        line["history"] = [turn.model_dump() for turn in vote.history]
    line |= {"kind": KIND, "language": voice(question)}
    evidence: list[dict[str, Any]] = []
    mend = "Fill in answerable (and must and evidence, where it is), then replace this note."
    if (
        answer is not None
        and answer.status == "answered"
        and not problems
        and all(one.verdict == "up" for one in votes)
    ):
        line["answerable"] = True
        evidence = _evidence(answer, documents)
        mend = "Fill in must, then replace this note."
    note = [*_said(votes, answer, problems), mend]
    line |= {"must": [], "evidence": evidence, "note": "\n".join(note)}
    return Candidate(line, problems)


def _checked(
    vote: Feedback, documents: Mapping[str, Document]
) -> tuple[Answer | None, tuple[str, ...]]:
    """The answer that was sent with ``vote``, and what is wrong with it."""
    try:
        answer = Answer.model_validate(vote.answer)
    except ValidationError:
        return None, ("this version cannot read it",)
    if answer.id != vote.answer_id:
        return answer, ("it has another id",)
    if _size(answer) > MOST_CHECKED:
        return answer, ("it is too long to be checked",)
    return answer, tuple(verify_answer(answer, documents))


def _size(answer: Answer) -> int:
    """Characters that are compared: those of each statement and of what it cites."""
    quotes = {citation.number: len(citation.quote) for citation in answer.citations}
    return sum(
        len(statement.text) + sum(quotes.get(number, 0) for number in statement.citations)
        for statement in answer.statements
    )


def _evidence(answer: Answer, documents: Mapping[str, Document]) -> list[dict[str, Any]]:
    """The quotes that statements cite, once each; with their place where they stand in many."""
    cited = {number for statement in answer.statements for number in statement.citations}
    found: dict[tuple[str, int, int], dict[str, Any]] = {}
    for citation in answer.citations:
        if citation.number not in cited:
            continue
        evidence: dict[str, Any] = {"document": citation.document_id, "quote": citation.quote}
        if documents[citation.document_id].text.count(citation.quote) > 1:
            evidence["start"] = citation.start
        found[citation.document_id, citation.start, citation.end] = evidence
    return list(found.values())


def _said(votes: Sequence[Feedback], answer: Answer | None, problems: Sequence[str]) -> list[str]:
    """What a person should know who makes a case of it."""
    up = sum(one.verdict == "up" for one in votes)
    said = [f"Candidate: {up} up, {len(votes) - up} down."]
    said += [f"{one.verdict}: {one.comment}" for one in votes if one.comment]
    if problems:
        more = f" and {len(problems) - 1} more" if len(problems) > 1 else ""
        said.append(f"The answer that was sent does not hold: {problems[0]}{more}.")
    if answer is not None:
        text = answer.text[:_MOST_SHOWN] + "…" * (len(answer.text) > _MOST_SHOWN)
        said.append(f"It was {answer.status}: {text}")
    return said
