"""Composing: evidence to draft statements.

::

    base         the seam: Brief in, DraftStatements out
    extractive   quotes, and nothing but quotes; the default
    rows         rows of a table, told and counted
    prompt       the prompt file of language models
    numbering    passages with an id for every sentence
    replies      what a model writes, read as it comes
    prompted     the composer of every language model

A new backend that is a language model is one file in `models`; another way to compose is one file
here and one line in `Composers`.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from askreport.composing.extractive import ExtractiveComposer
from askreport.errors import UnknownBackendError
from askreport.models import KINDS, Models

if TYPE_CHECKING:
    from askreport.composing.base import Composer
    from askreport.composing.prompt import Prompt
    from askreport.models.judging import ModelEntailment
    from askreport.settings import Settings

EXTRACTIVE: Final = "extractive"
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")

__all__ = ["EXTRACTIVE", "Composers"]


class Composers:
    """The composers that settings describe: a new one a question, around models that are shared.

    Without settings there is the extractive one alone.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings
        self._models = Models(settings) if settings else None

    @property
    def default(self) -> str:
        """The backend that answers when a request names none."""
        return self._settings.backend if self._settings else EXTRACTIVE

    def get(self, backend: str) -> Composer:
        """A composer for one question, by what requests and settings call it.

        Raises:
            UnknownBackendError: there is none of that name.
            ModelUnavailableError: its model is not here.
        """
        if backend == EXTRACTIVE:
            return ExtractiveComposer()
        if backend == self._shown_default:
            backend = self.default
        kind, _, name = backend.partition(":")
        if self._settings is None or self._models is None or kind not in KINDS or not name:
            raise _unknown(backend)
        from askreport.composing.prompted import PromptedComposer

        return PromptedComposer(
            self._models.get(backend),
            self._prompt,
            seconds=self._settings.model_seconds,
            first_seconds=self._settings.model_first_seconds,
        )

    def check_offered(self, backend: str) -> None:
        """Do nothing where a request may name ``backend``; see `Settings.backends`.

        Raises:
            UnknownBackendError: it may not: not configured, or a file that is not listed.
        """
        known = (self.default, *self.offered)
        if not any(fnmatchcase(backend, pattern) for pattern in known):
            raise _unknown(backend, self.offered)

    @property
    def offered(self) -> tuple[str, ...]:
        """What requests may name: backends and patterns of them. No path is told."""
        known = [EXTRACTIVE, self._shown_default]
        settings = self._settings
        if settings is not None and settings.backends:
            known += [name.strip() for name in settings.backends.split(",") if name.strip()]
        elif settings is not None:
            if settings.openai_base_url or settings.openai_api_key:
                known.append("openai:*")
            if settings.host in _LOOPBACK:
                known.append("local:*")
        return tuple(dict.fromkeys(known))

    @property
    def _shown_default(self) -> str:
        """The default as strangers see it: of a local model its name, not where it lies."""
        kind, colon, name = self.default.partition(":")
        return f"{kind}:{PurePath(name).stem}" if kind == "local" else f"{kind}{colon}{name}"

    @property
    def entailment(self) -> ModelEntailment | None:
        """The entailment model that settings name.

        Raises:
            UnknownBackendError, ModelUnavailableError: it is named and not there.
        """
        if self._settings is None or self._models is None or not self._settings.entailment:
            return None
        from askreport.models.judging import ModelEntailment

        return ModelEntailment(self._models.get(self._settings.entailment))

    def warm(self) -> None:
        """Load the default backend's model where that takes time.

        Raises:
            ModelUnavailableError: it is not here.
        """
        if self._models is not None and self.default != EXTRACTIVE:
            warm = getattr(self._models.get(self.default), "warm", None)
            if warm is not None:
                warm()

    def close(self) -> None:
        """Let go of the models."""
        if self._models is not None:
            self._models.close()

    @cached_property
    def _prompt(self) -> Prompt:
        from askreport.composing.prompt import Prompt

        return Prompt.load(self._settings.prompt if self._settings else None)


def _unknown(
    backend: str, offered: tuple[str, ...] = (EXTRACTIVE, "openai:MODEL", "local:PATH")
) -> UnknownBackendError:
    known = f"known are: {', '.join(offered)}."
    return UnknownBackendError(
        f"There is no backend {backend!r}; {known}", public=f"There is no such backend; {known}"
    )
