"""What a question asks for, read off its words: the value's kind, the names and years it binds to.

General cues of Chinese and English only; nothing here knows any document.
"""

# ruff: noqa: E501 - cues are tables, a row a line

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from askreport.lexical import fold
from askreport.reading.language import language_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from askreport.values import ValueKind

_SUMS: Final = "薪水|薪资|薪資|薪酬|工资|工資|年薪|月薪|报酬|報酬|收入|营收|營收|利润|利潤|亏损|虧損|成本|开支|開支|预算|預算|奖金|獎金"
"""What is a sum of money wherever it is asked how much it is."""
_KINDS: Final[tuple[tuple[ValueKind, str], ...]] = (
    (
        "duration",
        r"多久|多长时间|几个?小时|几天(?!后)|几年(?!份)|几个月|多少年|多少小时|多少天|多少个月|几个年头|隔了?多|多少分钟|几分钟|多少秒|how long|how many (?:seconds|minutes|hours|days|weeks|months|years)\b",
    ),
    (
        "date",
        r"什么时[候间]|什么時[候間]|啥时候?|何时|何時|哪一?年|哪年|哪一?个?月|哪天|哪一天|几月|几号|几点(?!几)|幾月|幾號|幾點(?!幾)|日期|何年|哪一?日|(?:什么|什麼|具体|具體)的?日子|日子是"
        r"|\bwhen (?:did|does|do|was|were|is|are|will|would|has|have|had|can|could|exactly)\b|\b(?:since|until|by) when\b|\b(?:tell|know|say|says|sure|remember)\b[^,.]{0,16}\bwhen\b|(?:what|which|on what) (?:date|year|month|day)",
    ),
    (
        "money",
        r"多少(?:万|亿|萬|億)?(?:钱|錢|元|块|美元|美金|人民币)|多少资金|多少[^，。？多]{0,3}[费費]|融(?:了|到)?多少|(?:什么|什麼|啥|多少)价|估值|花了?多少|收费多少|价格|售价|报价|罚了?多少|赔了?多少|身价|市值"
        r"|市场规模|多大规模的?市场|how much (?:money|did .* (?:raise|cost|pay))|valuation|\bprice\b|\bcosts?\b|worth"
        rf"|(?:{_SUMS})[^，。？,?省降增减減涨漲提]{{0,4}}(?:多少|[几幾][百千万萬亿億])|多少[^，。？,?]{{0,2}}(?:{_SUMS})"
        r"|(?:how much|what (?:is|are|was|were))\b[^,.?]*\b(?:salar(?:y|ies)|wages?|revenues?|income|profits?|budgets?|expenses)\b(?! (?:models?|streams?|sources?|sharing)\b)",
    ),
    (
        "share",
        r"百分之|占比|比例|几成|多少成|增长率|增速|涨幅|百分比|percent|share of|proportion|what portion|what (?:rate|fraction)",
    ),
    (
        "version",
        r"版本(?:号|要求|[^，。？]{0,4}最低)?[是为要得]{0,2}多少|哪一?个?版本|哪一?版|什么版本|版本号|几点几|which version|what version",
    ),
    (
        "count",
        r"(?<!编号是)(?<!编号)(?<!号码是)多少|(?<![这那好前后哪])[几幾][个個家位名款項项种種次倍条條人台臺部份篇件类類座轮輪](?![^，。？]{0,6}都[说說讲講列報报给給要聊])|[数數]量(?=是|有|[达達]|[为為]|多|[?？]|$)|[總总][数數]"
        r"|how many|how much|(?<!\w )\bnumber of|\b(?:the|total|what) number of",
    ),
    (
        "licence",
        r"(?:什么|什麼|哪一?[种種个個份款]?|啥|何[种種])的?(?:样的)?(?:(?:开源|開源|授权|授權|许可|許可)的?(?:协议|協議)|(?:开源|開源)?的?(?:许可|許可|授[权權][条條]款))"
        r"|(?:开源|開源|授权|授權|许可|許可)(?:协议|協議|证|證)(?:是|叫|用的?|为)(?:什么|什麼|啥|哪)"
        r"|(?:what|which) (?:open[- ]source )?licen[cs]e|licen[cs]ed under (?:what|which)",
    ),
    (
        "person",
        r"(?<!都有)(?<!有哪些)(?<!项目有)(?<!产品有)(?<!公司有)(?<!项目是)[谁誰](?!家)|哪位|什么人|哪一?[个個名](?:人|网友|網友|用户|用戶|嘉宾|嘉賓|评论员|評論員|作者|专家|專家|开发者|開發者)|何人|何许人|(?:^|[,;.?!]\s*|\b(?:and|but|so|by|from|with|to|of|for|know|me)\s)who(?:se|m)?\b",
    ),
    (
        "opinion",
        r"怎么看|怎麼看|怎么说|怎麼說|怎样评价|怎么评价|如何评价|如何看|态度|觉得|看法|观点|评价|主张|作何回应|怎么回应"
        r"|what (?:did|does|do) .* (?:say|think|argue)|opinion|view of",
    ),
    (
        "reason",
        r"为什么|為什麼|为何(?!\s*[？?]?$)|為何(?!\s*[？?]?$)|为啥|咋就|原因|怎么会|怎麼會|凭什么|因为什么|(?:什么|什麼|啥)毛病|怎么回事|缘由|理由|\bwhy\b|\breasons?\b|\bcaus(?:e|es|ed)\b",
    ),
    (
        "organisation",
        r"谁家(?!里)|誰家|(?:哪|哪个|哪一?家|什么)的?(?:公司|企业|机构|厂商|组织|团队|基金会?|大学|高校|单位|厂|院校|研究[院所])|哪几?家"
        r"|which (?:company|companies|universit\w+|organi[sz]ation|institution|vendor|foundation|team|firm)",
    ),
    (
        "place",
        r"哪里|哪裡|哪儿|何处|什么地方|哪个?(?:国家?|城市|省份?|地区|地方|州|区域)|哪座城|哪一?国|(?:^|[,;.?!]\s*|\b(?:and|but|so|from|know|me)\s)where\b|(?:which|what) (?:country|city|place|region)",
    ),
    (
        "list",
        r"哪些|哪几|有什么|都有啥|有啥|包括|列[出举]|分别是|都有谁|一共有哪|what are|which .*s\b|list\b|name (?:all|the)",
    ),
    (
        "yes_no",
        r"[吗嗎][？?]?$|是不是|有没有|有沒有|能不能|是否|会不会|对不对|^(?:is|are|was|were|did|does|do|can|has|have)\b",
    ),
    (
        "product",
        r"(?:哪|哪一?个|哪一?款|哪一?门|什么|哪一?种)的?(?:项目|产品|工具|软件|系统|语言|框架|模型|数据库|协议|许可证|处理器|芯片|引擎|平台|库|应用|技术|牌子|品牌|浏览器|游戏|型号|机型)"
        r"|叫什么|叫啥|什么名字|what (?:is|was) .* called|what name",
    ),
    (
        "definition",
        r"是什么(?:意思|东西|来头)?[？?]?$|是啥(?:意思|东西)?[？?]?$|什么是|何谓|指的是什么|什么叫|what (?:is|are) an?\b|what does .* mean|meaning of",
    ),
)
_COMPILED: Final = tuple((kind, re.compile(cue, re.IGNORECASE)) for kind, cue in _KINDS)
_MANY: Final = re.compile(
    r"哪些|哪[几幾]|哪[二两兩三四五六七八九十][个個家位种種项項条條款样樣件类類句步门門]|些什么|些啥|有什么|都有啥|都.{0,6}(?:什么|什麼|啥|哪)|包括|分别[是叫]|各自?[是叫]|都有谁|一共有哪"
    r"|列[出举舉]|列一?下|报一?下|[列报念数]一遍|都[报列]|都给我|都告诉我|逐[一个個条條]|依次|挨个|几步|几个阶段|几个?方面|[讲说挑举点]几[个样条点]|[几条项点]都|几[个種种点條条项].{0,4}都"
    r"|what are|which .*s\b|list\b|name (?:all|the)",
    re.IGNORECASE,
)

_ASKING: Final = re.compile(
    r"什么时[候间]|啥时候?|为什么|什么|怎么样?|哪[些个里位家种几年款项天]?|多少|几[个家位次种]?|多久|多长时间|谁|吗|呢|吧|啊"
    r"|请问|请|告诉我|帮我|一下|想知道|到底|究竟|是不是|有没有|是否|如何|为何|为啥|啥|咋"
)
_ASKED: Final = re.compile(
    r"什么|什麼|哪|谁|誰|多少|[几幾][个個位名款项種种次倍条台部份年月天号成步版代块处轮层級级届期]|第[几幾]|多久|多[长大高快重深远早晚强]|怎么|怎麼|怎样|如何|为何|为啥|为什么|何时|何|啥|咋"
    r"|\b(?:what|which|who|whose|whom|when|where|why|how)\b",
    re.IGNORECASE,
)
_FUNCTION: Final = re.compile(
    r"['\"(]?(?:an?|the|of|in|on|at|to|for|from|by|with|and|or|is|are|was|were|be|been|being|do|does|did|has|have|had|will|would|can|could|should|may|might|must"
    r"|what|which|who|whom|whose|when|where|why|how|many|much|long|often|it|its|they|their|them|this|that|these|those|there|he|she|his|her|him|you|your|we|our|us|my|me|i"
    r"|as|about|into|over|than|then|so|if|not|no|any|all|some|only|also|just|very|more|most|after|before|while|until|during|between|against|without|because|but|per"
    r"|please|tell|say|says|said|according|report|actually|exactly|ever|still|up|out|off|down|one|get|got|give|gave|make|made)(?:'s)?[?.,;:!'\")]*",
    re.IGNORECASE,
)
"""English words of grammar and of asking."""
_YES_NO: Final = re.compile(
    r"[吗嗎么麼呢几幾]\s*$|是否|是不是|有没有|有沒有|能不能|会不会|還是|还是"
)
_AROUND: Final = 6
"""Characters of Chinese about the asking word that say what is asked of the subject."""
_AROUND_LATIN: Final = 24
_SHORT_YEAR: Final = re.compile(
    r"(?<![\d.])(\d\d)\s*年(?=\s*(?:(?:1?\d|[一二三四五六七八九十]+)\s*月|全年|[上下]半年|[底初末中]|年[底初末中]))"
)
_PART: Final = re.compile("[？?，,；;。]")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_LATIN: Final = re.compile(
    r"(?<![A-Za-z0-9])(?=\d*[A-Za-z])[A-Za-z0-9]+(?:[.+#/-][A-Za-z0-9+#]+)*(?:\+\+|#)?"
)
_WRITTEN: Final = re.compile(r"((?:[A-Z][a-z]+[\s-]?){1,3})\(([一-鿿]{2,8})\)")
"""A name in Latin letters, and in brackets how the documents write it."""
_COUNTED: Final = re.compile(
    r"(?:多少|[几幾])[个個位名款项項种種倍条條台部份篇件类類座轮家]?\s*(?:[A-Za-z]+\s)?\s*((?![人钱錢元万億亿])[一-鿿]{2}|[A-Za-z]{3,})"
    r"|how many (?:\w+ ){0,2}?([A-Za-z]{3,})(?= (?:did|does|do|were|was|are|is|has|have|had)\b|[?.,]|$)",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"[“「《\"]([^”」》\"]{2,24})[”」》\"]")
_VERSION: Final = re.compile(r"(?<![\w.])v?\d+(?:\.\d+)+(?![\w.])", re.IGNORECASE)
_NUMBERED: Final = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z][A-Za-z+#]+)[\s-]?v?(\d{1,3}[Bb]?)(?![\d.]*\d|[A-Za-z%％])"
    r"(?!\s*[个個年月日号號天周岁歲次种種项項倍万萬亿億千百人家款名位点點条條部台枚份成元块块美小分秒届屆轮輪级級级多余餘几来])"
)
"""A name and the number of its version right behind it: GPT-5, Falcon-180B, Claude 3."""
_ORDINAL: Final = frozenset(
    "top no page chapter part section level step day week phase type class figure table q".split()  # noqa: SIM905
)
"""Words whose number counts, and is no version."""
_BESIDE: Final = 12
"""Characters between a name and its version at most."""
_HAN_NAME: Final = re.compile(r"[一-鿿]{2,4}\s*$")
_COMMON: Final = frozenset(
    """
    a an the of in on at to for from by with and or is are was were be been do does did has have had
    what which who whom whose when where why how many much long it its they them this that these
    those there as about into over than then so if not no any all some can could would will report
    app ai ceo cto ip pc id tv hr url bug vs ok api ide ppt pdf word excel email kpi list name tell me please
    according
    """.split()  # noqa: SIM905
)
"""Words that bind an answer to nothing: function words, and abbreviations used as common nouns."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What an answer must meet.

    ``names`` are folded identifiers and Latin names, ``years`` four digits, ``quoted`` the folded
    words that the asker put in quotation marks.
    """

    language: str
    kind: ValueKind
    many: bool
    names: tuple[str, ...]
    years: tuple[str, ...]
    versions: tuple[str, ...]
    quoted: tuple[str, ...]
    releases: tuple[tuple[str, str], ...] = ()
    """Versions with the name before them, both folded: ("mysql", "8.0"), ("falcon", "180b")."""
    parted: bool = False
    """Whether it asks several things."""
    counted: tuple[str, ...] = ()
    """What is to be counted: “用户” of “多少用户”, "stars" of "how many stars"."""


def read_question(
    question: str, last: str | None = None, known: Callable[[str], bool] | None = None
) -> Sought:
    """What ``question`` asks for; full-width letters and figures read as plain ones.

    In a conversation ``question`` is the standalone one, and ``last`` what was typed last: that
    says what kind of value is asked for, where it says so. ``known`` tells a word of the corpus:
    one that is not written as a name (“commit”, “leave”) binds an answer only if it is.
    """
    question = unicodedata.normalize("NFKC", question)
    if last is not None and (asked := read_question(last)).kind != "other":
        return replace(read_question(question, None, known), kind=asked.kind, many=asked.many)
    kind: ValueKind = next((k for k, cue in _COMPILED if cue.search(question)), "other")
    many = _MANY.search(question) is not None
    language = language_of(question)
    written = {m.span(1): m[2] for m in _WRITTEN.finditer(question)}
    found: list[str] = list(written.values())
    for index, match in enumerate(_LATIN.finditer(question)):
        word = match.group()
        if fold(word) in _COMMON or len(word) < 2:
            continue
        if any(a <= match.start() < b for a, b in written):
            continue
        named = word[0].isupper() or any(c.isdigit() or c.isupper() for c in word)
        # In an English sentence only what is written as a name binds, and not its first word.
        elsewhere = index > 0 or any(c.isupper() for c in word[1:])
        binds = named or (known is None or known(fold(word)))
        if binds if language == "zh" else named and elsewhere:
            found.append(fold(word))
    return Sought(
        language=language,
        kind=kind,
        many=many,
        names=tuple(dict.fromkeys(found)),
        years=tuple(dict.fromkeys((*_YEAR.findall(question), *_short_years(question)))),
        versions=tuple(dict.fromkeys(fold(v).lstrip("v") for v in _VERSION.findall(question))),
        quoted=tuple(dict.fromkeys(fold(q) for q in _QUOTED.findall(question))),
        releases=tuple(dict.fromkeys(_releases(question))),
        counted=tuple(dict.fromkeys(fold(a or b) for a, b in _COUNTED.findall(question))),
    )


def _releases(question: str) -> Iterator[tuple[str, str]]:
    for match in _VERSION.finditer(question):
        version = fold(match.group()).lstrip("v")
        before = question[: match.start()]
        names = [m for m in _LATIN.finditer(before) if len(m.group()) > 1]
        if names and match.start() - names[-1].end() <= _BESIDE:
            yield fold(names[-1].group()), version
        elif run := _HAN_NAME.search(before):
            yield run.group().strip(), version
    for name, version in _NUMBERED.findall(question):
        if fold(name) not in _ORDINAL | _COMMON:
            yield fold(name), fold(version)


def _short_years(question: str) -> list[str]:
    """Years written with two figures: “22 年七月”."""
    return [("20" if y < "50" else "19") + y for y in _SHORT_YEAR.findall(question)]


def focus_of(question: str) -> str:
    """The words about the last asking word, within its clause; "" where nothing is asked so.

    They say which property is asked for, where the rest says of what: “被判了几年” of a theft.
    """
    found = list(_ASKED.finditer(question))
    if not found:
        return ""
    asked = found[-1]
    around = _AROUND if language_of(question) == "zh" else _AROUND_LATIN
    before = _PART.split(question[max(0, asked.start() - around) : asked.start()])[-1]
    after = _PART.split(question[asked.end() : asked.end() + around])[0]
    return content_of(f"{before} {after}").strip()


def content_of(question: str) -> str:
    """``question`` without the words of asking; what is left says what it is about."""
    if language_of(question) == "en":
        return " ".join(word for word in question.split() if not _FUNCTION.fullmatch(word))
    return _ASKING.sub(" ", question)


def asks(clause: str) -> bool:
    """Whether ``clause`` has a word of asking."""
    return _ASKED.search(clause) is not None or _YES_NO.search(clause) is not None
