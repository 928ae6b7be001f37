"""Files of questions: found, read, their JSON parsed, with errors that name file and place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from askreport.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def files_of(path: Path, *suffixes: str) -> list[Path]:
    """``path`` itself, or of a folder its files with one of ``suffixes``, sorted by name.

    Raises:
        UsageError: it does not exist, or the folder holds none.
    """
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix in suffixes)
        if not files:
            raise UsageError(
                f"{path} holds no {' or '.join(suffixes)} files; name a folder or file of cases."
            )
        return files
    if not path.is_file():
        raise UsageError(
            f"{path} does not exist; name a {suffixes[0]} file of cases, or a folder of them."
        )
    return [path]


def text_of(path: Path) -> str:
    """The text of a UTF-8 file, a byte order mark passed over.

    Raises:
        UsageError: it cannot be read or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 ({error}); save it as UTF-8.") from error
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read ({error.strerror}); check its permissions."
        ) from error


def json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON-lines file, each with the number of its line, from 1.

    Raises:
        UsageError: a line is not one JSON object; the message names it.
    """
    # Not splitlines(): that also splits at U+2028 and the like, which JSON strings may hold.
    for number, line in enumerate(text_of(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            given: Any = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise UsageError(
                f"{path}, line {number}: not JSON ({_fault(error)}); each line is one JSON object."
            ) from error
        if not isinstance(given, dict):
            raise UsageError(f"{path}, line {number}: not a JSON object; each line is one case.")
        yield number, given


def json_of(path: Path) -> Any:
    """The JSON that a whole file is.

    Raises:
        UsageError: it is not JSON; the message names the line.
    """
    try:
        return json.loads(text_of(path))
    except (json.JSONDecodeError, RecursionError) as error:
        line = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UsageError(
            f"{path}{line}: not JSON ({_fault(error)}); the file is one JSON document."
        ) from error


def check_ids(ids: Iterable[tuple[str, str]]) -> None:
    """Refuse two cases with one id; each is given with where it stands (its split).

    Raises:
        UsageError: the message names the id and both places.
    """
    places: dict[str, str] = {}
    for name, place in ids:
        if name in places:
            raise UsageError(
                f"Two cases have the id {name!r} (in {places[name]} and {place}); "
                "give each its own, and name no file twice."
            )
        places[name] = place


def _fault(error: json.JSONDecodeError | RecursionError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno}"
    return "it is nested too deeply"
