"""Reference questions and what a right reply holds: one JSON object a line of a ``.jsonl`` file.

A case's split is its file's stem (``dev.jsonl``, ``test.jsonl``). Nothing here knows how cases are
scored.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, StrictBool, ValidationError, model_validator

from askreport.errors import UsageError
from askreport.evaluation.matching import normalised
from askreport.records import Record, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Words = Annotated[str, Field(pattern=r"\S")]
"""Text that is not blank."""


class Evidence(Record):
    """Words of one document that answer the question, or come closest.

    ``document`` is the document's id; ``quote`` is found in its text when white space is ignored.
    """

    document: Words
    quote: Words


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
    cases = [case for path in paths for file in _files(path) for case in _read(file)]
    places: dict[str, str] = {}
    for case in cases:
        if case.id in places:
            raise UsageError(
                f"Two cases have the id {case.id!r} (in {places[case.id]} and {case.split}); "
                "give each its own, and name no file twice."
            )
        places[case.id] = case.split
    kept = [case for case in cases if split in (None, case.split)]
    if not kept:
        there = ", ".join(sorted(set(places.values()))) or "none"
        raise UsageError(
            f"No cases to run in {', '.join(map(str, paths)) or 'no files'}"
            + (f" for the split {split!r}" if split else "")
            + f"; splits there: {there}."
        )
    return kept


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        files = sorted(path.glob("*.jsonl"))
        if not files:
            raise UsageError(f"{path} holds no .jsonl files; name a folder or file of cases.")
        return files
    if not path.is_file():
        raise UsageError(
            f"{path} does not exist; name a .jsonl file of cases, or a folder of them."
        )
    return [path]


def _read(path: Path) -> list[Case]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 ({error}); save it as UTF-8.") from error
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read ({error.strerror}); check its permissions."
        ) from error
    # Not splitlines(): that also splits at U+2028 and the like, which JSON strings may hold.
    lines = enumerate(text.split("\n"), start=1)
    return [_case(line, path, number) for number, line in lines if line.strip()]


def _case(line: str, path: Path, number: int) -> Case:
    try:
        given: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"{path}, line {number}: not JSON ({error.msg} at column {error.colno}); "
            "each line is one JSON object."
        ) from error
    if not isinstance(given, dict):
        raise UsageError(f"{path}, line {number}: not a JSON object; each line is one case.")
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
