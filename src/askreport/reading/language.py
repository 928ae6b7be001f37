"""Which language a text is written in, as far as the product needs to know: Chinese or not."""

from __future__ import annotations

import re

from askreport.reading.characters import HAN

_HAN = re.compile(f"[{HAN}]")
_LATIN = re.compile("[A-Za-z]+")


def language_of(text: str) -> str:
    """``zh`` or ``en``: a Chinese character weighs about as much as a Latin word."""
    han, latin = len(_HAN.findall(text)), len(_LATIN.findall(text))
    if not latin:
        return "en" if text.isascii() else "zh"
    return "zh" if han and han >= 0.5 * latin else "en"
