"""The liar, on prompts as the service writes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from evals.statements import Statement, load_statements

from askreport.composing.base import Brief
from askreport.composing.numbering import number
from askreport.composing.prompt import Prompt
from tests.composing.make import choose, real_evidence
from tests.model_server.behaviours import ids_of
from tests.model_server.lying import support_of, telling
from tests.model_server.protocol import Call

if TYPE_CHECKING:
    from askreport.assistant import Assistant

STATEMENTS = load_statements("dev")
TRUE = [statement for statement in STATEMENTS if statement.supported]


def rows_of(statement: Statement, assistant: Assistant) -> list[int]:
    """The chunks that hold the quotes of ``statement``."""
    return [
        row
        for row, chunk in enumerate(assistant.snapshot.chunks)
        if any(
            q.document == chunk.document_id
            and any(s.start <= q.start < s.end for s in (*chunk.sentences, *chunk.heads))
            for q in statement.quotes
        )
    ]


def shown(assistant: Assistant, rows: list[int]) -> str:
    """The prompt that shows these chunks."""
    evidence = choose(real_evidence(assistant))
    brief = Brief("问题？", "问题？", "zh", evidence, rows=tuple(dict.fromkeys(rows)))
    passages = number(brief, assistant.snapshot, 100_000, len).text
    messages = Prompt.load().messages(passages, "问题？", "zh", "=====x=====")
    return "\n".join(message.content for message in messages)


def call(*messages: tuple[str, str]) -> Call:
    listed = [{"role": role, "content": content} for role, content in messages]
    return Call("POST", "/v1/chat/completions", {}, {"messages": listed}, 1)


def test_every_quote_is_found_in_the_prompt_that_shows_it(assistant: Assistant) -> None:
    found = 0
    for place, statement in enumerate(TRUE):
        rows = rows_of(statement, assistant)
        others = rows_of(TRUE[place - 1], assistant) + rows_of(TRUE[place - 2], assistant)
        lines = ids_of(shown(assistant, others + rows))
        support = support_of(statement.quotes, lines)
        if support is None:
            continue  # a heading: it stands above its passage and has no id
        found += 1
        said = "".join("".join(lines[name].split()) for name in support)
        assert all("".join(q.quote.split()) in said for q in statement.quotes), statement.id
    assert found >= 0.95 * len(TRUE)


def test_equal_cells_are_taken_from_the_row_that_is_meant(assistant: Assistant) -> None:
    statement = next(
        s for s in TRUE if any((q.column, q.quote) == ("国", "Germany") for q in s.quotes)
    )
    rows = [r for r, chunk in enumerate(assistant.snapshot.chunks) if chunk.row is not None]
    lines = ids_of(shown(assistant, rows))
    country = next(f"国: {q.quote}" for q in statement.quotes if q.column == "国")
    assert list(lines.values()).count(country) > 1
    support = support_of(statement.quotes, lines)
    assert support is not None
    assert len({name.partition(".")[0] for name in support}) == 1


def test_what_is_not_shown_is_not_said(assistant: Assistant) -> None:
    first, *_, last = TRUE
    prompt = shown(assistant, rows_of(first, assistant))
    assert support_of(last.quotes, ids_of(prompt)) is None
    told = telling(first, last)(call(("user", prompt)))
    assert [one.text for one in told] == [first.text]


def test_the_false_twins_are_said_with_the_quotes_of_the_true(assistant: Assistant) -> None:
    true = next(s for s in TRUE if s.id == "s027")
    twins = [s for s in STATEMENTS if s.of == true.id and s.change != "citation"]
    prompt = shown(assistant, rows_of(true, assistant))
    told = telling(true, *twins)(call(("system", "x"), ("user", prompt)))
    assert [one.text for one in told] == [true.text, *(twin.text for twin in twins)]
    assert len({tuple(one.support) for one in told}) == 1


@pytest.mark.parametrize("stubborn", [True, False])
def test_asked_to_mend_it_insists_or_gives_up(assistant: Assistant, stubborn: bool) -> None:
    first, second = TRUE[0], TRUE[1]
    prompt = shown(assistant, rows_of(first, assistant) + rows_of(second, assistant))
    plan = telling(first, second, stubborn=stubborn)
    rejected = f"1. “{second.text}” — numbers: 3 in the statement"
    repair = Prompt.load().repair(rejected, "zh", "=====x=====").content
    asked: list[Any] = [("user", prompt), ("assistant", json.dumps({})), ("user", repair)]
    told = [(one.number, one.text) for one in plan(call(*asked))]
    assert told == ([(1, second.text)] if stubborn else [])
