"""Names that a question writes letter for letter, mistypes or shortens."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from askreport.naming.characters import simplified
from askreport.naming.hits import MISTYPED, SHORTENED
from askreport.naming.kinds import KIND_END, LEGAL
from askreport.naming.mention import Candidate, Match
from askreport.naming.tokens import initials, near, squash
from askreport.naming.words import segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

HAN: Final = re.compile("[㐀-䶿一-鿿豈-﫿]")
LONGER: Final = re.compile(
    r"\s+(?:of|for|at)\s+(?:the\s+)?[A-Z]|\s+(?:University|Institute|College|Academy|Laborator)"
)
"""What goes on with a Latin name: Zhejiang University *of Technology*."""
_PIECE: Final = re.compile(r"[A-Za-zÀ-ɏ0-9]+|[㐀-䶿一-鿿豈-﫿]+")
_JOINT: Final = re.compile(r"[\s\-_.'’/&+,]{0,3}")
_LINKING: Final = frozenset(("of", "the", "for", "and", "at", "in"))
_CHINESE_AND: Final = re.compile("(?<=[a-z0-9])[和跟与及](?=[a-z0-9])")
_LITTLE: Final = frozenset(
    ("a", "an", "the", "is", "was", "are", "it", "in", "on", "of", "by", "to", "or", "and", "for")
)
"""Words that no mistyped name begins or ends with."""
_SHORT: Final = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z]{2,9}(?![A-Za-z0-9])")
_BRACKETS: Final = re.compile(r"[(（][^()（）]*[)）]")
_DOTS: Final = "·・•"
_MOST_PIECES: Final = 8
_LONGEST: Final = 80
_LONGEST_CHINESE: Final = 24
_LEAST_MISTYPED: Final = 6
_LEAST_CUT: Final = 4
_LEAST_LETTERED: Final = 3
"""Words of a name, at least, whose letters make up an abbreviation with more letters than words."""
_WHOLE: Final = 9.0
"""Coverage of a name that stands letter for letter; nothing put together from words has more."""
_NEARLY: Final = 3.0

WITHOUT_LEGAL: Final = 0.95
WITHOUT_KIND: Final = 0.85
BEGUN: Final = 0.8


class Spellings:
    """The written forms of a set of names."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = tuple(names)
        self._letters: dict[str, list[int]] = defaultdict(list)
        self._by_start: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._initials: dict[str, list[int]] = defaultdict(list)
        self._chinese: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, name in enumerate(map(simplified, names)):
            for text in {name, _BRACKETS.sub("", name).strip() or name}:
                self._letters[squash(text)].append(number)
            if HAN.search(name):
                for form, quality in short_forms(name).items():
                    self._chinese[form].append((number, quality))
            elif 3 <= len(letters := initials(name)) <= 8:
                self._initials[letters].append(number)
        for letters in self._letters:
            self._by_start[letters[:1], len(letters)].append(letters)
        self._add_beginnings()

    def _add_beginnings(self) -> None:
        """What a long Chinese name may be cut down to, where no other begins so."""
        names = [simplified(name) for name in self._names]
        forms = {number: beginning(name) for number, name in enumerate(names) if HAN.search(name)}
        for number, form in forms.items():
            alone = sum(name.startswith(form) for name in names) == 1
            if form and form not in self._chinese and alone:
                self._chinese[form].append((number, BEGUN))

    def find(self, text: str) -> Iterator[Candidate]:
        """The names in ``text`` (simplified), whatever the spaces, dashes and case."""
        yield from self._latin(text)
        if self._chinese:
            yield from self._han(text)

    def shortened(self, text: str) -> Iterator[Candidate]:
        """Initials (UCAS) and words put together from beginnings of words (UPenn)."""
        for match in _SHORT.finditer(text):
            word = match.group()
            if word.isupper():
                numbers: Iterable[int] = self._initials.get(word.casefold(), ())
                quality = MISTYPED
                if not numbers and len(word) >= _LEAST_CUT:
                    numbers = [n for n, name in enumerate(self._names) if _lettered(word, name)]
                    quality = SHORTENED
            elif sum(c.isupper() for c in word) >= 2:
                numbers = [n for n, name in enumerate(self._names) if _clipped(word, name)]
                quality = SHORTENED
            else:
                continue
            for number in numbers:
                yield Candidate(*match.span(), Match(number, quality, "abbreviation", True), 1.0)

    def _latin(self, text: str) -> Iterator[Candidate]:
        words = [match.span() for match in _PIECE.finditer(text)]
        for index, (start, _) in enumerate(words):
            for last in range(index, min(len(words), index + _MOST_PIECES)):
                end = words[last][1]
                if last > index:
                    if not _JOINT.fullmatch(text[words[last - 1][1] : words[last][0]]):
                        break
                    if text[words[last][0] : end] in _LINKING:
                        continue
                if end - start > _LONGEST:
                    break
                if LONGER.match(text, end):
                    continue
                letters = squash(text[start:end])
                joined = _CHINESE_AND.sub("and", letters)
                if joined in self._letters:
                    for number in self._letters[joined]:
                        yield Candidate(start, end, Match(number, 1.0, "exact", True), _WHOLE)
                elif (
                    len(letters) >= _LEAST_MISTYPED
                    and letters.isascii()
                    # “Is Flowise a Chinese project” has no “Flowise a”, which is near FlowiseAI.
                    and text[slice(*words[last])].casefold() not in _LITTLE
                    and text[start : words[index][1]].casefold() not in _LITTLE
                ):
                    for number in self._mistyped(letters):
                        match = Match(number, MISTYPED, "spelling", True)
                        yield Candidate(start, end, match, _NEARLY)

    def _mistyped(self, letters: str) -> Iterator[int]:
        for length in range(len(letters) - 2, len(letters) + 3):
            for other in self._by_start.get((letters[0], length), ()):
                if near(letters, other):
                    yield from self._letters[other]

    def _han(self, text: str) -> Iterator[Candidate]:
        # Dots in names are left out on both sides.
        places = [i for i, c in enumerate(text) if c not in _DOTS]
        bare = "".join(text[i] for i in places)
        for first in range(len(bare)):
            if not HAN.match(bare[first]):
                continue
            for length in range(2, min(_LONGEST_CHINESE, len(bare) - first) + 1):
                for number, quality in self._chinese.get(bare[first : first + length], ()):
                    how = "exact" if quality == 1.0 else "abbreviation"
                    match = Match(number, quality, how, quality >= SHORTENED)
                    start, end = places[first], places[first + length - 1] + 1
                    yield Candidate(start, end, match, length * quality)


def _lettered(word: str, name: str) -> bool:
    """Whether ``word`` has the first letter of each word of ``name``, and others of some: MSRA."""
    words = [w.casefold() for w in re.findall(r"[A-Za-z]+", name) if w[0].isupper()]
    if HAN.search(name) or not _LEAST_LETTERED <= len(words) < len(word):
        return False
    return _has_letters(word.casefold(), words)


def _has_letters(letters: str, words: Sequence[str]) -> bool:
    if not words or not letters:
        return not words and not letters
    first, *others = words
    if letters[0] != first[0]:
        return False
    for taken in range(1, len(letters) + 1):
        rest = iter(first[1:])
        if not all(letter in rest for letter in letters[1:taken]):
            return False
        if _has_letters(letters[taken:], others):
            return True
    return False


def _clipped(word: str, name: str) -> bool:
    """Whether ``word`` is put together from beginnings of the words of ``name``."""
    pieces = re.findall(r"[A-Z][a-z]*", word)
    words = [w for w in re.findall(r"[A-Za-z]+", name) if w[0].isupper()]
    if HAN.search(name) or len(pieces) != len(words) or max(map(len, pieces)) < 3:
        return False
    return all(w.startswith(p) for p, w in zip(pieces, words, strict=True))


def _han_of(name: str) -> str:
    bare = "".join(HAN.findall(_BRACKETS.sub("", name)))
    return bare or "".join(HAN.findall(name))


def beginning(name: str) -> str:
    """What a long Chinese name may be cut down to: 华为技术 to 华为; empty for nothing."""
    bare = LEGAL.sub("", _han_of(name))
    if len(bare) < _LEAST_CUT or KIND_END.search(bare):
        return ""
    first = segment(bare)[0]
    return first if 2 <= len(first) < len(bare) else bare[:2]


def short_forms(name: str) -> dict[str, float]:
    """Forms of a Chinese name with how sure they are (0..1): whole, without its kind, initials."""
    text = _han_of(name)
    forms = {text: 1.0}
    bare = LEGAL.sub("", text)
    if len(bare) >= 2:
        forms.setdefault(bare, WITHOUT_LEGAL)
    without = KIND_END.sub("", bare)
    words = [*segment(without), *([bare[len(without) :]] if without != bare else [])]
    if len(words) >= 2 and len(bare) >= _LEAST_CUT:
        # 北京大学 to 北大, 北京航空航天大学 to 北航.
        letters = "".join(word[0] for word in words)
        forms.setdefault(letters, SHORTENED)
        forms.setdefault(letters[0] + letters[-1], SHORTENED)
        forms.setdefault(letters[:2], SHORTENED - 0.05)
    for part in re.split(f"[{_DOTS}]", name):
        if part != name and len(part) >= 2:
            forms.setdefault(part, WITHOUT_KIND)
    if len(without) >= 2:
        forms.setdefault(without, WITHOUT_KIND)
    return forms
