"""The tables of words, readings and places that an installation makes, and whether they are here.

``scripts/hatch_build.py`` makes them from pinned packages when askreport is built or installed.
They lie beside the modules that read them and are not under version control.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from askreport.errors import LanguageDataMissingError

HOME: Final = Path(__file__).parent
MEND: Final = "python -m pip install --editable ."
TABLES: Final = (
    "naming/characters.txt",
    "naming/places.txt",
    "naming/territories.txt",
    "naming/words.txt",
    "spelling/chinese.txt",
    "spelling/english.txt",
    "spelling/syllables.txt",
)


def read_table(name: str) -> bytes:
    """The bytes of one of `TABLES`; the first line says where it comes from.

    Raises `LanguageDataMissingError` when it is not here: a checkout that was never installed.
    """
    try:
        return (HOME / name).read_bytes()
    except FileNotFoundError:
        raise LanguageDataMissingError(
            f"The language table {name} is not here: it is made when askreport is installed. "
            f"In the checkout, run: {MEND}"
        ) from None


def missing_tables() -> list[str]:
    """Those of `TABLES` that are not here."""
    return [name for name in TABLES if not (HOME / name).is_file()]
