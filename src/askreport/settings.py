"""The only reader of the environment and of ``askreport.toml``.

Order of authority: keyword arguments, then environment (``ASKREPORT_…``), then ``askreport.toml``
in the home folder, then the defaults below.

The home folder holds ``corpus/``, ``index/`` and ``web/``: ``ASKREPORT_HOME``, else the current
folder if it has a ``corpus`` or an ``askreport.toml``, else the checkout that this package is run
from, else the copies bundled in the installed package.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from askreport.errors import UsageError

BUNDLED_EMBEDDER: Final = "bundled"
DEFAULT_PORT: Final = 8765
_COMMON: Final = ("openai_base_url", "openai_api_key")
"""Read without the prefix as well: what every client of such endpoints reads."""
_TEXTS: Final = (
    *("corpus", "index", "web", "embedder", "backend", "backends", "host", "entailment", "prompt"),
    *("openai_base_url", "openai_api_key", "feedback_url", "reranker"),
)
_NUMBERS: Final = (
    *("top_k", "port", "threads", "context_tokens"),
    *("model_parallel", "model_retries", "model_seconds", "model_first_seconds"),
)
_POSITIVE: Final = ("context_tokens", "model_parallel", "model_seconds", "model_first_seconds")
_SECRET: Final = ("openai_api_key", "feedback_url")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told. Paths are absolute; sizes and times carry their unit in the name."""

    home: Path
    corpus: Path
    index: Path
    web: Path
    embedder: str = BUNDLED_EMBEDDER
    """``bundled``, ``sentence-transformers:MODEL`` (a folder or hub name), or ``hashed``."""
    reranker: str = "bundled"
    """What reads the best sentences together with the question: ``bundled``, or ``none``. Without
    the bundled embedder's package there is none, whatever this says."""
    backend: str = "extractive"
    """Who writes the answers: ``extractive``, ``openai:MODEL`` or ``local:PATH.gguf``."""
    backends: str = ""
    """What a request may name besides ``backend`` and ``extractive``: patterns, separated by
    commas (``openai:*``). Empty: any model of a configured endpoint, and on a service for this
    machine alone any local file."""
    openai_base_url: str | None = None
    """Of an endpoint that speaks OpenAI's protocol; ``OPENAI_BASE_URL`` is read, too."""
    openai_api_key: str | None = field(default=None, repr=False)
    """Never shown; ``OPENAI_API_KEY`` is read, too."""
    feedback_url: str = field(default="", repr=False)
    """Where readers' feedback goes, as an SQLAlchemy URL; empty: ``feedback.sqlite3`` in the home.
    Not shown, since it may hold a password."""
    model_parallel: int = 4
    """Replies of a remote model at once; other questions wait for a place."""
    model_retries: int = 2
    """Further tries after 429, 5xx or a lost connection."""
    model_seconds: int = 120
    """What a model's reply may take; the extractive answer is given then."""
    model_first_seconds: int = 30
    """What a model's first words may take."""
    context_tokens: int = 8192
    """What the model reads and writes together, where it does not say itself."""
    entailment: str = ""
    """A language model that is asked of each statement whether its quotes say it: one check more.
    Named as a backend is; empty: none."""
    prompt: Path | None = None
    """A file to use instead of the shipped prompt."""
    top_k: int = 8
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    threads: int = 0
    """Threads of the embedder; 0 leaves the choice to it."""

    @classmethod
    def load(cls, **given: Any) -> Settings:
        """Settings from ``given`` (``None`` means not given), environment, file and defaults.

        Raises:
            UsageError: a value cannot be read, or the file names an unknown setting.
        """
        known = {f.name for f in fields(cls)}
        values: dict[str, Any] = {k: v for k, v in given.items() if v is not None}
        for name in known - values.keys():
            text = os.environ.get(f"ASKREPORT_{name.upper()}")
            if not text and name in _COMMON:
                text = os.environ.get(name.upper())
            if text:
                values[name] = text
        home = Path(values.get("home") or find_home()).absolute()
        for name, value in _from_file(home / "askreport.toml", known).items():
            values.setdefault(name, value)
        values["home"] = home
        for name in _TEXTS:
            if not isinstance(values.get(name, ""), (str, Path)):
                shown = "another kind of value" if name in _SECRET else repr(values[name])
                raise UsageError(f"The setting {name} takes text, not {shown}.")
        for folder in ("corpus", "index", "web"):
            values[folder] = home / Path(values.get(folder, folder)).expanduser()
        if values.get("prompt") is not None:
            values["prompt"] = home / Path(values["prompt"]).expanduser()
        for name in _NUMBERS:
            if name in values:
                values[name] = _whole_number(name, values[name])
                if name in _POSITIVE and values[name] < 1:
                    raise UsageError(f"The setting {name} takes 1 or more, not {values[name]}.")
        return cls(**values)


def find_home() -> Path:
    """The home folder when none was named; see the module's docstring for the order."""
    here = Path.cwd()
    if (here / "askreport.toml").is_file() or (here / "corpus").is_dir():
        return here
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "corpus").is_dir() and (checkout / "pyproject.toml").is_file():
        return checkout
    return Path(__file__).resolve().parent / "bundled"


def _from_file(path: Path, known: set[str]) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not valid TOML ({error}); mend that line.") from error
    unknown = sorted(table.keys() - known)
    if unknown:
        raise UsageError(
            f"{path} has settings that do not exist: {', '.join(unknown)}. "
            f"Known ones: {', '.join(sorted(known))}."
        )
    return table


def _whole_number(name: str, value: Any) -> int:
    try:
        if isinstance(value, (bool, float)):
            raise TypeError
        return int(value)
    except (TypeError, ValueError):
        raise UsageError(f"The setting {name} takes a whole number, not {value!r}.") from None
