"""Each signal off in turn: what the dev cases lose without it.

    python -m evals.ablations

Prints, for the whole and for each leg left out: recall@5 of evidence, answers with every required
fact among the answerable, AUC of the confidence. The weights stay as they are.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import askreport.retrieval as retrieval
from askreport.assistant import Assistant
from askreport.evaluation import evaluate, load_cases
from askreport.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def _without_ranking(place: int) -> Iterator[None]:
    """One of the fused rankings left out: 0 words, 1 chunks, 2 sentences, 3 identifiers."""
    real = retrieval.fuse

    def fuse(rankings: Any, rows: Any) -> Any:
        return real([r for i, r in enumerate(rankings) if i != place], rows)

    with patch.object(retrieval, "fuse", fuse):
        yield


def legs(assistant: Assistant) -> dict[str, Callable[[], Any]]:
    """Name of each signal -> a context in which it is off."""
    return {
        "everything on": ExitStack,
        "BM25": lambda: _without_ranking(0),
        "vectors of chunks": lambda: _without_ranking(1),
        "vectors of sentences": lambda: _without_ranking(2),
        "identifiers": lambda: _without_ranking(3),
        "reranking": lambda: patch("askreport.evidence.reranking._MODEL", 0.0),
        "tables": lambda: patch.object(assistant.tables, "select", lambda *_: None),
        "spelling and script": lambda: patch.object(Assistant, "read", lambda _, text: text),
        "rewriting follow-ups": lambda: patch.object(
            Assistant, "rewrite", lambda _, question, *__: question
        ),
        "parts": lambda: patch("askreport.assistant.parts_of", lambda _: ()),
        "injection": lambda: patch("askreport.assistant.gives_instructions", lambda _: False),
        "years, versions, names missing": lambda: patch(
            "askreport.evidence.missing", lambda *_: ()
        ),
    }


def main() -> int:
    """Print a line a signal."""
    assistant = Assistant.open(Settings.load())
    cases = load_cases([ROOT / "evals" / "cases" / "dev.jsonl"])
    for name, off in legs(assistant).items():
        with off():
            report = evaluate(assistant, cases)
        answerable = [r for r in report.results if r.answerable]
        right = sum(r.correct for r in answerable) / len(answerable)
        whole = report.total.overall
        print(
            f"{name:32} recall@5 {whole.recall[5].value:.3f}  answers {right:.3f}  "
            f"AUC {whole.confidence_auc:.3f}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
