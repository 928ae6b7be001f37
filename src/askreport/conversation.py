"""History and question to one standalone question.

A follow-up leans on what was asked before in one of two ways: it points back (它, 那, 这个; it,
that), or it leaves out what is meant (“那第二次呢？”, “什么时候？”). Such a question is put behind
the question that it leans on. A question that names its own subject starts a new topic and stays
as it is.

What this does not do: resolve which of several earlier things a pronoun means. The question before
is quoted whole, and retrieval sorts it out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.question import content_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.records import Turn

_BACK: Final = re.compile(
    r"^(?:那么?|那|然后|后来|还有|另外|而|再|又|所以|以及|其中)"
    r"|[它他她]们?|(?<![尤极土耳与及])其(?![他它实次余间])|(?<![应活])该(?=[\u4e00-\u9fff])"
    r"|(?<![彼因如至从到就])此(?![外刻])|前者|后者|上述|刚才|上面"
    r"|(?:这|那)(?=[个些次家款项种件位条])|^(?:这|那)|呢[？?]?$"
    r"|\b(?:[Ii]ts?|[Tt]hey|[Tt]hem|[Tt]heir|[Hh]e|[Hh]is|[Hh]im|[Ss]he|[Hh]er|[Tt]hat|[Tt]hose"
    r"|[Tt]his|[Tt]hese|[Tt]he (?:other|second|first|latter|former)|[Aa]nd what"
    r"|[Ww]hat about|[Hh]ow about)\b",
)
_NAME: Final = re.compile(r"[A-Za-z][\w.+#-]{1,}|《[^》]+》|“[^”]+”|「[^」]+」")
_EMPTY: Final = re.compile(r"[\s？?。，,！!是的了有在]")
_LEAST: Final = 4
"""Characters of content that a question without a name must have to stand alone."""


def standalone(question: str, history: Sequence[Turn]) -> str:
    """``question`` so that it can be understood without ``history``."""
    asked = [turn.content.strip() for turn in history if turn.role == "user"]
    asked = [text for text in asked if text]
    if not asked or not leans_back(question):
        return question
    # A question that itself leaned on one before brings that one along.
    chain = [asked[-1]]
    for earlier in reversed(asked[:-1]):
        if not leans_back(chain[0]):
            break
        chain.insert(0, earlier)
    said = " ".join(text if text[-1] in "。！？!?." else text + "？" for text in chain[-3:])
    return f"{said} {question}"


def leans_back(question: str) -> bool:
    """Whether ``question`` needs an earlier one to be understood."""
    if _BACK.search(question):
        return True
    return len(_EMPTY.sub("", content_of(question))) < _LEAST and not _NAME.search(question)
