"""Latin words of the question that are names of the corpus with a slip of the pen.

A word that neither the corpus nor English has, one edit away from exactly one name of the corpus (a
letter more, less or other, or two swapped: Damerau 1964; two edits from nine letters on). Names are
what the corpus writes with a capital, or what is no English word. Two words that the corpus writes
as one, and one that it writes as two, are slips as well.

What it does not do: identifiers with figures, words of three letters, ordinary words.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from askreport.spelling.change import Change
from askreport.spelling.general import is_english

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_TOKEN: Final = re.compile(r"(?<![\w'’])[A-Za-z0-9](?:[\w.+#/:@-]*[\w+#])?", re.ASCII)
_PLAIN: Final = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_HAN: Final = re.compile(r"[一-鿿]")
_LETTERS: Final = re.compile(r"[A-Za-z]+")
_NEIGHBOURS: Final = re.compile(
    r"(?<![A-Za-z0-9_.-])([A-Za-z]{2,})[ -](?=([A-Za-z]{2,})(?![A-Za-z0-9_-]))"
)
_SHORTEST: Final = 4
_SURE: Final = 5
"""Letters from which on any slip is believed; in an ordinary word (Falcon) one more, in a question
that otherwise is about the corpus one less. Below, only a letter that should be doubled."""
_TAIL: Final = 7
"""Letters from which on the last may be missing."""
_TWICE: Final = 9
"""Letters from which on a word may have two slips."""
_JOINED: Final = 5
"""Letters of the shortest name that may be written as two."""
_ABOUT: Final = 1.5
_OFF: Final = -3.0
"""Nats from which on, and up to which, a question is taken to be about the corpus, or not."""
_KEYS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS: Final = ("aeiouy", "ckq", "sz", "gj", "vw", "fp", "bp", "dt", "mn", "lr")
_ENDINGS: Final = ("s", "es", "d", "ed", "ing")


@dataclass(frozen=True, slots=True)
class Word:
    """A Latin word of the question: letters, or parts of letters with hyphens between."""

    start: int
    end: int
    text: str


def words_of(text: str) -> list[Word]:
    """The words of ``text`` that are letters alone; identifiers, paths and the like are not."""
    return [
        Word(found.start(), found.end(), found[0])
        for found in _TOKEN.finditer(text)
        if _PLAIN.fullmatch(found[0])
    ]


class Latin:
    """The names of one corpus, and what may be meant by others. Threads may share it."""

    def __init__(self, known: Mapping[str, int], text: str) -> None:
        self._known = known
        self._text = text

    def has(self, word: str) -> bool:
        """Whether the corpus has ``word``, whatever its case."""
        return word.casefold() in self._known

    def changes(
        self, words: Sequence[Word], question: str, subject: Callable[[int, int], float]
    ) -> list[Change]:
        """The changes to ``words``, which stand in ``question``, in their order.

        ``subject`` tells how many nats the question without a range says for its being about the
        corpus.
        """
        found: list[Change] = []
        number = 0
        while number < len(words):
            word = words[number]
            if number + 1 < len(words):
                after = words[number + 1]
                if question[word.end : after.start] == " ":
                    both = Word(word.start, after.end, question[word.start : after.end])
                    if change := self._joined(both, question):
                        found.append(change)
                        number += 2
                        continue
            change = (
                self._joined(word, question) or self._divided(word) or self._mended(word, subject)
            )
            if change:
                found.append(change)
            number += 1
        return found

    def _joined(self, word: Word, question: str) -> Change | None:
        """“Open AI” and “Open-AI” where the corpus writes “OpenAI”.

        Not what may be two words of an English sentence: “in one flow”.
        """
        pair = word.text.casefold().replace("-", " ")
        parts = pair.split(" ")
        if len(parts) != 2 or pair in self._neighbours:
            return None
        if word.text.islower() and all(map(is_english, parts)) and not _HAN.search(question):
            return None
        name = self._names.get("".join(parts))
        if name is None or len(name) < _JOINED or name[1:].islower():
            return None
        return Change(word.start, word.end, word.text, name, "spacing", 1.0)

    def _divided(self, word: Word) -> Change | None:
        """“HuggingFace” where the corpus only writes “Hugging Face”."""
        folded = word.text.casefold()
        if self.has(word.text) or is_english(folded) or folded not in self._two:
            return None
        return Change(word.start, word.end, word.text, self._two[folded], "spacing", 1.0)

    def _mended(self, word: Word, subject: Callable[[int, int], float]) -> Change | None:
        written = word.text.casefold()
        if len(written) < _SHORTEST or "-" in written or self._is_right(written):
            return None
        most = 2 if len(written) >= _TWICE else 1
        near = [
            (edits, name)
            for name in self._by_first.get(written[0], ())
            if abs(len(name) - len(written)) <= most
            and (edits := distance(written, name, most)) <= most
        ]
        swapped = written[1] + written[0] + written[2:]
        if swapped in self._names and swapped[0] != written[0]:
            near.append((1, swapped))
        near.sort()
        if not near or (len(near) > 1 and near[1][0] == near[0][0]):
            return None
        about = subject(word.start, word.end)
        edits, name = near[0]
        if about <= _OFF or not _credible(written, name, edits, _SURE - (about >= _ABOUT)):
            return None
        score = round(1 - edits / max(len(written), len(name)), 3)
        return Change(word.start, word.end, word.text, self._names[name], "letters", score)

    def _is_right(self, written: str) -> bool:
        stems = [written, *(written.removesuffix(e) for e in _ENDINGS if written.endswith(e))]
        return any(stem in self._known or is_english(stem) for stem in stems)

    @cached_property
    def _names(self) -> dict[str, str]:
        """Names by their small letters, written as the corpus most often does with a capital."""
        forms: dict[str, list[tuple[bool, int, str]]] = {}
        for form, count in Counter(_LETTERS.findall(self._text)).items():
            forms.setdefault(form.casefold(), []).append((not form.islower(), count, form))
        names: dict[str, str] = {}
        for folded, written in forms.items():
            capital, _, form = max(written)
            if (
                len(folded) >= _SHORTEST
                and folded in self._known
                and (capital or not is_english(folded))
            ):
                names[folded] = form
        return names

    @cached_property
    def _by_first(self) -> dict[str, list[str]]:
        table: dict[str, list[str]] = {}
        for name in self._names:
            table.setdefault(name[0], []).append(name)
        return table

    @cached_property
    def _side_by_side(self) -> Counter[str]:
        """Pairs of neighbouring words, with the space between, and how often each stands."""
        found = _NEIGHBOURS.finditer(self._text)
        return Counter(f"{pair[1]} {pair[2]}" for pair in found)

    @cached_property
    def _neighbours(self) -> set[str]:
        return {pair.casefold() for pair in self._side_by_side}

    @cached_property
    def _two(self) -> dict[str, str]:
        """What the corpus writes more than once as two words with capitals, by their letters."""
        return {
            pair.replace(" ", "").casefold(): pair
            for pair, count in reversed(self._side_by_side.most_common())
            if count > 1 and all(part[0].isupper() for part in pair.split(" "))
        }


def distance(a: str, b: str, most: int) -> int:
    """Edits between ``a`` and ``b``, two swapped neighbours being one; ``most + 1`` if more.

    Optimal string alignment: Damerau 1964 with the rows of Wagner & Fischer 1974.
    """
    earlier: list[int] = []
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        earlier, before, row = before, row, [i]
        for j, y in enumerate(b, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _credible(written: str, name: str, edits: int, sure: int) -> bool:
    """Whether ``written`` is a likely slip for ``name`` and not a name of its own."""
    short, long_ = sorted((written, name), key=len)
    ordinary = is_english(name)
    if edits > 1:
        return not ordinary and not long_.startswith(short)
    if len(short) == len(long_):
        places = [i for i, (a, b) in enumerate(zip(written, name, strict=True)) if a != b]
        if len(written) < sure:
            return False
        if len(places) == 2:
            return True
        return _confused(written, name, places[0])
    place = next((i for i, a in enumerate(short) if a != long_[i]), len(short))
    if long_[place] == long_[place - 1]:
        return True
    if place == len(short):
        return long_ == name and len(written) >= _TAIL
    return len(written) >= sure + ordinary


def _confused(written: str, name: str, place: int) -> bool:
    """Whether the letters at ``place`` are near on the keyboard, alike in sound, or a doubling."""
    if place == len(written) - 1:
        return False  # another name: Gitea, Alexandra
    a, b = written[place], name[place]
    if written[place - 1] == a and name[place + 1] == b:
        return True  # the other of two letters is doubled: Gitte for Gitee
    return any(a in group and b in group for group in _SOUNDS) or any(
        a + b in row or b + a in row for row in _KEYS
    )
