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
from collections.abc import Callable
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
_ALONE: Final = 6
"""Characters of content with which a question stands alone, whatever it names."""
_NOTHING: Final = 2
"""Characters of content that say nothing alone: “恢复”, “原因”."""

Known = Callable[[str], bool]
"""Whether a pair of characters stands in the documents."""


def standalone(question: str, history: Sequence[Turn], known: Known | None = None) -> str:
    """``question`` so that it can be understood without ``history``.

    ``known`` tells a short question that leaves out its subject (“涉及哪些公司？”) from one about
    something that the documents do not have (“红烧肉怎么做？”), which must not be answered with the
    subject before.
    """
    asked = [turn.content.strip() for turn in history if turn.role == "user"]
    asked = [text for text in asked if text]
    if not asked or not leans_back(question, known):
        return question
    # A question that itself leaned on one before brings that one along.
    chain = [asked[-1]]
    for earlier in reversed(asked[:-1]):
        if not leans_back(chain[0], known):
            break
        chain.insert(0, earlier)
    said = " ".join(text if text[-1] in "。！？!?." else text + "？" for text in chain[-3:])
    return f"{said} {question}"


def leans_back(question: str, known: Known | None = None) -> bool:
    """Whether ``question`` needs an earlier one to be understood; ``known`` as for `standalone`."""
    if _BACK.search(question):
        return True
    content = _EMPTY.sub("", content_of(question))
    if len(content) >= _ALONE or _NAME.search(question):
        return False
    if len(content) <= _NOTHING or known is None:
        return True
    return any(known(content[i : i + 2]) for i in range(len(content) - 1))
