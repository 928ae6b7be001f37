"""A question as one table understands it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from askreport.lexical import fold
from askreport.naming.characters import simplified
from askreport.naming.kinds import is_institute
from askreport.naming.others import names_in
from askreport.tables import wording
from askreport.tables.asking import ColumnWord, column_words
from askreport.tables.conditions import Draft, conditions_in, in_related, masked, with_negations
from askreport.tables.leftover import foreign_noun, leftover
from askreport.tables.superlatives import Superlative, superlative_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.question import Sought
    from askreport.tables.columns import Column
    from askreport.tables.opened import OpenTable

NEVER_IN_NAMES: Final = frozenset(
    ("date", "duration", "money", "share", "reason", "opinion", "version", "licence", "definition")
)
"""Kinds of values that a column of names does not hold."""
_DENIED: Final = re.compile(r"(?:不是|并非|并不是|非|不算|\b(?:not|n't))\s*$", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")
_EDITION: Final = re.compile(
    r"[上下]一?届|[往历]届|\b(?:previous|last|next|earlier) (?:year's )?edition\b",
    re.IGNORECASE,
)
"""Editions that are not the table's own."""
_DESCRIBED: Final = re.compile(
    r"(?:(?:那|这)一?[个款种套](?:[^，,。？?\ufffc]{2,30}的|叫做?)"
    r"|有一?[个款种套][^。？?\ufffc]{2,40}[，,的]?(?:好像|似乎|应该|大概|名字)?是?叫做?)\s*$"
)
"""What a row is described with before its name: “那个能自己跑任务的 …”, “有个能改图片的，叫 …”."""
_BEGUN: Final = re.compile(r"[A-Z][A-Za-z]{3,}")
_INSTITUTE: Final = re.compile(r"[一-鿿]{0,3}研究?[院所]")
_BETWEEN: Final = frozenset(("和", "与", "跟", "、", "及", "或", "and", "with", "or", "&"))


@dataclass(frozen=True)
class Reading:
    """What ``question``, simplified as ``text``, says of a table.

    ``drafts`` are the conditions that the table knows, ``strange`` the names that it does not have
    where it should, ``aside`` names that have nothing to do with a condition; ``words`` speak of
    columns; ``masked`` has the mentions hidden.
    """

    table: OpenTable
    question: str
    text: str
    drafts: tuple[Draft, ...]
    strange: tuple[Draft, ...]
    aside: tuple[str, ...]
    words: tuple[ColumnWord, ...]
    masked: str
    sought: Sought

    @cached_property
    def asked(self) -> tuple[int, ...]:
        """The columns whose values are wanted."""
        return tuple(dict.fromkeys(word.column for word in self.words if word.asked))

    @cached_property
    def others_asked(self) -> tuple[int, ...]:
        """Those of them that are not the rows' own name."""
        return tuple(column for column in self.asked if column != self.table.key.index)

    @cached_property
    def key_asked(self) -> bool:
        """Whether the rows' own names are wanted."""
        return self.table.key.index in self.asked

    @cached_property
    def looked_up(self) -> tuple[Draft, ...]:
        """The rows that are called by their own names."""
        key = self.table.key.index
        return tuple(d for d in self.drafts if d.column == key and d.values and not d.negated)

    @cached_property
    def superlative(self) -> Superlative | None:
        """The superlative that is asked for."""
        named = Counter(d.column for d in self.drafts if d.values and not d.negated)
        return superlative_in(self.masked, compared=max(named.values(), default=0) > 1)

    @cached_property
    def _conditions(self) -> str:
        """``masked`` without what only says how joint work is counted, how many there are, or whose
        it is not."""
        told = wording.COUNTED_TOO.sub(" ", wording.TAKEN_AWAY.sub(" ", self.masked))
        return wording.NO_PARTNER.sub(" ", wording.SINGLE.sub(" ", told))

    @cached_property
    def alone(self) -> bool:
        """Whether it asks for what is done alone."""
        match = wording.ONLY.search(self._conditions)
        return match is not None and not _DENIED.search(self._conditions[: match.start()])

    @cached_property
    def joint(self) -> bool:
        """Whether it asks for joint work, or for what is not done alone (不是单干)."""
        only = wording.ONLY.search(self._conditions) is not None
        return wording.JOINT.search(self._conditions) is not None or (only and not self.alone)

    @cached_property
    def foreign(self) -> str | None:
        """Words for what is asked about rows and stands in no column; ``None`` when all does."""
        noun = foreign_noun(self.masked, self.words, looked_up=bool(self.looked_up))
        if noun is not None:
            return noun
        if self.asked:
            return None
        kind = self.sought.kind
        # “这几个里有几个是美国的” counts the rows that meet a condition.
        among = len(self.looked_up) > 1 and len(self.drafts) > len(self.looked_up)
        counted = kind == "count" and not among
        if self.looked_up and (self.names_only or counted or kind == "person"):
            return " ".join(leftover(self.unspoken, self.table.said_of_itself)) or kind
        numeric = any(column.kind == "number" for column in self.table.columns)
        return kind if self.names_only and not numeric else None

    @cached_property
    def role(self) -> str | None:
        """A person's or backer's part in a row, of which no column tells."""
        if any(column.kind == "person" for column in self.table.columns):
            return None
        match = wording.ROLE.search(self.masked)
        return match.group() if match and self.looked_up else None

    @cached_property
    def other_edition(self) -> str | None:
        """The years, or the edition, that it asks about, where the table says that it is another's.

        Only of a table whose title or caption names its years, and that has none in its rows.
        """
        own = set(_YEAR.findall(self.table.said_of_itself))
        if not own or any(column.dated for column in self.table.columns):
            return None
        if match := _EDITION.search(self.masked):
            return match.group()
        said = list(_YEAR.finditer(self.masked))
        if not said or any(match.group() in own for match in said):
            return None
        return self.masked[said[0].start() : said[-1].end()]

    @cached_property
    def unspoken(self) -> str:
        """The question without its mentions and its words for columns."""
        text = list(self.masked)
        for word in self.words:
            text[word.start : word.end] = " " * (word.end - word.start)
        for draft in self.looked_up:
            if described := _DESCRIBED.search(self.masked[: draft.start]):
                text[described.start() : draft.start] = " " * (draft.start - described.start())
        return "".join(text)

    @cached_property
    def names_only(self) -> bool:
        """Whether the value asked for is of a kind that no column of names holds."""
        kind = self.sought.kind
        return kind in NEVER_IN_NAMES and (kind != "definition" or bool(self.looked_up))

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Whether ``pattern`` stands in the question outside its mentions."""
        return pattern.search(self.masked) is not None


def read(question: str, table: OpenTable, sought: Sought, *, meant: bool = False) -> Reading | None:
    """``question`` as ``table`` understands it; ``None`` when nothing in it is about a table.

    ``meant``: it is known to be.

    Whether it may be is told first, by words for tables and columns and by names in Latin letters,
    since the other way to find names is a hundred times slower.
    """
    question = wording.NARROWED.sub("就看", question)
    text = simplified(question)
    if not meant and not (
        wording.LISTING.search(text)
        or wording.RELATION.search(text)
        or wording.JOINT.search(text)
        or wording.MADE.search(text)
        or column_words(text, table.columns, table.column_names, works=table.works)
        or any(_speaks_of(text, column) for column in table.columns if column.key)
    ):
        return None
    drafts = conditions_in(question, table.columns, sought.language)
    drafts = [d for d in drafts if d.exact or not _half_of_a_word(question, d, table)]
    drafts = [_department(text, draft, table) for draft in drafts]
    bodies = [] if drafts else _strange(text, table, drafts, (), bodies=True)
    hidden = masked(text, [*drafts, *bodies])
    words = tuple(column_words(hidden, table.columns, table.column_names, works=table.works))
    drafts = _one_each(drafts, words, table)
    drafts = with_negations(hidden, drafts, sought.language, words)
    drafts = in_related(drafts, table.columns)
    drafts = [d for d in drafts if d.how != "number" or _on(d, words, table)]
    known = [d for d in drafts if d.how != "unmatched"]
    strange = [d for d in drafts if d.how == "unmatched"]
    others = _strange(text, table, drafts, words)
    others = [d for d in others if not _begins_a_name(text[d.start : d.end], table.key)]
    joined = [d for d in others if not known or _beside(text, d, known)]
    aside = tuple(text[d.start : d.end] for d in others if d not in joined)
    strange += joined
    owner = {d: next((k for k in known if _beside(text, d, [k])), None) for d in strange}
    placed = [replace(d, column=k.column) if (k := owner[d]) else d for d in strange]
    return Reading(
        table,
        question,
        text,
        tuple(known),
        tuple(placed),
        aside,
        words,
        masked(text, [*known, *placed]),
        sought,
    )


def _speaks_of(text: str, key: Column) -> bool:
    """Whether ``text`` has a row's name, or a word that one begins with: YOLO."""
    if key.names.spells(text):
        return True
    return any(_begins_a_name(word, key) for word in _BEGUN.findall(text))


def _begins_a_name(word: str, key: Column) -> bool:
    if not _BEGUN.fullmatch(word):
        return False
    return any(fold(value).startswith(fold(word)) for value in key.values)


def _department(text: str, draft: Draft, table: OpenTable) -> Draft:
    """The institutes of a company, where the question names one: 微软亚研院."""
    behind = _INSTITUTE.match(text, draft.end)
    values = table.columns[draft.column].values
    own = tuple(v for v in draft.related if is_institute(values[v]))
    if behind is None or not own:
        return draft
    return replace(draft, values=own, related=(), end=behind.end(), exact=False)


def _half_of_a_word(question: str, draft: Draft, table: OpenTable) -> bool:
    """Whether what is taken for part of a row's name is a word that the text has, too: Rust."""
    column = table.columns[draft.column]
    if not column.key or column.kind != "other" or draft.how == "number":
        return False
    word = fold(question[draft.start : draft.end])
    rows = sum(word in fold(value) for value in column.values)
    return table.lexical.frequency(word) > rows


def _on(draft: Draft, words: Sequence[ColumnWord], table: OpenTable) -> bool:
    """Whether a limit on numbers is on this column: the nearest one named, or the first."""
    numeric = [c.index for c in table.columns if c.kind == "number" and not c.dated]
    if draft.column not in numeric:
        return True
    near = [(abs(w.start - draft.start), w.column) for w in words if w.column in numeric]
    return (min(near)[1] if near else numeric[0]) == draft.column


def _one_each(
    drafts: Sequence[Draft], words: Sequence[ColumnWord], table: OpenTable
) -> list[Draft]:
    """Where a mention may belong to two columns, that which the question does not ask for."""
    asked = {word.column for word in words if word.asked}
    kept: list[Draft] = []

    def rank(draft: Draft) -> tuple[bool, bool]:
        return draft.column in asked, draft.column != table.key.index

    for draft in sorted(drafts, key=rank):
        if all((k.start, k.end) != (draft.start, draft.end) for k in kept):
            kept.append(draft)
    return sorted(kept, key=lambda d: d.start)


def _strange(
    text: str,
    table: OpenTable,
    drafts: Sequence[Draft],
    words: Sequence[ColumnWord],
    *,
    bodies: bool = False,
) -> list[Draft]:
    """Names outside ``drafts`` and ``words`` that no column has; ``bodies``: only institutions'."""
    own = (table.said_of_itself, *(c.name for c in table.columns))
    asked = [word.column for word in words if word.asked]
    column = table.key.index
    if not asked or column in asked:
        # A name nobody knows, and rows are asked for: whose they are.
        column = next(
            (c.index for c in table.columns if c.kind in ("organisation", "person")), column
        )
    found = []
    for name in names_in(text, [(d.start, d.end) for d in drafts]):
        said = text[name.start : name.end]
        if (bodies and not name.body) or any(said in words for words in own):
            continue
        if any(m.start() < name.end < m.end() for m in wording.RELATION.finditer(text)):
            continue  # 可曾参与 has no 曾参
        if (
            wording.LISTING.search(said)
            or wording.JOINT.fullmatch(said)
            or any(w.start < name.end and name.start < w.end for w in words)
        ):
            continue
        found.append(Draft(column, name.start, name.end, (), "unmatched", 0.8, name.body))
    return found


def _beside(text: str, draft: Draft, known: Sequence[Draft]) -> bool:
    """Whether ``draft`` stands next to one of ``known`` and is joined to it: 清华和哈佛."""
    return any(
        text[min(draft.end, other.end) : max(draft.start, other.start)].strip() in _BETWEEN
        for other in known
    )
