"""Bytes of a corpus file to characters, or an error that says what to do.

Nothing is guessed: a file that is not UTF-8 is refused rather than read as mojibake, because a
wrong character would be quoted as if it were the report's.
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING

from askreport.errors import CorpusError
from askreport.reading.base import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

# Kangxi radicals and CJK radical supplements are what PDF extraction gives in place of the
# ordinary ideographs that look the same; one code point becomes one code point. The bullet of the
# Wingdings font lies in the private use area and shows as an empty box: its Unicode equal is ➢.
# Unicode's EquivalentUnifiedIdeograph data names the others' equals; these are the simplified ones.
_SIMPLIFIED = dict(
    zip(
        "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
_LOOK_ALIKES = (
    {
        cp: unicodedata.normalize("NFKC", chr(cp))
        for cp in range(0x2E80, 0x2FE0)
        if len(unicodedata.normalize("NFKC", chr(cp))) == 1
    }
    | {ord(radical): ideograph for radical, ideograph in _SIMPLIFIED.items()}
    | {0xF0D8: "➢", 0xF0B7: "•", 0xF0A7: "▪", 0xF06C: "●", 0xF06E: "■", 0xF0FC: "✓"}
)


def decode(path: Path) -> SourceFile:
    """The file at ``path`` as characters, with look-alike code points made plain.

    Raises:
        CorpusError: the file is missing, empty, binary, or not UTF-8.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CorpusError(
            f"{path.name} cannot be read ({error.strerror}); check that the file is there and "
            "that you may read it."
        ) from error
    if b"\x00" in raw:
        raise CorpusError(
            f"{path.name} is a binary file, not text; save it as UTF-8 text or Markdown first."
        )
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"{path.name} is not UTF-8 (byte {error.start} cannot be read); convert it, for "
            f"instance with: iconv -f GB18030 -t UTF-8 {path.name} > utf8-{path.name}"
        ) from error
    if not content.strip():
        raise CorpusError(f"{path.name} is empty; put text into it or take it out of the corpus.")
    content = content.replace("\r\n", "\n").replace("\r", "\n").translate(_LOOK_ALIKES)
    return SourceFile(path.stem, path.name, hashlib.sha256(raw).hexdigest(), content)
