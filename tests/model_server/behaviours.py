"""What a model may write: statements in every form that models use, and nothing of use.

A plan says which statements with which ids, read off the prompt; a form writes them down. Forms and
the wrappers below can be put into one another: ``thinking(fenced(in_json(plan)))``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat

from tests.model_server.protocol import (
    Behaviour,
    Call,
    Event,
    Finish,
    Null,
    Pause,
    Raw,
    Reply,
    Text,
    Thought,
    ToolUse,
)

_SHOWN = re.compile(r"^\[(\d+\.\d+)\] (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Told:
    """A statement and the ids of the sentences that it names; ``number`` is the one it rewrites."""

    text: str
    support: Sequence[str]
    number: int | None = None


Plan = Callable[[Call], Sequence[Told]]
"""What a model says to a call."""


def ids_of(prompt: str) -> dict[str, str]:
    """The sentences that a prompt shows, by their ids: lines such as ``[3.2] words``."""
    return dict(_SHOWN.findall(prompt))


# --- plans ----------------------------------------------------------------------------------------


def always(*told: Told) -> Plan:
    """The same statements, whatever is asked."""
    return lambda _: told


def echoing(most: int = 2) -> Plan:
    """Honest: the first sentences shown, each word for word with its own id."""

    def plan(call: Call) -> list[Told]:
        return [Told(words, (name,)) for name, words in list(ids_of(call.prompt).items())[:most]]

    return plan


def unknown_ids(plan: Plan) -> Plan:
    """The statements of ``plan`` with ids that were not shown."""

    def wrong(call: Call) -> list[Told]:
        told = enumerate(plan(call), start=1)
        return [replace(one, support=(f"{900 + place}.{place}",)) for place, one in told]

    return wrong


def swapped_ids(plan: Plan) -> Plan:
    """Each statement of ``plan`` with the ids of the next; a single one with another id shown."""

    def swapped(call: Call) -> list[Told]:
        told = list(plan(call))
        if len(told) == 1:
            others = [name for name in ids_of(call.prompt) if name not in told[0].support]
            return [replace(told[0], support=others[:1])]
        turned = [*told[1:], *told[:1]]
        return [replace(a, support=b.support) for a, b in zip(told, turned, strict=True)]

    return swapped


# --- forms ----------------------------------------------------------------------------------------


def says(words: str, *, piece: int = 3) -> Behaviour:
    """Always the same text."""
    return lambda _: Reply([Text(words)], piece=piece)


def in_json(plan: Plan) -> Behaviour:
    """The form asked for: one JSON object."""
    return lambda call: Reply([Text(json_of(plan(call)))])


def in_prose(plan: Plan) -> Behaviour:
    """Sentences that end in ``[3.2]``."""

    def behave(call: Call) -> Reply:
        lines = [
            one.text.rstrip("。.") + "".join(f"[{i}]" for i in one.support) + "。"
            for one in plan(call)
        ]
        return Reply([Text("\n".join(lines))])

    return behave


def json_of(told: Sequence[Told]) -> str:
    """The JSON object of some statements; without any it says that the report has no answer."""
    listed = [
        ({} if one.number is None else {"n": one.number})
        | {"text": one.text, "support": list(one.support)}
        for one in told
    ]
    return json.dumps({"statements": listed, "not_in_report": not told}, ensure_ascii=False)


def endless(words: str = "又一句话。", *, seconds: float = 0.001) -> Behaviour:
    """Output that never stops, a pause of ``seconds`` after each time."""
    return lambda _: Reply(chain.from_iterable(repeat((Text(words), Pause(seconds)))))


def empty() -> Behaviour:
    """A reply without a word."""
    return lambda _: Reply()


def null_content() -> Behaviour:
    """``content: null`` and no tool call."""
    return lambda _: Reply([Null()])


def tool_use(name: str = "search", arguments: str = '{"query": "x"}') -> Behaviour:
    """A call of a function nobody offered."""
    return lambda _: Reply([ToolUse(name, arguments)])


def invalid_events() -> Behaviour:
    """Events that are no JSON, and a whole reply that is none either."""
    return lambda _: Reply([Raw(b"data: {nonsense\n\n")])


def huge_line(characters: int = 2_000_000) -> Behaviour:
    """One line of one character, in few pieces."""
    return lambda _: Reply([Text("长" * characters)], piece=200_000)


# --- wrappers: the same events, and something more ------------------------------------------------


def _changed(inner: Behaviour, change: Callable[[Iterable[Event]], Iterable[Event]]) -> Behaviour:
    def behave(call: Call) -> Reply:
        reply = inner(call)
        return reply if reply.body is not None else replace(reply, events=change(reply.events))

    return behave


def surrounded(inner: Behaviour, before: str = "", after: str = "") -> Behaviour:
    """Words before and after what ``inner`` writes."""
    return _changed(inner, lambda events: chain([Text(before)], events, [Text(after)]))


def fenced(inner: Behaviour) -> Behaviour:
    """JSON in a Markdown fence, with an introduction."""
    return surrounded(inner, "Here is the answer:\n```json\n", "\n```\n")


def thinking(inner: Behaviour, thought: str = "Let me see [1.1] {") -> Behaviour:
    """Thoughts between tags before the answer."""
    return surrounded(inner, f"<think>\n{thought}\n</think>\n")


def reasoning(inner: Behaviour, thought: str = "Let me see [1.1] {") -> Behaviour:
    """Thoughts as ``reasoning_content`` before the answer."""
    return _changed(inner, lambda events: chain([Thought(thought)], events))


def cut(inner: Behaviour, characters: int) -> Behaviour:
    """Only so many characters of the text, then ``finish_reason: length``."""

    def change(events: Iterable[Event]) -> Iterator[Event]:
        left = characters
        for event in events:
            if isinstance(event, Text):
                event = Text(event.words[:left])
                left -= len(event.words)
            yield event
            if not left:
                break
        yield Finish("length")

    return _changed(inner, change)


def by_attempt(*behaviours: Behaviour) -> Behaviour:
    """The first for the first completion asked for, and so on; the last for all that follow."""
    return lambda call: behaviours[min(call.attempt, len(behaviours)) - 1](call)


def checked(inner: Behaviour, check: Callable[[Mapping[str, object]], None]) -> Behaviour:
    """``inner``, after ``check`` has seen the request; what it raises fails the test."""

    def behave(call: Call) -> Reply:
        check(call.body)
        return inner(call)

    return behave
