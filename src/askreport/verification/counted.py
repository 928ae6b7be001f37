"""What a figure counts stands right behind it: 6 个 alpha where the quotes have 17 个 alpha.

Where a word is counted wherever the quotes have it, a statement that counts it otherwise is wrong,
even if its figure stands elsewhere in them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.verification.attachment import same_word, telling_words
from askreport.verification.numbers import supports
from askreport.verification.units import agree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.verification.attachment import TellingWord
    from askreport.verification.facts import Facts
    from askreport.verification.figures import Figure

_LEAST_WEIGHT: Final = 0.7
_BETWEEN: Final = re.compile(r"[\s的个名位条项]{0,2}")


def miscounted(statement: Facts, quotes: Sequence[Facts]) -> str:
    """What ``statement`` counts otherwise than its quotes; empty when nothing."""
    for figure in statement.figures:
        word = _behind(statement, figure)
        if word is None:
            continue
        counts: list[Figure | None] = []
        for quote in quotes:
            across = quote.english != statement.english
            for other in telling_words(quote):
                if same_word(word, other, across) == 1.0:
                    counts.append(_before(quote, other))
        told = [count for count in counts if count is not None and count.value != 1]
        if not told or len(told) < len(counts):
            continue
        if any(
            supports(figure, count) or not agree(figure.measure, count.measure) for count in told
        ):
            continue
        what = statement.text[word.start : word.end]
        return f"{figure.text} {what} in the statement; a quote has {told[0].text} of it"
    return ""


def _behind(facts: Facts, figure: Figure) -> TellingWord | None:
    if figure.ordinal or figure.value == 1 or figure.most is not None:
        return None
    return next(
        (
            word
            for word in telling_words(facts)
            if word.weight >= _LEAST_WEIGHT
            and word.start >= figure.end
            and _BETWEEN.fullmatch(facts.text[figure.end : word.start])
        ),
        None,
    )


def _before(facts: Facts, word: TellingWord) -> Figure | None:
    return next(
        (
            figure
            for figure in facts.figures
            if not figure.ordinal
            and figure.most is None
            and figure.end <= word.start
            and _BETWEEN.fullmatch(facts.text[figure.end : word.start])
        ),
        None,
    )
