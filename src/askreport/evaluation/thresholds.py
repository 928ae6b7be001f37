"""What a run must reach: minima and maxima of measures, from a TOML file.

::

    [dev]                        # a split, or "all"
    correct = { min = 0.6 }
    "recall@5" = { min = 0.8 }
    false_refusals = { max = 0.1 }

    [dev.kinds.table]            # one kind of it
    correct = { min = 0.1 }
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from askreport.errors import UsageError
from askreport.evaluation.files import text_of
from askreport.evaluation.measures import AT_DEPTH, NUMBERS, RATES, is_measure, names_of, rate_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from askreport.evaluation.results import Report

ALL: Final = "all"
"""What the file calls all splits together."""
_KINDS: Final = "kinds"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A bound of one measure, of a split and maybe one kind of it."""

    split: str
    kind: str | None
    measure: str
    least: float | None
    most: float | None

    @property
    def place(self) -> str:
        """Where it stands, as it is said to people."""
        return f"{self.split}, {self.kind or 'overall'}: {self.measure}"


def load_thresholds(path: Path) -> list[Threshold]:
    """The thresholds of a TOML file, in its order.

    Raises:
        UsageError: it cannot be read, is not shaped as above or names an unknown measure; the
            message names the place.
    """
    if not path.is_file():
        raise UsageError(f"{path} does not exist; name a TOML file of thresholds.")
    try:
        table = tomllib.loads(text_of(path))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not valid TOML ({error}); mend that line.") from error
    found: list[Threshold] = []
    for split, given in table.items():
        overall = _table(path, split, given)
        kinds = _table(path, f"{split}.{_KINDS}", overall.get(_KINDS, {}))
        found += _thresholds(path, split, None, {k: v for k, v in overall.items() if k != _KINDS})
        for kind, own in kinds.items():
            found += _thresholds(path, split, kind, _table(path, f"{split}.{_KINDS}.{kind}", own))
    if not found:
        raise UsageError(f"{path} holds no thresholds; add some, such as: [dev] correct.min = 0.6")
    return found


def fallen_short(report: Report, thresholds: list[Threshold]) -> list[str]:
    """Which thresholds ``report`` does not meet, in words; of splits that it ran only.

    What has nothing to be measured on falls short too: nobody knows whether it would hold.

    Raises:
        UsageError: a measure is not told at that depth, or no threshold is of a split that was run.
    """
    groups = {**report.splits, ALL: report.total}
    known = names_of(report.total.overall)
    for threshold in thresholds:
        if threshold.measure not in known:
            raise UsageError(
                f"This run has no {threshold.measure!r} ({threshold.split}, "
                f"{threshold.kind or 'overall'}); it has: {', '.join(known)}."
            )
    checked = [threshold for threshold in thresholds if threshold.split in groups]
    if not checked:
        raise UsageError(
            "No threshold is of a split that was run; there are thresholds of "
            f"{_listed(t.split for t in thresholds)}, and this run has {_listed(groups)}."
        )
    words = [_judged(report, threshold) for threshold in checked]
    return [word for word in words if word]


def _judged(report: Report, threshold: Threshold) -> str | None:
    group = report.total if threshold.split == ALL else report.splits[threshold.split]
    summary = group.overall if threshold.kind is None else group.kinds.get(threshold.kind)
    value = rate_of(summary, threshold.measure).value if summary else None
    if value is None:
        return f"{threshold.place} has nothing to be measured on"
    if threshold.least is not None and value < threshold.least:
        return f"{threshold.place} is {value:.3f}, and must be at least {threshold.least:g}"
    if threshold.most is not None and value > threshold.most:
        return f"{threshold.place} is {value:.3f}, and must be at most {threshold.most:g}"
    return None


def _table(path: Path, place: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UsageError(f"{path}: {place} takes a table of measures, not {value!r}.")
    return value


def _thresholds(
    path: Path, split: str, kind: str | None, bounds: dict[str, Any]
) -> Iterator[Threshold]:
    for name, value in bounds.items():
        place = f"{path}: {split}.{f'{_KINDS}.{kind}.' if kind else ''}{name}"
        if not is_measure(name):
            known = ", ".join((*RATES, *(f"{deep}@K" for deep in AT_DEPTH), *NUMBERS))
            raise UsageError(f"{place} is no measure; known are: {known}.")
        if not isinstance(value, dict) or not value or value.keys() - {"min", "max"}:
            raise UsageError(f"{place} takes {{ min = NUMBER }}, {{ max = NUMBER }} or both.")
        for bound in value.values():
            if isinstance(bound, bool) or not isinstance(bound, (int, float)) or math.isnan(bound):
                raise UsageError(f"{place} takes numbers, not {bound!r}.")
        yield Threshold(split, kind, name, value.get("min"), value.get("max"))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
