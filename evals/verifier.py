"""How well the verifier tells statements that their quotes support from those they do not.

    python -m evals.verifier                      the dev half of evals/statements
    python -m evals.verifier --split test         the half that is only reported
    python -m evals.verifier --without-meaning    words alone, without the embedder
    python -m evals.verifier --split fresh        statements of another writer, by batch
    python -m evals.verifier --split exchanged    twins by rule of all true ones of dev and fresh
    python -m evals.verifier --failures           and each statement it got wrong

Prints, for each way in which the statements were made false, how many were caught, and for each
language how many true ones passed, with 95 % intervals after Wilson; the time of one statement.

Only "supported" lets a statement pass; whatever else the verdict is, it is caught.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from evals.statements import FOLDER, HALVES, Quote, Statement, load_statements
from evals.statements.exchanges import exchanges

from askreport.assistant import Assistant
from askreport.chunking import heading_of
from askreport.citing import source_url
from askreport.records import CellReference, Citation, Verdict
from askreport.settings import Settings
from askreport.verification import check_statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from askreport.store.snapshot import Snapshot
    from askreport.verification import Meaning


FRESH: Final = "fresh"
EXCHANGED: Final = "exchanged"


@dataclass(frozen=True)
class Judged:
    """A statement and what the verifier made of it; ``failed`` are the checks that did not pass."""

    statement: Statement
    verdict: Verdict
    failed: tuple[str, ...]
    seconds: float

    @property
    def right(self) -> bool:
        """Whether a true statement passed or a false one did not."""
        return (self.verdict == "supported") == self.statement.supported


def citations_of(quotes: Sequence[Quote], snapshot: Snapshot) -> tuple[Citation, ...]:
    """The citations that the service would make for ``quotes``."""
    return tuple(_citation(n, quote, snapshot) for n, quote in enumerate(quotes, start=1))


def _citation(number: int, quote: Quote, snapshot: Snapshot) -> Citation:
    chunk = next(
        chunk
        for chunk in snapshot.chunks
        if chunk.document_id == quote.document
        and any(s.start <= quote.start < s.end for s in (*chunk.sentences, *chunk.heads))
    )
    cell = None
    if quote.row is not None and quote.column is not None:
        cell = CellReference(row=quote.row, column=quote.column)
    return Citation(
        number=number,
        document_id=quote.document,
        document_title=snapshot.documents[quote.document].title,
        page=chunk.page,
        heading=heading_of(chunk),
        start=quote.start,
        end=quote.end,
        quote=quote.quote,
        passage_id=chunk.id,
        url=source_url(quote.document, quote.start, quote.end),
        cell=cell,
    )


def load_fresh() -> dict[int, list[Statement]]:
    """The statements of ``fresh.jsonl`` by the batch in which they were written."""
    batches: dict[int, list[Statement]] = defaultdict(list)
    for text in (FOLDER / "fresh.jsonl").read_text(encoding="utf-8").splitlines():
        raw = json.loads(text)
        batch = int(raw.pop("batch"))
        quotes = tuple(Quote(**quote) for quote in raw["quotes"])
        batches[batch].append(Statement(**raw | {"quotes": quotes}))
    return dict(batches)


def judge(
    statements: Iterable[Statement], snapshot: Snapshot, meaning: Meaning | None
) -> list[Judged]:
    """What the verifier says of each statement."""
    judged = []
    for statement in statements:
        citations = citations_of(statement.quotes, snapshot)
        begun = time.perf_counter()
        verdict, checks = check_statement(
            statement.text, citations, snapshot.documents, meaning=meaning
        )
        seconds = time.perf_counter() - begun
        failed = tuple(f"{c.name}: {c.detail}" for c in checks if not c.passed)
        judged.append(Judged(statement, verdict, failed, seconds))
    return judged


def wilson(right: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    z = 1.96
    share = right / total
    middle = share + z * z / (2 * total)
    width = z * (share * (1 - share) / total + z * z / (4 * total * total)) ** 0.5
    scale = 1 + z * z / total
    return max(0.0, (middle - width) / scale), min(1.0, (middle + width) / scale)


def line(name: str, judged: Sequence[Judged]) -> str:
    """One line of the table: how many were judged right."""
    right = sum(j.right for j in judged)
    low, high = wilson(right, len(judged))
    share = right / len(judged)
    return f"  {name:14} {right:4}/{len(judged):<4} {share:6.1%}  ({low:.1%} to {high:.1%})"


def caught_by_kind(judged: Sequence[Judged]) -> str:
    """A line for each change, and one for all of them."""
    caught: dict[str, list[Judged]] = defaultdict(list)
    for j in judged:
        if j.statement.change is not None:
            caught[j.statement.change].append(j)
    lines = ["false statements caught"]
    lines += [line(kind, caught[kind]) for kind in sorted(caught)]
    if caught:
        lines += [line("all", [j for some in caught.values() for j in some])]
    return "\n".join(lines)


def report(judged: Sequence[Judged]) -> str:
    """False ones caught by kind, true ones passed by language, the time."""
    passed: dict[str, list[Judged]] = defaultdict(list)
    for j in judged:
        if j.statement.change is None:
            passed[j.statement.language].append(j)
    lines = [caught_by_kind(judged)]
    lines += ["true statements passed"]
    lines += [line(language, passed[language]) for language in sorted(passed)]
    lines += [line("all", [j for some in passed.values() for j in some])]
    seconds = sorted(j.seconds for j in judged)
    slowest = seconds[int(0.95 * len(seconds))]
    lines += [
        f"ms a statement: p50 {statistics.median(seconds) * 1e3:.1f}, p95 {slowest * 1e3:.1f}"
    ]
    return "\n".join(lines)


def main() -> int:
    """Print the table, and the failures where asked for."""
    parser = argparse.ArgumentParser(prog="python -m evals.verifier")
    parser.add_argument("--split", choices=(*HALVES, FRESH, EXCHANGED), default="dev")
    parser.add_argument("--without-meaning", action="store_true", help="words alone")
    parser.add_argument("--failures", action="store_true", help="each statement it got wrong")
    asked = parser.parse_args()
    assistant = Assistant.open(Settings.load())
    meaning = None if asked.without_meaning else assistant.meaning
    snapshot = assistant.snapshot
    if asked.split == FRESH:
        judged = []
        for batch, statements in load_fresh().items():
            judged += (some := judge(statements, snapshot, meaning))
            print(f"batch {batch}\n{report(some)}")
    elif asked.split == EXCHANGED:
        fresh = [s for batch in load_fresh().values() for s in batch]
        judged = judge(exchanges([*load_statements("dev"), *fresh]), snapshot, meaning)
        print(caught_by_kind(judged))
    else:
        judged = judge(load_statements(asked.split), snapshot, meaning)
        print(report(judged))
    if asked.failures:
        for j in judged:
            if not j.right:
                kind = j.statement.change or "true"
                print(f"{j.statement.id} [{kind}] {j.verdict}: {j.statement.text}")
                print(*(f"    {detail}" for detail in j.failed), sep="\n")
                print(*(f"    「{quote.quote}」" for quote in j.statement.quotes), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
