"""A question on a table in words that are known, from what it was read to want.

`askreport.tables.intent` says what a question wants in whatever words; here that is put into those
of `askreport.tables.wording`, so that one and the same reading finds the rows, and so that people
can see how they were understood: “清华署了几个名” is “表里，清华大学参与的项目有多少个？”.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.tables import wording
from askreport.tables.numbers import small_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.tables.conditions import Draft
    from askreport.tables.intent import Intent, Piece
    from askreport.tables.reading import Reading

_NUMBER: Final = re.compile(
    r"(?P<over>超过|多于|大于|不止|more than |over )?\s*(?:第|top |前|头)?\s*"
    r"(?P<said>[2-9]|10|[二两俩三仨四五六七八九十]|two|three|four|five|six|seven|eight|nine|ten)"
    r"(?![\d.%年月])",
    re.IGNORECASE,
)
_PLACES: Final = (
    (re.compile(r"亚军|榜眼|老二|次席|runner-?up|second", re.IGNORECASE), 2),
    (re.compile(r"季军|探花|老三|third", re.IGNORECASE), 3),
    (re.compile(r"fourth", re.IGNORECASE), 4),
    (re.compile(r"fifth", re.IGNORECASE), 5),
)
_SPOKEN: Final = {"俩": 2, "仨": 3}
_LEAST_SEVERAL: Final = 3
_FIGURES: Final = "零一二三四五六七八九十"


def letters_of(reading: Reading) -> list[tuple[Draft, str]]:
    """The names of a question in order, each with its letter (`askreport.tables.intent`)."""
    found: list[tuple[Draft, str]] = []
    at = 0
    for draft in sorted((*reading.drafts, *reading.strange), key=lambda d: (d.start, -d.end)):
        column = reading.table.columns[draft.column]
        if draft.start < at or draft.how == "number":
            continue
        kinds = {"organisation": "o", "person": "o", "territory": "c"}
        letter = "p" if column.key else kinds.get(column.kind, "")
        if letter:
            found.append((draft, letter))
            at = draft.end
    return found


def pieces_of(reading: Reading) -> list[Piece]:
    """The question with its names apart."""
    pieces: list[Piece] = []
    at = 0
    for draft, letter in letters_of(reading):
        pieces += [reading.text[at : draft.start], (letter, reading.text[draft.start : draft.end])]
        at = draft.end
    return [*pieces, reading.text[at:]]


def canonical(reading: Reading, intent: Intent) -> str | None:
    """The question that ``intent`` is, in Chinese; ``None`` where the table has no such column."""
    return _Wording(reading, intent).question()


def says_something(reading: Reading, intent: Intent) -> bool:
    """Whether it is more than all rows: a name is a condition, or the work is limited."""
    limited = intent.best("work") != "any" or intent.best("op") not in ("list", "count", "whether")
    return limited or any(
        sign != "~" for _, sign in zip(letters_of(reading), intent.signs, strict=True)
    )


class _Wording:
    def __init__(self, reading: Reading, intent: Intent) -> None:
        self.reading = reading
        self.want, self.op = intent.best("want"), intent.best("op")
        self.work, self.first = intent.best("work"), intent.best("top") == "first"
        if wording.COUNTED_TOO.search(reading.masked) and self.work in ("joint", "countries"):
            self.work = "any"
        self.names: dict[tuple[str, str], list[str]] = {}
        for (draft, letter), sign in zip(letters_of(reading), intent.signs, strict=True):
            column = reading.table.columns[draft.column]
            whole = len(draft.values) == 1 and draft.exact
            said = reading.text[draft.start : draft.end]
            name = column.values[draft.values[0]] if whole else said
            sign = "-" if draft.negated and sign == "+" else sign
            own = self.names.setdefault((letter, sign), [])
            if name not in own:
                own.append(name)
        for letter in "poc":
            # “plain Microsoft, without MSRA”: what is wanted and excluded is the same name.
            wanted = self.of(letter)
            self.names[letter, "-"] = [n for n in self.of(letter, "-") if n not in wanted]
        kinds = {c.kind for c in reading.table.columns if not c.key}
        self.nouns = {"p": "项目" if reading.table.works else reading.table.key.name}
        if kinds & {"organisation", "person"}:
            self.nouns["o"] = "机构" if "organisation" in kinds else "人"
        if "territory" in kinds:
            self.nouns["c"] = "国家"
        if self.nouns.get("o") == "机构" and reading.says(wording.UNIVERSITY):
            self.nouns["o"] = "大学"

    def of(self, letter: str, sign: str = "+") -> list[str]:
        """The names of one letter and part."""
        return self.names.get((letter, sign), [])

    def question(self) -> str | None:
        """See `canonical`."""
        if self.want not in self.nouns:
            return None
        told = getattr(self, f"_{self.op}")()
        return f"表里，{told}？" if told else None

    def _conditions(self, leave: str = "") -> str:
        """What rows must be, before the word for them; ``leave`` is a letter that is left out."""
        said = []
        pair = self.work in ("joint", "countries", "3+", "domestic")
        makers, places = self.of("o"), self.of("c")
        if self.of("p") and self.want != "p":
            said.append(f"{'和'.join(self.of('p'))}的")
        if leave != "c" and places:
            together = pair and len(places) > 1
            said.append(f"{'和'.join(places)}合作的" if together else f"{'或'.join(places)}的")
        if leave != "o" and makers:
            if pair and len(makers) > 1:
                said.append(f"{'和'.join(makers)}合作的")
            elif self.work == "alone":
                said.append(f"{'或'.join(makers)}独立完成的")
            else:
                said.append(f"{'或'.join(makers)}参与的")
        elif self.nouns.get("o") == "大学" and self.want != "o":
            said.append("大学参与的")
        return f"{self._excluded()}{self._work(makers)}{''.join(said)}"

    def _excluded(self) -> str:
        names = [*self.of("o", "-"), *self.of("c", "-"), *self.of("p", "-")]
        return f"除{'和'.join(names)}以外的" if names else ""

    def _work(self, makers: Sequence[str]) -> str:
        if self.work == "3+":
            least = self._number() or _LEAST_SEVERAL
            return f"{_FIGURES[least]}家以上机构合作的" if 1 < least <= 10 else ""
        if self.work == "countries":
            return "" if len(self.of("c")) > 1 else "跨国合作的"
        if self.work == "domestic":
            return "只有一个国家、多家机构合作的"
        if self.work == "joint":
            return "" if len(makers) > 1 or len(self.of("c")) > 1 else "多家机构合作的"
        if self.work == "alone" and not makers:
            return "只有一家机构的"
        return ""

    def _number(self) -> int | None:
        """The number that the question says."""
        if self.op == "rank":
            for pattern, place in _PLACES:
                if pattern.search(self.reading.masked):
                    return place
        match = _NUMBER.search(self.reading.masked)
        if match is None:
            return None
        said = match["said"]
        number = _SPOKEN.get(said) or small_number(said)
        return number + bool(match["over"]) if number else None

    def _list(self) -> str:
        named = self.of("p")
        if self.want != "p" and named:
            return f"{'和'.join(named)}的{self._rest()}{self.nouns[self.want]}有哪些"
        if self.want == "c" and self.of("o"):
            return f"{'和'.join(self.of('o'))}的国家有哪些"
        if self.want == "p" and named and not self.of("o") and not self.of("c"):
            return f"{'和'.join(named)}是哪家机构的"
        return f"{self._conditions()}{self.nouns[self.want]}有哪些"

    def _rest(self) -> str:
        """What of a row is told already: 除清华以外的."""
        already = [*self.of(self.want), *self.of(self.want, "-"), *self.of(self.want, "~")]
        return f"除{'和'.join(already)}以外的" if already else ""

    def _within_one(self) -> bool:
        """Whether it asks among one country's countries, of which is no most and no number."""
        return self.want != "p" and bool(self.of(self.want))

    def _count(self) -> str | None:
        if self._within_one() and self.work == "any":
            return None
        piece = {"p": "个", "o": "家", "c": "个"}[self.want]
        return f"{self._conditions()}{self.nouns[self.want]}有多少{piece}"

    def _most(self, word: str = "多") -> str | None:
        if self._within_one():
            return None
        noun, thing = self.nouns[self.want], self.nouns["p"]
        if self.want == "p":
            return f"{self._conditions()}{thing}里，哪个{thing}的机构最{word}"
        return f"{self._conditions(self.want)}{thing}最{word}的{noun}是哪个"

    def _least(self) -> str | None:
        return self._most("少")

    def _rank(self) -> str | None:
        number = self._number()
        if self.want == "p" or number is None or number > 10:
            return self._most()
        place = f"前{number}名" if self.first else f"第{number}名"
        thing, noun = self.nouns["p"], self.nouns[self.want]
        return f"{self._conditions(self.want)}{thing}数排在{place}的{noun}是哪些"

    def _compare(self) -> str | None:
        for letter in "oc":
            if len(names := self.of(letter)) > 1:
                return f"{'和'.join(names)}谁的{self._excluded()}{self.nouns['p']}多"
        if len(names := self.of("p")) > 1:
            return f"{'和'.join(names)}哪个的机构更多"
        return None

    def _whether(self) -> str | None:
        named = self.of("p")
        if named:
            asked = [*self.of("o"), *self.of("c")]
            if not asked:
                return f"{'和'.join(named)}的机构有哪些"
            return f"{'和'.join(named)}是{asked[0]}的吗"
        return f"有{self._conditions()}{self.nouns['p']}吗"

    def _partners(self) -> str | None:
        if named := self.of("p"):
            return f"{'和'.join(named)}的{self._rest()}机构有哪些"
        if not (names := self.of("o")):
            return None
        place = f"{'或'.join(self.of('c'))}的" if self.of("c") else ""
        return f"{self._excluded()}和{'、'.join(names)}合作的{place}{self.nouns['o']}有哪些"
