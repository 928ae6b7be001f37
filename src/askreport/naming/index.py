"""Which of a closed set of names a question mentions, and where.

Names are found as they are written (`spellings`), and put together from words (`chains`): every
name comes down to sequences of stemmed Latin words (`renderings`), and so does every word of the
question that could belong to one (`hits`). So 浙江大学 is *Zhejiang University*, 浙江工业大学 is
not, and 中科院 is part of every institute of the *Chinese Academy of Sciences*.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from askreport.naming.chains import Chains
from askreport.naming.characters import simplified
from askreport.naming.mention import Mention, chosen
from askreport.naming.spellings import Spellings
from askreport.naming.ways import Ways

if TYPE_CHECKING:
    from collections.abc import Sequence

_AS_SURE: Final = 0.1
"""How much less sure a second name that is meant as a whole may be than the first."""


_KEPT: Final = 32
"""Questions whose mentions are kept."""


class NameIndex:
    """The names of one column, say. Immutable once built, so threads may share it."""

    def __init__(self, names: Sequence[str], *, common: bool = False) -> None:
        """``common``: the names are common words, such as columns', and any word may be one."""
        self._spellings = Spellings(names)
        self._ways = Ways(names)
        self._chains = Chains(names, self._ways, common=common)
        # A question is read several times: for what it selects, for what it means, for its parts.
        self._found = lru_cache(maxsize=_KEPT)(self._find)

    def mentions(self, question: str) -> list[Mention]:
        """The mentions in ``question``, in order, none overlapping another.

        Where a mention means a name as a whole, its further matches are those that hold that name
        (a company's research institute); otherwise all that it may be part of.
        """
        return [*self._found(simplified(question))]

    def spells(self, question: str) -> bool:
        """Whether a name stands in ``question`` as it is written, or mistyped; quick."""
        return next(self._spellings.find(simplified(question)), None) is not None

    def _find(self, text: str) -> tuple[Mention, ...]:
        spelt = [*self._spellings.find(text), *self._spellings.shortened(text)]
        found = chosen([*spelt, *self._chains.find(text)])
        return tuple(self._without_strangers(mention) for mention in found)

    def _without_strangers(self, mention: Mention) -> Mention:
        if not mention.exact:
            return mention
        whole = [match for match in mention.matches if match.exact]
        whole = [match for match in whole if match.score >= mention.score - _AS_SURE]
        kin = self._ways.holding({match.name for match in whole})
        part = [match for match in mention.matches if not match.exact and match.name in kin]
        return replace(mention, matches=(*whole, *part))
