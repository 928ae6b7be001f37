"""A public set opened for a run: read, drawn from, indexed in a folder that goes with the run."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from askreport.assistant import Assistant
from askreport.composing import Composers
from askreport.cross_encoder import load_reader
from askreport.embedding import load_embedder
from askreport.errors import UsageError
from askreport.evaluation.sets.corpus import cases_of, index_contexts
from askreport.evaluation.sets.rgb import load_rgb
from askreport.evaluation.sets.squad import load_squad
from askreport.evaluation.sets.vectors import KeptEmbedder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from askreport.evaluation.cases import Case
    from askreport.evaluation.sets.base import QuestionSet
    from askreport.indexing import Progress
    from askreport.settings import Settings

FORMATS: Final[dict[str, Callable[[Sequence[Path]], QuestionSet]]] = {
    "squad": load_squad,
    "rgb": load_rgb,
}
"""Loaders by the name of the format."""


@contextmanager
def opened(
    paths: Sequence[Path],
    shape: str,
    settings: Settings,
    *,
    split: str | None = None,
    limit: int | None = None,
    seed: int = 0,
    small: bool = False,
    cache: Path | None = None,
    progress: Progress | None = None,
    say: Callable[[str], None] | None = None,
) -> Iterator[tuple[Assistant, list[Case]]]:
    """An assistant on the texts of the files ``paths`` of format ``shape``, and their cases.

    All texts are indexed whatever ``limit`` says, since a smaller corpus would be easier to search;
    ``small`` keeps only those that come with the drawn questions. ``cache`` is a folder that keeps
    vectors between runs. ``progress`` is told how the index is built, ``say`` what of the files was
    passed over.

    Raises:
        UsageError: a file is malformed, no question is left, or ``cache`` cannot be written.
        EnvironmentLackError: the embedder is missing, or there is no room for the index.
    """
    if not paths:
        raise UsageError(f"The format {shape} needs files: name them, or a folder of them.")
    whole = FORMATS[shape](paths)
    if whole.blank and say:
        say(f"Passed over, as they ask nothing: {'; '.join(whole.blank)}")
    made = whole.drawn(limit, seed, split)
    if not made.posed:
        half = f" for the split {split!r}" if split else ""
        raise UsageError(f"There are no questions in {', '.join(map(str, paths))}{half}.")
    if small:
        made = made.small()
    embedder = load_embedder(settings.embedder, threads=settings.threads)
    keeping = KeptEmbedder(embedder, cache) if cache else embedder
    with TemporaryDirectory(prefix="askreport-eval-") as folder:
        snapshot = index_contexts(made.contexts, keeping, Path(folder), progress)
        composers = Composers(settings)
        assistant = Assistant(
            snapshot,
            embedder,
            composers=composers,
            reader=load_reader(settings.reranker),
            top_k=settings.top_k,
        )
        yield assistant, cases_of(made, snapshot.documents)
