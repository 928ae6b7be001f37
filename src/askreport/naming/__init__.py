"""Names across languages and spellings: which of a closed set of names a question mentions.

Three tables of public data do most of it: a Chinese-English dictionary (`words`), readings and
traditional forms of characters (`characters`), the names of countries (`territories`). None of
them is read before a question needs it.
"""

from __future__ import annotations

from askreport.naming.index import NameIndex
from askreport.naming.mention import Match, Mention

__all__ = ["Match", "Mention", "NameIndex"]
