"""Going back to something before the last question: “说回小米那个，…”, “前面那个中间件…”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.conversation.words import CLASSIFIER, THEN
from askreport.conversation.writing import folded
from askreport.lexical import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.conversation.earlier import Earlier

_BACK: Final = re.compile(
    rf"(?:{THEN}|[，,\s]|我们?|再|还是)*"
    r"(?P<back>(?:(?:再?说|再?回|再?聊|绕)回?到?(?:之前|前面|刚才|刚刚|上面|最初|一开始|最开始|开头)"
    r"|说回|聊回|回到|绕回|回头(?:说|看|聊|问)|话说回来"
    r"|刚才|刚刚|前面|之前|上面|最初|一开始|最开始|最早|开头)"
    r"(?:[你我]?们?(?:说|提|问|讲|聊)(?:到|过|起)?)?的?)"
    rf"(?P<what>[^，,？?是]{{0,4}}?(?:[那这]一?{CLASSIFIER}|话题|问题)[^，,？?的是]{{0,12}}"
    r"|[^，,？?的是]{1,12})(?P<stop>[，,：:]\s*)?"
)
_BACK_ENGLISH: Final = re.compile(
    r"(?:(?:OK|ok|[Aa]nd|[Ss]o|[Nn]ow)[,.]?\s)*(?:[Gg]oing\s|[Ll]et's\sgo\s|[Cc]oming\s)?[Bb]ack\sto\s"
    r"(?P<what>[^,:?]{2,40})(?P<stop>[,:]\s*|\s?[-–—]\s?)"
)
_SAYS_SO: Final = re.compile(r"回|\b[Bb]ack\b")
"""“回到刚才那个工具包” goes back, though nothing said before is called so."""
_LEAST: Final = 1.0


def gone_back(question: str, thread: Sequence[Earlier]) -> tuple[str, Earlier] | None:
    """``question`` without the words of going back, and the question gone back to; if it does.

    What is named there (“小米那个”) tells which: the question, with its reply, that shares most of
    those words, and of equals the latest but one before the last.
    """
    match = _BACK_ENGLISH.match(question) or _BACK.match(folded(question))
    if match is None or len(thread) < 2:
        return None
    wanted = {term for term in terms(match["what"]) if len(term) > 1}
    best: tuple[float, int] | None = None
    for number, turn in enumerate(thread):
        said = set(terms(f"{turn.text} {turn.reply}"))
        shared = float(len(wanted & said))
        if shared >= _LEAST and (best is None or shared >= best[0]):
            last = number == len(thread) - 1
            if not last or best is None or shared > best[0]:
                best = shared, number
    if best is None:
        if not _SAYS_SO.search(match.group()):
            return None
        best = 0.0, len(thread) - 2
    rest = question[match.end() :].strip() if match["stop"] else ""
    return rest or question, thread[best[1]]
