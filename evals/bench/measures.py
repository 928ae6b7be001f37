"""What the benchmark measures: each function gives rows, ours beside the baseline's, with goals.

Ours and the baseline take turns where processes are repeated, so that other work on the machine
slows both.
"""

from __future__ import annotations

import json
import statistics
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.bench.instant import InstantModel
from evals.bench.processes import MEGABYTE, NotMeasuredError, finish, resident_bytes
from evals.bench.service import Service

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[2]
CORPUS = (
    ROOT / "corpus" / "2023-china-open-source-developer-report.txt",
    ROOT / "corpus" / "benchcouncil-open-source-achievements-2022-2023.md",
)
QUESTIONS = ROOT / "evals" / "cases" / "dev.jsonl"

ASK_LIMIT_S = 120.0
BUILD_LIMIT_S = 900.0
WARM_UP = 5
"""Questions asked before latencies count, here as in the baseline."""
SETTLING_S = 30.0
"""Seconds that a service is left alone before it is asked: it reads the corpus's sentences ahead
while nobody asks, and until it has, a question waits for those that are new (138 ms for the first
questions where later ones take 101)."""
ROUNDS = 2
SERVED = 100
"""Questions that a service has answered when its memory is read."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``goal`` is what ``ours`` must stay below."""

    name: str
    unit: str
    ours: float
    baseline: float | None = None
    goal: float | None = None
    samples: dict[str, list[float]] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """``ours`` / ``baseline``: below 1 where ours is less."""
        return self.ours / self.baseline if self.baseline else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; ``None`` without one."""
        return None if self.goal is None else self.ours < self.goal


@dataclass(frozen=True, slots=True)
class Setting:
    """What all measures share: where both indexes go, the children's environment, the load."""

    askreport: str
    index: Path
    environment: Mapping[str, str]
    questions: Sequence[Mapping[str, Any]]

    @property
    def baseline_folder(self) -> Path:
        """The baseline's index."""
        return self.index.parent / "baseline"

    def baseline(self, *words: str) -> list[str]:
        """The baseline's command."""
        return [sys.executable, "-m", "evals.bench.baseline", *words]


def load_questions() -> list[dict[str, Any]]:
    """The development half's questions with their histories, as request bodies."""
    lines = QUESTIONS.read_text(encoding="utf-8").split("\n")
    cases = [json.loads(line) for line in lines if line.strip()]
    return [{"question": c["question"], "history": c.get("history", [])} for c in cases]


def builds(setting: Setting) -> list[Row]:
    """Whole index builds from nothing, one each; the indexes serve the other measures."""
    plain = finish(
        setting.baseline("build", str(setting.baseline_folder), *map(str, CORPUS)),
        setting.environment,
        BUILD_LIMIT_S,
    )
    ours = finish(
        [setting.askreport, "index", *map(str, CORPUS), "--rebuild"],
        setting.environment,
        BUILD_LIMIT_S,
    )
    return [
        Row("index build", "s", ours.seconds, plain.seconds, 100),
        Row("index build, peak", "MB", ours.peak_bytes / MEGABYTE, plain.peak_bytes / MEGABYTE),
    ]


def cold_questions(setting: Setting, repeats: int) -> list[Row]:
    """One question as a whole process, from nothing in memory to the last word printed.

    The first round, which is not counted, leaves files in the system's cache and modules compiled.
    """
    seconds: dict[str, list[float]] = {"ours": [], "baseline": []}
    peaks: dict[str, list[float]] = {"ours": [], "baseline": []}
    for turn in range(repeats + 1):
        question = str(setting.questions[turn % len(setting.questions)]["question"])
        commands = {
            "ours": [setting.askreport, "ask", question],
            "baseline": setting.baseline("ask", str(setting.baseline_folder), question),
        }
        for side, command in commands.items():
            done = finish(command, setting.environment, ASK_LIMIT_S)
            if not done.output.strip():
                raise NotMeasuredError(f"{command[0]} printed no answer")
            if turn:
                seconds[side].append(done.seconds)
                peaks[side].append(done.peak_bytes / MEGABYTE)
    return [
        _medians("question as a process", "s", seconds, 1.0),
        _medians("question as a process, peak", "MB", peaks, 300),
    ]


def service(setting: Setting) -> list[Row]:
    """Latencies over HTTP and the service's memory, beside the baseline within one process.

    Two rounds, each side's with the lower median kept: other work on the machine can only slow,
    and two threads that wait for each other (torch's) are slowed the most, up to fortyfold.
    The baseline answers no question, so ``/api/ask`` stands beside its retrieval alone.
    """
    rounds = [(_baseline_round(setting), _service_round(setting)) for _ in range(ROUNDS)]
    plain = min((theirs for theirs, _ in rounds), key=lambda r: statistics.median(r["search"]))
    search = min((ours["search"] for _, ours in rounds), key=statistics.median)
    ask = min((ours["ask"] for _, ours in rounds), key=statistics.median)
    held = max(ours["resident"][0] for _, ours in rounds)
    theirs = plain["search"]
    p50, p95 = statistics.median(theirs), _p95(theirs)
    samples = {"ours": search, "baseline": theirs}
    return [
        Row("/api/search p50", "ms", statistics.median(search), p50, p50, samples),
        Row("/api/search p95", "ms", _p95(search), p95),
        Row("/api/ask p50", "ms", statistics.median(ask), p50, 50, {"ours": ask}),
        Row("/api/ask p95", "ms", _p95(ask), p95),
        Row("service after 100", "MB", held, plain["resident"][0], 350),
    ]


def models(setting: Setting) -> list[Row]:
    """``/api/ask`` with a language model that takes no time: retrieval, prompt, verification."""
    with InstantModel() as model:
        environment = {**setting.environment, "ASKREPORT_OPENAI_BASE_URL": model.url}
        with Service([setting.askreport], environment) as served:
            served.settle(SETTLING_S)
            asked = [
                served.post("/api/ask", {**body, "backend": "openai:instant", "fallback": False})
                for body in setting.questions
            ]
    took = asked[WARM_UP:]
    return [
        Row("a model's answer, all but the model, p50", "ms", statistics.median(took), goal=100),
        Row("a model's answer, all but the model, p95", "ms", _p95(took)),
    ]


def _baseline_round(setting: Setting) -> dict[str, list[float]]:
    """Milliseconds by question, and megabytes held after `SERVED` of them."""
    load = [str(body["question"]) for body in setting.questions]
    done = finish(
        setting.baseline("warm", str(setting.baseline_folder)),
        setting.environment,
        ASK_LIMIT_S,
        json.dumps([load[n % len(load)] for n in range(SERVED)]),
    )
    found = json.loads(done.output)
    return {
        "search": found["milliseconds"][: len(load) - WARM_UP],
        "resident": [found["resident_bytes"] / MEGABYTE],
    }


def _service_round(setting: Setting) -> dict[str, list[float]]:
    """The same of the service, and milliseconds by question asked; a question is timed once."""
    searched = [{"question": body["question"]} for body in setting.questions]
    # Reworded, so that no cache of what was searched before can answer.
    asked = [{**body, "question": f"请问：{body['question']}"} for body in setting.questions]
    with Service([setting.askreport], setting.environment) as served:
        served.settle(SETTLING_S)
        search = [served.post("/api/search", body) for body in searched]
        ask = [served.post("/api/ask", body) for body in asked]
        for number in range(len(asked), SERVED):
            served.post("/api/ask", asked[number % len(asked)])
        held = resident_bytes(served.pid) / MEGABYTE
    return {"search": search[WARM_UP:], "ask": ask[WARM_UP:], "resident": [held]}


def _medians(name: str, unit: str, samples: dict[str, list[float]], goal: float) -> Row:
    middle = {side: statistics.median(values) for side, values in samples.items()}
    return Row(name, unit, middle["ours"], middle["baseline"], goal, samples)


def _p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[-1]
