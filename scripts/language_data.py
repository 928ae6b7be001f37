"""Makes the word lists and the table of syllables in ``src/askreport/spelling/``.

It is run by `hatch_build` whenever askreport is built or installed. Chinese words and their counts
come from jieba (MIT), English words from the list of SymSpell that symspellpy carries (MIT; words
of SCOWL counted in Google Books), syllables from pypinyin (MIT).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from importlib.metadata import distribution
from pathlib import Path

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

LEAST_COUNT = 10
"""Times that jieba saw a word; it gives 3 to many that it never saw, and few say little."""
LONGEST = 6
ENGLISH_WORDS = 45_000
COMMONEST = 4
"""Nats of the letter “a”: the commonest Chinese word has −ln p = 4.3."""
_HAN = re.compile(r"[一-鿿]+")


def _file(package: str, name: str) -> Path:
    """A file or folder of an installed package, which is not imported: only its data are wanted."""
    return Path(str(distribution(package).locate_file(f"{package}/{name}")))


def chinese() -> list[str]:
    """A line for each first character: its words without it, each with a letter for its −ln p."""
    counts: dict[str, int] = {}
    source = _file("jieba", "dict.txt")
    for line in source.read_text(encoding="utf-8").splitlines():
        word, count, _ = line.split()
        if _HAN.fullmatch(word) and len(word) <= LONGEST:
            counts[word] = int(count)
    total = sum(counts.values())
    lines: dict[str, list[str]] = defaultdict(list)
    for word, seen in sorted(counts.items()):
        if seen >= LEAST_COUNT:
            letter = chr(ord("a") + round(-math.log(seen / total)) - COMMONEST)
            lines[word[0]].append(word[1:] + letter)
    return [f"{first} {' '.join(rest)}" for first, rest in sorted(lines.items())]


def english() -> list[str]:
    """The commonest words of three letters and more, sorted, a line for each first letter."""
    source = _file("symspellpy", "frequency_dictionary_en_82_765.txt")
    words = [line.split()[0] for line in source.read_text(encoding="utf-8-sig").splitlines()]
    words = [word for word in words if re.fullmatch(r"[a-z]{3,}", word)][:ENGLISH_WORDS]
    lines: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        lines[word[0]].append(word)
    return [" ".join(rest) for rest in lines.values()]


def plain(syllable: str) -> str:
    """``syllable`` without its tone: ``lǜ`` is ``lv``."""
    letters = unicodedata.normalize("NFD", syllable.replace("ü", "v"))
    for form in "ǖǘǚǜ":
        letters = letters.replace(unicodedata.normalize("NFD", form), "v")
    return "".join(c for c in letters if c.isascii())


def syllables() -> list[str]:
    """A line for each syllable: it, and the characters of GB 2312 that are read so.

    Of a character's readings the first counts, and others that phrases use.
    """
    used: Counter[tuple[str, str]] = Counter()
    for phrase, spoken in PHRASES_DICT.items():
        if len(phrase) == len(spoken):
            used.update((c, plain(r[0])) for c, r in zip(phrase, spoken, strict=True))
    lines: dict[str, list[str]] = defaultdict(list)
    for code, readings in sorted(PINYIN_DICT.items()):
        character = chr(code)
        if not character.encode("gb2312", errors="ignore") or not _HAN.match(character):
            continue
        found = list(dict.fromkeys(plain(r) for r in readings.split(",")))
        total = sum(used[character, r] for r in found)
        for number, reading in enumerate(found):
            if number == 0 or (
                used[character, reading] >= 3 and used[character, reading] * 10 >= total
            ):
                lines[reading].append(character)
    return [f"{syllable} {''.join(found)}" for syllable, found in sorted(lines.items())]


def tables() -> dict[str, list[str]]:
    """The lines of each file by its name."""
    return {
        name: [f"# {source} (MIT licence), made by scripts/language_data.py", *lines]
        for name, source, lines in (
            ("chinese.txt", "Words and counts of jieba", chinese()),
            ("english.txt", "Words of SymSpell", english()),
            ("syllables.txt", "Readings of pypinyin", syllables()),
        )
    }
