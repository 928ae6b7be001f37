"""Backends as names of models.

``askreport`` is the service's own choice, ``askreport/BACKEND`` one that a request may name; the
prefix may be left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from askreport.composing import Composers

OURS: Final = "askreport"
_PATTERN: Final = frozenset("*?[")


def models_of(composers: Composers) -> list[str]:
    """The names to choose from; what is offered only as a pattern has no name to list."""
    named = [backend for backend in composers.offered if _PATTERN.isdisjoint(backend)]
    return [OURS, *(f"{OURS}/{backend}" for backend in named)]


def backend_of(model: str, composers: Composers) -> str | None:
    """The backend that ``model`` names; ``None`` is the service's own choice.

    Raises:
        UnknownBackendError: there is none of that name that a request may choose.
    """
    if model == OURS:
        return None
    backend = model.removeprefix(f"{OURS}/")
    composers.check_offered(backend)
    return backend
