"""A model that says the statements of evals/statements, the true and the false, as its own.

It finds the sentences that a statement quotes among those that the prompt shows and names their
ids, so that only comparing words can tell what is false.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.model_server.behaviours import Plan, Told, ids_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from evals.statements import Quote, Statement

    from tests.model_server.protocol import Call

_REJECTED = re.compile(r"^(\d+)\. “(.*?)” — ", re.MULTILINE)
"""A statement that a repair request shows again, and its number."""


def support_of(quotes: Sequence[Quote], shown: Mapping[str, str]) -> tuple[str, ...] | None:
    """The ids under which ``quotes`` are shown; ``None`` where one of them is not.

    Equal words under several ids, such as the same country in many rows, are taken from the passage
    that holds most of the quotes.
    """
    found = [[name for name, line in shown.items() if _stands(q, line)] for q in quotes]
    if not all(found):
        return None
    passages = [_passage(name) for names in found for name in set(names)]
    chosen = [max(names, key=lambda name: passages.count(_passage(name))) for names in found]
    return tuple(dict.fromkeys(chosen))


def _passage(name: str) -> str:
    return name.partition(".")[0]


def _stands(quote: Quote, line: str) -> bool:
    """Whether the line shows the quote: a sentence or part of a torn one, or a whole cell."""
    if quote.column is not None:
        return _squeezed(line) == _squeezed(f"{quote.column}: {quote.quote}")
    return _squeezed(quote.quote) in _squeezed(line)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def telling(
    *statements: Statement, ids: Callable[[str], dict[str, str]] = ids_of, stubborn: bool = True
) -> Plan:
    """Says those of ``statements`` whose quotes the prompt shows, in this order.

    Asked to mend some, it says them again unchanged; without ``stubborn`` it leaves them out.
    """

    def plan(call: Call) -> list[Told]:
        shown = ids(call.prompt)
        told = [
            Told(statement.text, support)
            for statement in statements
            if (support := support_of(statement.quotes, shown)) is not None
        ]
        if not any(message["role"] == "assistant" for message in call.messages):
            return told
        numbers = {
            _squeezed(words): int(number)
            for number, words in _REJECTED.findall(str(call.messages[-1]["content"]))
        }
        return [
            Told(one.text, one.support, numbers[_squeezed(one.text)])
            for one in told
            if stubborn and _squeezed(one.text) in numbers
        ]

    return plan
