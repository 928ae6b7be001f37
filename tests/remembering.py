"""An assistant that is asked each question once: the reference questions are many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from askreport.assistant import Assistant

if TYPE_CHECKING:
    from askreport.assistant import Options
    from askreport.records import Answer


class RememberingAssistant(Assistant):
    """Gives the answer again that it gave to the same question with the same options."""

    def __init__(self, assistant: Assistant) -> None:
        self.__dict__.update(vars(assistant))
        self._answers: dict[str, Answer] = {}

    def ask(self, question: str, **options: Unpack[Options]) -> Answer:
        """See `Assistant.ask`."""
        given = {name: value for name, value in sorted(options.items()) if value}
        key = repr((question, given))
        if key not in self._answers:
            self._answers[key] = super().ask(question, **options)
        return self._answers[key]
