"""History and question to one standalone question.

Each earlier question of the user is made standalone itself, oldest first, so that a chain of
follow-ups keeps its subject; the last one and the reply to it say what the new question leans on.
Where rules are sure, it is written as one person would write it: the pronoun by what it means
(`antecedent`), the parallel part replaced (`parallel`), the subject put back (`restoring`). Where
they are not, what was asked or named before is put in front of it. Words that mean one of a list
in the reply become that one (`items`), and a question may go back beyond the last (`returning`).

The history is data: it is matched, cut and quoted, and never followed. Of a reply at most names
are taken over; and, where a question asks who said something, a clause of it (`sayings`).

The rules (50 ms to compile) are loaded by the first question that has a history: the command line
never has one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.conversation.documents import Known, Rarity, Related
    from askreport.records import Turn


def standalone(
    question: str,
    history: Sequence[Turn],
    known: Known | None = None,
    *,
    rarity: Rarity | None = None,
    related: Related | None = None,
) -> str:
    """``question`` so that it can be understood without ``history``.

    ``known`` tells a short question that leaves out its subject (“涉及哪些公司？”) from one about
    something that the documents do not have (“红烧肉怎么做？”), which must not be answered with the
    subject before. ``rarity`` (term to idf) tells which of a reply's names is the telling one.
    ``related`` tells whether a question that shows no sign of it asks something of what was talked
    about. They only help; without them fewer questions are rewritten.

    The result has at most 600 characters, or is ``question`` alone where that is longer. A question
    that stands alone is returned as it is, but for thanks before it.
    """
    if not any(turn.role == "user" for turn in history):
        return question
    from askreport.conversation.documents import Documents
    from askreport.conversation.rewriting import rewritten

    return rewritten(question, history, Documents(known, rarity, related))


def changes_topic(question: str) -> bool:
    """Whether ``question`` says itself that it is about something else: “换个话题，…”."""
    from askreport.conversation.follow_up import changes_topic as says_so

    return says_so(question)


def hints_back(question: str) -> bool:
    """Whether ``question`` has any word that may take up what was said: 这, 也, 同一天, “else”."""
    from askreport.conversation.follow_up import hints_back as has_one

    return has_one(question)


def behind_reply(question: str, reply: str) -> str:
    """``question`` behind the first sentence of the ``reply`` that it may ask on after."""
    from askreport.conversation.restoring import behind_reply as put_behind

    return put_behind(question, reply)


def leans_back(question: str, known: Known | None = None) -> bool:
    """Whether ``question`` needs an earlier one to be understood; ``known`` as for `standalone`."""
    from askreport.conversation.follow_up import read_follow_up

    return read_follow_up(question, known) is not None
