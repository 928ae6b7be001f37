"""An earlier question as a later one may lean on it, and the reply to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from askreport.conversation.names import names_in
from askreport.conversation.phrases import leading_name, owner_of, sort_of
from askreport.conversation.subject import chinese_subject, english_subject
from askreport.conversation.words import ADVERB, ORGANISATION, PERSON
from askreport.conversation.writing import folded, is_chinese
from askreport.question import content_of

if TYPE_CHECKING:
    from askreport.conversation.documents import Known
    from askreport.conversation.names import Name
    from askreport.conversation.phrases import Sort

_IDENTITY: Final = re.compile(
    r"(?:是|叫|名为)做?(?:谁|哪|什么|啥)|哪一?[个家位款种项门座部](?![年月天时])"
    r"|^(?:什么(?!时|是)|有没有|是否有|有(?:什么|哪|一?[个家款种]))|(?:^|[上里中有])(?:有没有|有哪)"
    r"|谁(?:发明|写|创|开发|做|提出|设计|负责|领|当|担任|收购|投)|^谁"
    r"|^(?:[Ww]ho|[Ww]hich)\b"
    r"|^[Ww]hat (?!(?:is|are|was) [A-Z]|is the (?:reason|cause)|does|did|do|time|year|date)\b"
)
_WHO: Final = re.compile(r"谁|哪位|什么人|哪个人|\b[Ww]ho\b")
_WHICH_ORGANISATION: Final = re.compile(
    rf"哪家|哪一?[个些几]?{ORGANISATION}|\b(?:[Ww]hich|[Ww]hat) (?:company|organi[sz]ation|team)\b"
)
_MADE_WHAT: Final = re.compile(
    r"(?:发布|推出|开源|开发|上线|收购|创办|设计|写|做|出)了?(?:一?[个款种])?(?:什么|啥|哪一?[个款家门种项])"
)
_FORMERLY: Final = re.compile(
    r"(?<=[A-Za-z0-9])\s?(?:以前|之前|原来|原先|最初|最早|一开始|后来|现在)$"
)
"""“Slint 以前叫什么？” is about Slint."""
_OF_SUBJECT: Final = re.compile(r"[\s，,]*(?:是|叫|名为)")
_CALLED: Final = re.compile(r"\s*(?:叫|名)")
_SEVERAL: Final = re.compile(
    r"哪[些两几]|有哪|[两三几]|多少|\b(?:are|were|which two|companies|projects)\b"
)
_CLEFT: Final = re.compile(r"是[^，]*(?:谁|哪|什么|啥)[^，]*的[？?]?$")
_DEFINING: Final = re.compile(
    r"\s*(?:(?:到底|究竟)?是(?:什么|啥|谁|干什么的|做什么的|什么东西|什么来头)"
    r"|(?:以前|原来|原先|最初|一开始|之前|后来|现在|英文|中文)名?叫(?:什么|啥)(?:名字?)?(?:来着)?)[？?]?"
)
_ROLE_OR_OWNED: Final = re.compile(rf"的|{PERSON}$")
_ADVERBS: Final = re.compile(ADVERB)
_EMPTY: Final = re.compile(r"[\s？?。，,、！!了的是有在]")
_TELLS: Final = 4
"""Characters of a predicate that says little: “持续了多久” has two, “影响了哪个省” three."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier question, itself standalone, and the reply to it.

    ``subject``: the phrase that it is about, ``""`` where rules are not sure. ``owner``: the name
    in it that has what was asked for (“Gitee” of “Gitee 的开发者总数”). ``event``: the question as
    a statement, without its adverbial question word. ``sort``: what the subject stands for.
    ``topic``: the names last talked about, of this question or of one before it.
    """

    text: str
    reply: str = ""
    subject: str = ""
    owner: str = ""
    event: str = ""
    sort: Sort | None = None
    names: tuple[Name, ...] = field(default=())
    topic: str = ""

    @property
    def focus(self) -> list[Name]:
        """Its names but those that only say where."""
        return [name for name in self.names if not name.framed]

    @property
    def about(self) -> str:
        """What a further question may be put behind: ``event``, or ``subject`` if it says as much.

        Empty where the subject alone would leave out what the question told besides.
        """
        if self.event or not self.subject:
            return self.event
        if not is_chinese(self.text):
            return self.subject
        rest = _ADVERBS.sub("", self._predicate)
        return self.subject if len(_EMPTY.sub("", content_of(rest))) <= _TELLS else ""

    @property
    def asks_identity(self) -> bool:
        """Whether it asks which thing or who, so that the reply's name is what is talked about.

        “NanUI 是什么？” does not, it asks what a known thing is; nor does “NanUI 是哪家公司的？”,
        whose reply says something of NanUI.
        """
        seen = folded(self.text)
        if self.asks_what_was_made or (self.asks_who and _IDENTITY.search(seen)):
            return not (self.defines or _CLEFT.search(seen))
        asks = _IDENTITY.search(seen) and not self._says_of_a_name
        return bool(asks) and not (self.defines or _CLEFT.search(seen))

    @property
    def _says_of_a_name(self) -> bool:
        """Whether a Chinese question is about a thing by its name, and not about what it is called.

        A reply's names are then said of it: “RustDesk 是什么软件？” “…采用 Flutter 重写…”.
        """
        named = self.owner == self.subject and names_in(self.subject) and self.sort != "person"
        return bool(named) and is_chinese(self.text) and not _CALLED.match(self._predicate)

    @property
    def asks_one(self) -> bool:
        """Whether it asks which one thing, so that the reply's one name is the subject's."""
        seen = folded(self.text)
        if not self.asks_identity or _SEVERAL.search(seen) or _WHO.search(seen):
            return False
        of_subject = _OF_SUBJECT.match(self._predicate) is not None
        return of_subject or self.asks_what_was_made or not names_in(self.subject)

    @property
    def asks_what_was_made(self) -> bool:
        """Whether it asks what somebody made or told: “推出了什么产品？”."""
        return _MADE_WHAT.search(folded(self.text)) is not None

    @property
    def defines(self) -> bool:
        """Whether it asks what, or who, a known thing or person is."""
        defining = self.subject and _DEFINING.fullmatch(self._predicate)
        return bool(defining) and not _ROLE_OR_OWNED.search(folded(self.subject))

    @property
    def asks_organisation(self) -> bool:
        """Whether it asks for a company, a team or the like."""
        return _WHICH_ORGANISATION.search(folded(self.text)) is not None

    @property
    def asks_who(self) -> bool:
        """Whether it asks for a person."""
        return _WHO.search(folded(self.text)) is not None

    @property
    def _predicate(self) -> str:
        return folded(self.text).replace(folded(self.subject), "", 1)


def read_earlier(
    text: str, reply: str = "", known: Known | None = None, *, subject: str = ""
) -> Earlier:
    """The question ``text`` as read; ``reply`` is kept beside it.

    ``subject``: what it is about, if its words do not show that surely.
    """
    told = subject
    names = tuple(names_in(text))
    if is_chinese(text):
        subject, event = chinese_subject(text, known)
        subject = _FORMERLY.sub("", subject) or told or _only_name(text, names)
        owner = owner_of(subject)
    else:
        subject, event = english_subject(text, names) or told, ""
        inside = names_in(subject)
        owner = inside[-1].text if inside else subject
    return Earlier(text, reply, subject, owner, event, sort_of(subject), names)


def _only_name(text: str, names: tuple[Name, ...]) -> str:
    """The name that ``text`` begins with, if it has no other: “龙芯 3A6000 性能…”."""
    name = leading_name(text)
    return name if len(names) == 1 and names[0].text in name else ""
