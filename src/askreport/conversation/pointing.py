"""The words of a question that point back to what was said before.

Chinese pronouns are characters that other words hold too (其他, 吉他, 土耳其, 应该, 因此), and “it”
and “that” do other work in English (“is it true that …”); both are told apart by their neighbours.
A pronoun that has its name within the same question (“Rust 是何时发布的，它的作者是谁？”) does not
point back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from askreport.conversation.words import CLASSIFIER, HAN, any_of
from askreport.conversation.writing import folded
from askreport.naming.words import segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from askreport.conversation.names import Name

Way = Literal[
    "thing", "things", "person", "people", "noun", "clause", "among", "former", "latter", "place"
]
"""What is pointed at. ``noun``: what the noun behind the demonstrative says; ``clause``: all that
was said."""

_NOT_DETERMINING: Final = (
    "[怎如不用选学去做买当谁哪什多几从把在被是有算换走说找看改升给往向让吗呢了来上要能会]"
)
"""Behind 该 as “should”."""
_CHINESE: Final = re.compile(
    rf"""
    (?P<numbered>(?<![其吉排利无维])[他她它]们(?=[仨俩]|[两三四五几][个人家位]))
  | (?P<house>(?<![其吉排利无维])[他她它]们?家(?![里人庭]))
  | (?P<people>(?<![其吉排利无维])[他她]们的?)
  | (?P<person>(?<![其吉排利无维])[他她](?![人乡山杀妈律信]|国(?!庆)|日(?!后|本))的?)
  | (?P<things>(?<!其)它们的?)
  | (?P<thing>(?<!其)它的?)
  | (?P<place>那里|那儿|当地)
  | (?P<among>其中(?!一)|这其中|这里面|那里面)
  | (?P<own>(?<![尤极土耳与及何有若副莫视])其(?![他它实次余间中乐]))
  | (?P<former>前者) | (?P<latter>后者)
  | (?P<near>这(?![里儿么样边时]|[一两三几]?[年天周月])(?:[一两三几]?{CLASSIFIER})?)
  | (?P<far>那[一两三几]?{CLASSIFIER}(?![年天周月]))
  | (?P<said>(?<![应活])该(?!{_NOT_DETERMINING}))
  | (?P<this>(?<![彼因如至从到就由在以特])此(?![外刻前类致])次?)
  | (?P<above>上述|以上提到的?|(?:上面|前面)(?:提到|说)的?|刚才(?:提到|说)?的?)
    """,
    re.VERBOSE,
)
_NOUN: Final = re.compile(
    any_of(
        """
        公司 企业 机构 集团 团队 组织 大学 学校 基金会 社区 厂商 平台 网站 项目 产品 工具 软件
        应用 程序 大?模型 语言 框架 系统 引擎 数据库 版本 芯片 处理器 协议 许可证 政策 法案 功能
        技术 方案 服务 标准 故障 事故 事件 事情 事 活动 会议 大会 比赛 战争 疫情 案件 案子 案 收购
        融资 人 作者 创始人 老板 城市 国家 地区 地方 书 电影 小说 文章 论文 报道 奖项? 药 病 疾病
        手术 动物 植物 建筑 桥 船 车 手机 电脑 游戏 节目 歌 名字 名称 数字 数据 比例 说法 问题
        """
    )
)
"""Nouns that say what kind of thing a demonstrative points at."""
_OF_DOCUMENT: Final = re.compile(f"{CLASSIFIER}?(?:报告|文档|资料|表格?|文件|材料|语料)")
"""“这份报告” means the documents, not what was said."""
_GOVERNED: Final = re.compile(
    any_of(
        """
        在 对 从 把 由 给 是 为 跟 和 与 比 向 被 让 用 到 于 了 过 着 除了? 关于 至于 有关 针对
        因为? 导致 造成 引起 请问 知道 那 而 但 所以 什么 谁 怎么 后来 当时 受 [，,。？?；;]
        """
    )
    + r"\s?$"
)
_LAST_RUN: Final = re.compile(rf"{HAN}{{1,6}}$")
_MODIFIED: Final = re.compile(rf"(?:[A-Za-z0-9]|[月日年号底初末中旬]|{HAN}{{2}})\s?$")

_EXPLETIVE: Final = re.compile(
    r"\b[Ii]t(?= (?:is |was )?(?:true|false|possible|likely|safe|ok|okay|fair|correct|right|legal"
    r"|necessary|worth|takes?|seems?|said|known|believed|make sense|rains?|snows?)\b)"
    r"|(?<=[Tt]ime is )it\b"
)
_OF_NOW: Final = (
    r"(?!\s(?:all|year|month|week|report|document|table|file|time|day|morning|century)s?\b)"
)
_GOVERNS_THAT: Final = (
    "did does do is was are has had can will would after before since about of for from by like "
    "with during in at"
)
_THAT_BEFORE: Final = "|".join(rf"(?<=\b{word}\ )" for word in _GOVERNS_THAT.split())
_ENGLISH: Final = re.compile(
    rf"""
    (?P<thing>\b[Ii]ts?\b(?!['’]))
  | (?P<people>\b[Tt]he(?:y|m|irs?)\b)
  | (?P<person>\b(?:[Hh]e|[Hh]im|[Hh]is|[Ss]he|[Hh]er)\b)
  | (?P<place>(?<!\bis\ )(?<!\bare\ )(?<!\bwas\ )(?<!\bwere\ )\bthere\b(?!\ (?:is|are|was|were)\b))
  | (?P<former>\b[Tt]he\ former\b) | (?P<latter>\b[Tt]he\ latter\b)
  | (?P<near>\b[Tt]h(?:is|ese|ose)\b){_OF_NOW}(?:\ (?P<noun>[a-z]+))?
  | (?P<far>(?:^|{_THAT_BEFORE})[Tt]hat\b|\bthat(?=\s?[?.!]?$)){_OF_NOW}
  | \b(?:[Tt]he|[Tt]hat)\ (?:[A-Z]?[a-z]+(?:ese|ish|an|ch|ing)\ )?(?P<kind>
      company|project|organi[sz]ation|product|model|platform|tool|event|incident|outage|language|framework|engine|person|man|woman|book|film|movie)\b
      (?!\ (?:of|that|which|in|on)\b)
    """,
    re.VERBOSE,
)
_POSSESSIVE: Final = re.compile(r"(?:its|theirs?|his|her(?= [a-z]))$", re.IGNORECASE)
_VERBS: Final = frozenset(
    """
    happen happens happened mean means meant work works matter matters take takes last lasts be is
    was are were do does did have has had cost costs come came go went
    """.split()  # noqa: SIM905
)
"""Words after “this” that make it a pronoun, not the article of a noun."""

_BREAK: Final = re.compile(r"[，,；;。？?：:]|\b(?:and|but|when|after|because|so)\b")
_BESIDE: Final = re.compile(
    r"(?:[和与跟同比及]|除了?|\b(?:with|to|than|versus|vs|from|and|or))\s?$"
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A word that points back, ``start`` to ``end`` of the question.

    ``noun``: what it calls the thing, “公司” of “这家公司”. ``possessive``: “its”, 其, or “它的”,
    whose 的 is left outside the range.
    """

    way: Way
    start: int
    end: int
    noun: str = ""
    possessive: bool = False


def pointers_in(question: str, names: Sequence[Name]) -> tuple[Pointer, ...]:
    """The pointers of ``question``, whose own names are ``names``, in order."""
    text = folded(question)
    found = sorted([*_chinese(text), *_english(text)], key=lambda pointer: pointer.start)
    return tuple(pointer for pointer in found if not _bound_within(pointer, text, names))


def _chinese(text: str) -> Iterator[Pointer]:
    for match in _CHINESE.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span()
        if kind in ("near", "far", "said", "above"):
            if pointer := _demonstrative(text, start, end, kind):
                yield pointer
        elif kind == "this":
            occasion = end - start > 1
            yield Pointer("noun" if occasion else "clause", start, end, "次" * occasion)
        elif kind == "own":
            yield Pointer("thing", start, end, possessive=True)
        elif kind == "house":
            yield Pointer("noun", start, end, "公司")
        elif kind == "numbered":
            yield Pointer("people", start, end, "几个")
        else:
            owns = text[end - 1] == "的"
            yield Pointer(_WAYS[kind], start, end - owns, possessive=owns)


_WAYS: Final[dict[str, Way]] = {
    "people": "people",
    "person": "person",
    "things": "things",
    "thing": "thing",
    "among": "among",
    "former": "former",
    "latter": "latter",
    "place": "place",
}


def _demonstrative(text: str, start: int, end: int, kind: str) -> Pointer | None:
    """这, 那, 该 with a noun; ``None`` where what stands before says already which (“3 月那次”)."""
    if _OF_DOCUMENT.match(text, start + 1):
        return None
    before = text[:start].rstrip()
    governed = not before or _governs(before)
    # 3 月那次, 阿里云这次故障: what stands before says which.
    told = kind == "far" or (kind == "near" and text[end - 1] in "次回场起")
    if before.endswith("的") or (told and not governed and _MODIFIED.search(before)):
        return None
    named = _NOUN.match(text, end)
    noun = named.group() if named else ""
    bare = kind == "near" and start + 1 == end and not noun
    if not governed and (bare or (kind == "said" and not noun)):
        return None
    if not noun and text[end - 1] in "次回场起":
        noun = "次"
        return Pointer("noun", start, end, noun)
    return Pointer("clause" if bare else "noun", start, end + len(noun), noun)


def _governs(before: str) -> bool:
    """Whether ``before`` ends in a word that a phrase may stand behind; “华为” ends in no 为."""
    if _GOVERNED.search(before) is None:
        return False
    run = _LAST_RUN.search(before)
    last = segment(run.group())[-1] if run else ""
    return len(last) < 2 or _GOVERNED.fullmatch(last) is not None


def _english(text: str) -> Iterator[Pointer]:
    expletive = {match.start() for match in _EXPLETIVE.finditer(text)}
    for match in _ENGLISH.finditer(text):
        start, end = match.span()
        if start in expletive:
            continue
        if match["kind"]:
            yield Pointer("noun", start, end, match["kind"])
        elif match["near"]:
            noun = match["noun"] or ""
            if noun and noun not in _VERBS:
                yield Pointer("noun", start, end, noun)
            else:
                yield Pointer("clause", start, match.end("near"))
        elif match["far"]:
            yield Pointer("clause", start, end)
        else:
            owns = _POSSESSIVE.search(text[start : end + 2].split(" ")[0]) is not None
            owns = owns or _POSSESSIVE.match(text[start : end + 2]) is not None
            yield Pointer(_WAYS[match.lastgroup or ""], start, end, possessive=owns)


def _bound_within(pointer: Pointer, text: str, names: Sequence[Name]) -> bool:
    """Whether the question itself holds the pronoun's name, in a clause before.

    A pronoun that is an object does not mean the subject of its own clause (principle B of Chomsky
    1981), and one that is named beside something (“和它比”) not that something.
    """
    if pointer.way in ("former", "latter", "among", "place"):
        return False
    before = [name for name in names if name.end <= pointer.start and not name.framed]
    if not before or _BESIDE.search(text[: pointer.start]):
        return False
    return _BREAK.search(text, before[-1].end, pointer.start) is not None
