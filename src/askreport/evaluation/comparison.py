"""A run beside an earlier one: the same cases answered twice, so each is its own control.

Differences get a paired bootstrap: whole cases are resampled, with what both runs made of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from askreport.errors import UsageError
from askreport.evaluation import selective
from askreport.evaluation.bootstrap import estimate, ratio
from askreport.evaluation.results import Comparison, Difference, Report
from askreport.evaluation.summary import within

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from askreport.evaluation.bootstrap import Floats, Statistic
    from askreport.evaluation.results import CaseResult

DEPTH: Final = 5
"""Passages that the recall compared is of."""

Pair = tuple["CaseResult", "CaseResult"]
"""The same case, (before, now)."""


def load_report(path: Path) -> Report:
    """The report that an earlier ``askreport eval --output`` or ``--json`` wrote.

    Raises:
        UsageError: the file cannot be read, or is no report; the message says how to write one.
    """
    mend = "write one with: askreport eval --output FILE"
    try:
        return Report.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}); {mend}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise UsageError(
            f"{path} is no report of an evaluation ({place}: {first['msg']}); {mend}"
        ) from error


def compare(now: Report, before: Report) -> Comparison:
    """``now`` beside ``before``, case by case and in sum."""
    old = {result.id: result for result in before.results}
    new = {result.id: result for result in now.results}
    shared = [(old[name], result) for name, result in new.items() if name in old]
    pairs = [pair for pair in shared if _same(*pair)]
    return Comparison(
        other=_other(now, before),
        differences=_differences(pairs),
        better=tuple(n.id for b, n in pairs if n.correct and not b.correct),
        worse=tuple(n.id for b, n in pairs if b.correct and not n.correct),
        only_now=tuple(name for name in new if name not in old),
        only_before=tuple(name for name in old if name not in new),
        changed=tuple(n.id for b, n in shared if not _same(b, n)),
    )


def _same(before: CaseResult, now: CaseResult) -> bool:
    """Whether both runs were asked the same and scored alike."""
    if (before.question, before.answerable) != (now.question, now.answerable):
        return False
    # Reports of the first version keep neither, and every answerable case has some must.
    kept = bool(before.must) or not before.answerable
    return not kept or (before.must, before.history) == (now.must, now.history)


def _other(now: Report, before: Report) -> dict[str, tuple[str, str]]:
    facts = {}
    for name in ("corpus_sha256", "index_id", "embedder", "askreport"):
        facts[name] = tuple(
            getattr(report.receipt, name) if report.receipt else "none" for report in (before, now)
        )
    facts["backend"] = tuple(
        report.backend.name if report.backend else "none" for report in (before, now)
    )
    return {name: (a, b) for name, (a, b) in facts.items() if a != b}


def _differences(pairs: Sequence[Pair]) -> dict[str, Difference]:
    replied = [(b, n) for b, n in pairs if b.error is None and n.error is None]
    found = [(b, n) for b, n in replied if n.answerable and b.evidence and n.evidence]
    return {
        "correct": _difference(pairs, lambda rs: ratio([r.correct for r in rs])),
        f"recall@{DEPTH}": _difference(
            found,
            lambda rs: ratio([within(r.evidence_depth, DEPTH) for r in rs]),
        ),
        "auc": _difference(
            replied,
            lambda rs: selective.auc([r.confidence for r in rs], [r.answerable for r in rs]),
        ),
    }


def _difference(
    pairs: Sequence[Pair], of: Callable[[Sequence[CaseResult]], Statistic]
) -> Difference:
    before, now = of([b for b, _ in pairs]), of([n for _, n in pairs])

    def change(weights: Floats) -> Floats:
        return now(weights) - before(weights)

    moved = estimate(change, len(pairs))
    values = [estimate(statistic, len(pairs)) for statistic in (now, before)]
    return Difference(
        now=values[0].value if values[0] else None,
        before=values[1].value if values[1] else None,
        low=moved.low if moved else None,
        high=moved.high if moved else None,
        n=len(pairs),
    )
