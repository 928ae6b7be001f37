"""A real language model in the process, the whole way: poor answers, and none of them untrue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from askreport.assistant import Assistant
from askreport.composing import Composers
from askreport.verification import verify_answer
from tests.models.small import small_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askreport.embedding.base import Embedder
    from askreport.settings import Settings
    from askreport.store.snapshot import Snapshot

CONTEXT = 1024


@pytest.fixture(scope="module")
def made(snapshot: Snapshot, embedder: Embedder, settings: Settings) -> Iterator[Assistant]:
    told = replace(
        settings, backend=f"local:{small_model()}", context_tokens=CONTEXT, model_first_seconds=100
    )
    composers = Composers(told)
    composers.warm()
    assistant = Assistant(snapshot, embedder, composers=composers)
    yield assistant
    assistant.close()


@pytest.mark.parametrize(
    "question", ["语雀那次重大故障持续了多久？", "When did OpenAI release GPT-4?"]
)
def test_what_it_writes_is_believed_only_where_the_quotes_say_it(
    made: Assistant, question: str
) -> None:
    answer = made.ask(question)
    assert verify_answer(answer, made.documents) == []
    assert all(s.verdict == "supported" for s in answer.statements)
    assert (answer.backend.name, answer.backend.model) == ("local", small_model().stem)
    assert not any(note.code == "model_failed" for note in answer.notes)
    # The passages found have more tokens than its context: what it is shown is packed to that.
    assert 100 < answer.usage.prompt_tokens < 2 * CONTEXT  # with one repair
    assert answer.usage.completion_tokens > 5
