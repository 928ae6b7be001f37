"""Traditional and simplified Chinese: which one a text is in, and questions in that of the corpus.

Conversion is OpenCC's. Its plain table changes characters; its table for Taiwan changes words as
well (軟體 to 软件, 資料庫 to 数据库), sometimes for worse (宕機 to 死机, though 宕机 is as usual).
So both are made, and wherever they differ the words change only if the corpus has the others more
often. The table for Hong Kong changes few words, all of them covered so.

Which script a text is in shows without OpenCC: the older character sets hold one script each, GB
2312 the simplified and Big 5 the traditional, and Python has both. OpenCC (15 ms) is loaded for a
text only when it is in the other script.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from opencc import OpenCC

    from askreport.lexical import LexicalIndex
    from askreport.store.snapshot import Snapshot

Script = Literal["simplified", "traditional", "either"]
"""``either``: nothing tells, or both are there."""
_Target = Literal["simplified", "traditional"]

_HAN: Final = re.compile(r"[㐀-䶿一-鿿豈-﫿]")
_KANA: Final = re.compile(r"[ぁ-ゖァ-ヺ]")
_TRADITIONAL: Final = frozenset("後於夥徵麽爲啓衆羣綫裏")
"""What the sets do not tell: GB 2312 has the first five for old texts, Big 5 lacks the others."""
_FEW: Final = 0.05
"""Share of one script's characters up to which a corpus is in the other, quotations aside."""
_TIMES: Final = 2
"""Times that a word must be commoner in the corpus than the one written, if the corpus has both."""
_CONFIGS: Final[dict[str, tuple[str, str]]] = {
    "simplified": ("t2s", "tw2sp"),
    "traditional": ("s2t", "s2twp"),
}
"""For each script OpenCC's conversion of characters, and that of characters and words."""


def script_of(text: str) -> Script:
    """The script of ``text``, by the more characters that only one script has.

    Japanese, told by its kana, is ``either``, for it must not be converted.
    """
    if _KANA.search(text):
        return "either"
    simplified, traditional = _counts(text)
    if simplified == traditional:
        return "either"
    return "simplified" if simplified > traditional else "traditional"


def to_script(text: str, script: Script) -> str:
    """``text`` in ``script``, characters and words, by Taiwan's usage; for ``either``, as it is."""
    return text if script == "either" else _converter(_CONFIGS[script][1]).convert(text)


def corpus_script(lexical: LexicalIndex) -> Script:
    """The script of an indexed corpus; ``either`` if it holds documents in both."""
    characters = [term for term in lexical.vocabulary if len(term) == 1]
    simplified, traditional = (
        sum(map(lexical.frequency, only)) for only in _telling("".join(characters))
    )
    if not simplified + traditional:
        return "either"
    share = traditional / (simplified + traditional)
    if share <= _FEW:
        return "simplified"
    return "traditional" if share >= 1 - _FEW else "either"


@dataclass(frozen=True)
class CorpusScript:
    """Puts questions into the script of one corpus. Threads may share it."""

    lexical: LexicalIndex

    @classmethod
    def of(cls, snapshot: Snapshot) -> CorpusScript:
        """The script of an index; keep it, for it looks through the terms once."""
        return cls(snapshot.lexical)

    @cached_property
    def script(self) -> Script:
        """See `corpus_script`."""
        return corpus_script(self.lexical)

    def readings(self, question: str) -> tuple[str, ...]:
        """``question`` in the script of the corpus; in both, its own first, if the corpus has both.

        A question that already is in that script, or says nothing of its own, comes back as it is.
        """
        simplified, traditional = _counts(question)
        if _KANA.search(question) or not simplified + traditional:
            return (question,)
        if self.script == "either":
            other: _Target = "simplified" if traditional > simplified else "traditional"
            plain = _converter(_CONFIGS[other][0]).convert(question)
            return tuple(dict.fromkeys((question, self._worded(question, other, plain))))
        own, foreign = simplified, traditional
        if self.script == "traditional":
            own, foreign = foreign, own
        if not foreign:
            return (question,)
        plain = _converter(_CONFIGS[self.script][0]).convert(question)
        mixed = own + _shared(question, self.script) >= foreign
        return (
            self._worded(question, self.script, self._kept(question, plain, mixed), doubt=mixed),
        )

    def _kept(self, question: str, plain: str, mixed: bool) -> str:
        """``plain``, but a character that the corpus writes like the question stays (昇 in 昇腾).

        In a question that is mostly in the corpus's script, so does one that the corpus lacks.
        """
        if len(question) != len(plain):
            return plain
        least = 0 if mixed else 1
        return "".join(
            old
            if (support := self._support(question, i, i + 1)) >= least
            and support >= self._support(plain, i, i + 1)
            else new
            for i, (old, new) in enumerate(zip(question, plain, strict=True))
        )

    def _worded(self, question: str, script: _Target, plain: str, doubt: bool = False) -> str:
        """``plain`` with the other region's words, wherever the corpus has these more often.

        Of words that it lacks either way, ``plain``'s in ``doubt``.
        """
        worded = _converter(_CONFIGS[script][1]).convert(question)
        parts: list[str] = []
        at = 0
        for start, end, first, last in _differences(plain, worded):
            written = self._support(plain, start, end)
            other = self._support(worded, first, last)
            better = other > _TIMES * written or not (other or written or doubt)
            parts += (plain[at:start], worded[first:last] if better else plain[start:end])
            at = end
        return "".join((*parts, plain[at:]))

    def _support(self, text: str, start: int, end: int) -> int:
        """Chunks that have ``text[start:end]``, with a neighbour where it alone is no pair."""
        inside = [text[i : i + 2] for i in range(start, end - 1)]
        ways = [inside] if inside else []
        if start > 0 and end > start:
            ways.append([text[start - 1 : start + 1], *inside])
        if start < end < len(text):
            ways.append([*inside, text[end - 1 : end + 1]])
        return max((min(self.lexical.frequency(pair) for pair in way) for way in ways), default=0)


def _differences(one: str, other: str) -> list[tuple[int, int, int, int]]:
    """Ranges of ``one`` and of ``other`` that differ.

    What was put in or left out is one with the next difference but one character: 使用者 and 用户
    differ once.
    """
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    found: list[tuple[int, int, int, int]] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        if found:
            first, end, start, last = found[-1]
            uneven = first == end or start == last or a == b or c == d
            if uneven and a - end <= 1:
                found[-1] = (first, b, start, d)
                continue
        found.append((a, b, c, d))
    return found


def _counts(text: str) -> tuple[int, int]:
    """How many characters of ``text`` only the simplified script has, and only the traditional."""
    simplified, traditional = _telling(text)
    return len(simplified), len(traditional)


def _telling(text: str) -> tuple[list[str], list[str]]:
    """The characters of ``text`` that only the simplified script has, and only the traditional."""
    characters = _HAN.findall(text)
    joined = "".join(characters)
    gb = set(joined.encode("gb2312", errors="ignore").decode("gb2312")) - _TRADITIONAL
    big5 = set(joined.encode("big5", errors="ignore").decode("big5")) | _TRADITIONAL
    simplified, traditional = gb - big5, big5 - gb
    return (
        [character for character in characters if character in simplified],
        [character for character in characters if character in traditional],
    )


def _shared(text: str, script: _Target) -> int:
    """How many characters of ``text`` the other script has too, but hardly writes.

    Big 5 has 机, a tree; yet in a traditional text a machine is a 機.
    """
    other: _Target = "traditional" if script == "simplified" else "simplified"
    converted = _converter(_CONFIGS[other][0]).convert(text)
    only = _telling(text)[0 if script == "simplified" else 1]
    return sum(one != two for one, two in zip(text, converted, strict=False) if one not in only)


@cache
def _converter(config: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(config)
