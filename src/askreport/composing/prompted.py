"""The composer of every language model: evidence as numbered sentences in, statements with ids out.

The model sees sentences and their ids, and names ids; the ranges that an id stands for are kept
here, so that no model can write a quote. What it says is a draft: nothing of it is believed before
it was held against the sentences that it names.
"""

from __future__ import annotations

import hashlib
from time import perf_counter
from typing import TYPE_CHECKING, Final

from askreport.composing.base import DraftStatement, Source
from askreport.composing.numbering import number
from askreport.composing.prompt import REPAIR_SCHEMA, SCHEMA
from askreport.composing.replies import ReplyReader
from askreport.models.base import Message, Order
from askreport.records import Backend, Usage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from askreport.composing.base import Brief, Rejected
    from askreport.composing.numbering import Numbered
    from askreport.composing.prompt import Prompt
    from askreport.composing.replies import Said
    from askreport.models.base import ChatModel, Reply
    from askreport.store.snapshot import Snapshot

MOST_TOKENS: Final = 1024
"""Of one reply."""
_MOST_PROMPT: Final = 6000
"""Tokens of passages at most: eight passages have under 3,000."""
_RESERVE: Final = 64
"""Tokens for what a chat template puts around messages."""
_FENCE: Final = "====={}====="
_FENCE_DIGITS: Final = 12


class PromptedComposer:
    """Writes one answer with a language model."""

    def __init__(
        self, model: ChatModel, prompt: Prompt, *, seconds: float = 120, first_seconds: float = 30
    ) -> None:
        self.backend = Backend(name=model.name, model=model.model)
        self.prompt_sha256: str | None = prompt.sha256
        self.usage = Usage()
        self._model = model
        self._prompt = prompt
        self._until = perf_counter() + seconds
        self._first_seconds = first_seconds
        self._brief: Brief | None = None
        self._fence = ""
        self._numbered: Numbered | None = None
        self._messages: list[Message] = []
        self._tokens = 0
        self._written = ""

    def compose(self, brief: Brief, snapshot: Snapshot) -> Iterator[DraftStatement]:
        """The model's statements as they are complete; see `base.Composer`."""
        self._brief = brief
        # Part of no passage, so that none can pretend to end there.
        digits = hashlib.sha256(brief.asked.encode()).hexdigest()[:_FENCE_DIGITS]
        self._fence = _FENCE.format(digits)
        most = min(MOST_TOKENS, self._model.context_tokens // 4)
        count = self._model.count_tokens
        # The frame is counted without the question, so that its count can be kept for others.
        frame = self._prompt.messages(
            "", "", brief.language, _FENCE.format("a1" * (_FENCE_DIGITS // 2))
        )
        used = sum(count(m.content) for m in frame)
        used += count(brief.asked) * self._prompt.times("question")
        room = min(_MOST_PROMPT, self._model.context_tokens - used - most - _RESERVE)
        self._numbered = number(brief, snapshot, room, count)
        self._tokens = used + self._numbered.tokens
        self._messages = self._prompt.messages(
            self._numbered.text, brief.asked, brief.language, self._fence
        )
        for said in self._said(self._messages, SCHEMA, most, self._tokens):
            yield self._draft(said)

    def repair(self, rejected: Sequence[Rejected]) -> Sequence[DraftStatement | None]:
        """One more reply, in which the model is told what failed; see `base.Composer`."""
        assert self._brief is not None
        told = "\n".join(
            f"{place}. “{one.draft.text}” — {'; '.join(one.failures)}"
            for place, one in enumerate(rejected, start=1)
        )
        asked = self._prompt.repair(told, self._brief.language, self._fence)
        said = Message("assistant", self._written or "{}")
        most = min(MOST_TOKENS, self._model.context_tokens // 4)
        needed = self._tokens + sum(self._model.count_tokens(m.content) for m in (said, asked))
        if needed + most + _RESERVE > self._model.context_tokens:
            return [None] * len(rejected)
        found: dict[int, DraftStatement] = {}
        for place, one in enumerate(
            self._said([*self._messages, said, asked], REPAIR_SCHEMA, most, needed), start=1
        ):
            found.setdefault(one.number or place, self._draft(one))
        return [found.get(place) for place in range(1, len(rejected) + 1)]

    def _said(
        self, messages: Sequence[Message], schema: Mapping[str, object], most: int, tokens: int
    ) -> Iterator[Said]:
        assert self._brief is not None
        reply = self._model.reply(
            Order(
                messages=messages,
                prompt_tokens=tokens,
                schema=schema,
                most_tokens=most,
                seconds=max(0.0, self._until - perf_counter()),
                first_seconds=self._first_seconds,
                cancellation=self._brief.cancellation,
            )
        )
        reader = ReplyReader()
        self._written = ""
        pieces = iter(reply)
        try:
            for piece in pieces:
                self._written += piece
                yield from reader.feed(piece)
                if reader.full:
                    break
            yield from reader.finish()
        finally:
            close = getattr(pieces, "close", None)
            if close is not None:
                close()
            self._count(reply)

    def _count(self, reply: Reply) -> None:
        used = reply.usage
        self.usage = Usage(
            prompt_tokens=self.usage.prompt_tokens + used.prompt_tokens,
            completion_tokens=self.usage.completion_tokens + used.completion_tokens,
        )

    def _draft(self, said: Said) -> DraftStatement:
        assert self._numbered is not None
        sources: list[Source] = []
        scores: list[float] = []
        unknown: list[str] = []
        for name in said.ids:
            shown = self._numbered.lines.get(name)
            if shown is None:
                unknown.append(name)
                continue
            sources += [source for source in shown.sources if source not in sources]
            scores.append(shown.score)
        faults: list[str] = []
        if unknown:
            faults.append(f"no sentence with the id {', '.join(unknown)} was shown")
        if not said.ids:
            faults.append("it names no sentence as support")
        return DraftStatement(said.text, tuple(sources), max(scores, default=0.0), tuple(faults))
