"""Statements about the corpus with the words they cite, true and false: does a verifier tell them?

`written.jsonl` holds the true ones, written by hand; `make` turns each into false twins by rule and
writes `dev.jsonl` and `test.jsonl`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

FOLDER = Path(__file__).resolve().parent
Half = Literal["dev", "test"]
HALVES: tuple[Half, ...] = ("dev", "test")


@dataclass(frozen=True)
class Quote:
    """Exact words: ``document.text[start:end] == quote``; of a table also the row and column."""

    document: str
    start: int
    end: int
    quote: str
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True)
class Statement:
    """A statement and whether its quotes say so; ``change`` is what made it false."""

    id: str
    text: str
    language: str
    quotes: tuple[Quote, ...]
    supported: bool
    change: str | None
    of: str
    """The id of the true statement it was made from; its own when it is true."""


def load_statements(half: Half) -> list[Statement]:
    """The statements of one half, in the order of the file."""
    lines = (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_read(json.loads(line)) for line in lines]


def _read(raw: dict[str, Any]) -> Statement:
    return Statement(**raw | {"quotes": tuple(Quote(**quote) for quote in raw["quotes"])})
