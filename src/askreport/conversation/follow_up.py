"""Whether and how a question leans on what was said before.

It points back (它, 这家公司, its), asks the same of something else (“那第二次呢？”), is nothing but
a question word (“为什么？”), or leaves its subject out (“谁领投的？”, “Who is the author?”). A
question that names its own subject does none of these and starts a new topic.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from askreport.conversation.names import Name, chinese_names_in, names_in
from askreport.conversation.pointing import Pointer, pointers_in
from askreport.conversation.relations import AMOUNT_OR_QUALITY, english_relation, relation_of
from askreport.conversation.subject import begins_predicate, predicate_start, shows, without_lead
from askreport.conversation.words import ADVERBIAL, CLASSIFIER, HAN, THEN, any_of
from askreport.conversation.writing import folded, is_chinese
from askreport.question import content_of

if TYPE_CHECKING:
    from askreport.conversation.documents import Known, Related

_THANKS: Final = re.compile(
    any_of(
        r"""
        (?:非常|多|十分)?(?:谢谢|感谢|多谢|谢了)(?:你们?|您|啦|了)* 好[的吧嘞]? 好的好的 明白了?
        知道了? 了解了? 收到 懂了 清楚了? 原来如此 原来是这样 不错 很好 嗯+ 哦+ 噢+ 没问题
        ok(?:ay)? thanks?(?:\ you)?(?:\ a\ lot|\ so\ much|\ very\ much)? thx got\ it great i\ see
        alright all\ right cool sure perfect nice hmm+
        """.replace("\\ ", r"\s")
    )
    + r"(?:[，,。.!！、~～;；\s]+|$)",
    re.IGNORECASE,
)
_HINTS: Final = re.compile(
    r"[这那它她他此该]|同[一样]|其[中他余]|也|还[有是要能会]|呢|后来|当时|随后|接着|另[一外]|剩|再"
    r"|\b(?:it|its|he|his|she|her|they|them|their|this|that|these|those|same|else|other|another|also"
    r"|then|too|former|latter|there|so|one|ones|more)\b",
    re.IGNORECASE,
)
_CHANGES: Final = re.compile(
    r"换(?:一?个|一下)?(?:话题|问题|事|方向|别的)|(?:另外|再|顺便|顺带)问(?:你|您)?(?:一下|一?[个件]|别的|点)"
    r"|先不[聊说谈问]|不[聊说谈](?:这个|它|那个)了|说点别的|还有件事|另一[个件](?:事|问题)"
    r"|\b(?:different|another|unrelated|separate) (?:question|topic|thing|matter)|by the way"
    r"|\bbtw\b|moving on|change of (?:topic|subject)|on (?:a|an)other note",
    re.IGNORECASE,
)
_OTHER: Final = re.compile(
    rf"(?:{THEN}|还有|另外|至于|关于|而|换成|如果是)?[，,\s]*(?P<other>[^，,。！!？?]{{1,30}}?)呢[？?。！!]*\s*"
    r"(?P<rest>.*)",
    re.DOTALL,
)
_OTHER_ENGLISH: Final = re.compile(
    r"(?:and|so|but|or|then)?,?\s*(?:(?:what|how) about|and what of|and|or)\s+"
    r"(?P<other>[^,?.!]{1,60}(?:\.\d[^,?!]{0,30})?)[?.!]*\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_CLAUSAL_ENGLISH: Final = frozenset(
    "is are was were did does do has have who what when where why how which can will".split()  # noqa: SIM905
)
_ORDINAL: Final = re.compile(rf"(?:第[一二三四五六七八九十\d]+|首|最后一?|上一?|下一?){CLASSIFIER}")
_MORE: Final = re.compile(
    any_of(
        "再?然后 后来 还有 别的 其他的? 其它的? 结果 接着 之后 除此之外 它们? [他她]们? 这个? 那个?"
    )
)
_BARE: Final = re.compile(
    rf"(?:{THEN}|又|都|到底|究竟|具体|大概|大约)*[，,\s]*(?P<word>是?{ADVERBIAL})"
    r"(?:的事情?|的|了|呢|啊|呀|发生的)?[？?。！!]*"
)
_BARE_ENGLISH: Final = re.compile(
    r"(?:and |so |but )?(?:exactly )?(?P<word>when|where|why|how)(?: exactly| so| then)?[?.!]*",
    re.IGNORECASE,
)
_GREETING: Final = re.compile(
    any_of("你好 您好 再见 拜拜 hi hello hey bye goodbye help 帮助"), re.IGNORECASE
)
_SELF_SUFFICIENT: Final = re.compile(
    any_of(
        """
        (?:这|本|该|此)[份个张篇本]?(?:报告|文档|资料|表格?|文件|材料)
        [你您我咱] 中国 国[内外] 全国 全球 全?世界 人类 最近 今天 明天 昨天
        现在(?!还|又|已|都|一?共)
        """
    )
)
"""What needs nothing before it: the documents, speaker and hearer, everybody, and today."""
_STRONG: Final = re.compile(
    any_of("那[天年时]是? 当[天年时晚] 那会儿 后来 然后 接着 随后 之后 此后 结果 最后(?!一) 以及")
)
_WEAK: Final = re.compile(rf"{THEN}|所以|而|再|又|还(?!原)|也")
_NEEDS_SUBJECT: Final = re.compile(
    "(?:现在|目前|如今|当时)?"
    + any_of(
        """
        之前 此前 当初 一共 总共 总计 共 到底 究竟 最终 最后 是(?!否有) 被 由谁 还 也 都 又 已经 曾
        为此 分别 各 才 就 谁(?:被|领|负责|干|来|出) 有(?:谁|多少|几) 主要
        """
    )
)
_ON_THE_SCENE: Final = re.compile(
    any_of(
        """
        官方 网友 用户 客服 大家 双方 对方 公司 公众 外界 业界 当事人 警方 法院 家人 粉丝 观众 读者
        专家 评论 社区
        """
    )
    + rf"(?![A-Za-z]|{HAN}{{0,3}}的)"
)
"""Who has a part in what was told, and is not said of what."""
_VERB_FIRST: Final = re.compile(
    rf"(?!{ADVERBIAL}|.{{0,2}}[是有]){HAN}{{1,2}}[了过到]?"
    r"(?:多少|多久|几[个家位名款种项次倍人条台部块张]|什么(?![时地样])|啥(?!时)|哪些|哪几)"
)
"""A verb with its object asked for: “需要多少块 A100？” leaves out who needs them."""
_WHEN_FIRST: Final = re.compile(rf"{ADVERBIAL}(?={HAN}).*的[？?]?$")
"""“什么时候加入基金会的？”: the focus of an event that is known, its subject left out."""
_COMPARES: Final = re.compile(rf"{AMOUNT_OR_QUALITY}比")
"""“性能比 MySQL 高多少？” leaves out whose."""
_FRAME: Final = re.compile(r"[A-Za-z]+[上里中]?")
"""“GitHub 上” is no subject, and neither is “star”."""
_EMPTY: Final = re.compile(r"[\s？?。，,、！!：:；;是的了有在呢]")
_ALONE: Final = 6
"""Characters of content with which a question stands alone, whatever it names."""
_ALONE_BEHIND_THEN: Final = 10
"""The same behind “那”."""
_NOTHING: Final = 2
"""Characters of content that say nothing alone: “恢复”, “原因”."""
_LITTLE: Final = 3
"""Characters of content that say nothing without a subject: “谁被处分了”."""
_MUCH: Final = 14
"""Characters of content beyond which a question that begins with a relational noun stands alone."""
_HALF: Final = 0.5
_OF_SPEAKERS: Final = re.compile("[这本该][份个张篇]?(?:报告|文档|资料|表格?|文件|材料)|[你您我咱]")
_OTHERS: Final = re.compile("其[他它]|别的|另外的")
_RELATED: Final = 0.6
"""How related what is asked is to what was talked about, if it is asked of that."""
_COMPARED: Final = re.compile(r"[比和跟与同较]\s?$|相比于?\s?$")

_WORDS: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_PAST: Final = re.compile(r"\b(?:did|was|were|had|got|[a-z]{3,}ed)\b", re.IGNORECASE)
_LAST_THE: Final = re.compile(r"\bthe [a-z]+(?: [a-z]+)?[?.!]*$", re.IGNORECASE)
_DEFINITE: Final = re.compile(
    r"\b(?:the|their|those) (?!one\b|most\b|best\b|\w+est\b|world\b"
    r"|(?:report|document|table|file)s?\b)"
    r"[a-z]+(?: [a-z]+)?\b(?! (?:of|that|which|who|in|on|at|for|between|one)\b)"
)
"""“the audit”, and not of what."""
_FEW: Final = 6
"""Words of an English question beyond which it says what it is about."""
_FUNCTION: Final = frozenset(
    """
    a an the of in on at to for from by with and or is are was were be been do does did has have had
    what which who whom whose when where why how many much long far often there as about into then
    so not no any all some can could will would should i you we my your me us exactly else again
    still ever really also got too finally eventually first please tell but name
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """How ``text`` leans back.

    ``other`` is X of “那 X 呢？” and ``rest`` what is asked behind it; ``bare`` an adverbial
    question word that is the whole question; ``more`` asks what else there is to the whole
    (“然后呢？”); with none of these and no pointers its subject is left out.
    """

    text: str
    pointers: tuple[Pointer, ...] = ()
    other: str = ""
    rest: str = ""
    bare: str = ""
    more: bool = False


def without_thanks(question: str) -> str:
    """``question`` without “谢谢，”, “OK, ” and the like before it; unless it is nothing else."""
    text = question
    while match := _THANKS.match(folded(text)):
        text = text[match.end() :]
        if not _EMPTY.sub("", text):
            return question
    return text


def read_follow_up(question: str, known: Known | None = None) -> FollowUp | None:
    """How ``question`` leans back; ``None`` where it stands alone."""
    seen = folded(question)
    if not _EMPTY.sub("", seen) or says_nothing(question):
        return None
    names = names_in(question)
    if pointers := pointers_in(question, names):
        return FollowUp(question, pointers)
    if bare := _BARE.fullmatch(seen) or _BARE_ENGLISH.fullmatch(seen):
        return FollowUp(question, bare=question[bare.start("word") : bare.end("word")])
    if other := _other_of(question, seen, names):
        return other
    left_out = _leaves_out_subject(seen, names, known) if is_chinese(question) else None
    if left_out is None:
        left_out = _leaves_out_subject_english(question, names)
    return FollowUp(question) if left_out else None


def hints_back(question: str) -> bool:
    """Whether ``question`` has any word that may take up what was said: 这, 也, 同一天, “else”."""
    return _HINTS.search(folded(question)) is not None


def changes_topic(question: str) -> bool:
    """Whether ``question`` says itself that it is about something else: “换个话题，…”."""
    return _CHANGES.search(folded(question)) is not None


def may_lean(question: str, topic: str, related: Related) -> bool:
    """Whether ``question``, which shows no sign of it, asks something of ``topic``.

    It has no name of its own but those that it compares with, and what it asks stands in the
    documents beside ``topic``.
    """
    seen = folded(question)
    body = without_lead(seen)
    if not is_chinese(question) or _OF_SPEAKERS.match(body) or shows(body):
        return False
    if _OTHERS.match(body) or chinese_names_in(body):
        return False
    own = [
        name
        for name in names_in(body)
        if not name.framed and not _COMPARED.search(body[: name.start])
    ]
    for name in names_in(body):
        body = body.replace(name.text, "")
    content = _EMPTY.sub("", content_of(body))
    return not own and len(content) <= _MUCH and related(topic, question) >= _RELATED


def says_nothing(text: str) -> bool:
    """Whether ``text`` is thanks or a greeting, with no question."""
    seen = folded(text)
    return _only_thanks(seen) or _GREETING.fullmatch(seen.strip("。！!.~ ")) is not None


def _only_thanks(seen: str) -> bool:
    while seen and (match := _THANKS.match(seen)):
        seen = seen[match.end() :]
    return not seen


def _other_of(question: str, seen: str, names: list[Name]) -> FollowUp | None:
    if is_chinese(question):
        match = _OTHER.fullmatch(seen)
        if match and _MORE.fullmatch(match["other"]):
            return FollowUp(question, more=True)
        if match and not predicate_start(match["other"]):
            rest = question[match.start("rest") :].strip()
            other = question[match.start("other") : match.end("other")].strip()
            return FollowUp(question, other=other, rest=rest)
    elif match := _OTHER_ENGLISH.fullmatch(question):
        other = match["other"].strip()
        if _CLAUSAL_ENGLISH.isdisjoint(other.lower().split()):
            return FollowUp(question, other=other, rest=match["rest"].strip())
    bare = question.strip(" ？?。.!！")
    alone = len(names) == 1 and names[0].text == bare
    return FollowUp(question, other=bare) if alone or _ORDINAL.fullmatch(folded(bare)) else None


def _leaves_out_subject(seen: str, names: list[Name], known: Known | None) -> bool:
    if _STRONG.match(seen):
        return True
    weak = _WEAK.match(seen)
    body = _WEAK.sub("", without_lead(seen), count=1) if weak else without_lead(seen)
    if _VERB_FIRST.match(body) or _WHEN_FIRST.match(body) or _COMPARES.match(body):
        return True
    if any(not name.framed for name in names) or _SELF_SUFFICIENT.match(body) or shows(body):
        return False
    content = _FRAME.sub("", _EMPTY.sub("", content_of(body)))
    if len(content) <= _NOTHING:
        return True
    if len(content) <= _MUCH and (
        _begins_with_relation(body) or _ON_THE_SCENE.match(body) or _NEEDS_SUBJECT.match(body)
    ):
        return True
    if len(content) >= (_ALONE_BEHIND_THEN if weak else _ALONE):
        return False
    if body.startswith("谁"):  # what he did stands there: “谁发明了电话？”
        return len(content) <= _LITTLE
    if known is None or (begins_predicate(body) and len(content) <= _LITTLE):
        return True
    return _share_known(content, known) >= _HALF


def _begins_with_relation(body: str) -> bool:
    relation = relation_of(body)
    if relation is None:
        return False
    rest = body[relation[1] :]
    return not _EMPTY.sub("", rest) or begins_predicate(rest)


def _share_known(content: str, known: Known) -> float:
    """Share of the characters that stand in a pair which the documents have."""
    pairs = [known(content[i : i + 2]) for i in range(len(content) - 1)]
    covered = [a or b for a, b in zip([False, *pairs], [*pairs, False], strict=True)]
    return sum(covered) / len(covered)


def _leaves_out_subject_english(question: str, names: list[Name]) -> bool:
    """Few words, none a name: “Who led the round?”; of what is past, “How many were affected?”."""
    if any(not name.framed for name in names):
        return False
    words = [word for word in _WORDS.findall(question) if word.lower() not in _FUNCTION]
    if not words and re.search(r"\byou\b", question):
        return False
    if len(words) <= 1 or english_relation(question):
        return True
    if _DEFINITE.search(question) and len(words) <= _FEW and not names:
        return not re.search(r"\b(?:I|you|we|my|your|our)\b", question)
    few = len(words) == 2
    return few and bool(_LAST_THE.search(question) or _PAST.search(question))
