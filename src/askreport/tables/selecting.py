"""From a question to the rows of a table that answer it."""

from __future__ import annotations

import re
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Final

from askreport.question import read_question
from askreport.tables import wording
from askreport.tables.bodies import with_kinds
from askreport.tables.canonical import canonical, letters_of, pieces_of, says_something
from askreport.tables.conditions import Draft
from askreport.tables.confidence import confidence, elsewhere
from askreport.tables.filtering import meeting, rows_meeting
from askreport.tables.leftover import leftover, unmet
from askreport.tables.meant import Meant
from askreport.tables.opened import OpenTable
from askreport.tables.operations import carried_out, with_verdict
from askreport.tables.parts import parts_for_table, with_what_is_meant
from askreport.tables.reading import Reading, read
from askreport.tables.selection import NEGATIVE, Condition, Operation, Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.question import Sought
    from askreport.store.snapshot import Snapshot
    from askreport.tables.intent import IntentReader

_SEVERAL: Final = 2
_SIDE: Final = re.compile(
    r"\s*[和与跟同比]\s*(?P<other>[一-鿿A-Za-z]{2,10}?)(?=谁|哪|比|相比|，|,)"
)
_FURTHER: Final = re.compile(
    r"(?:[别其]的|其他|其它|另外的?|还(?:有|做过?|出过?|搞过?)(?:了|些)?(?:什么|哪[些几]?个?|啥|几个)?(?:别的|其他)?)\s*$"
    r"|\b(?:other|another|further|more)\s+(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
"""What stands before the word for rows, where others of the same maker are asked for."""
_FURTHER_LISTED: Final = re.compile(
    r"(?:[别其]的|其他|其它|另外的?|还有)(?:的|什么|哪[些几]个?)?(?:也|都)?(?:上榜|入选|入围|获选|在[列榜]|[上进]了?榜)"
    r"|还(?:一起|共同)?(?:合作|参与|贡献|联手|联合)[了过]?(?:哪|什么|啥|别的|其他)"
    rf"|(?:同一?|同样)[家个所](?:{wording.ORGANISATION}|所)?[^，,。？?]{{0,6}}(?:还|别的|其他|其它|另外)"
    rf"|\bsame (?:people|developers?|{wording.ORGANISATION})\b.{{0,40}}\b(?:else|other|more)\b",
    re.IGNORECASE,
)
"""The same with what was done to the rows, and no word for them."""
_MOST_SHOWN: Final = 8
"""Rows that can be looked through to see that something is not among them."""
_LEAST: Final = 0.05
"""Confidence under which a question is not about a table at all."""


def open_tables(snapshot: Snapshot) -> TableIndex:
    """The tables of ``snapshot``, ready to be asked; each is prepared by its first question."""
    return TableIndex(snapshot)


class TableIndex:
    """All tables of one snapshot. Threads may share it; they take turns."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._turn = Lock()
        self._tables = [
            OpenTable(snapshot, document, number, table)
            for document in snapshot.documents.values()
            for number, table in enumerate(document.tables)
            if table.rows
        ]

    def __len__(self) -> int:
        return len(self._tables)

    def select(
        self, question: str, sought: Sought, documents: Sequence[str] | None = None
    ) -> Selection | None:
        """What ``question`` selects of the table that it is most probably about.

        ``sought`` is `askreport.question.read_question` of it, ``documents`` the ids to which the
        search is limited. ``None``: nothing in it speaks of a table.
        """
        with self._turn:
            found = [
                (selection, table)
                for table in self._tables
                if documents is None or table.document.id in documents
                if (reading := read(question, table, sought)) is not None
                if (selection := _answer(reading)) is not None and not _repeats(selection)
            ]
            if not found:
                return None
            whole, table = max(found, key=lambda one: one[0].confidence)
            return _of_parts(question, table, sought, whole)

    def meant(
        self,
        question: str,
        sought: Sought,
        reader: IntentReader,
        documents: Sequence[str] | None = None,
    ) -> Meant | None:
        """As ``reader`` understands ``question``, where it names what a table has, or speaks of it.

        Of several tables, that whose names are surest.
        """
        with self._turn:
            readings = [
                reading
                for table in self._tables
                if documents is None or table.document.id in documents
                if (reading := read(question, table, sought, meant=True)) is not None
                if reading.other_edition is None and reading.role is None
                if letters_of(reading) or reading.words or _of_tables(reading)
            ]
            if not readings:
                return None
            reading = max(readings, key=_named)
            intent = reader.read(pieces_of(reading))
            text = canonical(reading, intent)
            if text is None or not says_something(reading, intent):
                return Meant(intent, "", None)
            again = read_question(text)
            known = read(text, reading.table, again, meant=True)
            assert known is not None
            selection = _answer(known, least=0.0)
            if selection is None or _repeats(selection):
                return Meant(intent, text, None)
            if selection.verdict is not None and len(known.drafts) < len(reading.drafts):
                # Yes to one name is no answer to who asks of two: “是清华和阿里合作的吗”.
                return Meant(intent, text, None)
            made = Meant(intent, text, _of_parts(text, reading.table, again, selection))
            assert made.selection is not None
            sure = round(made.sure, 4)
            return replace(made, selection=replace(made.selection, confidence=sure))


def _repeats(selection: Selection) -> bool:
    """Whether it would answer with the very name it was asked about: “Australia” to who asks for
    Australia's capital."""
    if selection.operation != "list" or len(selection.conditions) != 1:
        return False
    (named,) = selection.conditions
    of_column = not named.negated and named.column in selection.wanted[:1]
    return of_column and len(named.values) == 1 and selection.values == named.values


def _of_tables(reading: Reading) -> bool:
    """Whether it says what is said of tables, or of work that several do."""
    return reading.joint or reading.says(wording.LISTING) or reading.says(wording.SEVERAL)


def _named(reading: Reading) -> float:
    return sum(draft.score for draft in reading.drafts)


def _of_parts(question: str, table: OpenTable, sought: Sought, whole: Selection) -> Selection:
    """What the parts of ``question`` select, one by one; ``whole`` where fewer than two do."""
    selections: list[Selection] = []
    asking = 0
    before: tuple[Reading, Selection] | None = None
    for part in parts_for_table(question):
        reading = _read_part(part, table, sought)
        if before is not None:
            meant = with_what_is_meant(reading, *before)
            if meant == part and _of_it(reading, before[0]):
                of_it = with_what_is_meant(reading, *before, of_it=True)
                if rows_meeting(_read_part(of_it, table, sought))[0]:
                    meant = of_it
            reading = _read_part(meant, table, sought) if meant != part else reading
        selection = _answer(reading, least=0.0)
        if selection is None:
            continue
        before = (reading, selection)
        if selection.operation in NEGATIVE or not selection.rows:
            continue
        if selections and selection.operation in ("list", "count") and not selection.filtered:
            continue  # a later part that lists all has lost what it is about
        selections.append(selection)
        named = bool(reading.drafts) and selection.filtered
        asking += bool(reading.asked) or reading.says(wording.WHETHER) or named
    selections = [one for n, one in enumerate(selections) if not _said(one, selections[:n])]
    if len(selections) < _SEVERAL and (whole.operation not in NEGATIVE or not asking):
        return whole
    first, *further = selections
    return replace(
        first,
        confidence=whole.confidence,
        ignored=whole.ignored,
        elsewhere=whole.elsewhere,
        further=tuple(further),
    )


def _of_it(part: Reading, before: Reading) -> bool:
    """Whether ``part`` may say more of the row that ``before`` is about: “有美国的学校吗？”."""
    if part.looked_up or not part.drafts or not before.looked_up:
        return False
    return not (part.says(wording.COUNT) or part.says(wording.LISTING) or part.key_asked)


def _read_part(part: str, table: OpenTable, sought: Sought) -> Reading:
    asked = read_question(part)
    reading = read(part, table, replace(sought, kind=asked.kind, many=asked.many), meant=True)
    assert reading is not None
    return reading


def _said(selection: Selection, before: Sequence[Selection]) -> bool:
    """Whether one of those ``before`` already says it."""
    told = (selection.values, selection.groups, selection.amount)
    bare = selection.operation in ("list", "lookup") and not selection.values
    return any(
        one.rows == selection.rows and (bare or (one.values, one.groups, one.amount) == told)
        for one in before
    )


def _answer(reading: Reading, *, least: float = _LEAST) -> Selection | None:
    rows, combined = rows_meeting(reading)
    sure = confidence(reading, combined=combined)
    if sure < least:
        return None
    denied = [draft for draft in reading.strange if not draft.negated]
    known = [draft for draft in reading.drafts if not draft.negated]
    if not reading.drafts and not denied and reading.foreign is None:
        denied = _unread(reading)
        reading = replace(reading, strange=(*reading.strange, *denied))
    nowhere = _other_side(reading, known) if reading.says(wording.COMPARED) else ()
    if nowhere:
        # Two are compared, and one of them is nowhere in the table.
        denied = [_nowhere(reading, name) for name in nowhere]
        reading = replace(reading, strange=(*reading.strange, *denied))
        return _selection(reading, "none_listed", set(), sure)
    if denied and (not known or reading.joint):
        return _selection(reading, "none_listed", set(), sure)
    if reading.other_edition is not None:
        other = _selection(reading, "not_a_column", set(), sure)
        return replace(other, asked=reading.other_edition)
    if reading.role is not None:
        return replace(_selection(reading, "not_a_column", rows, sure), asked=reading.role)
    if reading.foreign is not None and not (reading.looked_up and reading.others_asked):
        own = rows if reading.drafts else set()
        return replace(_selection(reading, "not_a_column", own, sure), asked=reading.foreign)
    if (further := _further_ones(reading)) is not None:
        others, said = further
        if others:
            return _selection(reading, "list", others, sure)
        return _selection(replace(reading, strange=(said,)), "none_listed", set(), sure)
    qualified = not rows and any(d.column in reading.others_asked for d in reading.drafts)
    if (qualified or reading.says(wording.WHETHER)) and (made := _as_it_is(reading, rows, sure)):
        return made
    if not rows and (made := _none_of(reading, sure)):
        return made
    if not rows:
        # What is taken for granted of a row is not so: the row itself says what is.
        named = set[int]().union(*(meeting(reading.table, d) for d in reading.looked_up))
        return _selection(reading, "none_listed", named, sure)
    several = len(rows) > 1 or reading.says(wording.COUNT) or reading.says(wording.PLURAL)
    described = not reading.looked_up and several and reading.drafts
    if described and (lacks := _unmet(reading)):
        return replace(_selection(reading, "not_a_column", rows, sure), asked=lacks)
    base = replace(_selection(reading, "list", rows, sure), joint=combined)
    if len(reading.drafts) == 1:
        related = meeting(reading.table, reading.drafts[0], related=True) - rows
        related &= with_kinds(reading)
        base = replace(base, related=reading.table.numbers(related))
    made = replace(carried_out(reading, rows, base), asked=reading.foreign)
    if reading.superlative and made.operation == "list" and base.ignored:
        # “哪个 star 最多”: what there is most of stands in no column.
        return replace(_selection(reading, "not_a_column", rows, sure), asked=base.ignored[-1])
    return made


def _further_ones(reading: Reading) -> tuple[set[int], Draft] | None:
    """Other rows of whoever has the named ones, and the words for them; ``None``: not asked for.

    “OpenLane-V2 还有别的项目吗” is about whose it is.
    """
    table = reading.table
    key = table.key.index
    words = [(w, _FURTHER.search(reading.text[: w.start])) for w in reading.words]
    said = [(match.start(), w.end) for w, match in words if match and w.column == key]
    said += [match.span() for match in _FURTHER_LISTED.finditer(reading.text)]
    bodies = [c for c in table.columns if c.kind in ("organisation", "person") and not c.key]
    named = {row for draft in reading.looked_up for row in meeting(table, draft)}
    if not said or not bodies or not named or len(reading.looked_up) < len(reading.drafts):
        return None
    own = bodies[0].rows
    others = {row for of in own if not named.isdisjoint(of) for row in of} - named
    return others, Draft(key, *said[0], (), "unmatched", 0.5, exact=False)


def _unmet(reading: Reading) -> str | None:
    """What is said of the rows and stands in no column: “清华的数据库项目”."""
    left = leftover(reading.unspoken, reading.table.said_of_itself)
    return unmet(reading.masked, reading.words, reading.table.key.index, left)


def _as_it_is(reading: Reading, met: set[int], sure: float) -> Selection | None:
    """What the table has instead of what the question doubts of a row: “X 是百度的吗？”.

    ``None`` where the rows that it names are all among those that ``met`` it.
    """
    key = reading.table.key.index
    doubted = tuple(dict.fromkeys(d.column for d in reading.drafts if d.column != key))
    rows = {row for draft in reading.looked_up for row in meeting(reading.table, draft)}
    if not doubted or rows <= met:
        return None
    wanted = tuple(reading.table.columns[column].name for column in doubted)
    made = replace(_selection(reading, "lookup", rows, sure), wanted=wanted)
    return with_verdict(reading, rows, made)


def _none_of(reading: Reading, sure: float) -> Selection | None:
    """No to who asks whether an institution has rows of a kind: all that it has show that.

    ``None`` where anything else is asked, or the institution is not the table's.
    """
    table = reading.table
    bodies = [d for d in reading.drafts if table.columns[d.column].kind == "organisation"]
    if not reading.says(wording.WHETHER) or reading.looked_up or len(bodies) != 1:
        return None
    body = bodies[0]
    own = meeting(table, body)
    if reading.strange or body.negated or not body.exact or len(body.values) != 1:
        return None
    if not own or len(own) > _MOST_SHOWN or reading.says(wording.COUNT):
        return None
    name = table.columns[body.column].values[body.values[0]]
    return replace(_selection(reading, "exists", own, sure), verdict=False, none_of=name)


def _other_side(reading: Reading, known: Sequence[Draft]) -> tuple[str, ...]:
    """What the one thing that the table knows is compared with: 北航和哈工大谁多."""
    if len(known) != 1:
        return ()
    match = _SIDE.match(reading.text, known[0].end)
    if match is None or any(
        w.start < match.end("other") and match.start("other") < w.end for w in reading.words
    ):
        return reading.aside
    return (match.group("other"),)


def _nowhere(reading: Reading, name: str) -> Draft:
    at = max(0, reading.text.find(name))
    return Draft(reading.table.key.index, at, at + len(name), (), "unmatched", 0.5, exact=False)


def _unread(reading: Reading) -> list[Draft]:
    """What nothing here can read, as a condition that no row meets, where there is no other."""
    table = reading.table
    words = [w for w in leftover(reading.unspoken, table.said_of_itself) if len(w) > 1]
    places = [(reading.text.find(word), word) for word in words]
    return [
        Draft(table.key.index, at, at + len(word), (), "unmatched", 0.5, False)
        for at, word in places[:1]
        if at >= 0
    ]


def _selection(reading: Reading, operation: Operation, rows: set[int], sure: float) -> Selection:
    table = reading.table
    numbers = table.numbers(rows)
    measure = wording.MEASURED.search(reading.masked)
    drafts = sorted((*reading.drafts, *reading.strange), key=lambda draft: draft.start)
    return Selection(
        document_id=table.document.id,
        table=table.number,
        operation=operation,
        conditions=tuple(_condition(reading, draft) for draft in drafts),
        rows=numbers,
        chunks=table.chunks_of(numbers),
        wanted=tuple(table.columns[c].name for c in reading.asked or (table.key.index,)),
        confidence=round(sure, 4),
        ignored=tuple(leftover(reading.unspoken, table.said_of_itself)) if reading.drafts else (),
        elsewhere=elsewhere(reading),
        measure=measure.group("measure") if measure else "",
        filtered=len(rows) < len(table.rows),
        key_asked=reading.key_asked,
    )


def _condition(reading: Reading, draft: Draft) -> Condition:
    column = reading.table.columns[draft.column]
    return Condition(
        column=column.name,
        values=tuple(column.values[value] for value in draft.values),
        mention=reading.question[draft.start : draft.end],
        start=draft.start,
        end=draft.end,
        how=draft.how,
        score=draft.score,
        exact=draft.exact,
        negated=draft.negated,
        related=tuple(column.values[value] for value in draft.related),
    )
