"""Who is more than whom, who does what to whom, and what is the most or the first of all.

A comparison has two sides and a direction. Statement and quote have the same comparison when their
sides name the same things; then the direction must be the same, too.
"""

# ruff: noqa: E501 - patterns are tables, a row a line

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from askreport.records import Check
from askreport.verification.coverage import coverage_of
from askreport.verification.exchange import exchanges_in
from askreport.verification.facts import part
from askreport.verification.opposites import denies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askreport.verification.evidence import Evidence
    from askreport.verification.facts import Facts
    from askreport.verification.figures import Figure

_UP = "多|大|高|快|强|好|早|先进|长|贵|优秀?|重|广|新|猛|全面|成熟|稳定|流畅|安全|活跃|丰富"
_DOWN = "少|小|低|慢|弱|差|晚|落后|短|便宜|劣|轻|窄|旧|逊色"
_THAN_ZH: Final = re.compile(
    rf"(?:比(?!例|如|较|赛|特|重|亚|利|对|不上|不过|得上)|较(?!为|大的|多的)|相比(?:于|之下)?|相较于?)(?P<right>[^,，。;；!?]{{1,30}}?)[,，]?(?:还|更|要|更加|更为|明显|显著|大幅|都|却|远|均|就){{0,3}}(?:(?P<up>{_UP})|(?P<down>{_DOWN}))"
)
_VERB_ZH: Final = re.compile(
    r"(?:(?P<up>高于|大于|优于|快于|强于|多于|早于|先于|好于|胜过|超过了?|超越|领先于?|击败|打败|战胜|胜出|快过|强过|赶超)"
    r"|(?P<down>低于|小于|不及|不如|慢于|弱于|少于|晚于|逊于|落后于?|输给|不敌|比不上|次于))(?P<right>[^,，。;；!?]{1,40})"
)
_THAN_EN: Final = re.compile(
    r"\b(?:(?P<down>fewer|less|lower|slower|smaller|worse|weaker|later|shorter|cheaper|older|poorer|lighter)"
    r"|(?P<up>more|higher|faster|larger|bigger|greater|better|stronger|earlier|longer|newer|richer|quicker|safer|sooner|heavier|ahead of|superior to))"
    r"(?P<between>[^.;,!?]{0,60}?)(?:\bthan\b|(?<=ahead of)|(?<=superior to))(?!\s+\d)(?P<right>(?:[^.;,!?]|\.(?=\d)){1,60})",
    re.IGNORECASE | re.ASCII,
)
_VERB_EN: Final = re.compile(
    r"\b(?:(?P<up>exceed(?:s|ed)?|surpass(?:es|ed)?|outperform(?:s|ed)?|beats?|outpac(?:es|ed)|overt(?:akes|ook)|outstrip(?:s|ped)?)"
    r"|(?P<down>lags? behind|trails?|falls? short of|underperform(?:s|ed)?))\b(?!\s+\d)(?P<right>(?:(?! (?:despite|although|though|while|with)\b)[^.;,!?]|\.(?=\d)){1,60})",
    re.IGNORECASE | re.ASCII,
)
_ACTS: Final = {
    "buy": (r"收购(?:了)?|并购", r"acquir(?:e|es|ed)|bought|buys"),
    "sue": (r"起诉(?:了)?|控告|状告|指控", r"su(?:e|es|ed)\b|accus(?:e|es|ed)"),
    "replace": (r"取代(?:了)?|替代(?:了)?|代替(?:了)?", r"replac(?:e|es|ed)|supersed(?:e|es|ed)"),
    "donate": (r"捐赠给|捐给|捐献给|移交给", r"donated (?:\w+ ){0,4}to"),
    "defeat": (r"击败(?:了)?|打败(?:了)?|战胜(?:了)?", r"defeat(?:s|ed)?"),
    "authorise": (r"授权给|许可给", r"licen[sc]ed (?:\w+ ){0,4}to"),
    "criticise": (
        r"批评(?:了)?|指责(?:了)?|抨击(?:了)?",
        r"criti[cs]i[sz](?:e|es|ed)|blam(?:e|es|ed)",
    ),
    "support": (r"基于", r"(?:is |are |was )?(?:based|built) on"),
}
"""What one does to another, so that the two cannot change places."""
_SUPERLATIVE: Final = re.compile(
    r"最(?![多少高低大小快长早晚].{0,3}\d)(?!终|近|后|新|初|早|低|少|多|迟|晚|多可|佳实践|好(?:别|是|不要|还是|先|能|把|用|在|去|将|压|选|有|由|让|要|就|再|不)|长不|快不|大不|多[会能也只不]|[短长快慢早晚迟]也)|最(?=[早低少多晚])(?!早(?:随|跟|见|出现|问世|亮相|发布|上线|开源|叫|名|称|用|是|由|以|又|也|曾|还))(?!.{1,3}[\d一二两三四五六七八九十])(?!少[\d一二三四五六七八九]|多[\d可能]|低限|早[于在]|晚[于在\d至到])|第一(?!次|批|步|轮|季|时间|代|版|阶段|财季|人称|方|期|位用)"
    r"|首屈一指|唯一|史上|头号|冠军|之最|榜首|居首"
    r"|\b(?:the )?(?:largest|biggest|highest|fastest|strongest|greatest|best-\w+|best|worst|longest|smallest|lowest|slowest|earliest|youngest|oldest|richest|cheapest|busiest|newest-ever|leading(?! (?:a|an|the|to|up|in|its|their|his|her|this|into)\b)|number one|No\. ?1|top-ranked|record(?!s\b| of\b| that\b)|unprecedented|(?<!hardly )(?<!rarely )(?<!seldom )(?<!scarcely )(?<!if )(?<!nor )(?<!for )(?<!from )(?<!without )(?<!than )(?<!point )ever(?! (?:smaller|larger|more|faster|bigger|higher|deeper|closer|since|again|being)\b| repair| since| more| again|-))\b(?! (?:number of|version)\b)"
    r"|\b(?:the|world['’]s|\w+['’]s) (?:most|least)(?! of)\b|\bthe (?:only|sole)\b",
    re.IGNORECASE | re.ASCII,
)
_FIRST: Final = re.compile(
    r"首(?:个|款|位|家|次|创|例)"
    r"|\b(?:the|its|world['’]s|\w+['’]s) first\b(?! (?:few|several|half|quarter|part|\d+|two|three|four|five|six|seven|eight|nine|ten)\b)",
    re.IGNORECASE | re.ASCII,
)
"""Of what was first; every debut is somebody's first, so that it weighs less than a superlative."""
_ONE_OF: Final = re.compile(r"最.{1,10}之一|\bone of the \w+", re.IGNORECASE | re.ASCII)
_GREATEST: Final = re.compile(
    r"最|第[一1]|首|唯一|从未|从没|一大|超越所有|史上|头号|冠军|榜首|率先|先河|一哥|名列前茅|顶级|顶尖|领先|顶流|空前|前所未有|创纪录|之王|先驱|开创|鼻祖|老牌|独家|独有|仅有|前无古人|元年|主要|打造.*第一|Top ?1\b"
    r"|\b(?:\w+est|most|best|first|only|top|never|record|leading|unprecedented|sole|worst|least)\b",
    re.IGNORECASE | re.ASCII,
)
_CAUSE: Final = re.compile(
    r"(?<![原起成动诱基外内病死之])因(?!此|而|有|素|特|子|果|为.{0,6}(?:所以)?$|地制宜|人而异)|由于|导致|致使|造成|引发|(?<!查)原因(?!不明|未知|$)|归因|起因|根源|使得|(?<!起)源于|缘于|因为"
    r"|\b(?:because|due to|owing to|caus(?:e|ed|es|ing)|result(?:ed|s|ing)? (?:in|from)|led to|leads to|thanks to|stem(?:med|s) from|attributed to|(?<!little )(?<!no )(?<!any )reasons?(?! to\b)|as a result|triggered|blamed on|on account of)\b",
    re.IGNORECASE | re.ASCII,
)
_CAUSED: Final = re.compile(
    r"因|由于|从而|进而|自然|导致|致|造成|引发|引起|带来|使|令|让|原因|理由|故(?!障|事|意)|所以|于是|归|起因|根源|源于|缘|出于|迫于|点燃|掀起|激发|催生|推动|促|引领|收到|面对|回应|声讨|压力|无力|无暇|精力|短缺|不足|缺乏|受.{1,20}影响|考虑到|鉴于|为了|旨在|以便|得益|凭|后续|暴露|在于|所致|遭|被|结果|后果|随后|之后|则|由.{1,20}(?:影响|故障|产生)|基于|背后|随着|以(?=摆脱|避免|便|免|实现|达到|防|求|减)|"
    r"\b(?:because|due|owing|caus\w+|result\w*|led|leads?|thanks|stem\w*|attribut\w+|reason\w*|so|since|trigger\w*|after|why|following|therefore|hence)\b",
    re.IGNORECASE | re.ASCII,
)
_REASON_END: Final = re.compile(r"[,，。;；]|\.(?:\s|$)")
_REASON_TOLD: Final = 0.8
"""Share of a reason's words that the quotes have, from which on it is theirs."""
_REASON_BROKEN: Final = re.compile(r"[,，。;；\d]")
_BECAUSE: Final = re.compile(r"因为|由于|原因(?:是|在于)|源于|缘于")
_REASON_BEGINS: Final = 6
_LEAST_REASON: Final = 3
"""Characters and words with which a reason begins, none of which the quotes have if it is another."""
_LEAST_SIDE: Final = 3.0
_NEAR: Final = 12
"""Characters between a verb and a figure that it is about."""


@dataclass(frozen=True, slots=True)
class Frame:
    """``left`` is more than ``right`` (``up``) or less; or does ``act`` to it."""

    left: Facts
    right: Facts
    up: bool
    act: str = ""


BELIED: Final = "belied"
"""The sort of objection that the statement's own figures make."""


def objections_of_comparison(statement: Facts, evidence: Evidence) -> dict[str, str]:
    """What comparisons and roles say against a statement, by its sort, in words.

    A comparison (``direction``) or an act (``act``) that is the other way round in a quote, one
    that its own figures belie, and what has changed places (`exchange.exchanges_in`).
    """
    found: dict[str, str] = {}
    others = [frame for quote in evidence.quotes for frame in frames_of(quote)]
    for frame in frames_of(statement):
        sort = "act" if frame.act else "direction"
        if sort not in found and (
            wrong := next((w for o in others if (w := _against(frame, o))), "")
        ):
            found[sort] = wrong
    if belied := _false_by_figures(statement) or _turned_by_figures(statement):
        found[BELIED] = belied
    return found | exchanges_in(statement, evidence)


_BETWEEN: Final = re.compile(
    r"(?P<up>高于|大于|超过|多于|(?:higher|more|greater|larger) than)|(?P<down>低于|小于|少于|不及|(?:lower|less|fewer|smaller) than)",
    re.IGNORECASE | re.ASCII,
)


def _false_by_figures(statement: Facts) -> str:
    """66%，低于数据分析的 59%: a comparison that its own two figures belie."""
    for m in _BETWEEN.finditer(statement.text):
        before = [f for f in statement.figures if 0 <= m.start() - f.end <= 8]
        after = [f for f in statement.figures if 0 <= f.start - m.end() <= 16]
        if not before or not after or before[-1].measure != after[0].measure:
            continue
        one, other = before[-1], after[0]
        if one.value != other.value and (one.value > other.value) != bool(m["up"]):
            return f"“{statement.text[one.start : other.end]}” in the statement is not so"
    return ""


_RISEN: Final = re.compile(
    r"(?:(?P<up>涨|升|增|飙|提高)|(?P<down>跌|降|减|缩))[^,，。;；\d]{0,4}?(?:到|至|为)了?"
)
_FROM: Final = re.compile(r"(?:从|由|自)[^,，。;；]{0,16}$")
_RISEN_FROM: Final = re.compile(
    r"\b(?:(?P<up>rose|risen|jumped|grew|grown|climbed|increased|surged|soared|went up)"
    r"|(?P<down>fell|fallen|dropped|declined|shrank|shrunk|decreased|plunged))\b"
    r"(?: \w+){0,2} from\b",
    re.IGNORECASE | re.ASCII,
)
_TO: Final = re.compile(r"[^.,;]{0,24}\bto\b[^.,;\d]{0,12}")


def _turned_by_figures(statement: Facts) -> str:
    """从 9000 万涨到 4250 万: a rise that its own two figures make a fall."""
    figures = [f for f in statement.figures if not f.ordinal]
    for m in _RISEN.finditer(statement.text):
        before = [f for f in figures if 0 <= m.start() - f.end <= _NEAR]
        after = [f for f in figures if 0 <= f.start - m.end() <= _NEAR]
        if not (before and after and _FROM.search(statement.text[: before[-1].start])):
            continue
        if wrong := _not_so(before[-1], after[0], bool(m["up"]), statement):
            return wrong
    for m in _RISEN_FROM.finditer(statement.text):
        after = [f for f in figures if f.start >= m.end()][:2]
        if len(after) > 1 and _TO.fullmatch(statement.text[after[0].end : after[1].start]):
            if after[0].start - m.end() > _NEAR:
                continue
            if wrong := _not_so(after[0], after[1], bool(m["up"]), statement):
                return wrong
    return ""


def _not_so(one: Figure, other: Figure, up: bool, statement: Facts) -> str:
    if one.measure != other.measure or one.value == other.value:
        return ""
    if (one.value < other.value) == up:
        return ""
    return f"“{statement.text[one.start : other.end]}” in the statement is not so"


def calls_most(statement: Facts) -> bool:
    """Whether the statement calls something the most, not only the first."""
    return bool(_SUPERLATIVE.search(_ONE_OF.sub("", statement.text)))


def check_superlatives(statement: Facts, evidence: Evidence) -> Check:
    """Whether what the statement calls the first or the most is called so in a quote."""
    told = _ONE_OF.sub("", statement.text)
    said = _SUPERLATIVE.search(told) or _FIRST.search(told)
    wrong = said is not None and not _GREATEST.search(evidence.text + evidence.around.text)
    detail = (
        f"“{said.group()}” in the statement; no quote says so"
        if wrong and said
        else "nothing is called the first or the most that no quote calls so"
    )
    return Check(name="superlatives", passed=not wrong, detail=detail)


def check_cause(statement: Facts, evidence: Evidence) -> Check:
    """Whether a reason that the statement gives is given as one in a quote."""
    said = _CAUSE.search(statement.text)
    wrong = said is not None and not _CAUSED.search(evidence.text)
    if said and wrong:
        # A reason in the quotes' own words stands there, if without a word for it.
        reason = _REASON_END.split(statement.text[said.end() :], maxsplit=1)[0]
        wrong = coverage_of(part(reason), evidence).share < _REASON_TOLD
    given = _BECAUSE.search(statement.text)
    if given and not wrong and not statement.english and not evidence.all.english:
        said = given
        wrong = _another_reason(statement.text[given.end() :], evidence)
    detail = (
        f"“{said.group()}” in the statement; no quote gives such a reason"
        if wrong and said
        else "no reason is given that no quote gives"
    )
    return Check(name="cause", passed=not wrong, detail=detail)


def _another_reason(reason: str, evidence: Evidence) -> bool:
    """Whether ``reason`` begins with words of which the quotes have not even a character."""
    begins = part(_REASON_BROKEN.split(reason, maxsplit=1)[0][:_REASON_BEGINS])
    covered = coverage_of(begins, evidence)
    return not covered.share and len(covered.missing) >= _LEAST_REASON


_DENIED: Final = re.compile(r"(?:并不|并未|并没有|不|未|没有?)$|\b(?:not|never)\b[\w ]{0,16}$")
_NONE_IS: Final = re.compile(
    r"没有?(?:任何)?(?:一|哪)?[个种家款]|\b[Nn]o (?:other|earlier|previous)\b"
)
"""What makes a comparison one the other way round: 并不比它长, 没有哪个强过它."""


def frames_of(facts: Facts) -> list[Frame]:
    """The comparisons and the acts of a text."""
    found: list[Frame] = []
    for pattern in (_THAN_ZH, _VERB_ZH, _THAN_EN, _VERB_EN):
        for m in pattern.finditer(facts.text):
            left = part(_SENTENCE.split(facts.text[: m.start()])[-1])
            right = part(m["right"])
            if not _things(left) or not _things(right):
                continue
            turned = bool(_DENIED.search(left.text) or _NONE_IS.search(left.text))
            found.append(Frame(left, right, bool(m["up"]) != turned))
    found += _acts(facts)
    found += _turnings(facts)
    return found


_TURNED: Final = re.compile(
    r"(?:从|由)(?P<l1>[^,，。;；]{1,40}?)(?:改|变|放宽|转|迁移|升级|换|调整|提升|提高|增|降|扩|过渡|切换|更名|搬)[^,，。;；]{0,4}?(?:为|成了?|到了?|至)(?P<r1>[^,，。;；]{1,40})"
    r"|(?:将|把)(?P<l2>[^,，。;；]{1,40}?)(?:修改|改|变更|变|更名|换|转|重命名|更换|替换|迁移)(?:成了?|为了?|到了?)(?P<r2>[^,，。;；]{1,40})"
    r"|\bfrom (?P<l3>(?:[^.,;!?]|\.(?=\d)){1,50}?) (?:in)?to (?P<r3>(?:[^.,;!?]|\.(?=\d)){1,50})"
)


def _turnings(facts: Facts) -> Iterator[Frame]:
    """What becomes what: the licence, from AGPL to Apache 2.0."""
    for m in _TURNED.finditer(facts.text):
        left, right = m["l1"] or m["l2"] or m["l3"], m["r1"] or m["r2"] or m["r3"]
        frame = Frame(part(left), part(right), True, "turn")
        if _things(frame.left) and _things(frame.right):
            yield frame


_SENTENCE: Final = re.compile(r"[。;；!?]|\.(?!\d)")


def _acts(facts: Facts) -> Iterator[Frame]:
    for act, (chinese, english) in _ACTS.items():
        for m in re.finditer(rf"(?P<zh>{chinese})|\b(?P<en>{english})", facts.text):
            left = re.split(r"[。;；!?]", facts.text[: m.start()])[-1][-60:]
            right = re.split(r"[,，。;；!?]", facts.text[m.end() :])[0][:60]
            passive = None
            if m["zh"]:
                passive = re.search(r"[被由获遭](?P<by>[^,，]{1,30})$", left)
            elif behind := re.match(r"\s*by\b(?P<by>.*)", right):
                passive = behind
            if passive:
                agent, patient = passive["by"], left[: passive.start()] if m["zh"] else left
                left, right = agent, patient
            frame = Frame(part(left), part(right), True, act)
            if _things(frame.left) and _things(frame.right):
                yield frame


def _things(facts: Facts) -> frozenset[str]:
    """What names a side: as `Facts.things`, single letters left out."""
    return frozenset(t for t in facts.things if len(t) > 1 or t.isdigit())


def _against(frame: Frame, other: Frame) -> str:
    if frame.act != other.act:
        return ""
    straight = _alike(frame.left, other.left) + _alike(frame.right, other.right)
    crossed = _alike(frame.left, other.right) + _alike(frame.right, other.left)
    turned = crossed > straight
    if max(straight, crossed) < _LEAST_SIDE or straight == crossed:
        return ""
    both = (
        (_alike(frame.left, other.right), _alike(frame.right, other.left))
        if turned
        else (_alike(frame.left, other.left), _alike(frame.right, other.right))
    )
    # One side alone may stand in either half of a long sentence.
    one_sided = turned and min(both) <= 1 and not frame.act
    if one_sided and (both[1] <= 1 or max(both) < _LEAST_SIDE):
        return ""
    if not turned and both[1] <= 1:
        return ""
    if turned == (frame.up == other.up):
        return (
            f"“{_short(frame)}” in the statement is the other way round in the quotes: "
            f"“{_short(other)}”"
        )
    return ""


def _short(frame: Frame) -> str:
    sign = frame.act or (">" if frame.up else "<")
    return f"{frame.left.text[-16:].strip()} {sign} {frame.right.text[:16].strip()}"


def _alike(one: Facts, other: Facts) -> float:
    a, b = _things(one), _things(other)
    latin = {t for t in a & b if t.isascii()}
    pairs = len(a & b) - len(latin)
    score = 1.5 * len(latin) + 0.5 * pairs
    if denies(one.text) == denies(other.text):
        score += 1.0
    if one.english != other.english and not latin:
        score += 0.5 * len(one.stems & other.stems)
    if score <= 1.0 and (one.stems & other.stems) and (one.tokens or other.tokens):
        score += 0.5  # 猎鹰 is Falcon
    return score
