"""A language model that plays what a test wrote down."""

from __future__ import annotations

import json
import re
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from askreport.composing.base import Composer
    from askreport.models.base import Order

from askreport.composing import Composers
from askreport.composing.prompt import Prompt
from askreport.composing.prompted import PromptedComposer
from askreport.records import Usage

Part = str | Exception
LINE = re.compile(r"^\[(\d+\.\d+)\] (.*)$", re.MULTILINE)


class Playing:
    """A reply that is known beforehand; an exception in it is raised at its place."""

    def __init__(self, parts: list[Part]) -> None:
        self.usage = Usage()
        self._parts = parts

    def __iter__(self) -> Iterator[str]:
        for part in self._parts:
            if isinstance(part, Exception):
                raise part
            self.usage = Usage(prompt_tokens=7, completion_tokens=self.usage.completion_tokens + 1)
            yield part


class Player:
    """Plays one reply after the other; each is made from the order that it answers."""

    name = "openai"
    model = "player"
    context_tokens = 8192

    def __init__(self, *replies: Callable[[Order], list[Part]] | list[Part]) -> None:
        self.orders: list[Order] = []
        self._replies = list(replies)

    def count_tokens(self, text: str) -> int:
        return len(text)

    def reply(self, order: Order) -> Playing:
        self.orders.append(order)
        reply = self._replies[min(len(self.orders), len(self._replies)) - 1]
        return Playing(reply(order) if callable(reply) else reply)

    def close(self) -> None:
        pass


class OneModel(Composers):
    """Whatever is asked for but quotes is written by one model."""

    def __init__(self, model: Player) -> None:
        super().__init__()
        self.model = model

    @property
    def default(self) -> str:
        return "openai:player"

    def get(self, backend: str) -> Composer:
        if backend == "extractive":
            return super().get(backend)
        return PromptedComposer(self.model, Prompt.load())


def ids_of(order: Order) -> dict[str, str]:
    """The sentences that an order shows, by their ids."""
    return dict(LINE.findall(order.messages[1].content))


def id_of(order: Order, words: str) -> str:
    """The id of the one sentence that has ``words``."""
    (found,) = [name for name, text in ids_of(order).items() if words in text]
    return found


def statements(*told: tuple[str, list[str]]) -> str:
    """A reply in the form asked for."""
    listed = [{"text": text, "support": ids} for text, ids in told]
    return json.dumps({"statements": listed, "not_in_report": False}, ensure_ascii=False)


def saying(*told: tuple[str, str]) -> Callable[[Order], list[Part]]:
    """A reply of statements, each supported by the sentence that has the given words."""
    return lambda order: [statements(*((text, [id_of(order, w)]) for text, w in told))]


class Waiting(Player):
    """A model that writes nothing until nobody waits for it any more; counts its replies."""

    def __init__(self) -> None:
        super().__init__([])
        self.begun = threading.Semaphore(0)
        self.ended = threading.Semaphore(0)

    def reply(self, order: Order) -> Playing:
        self.orders.append(order)
        return _Held(self, order)


class _Held(Playing):
    def __init__(self, model: Waiting, order: Order) -> None:
        super().__init__([])
        self._model, self._order = model, order

    def __iter__(self) -> Iterator[str]:
        wanted = self._order.cancellation
        assert wanted is not None
        gone = threading.Event()
        self._model.begun.release()
        try:
            with wanted.on_cancel(gone.set):
                assert gone.wait(30), "nobody cancelled"
            wanted.check()
            yield ""
        finally:
            self._model.ended.release()
