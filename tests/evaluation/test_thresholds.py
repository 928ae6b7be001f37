from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from askreport.errors import UsageError
from askreport.evaluation import fallen_short, load_thresholds
from askreport.evaluation.thresholds import Threshold

from . import make

if TYPE_CHECKING:
    from pathlib import Path

RUN = make.report(
    make.result("a", kind="fact"),
    make.result("b", kind="table", correct=False),
    make.result("c", kind="table", correct=False, split="test"),
)


def written(folder: Path, text: str) -> Path:
    path = folder / "thresholds.toml"
    path.write_text(text, encoding="utf-8")
    return path


def short(folder: Path, text: str) -> list[str]:
    return fallen_short(RUN, load_thresholds(written(folder, text)))


def test_bounds_are_read_by_split_kind_and_measure(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        [dev]
        correct = { min = 0.5, max = 1 }
        [dev.kinds.table]
        "recall@5" = { min = 0.2 }
        [all]
        p95_ms.max = 500
        """,
    )
    assert load_thresholds(path) == [
        Threshold("dev", None, "correct", 0.5, 1),
        Threshold("dev", "table", "recall@5", 0.2, None),
        Threshold("all", None, "p95_ms", None, 500),
    ]


def test_what_is_met_is_not_mentioned(tmp_path: Path) -> None:
    text = "[dev]\ncorrect = { min = 0.5, max = 0.5 }\n[dev.kinds.fact]\ncorrect.min = 1\n"
    assert short(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[dev]\ncorrect.min = 0.6", "dev, overall: correct is 0.500, and must be at least 0.6"),
        ("[dev]\ncorrect.max = 0.4", "dev, overall: correct is 0.500, and must be at most 0.4"),
        (
            "[dev.kinds.table]\ncorrect.min = 0.1",
            "dev, table: correct is 0.000, and must be at least 0.1",
        ),
        ("[test]\ncorrect.min = 0.1", "test, overall: correct is 0.000, and must be at least 0.1"),
        ("[all]\ncorrect.min = 0.4", "all, overall: correct is 0.333, and must be at least 0.4"),
        ("[all]\np95_ms.max = 9", "all, overall: p95_ms is 10.000, and must be at most 9"),
        (
            "[dev.kinds.nonsense]\ncorrect.min = 0",
            "dev, nonsense: correct has nothing to be measured on",
        ),
        ("[dev]\nauc.min = 0", "dev, overall: auc has nothing to be measured on"),
    ],
)
def test_what_falls_short_is_said(text: str, said: str, tmp_path: Path) -> None:
    assert short(tmp_path, text) == [said]


def test_a_split_that_was_not_run_is_not_judged(tmp_path: Path) -> None:
    assert short(tmp_path, "[dev]\ncorrect.min = 0\n[other]\ncorrect.min = 1") == []
    with pytest.raises(UsageError, match="thresholds of other, and this run has dev, test, all"):
        short(tmp_path, "[other]\ncorrect.min = 1")


@pytest.mark.parametrize("name", ["accuracy", "recall", '"recall@x"', '"correct@5"'])
def test_an_unknown_measure_is_refused_with_the_known_ones(name: str, tmp_path: Path) -> None:
    message = r"thresholds\.toml: other\..* is no measure; known are: correct, .*recall@K"
    with pytest.raises(UsageError, match=message):
        load_thresholds(written(tmp_path, f"[other]\n{name}.min = 1"))


def test_a_depth_that_was_not_measured_is_refused_whatever_its_split(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no 'recall@7' \(other, overall\); it has: .*recall@5"):
        short(tmp_path, '[dev]\ncorrect.min = 0\n[other]\n"recall@7".min = 1')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[dev", "not valid TOML"),
        ("", "holds no thresholds"),
        ("dev = 1", "dev takes a table"),
        ("[dev]\ncorrect = 0.5", r"dev\.correct takes \{ min"),
        ("[dev]\ncorrect = {}", r"dev\.correct takes \{ min"),
        ("[dev]\ncorrect.least = 0.5", r"dev\.correct takes \{ min"),
        ("[dev]\ncorrect.min = '1'", r"dev\.correct takes numbers, not '1'"),
        ("[dev]\ncorrect.min = true", r"dev\.correct takes numbers, not True"),
        ("[dev]\ncorrect.min = nan", r"dev\.correct takes numbers, not nan"),
        ("[dev]\nkinds = 3", r"dev\.kinds takes a table"),
        ("[dev.kinds]\ntable = 3", r"dev\.kinds\.table takes a table"),
        ("[dev.kinds.table]\ncorrect = 3", r"dev\.kinds\.table\.correct takes"),
    ],
)
def test_a_file_of_another_shape_is_refused(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=rf"thresholds\.toml:? .*{message}|{message}"):
        load_thresholds(written(tmp_path, text))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.toml does not exist"):
        load_thresholds(tmp_path / "none.toml")
