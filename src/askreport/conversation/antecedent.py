"""What a pointer means: a name or phrase of the question before, or of the reply to it.

The reply counts where the question before asked which or who, or where only it has a name of the
right sort. The latest comes first; for a person the turns before are looked through too. What does
not fit the pointer's sort (他 for an outage, 这家公司 for a version) is passed over, and where
nothing fits there is no antecedent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.conversation.phrases import leading_name
from askreport.conversation.replies import answer_in, organisation_in, person_in
from askreport.conversation.words import CLASSIFIER, HAN, ORGANISATION, PERSON, any_of
from askreport.conversation.writing import folded, is_chinese, joined
from askreport.naming.territories import places_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.conversation.documents import Rarity
    from askreport.conversation.earlier import Earlier
    from askreport.conversation.phrases import Sort
    from askreport.conversation.pointing import Pointer

_TOGETHER: Final = re.compile(
    r"(?P<first>[^，。？！]{1,24}?)\s?(?:和|与|跟|、|还是|及)\s?(?P<second>[^，。？！的]{1,24}?)"
    r"(?=\s?(?:谁|哪|都|各|分别|有什么|之间|比|的|是|相比|两个|$))"
)
_BETWEEN_TWO: Final = re.compile(r"[和与跟、]|还是|\b(?:and|or|than|vs\.?|versus)\b")
_SEVERAL: Final = re.compile(
    r"[和与及、些各两三多几]|们$|所有|首批|\b(?:and|all|these|two|three)\b"
)
_TWO_WORDS: Final = re.compile(r"[A-Z][a-z'’]+(?: [A-Z]\.?)?(?: [A-Z][A-Za-z'’]+){1,2}")
_SORTS: Final[dict[Sort, str]] = {
    "organisation": any_of(f"{ORGANISATION} company organi[sz]ation team"),
    "event": any_of(
        """
        次 故障 事故 事件 事情 事 活动 会议 大会 比赛 战争 案件 案子 案 收购 融资
        event incident outage
        """
    ),
    "person": any_of(f"{PERSON} person man woman"),
}
"""Nouns by the sort of what they may be said of; others are said of things."""
_OF_REPLY: Final = any_of("数字 数据 比例 说法 问题")
"""Nouns for what was told, and not for what it was told of."""
_ACTING: Final = re.compile(
    rf"(?P<who>工程师|程序员|员工|学生|毕业生|男子|女子|嫌疑人|黑客|选手|记者)(?P<did>\s?{HAN}{{2}}.{{2,}})"
)
"""“程序员篡改余额”: who did what is asked about, in a clause."""
_MADE: Final = re.compile(
    any_of(
        r"""
        发布 推出 开源 开发 创[建立办造] 发明 收购 写
        \b(?:release|launch|announce|create|develop|publish|acquire)d?\b
        \b(?:write|wrote|build|built|buy|bought)\b
        """
    )
)
"""Verbs whose object is what is talked about from then on, and not who did it."""
_ASKED: Final = re.compile("[哪谁几]|什么")
_INDEFINITE: Final = re.compile(rf"一?{CLASSIFIER}")
"""“办了个基金会”: the reply may tell which."""
_MOST: Final = 60
"""Characters of a phrase that may stand for a pronoun."""
_BRIEF: Final = 20
"""Characters of a reply that is nothing but its answer."""
_PERSONAL: Final = 6
"""Characters of a Chinese subject that 他 may mean, whatever its words show."""


def antecedent(
    pointer: Pointer, earlier: Sequence[Earlier], rarity: Rarity | None = None
) -> str | None:
    """What ``pointer`` means after the questions ``earlier``, the latest last; if that is sure."""
    last = earlier[-1]
    found: str | None = None
    match pointer.way:
        case "person":
            found = next((who for turn in reversed(earlier) if (who := _person(turn))), None)
        case "people":
            found = _people(last, rarity) if not pointer.noun else None
        case "noun":
            found = _called(pointer.noun, last, rarity)
        case "thing" | "place":
            found = _thing(last, rarity)
        case "things":
            found = _several(earlier)
        case "among":
            found = last.subject if last.sort != "person" else None
        case "former" | "latter":
            found = _of_two(last, second=pointer.way == "latter")
        case "clause":
            found = last.event or last.subject
    return found if found and len(found) <= _MOST else None


def _person(turn: Earlier) -> str | None:
    """Somebody by role and name (“Vim 的作者 Bram Moolenaar”), by role, or by name."""
    role = turn.sort == "person"
    if acting := _ACTING.match(folded(turn.subject)):
        who, did = (turn.subject[slice(*acting.span(part))].strip() for part in ("who", "did"))
        return f"{did}的{who}"
    named = person_in(turn.reply, answer=turn.asks_who) if role or turn.asks_who else None
    if role:
        if named is None or not turn.asks_identity:
            return turn.subject
        return joined(turn.subject, named) if is_chinese(turn.subject) else named
    if named:
        return named
    product = any(
        name.text in turn.subject for name in turn.names if not _TWO_WORDS.fullmatch(name.text)
    )
    short = 0 < len(turn.subject) <= _PERSONAL or _TWO_WORDS.fullmatch(turn.subject)
    asked_for = turn.asks_who and not turn.defines
    if short and turn.sort is None and not asked_for and not product:
        return turn.subject
    two_words = [name.text for name in turn.names if _TWO_WORDS.fullmatch(name.text)]
    return two_words[0] if two_words else person_in(turn.reply, answer=False)


def _people(turn: Earlier, rarity: Rarity | None) -> str | None:
    """Whom 他们 or “they” means: an organisation, or a short name that may be one."""
    if turn.asks_who or turn.asks_organisation:
        answer = None if turn.asks_who else answer_in(turn.reply, turn.text, rarity)
        return organisation_in(turn.reply) or answer or person_in(turn.reply, answer=True)
    if turn.sort in ("organisation", "person"):
        return turn.subject
    return (leading_name(turn.subject) or None) if turn.sort is None else None


def _thing(turn: Earlier, rarity: Rarity | None) -> str | None:
    made = _MADE.search(folded(turn.text))
    objects = [name.text for name in turn.focus if made and name.start >= made.end()]
    if turn.asks_organisation and len(objects) == 1:
        return objects[0]
    of_thing = turn.asks_identity and not turn.asks_who
    if of_thing and (name := answer_in(turn.reply, turn.text, rarity)):
        return name
    if len(objects) == 1:
        return objects[0]
    if turn.sort == "event":
        return turn.subject
    if turn.owner or turn.sort == "person":
        return turn.owner or None
    if turn.subject:
        return turn.subject
    if len(turn.focus) == 1:
        return turn.focus[0].text
    return None if turn.focus else answer_in(turn.reply, turn.text, rarity)


def _called(noun: str, turn: Earlier, rarity: Rarity | None) -> str | None:
    """What “这家公司”, “the project” means, or with no noun “这个”."""
    if not noun:
        return _thing(turn, rarity)
    if noun in ("国家", "country"):
        said = [turn.reply[place.start : place.end] for place in places_in(turn.reply)]
        return said[0] if len(set(said)) == 1 else _ending_in(noun, turn)
    if re.fullmatch(_OF_REPLY, noun):
        return _ending_in(noun, turn)
    wanted = next((sort for sort, nouns in _SORTS.items() if re.fullmatch(nouns, noun)), "thing")
    if wanted == "person":
        return _person(turn)
    if noun in folded(turn.text) and turn.asks_identity:
        name = organisation_in(turn.reply) if wanted == "organisation" else None
        if name := name or answer_in(turn.reply, turn.text, rarity):
            return name
    if phrase := _ending_in(noun, turn):
        if not _INDEFINITE.match(folded(phrase)):
            return phrase
        organisation = organisation_in(turn.reply) if wanted == "organisation" else None
        return organisation or answer_in(turn.reply, turn.text, rarity)
    if wanted == "event":
        return turn.subject if turn.sort == "event" else None
    if wanted == "organisation":
        return _organisation(turn)
    brief = turn.reply.rstrip("。. ")
    if len(brief) <= _BRIEF and brief.endswith(noun):
        return brief
    if turn.sort in ("event", "person"):
        return None
    if turn.owner == turn.subject:
        return _thing(turn, rarity)
    # The subject's own noun is another: 该项目 after “StreamPark 的代码” is StreamPark.
    name = leading_name(turn.subject)
    if not is_chinese(noun):
        return turn.owner or None
    return name if name and turn.subject[len(name) :].lstrip().startswith("的") else None


def _organisation(turn: Earlier) -> str | None:
    if turn.sort == "organisation":
        return turn.subject
    if turn.sort == "person" and turn.owner:
        return turn.owner
    if turn.asks_identity or turn.asks_organisation or turn.asks_who:
        return organisation_in(turn.reply) or answer_in(turn.reply, turn.text)
    if re.search(ORGANISATION, folded(turn.reply)):  # it may be the reply's, and which is not sure
        return None
    return turn.subject if turn.sort is None and turn.subject == turn.owner else None


def _ending_in(noun: str, turn: Earlier) -> str | None:
    """The phrase of the question whose last word is ``noun``: “欧盟 AI 法案”."""
    if not is_chinese(noun):
        return None
    if folded(turn.subject).endswith(noun):
        return turn.subject
    bounds = "，,。？?！!的对把被在给是了和与由从向："
    match = re.search(
        rf"(?:^|[{bounds}])\s?(?P<phrase>[^{bounds}]{{1,14}}{noun})", folded(turn.text)
    )
    if match is None or _ASKED.search(match["phrase"]):
        return None
    return turn.text[match.start("phrase") : match.end("phrase")].strip()


def _several(earlier: Sequence[Earlier]) -> str | None:
    """Several things: a subject that is several, or the subjects of the last two questions."""
    last = earlier[-1].subject
    if _SEVERAL.search(folded(last)):
        return last
    others = [turn.subject for turn in earlier[:-1] if turn.subject not in ("", last)]
    if not last or not others:
        return None
    return joined(others[-1], "和" if is_chinese(earlier[-1].text) else " and ", last)


def _of_two(turn: Earlier, *, second: bool) -> str | None:
    names = turn.focus
    if len(names) == 2 and _BETWEEN_TWO.search(folded(turn.text), names[0].end, names[1].start):
        return names[second].text
    if match := _TOGETHER.match(folded(turn.text)):
        side = "second" if second else "first"
        return turn.text[match.start(side) : match.end(side)].strip()
    return None
