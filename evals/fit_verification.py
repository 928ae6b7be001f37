"""Fit the weights by which the verifier weighs a statement (`askreport.verification.weighing`).

    python -m evals.fit_verification                        what folds say of them
    python -m evals.fit_verification --write                and write verification/weights.json
    python -m evals.fit_verification --readers A.npz B.npz  with readers of statements taught one
                                                            half of the dev pages each, of which
                                                            each statement is read by that which
                                                            did not see its own

A logistic regression (ridge-penalised towards ``PRIOR``, Newton's method) of whether the quotes say
it, over the statements of dev and fresh and those of the verifier's own tests. With a reader: those
that figures, dates and known names let be, and whose words do not decide. Without one: true ones
against those that are invented or have another's quotes; a word for another is then for the checks
of words.

Ten folds by where the quotes stand; what is printed is of those held back: true ones that stand and
false ones that do not, by kind, at several probabilities.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from evals.reader.report_statements import side_of
from evals.statements import Quote, Statement, load_statements
from evals.verifier import citations_of, load_fresh

from askreport.assistant import Assistant
from askreport.cross_encoder import StatementReader
from askreport.settings import Settings
from askreport.verification.meaning import EmbeddedMeaning
from askreport.verification.statement import weighable
from askreport.verification.weighing import OBJECTIONS, WITH_READER, WITHOUT, load_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from askreport.store.snapshot import Snapshot
    from askreport.verification import Meaning
    from askreport.verification.statement import Weighable

    Array = npt.NDArray[np.float64]

UNSAID: Final = ("invented", "citation", "neighbour", "addition")
"""Changes after which the quotes no longer say it; all others put a word for another."""
PRIOR: Final = {
    "absent": -1.0,
    "first": -1.0,
    "added": -5.0,
    "rivals": -1.0,
    **dict.fromkeys(OBJECTIONS, -2.0),
}
"""Weights of signs that few statements have."""
AGAINST: Final = frozenset(
    ("absent", "first", "longer", "added", "rivals", "unsaid_share", *OBJECTIONS)
)
"""Signs that may speak against a statement only: one that would speak for it is left out, since
more of it is easily had.
"""
RIDGE: Final = 0.5
RIDGE_OF_RARE: Final = 4.0
"""That of the signs in ``PRIOR``: few statements say what they are worth."""
FOLDS: Final = 10
PIECE: Final = 1500
"""Characters of a document whose statements are in one fold."""
FRESH_COUNTS: Final = 1.5
"""Weight of a fresh statement; the checks were tuned on the others."""
LEAST: Final = {"without": (0.2, 0.2), "with_reader": (0.2, 0.5)}
"""Probability from which on a statement stands, and one that words alone object to: as high as it
may be for about 95 of 100 true ones of each group of batches but the pairs to stand in the folds
(99.0, 98.2 and 94.5).
"""
PAIRED: Final = 17
"""The first batch in pairs of a true and a false one that differ in what no likeness tells; what
goes without a reader is not fitted to those.
"""
GROUPS: Final = {
    "to 12": range(13),
    "13, 14": range(13, 15),
    "15, 16": range(15, 17),
    "in pairs, 17 to 19": range(17, 20),
}
"""Batches that are told of together; 0 are the statements of dev and of the verifier's tests."""
TOLD_AT: Final = ((0.2, 0.5), (0.25, 0.3), (0.25, 0.5), (0.25, 0.7), (0.25, 0.9), (0.3, 0.7))
OWN: Final = Path(__file__).parents[1] / "tests" / "verification" / "statements.jsonl"
WEIGHTS: Final = Path(__file__).parents[1] / "src/askreport/verification/weights.json"


@dataclass(frozen=True)
class Row:
    """A statement with what there is to weigh of it."""

    statement: Statement
    batch: int
    told: Weighable

    @property
    def weighed(self) -> bool:
        """Whether it is weighed; what is not and is sound stands."""
        return self.told.sound and self.told.needed


def load_own(snapshot: Snapshot) -> list[Statement]:
    """The statements of the verifier's own tests, which name their quotes by their words."""
    made = []
    for number, text in enumerate(OWN.read_text(encoding="utf-8").splitlines()):
        raw = json.loads(text)
        quotes = []
        for told in raw["quotes"]:
            start = snapshot.documents[told["document"]].text.index(told["quote"])
            end = start + len(told["quote"])
            quotes.append(Quote(told["document"], start, end, told["quote"]))
        name, of = f"own{number}", f"own at {quotes[0].start}"
        made.append(
            Statement(name, raw["text"], "", tuple(quotes), raw["supported"], raw["change"], of)
        )
    return made


def collect(assistant: Assistant, readers: Sequence[Path]) -> list[Row]:
    """All statements that are not their quotes, with their signs."""
    snapshot = assistant.snapshot
    meanings = meanings_by_side(assistant, readers)
    told = [(0, s) for s in (*load_statements("dev"), *load_own(snapshot))]
    told += [(batch, s) for batch, of in load_fresh().items() for s in of]
    rows = []
    for done, (batch, statement) in enumerate(told):
        citations = citations_of(statement.quotes, snapshot)
        meaning = meanings[side_of(statement, snapshot.documents)]
        found = weighable(statement.text, citations, snapshot.documents, meaning)
        if found is not None and found.signs.said is not None:
            rows.append(Row(statement, batch, found))
        if done % 500 == 0:
            print(f"{done} of {len(told)}", file=sys.stderr, flush=True)
    return rows


def meanings_by_side(assistant: Assistant, readers: Sequence[Path]) -> dict[str, Meaning]:
    """What reads the statements on each side of the dev pages: what was taught the other side.

    Without ``readers`` the shipped one, which was taught both: what it tells of dev flatters.
    """
    if assistant.reader is None:
        raise SystemExit("the fit needs the reader of statements: ASKREPORT_RERANKER=bundled")
    lower, embedder = assistant.reader.lower, assistant.retriever.embedder
    if not readers:
        return dict.fromkeys("AB", EmbeddedMeaning(embedder, StatementReader(lower)))
    taught_a, taught_b = (
        EmbeddedMeaning(embedder, StatementReader(lower, path)) for path in readers
    )
    return {"A": taught_b, "B": taught_a}


def fit(rows: Sequence[Row], kind: str, names: Sequence[str]) -> dict[str, object]:
    """The weights, after what folds say of them is printed."""
    kept = [r for r in rows if _taught(r, kind)]
    values = [r.told.signs.values() for r in kept]
    x = np.array([[*(told[name] for name in names), 1.0] for told in values])
    y = np.array([float(r.statement.supported) for r in kept])
    w = np.array([FRESH_COUNTS if r.batch else 1.0 for r in kept])
    pieces = [f"{r.statement.quotes[0].start // PIECE}" for r in kept]
    fold = np.array([zlib.crc32(piece.encode()) % FOLDS for piece in pieces])
    held = np.zeros(len(y))
    for k in range(FOLDS):
        found = fitted(x[fold != k], y[fold != k], w[fold != k], names)
        held[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ found))
    auc = (held[y == 1][:, None] > held[y == 0][None]).mean()
    print(f"{kind}: {len(y)} statements, {int(y.sum())} true; AUC {auc:.3f}")
    probable = {id(row): float(p) for row, p in zip(kept, held, strict=True)}
    for group, batches in GROUPS.items():
        of = [row for row in rows if row.batch in batches]
        for least, objected in TOLD_AT if kind == "with_reader" else ():
            bounds = replace(load_weights(said=True), least=least, least_objected=objected)
            stand = [
                probable[id(row)] >= bounds.needed(row.told.signs)
                if row.weighed
                else row.told.sound
                for row in of
            ]
            print(f"  {group}, from {least} and {objected}: {told_by_kind(of, stand)}")
    found = fitted(x, y, w, names)
    weights = {name: round(float(v), 3) for name, v in zip(names, found[:-1], strict=True)}
    least, objected = LEAST[kind]
    return {
        "weights": weights,
        "bias": round(float(found[-1]), 3),
        "least": least,
        "least_objected": objected,
    }


def _taught(row: Row, kind: str) -> bool:
    if kind == "with_reader":
        return row.weighed
    unsaid = row.statement.supported or row.statement.change in UNSAID
    return unsaid and row.batch < PAIRED


def told_by_kind(rows: Sequence[Row], stands: Sequence[bool]) -> str:
    """True ones that stand, false ones that do not, by kind; those that are not sound do not."""
    right: dict[str, list[bool]] = defaultdict(list)
    for row, passed in zip(rows, stands, strict=True):
        kind = row.statement.change or "true"
        right[kind].append(passed == row.statement.supported)
    return ", ".join(f"{k} {np.mean(v):.3f} of {len(v)}" for k, v in sorted(right.items()))


def fitted(x: Array, y: Array, w: Array, names: Sequence[str]) -> Array:
    """The weights, the bias last; none of `AGAINST` is above 0."""
    x = x.copy()
    left_out: set[int] = set()
    while True:
        found = newton(x, y, w, names)
        wrong = {i for i, n in enumerate(names) if n in AGAINST and found[i] > 0} - left_out
        if not wrong:
            found[list(left_out)] = 0.0
            return found
        left_out |= wrong
        x[:, list(left_out)] = 0.0


def newton(x: Array, y: Array, w: Array, names: Sequence[str]) -> Array:
    """The weights, the bias last; steps are halved until they climb."""
    prior = np.array([*(PRIOR.get(name, 0.0) for name in names), 0.0])
    ridge = np.array([*(RIDGE_OF_RARE if n in PRIOR else RIDGE for n in names), 1e-6])

    def height(told: Array) -> float:
        likelihood = -np.logaddexp(0.0, np.where(y == 1, -1.0, 1.0) * (x @ told))
        return float(w @ likelihood - 0.5 * ridge @ (told - prior) ** 2)

    found = prior.copy()
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ found, -500, 500)))
        slope = x.T @ (w * (y - p)) - ridge * (found - prior)
        step = np.linalg.solve(x.T @ (x * (w * p * (1 - p))[:, None]) + np.diag(ridge), slope)
        while height(found + step) < height(found) and np.abs(step).max() > 1e-9:
            step /= 2
        found = found + step
    return found


def main() -> int:
    """Print what folds say, and write the weights where asked to."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_verification")
    parser.add_argument("--write", action="store_true", help="write the weights")
    parser.add_argument("--readers", type=Path, nargs=2, default=[], metavar="NPZ")
    asked = parser.parse_args()
    rows = collect(Assistant.open(Settings.load()), asked.readers)
    made = {
        kind: fit(rows, kind, names)
        for kind, names in (("without", WITHOUT), ("with_reader", WITH_READER))
    }
    if asked.write:
        WEIGHTS.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
        print("written", WEIGHTS.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
