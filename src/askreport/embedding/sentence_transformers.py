"""Any sentence-transformers model: a folder, or a hub name where a hub can be reached.

Needs the extra ``askreport[sentence-transformers]``, which brings torch. Prompts for questions and
passages come from the model's own configuration where it has them; the E5 and BGE families, whose
configurations lack them, are known by name.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from askreport.embedding.base import Embedder, Kind, clean
from askreport.errors import EmbedderUnavailableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.embedding.base import Vectors

_FAMILIES: Final = (
    ("e5", {"query": "query: ", "passage": "passage: "}),
    ("bge-small-zh", {"query": "为这个句子生成表示以用于检索相关文章：", "passage": ""}),
    ("bge-base-zh", {"query": "为这个句子生成表示以用于检索相关文章：", "passage": ""}),
    ("bge-large-zh", {"query": "为这个句子生成表示以用于检索相关文章：", "passage": ""}),
)
"""Prompts of model families by a part of their name; the first that fits is taken."""


class SentenceTransformersEmbedder(Embedder):
    """A model run by sentence-transformers, on the CPU unless torch finds better."""

    name = "sentence-transformers"
    batch = 32

    def __init__(self, model: str, prompts: dict[str, str] | None = None) -> None:
        if not model:
            raise EmbedderUnavailableError(
                "Name the model: ASKREPORT_EMBEDDER=sentence-transformers:MODEL, where MODEL is a "
                "folder or a hub name such as intfloat/multilingual-e5-small."
            )
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EmbedderUnavailableError(
                "sentence-transformers is not installed; take the extra: "
                "pip install 'askreport[sentence-transformers]'"
            ) from error
        local = Path(model).expanduser()
        if local.is_dir():
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        try:
            self._model: Any = SentenceTransformer(str(local) if local.is_dir() else model)
        except Exception as error:  # the library raises OSError, ValueError and hub errors alike
            raise EmbedderUnavailableError(
                f"The model {model!r} cannot be loaded ({type(error).__name__}: {error}); give the "
                "path of a downloaded model folder, or a hub name where the hub can be reached."
            ) from error
        self._id = local.name if local.is_dir() else model
        self.space = self._id.rpartition("/")[2]
        self._prompts = prompts or self._own_prompts() or _family_prompts(self._id)
        size = (
            getattr(  # renamed in version 5.4
                self._model, "get_embedding_dimension", None
            )
            or self._model.get_sentence_embedding_dimension
        )
        self.dimensions = int(size() or 0)
        self._weights = _digest(local) if local.is_dir() else model

    @property
    def fingerprint(self) -> str:
        """Model, prompts and the digest of the model's configuration and weight sizes."""
        prompts = "|".join(f"{k}={v}" for k, v in sorted(self._prompts.items()))
        return f"sentence-transformers:{self._id}:{self._weights}:{prompts}:{self.dimensions}"

    def embed_batch(self, texts: Sequence[str], kind: Kind) -> Vectors:
        """Vectors of the prompted texts."""
        prompt = self._prompts.get(kind, "")
        vectors = self._model.encode(
            [prompt + text for text in texts], show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(vectors, dtype=np.float32)

    def count_tokens(self, text: str) -> int:
        """Tokens by the model's own tokenizer, special ones left out."""
        return len(self._model.tokenizer.encode(clean(text), add_special_tokens=False))

    def _own_prompts(self) -> dict[str, str]:
        """The model's prompts under our two kinds; libraries call a passage a document too."""
        own: dict[str, str] = {k: v for k, v in (self._model.prompts or {}).items() if v}
        if not own:
            return {}
        return {
            "query": own.get("query", ""),
            "passage": own.get("passage", own.get("document", "")),
        }


def _family_prompts(model: str) -> dict[str, str]:
    name = model.lower()
    return next((dict(prompts) for part, prompts in _FAMILIES if part in name), {})


def _digest(folder: Path) -> str:
    """Names and sizes of a model folder's files: enough to notice another model in its place."""
    listing = sorted(
        (str(p.relative_to(folder)), p.stat().st_size) for p in folder.rglob("*") if p.is_file()
    )
    return hashlib.sha256(repr(listing).encode()).hexdigest()[:12]
