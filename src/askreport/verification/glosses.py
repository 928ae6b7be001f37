"""Names that a statement gives in two forms: 奥特曼（Altman）, Yuque (语雀), LTS in full.

When one of the two stands in the quotes, the other is its translation and no name of its own.
"""

# ruff: noqa: E501 - patterns

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.naming.tokens import initials
from askreport.verification.latin import pieces
from askreport.verification.wording import HAN, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askreport.verification.evidence import Evidence
    from askreport.verification.facts import Facts

_HAN_FIRST: Final = re.compile(
    rf"(?P<name>[{HAN}・·]{{2,12}})[”\"」』]?\s?[(（]\s?(?P<gloss>[A-Za-z0-9][\w .&'’-]{{1,40}}?)\s?[)）]"
)
_LATIN_FIRST: Final = re.compile(
    r"(?P<name>[A-Za-z][\w.&'’-]*(?: [A-Za-z][\w.&'’-]*){0,5})[”\"]?\s?"
    rf"[(（]\s?(?P<gloss>[{HAN}]{{2,12}}|[A-Z][A-Za-z0-9]{{1,7}})\s?[)）]"
)
_LONG_FORM: Final = re.compile(
    r"[A-Z][\w'’]+(?:[ -](?:(?:of|for|and|the|in|as|a) ){0,2}[A-Z][\w'’]+){1,6}"
)
_LEAST: Final = 3
"""Letters of an abbreviation that is a long form's by no accident."""


def glossed(statement: Facts, evidence: Evidence) -> list[tuple[int, int]]:
    """The ranges of the statement that only say what a quote says in the other form beside them."""
    return [*_pairs(statement, evidence), *_long_forms(statement, evidence)]


def _pairs(statement: Facts, evidence: Evidence) -> Iterator[tuple[int, int]]:
    text = statement.text
    for m in _HAN_FIRST.finditer(text):
        if _latin_stands(m["gloss"], evidence):
            yield m.span("name")
        elif any(m["name"][at:] in evidence.squeezed for at in range(len(m["name"]) - 1)):
            yield m.span("gloss")
    for m in _LATIN_FIRST.finditer(text):
        gloss = squeezed(m["gloss"])
        if gloss in evidence.squeezed if not gloss.isascii() else gloss in evidence.spelt:
            yield m.span("name")
        elif _latin_stands(m["name"], evidence):
            yield m.span("gloss")


def _latin_stands(phrase: str, evidence: Evidence) -> bool:
    words = ["".join(pieces(word)) for word in phrase.split()]
    return all(word in evidence.spelt for word in words if word)


def _long_forms(statement: Facts, evidence: Evidence) -> Iterator[tuple[int, int]]:
    for m in _LONG_FORM.finditer(statement.text):
        short = initials(m.group())
        if len(short) >= _LEAST and short in evidence.spelt:
            yield m.span()
