"""Words of a reply that a question asks about as words: “这话谁说的？”, “Who said that?”.

The one case where more than a name is taken over from a reply: the clause that is pointed at, cut
short. Without it nothing says which words are meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.conversation.writing import folded, is_chinese

if TYPE_CHECKING:
    from askreport.conversation.earlier import Earlier

_SAID: Final = re.compile(
    r"(?P<place>最?后面?|前面?|第一|头一)?的?(?:[这那](?:一|个|种|番)?(?:句话?|话|说法|观点|看法|评价|评论)"
    r"|(?<=[前后面一])句话?)"
    r"|\b(?:said|says|thinks|claimed|claims)\s(?:that|this|so)(?=[\s?.!]*$)"
)
_BY_WHOM: Final = re.compile(r"谁|哪位|哪个|何人|什么人|出自|哪儿|哪里|\b[Ww]ho\b")
_CLAUSE: Final = re.compile(r"[，。；！？!?;\n]+\s*|,\s|\.\s|\.$")
_REPORTS: Final = re.compile(
    r"(?:一种看法是|(?:还|也|另外?)?有(?:的?人|网友|用户|评论|开发者)?(?:就|则)?"
    r"(?:觉得|认为|表示|说|称|指出|嫌)?"
    r"|(?:[Oo]ne|[Aa]nother|[Ss]ome|[Oo]thers)(?: \w+){0,2} (?:is|says?|thinks?)(?: that)?)\s?"
)
_LONGEST: Final = 60
"""Characters of a clause that is taken over."""
_LEAST: Final = 4


def with_saying(question: str, last: Earlier) -> str | None:
    """``question`` with the clause of the reply whose author it asks for, if it does."""
    seen = folded(question)
    said = _SAID.search(seen)
    if said is None or not _BY_WHOM.search(seen):
        return None
    clauses = [
        bare
        for clause in _CLAUSE.split(last.reply)
        if len(bare := _REPORTS.sub("", clause, count=1).strip()) >= _LEAST
    ]
    if not clauses:
        return None
    place = said["place"] or ""
    clause = clauses[-1] if "后" in place else clauses[0]
    clause = clause[:_LONGEST]
    about = last.topic
    if not is_chinese(question):
        lead = "" if not about or about in clause else f"About {about}: "
        return f"{lead}{clause}. {question}"
    lead = f"{about}，" if about and about not in clause else ""
    return f"{lead}{clause}，{question}"
