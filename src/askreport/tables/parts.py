"""The parts of a question that asks a table several things, each to be read by itself.

“微软有几项？其中和高校合作的是哪几项？” asks twice, and the second part is about the rows of the
first. A part that names nothing, or points back, is read with what the part before it was about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.question import asks
from askreport.tables import wording
from askreport.tables.bodies import KINDS, is_of

if TYPE_CHECKING:
    from askreport.tables.columns import Column
    from askreport.tables.reading import Reading
    from askreport.tables.selection import Selection

_SENTENCE: Final = re.compile(r"[。；;！!？?\n]|\.(?=\s|$)")
_CLAUSE: Final = re.compile(
    r"[，,：:]|(?<=\w)\s+(?:and|or)\s+(?=(?:which|what|who|where|how|whose|is|are|was|were|do|does)\b)",
    re.IGNORECASE,
)
_MOST: Final = 4
_FEW: Final = 3
"""Rows that a part answers with, at most, for the next one to be about them."""
_BACK: Final = re.compile(
    r"其中|其余|剩下|里面|里头|当中|之中|它|他们|她们|那[^么边哪]|这[^么边]|该|此|又|分别|各自|呢"
    r"|\b(?:of (?:them|these|those|which)|its?|their|they|them|these|those|that one)\b",
    re.IGNORECASE,
)
"""What points back at the part before."""
_LIKEWISE: Final = re.compile(r"呢|^(?:and )?(?:what|how) about\b|^那", re.IGNORECASE)
"""What asks the same of something else."""
_ONE: Final = re.compile(r"\bwhich (?:ones?|of (?:them|these|those))\b", re.IGNORECASE)
"""What stands for one of what the part before asked for."""
_SAME: Final = re.compile(
    r"(?:那|这|该|此|同一?|同样)(?:一|[几两])?[家所个]?"
    r"(?:公司|机构|单位|团队|企业|大学|高校|学校|研究[所院]|国家|国)"
    r"|(?:那|这|同一?)(?:一|[几两俩])?家|它家|他们家"
    r"|\b(?:that|this|those|these|the same) (?:compan(?:y|ies)|firms?|institutions?|makers?"
    r"|universit(?:y|ies)|countr(?:y|ies)|organi[sz]ations?)\b",
    re.IGNORECASE,
)
"""What stands for who or where the part before was about."""
_THEY: Final = re.compile(r"\bthey\b|他们|人家", re.IGNORECASE)
"""The same where more of theirs is asked for."""
_PLACE: Final = re.compile(r"国|countr", re.IGNORECASE)
_MORE: Final = re.compile(rf"还(?!是)|{wording.OTHERS.pattern}", re.IGNORECASE)
"""What asks for more than the rows that were told."""
_ASKED: Final = re.compile(
    r"(?:一共|总共|分别|各自?|都|又|到底|究竟)*(?:有|是|算|占|叫)?\s*"
    r"(?:(?:哪[一两二三几些]{0,2}|[几幾]|多少|什么|啥)[个個项項家款种種件所位国]?|谁家?|吗|呢)"
    r"|\b(?:how many|how much|which|what|who|where|whose|is|are|was|were|do|does|did)\b",
    re.IGNORECASE,
)


_YES_NO: Final = re.compile(r"(?:is|are|was|were|does|do|did|has|have)\b", re.IGNORECASE)
_TOLD: Final = re.compile(
    r"(?:[那这]?[张个份]?(?:表格?|榜单?|名单|文档|报告)[里中上]?(?:面|头)?)?(?:有没有|有|是否|没)"
    r"(?:写|提|记|说|列|标|讲)(?:到|出|明|着|过|了)?(?:吗|没有?)?"
)
"""Whether it is told at all: what comes before is what is asked."""


def parts_for_table(question: str) -> tuple[str, ...]:
    """The asking parts of ``question``, at most four; empty where it asks one thing.

    What stands before an asking clause in its sentence goes with it.
    """
    parts: list[str] = []
    for sentence in filter(None, map(str.strip, _SENTENCE.split(question))):
        waiting: list[str] = []
        for clause in filter(None, map(str.strip, _CLAUSE.split(sentence))):
            if _TOLD.fullmatch(clause):
                continue
            waiting.append(clause)
            if _is_asking(clause):
                parts.append("，".join(waiting))
                waiting = []
        if waiting and not parts:
            parts.append("，".join(waiting))
        elif waiting:
            # 说到 …… of what was asked already.
            parts[-1] = "，".join((parts[-1], *waiting))
    if parts and not _is_asking(parts[0]) and len(parts) > 1:
        parts[:2] = [f"{parts[0]}，{parts[1]}"]
    return tuple(parts[:_MOST]) if len(parts) > 1 else ()


def _is_asking(clause: str) -> bool:
    return asks(clause) or _YES_NO.match(clause) is not None


def with_what_is_meant(
    part: Reading, before: Reading, answered: Selection, *, of_it: bool = False
) -> str:
    """The words of ``part`` with what it leaves out: what ``before`` was about, or ``answered``.

    A part that names something itself is only completed where it points back, or is ``of_it``.
    """
    text = part.question
    back = _BACK.search(text) is not None
    if nouns := [word for word in before.words if word.asked]:
        noun = before.text[nouns[0].start : nouns[0].end]
        text = _ONE.sub(lambda _: f"which {noun}", text)
    more = _MORE.search(text) is not None
    same = _SAME.search(text) or (_THEY.search(text) if more else None)
    if same and (meant := _stood_for(same[0], part, answered)):
        said = text[: same.start()] + "、".join(meant) + text[same.end() :]
        return _besides(said, part, answered) if more else said
    if more and _names_whose(part, answered):
        # Autogen 是微软和谁做的？微软还有别的项目吗？
        return _besides(text, part, answered)
    if part.drafts and _LIKEWISE.search(text) and not asks(_LIKEWISE.sub("", text)):
        return _exchanged(part, before)
    contrary = part.joint != before.joint and part.alone != before.alone
    if _of_the_same(part, before) and _few(answered) and not part.key_asked and not contrary:
        return f"{_names(part, answered)} {text}"
    if (part.drafts or part.strange) and not of_it and not back:
        return text
    if before.looked_up:
        names = [before.question[d.start : d.end] for d in before.looked_up]
        return f"{'、'.join(names)} {text}"
    about_rows = before.key_asked and not before.drafts and _few(answered)
    if about_rows and part.others_asked and not part.key_asked:
        # 参与单位最多的是哪个成果？都有哪几家？
        return f"{_names(part, answered)} {text}"
    back = back and not contrary
    if before.drafts and not back and not any(draft.negated for draft in before.drafts):
        about = "、".join(before.question[d.start : d.end] for d in before.drafts)
    else:
        about = " ".join(_ASKED.sub(" ", before.question).split())
    return f"{about} {text}"


def _of_the_same(part: Reading, before: Reading) -> bool:
    """Whether ``part`` names some of what ``before`` named together: …，英国那边是谁."""
    own = {(d.column, d.values) for d in part.drafts}
    return bool(own) and own < {(d.column, d.values) for d in before.drafts if not d.negated}


def _stood_for(said: str, part: Reading, answered: Selection) -> tuple[str, ...]:
    """The values that ``said`` stands for: of the column that its noun is a word for, what the part
    before was answered with, or what its rows have; called like what the noun means (一所大学)."""
    kind = "territory" if _PLACE.search(said) else "organisation"
    column = next((c for c in part.table.columns if c.kind == kind and not c.key), None)
    if column is None:
        return answered.values
    told = tuple(value for value in answered.values if value in column.values)
    own = tuple(column.values[v] for v in _values_of(column, part, answered))
    kinds = [of for of in KINDS if of.said.search(said)]
    for values in (told, own):
        if fitting := tuple(v for v in values if all(is_of(v, of) for of in kinds)):
            return fitting
    return told or own


def _names_whose(part: Reading, answered: Selection) -> bool:
    """Whether all that ``part`` names are values of the rows that the part before was about."""
    columns = part.table.columns
    return bool(part.drafts) and all(
        not d.negated
        and not columns[d.column].key
        and bool(d.values)
        and set(d.values) <= set(_values_of(columns[d.column], part, answered))
        for d in part.drafts
    )


def _values_of(column: Column, part: Reading, answered: Selection) -> list[int]:
    """The values in ``column`` of the few rows that the part before was answered with."""
    rows = _rows(part, answered) if _few(answered) else []
    return list(dict.fromkeys(v for n in rows for v in column.in_order.get(n, ())))


def _besides(text: str, part: Reading, answered: Selection) -> str:
    """``text`` without the few rows that were told already."""
    if not _few(answered):
        return text
    names = _names(part, answered)
    return f"除了 {names}，{text}" if part.sought.language == "zh" else f"Besides {names}, {text}"


def _names(part: Reading, answered: Selection) -> str:
    """The names of the rows that the part before was answered with."""
    key = part.table.key
    return "、".join(key.values[v] for n in _rows(part, answered) for v in key.in_order.get(n, ()))


def _rows(part: Reading, answered: Selection) -> list[int]:
    """The positions of those rows."""
    return [n for n, row in enumerate(part.table.rows) if row.number in answered.rows]


def _few(answered: Selection) -> bool:
    return 0 < len(answered.rows) <= _FEW


def _exchanged(part: Reading, before: Reading) -> str:
    """The question ``before`` with what it names in the column of what ``part`` names.

    Of joint work it is the others that are exchanged: “跟清华一起的呢？”.
    """
    own = part.drafts[0]
    said = part.question[own.start : part.drafts[-1].end]
    same = [draft for draft in before.drafts if draft.column == own.column]
    if not same:
        return f"{said} {before.question}"
    first, last = same[0], same[-1]
    if part.joint and len(same) > 1:
        first = same[1]
    return before.question[: first.start] + said + before.question[last.end :]
