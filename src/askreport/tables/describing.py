"""Whose a value is by what stands beside it in a question: 美国大学, institutions from Japan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.tables.asking import ColumnWord
    from askreport.tables.columns import Column
    from askreport.tables.conditions import Draft
    from askreport.tables.reading import Reading

_OF: Final = re.compile(
    r"\s*(?:的|那边的?|方面?的?|本土的?)?\s*(?:\w{1,2}[家所个])?\s*|\s*(?:based)?\s*", re.IGNORECASE
)
"""What may stand between a country and whose country it is: 英国的机构, Swiss institutions."""
_AND: Final = frozenset(("和", "与", "及", "、", "或", "and", "or"))
_FROM: Final = re.compile(r"\s*(?:(?:that|which) are )?(?:from|in|of|based in)\s*(?:the )?")
"""The same where the country is behind: institutions from Switzerland."""


def describing(text: str, word: ColumnWord, drafts: Sequence[Draft], column: int) -> list[Draft]:
    """Those of ``drafts`` on ``column`` that stand at ``word`` and say whose it is: 美国大学."""
    own = [draft for draft in drafts if draft.column == column]
    near = [
        draft
        for draft in own
        if (draft.end <= word.start and _OF.fullmatch(text[draft.end : word.start]))
        or (word.end <= draft.start and _FROM.fullmatch(text[word.end : draft.start]))
    ]
    # 德国和瑞士的高校: what is joined to it stands there, too.
    for draft in reversed(own):
        if draft not in near and any(text[draft.end : n.start].strip() in _AND for n in near):
            near.insert(0, draft)
    return near


def goes_with(
    reading: Reading, column: Column, value: int, row: int, drafts: Sequence[Draft]
) -> bool:
    """Whether one of ``drafts``, on one other column, goes with ``value`` in ``row``.

    Excluded ones do not. The column with more values is the one whose values have those of the
    other.
    """
    other = reading.table.columns[drafts[0].column]
    wanted = {v for draft in drafts if not draft.negated for v in draft.values}
    out = {v for draft in drafts if draft.negated for v in draft.values}
    if len(column.values) >= len(other.values):
        belonging = reading.table.belonging(column, other)
        meant = belonging.possible(row, value)
        return (not wanted or belonging.may_be(row, value, wanted)) and (
            not out or not meant <= out
        )
    belonging = reading.table.belonging(other, column)
    owners = wanted.intersection(other.in_order.get(row, ()))
    return not wanted or any(belonging.may_be(row, owner, (value,)) for owner in owners)
