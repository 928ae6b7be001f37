"""Chinese characters: their simplified forms and how they are read.

``characters.txt`` (derived from CC-CEDICT by ``scripts/names_data.py``) has a line for each
syllable, with the characters read so; a question mark behind one marks its second reading. Its last
line has pairs of a traditional character and the simplified one that it mostly becomes.
"""

from __future__ import annotations

from functools import lru_cache

from askreport.language_data import read_table


def simplified(text: str) -> str:
    """``text`` with traditional characters as simplified ones; its length stays."""
    return text if text.isascii() else text.translate(_forms())


def syllables(character: str) -> tuple[str, ...]:
    """Readings of a simplified character without tones (``lv`` for lü), commonest first."""
    return _readings().get(character, ())


@lru_cache(maxsize=4096)
def split_syllables(word: str) -> tuple[str, ...]:
    """The syllables that ``word`` consists of, fewest first; empty when it is no pinyin."""
    known = _syllables()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 6), end):
            before = best[start]
            if before is None or word[start:end] not in known:
                continue
            here = best[end]
            if here is None or len(before) + 1 < len(here):
                best[end] = (*before, word[start:end])
    return best[-1] or ()


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, tuple[str, ...]], dict[int, str]]:
    readings: dict[str, tuple[str, ...]] = {}
    second: list[tuple[str, str]] = []
    forms: dict[int, str] = {}
    for line in read_table("naming/characters.txt").decode("utf-8").splitlines()[1:]:
        sound, _, said = line.partition("\t")
        if sound == "=":
            forms = {ord(said[i]): said[i + 1] for i in range(0, len(said), 2)}
            continue
        for index, character in enumerate(said):
            if character == "?":
                continue
            if said[index + 1 : index + 2] == "?":
                second.append((character, sound))
            else:
                readings[character] = (sound,)
    for character, sound in second:
        readings[character] = (*readings.get(character, ()), sound)
    return readings, forms


def _readings() -> dict[str, tuple[str, ...]]:
    return _table()[0]


def _forms() -> dict[int, str]:
    return _table()[1]


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    return frozenset(sound for said in _readings().values() for sound in said if len(sound) > 1)
