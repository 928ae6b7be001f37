"""What is talked about after a question, as it can be put before a further one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from askreport.conversation.names import chinese_names_in
from askreport.conversation.replies import answer_in, leading_answer, person_in
from askreport.conversation.writing import asked, is_chinese, joined

if TYPE_CHECKING:
    from askreport.conversation.documents import Rarity
    from askreport.conversation.earlier import Earlier

_LONG: Final = 24
"""Characters of a subject beside which the reply's name is not told too."""


def topic_of(turn: Earlier, before: str, rarity: Rarity | None) -> str:
    """The subject of ``turn`` with the name that the reply gives it, or its names.

    ``before``: the topic of the question before, which stays where ``turn`` names nothing.
    """
    name = _name_given(turn, rarity)
    subject = turn.about or turn.subject
    if name and name not in turn.text:
        short = (
            not turn.asks_what_was_made
            and subject
            and len(subject) <= _LONG
            and is_chinese(subject)
        )
        return joined(subject, name) if short else name
    if subject and (turn.names or chinese_names_in(subject) or not before):
        return subject
    names = [one.text for one in turn.names]
    if names and not (is_chinese(turn.text) and len(turn.text) <= _LONG):
        return "、".join(names) if is_chinese(turn.text) else " and ".join(names)
    own = names or chinese_names_in(turn.text)
    if len(turn.text) <= _LONG and (own or not before):
        return asked(turn.text)
    return before or subject


def _name_given(turn: Earlier, rarity: Rarity | None) -> str:
    """The name in the reply of what the question only describes, or ``""``."""
    if turn.asks_one:
        return answer_in(turn.reply, turn.text, rarity) or ""
    if turn.names:
        return ""
    if turn.asks_who:
        return person_in(turn.reply, answer=True) or ""
    return leading_answer(turn.reply)
