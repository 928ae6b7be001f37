"""A model's reply, read as it comes: statements, each with the ids that it names as support.

The form asked for is one JSON object (`prompt.SCHEMA`). What models write instead is read as far as
it is unmistakable: JSON in a fence, between other words or broken off, an array without its object,
and plain prose whose sentences end in ``[3.2]``. What a model thinks aloud between ``<think>`` tags
is skipped. A statement is handed out when it is complete; half of one never is.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

_THOUGHT: Final = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_OPEN_THOUGHT: Final = re.compile(r"<think(?:ing)?>(?:(?!</think(?:ing)?>).)*\Z", re.DOTALL)
_PARTIAL_TAG: Final = re.compile(r"<[a-z]{0,8}\Z")
_COMMA: Final = re.compile(r",(\s*[}\]])")
_ID: Final = re.compile(r"\d+\.\d+")
_IDS: Final = re.compile(
    r"\s*[\[(【（]\s*(\d+(?:\.\d+)?(?:\s*[,，、;；]\s*\d+(?:\.\d+)?)*)\s*[\])】）]"
)
_WORD: Final = re.compile(r"\w\w")
_STOPS: Final = frozenset("。.!！?？")
_BULLET: Final = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.)、](?!\d))\s*")
_DECLINED: Final = re.compile(
    r"not[_ ]in[_ ](?:the )?report"
    r"|not (?:stated|mentioned|found) in the (?:report|passages|documents)"
    r"|(?:报告|報告|文档|文件|段落|资料|資料)(?:里|裡|中|内|內)?"
    r"(?:没有|沒有|未)(?:提及|提到|说明|說明|写明|寫明|答案)",
    re.IGNORECASE,
)
_NO_ANSWER: Final = re.compile(r'"not_in_report"\s*:\s*true')
_TEXT: Final = ("text", "statement", "sentence", "claim", "answer", "content")
_SUPPORT: Final = ("support", "ids", "citations", "sources", "evidence", "cites", "id")
MOST: Final = 12
"""Statements that are read of one reply; a model that goes on is stopped."""
MOST_CHARACTERS: Final = 1200
"""Of one statement; longer ones are no statements."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as a model wrote it; ``number`` is which one it rewrites."""

    text: str
    ids: tuple[str, ...]
    number: int | None = None


class ReplyReader:
    """Takes a reply's pieces and gives its statements; one reader a reply."""

    def __init__(self) -> None:
        self.declined = False
        """Whether the reply says that the documents do not answer."""
        self._text = ""
        self._at = 0
        self._form: str | None = None
        self._open: list[int] = []
        """Where the JSON objects begin that are not complete yet."""
        self._quoted = self._escaped = False
        self._seen: set[str] = set()
        self._count = 0

    @property
    def full(self) -> bool:
        """Whether `MOST` statements were read: the rest is not wanted."""
        return self._count >= MOST

    def feed(self, piece: str) -> list[Said]:
        """The statements that ``piece`` completes."""
        self._text += piece
        if self._form is None and "<" in self._text:
            self._text = _THOUGHT.sub("", self._text)
            if _OPEN_THOUGHT.search(self._text) or _PARTIAL_TAG.search(self._text):
                return []
        return self._read(last=False)

    def finish(self) -> list[Said]:
        """The statements that the reply's end completes."""
        if self._form is None:
            self._text = _OPEN_THOUGHT.sub("", self._text)
        return self._read(last=True)

    def _read(self, *, last: bool) -> list[Said]:
        if self._form is None:
            self._form = self._told_form(last=last)
        if self._form is None:
            return []
        found = self._objects() if self._form == "json" else self._sentences(last=last)
        return [said for said in found if self._new(said)]

    def _new(self, said: Said) -> bool:
        key = f"{said.number}{''.join(said.text.split())}"
        if key in self._seen or self.full or not said.text:
            return False
        self._seen.add(key)
        self._count += 1
        return True

    def _told_form(self, *, last: bool) -> str | None:
        """``json`` or ``prose``; ``None`` while it cannot be told."""
        start = re.search(r"[{\[]\s*[\"{\]}]", self._text)
        if start is not None:
            self._at = start.start()
            return "json"
        head = self._text.lstrip()
        # A sentence or two before the object is common; four hundred characters are an answer.
        undecided = len(head) < 400 and not re.search(r"\[\d+\.\d+\]", head)
        return None if undecided and not last else "prose"

    def _objects(self) -> list[Said]:
        """The complete innermost objects from ``_at`` on, and what the outer one says."""
        found: list[Said] = []
        begin = self._at
        for place in range(begin, len(self._text)):
            c = self._text[place]
            if self._quoted:
                self._quoted = self._escaped or c != '"'
                self._escaped = c == "\\" and not self._escaped
            elif c == '"':
                self._quoted = True
            elif c == "{":
                self._open.append(place)
            elif c == "}" and self._open:
                said = _statement(self._text[self._open.pop() : place + 1])
                if said is not None:
                    found.append(said)
        self._at = len(self._text)
        if _NO_ANSWER.search(self._text, max(0, begin - 40)):
            self.declined = True
        return found

    def _sentences(self, *, last: bool) -> list[Said]:
        """Prose: what stands before ``[3.2]`` on its line."""
        found: list[Said] = []
        end = len(self._text) if last else self._text.rfind("\n") + 1
        for line in self._text[self._at : end].splitlines():
            place = 0
            marks = list(_IDS.finditer(line))
            for count, mark in enumerate(marks, start=1):
                if count < len(marks) and marks[count].start() == mark.end():
                    continue  # several marks, one after the other
                text = line[place : mark.end()]
                place = mark.end()
                if line[place : place + 1] in _STOPS:
                    text += line[place : place + 1]
                    place += 1
                found.append(_prose(text))
            rest = _BULLET.sub("", line[place:]).strip(" *#>`\t。.")
            if _DECLINED.search(rest[:MOST_CHARACTERS]):
                self.declined = True
            elif _WORD.search(rest) and not marks and not line.rstrip().endswith((":", "：")):
                found.append(Said(rest[:MOST_CHARACTERS], ()))
        self._at = max(self._at, end)
        return found


def _prose(text: str) -> Said:
    """The statement of a line's part that ends in marks."""
    ids = [name for mark in _IDS.finditer(text) for name in re.findall(r"\d+(?:\.\d+)?", mark[1])]
    words = _BULLET.sub("", _IDS.sub("", text)).strip().strip("*").strip()
    return Said(words[:MOST_CHARACTERS], tuple(dict.fromkeys(ids)))


def _statement(text: str) -> Said | None:
    """The statement that the JSON object ``text`` is; ``None`` where it is something else."""
    try:
        value = json.loads(_COMMA.sub(r"\1", text), strict=False)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    words = next((value[k] for k in _TEXT if isinstance(value.get(k), str)), None)
    if words is None or len(words) > MOST_CHARACTERS:
        return None
    support = next((value[k] for k in _SUPPORT if k in value), None)
    marks = "".join(match[0] for match in _IDS.finditer(words))
    ids = _ids(support) or tuple(_ID.findall(marks))
    number = value.get("n")
    bare = _IDS.sub("", words) if marks else words
    return Said(
        " ".join(bare.split()),
        tuple(dict.fromkeys(ids)),
        number if isinstance(number, int) and not isinstance(number, bool) else None,
    )


def _ids(support: Any) -> tuple[str, ...]:
    if isinstance(support, list):
        return tuple(i for one in support for i in _ids(one))
    if isinstance(support, dict):
        return _ids(support.get("id", ""))
    if isinstance(support, (str, int, float)) and not isinstance(support, bool):
        return tuple(re.findall(r"\d+(?:\.\d+)?", str(support))[:20])
    return ()
