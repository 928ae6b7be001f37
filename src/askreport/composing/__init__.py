"""Composing: evidence to draft statements. A new backend is one new file and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from askreport.errors import UnknownBackendError

if TYPE_CHECKING:
    from askreport.composing.base import Composer

BACKENDS: Final = ("extractive",)
"""What a request's ``backend`` may name."""

__all__ = ["BACKENDS", "load_composer"]


def load_composer(name: str) -> Composer:
    """The composer that requests and settings call ``name``.

    Raises:
        UnknownBackendError: there is none of that name.
    """
    if name == "extractive":
        from askreport.composing.extractive import ExtractiveComposer

        return ExtractiveComposer()
    known = f"known are: {', '.join(BACKENDS)}."
    raise UnknownBackendError(
        f"There is no backend {name!r}; {known}", public=f"There is no such backend; {known}"
    )
