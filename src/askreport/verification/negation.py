"""Whether a statement affirms what its quotes deny, or denies what they affirm.

Denials are compared by what they deny: “不再维护” denies 维护. A denial may be told by a word that
has it inside (停止维护), so that only what no such word explains counts. Opposites (增长, 下降) are
compared clause by clause, against the clause of the quotes that has most in common.
"""

# ruff: noqa: E501 - tables of words

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from askreport.naming.tokens import stem
from askreport.naming.words import lookup
from askreport.verification.alignment import nearest
from askreport.verification.coverage import coverage_of
from askreport.verification.evidence import Evidence
from askreport.verification.facts import part
from askreport.verification.latin import FUNCTION
from askreport.verification.opposites import (
    COMPLEMENT,
    ENDING,
    GOING_ON,
    LACKING,
    OPPOSITE_CHARACTERS,
    PAIRS,
    UNPRECEDENTED,
    denials,
    denies,
)
from askreport.verification.soft_denials import is_soft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askreport.verification.chinese import Word
    from askreport.verification.facts import Facts

_TOLD: Final = 0.7
"""Share of a denying clause of the quotes that a statement tells when it tells the clause."""
_TOLD_WITH: Final = 0.45
"""The same where the statement has the very word that is denied."""
_TOLD_DENIED: Final = 0.7
_TOLD_AT_ALL: Final = 0.5
_LESS_ACROSS: Final = 0.2
"""Share of a denying clause that a statement tells at least, where it affirms what is denied. On
other texts a third of the true statements have less, and 4 % of those with the denial left out.
"""
_MORE_ACROSS: Final = 0.4
_CONDITION: Final = re.compile(
    r"如果|若|除非|否则|一旦|假如|要是|\b(?:if|unless|otherwise)\b", re.IGNORECASE | re.ASCII
)
"""What makes a denial one of another case."""
_LISTING: Final = re.compile(r"包括|、")
_DIRECTIONS: Final = "进出上下里外入"
"""Behind a verb these only say that it goes on: 迈进, 迈出."""
_COMPARING: Final = ("于", "得")
"""Behind a character of degree these compare: A 高于 B is B 低于 A."""
_COMPARED: Final = 12
"""Characters behind them in which what is compared with begins."""
_VERB: Final = 4
"""Characters of a verb, at most."""
_GIVEN: Final = re.compile(
    r"经[^,，。;；]{0,14}?(?P<what>同意|许可|授权|批准|允许|准许|核实|证实|审核|审查)"
)
_LEAST_ROOT: Final = 5
_LEAST_PIECE: Final = 3
_REACH: Final = 12
"""Characters behind a Chinese denial in which what it denies begins."""
_REACH_LATIN: Final = 40
"""The same for a Latin word, which other words may stand before."""
_ENDS: Final = re.compile(r"[,，。;；!?:：]")
_FULL_STOP: Final = re.compile(r"。")
"""Where what a Chinese denial, and an English one, may deny has ended."""
_AUXILIARY: Final = frozenset(
    "have has had been being do does did will would can could should may might must any longer more able yet only ever also".split()  # noqa: SIM905
)
_OF_ANOTHER: Final = re.compile(r"受(?!到)|[被由因对向与和跟以从按把将给让在已]")
"""What makes the next word an object of this one: 不受出口管制影响 does not deny 出口."""
_THAN: Final = re.compile(
    r"没有?[^,，。;；]{1,14}(?:好|高|快|强|大|多|久|早|贵|便宜|那么|这么|准|稳)(?=[,，。;；的]|$)"
)
"""What is not so much as another is no denial of the other: 没有手工咖啡好."""
_TURNED: Final = re.compile(r"从.{1,40}?(?:变|改|转|换)")
_NEVER: Final = re.compile(r"从[未来没]有?|never", re.IGNORECASE)
_NO_NEED: Final = re.compile(
    r"不必|不用|不需要?|无需|无须|用不着|不一定|未必|并非只能?|不是只能?|need not|needn['’]t|(?:not|n['’]t) (?:have|need) to|not the only",
    re.IGNORECASE,
)
_OTHERWISE: Final = re.compile(
    r"除了?.{1,30}(?:也|还|外)|也可以?|或者|任选|可选|另一种|替代|\b(?:besides|alternativ\w+|as well as|either)\b",
    re.IGNORECASE | re.ASCII,
)
"""What need not be where there is another way."""
_LIGHT: Final = frozenset(
    "根据 按照 通过 对于 关于 随着 为了 有 得到 进行 提供 获得 受到 出现 任何 什么 办法 可能 能够 可以 需要 愿意 必要 继续 发生 存在 一个 需 会 能 要 哪家 哪个 哪些 哪种 谁 怎么 怎样 如何 如此 这么 那么 这样 那样 任意 一切 所有 全部 各种 多达 高达 达到 其他 其它 别的 自己 事情 问题 东西 时候 地方 方式 作为 成为 使用 采用".split()  # noqa: SIM905
)


class Negated(NamedTuple):
    """What denials and opposites say against a statement, by its sort, in words.

    A denial of what no quote has (``unsaid``) or of what one affirms (``affirmed``, in a clause like
    its own ``clause_affirmed``); what a quote denies (``denied``, ``clause_denied``); a word that is
    the opposite of one in a quote (``opposite``, ``ended``, ``sibling``).

    ``unsaid_share``: of what is denied though no quote has it, the share of words that quotes have,
    0..1; 0 where nothing is.
    """

    against: dict[str, str]
    unsaid_share: float


def negated(statement: Facts, evidence: Evidence) -> Negated:
    """Whether both say yes, or no, to the same things."""
    wrong = list(_wrong_denials(statement, evidence))
    unsaid = next((one for one in wrong if one[0] >= 0), None)
    found = {
        "unsaid": unsaid[1] if unsaid else "",
        "affirmed": next((told for place, told in wrong if place < 0), ""),
        "clause_affirmed": _clause_denied(statement, evidence),
        "denied": _affirmed_wrongly(statement, evidence),
        "clause_denied": _clause_affirmed(statement, evidence),
        "opposite": _opposite(statement, evidence),
        "ended": _ended(statement, evidence),
        "sibling": _siblings(statement, evidence),
    }
    scope = part(_scope(statement.text, unsaid[0])) if unsaid else None
    share = _share_of(scope, statement, evidence) if scope else 0.0
    return Negated({sort: told for sort, told in found.items() if told}, share)


def _share_of(denied_words: Facts, statement: Facts, evidence: Evidence) -> float:
    """How much of ``denied_words`` the quotes have; across languages more than words can show."""
    if not denied_words.text.strip():
        return 0.0
    across = statement.english != evidence.all.english
    share = coverage_of(denied_words, evidence).share
    return min(1.0, share + _MORE_ACROSS) if across else share


def denied(facts: Facts) -> list[tuple[str, str, int]]:
    """What ``facts`` deny: the denial, the word denied and where the denial stands."""
    found = []
    for m in denials(facts.text):
        if COMPLEMENT.fullmatch(facts.text, *m.span()):
            word = _verb_before(facts, m.start())
        else:
            word = _agreed(facts.text, m) or _rest(facts, m) or _behind(facts, m.end())
        found.append((m.group(), word, m.start()))
    return found


def _verb_before(facts: Facts, at: int) -> str:
    """The word before ``at``, or that which ``at`` is within, up to it."""
    words = [w for w in facts.words if w.start < at <= w.end and at - w.start <= _VERB]
    word = facts.text[words[-1].start : at] if words else ""
    return word if len(word) > 1 else ""


def _agreed(text: str, denial: re.Match[str]) -> str:
    """What was not given, of 未经…同意; "" of any other denial."""
    given = _GIVEN.match(text, denial.end())
    return given["what"] if given else ""


def _rest(facts: Facts, denial: re.Match[str]) -> str:
    """What is left of a word of the list that begins with ``denial``: 赞成 of 不赞成."""
    return next(
        (
            facts.text[denial.end() : w.end]
            for w in facts.words
            if w.known and w.start == denial.start() and w.end > denial.end() + 1
        ),
        "",
    )


def _behind(facts: Facts, at: int) -> str:
    """The first telling word behind ``at``: a Chinese word or a Latin one, but no figure."""
    chinese = next(
        (
            w.text
            for w in facts.words
            if w.start >= at - 1
            and w.start < at + _REACH
            and w.known
            and w.text not in _LIGHT
            and not denies(w.text)
            and not any(a < w.end and w.start < b for a, b in facts.told)
            and not _ENDS.search(facts.text[at : w.start])
        ),
        "",
    )
    between = facts.text[at : facts.text.find(chinese, at)] if chinese else ""
    if _OF_ANOTHER.search(between):
        return ""
    latin = next(
        (
            t.folded
            for t in facts.tokens
            if at <= t.start < at + _REACH_LATIN
            and t.folded not in FUNCTION
            and t.folded not in _AUXILIARY
            and not (_FULL_STOP if facts.english else _ENDS).search(facts.text[at : t.start])
        ),
        "",
    )
    return chinese or latin if not facts.english else latin or chinese


def _wrong_denials(statement: Facts, evidence: Evidence) -> Iterator[tuple[int, str]]:
    """Denials of what no quote denies: where what is denied begins, and in words.

    The place is -1 where a quote affirms it.
    """
    for denial, word, at in denied(statement):
        if _CONDITION.search(statement.text[max(0, at - 30) : at]):
            continue
        if _NO_NEED.search(statement.text[max(0, at - 6) : at + len(denial) + 6]) and (
            _OTHERWISE.search(evidence.text)
        ):
            continue
        if is_soft(statement.text, at) and not (word and _places(word, evidence.all)):
            continue
        behind = at + len(denial)
        if not denies(evidence.text) and not _lacks(evidence.text, word):
            lacking = LACKING.search(_without(statement.text, at, len(denial)))
            wrong = behind, f"no quote denies {'that' if lacking else 'anything'}"
        else:
            told = [place for place, _ in _places(word, evidence.all)] if word else []
            told = told or (_same_side(word, evidence.text) if word else [])
            if not told or any(_denies(evidence.all, place, word) for place in told):
                continue
            wrong = -1, f"the quotes affirm {word}"
        if _is_opposite(_scope(statement.text, behind), evidence.text):
            continue
        if not _corrects(statement, evidence, at, len(denial)):
            yield wrong[0], f"“{denial} {word}” in the statement; {wrong[1]}"


def _scope(text: str, at: int) -> str:
    """What a denial that ends at ``text[at]`` denies: the rest of its clause."""
    end = _CLAUSE.search(text, at)
    return text[at : end.start() if end else len(text)]


def _is_opposite(denied_words: str, text: str) -> bool:
    """Whether what is denied is the opposite of what ``text`` says: not 闭源 where it has 开源."""
    for pair in PAIRS:
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            if one.search(denied_words) and other.search(text) and not one.search(text):
                return True
    for c, behind in pairwise(denied_words[:_LONGEST_DENIED]):
        others = (opposite + behind for opposite in OPPOSITE_CHARACTERS.get(c, ""))
        if c + behind not in text and any(other in text for other in others):
            return True
    return False


_LONGEST_DENIED: Final = 12
_CORRECTING: Final = re.compile(
    r"(?:是|属于|只|而|反而|却|还|也|才|仍|早|已|如今|现|其实|实际|称|叫|由|为|靠|从|在)"
    r"|\b(?:but|it|they|is|are|was|were|rather|instead|only|actually)\b"
)
"""What a clause has that says what is so, behind one that says what is not."""
_CORRECTED: Final = 0.5
_DENIED_AT_MOST: Final = 0.75


def _corrects(statement: Facts, evidence: Evidence, at: int, size: int) -> bool:
    """Whether a denial only clears the way for what is so: “不是闭源产品，它以 Apache 2.0 开源”.

    The quotes have most of the clause behind it, and not most of what is denied.
    """
    clauses = statement.clauses
    begins = 0
    for one, behind in pairwise(clauses):
        begins = statement.text.find(one.text, begins)
        if begins <= at < begins + len(one.text):
            first = not statement.text[:at].strip() or (one is clauses[0] and at - begins <= _FIRST)
            if denies(behind.text) or not (first or _CORRECTING.search(behind.text)):
                return False
            scope = part(statement.text[at + size : begins + len(one.text)])
            told = _share_of(scope, statement, evidence)
            return told < _DENIED_AT_MOST and coverage_of(behind, evidence).share >= _CORRECTED
        begins += len(one.text)
    return False


_FIRST: Final = 2


def _same_side(word: str, text: str) -> list[int]:
    """Where ``text`` has another word on the side of a pair of opposites on which ``word`` is."""
    return [
        m.start()
        for pair in PAIRS
        for side in (pair.one, pair.other)
        if side.fullmatch(word)
        for m in side.finditer(text)
    ]


def _affirmed_wrongly(statement: Facts, evidence: Evidence) -> str:
    """What the quotes only deny, and the statement tells without any denial.

    The denial is one that the statement tells: it has enough of the words of its clause.
    """
    told = Evidence((statement,), part(""), part(""))
    for denial, word, at in denied(evidence.all):
        if not word or _CONDITION.search(evidence.text[max(0, at - 12) : at]):
            continue
        if _THAN.match(evidence.text, at):
            continue
        if denial == "不再" and re.search(
            rf"[从由](?:原先的|原来的)?.{{0,6}}{re.escape(word)}", statement.text
        ):
            continue  # no longer what it turned from
        places = _places(word, statement)
        if not places or any(_denies(statement, place) for place, _ in places):
            continue
        others = [p for p, how in _places(word, evidence.all) if how == "literal"]
        if any(not _denies(evidence.all, place) for place in others):
            continue
        if _NEVER.fullmatch(denial) and UNPRECEDENTED.search(statement.text):
            continue
        clause = part(_around(evidence.text, at, _CLAUSE))
        across = clause.english != statement.english
        if coverage_of(clause, told).share < _TOLD_AT_ALL - (_LESS_ACROSS if across else 0.0):
            continue
        return f"{word} in the statement; the quotes have “{denial} {word}”"
    return ""


def _without(text: str, at: int, size: int) -> str:
    return text[:at] + text[at + size :]


def _places(word: str, facts: Facts) -> list[tuple[int, str]]:
    """Where ``facts`` have ``word`` or a word that means the same in the other language."""
    found = [
        (m.start(), "literal")
        for m in re.finditer(re.escape(word), facts.text, re.IGNORECASE | re.ASCII)
    ]
    if found:
        return found
    if word.isascii():
        wanted = {stem(word)}
        for w in facts.words:
            entry = lookup(w.text) if w.known else None
            if entry and wanted & _plain_meanings(entry.meanings):
                found.append((w.start, "meaning"))
        return found
    entry = lookup(word)
    if entry is None:
        return found
    wanted = _plain_meanings(entry.meanings)
    return [
        (t.start, "meaning")
        for t in facts.tokens
        if stem(t.folded) in wanted or any(_akin(t.folded, one) for one in wanted)
    ]


def _akin(word: str, other: str) -> bool:
    """Whether two English words have a beginning that tells: dependency, depend."""
    size = max(_LEAST_ROOT, min(len(other), len(word)) - 1)
    return len(other) >= _LEAST_ROOT and word[:size] == other[:size]


def _plain_meanings(told: tuple[str, ...]) -> set[str]:
    """The stems of those meanings that are one word."""
    return {stem(m.lower()) for m in told if " " not in m and len(m) > 3}


def _lacks(text: str, word: str) -> bool:
    """Whether ``text`` has a word with a denial inside that is not ``word`` itself."""
    return any(
        not word or m.group() not in word
        for pattern in (LACKING, ENDING)
        for m in pattern.finditer(text)
    )


_CLAUSE: Final = re.compile(r"[,。;；!?:]|\. |$")
_SENTENCE: Final = re.compile(r"[。;；!?]|\. |$")


def _denies(facts: Facts, place: int, word: str = "") -> bool:
    """Whether the sentence of ``place`` denies, or its clause has a word other than ``word`` for it.

    What a clause denies may stand in another: 无论是谁，都不能.
    """
    return denies(_around(facts.text, place, _SENTENCE)) or _lacks(
        _around(facts.text, place, _CLAUSE), word
    )


def _around(text: str, place: int, bound: re.Pattern[str]) -> str:
    """What is around ``place`` up to a ``bound`` on either side."""
    start = max((m.end() for m in bound.finditer(text, 0, place) if m.group()), default=0)
    end = bound.search(text, place)
    return text[start : end.start() if end else len(text)]


# --- whole clauses -------------------------------------------------------------------------------


def _clause_affirmed(statement: Facts, evidence: Evidence) -> str:
    """A clause of the quotes that denies, told by the statement without any denial."""
    told = Evidence((statement,), part(""), part(""))
    for clause in (c for quote in evidence.quotes for c in quote.clauses):
        denial = next(iter(denials(clause.text)), None)
        if not denial or _CONDITION.search(clause.text) or _quoted(clause.text, denial.start()):
            continue
        if denial.group() == "不再" and _TURNED.search(statement.text):
            continue  # no longer what it turned from
        if _NEVER.fullmatch(denial.group()) and UNPRECEDENTED.search(statement.text):
            continue
        word = _behind(clause, denial.end())
        places = _places(word, statement) if word else []
        if any(_denies(statement, place) for place, _ in places):
            continue
        if coverage_of(clause, told).share < (_TOLD_WITH if places else _TOLD):
            continue
        near = nearest(clause, told)
        if near is None or denies(near.text) or _denied_behind(near, statement):
            continue
        said = nearest(near, evidence)
        if said is not None and said is not clause and not denies(said.text):
            continue  # another clause says what the statement has
        lacking = LACKING.search(near.text)
        double = LACKING.match(clause.text, denial.end())
        if bool(lacking) == bool(double):
            return f"“{near.text.strip()[:40]}” in the statement; the quotes deny it"
    return ""


def _denied_behind(clause: Facts, statement: Facts) -> bool:
    """Whether the clause of ``statement`` behind ``clause`` denies: who said so, nobody knows."""
    clauses = statement.clauses
    behind = next((b for a, b in pairwise(clauses) if a is clause), None)
    return behind is not None and bool(denies(behind.text) or LACKING.search(behind.text))


def _sentence_of(clause: Facts, evidence: Evidence) -> str:
    """The quote in which ``clause`` stands."""
    return next((q.text for q in evidence.quotes if clause.text in q.text), "")


def _quoted(text: str, at: int) -> bool:
    """Whether ``text[at]`` stands between quotation marks."""
    return text.count("“", 0, at) > text.count("”", 0, at)


def _clause_denied(statement: Facts, evidence: Evidence) -> str:
    """A clause of the statement that denies what a clause of the quotes affirms."""
    for clause in statement.clauses:
        denial = next(iter(denials(clause.text)), None)
        if denial and (_CONDITION.search(clause.text) or is_soft(clause.text, denial.start())):
            continue
        near = nearest(clause, evidence) if denial else None
        if denial is None or near is None or denies(near.text):
            continue
        if _is_opposite(_scope(clause.text, denial.end()), near.text):
            continue
        if _LISTING.search(near.text) and denies(_sentence_of(near, evidence)):
            continue  # what is listed is denied behind the list
        if any(
            m.group() not in clause.text
            for pattern in (LACKING, ENDING)
            for m in pattern.finditer(near.text)
        ):
            continue
        if LACKING.search(_without(clause.text, denial.start(), len(denial.group()))):
            continue
        if coverage_of(clause, Evidence((near,), part(""), part(""))).share >= _TOLD_DENIED:
            return f"“{clause.text.strip()[:40]}” in the statement; the quotes affirm it"
    return ""


# --- opposites -----------------------------------------------------------------------------------


def _opposite(statement: Facts, evidence: Evidence) -> str:
    for pair in PAIRS:
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            if not one.search(statement.text) or not other.search(evidence.text):
                continue
            for clause in _parts(statement):
                said = one.search(clause.text)
                if not said or other.search(clause.text):
                    continue
                near = nearest(clause, evidence) or (
                    None if one.search(evidence.text) else evidence.all
                )
                if pair.alone and not one.search(evidence.text):
                    near = evidence.all
                against = other.search(near.text) if near else None
                if near is None or not against or one.search(near.text):
                    continue
                if _denied_beside(clause.text, said) == _denied_beside(near.text, against):
                    return f"{said.group()} in the statement; the quotes have {against.group()}"
    return ""


def _denied_beside(text: str, said: re.Match[str]) -> bool:
    """Whether ``text`` denies anything besides what ``said`` has inside."""
    return any(m.end() <= said.start() or said.end() <= m.start() for m in denials(text))


def _parts(statement: Facts) -> list[Facts]:
    """The clauses of ``statement``, those that enumerate taken apart."""
    return [
        part(piece)
        for clause in statement.clauses
        for piece in (
            clause.text.split("、")
            if min(map(len, clause.text.split("、"))) > _LEAST_PIECE
            else [clause.text]
        )
    ]


def _siblings(statement: Facts, evidence: Evidence) -> str:
    """后期 where the quotes have 早期: words that differ in a character and its opposite."""
    for word in statement.words:
        if not 2 <= len(word.text) <= 3 or word.text in evidence.text:
            continue
        for place, character in enumerate(word.text):
            if place and character in _DIRECTIONS:
                continue
            compares = word.text[place + 1 : place + 2] in _COMPARING
            for opposite in OPPOSITE_CHARACTERS.get(character, ""):
                other = word.text[:place] + opposite + word.text[place + 1 :]
                if compares and not _with_the_same(word, other, statement, evidence):
                    continue
                if other not in statement.text and _undenied(other, evidence.text):
                    return f"{word.text} in the statement; the quotes have {other}"
    return ""


def _with_the_same(word: Word, other: str, statement: Facts, evidence: Evidence) -> bool:
    """Whether what stands behind ``word`` stands behind ``other`` in the quotes as well."""
    than = part(statement.text[word.end : word.end + _COMPARED]).things
    return any(
        than & part(evidence.text[m.end() : m.end() + _COMPARED]).things
        for m in re.finditer(re.escape(other), evidence.text)
    )


def _undenied(word: str, text: str) -> bool:
    """Whether ``text`` has ``word`` without a denial right before it: not the 有人 of 没有人."""
    return bool(re.search(rf"(?<![没不无非未])(?<!不是){re.escape(word)}", text))


def _ended(statement: Facts, evidence: Evidence) -> str:
    """Going on against ending, where neither text has the other side."""
    for one, other in ((GOING_ON, ENDING), (ENDING, GOING_ON)):
        said = one.search(statement.text)
        if not said or other.search(statement.text) or denies(statement.text):
            continue
        against = other.search(evidence.text)
        if against and not one.search(evidence.text):
            if one is ENDING and (denies(evidence.text) or LACKING.search(evidence.text)):
                continue
            return f"{said.group()} in the statement; the quotes have {against.group()}"
    return ""
