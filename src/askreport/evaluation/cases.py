"""Reference questions and what a right reply holds: one JSON object a line of a ``.jsonl`` file.

A case's split is its file's stem (``dev.jsonl``, ``test.jsonl``). Nothing here knows how cases are
scored.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import Field, StrictBool, ValidationError, model_validator

from askreport.errors import UsageError
from askreport.evaluation.files import check_ids, files_of, json_lines
from askreport.evaluation.matching import normalised
from askreport.records import Record, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

T = TypeVar("T")
Words = Annotated[str, Field(pattern=r"\S")]
"""Text that is not blank."""


class Evidence(Record):
    """Words of one document that answer the question, or come closest.

    ``document`` is the document's id; ``quote`` is found in its text when white space is ignored.
    Where ``start`` is given, only the exact words at that code point count, for quotes so short
    that they stand in many places. ``elsewhere`` are places that tell the same: one is enough.
    """

    document: Words
    quote: Words
    start: int | None = Field(default=None, ge=0)
    elsewhere: tuple[Evidence, ...] = ()


class Case(Record):
    """One reference question.

    A reply is right when each group of ``must`` has an alternative in it (`matching.normalised`).
    ``kind`` is any word; results are reported by it.
    """

    id: Words
    question: Words
    history: tuple[Turn, ...] = ()
    kind: Words
    language: Words
    answerable: StrictBool
    must: tuple[tuple[Words, ...], ...]
    evidence: tuple[Evidence, ...]
    note: str | None = None
    split: str

    @model_validator(mode="after")
    def _has_what_it_is_scored_by(self) -> Case:
        if self.answerable and not self.must:
            raise ValueError("an answerable case needs a group in must")
        if any(not any(normalised(word) for word in group) for group in self.must):
            raise ValueError("a group in must has no alternative")
        return self


def load_cases(paths: Sequence[Path], split: str | None = None) -> list[Case]:
    """The cases of JSONL files, and of folders all their ``*.jsonl``, in the order given.

    ``split`` keeps only the cases of the files with that stem.

    Raises:
        UsageError: a path or line cannot be used, two cases share an id, or none is left; the
            message names the file, the line and what to mend.
    """
    cases = [case for path in paths for file in files_of(path, ".jsonl") for case in _read(file)]
    check_ids((case.id, case.split) for case in cases)
    kept = [case for case in cases if split in (None, case.split)]
    if not kept:
        there = ", ".join(sorted({case.split for case in cases})) or "none"
        raise UsageError(
            f"No cases to run in {', '.join(map(str, paths)) or 'no files'}"
            + (f" for the split {split!r}" if split else "")
            + f"; splits there: {there}."
        )
    return kept


def draw(items: Sequence[T], limit: int | None, seed: int = 0) -> list[T]:
    """At most ``limit`` of ``items``, drawn evenly and kept in their order; all without a limit."""
    if limit is None or limit >= len(items):
        return list(items)
    drawn = random.Random(seed).sample(range(len(items)), limit)
    return [items[index] for index in sorted(drawn)]


def _read(path: Path) -> list[Case]:
    return [_case(given, path, number) for number, given in json_lines(path)]


def _case(given: dict[str, Any], path: Path, number: int) -> Case:
    if "split" in given:
        raise UsageError(
            f"{path}, line {number}: split is not a field (the file's name gives it); remove it."
        )
    try:
        return Case.model_validate({**given, "split": path.stem})
    except ValidationError as error:
        wrong = "; ".join(_mend(dict(detail)) for detail in error.errors())
        raise UsageError(f"{path}, line {number}: {wrong}.") from error


def _mend(detail: dict[str, Any]) -> str:
    """One of pydantic's complaints in our words."""
    field = ".".join(str(part) for part in detail["loc"])
    match detail["type"]:
        case "missing":
            return f"{field} is missing; add it"
        case "extra_forbidden":
            return f"{field} is not a field of a case; mend its spelling or remove it"
        case "string_pattern_mismatch":
            return f"{field} is blank; fill it in"
        case "value_error":
            return str(detail["ctx"]["error"])
        case _:
            return f"{field}: {detail['msg']}, not {detail['input']!r}; mend it"
