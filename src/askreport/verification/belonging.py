"""Whose is what: members of an enumeration that a statement puts together across.

“甲的子、乙的丑、丙的寅” says three times whose something is. A statement that says 甲的丑 has both
names right and is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from askreport.verification.wording import squeezed

if TYPE_CHECKING:
    from askreport.verification.facts import Facts

_BOUND: Final = re.compile(r"[,，。;；:：!?]")
_MEMBER: Final = re.compile(
    r"(?:诸?如|例如|比如|包括|有|和|与|以及|及)?(?P<owner>[^的]{2,20})的(?P<owned>[^的]{2,30}?)等?$"
)
_LEAST_MEMBERS: Final = 3
_LEAST_NAME: Final = 2
_PART: Final = re.compile(
    r"[,，。;；!?:：、()（）]|\. |与|和|及|而(?!且)|(?<=\s)(?:and|while|but)(?=\s)"
)
_IN_TURN: Final = re.compile(r"分别|各自|依次|respectively|in that order", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Belonging:
    """``owned`` is told to be ``owner``'s; both squeezed, ``owned`` without what all have."""

    owner: str
    owned: str


def put_across(statement: Facts, quote: Facts) -> str:
    """What ``statement`` gives to another than ``quote`` does; empty when nothing."""
    if _IN_TURN.search(statement.text):
        return ""
    for members in belongings(quote.text):
        for piece in _PART.split(statement.text):
            said = squeezed(piece)
            owners = [m for m in members if m.owner in said]
            owned = [m for m in members if m.owned in said]
            if len(owners) == len(owned) == 1 and owners != owned:
                return f"“{piece.strip()}” in the statement; in a quote it is {owned[0].owner}'s"
    return ""


def belongings(text: str) -> list[list[Belonging]]:
    """For each enumeration of a plain ``text`` with three such members or more, what is whose."""
    found = []
    for run in _BOUND.split(text):
        members = [m for one in run.split("、") if (m := _MEMBER.match(one.strip()))]
        if len(members) < _LEAST_MEMBERS:
            continue
        told = [(squeezed(m["owner"]), squeezed(m["owned"])) for m in members]
        kinds = _kinds([owned for _, owned in told])
        found.append(
            [Belonging(a, name) for a, b in told if len(name := _name(b, kinds)) >= _LEAST_NAME]
        )
    return found


def _kinds(owned: list[str]) -> list[str]:
    """Ends that two members share, longest first: 大模型."""
    ends = {_common_end(a, b) for i, a in enumerate(owned) for b in owned[i + 1 :]}
    return sorted((end for end in ends if end), key=len, reverse=True)


def _common_end(one: str, other: str) -> str:
    size = 0
    while size < min(len(one), len(other)) and one[-1 - size] == other[-1 - size]:
        size += 1
    return one[len(one) - size :]


def _name(owned: str, kinds: list[str]) -> str:
    return next((owned[: -len(k)] for k in kinds if owned.endswith(k) and owned != k), owned)
