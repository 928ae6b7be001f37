"""The command line. Exit status: 0 done, 1 a check fell short, 2 wrong usage, 3 something lacks.

Every command imports what it needs when it runs, so ``askreport ask`` starts without the server
and ``askreport doctor`` runs where half of it is missing.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from askreport import __version__
from askreport.errors import AskReportError, QuestionError, UsageError
from askreport.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from typing import Literal

    from askreport.assistant import Assistant
    from askreport.evaluation import Case
    from askreport.feedback import Feedback
    from askreport.records import Answer, Citation, Passage


class _Group(click.Group):
    """Turns the project's errors into one line on standard error and their exit status."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AskReportError as error:
            click.echo(f"askreport: {error}", err=True)
            ctx.exit(error.exit_status)
        except BrokenPipeError:
            # The reader of our output (head, less) went away: nothing is left to say.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="askreport")
def main() -> None:
    """Ask a report; every sentence of the answer names the words it came from."""


def _settings(**given: Any) -> Settings:
    return Settings.load(**given)


def _words(question: tuple[str, ...]) -> str:
    """The question's words as one string; bytes that are no UTF-8 are refused."""
    text = " ".join(question)
    if any("\udc80" <= c <= "\udcff" for c in text):
        raise QuestionError("The question is not valid UTF-8; check the terminal's encoding.")
    return text


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--rebuild", is_flag=True, help="Embed everything anew; also mends a damaged index.")
@click.option("--embedder", help="bundled, sentence-transformers:MODEL, or hashed.")
@click.option("--index", type=click.Path(path_type=Path), help="The folder of the index.")
def index(paths: tuple[Path, ...], rebuild: bool, embedder: str | None, index: Path | None) -> None:
    """Build the index, or bring it up to date with PATHS (the corpus folder)."""
    from askreport.embedding import load_embedder
    from askreport.indexing import build

    settings = _settings(embedder=embedder, index=_absolute(index))
    loaded = load_embedder(settings.embedder, threads=settings.threads)
    with _progress() as tell:
        built = build(
            paths or [settings.corpus], settings.index, loaded, rebuild=rebuild, progress=tell
        )
    manifest = built.manifest
    what = "was up to date" if built.unchanged else "is ready"
    click.echo(
        f"The index {what}: {len(manifest.documents)} documents, {manifest.chunks} chunks, "
        f"{built.embedded} of {built.texts} texts embedded anew ({manifest.embedder}).",
        err=True,
    )


@main.command()
@click.argument("question", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the answer object and nothing else.")
@click.option("--backend", help="extractive, openai:MODEL or local:PATH.gguf.")
@click.option("--stream", is_flag=True, help="Print each statement as soon as it is verified.")
@click.option("--no-fallback", is_flag=True, help="Fail where the backend's model fails.")
@click.option("-k", "top_k", type=click.IntRange(1, 20), help="Passages to read.")
@click.option("--document", "documents", multiple=True, help="Only this document; may be repeated.")
def ask(
    question: tuple[str, ...],
    as_json: bool,
    backend: str | None,
    stream: bool,
    no_fallback: bool,
    top_k: int | None,
    documents: tuple[str, ...],
) -> None:
    """Answer QUESTION from the indexed documents.

    Write -- before a QUESTION that begins with a dash.
    """
    from askreport.assistant import AnswerReady, Assistant, StatementReady

    assistant = Assistant.open(_settings(backend=backend))
    answer: Answer | None = None
    try:
        for event in assistant.stream(
            _words(question), top_k=top_k, documents=documents or None, fallback=not no_fallback
        ):
            if isinstance(event, StatementReady) and stream and not as_json:
                click.echo(_cited_line(event.statement.text, event.statement.citations))
            if isinstance(event, AnswerReady):
                answer = event.answer
    finally:
        assistant.close()
    assert answer is not None
    for note in answer.notes:
        click.echo(f"askreport: {note.message}", err=True)
    if as_json:
        click.echo(answer.model_dump_json(indent=2))
        return
    if answer.abstention is not None or not stream:
        click.echo(answer.text)
    click.echo()
    for citation in answer.citations:
        click.echo(_citation_line(citation))


@main.command()
@click.argument("question", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON and nothing else.")
@click.option("-k", "top_k", type=click.IntRange(1, 20), help="Passages to show.")
@click.option("--document", "documents", multiple=True, help="Only this document; may be repeated.")
def search(
    question: tuple[str, ...], as_json: bool, top_k: int | None, documents: tuple[str, ...]
) -> None:
    """Show the passages nearest to QUESTION, and what each leg says of them.

    Write -- before a QUESTION that begins with a dash.
    """
    from askreport.assistant import Assistant
    from askreport.retrieval import check_question

    assistant = Assistant.open(_settings())
    text = check_question(_words(question))
    retrieval = assistant.search(text, top_k, documents or None)
    passages = assistant.retriever.passages(retrieval.found)
    if as_json:
        timings = {"embed": retrieval.embed_ms, "search": retrieval.search_ms}
        shown = {"passages": [p.model_dump() for p in passages], "timings_ms": timings}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    for passage in passages:
        click.echo(_passage_lines(passage))


@main.command()
@click.option("--host", help="Address to listen on (default: 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port (default: 8765; 0 takes any).")
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="Processes.")
def serve(host: str | None, port: int | None, workers: int) -> None:
    """Start the chat page and the API, and print their address."""
    from askreport.server import run

    run(_settings(host=host, port=port), workers=workers)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON and nothing else.")
@click.option("--verdict", type=click.Choice(["up", "down"]), help="Only these.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Given or changed since that day (UTC)."
)
@click.option(
    "--export", "cases", type=click.Path(path_type=Path), help="Write candidate cases to a file."
)
def feedback(
    as_json: bool,
    verdict: Literal["up", "down"] | None,
    since: datetime | None,
    cases: Path | None,
) -> None:
    """List what readers thought of answers, or make candidate evaluation cases of it."""
    from askreport.feedback import FeedbackStore, export, url_of
    from askreport.reading import corpus_files, read_document

    settings = _settings()
    store = FeedbackStore(url_of(settings))
    found = list(store.listed(verdict, since))
    if cases is not None:
        documents = {d.id: d for d in map(read_document, corpus_files([settings.corpus]))}
        # All that was said of the answers chosen: one that some rejected is not approved.
        chosen = {one.answer_id for one in found}
        votes = [one for one in store.listed() if one.answer_id in chosen]
        done = export(cases, votes, documents)
        click.echo(
            f"{done.written} candidates written to {cases}, {done.unverified} of them from answers "
            f"that do not hold; {done.unknown} answers are known by their id alone. Complete them "
            "before they are cases: evals/cases/README.md.",
            err=True,
        )
    if as_json:
        shown = [one.model_dump(mode="json") for one in found]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    elif cases is None:
        for one in found:
            click.echo(_feedback_lines(one))
        if not found:
            click.echo("There is no such feedback yet.", err=True)


@main.command()
def mcp() -> None:
    """Serve the documents to an MCP client over standard input and output."""
    from askreport.mcp_server import run_stdio

    run_stdio(_settings())


@main.command("eval")
@click.argument("cases", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON and nothing else.")
@click.option("--split", type=click.Choice(["dev", "test"]), help="Only that half.")
@click.option("--output", type=click.Path(path_type=Path), help="Also write the JSON to this file.")
@click.option("--backend", help="Who writes the answers (default: extractive).")
@click.option("--judge", help="A model that judges citations: openai:MODEL or local:PATH.gguf.")
@click.option("--baseline", type=click.Path(path_type=Path), help="Compare with this earlier JSON.")
@click.option("--report", "page", type=click.Path(path_type=Path), help="Write a page to DIR.")
@click.option(
    "--thresholds", type=click.Path(path_type=Path), help="TOML; short of it ends with 1."
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["cases", "squad", "rgb"]),
    default="cases",
    help="Of CASES; squad and rgb bring their own texts (default: cases).",
)
@click.option("--limit", type=click.IntRange(1), help="Ask only so many cases, drawn evenly.")
@click.option("--seed", type=int, default=0, help="Of the draw (default: 0).")
@click.option("--small", is_flag=True, help="Index only the texts that come with the drawn cases.")
@click.option("--cache", type=click.Path(path_type=Path), help="Keep the texts' vectors in DIR.")
def evaluate_command(
    cases: tuple[Path, ...],
    as_json: bool,
    split: str | None,
    output: Path | None,
    backend: str | None,
    judge: str | None,
    baseline: Path | None,
    page: Path | None,
    thresholds: Path | None,
    shape: str,
    limit: int | None,
    seed: int,
    small: bool,
    cache: Path | None,
) -> None:
    """Ask the reference questions of CASES (evals/cases) and report how good the answers are."""
    from askreport.errors import CheckFailedError
    from askreport.evaluation import (
        ExactMatch,
        ModelJudge,
        compare,
        evaluate,
        fallen_short,
        load_report,
        load_thresholds,
        render,
        write_page,
    )
    from askreport.evaluation.sets import opened
    from askreport.models import Models
    from askreport.warming import read_ahead

    # What was named is read before anything is asked: a wrong name should not cost a run.
    before = load_report(baseline) if baseline else None
    bounds = load_thresholds(thresholds) if thresholds else []
    if output and not output.parent.is_dir():
        raise UsageError(f"{output.parent} is not there, so {output} cannot be written; make it.")
    if shape == "cases" and (small or cache):
        raise UsageError("--small and --cache are for --format squad and rgb; leave them out.")
    settings = _settings(backend=backend)
    with _progress() as tell:
        chosen = (
            _own_cases(settings, cases, split, limit, seed)
            if shape == "cases"
            else opened(
                cases,
                shape,
                settings,
                split=split,
                limit=limit,
                seed=seed,
                small=small,
                cache=cache,
                progress=tell,
                say=lambda text: click.echo(f"askreport: {text}", err=True),
            )
        )
        with chosen as (assistant, loaded), closing(Models(settings)) as models:
            # As in a service that has stood a while, which is what latencies are told of.
            for done, total in read_ahead(assistant):
                tell("warming", done, total)
            report = evaluate(
                assistant,
                loaded,
                lambda done, total, _: tell("asking", done, total),
                judge=ModelJudge(models.get(judge)) if judge else ExactMatch(assistant.meaning),
            )
            assistant.close()
    if before:
        report = report.model_copy(update={"comparison": compare(report, before)})
    shortfalls = fallen_short(report, bounds) if bounds else []
    report = report.model_copy(update={"shortfalls": tuple(shortfalls)})
    as_text = report.model_dump_json(indent=2)
    if output:
        _write_text(output, as_text + "\n")
    if page:
        write_page(report, page)
    click.echo(as_text if as_json else render(report))
    if shortfalls:
        raise CheckFailedError(
            f"{len(shortfalls)} of {len(bounds)} thresholds of {thresholds} are not met."
        )


@contextmanager
def _own_cases(
    settings: Settings, paths: tuple[Path, ...], split: str | None, limit: int | None, seed: int
) -> Iterator[tuple[Assistant, list[Case]]]:
    """The cases of files of our own format, and the assistant on the index that they are on."""
    from askreport.assistant import Assistant
    from askreport.evaluation import draw, load_cases

    cases = draw(load_cases(list(paths) or [settings.home / "evals" / "cases"], split), limit, seed)
    yield Assistant.open(settings), cases


def _write_text(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written ({error.strerror}); name another file."
        ) from error


@main.command()
@click.argument("answer", type=click.Path(path_type=Path))
def verify(answer: Path) -> None:
    """Check every quote and range of a saved ANSWER.json against the corpus. Needs no model."""
    from pydantic import ValidationError

    from askreport.errors import AnswerFileError, CheckFailedError
    from askreport.reading import corpus_files, read_document
    from askreport.records import Answer
    from askreport.verification import verify_answer

    try:
        saved = Answer.model_validate_json(answer.read_bytes())
    except OSError as error:
        raise AnswerFileError(f"{answer} cannot be read ({error.strerror}).") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise AnswerFileError(
            f"{answer} is not a saved answer ({place}: {first['msg']}); save one with: "
            "askreport ask QUESTION --json > answer.json"
        ) from error
    files = corpus_files([_settings().corpus])
    documents = {d.id: d for d in map(read_document, files)}
    problems = verify_answer(saved, documents)
    for problem in problems:
        click.echo(f"✗ {problem}")
    if problems:
        raise CheckFailedError(f"{len(problems)} thing(s) do not hold in {answer}.")
    click.echo(f"✓ {len(saved.citations)} citations, {len(saved.statements)} statements: all hold.")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON and nothing else.")
def doctor(as_json: bool) -> None:
    """Say what is installed, found and missing, and the command that mends it."""
    from askreport.doctor import examine

    findings = examine(_settings())
    if as_json:
        shown = [
            {"name": f.name, "ok": f.ok, "found": f.found, "mend": f.mend, "needed": f.needed}
            for f in findings
        ]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            mark = "✓" if finding.ok else ("✗" if finding.needed else "·")
            click.echo(f"{mark} {finding.name}: {finding.found}")
            if finding.mend and not finding.ok:
                click.echo(f"    {finding.mend}")
    if any(f.needed and not f.ok for f in findings):
        sys.exit(3)


def _absolute(path: Path | None) -> Path | None:
    return path.absolute() if path else None


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on standard error, one for each step; silent where nobody looks."""
    shown: list[Any] = []
    step_now: list[str] = []
    done_before = [0]

    def finish() -> None:
        if shown:
            shown.pop().__exit__(None, None, None)

    def tell(step: str, done: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        if step_now != [step]:
            finish()
            step_now[:] = [step]
            done_before[0] = 0
            bar = click.progressbar(
                length=total, label=f"{step:<10}", file=sys.stderr, show_pos=True
            )
            bar.__enter__()
            shown.append(bar)
        if shown:
            shown[-1].update(done - done_before[0])
            done_before[0] = done

    try:
        yield tell
    finally:
        finish()


def _feedback_lines(one: Feedback) -> str:
    mark = "✓" if one.verdict == "up" else "✗"
    lines = [f"{mark} {one.changed_at:%Y-%m-%d %H:%M} {one.question or one.answer_id}"]
    if one.comment:
        lines += [f"    {line}" for line in one.comment.splitlines()]
    return "\n".join(lines)


def _cited_line(text: str, numbers: tuple[int, ...]) -> str:
    return text + "".join(f"[{n}]" for n in numbers)


def _citation_line(citation: Citation) -> str:
    where = f"{citation.document_title}, p. {citation.page}"
    if citation.cell:
        where += f", row {citation.cell.row}, {citation.cell.column}"
    heading = f" · {citation.heading}" if citation.heading else ""
    place = f"{citation.start}:{citation.end}"
    return f"[{citation.number}] {where}{heading} ({place})\n    “{citation.quote}”"


def _passage_lines(passage: Passage) -> str:
    heading = f" · {passage.heading}" if passage.heading else ""
    return (
        f"{passage.rank:>2}. {passage.document_id}, p. {passage.page}{heading}\n"
        f"    score {passage.score:.4f}  dense {passage.dense_score:.3f}  "
        f"lexical {passage.lexical_score:.2f}\n    {passage.text}\n"
    )


if __name__ == "__main__":
    main()
