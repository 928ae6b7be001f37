"""The conditions that a question sets: which values of which columns it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from askreport.naming.characters import simplified
from askreport.naming.kinds import KIND, KIND_END, institute_behind, is_university
from askreport.naming.spellings import HAN
from askreport.naming.territories import places_in, territory, within
from askreport.naming.tokens import fold
from askreport.naming.words import words_at
from askreport.tables import wording
from askreport.tables.asking import MASK
from askreport.tables.numbers import bounds_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.tables.asking import ColumnWord
    from askreport.tables.columns import Column

_LEAST_PART: Final = 5
"""Characters of a mention that names only part of a row's own name."""
_LEAST_OF_THING: Final = 0.75
_LEAST_LATIN: Final = 3
_YEAR: Final = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)")
_AND: Final = frozenset(("", "和", "与", "、", "及", "and", "or", ","))
_DOUBT: Final = 0.6
"""How sure a lower-case English word is a name that is written like it."""
_ABROAD: Final = 0.3
"""国内 and 国外 are said of everything."""
_BODY_OF_PLACE: Final = re.compile(
    "(?:国立|州立|公立|皇家|中央|首都|自由|联邦|理工|科技|科学|技术|工业|人民|传媒|电子科技|管理|医科|师范|农业|交通|邮电|财经|政法|海洋|石油"
    "|地质|矿业|航空航天|外国语|信息工程)+(?:大学|学院|研究院|研究所|科学院)"
)
"""What makes the name of a body out of a place before it."""
_BODY_OF: Final = re.compile(
    r"\b(?:[A-Z]\w+ )*(?:University|Institute|Academy|College|School|Laboratory|Bank)"
    r"(?: of [A-Z]\w+(?: and [A-Z]\w+)?)? (?:of|in) (?:the )?$"
)
"""The same before a place behind it."""
_BODY: Final = "body"
_HALF_NAME: Final = re.compile(r"[A-Z][A-Za-z]{3,}")
_SURE_OF_KIND: Final = 0.9
_INSIDE: Final = 0.8
_HALF: Final = 0.9
_LEAST_REPEATED: Final = 3
_HOLE: Final = re.compile(
    r"(?P<begin>[A-Za-z][A-Za-z0-9]+)[\s-]*(?:什么|啥|某某|[xX]{2,3}|something|whatever|some ?thing"
    r"|\.{3}|…+|_+)[\s-]*(?P<end>[A-Za-z0-9]{2,})",
    re.IGNORECASE,
)
"""A name with a part that is not remembered."""
_CLAUSE: Final = "，,？?。；;"


@dataclass(frozen=True, slots=True)
class Draft:
    """A condition before the question is read further: positions of values in a column.

    ``related`` are positions of values that hold what is named and more; ``least`` and ``most``
    are limits on a number; ``code`` is a territory's.
    """

    column: int
    start: int
    end: int
    values: tuple[int, ...]
    how: str
    score: float
    exact: bool
    related: tuple[int, ...] = ()
    negated: bool = False
    least: float | None = None
    most: float | None = None
    code: str = ""


def conditions_in(question: str, columns: Sequence[Column], language: str) -> list[Draft]:
    """What ``question`` names of the columns' values, in order.

    A place may stand for values of two columns (a firm that is called like its product): both are
    told, and the caller decides by what is asked for.
    """
    found: list[Draft] = []
    for column in columns:
        if column.kind == "territory":
            found += _territories(question, column)
        if column.kind == "number":
            found += _limited(question, column)
            continue
        named = _named(question, column, language)
        found += named
        if column.kind == "organisation":
            found += [more for draft in named for more in _coordinated(question, column, draft)]
        found += _with_holes(question, column)
        found += [more for draft in named for more in _repeated(question, draft)]
    places = {column.index for column in columns if column.kind == "territory"}
    for body in [draft for draft in found if draft.how == _BODY]:
        known = any(d.column not in places and _over(d, body) for d in found)
        found = [d for d in found if d.column not in places or not _over(d, body)]
        if not known:
            found.append(replace(body, how="unmatched"))
    return sorted(_called(question, _settled(found, columns), columns), key=_place)


def _place(draft: Draft) -> tuple[int, int]:
    return draft.start, draft.column


def _called(question: str, found: list[Draft], columns: Sequence[Column]) -> list[Draft]:
    """``found`` without words that are part of a row's name, where another is called by its own.

    “处理 JSON 的小工具 jq” is *Jq*, and not *JSON Crack*; what is joined to it stays.
    """
    keys = {c.index for c in columns if c.key}
    called = [d for d in found if d.column in keys and d.exact]
    return [
        draft
        for draft in found
        if draft.column not in keys
        or draft.exact
        or not called
        or any(
            question[min(draft.end, one.end) : max(draft.start, one.start)].strip() in _AND
            for one in called
        )
    ]


def _repeated(question: str, draft: Draft) -> list[Draft]:
    """Where the end of what is named is said again: 中科院计算所 … 计算所."""
    said = question[draft.start : draft.end]
    found = []
    for size in range(len(said) - 2, _LEAST_REPEATED - 1, -1):
        tail = said[-size:]
        at = question.find(tail, draft.end)
        if at >= 0 and KIND_END.search(tail) and not KIND.fullmatch(tail):
            found.append(replace(draft, start=at, end=at + size, exact=False))
            break
    return found


def _with_holes(question: str, column: Column) -> list[Draft]:
    """Rows' names that are remembered but for a part: “PMI-something-Bench”, “Hertz 什么 Beat”."""
    if not column.key:
        return []
    found = []
    for match in _HOLE.finditer(question):
        ends = [fold(match.group(name)) for name in ("begin", "end")]
        folded = [re.sub(r"[\W_]+", "", fold(value)) for value in column.values]
        values = tuple(
            number
            for number, name in enumerate(folded)
            if name.startswith(ends[0])
            and name.endswith(ends[1])
            and len(name) >= sum(map(len, ends))
        )
        if len(values) == 1:
            found.append(Draft(column.index, *match.span(), values, "spelling", _HALF, exact=True))
    return found


def _over(one: Draft, other: Draft) -> bool:
    return one.start < other.end and other.start < one.end


def _limited(question: str, column: Column) -> list[Draft]:
    """Limits on the numbers of ``column``, and the years that stand in it."""
    if column.dated:
        years = [(match.span(), float(match.group())) for match in _YEAR.finditer(question)]
        return [
            Draft(column.index, *span, (), "number", 1.0, True, least=year, most=year)
            for span, year in years
            if year in column.numbers.values()
        ]
    found = []
    for bound in bounds_in(question):
        # A number without a unit is in the column's.
        by = column.scale if bound.unit else 1.0
        draft = Draft(column.index, bound.start, bound.end, (), "number", 1.0, True)
        found.append(replace(draft, least=bound.least / by, most=bound.most / by))
    return found


def _institute_at(question: str, start: int) -> int:
    """Where an institute that begins with its academy (中国科学院|自动化研究所) ends, or 0."""
    text = simplified(question)
    for word in words_at(text, start):
        end = start + len(word.text)
        if word.is_name and (behind := institute_behind(text, start, end)):
            return end + len(behind)
    return 0


def _territories(question: str, column: Column) -> list[Draft]:
    found = []
    for place in places_in(question, column.codes):
        longer = _BODY_OF_PLACE.match(question, place.end)
        of_place = _BODY_OF.search(question[: place.start])
        institute = _institute_at(question, place.start)
        if longer or of_place or institute:
            # 新加坡国立大学 is a university of its own, and not what Singapore has.
            start = of_place.start() if of_place else place.start
            end = institute or (longer.end() if longer else place.end)
            found.append(Draft(column.index, start, end, (), _BODY, 1.0, exact=True))
            continue
        inside = [n for code, ns in column.codes.items() if within(code, place.code) for n in ns]
        values = tuple(column.codes.get(place.code) or inside)
        how = "territory" if values else "unmatched"
        found.append(
            Draft(column.index, place.start, place.end, values, how, 1.0, True, code=place.code)
        )
    # 国内 and 国外 in a Chinese question: China, and all the others.
    home = tuple(column.codes.get("CN", ()))
    abroad = wording.ABROAD.search(question)
    if found and home and abroad and all(draft.values == home for draft in found):
        # 中国公司和国外机构合作: both are said.
        draft = Draft(column.index, *abroad.span(), home, "territory", _ABROAD, True)
        found.append(replace(draft, negated=True))
    if found:
        return found
    if home:
        for pattern, negated in ((wording.ABROAD, True), (wording.DOMESTIC, False)):
            if match := pattern.search(question):
                draft = Draft(column.index, *match.span(), home, "territory", _ABROAD, True)
                return [replace(draft, negated=negated)]
    return []


def _named(question: str, column: Column, language: str) -> list[Draft]:
    found = []
    for mention in column.names.mentions(question):
        whole = tuple(m.name for m in mention.matches if m.exact)
        # “Microsoft Research Asia” is what is called so, and not Microsoft too.
        said = question[mention.start : mention.end].casefold()
        whole = tuple(v for v in whole if column.values[v].casefold() == said) or whole
        part = tuple(m.name for m in mention.matches if not m.exact)
        best = mention.matches[0]
        said = question[mention.start : mention.end]
        if column.kind == "territory" and best.how not in ("exact", "spelling"):
            continue
        if best.score < _SURE_OF_KIND and said.endswith("大学"):
            # 北京邮电大学 is no Beijing Academy.
            whole = tuple(v for v in whole if is_university(column.values[v]))
            part = tuple(v for v in part if is_university(column.values[v]))
            if not whole and not part:
                continue
        if not whole and language == "en" and said.islower():
            continue
        # A word of a thing's name is a word; part of a firm's name mostly means the firm.
        thing = column.key and column.kind == "other"
        weak = len(said) < _LEAST_PART or language == "en" or best.score < _LEAST_OF_THING
        # “那个叫 Egos 什么的”: half a name, written like one, that only one thing has.
        weak = weak and not (len(part) == 1 and _HALF_NAME.fullmatch(said))
        if not whole and ((thing and weak) or (said.isascii() and len(said) < _LEAST_LATIN)):
            continue
        score = best.score
        if language == "en" and said.islower() and " " not in said:
            score *= _DOUBT if column.key or len(said) < _LEAST_PART else 0.9
        values = whole or part
        found.append(
            Draft(
                column.index,
                mention.start,
                mention.end,
                values,
                best.how,
                round(score, 3),
                bool(whole),
                part if whole else (),
            )
        )
    return found


def _coordinated(question: str, column: Column, draft: Draft) -> list[Draft]:
    """The names joined to ``draft`` that leave its beginning out: 中科院的计算所、软件所."""
    text = simplified(question)
    words = words_at(text, draft.start) if HAN.match(text[draft.start]) else []
    beginning = max((word.text for word in words if word.is_name), key=len, default="")
    found: list[Draft] = []
    at = draft.end
    while beginning and (match := wording.COORDINATED.match(text, at)):
        start, said = match.start("next"), match.group("next")
        mention = next(iter(column.names.mentions(beginning + said)), None)
        inside = mention is not None and mention.end > len(beginning)
        if (
            mention is None
            or mention.start
            or not inside
            or not KIND_END.search((beginning + said)[: mention.end])
        ):
            break
        at = start + mention.end - len(beginning)
        values = tuple(match.name for match in mention.matches if match.exact or not mention.exact)
        score = round(mention.score * _INSIDE, 3)
        found.append(Draft(column.index, start, at, values, "abbreviation", score, mention.exact))
    return found


def _settled(found: list[Draft], columns: Sequence[Column]) -> list[Draft]:
    """Without what a longer or surer mention over the same words makes void."""
    places = {c.index for c in columns if c.kind == "territory"}
    # A country inside a longer name is part of that name.
    found = [
        d
        for d in found
        if d.column not in places
        or not any(
            o.column not in places
            and o.start <= d.start
            and d.end <= o.end
            and o.end - o.start > d.end - d.start
            for o in found
        )
    ]
    kept: list[Draft] = []
    for draft in sorted(found, key=lambda d: (not d.exact, d.start - d.end, -d.score)):
        over = [k for k in kept if draft.start < k.end and k.start < draft.end]
        rivals = all(
            (k.start, k.end) == (draft.start, draft.end)
            and k.column != draft.column
            and k.exact == draft.exact
            and k.column not in places
            for k in over
        )
        if rivals:
            kept.append(draft)
    return _placed(kept, columns)


def _names_of(code: str) -> re.Pattern[str]:
    known = territory(code)
    words = [*known.english, *known.chinese] if known else []
    return re.compile("|".join(rf"(?<![A-Za-z]){re.escape(w)}(?![A-Za-z])" for w in words) or "$^")


def in_related(drafts: Sequence[Draft], columns: Sequence[Column]) -> list[Draft]:
    """``drafts`` where a place tells a name's relative: Microsoft's lab in Asia.

    What is said of the place is then said of the relative; excluded, it was none of the name's.
    """
    kept = list(drafts)
    for place in [d for d in drafts if d.code]:
        names = _names_of(place.code)
        for draft in [d for d in kept if d.related]:
            values = columns[draft.column].values
            meant = tuple(v for v in draft.related if names.search(values[v]))
            if meant:
                kept.remove(place)
                if not place.negated:
                    kept[kept.index(draft)] = replace(draft, values=meant, related=())
                break
    return kept


def _placed(found: list[Draft], columns: Sequence[Column]) -> list[Draft]:
    """Places that no column has, where names have them: Taiwan of *Academia Sinica Taiwan*."""
    placed: list[Draft] = []
    for draft in found:
        if draft.how != "unmatched":
            placed.append(draft)
            continue
        pattern = _names_of(draft.code)
        for column in columns:
            values = tuple(n for n, value in enumerate(column.values) if pattern.search(value))
            if values and column.kind != "territory" and not column.key:
                draft = replace(
                    draft,
                    column=column.index,
                    values=values,
                    how="territory",
                    score=_INSIDE,
                    exact=False,
                )
                break
        placed.append(draft)
    return placed


def masked(text: str, drafts: Sequence[Draft]) -> str:
    """``text`` with every character of a mention replaced by `MASK`."""
    characters = list(text)
    for draft in drafts:
        characters[draft.start : draft.end] = MASK * (draft.end - draft.start)
    return "".join(characters)


def with_negations(
    text: str, drafts: Sequence[Draft], language: str, words: Sequence[ColumnWord] = ()
) -> list[Draft]:
    """``drafts`` with those marked that the question excludes; ``text`` is masked.

    A negation with one of the column's ``words`` behind it denies that: “非高校的英国项目”.
    """
    marked = []
    before: Draft | None = None
    away = [m.span() for m in wording.TAKEN_AWAY.finditer(text)]
    for draft in drafts:
        lead = text[max(0, draft.start - wording.NEGATED_MOST[language]) : draft.start]
        lead = lead.rpartition(MASK)[2] if MASK in lead else lead
        cues = list(wording.NEGATION.finditer(lead + MASK))
        negated = bool(cues) and not any(c in lead[cues[-1].end() :] for c in _CLAUSE)
        if negated:
            denied = draft.start - len(lead) + cues[-1].end()
            negated = not any(
                denied <= word.start and text[word.end : draft.start].strip() == "的"
                for word in words
            )
        negated = negated or bool(wording.NEGATION_BEHIND.match(text[draft.end :]))
        negated = negated or any(a <= draft.start < b for a, b in away)
        if not negated and before is not None and before.negated and before.column == draft.column:
            # “除了中国和美国”: the second goes with the first.
            negated = text[before.end : draft.start].strip() in _AND
        before = replace(draft, negated=draft.negated != negated)
        marked.append(before)
    # “清华和北大之外”: what stands before the excluded one goes with it.
    for index in range(len(marked) - 2, -1, -1):
        one, later = marked[index], marked[index + 1]
        joined = text[one.end : later.start].strip() in _AND
        behind = wording.NEGATION_BEHIND.match(text[later.end :])
        if later.negated and not one.negated and joined and behind:
            marked[index] = replace(one, negated=True)
    # “不想看中美，……既没有中国也没有美国”: one letter says less than the whole name.
    excluded = {(d.column, v) for d in marked if d.negated for v in d.values}
    return [
        d
        for d in marked
        if d.negated or d.end - d.start > 1 or excluded.isdisjoint((d.column, v) for v in d.values)
    ]
