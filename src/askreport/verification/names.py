"""Every name of a statement must stand in its quotes, a heading over them or their document's title.

Names are told by their form (capitals, identifiers, quotation marks, surnames, what no general word
list knows) and met across languages by a dictionary, by the names of countries and by sound.
"""

# ruff: noqa: E501 - patterns are tables, a row a line

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from askreport.naming.kinds import KIND_END
from askreport.naming.tokens import initials, is_head, stem, tokens
from askreport.naming.tokens import parts as parts_of
from askreport.naming.words import lookup, words_at
from askreport.records import Check
from askreport.spelling.general import RAREST, is_english, nats
from askreport.verification.abbreviations import is_short_for
from askreport.verification.chinese import GRAMMAR, words_in
from askreport.verification.evidence import lookalike
from askreport.verification.glosses import glossed
from askreport.verification.known_names import ABBREVIATED, NAMES, other_names
from askreport.verification.latin import FUNCTION, MONTHS, pieces, releases_in
from askreport.verification.translation import (
    is_dictionary_name,
    is_plain_word,
    meanings,
    sounds_in,
)
from askreport.verification.transliteration import transliterates
from askreport.verification.wording import HAN, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from askreport.naming.words import Word as Entry
    from askreport.verification.chinese import Word
    from askreport.verification.evidence import Evidence
    from askreport.verification.facts import Facts
    from askreport.verification.latin import Token

_TITLED: Final = re.compile(
    r"《([^《》]{2,60})》|「([^「」]{2,40})」|“([^“”]{2,60})”|\"([^\"]{2,60})\""
)
_HAN_RUN: Final = re.compile(f"[{HAN}]+")
_SURNAMES: Final = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦马苗"
    "俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬傅卞齐康伍余卜顾孟黄穆萧尹姚邵湛汪祁毛狄臧戴宋庞熊纪舒屈项祝董梁杜阮蓝"
    "贾路江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫裘缪丁邓郁单杭洪诸左石崔吉龚程邢裴陆荣翁荀曲靳"
    "焦巴牧谷侯宓全班仰仲伊宫宁仇栾甘武符刘景詹束龙叶司黎薄白怀蒲鄂赖卓屠蒙乔闻党翟谭贡劳冉雍桑桂牛寿边燕冀尚农温"
    "庄晏柴瞿阎慕连习容向古易慎廖耿欧利越师巩聂晁敖冷辛那简饶曾沙丰关查红游权盖益"
)
_DOTTED: Final = re.compile(rf"[{HAN}][・·]([{HAN}]{{2,6}})")
_FOREIGN: Final = re.compile(rf"[{HAN}]{{1,6}}[・·]([{HAN}]{{2,6}})")
_KIND_NAMED: Final = re.compile(
    "大?模型|平台|框架|系统|引擎|数据库|浏览器|语言|编辑器|芯片|工具|社区|项目|软件|公司|集团|办法|条例|计划|许可证|协议"
)
"""Kinds of things that go by the name before them."""
_RARE_NAME: Final = 11.0
"""Nats of a word that may be such a name."""
_PLACE: Final = re.compile(rf"([{HAN}]{{2,3}}?)(?:地区|[省市县区州])")
_ROLE: Final = re.compile(
    r"(?:作者|创始人|联合创始人|工程师|CEO|CTO|总裁|董事长|经理|教授|博士|主席|院士|负责人|执行官|之父|律师|开发者|发起人|专家|主编|主任)$"
)
_SAID: Final = re.compile(
    r"表示|宣布|指出|认为|透露|称|说|先生|女士|教授|博士|援引|引用|强调|补充|解释|写道|提到|回应|坦言|呼吁|建议|预测|估计|回忆|创办|创立|创建|担任|出任|辞去"
)
_BEHIND_NAME: Final = re.compile(r"是|在|于|因|和|与|的|及|等|团队")
_PAIR: Final = 2
_ENDS_NO_NAME: Final = (
    "进出上下里内外边旁前后满灭掉住完光死坏破透遍够着走跑来去回起过得了成好开倒身全"
)
"""After another character these say where it is or how it ends: 山上, 塞进, 掐灭."""
_BEGINS_NO_NAME: Final = "先别又再都让教连把将拿给没不未很更最太还也就才只首初原各每某该本此啥咋哪被叫请能可会要想靠凭按因由从向往人单改"
"""Before another they are grammar: 先押, 首门, 啥题."""
_BODIES: Final = frozenset(
    "公司 集团 证券 银行 保险 科技 大学 学院 研究院 研究所 实验室 基金会 协会 联盟 委员会 医院 资本 基金 法院 电信 移动 联通 软件 网络 传媒 航空 智能".split()  # noqa: SIM905
)
_BEFORE_NAME: Final = "是由与和及被,。;:、(（“"
_LEAST_KNOWN: Final = 3
_UNCUT: Final = tuple(
    (name, names)
    for names in NAMES
    for name in names
    if len(name) >= _LEAST_KNOWN and not name.isascii()
)
"""Chinese names that the words of a statement may not be cut at, each with all of its bearer's."""
_LEAST_BEGINNING: Final = 4
_LEAST_OF_NAME: Final = 6
"""Letters of a word from which on it may be short for a longer one: Telecom."""
_LONGEST_BEFORE: Final = 4
_RARE: Final = 12.0
"""Nats of a word from which on it may be a given name."""
_BACK_AT_ONCE: Final = re.compile(r"(?:这|它|该|其|此|本)")
_ACRONYM: Final = re.compile(r"[a-z]{2,3}")
_RELEASE: Final = re.compile(r"v(\d[\d.]*)")
_DEMONYM: Final = re.compile(r"([a-z]{4,}?)(?:i|n|an|ian|ean|ese|ish)$")
"""An inhabitant by the name of the place: Israeli."""
_TAIL: Final = re.compile(r"-([a-z]{3,})$")
"""What a plain word makes of a name: 3D-printed, HTML5-based."""
_DOMAIN: Final = re.compile(r"[a-z0-9][a-z0-9-]+\.[a-z]{2,4}")
_OF: Final = re.compile(r" (?:of|for)(?: the)? ([A-Z][a-z]+)")
_FORMED: Final = re.compile(
    r"(?:ly|ing|ed|e?rs?|ors?|i[sz]es?|ible|able|ness|ments?|tions?|ists?|isms?|ics?|ful|less)$"
)
"""Ends of words that are made of others, which no list has all of."""
_CHINA: Final = frozenset(("china", "chines", "chinese", "domest", "domestic"))
_CHINA_WORDS: Final = re.compile(r"中国|我国|国内|国产|国人|本土|全国|\bChin(?:a|ese)\b|\bdomestic")
_LEAST_PART: Final = 5
"""Letters of one of the words of which a name is made, so that they are that name by no accident."""
_OFTEN: Final = 12
"""Times from which on an abbreviation of the documents tells nothing apart."""
_MOST_ABSENT: Final = 2
"""Words that may be names from which on they are some for certain."""
_RELEASED: Final = frozenset(("version", "versions", "release", "releases"))
"""Words of which a number is the version, and that name nothing themselves."""
_COMMON_LATIN: Final = frozenset(
    """ok it app apps dev devs ai pc id etc ie eg vs via llm api ui ip cpu gpu ceo cto cfo pr bug us
    uk eu km kg cm mm kw mw kwh gb mb tb kb hz khz mhz ghz mph kph fps mbps gbps""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Strange:
    """A name of a statement at ``start`` that is not in its evidence.

    ``sure`` is one that is known to be another name than those of the quotes: a document has it, or
    the dictionary, or it is an identifier. Any other may be a name that the quotes have in their
    own language, or a plain word that no list has.
    """

    text: str
    start: int
    sure: bool
    capital: bool = False
    """Whether it has a capital, or is an identifier, and no sentence begins with it."""


class Named(NamedTuple):
    """The check, the names of a statement that are others, and what may be some.

    ``rivals`` are those of ``strange`` that may be plain words.
    """

    check: Check
    strange: list[str]
    absent: list[str]
    rivals: list[str]


def check_names(statement: Facts, evidence: Evidence) -> Named:
    """Whether every name of ``statement`` is one of its evidence.

    What no list and no document has is another name only where the quotes have a name that the
    statement leaves out. Otherwise it is let pass here, to be weighed with everything else.
    """
    told: list[tuple[int, int]] | None = None
    left_out: list[str] = []
    strange: list[str] = []
    rivals: list[Strange] = []
    absent: list[Strange] = []
    for one in (
        *_strange_titles(statement, evidence),
        *_strange_modifiers(statement, evidence),
        *_strange_known(statement, evidence),
        *_strange_latin(statement, evidence),
        *_strange_chinese(statement, evidence),
    ):
        if one.sure:
            strange.append(one.text)
            continue
        if told is None:
            told, left_out = glossed(statement, evidence), _left_out(statement, evidence)
        if not any(a <= one.start < b for a, b in told):
            (rivals if left_out and _names_one(one, statement) else absent).append(one)
    if len({one.text for one in absent}) > _MOST_ABSENT:
        rivals, absent = rivals + absent, []
    strange = list(dict.fromkeys((*strange, *(one.text for one in rivals))))
    detail = (
        f"{', '.join(strange[:5])} in the statement; in no quote, heading or title"
        if strange
        else "every name of the statement is in a quote, its heading or its title"
    )
    check = Check(name="names", passed=not strange, detail=detail)
    plain = list(dict.fromkeys(one.text for one in rivals if not one.capital))
    return Named(check, strange, list(dict.fromkeys(one.text for one in absent)), plain)


def _left_out(statement: Facts, evidence: Evidence) -> list[str]:
    """Names that the quotes have and the statement has not; abbreviations of the trade are none."""
    return [
        name
        for name in _unmentioned(statement, evidence)
        if not (_ACRONYM.fullmatch(name) and _is_common(name, evidence))
    ]


def _names_one(one: Strange, statement: Facts) -> bool:
    """Whether ``one`` stands where a name would: Chinese words only where something begins."""
    before = statement.text[one.start - 1 : one.start]
    return one.text.isascii() or not before or before in _BEFORE_NAME


def _is_common(name: str, evidence: Evidence) -> bool:
    return name in _COMMON_LATIN or evidence.elsewhere.count(name) > _OFTEN


def _strange_titles(statement: Facts, evidence: Evidence) -> Iterator[Strange]:
    """Titles and quoted words that stand nowhere, in a statement of the quotes' language."""
    known = evidence.squeezed
    titles = [m[1] for m in _TITLED.finditer(evidence.naming) if m[1]]
    for m in _TITLED.finditer(statement.text):
        told = next(g for g in m.groups() if g)
        among = titles if m[1] and titles else [known]
        if any(squeezed(told) in squeezed(title) for title in among) or not _HAN_RUN.search(told):
            continue
        chinese = any(_HAN_RUN.search(title) for title in titles)
        if m[1] and (chinese or not _in_english(told, evidence)):
            yield Strange(told, m.start(), True)


def _strange_modifiers(statement: Facts, evidence: Evidence) -> Iterator[Strange]:
    """What names another of a kind than the quotes do: 混元大模型 where they have 文心大模型."""
    for word in statement.words:
        kind = _KIND_NAMED.match(statement.text, word.end)
        if not kind or not word.known or word.nats <= _RARE_NAME or word.text in evidence.naming:
            continue
        if word.text + kind.group() not in evidence.elsewhere:
            continue
        rivals = re.findall(rf"([{HAN}]{{2}}){kind.group()}", evidence.text)
        if any(r not in statement.text and (nats(r) or RAREST) > _RARE_NAME for r in rivals):
            yield Strange(word.text, word.start, True)


def _strange_known(statement: Facts, evidence: Evidence) -> Iterator[Strange]:
    """Names of firms and products that no word list cuts out: 零一万物."""
    for name, names in _UNCUT:
        at = statement.text.find(name)
        if at >= 0 and not any(squeezed(other) in evidence.squeezed for other in names):
            yield Strange(name, at, True)


def _in_english(told: str, evidence: Evidence) -> bool:
    found = [w for run in _HAN_RUN.findall(told) if (w := lookup(run))]
    if any(meanings(word) & evidence.stems for word in found):
        return True
    # 人工智能法案 where the quotes have AI 法案
    words = [w.text for w in words_in(told)]
    meant = [
        word not in evidence.squeezed
        and (entry := lookup(word)) is not None
        and _meant(entry, evidence)
        for word in words
    ]
    return any(meant) and all(
        there or word in evidence.squeezed for word, there in zip(words, meant, strict=True)
    )


# --- Latin ---------------------------------------------------------------------------------------


def _strange_latin(statement: Facts, evidence: Evidence) -> Iterator[Strange]:
    latin = statement.tokens
    at = 0
    while at < len(latin):
        group = [latin[at]]
        while at + len(group) < len(latin) and _goes_on(
            statement.text, group[-1], latin[at + len(group)]
        ):
            group.append(latin[at + len(group)])
        at += len(group)
        yield from _strange_group(group, statement, evidence)


def _goes_on(text: str, one: Token, other: Token) -> bool:
    between = text[one.end : other.start]
    return bool(
        _is_name(one, False)
        and _is_name(other)
        and re.fullmatch(r"[ \-]", between)
        and not other.first
    )


def _is_name(token: Token, english: bool = True) -> bool:
    """Whether the form of ``token`` is a name's; a plain word at the beginning may be none."""
    folded = token.folded
    if folded in MONTHS or (folded in FUNCTION and not token.identifier):
        return False
    if english and token.first and token.text[1:].islower() and _is_made_of_words(folded):
        return False
    if token.identifier or token.version or _DOMAIN.fullmatch(folded):
        return True
    return token.capital and not (english and token.first and _is_plain(folded))


def _is_made_of_words(folded: str) -> bool:
    """Whether a word is two English ones and ends as a noun of them does: chipmakers."""
    return bool(_FORMED.search(folded)) and any(
        is_english(folded[:at]) and is_english(folded[at:]) for at in range(4, len(folded) - 3)
    )


def _is_plain(folded: str) -> bool:
    return is_english(folded) and is_plain_word(folded)


def _strange_group(group: list[Token], statement: Facts, evidence: Evidence) -> Iterator[Strange]:
    if len(group) == 1 and group[0].folded in _RELEASED and group[0].version:
        yield from _other_releases(group, evidence)
        return
    if len(group) == 1 and not _is_name(group[0], statement.english):
        if _unknown_word(group[0], evidence):
            yield _judged(group[0], evidence, statement.english)
        elif _other_subject(group[0], statement, evidence):
            yield Strange(group[0].text, group[0].start, True)
        return
    text = evidence.naming
    if _read_so(group, text):
        yield from _other_releases(group, evidence)
        return
    owner = next((i for i, t in enumerate(group[:-1]) if t.text.endswith(("'s", "’s"))), None)
    if owner and _read_so(group[: owner + 1], text):
        yield from _strange_group(group[owner + 1 :], statement, evidence)  # Jian Wang's ABC
        return
    letters = _letters(group)
    found = [_stands(t, evidence, text) for t in group]
    if not any(found) and _written_by_sound(group[-1], evidence):
        return  # Sam Altman is 山姆·奥特曼
    elsewhere = _only_around(group, statement, evidence) if all(found) else ""
    if elsewhere:
        yield Strange(elsewhere, group[0].start, True)
    # A document has GitHub Copilot, and the quotes have Copilot.
    whole_name = (
        len(group) > 1
        and any(
            there and not is_head(stem(t.folded)) for t, there in zip(group, found, strict=True)
        )
        and not any(c.isdigit() for c in letters)
        and any(letters in names for names in evidence.phrases_elsewhere)
    )
    for place, (token, there) in enumerate(zip(group, found, strict=True)):
        # Alibaba Cloud stands where Alibaba does; a name's first word is what tells it.
        plain = token.text[1:].islower() and _is_plain(token.folded)
        # Gordon Moore is told by a translation of Moore; one in Latin letters would have both.
        last = group[-1].folded
        telling = not _is_plain(last) and not is_head(stem(last))
        foreign = (
            found[-1]
            and telling
            and not any("".join(pieces(t.folded)) in evidence.spelt for t in group)
        )
        begins = token.first and any(found) and not _unmentioned(statement, evidence)
        common = plain and ((place > 0 and found[0]) or begins)
        if not (
            there
            or whole_name
            or common
            or (foreign and not plain)
            or (
                token.text[1:].islower()
                and is_english(token.folded)
                and _heads(token, statement, evidence)
            )
        ):
            yield _judged(token, evidence, statement.english)
        if there and _other_sibling(token, statement, evidence):
            yield Strange(token.text, token.start, True)
    yield from _other_releases(group, evidence)


def _letters(group: Sequence[Token]) -> str:
    return "".join(piece for token in group for piece in pieces(token.folded))


def _read_so(group: Sequence[Token], text: str) -> bool:
    """Whether characters of ``text`` are read as the names of ``group``, in either order."""
    letters, backwards = _letters(group), _letters(group[::-1])
    if any(c.isdigit() for c in letters):
        return False
    return sounds_in(letters, text) or sounds_in(backwards, text)


def _written_by_sound(last: Token, evidence: Evidence) -> bool:
    """Whether a person of the quotes whose foreign name has a dot in it is called ``last``."""
    return any(
        transliterates(m[1][:size], last.folded)
        for m in _DOTTED.finditer(evidence.naming)
        for size in range(2, len(m[1]) + 1)
    )


def _other_releases(group: list[Token], evidence: Evidence) -> Iterator[Strange]:
    """Names with a version that is not told."""
    for token in group:
        if token.version and not _version_stands(token, evidence):
            yield Strange(f"{token.text} {token.version}", token.start, True)


def _judged(token: Token, evidence: Evidence, english: bool) -> Strange:
    """``token``, which is not in the quotes, and whether it is known as another name.

    Only an English text has plain words with a capital.
    """
    whole = "".join(pieces(token.folded))
    plain = english and _is_plain(token.folded)
    known = any(whole in names for names in evidence.names_elsewhere)
    sure = any(c.isdigit() for c in whole) or (
        not plain and (known or is_dictionary_name(token.folded))
    )
    capital = (token.capital or token.identifier) and not token.first
    return Strange(token.text, token.start, sure, capital)


def _heads(token: Token, statement: Facts, evidence: Evidence) -> bool:
    """Whether ``token`` says what kind of body it is of which the rest is told: Ministry of Health."""
    behind = _OF.match(statement.text, token.end)
    return behind is not None and (
        stem(behind[1].lower()) in evidence.stems or behind[1].lower() in evidence.stems
    )


def _stands(token: Token, evidence: Evidence, text: str) -> bool:
    folded = token.folded
    whole = "".join(pieces(folded))
    if token.text[:-1].isupper() and token.text.endswith("s") and whole[:-1] in _COMMON_LATIN:
        return True  # LLMs
    for form in {whole, whole.removesuffix("s"), re.sub(r"(\d)0$", r"\1", whole), whole + "s"}:
        if form in evidence.spelt:
            return True
    if whole.isalpha() and lookalike(whole) in evidence.lookalikes:
        return True
    if (meant := ABBREVIATED.get(folded)) and re.search(meant, text):
        return True
    parts = pieces(folded)
    if _DOMAIN.fullmatch(token.text):
        return False
    if (release := _RELEASE.fullmatch(folded)) and re.search(
        rf"(?:version|版本?)\s?{re.escape(release[1])}(?![\d.])", text, re.IGNORECASE
    ):
        return True  # v2 of version 2
    if len(parts) > 1 and re.search(r"[-/.&]", token.text) and not any(p.isdigit() for p in parts):
        split = [p for p in re.split(r"[-/.&_]", folded) if p]
        if len(split) > 1 and all(
            "".join(pieces(p)) in evidence.spelt
            or stem(p) in evidence.stems
            or (is_english(p) and not token.capital)
            for p in split
        ):
            return True
    if stem(folded) in evidence.stems or folded in evidence.stems:
        return True
    if (of := _DEMONYM.match(folded)) and {of[1], of[1] + "a", of[1] + "e"} & evidence.stems:
        return True
    if (tail := _TAIL.search(token.text)) and is_english(tail[1].lower()):
        head = replace(token, text=token.text[: tail.start()], end=token.start + tail.start())
        return not _is_name(head) or _stands(head, evidence, text)
    made_of = parts_of(token.text)
    telling = any(len(one) >= _LEAST_PART for one in made_of)
    if len(made_of) > 1 and telling and whole.isalpha() and set(made_of) <= evidence.parts:
        return True
    if (stem(folded) in _CHINA or folded in _CHINA) and _CHINA_WORDS.search(text):
        return True
    if sounds_in(whole, text):
        return True
    if is_short_for(token.text, text):
        return True
    if (token.text.isupper() or token.capital) and folded in _COMMON_LATIN:
        return (folded in ("us", "uk", "eu") and folded in evidence.stems) or folded not in (
            "us",
            "uk",
            "eu",
        )
    least = _LEAST_BEGINNING if _is_plain(folded) else _LEAST_OF_NAME
    if len(folded) >= least and any(s.startswith(folded) for s in evidence.stems):
        return True
    return len(folded) >= 2 and folded in evidence.initials


def _only_around(group: list[Token], statement: Facts, evidence: Evidence) -> str:
    """A name of a heading told of what a quote says of another name that the statement lacks."""
    whole = "".join(p for t in group for p in pieces(t.folded))
    if whole in _COMMON_LATIN:
        return ""
    if whole in evidence.aliases.spelt or any(t.folded in evidence.aliases.spelt for t in group):
        return ""
    forms = {lookalike(whole), lookalike(whole.removesuffix("s"))}
    if any(lookalike(s) in forms for s in evidence.all.spelt):
        return ""
    if any(t.folded in evidence.all.spelt or is_short_for(t.text, evidence.text) for t in group):
        return ""
    if any(stem(t.folded) in evidence.all.stems for t in group) or sounds_in(whole, evidence.text):
        return ""
    if not group[0].first and not statement.text.rstrip(".。 ").endswith(group[-1].text):
        return ""
    for quote in evidence.quotes:
        if _BACK_AT_ONCE.match(quote.text):
            continue  # it tells what the heading names
        for other in quote.tokens:
            if (
                not _is_name(other, quote.english)
                or "".join(pieces(other.folded)) in statement.spelt
            ):
                continue
            if (other.text.isupper() and len(other.text) < 4) or not other.capital:
                continue
            return " ".join(t.text for t in group)
    return ""


def _unknown_word(token: Token, evidence: Evidence) -> bool:
    """Whether ``token``, in small letters, is no English word: npm, jq."""
    folded = token.folded
    if not re.fullmatch(r"[a-z]{2,12}", token.text) or folded in FUNCTION or folded in MONTHS:
        return False
    if _FORMED.search(folded) or folded in _COMMON_LATIN or is_english(folded):
        return False
    if any(is_english(folded[:at]) and is_english(folded[at:]) for at in range(3, len(folded) - 2)):
        return False  # run time
    return not is_plain_word(folded) and not _stands(token, evidence, evidence.naming)


def _other_sibling(token: Token, statement: Facts, evidence: Evidence) -> bool:
    """GPT-4 of a heading where the quotes have GPT-3, which the statement lacks."""
    parts = pieces(token.folded)
    if len(parts) != 2 or not parts[1].isdigit() or "".join(parts) in evidence.all.spelt:
        return False
    return any(
        (other := pieces(t.folded))[:1] == parts[:1]
        and len(other) == 2
        and other[1].isdigit()
        and "".join(other) not in statement.spelt
        for t in evidence.all.tokens
    )


def _version_stands(token: Token, evidence: Evidence) -> bool:
    """Whether the version of ``token`` is told: 3.0 is a 3, 3.0.1 is a 3.0, 4 is no 4.1.

    Where another release is written with its point, a 3 among other things is no 3.0.
    """
    told = evidence.releases
    pointed = any(other.endswith(".0") for other in told)
    return all(
        part in told
        or (not pointed and part.removesuffix(".0") in told)
        or any(other.startswith(f"{part}.") for other in told)
        for part in releases_in(token.version)
    )


def _other_subject(token: Token, statement: Facts, evidence: Evidence) -> bool:
    """Whether a sentence begins with a word that may be a name, while the quotes have others.

    Apple said, where the quote has Microsoft and the statement does not.
    """
    folded = token.folded
    if not (token.first and token.capital) or folded in FUNCTION or folded in MONTHS:
        return False
    if re.search(r"(?:ly|ing|ed|ers|ors|s|..(?:ment|tion|..ity|ness|ance|ence))$", folded):
        return False
    behind = statement.text[token.end :].lstrip().split(" ", 1)[0]
    if behind in FUNCTION and behind not in ("is", "was", "has", "had", "will"):
        return False
    if not is_dictionary_name(folded) and not any(folded in n for n in evidence.names_elsewhere):
        return False
    if not re.match(
        r"(?:\w+(?:ed|s)|has|had|is|was|will|made|won|built|bought|sold|took|said|’s|'s)\b", behind
    ):
        return False
    if stem(folded) in evidence.stems or folded in evidence.spelt:
        return False
    if folded in _CHINA and _CHINA_WORDS.search(evidence.naming):
        return False
    return bool(_unmentioned(statement, evidence))


def _unmentioned(statement: Facts, evidence: Evidence) -> list[str]:
    """Names of the quotes that the statement leaves out."""
    told = evidence.all
    names = [t.folded for t in told.tokens if _is_name(t, told.english)]
    left = [n for n in names if "".join(pieces(n)) not in statement.spelt]
    for word in told.words:
        known = lookup(word.text) if word.known else None
        if (
            known
            and known.is_name
            and word.text not in statement.text
            and not meanings(known) & statement.stems
        ):
            left.append(word.text)
    if left:
        said = _said_by_sound(statement, told)
        left = [name for name in left if name not in said and not _said_otherwise(name, statement)]
    latin = [t.folded for t in statement.tokens if t.capital]
    return left + [
        run
        for run in _unknown_runs(told)
        if run not in statement.text
        and (not evidence.elsewhere or evidence.elsewhere.count(run) > 1)
        and not any(sounds_in(word, run) or transliterates(run, word) for word in latin)
        and not _said_otherwise(run, statement)
    ]


def _said_otherwise(name: str, statement: Facts) -> bool:
    """Whether ``statement`` has another name of what is called ``name``: ByteDance for 字节."""
    text = squeezed(statement.text)
    return any(squeezed(other) in text for other in other_names(name))


def _said_by_sound(statement: Facts, told: Facts) -> set[str]:
    """Latin names of the quotes, in small letters, that ``statement`` writes in characters."""
    found: set[str] = set()
    for m in _FOREIGN.finditer(statement.text):
        for before, token in pairwise((None, *told.tokens)):
            if token and any(
                transliterates(m[1][:n], token.folded) for n in range(2, len(m[1]) + 1)
            ):
                found |= {token.folded, before.folded if before else ""}
    return found


def _unknown_runs(facts: Facts) -> Iterator[str]:
    """Runs of characters that no list has as words: 语雀."""
    run, end = "", -1
    for word in (*facts.words, None):
        if word and not word.known and word.text not in GRAMMAR:
            run, end = (run + word.text if word.start == end else word.text), word.end
            continue
        if len(run) > 1:
            yield run
        run = ""


# --- Chinese -------------------------------------------------------------------------------------


def _strange_chinese(statement: Facts, evidence: Evidence) -> Iterator[Strange]:
    """The strange names among the Chinese words."""
    text = evidence.naming
    known = evidence.squeezed
    words = statement.words
    skipped = [*statement.told, *_foreign(statement, evidence)]
    at = 0
    while at < len(words):
        word = words[at]
        if any(a < word.end and word.start < b for a, b in skipped):
            at += 1
            continue
        size, strange = _strange_at(words, at, statement, evidence, known, text)
        if strange:
            yield strange
        at += size


def _foreign(statement: Facts, evidence: Evidence) -> Iterator[tuple[int, int]]:
    """The ranges of names with a dot, 米拉·穆拉蒂, whose last word a quote has in Latin letters."""
    latin = {t.folded for t in (*evidence.all.tokens, *evidence.around.tokens) if t.capital}
    for m in _FOREIGN.finditer(statement.text):
        for size in range(len(m[1]), 1, -1):
            if any(transliterates(m[1][:size], word) for word in latin):
                yield m.start(), m.start(1) + size
                break


def _strange_at(
    words: tuple[Word, ...],
    at: int,
    statement: Facts,
    evidence: Evidence,
    known: str,
    text: str,
) -> tuple[int, Strange | None]:
    """How many words to go on by, and the strange name that begins at ``words[at]``."""
    word = words[at]
    person = _person(words, at, statement, known)
    if person:
        said = _SAID.match(statement.text, word.start + len(person))
        sure = bool(_ROLE.search(statement.text[: word.start]) or said)
        strange = Strange(person, word.start, sure or person in evidence.elsewhere)
        return len(person), None if _sounds(person, evidence) else strange
    if word.known:
        return 1, _strange_word(words, at, statement, evidence, known, text)
    run = word.text
    size = 1
    while (
        at + size < len(words)
        and words[at + size].start == words[at + size - 1].end
        and not words[at + size].known
        and words[at + size].text not in GRAMMAR
    ):
        run += words[at + size].text
        size += 1
    if word.text in GRAMMAR or len(run) < 2 or run in known:
        return 1 if word.text in GRAMMAR else size, None
    absent = sum(c not in known for c in run)
    before = statement.text[word.start - 1 : word.start]
    if before.isascii() and before.isalnum():
        return size, None  # what follows a name is what it does
    least = 1 if not before or before in _BEFORE_NAME else 2
    if len(run) == _PAIR and (run[1] in _ENDS_NO_NAME or run[0] in _BEGINS_NO_NAME):
        return size, None
    if 2 * absent >= len(run) and absent >= least and not _sounds(run, evidence):
        return size, Strange(run, word.start, run in evidence.elsewhere)
    return size, None


def _strange_word(
    words: tuple[Word, ...],
    at: int,
    statement: Facts,
    evidence: Evidence,
    known: str,
    text: str,
) -> Strange | None:
    """``words[at]``, which a list knows, if it is a strange name."""
    word = words[at]
    if (place := _PLACE.fullmatch(word.text)) and lookup(word.text) is None:
        word = replace(word, text=place[1])  # 华南地区
    if word.text in _BODIES and (body_name := _body(words, at, statement, evidence, known)):
        return Strange(body_name, words[at - 1].start, True)
    entry = lookup(word.text)
    named = entry is not None and entry.is_name
    body = KIND_END.search(word.text) and len(word.text) > 3
    latin = statement.text[word.start - 1 : word.start].isascii() and word.start > 0
    if not (named or (body and not latin)) or word.text in known:
        return None
    if entry and (_meant(entry, evidence) or _same_place(word.text, text)):
        return None
    if body and (before := lookup(KIND_END.sub("", word.text))) and _meant(before, evidence):
        return None
    if _short_for(word.text, known) or _sounds(word.text, evidence):
        return None
    if _in_longer(word, statement, evidence):
        return None
    if statement.text[word.end : word.end + 1] == word.text[-1]:
        return None  # 用的人|大大
    dotted = _FOREIGN.match(statement.text, word.start)
    if dotted and (dotted[1][:2] in known or _sounds(dotted[1][:3], evidence)):
        return None  # of 山姆·奥特曼 the quotes may have the last name alone
    return Strange(word.text, word.start, named or word.text in evidence.elsewhere)


def _in_longer(word: Word, statement: Facts, evidence: Evidence) -> bool:
    """Whether ``word`` is part of a longer name that a quote has in English: 麻省理工学院."""
    return any(
        start + len(longer.text) >= word.end
        and longer.text != word.text
        and _meant(longer, evidence)
        for start in range(max(0, word.start - _LONGEST_BEFORE), word.start + 1)
        for longer in words_at(statement.text, start)
    )


def _body(
    words: tuple[Word, ...], at: int, statement: Facts, evidence: Evidence, known: str
) -> str:
    """The strange name that ends with ``words[at]``, a kind of body: 西南证券."""
    if not at or words[at - 1].end != words[at].start or not words[at - 1].known:
        return ""
    before, kind = words[at - 1].text, words[at].text
    entries = [lookup(before), lookup(kind)]
    if before in known or kind in known or before + kind in known:
        return ""
    if statement.text[words[at - 1].start - 1 : words[at - 1].start].isascii() and at > 1:
        return ""  # Apache软件基金会 is told by Apache
    if _same_place(before, evidence.naming) or _sounds(before, evidence):
        return ""  # 美国公司 is no name
    met = [bool(e and meanings(e) & evidence.stems) for e in entries]
    # An institute of software is not the institute of computing.
    another = evidence.all.english and met == [False, True] and not _begun(entries[0], evidence)
    return "" if any(met) and not another else before + kind


def _begun(entry: Entry | None, evidence: Evidence) -> bool:
    """Whether a word of the quotes begins as a meaning of ``entry`` does: informatics."""
    heads = {m[:_LEAST_PART] for m in (meanings(entry) if entry else ()) if len(m) >= _LEAST_PART}
    return entry is None or any(s[:_LEAST_PART] in heads for s in evidence.stems)


def _person(words: tuple[Word, ...], at: int, statement: Facts, known: str) -> str:
    """The strange person's name that begins at ``words[at]``: a surname and one or two characters."""
    word = words[at]
    text = statement.text
    if word.text[0] not in _SURNAMES or (
        lookup(word.text) is not None and word.known and word.nats < 12
    ):
        return ""
    role = bool(_ROLE.search(text[: word.start]))
    if len(word.text) > 1:
        whole = word.text if role and 2 <= len(word.text) <= 3 else ""
        return whole if whole and whole not in known else ""
    rest = ""
    for following in words[at + 1 : at + 3]:
        if following.start != word.end + len(rest) or len(rest) + len(following.text) > 2:
            break
        if following.text in GRAMMAR or following.text in ("表示", "宣布", "指出", "认为", "透露"):
            break
        rest += following.text
    name = word.text + rest
    start = word.start == 0 or text[word.start - 1] in ",。;、:(（“"
    if not rest or name in known or not (role or start):
        return ""
    said = _SAID.match(text, word.start + len(name)) or _BEHIND_NAME.match(
        text, word.start + len(name)
    )
    given = all(w.nats >= _RARE for w in words[at + 1 : at + 3] if w.start < word.start + len(name))
    if not role and not said and not (given and not any(c in known for c in rest)):
        return ""
    return name if not all(name[i : i + 2] in known for i in range(len(name) - 1)) else ""


def _meant(entry: Entry, evidence: Evidence) -> bool:
    """Whether a quote has an English name of ``entry``, or the last word of one: Musk."""
    for meaning in entry.meanings:
        said = tokens(meaning)
        if meaning.isupper() and meaning.lower() in evidence.spelt:
            return True
        if " " in meaning and len(short := initials(meaning)) > 1 and short in evidence.spelt:
            return True
        if set(said) <= evidence.stems or (len(said[-1]) > 3 and said[-1] in evidence.spelt):
            return True
    return False


def _sounds(name: str, evidence: Evidence) -> bool:
    """Whether a Latin word of the quotes is ``name`` in pinyin: Wang Jian for 王坚."""
    capitals = [t for t in (*evidence.all.tokens, *evidence.around.tokens) if t.capital]
    latin = [form for t in capitals for form in dict.fromkeys((t.folded, *pieces(t.folded)))]
    pairs = [name for one, two in pairwise(latin) for name in (one + two, two + one)]
    return any(sounds_in(word, name) for word in (*latin, *pairs)) or any(
        transliterates(name, word) for word in latin
    )


def _short_for(name: str, known: str) -> bool:
    """Whether the characters of ``name`` stand in order in one longer name: 人大, 人民大学."""
    if len(name) < 2:
        return False
    return bool(re.search(".{0,3}?".join(map(re.escape, name)), known)) and len(name) <= 3


def _same_place(name: str, text: str) -> bool:
    from askreport.naming.territories import code_of, places_in

    code = code_of(name)
    if name in ("中国", "我国") and _CHINA_WORDS.search(text):
        return True
    return code is not None and any(place.code == code for place in places_in(text))
