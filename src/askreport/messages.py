"""The sentences that the assistant says in its own words, in Chinese (both scripts) and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.errors import ModelError
    from askreport.records import AbstentionReason, NoteCode
    from askreport.values import ValueKind

_SAID: Final[dict[str, dict[str, str]]] = {
    "zh": {
        "empty_question": "没有读到问题。请用一句话写出想知道的事。",
        "out_of_scope": "文档里没有找到与这个问题有关的内容。",
        "not_stated": "文档里没有写明这个问题的答案。",
        "false_premise": "问题里的说法与文档不符。",
        "refused": "这像是一条指令，不是对文档的提问，所以没有照办。",
        "looked_for": "要找的是{what}。",
        "about": "与“{names}”有关的",
        "missing": "问题里提到的“{names}”在最接近的原文里没有出现。",
        "contradicted": "问题里的“{names}”在相关段落里查不到，原文写的是 {markers}。",
        "nearest": "最接近的原文是 {markers}，但它没有回答这个问题。",
        "lost": "那里的文字在提取时有缺失，请查看原件。",
        "join": "”“",
    },
    "zh-Hant": {
        "empty_question": "沒有讀到問題。請用一句話寫出想知道的事。",
        "out_of_scope": "文件裡沒有找到與這個問題有關的內容。",
        "not_stated": "文件裡沒有寫明這個問題的答案。",
        "false_premise": "問題裡的說法與文件不符。",
        "refused": "這像是一條指令，不是對文件的提問，所以沒有照辦。",
        "looked_for": "要找的是{what}。",
        "about": "與「{names}」有關的",
        "missing": "問題裡提到的「{names}」在最接近的原文裡沒有出現。",
        "contradicted": "問題裡的「{names}」在相關段落裡查不到，原文寫的是 {markers}。",
        "nearest": "最接近的原文是 {markers}，但它沒有回答這個問題。",
        "lost": "那裡的文字在擷取時有缺漏，請查看原件。",
        "join": "」「",
    },
    "en": {
        "empty_question": "There was no question to read. Please write what you want to know.",
        "out_of_scope": "Nothing in the documents is about this question.",
        "not_stated": "The documents do not state the answer to this question.",
        "false_premise": "What the question takes for granted is not what the documents say.",
        "refused": "This reads as an instruction, not as a question about the documents, "
        "so it was not followed.",
        "looked_for": "Looked for: {what}.",
        "about": " about “{names}”",
        "missing": "“{names}” from the question does not occur in the closest passages.",
        "contradicted": "“{names}” from the question is not in the passages on it; "
        "the text says {markers}.",
        "nearest": "The closest passages are {markers}, but they do not answer it.",
        "lost": "Words are missing there from the extracted text; see the original.",
        "join": "”, “",
    },
}
_KINDS: Final[dict[ValueKind, tuple[str, str, str]]] = {
    "date": ("日期或时间", "日期或時間", "a date"),
    "duration": ("时长", "時長", "a length of time"),
    "money": ("金额", "金額", "a sum of money"),
    "share": ("比例", "比例", "a percentage"),
    "count": ("数量", "數量", "a number"),
    "version": ("版本号", "版本號", "a version"),
    "licence": ("许可证", "授權條款", "a licence"),
    "person": ("人物", "人物", "a person"),
    "organisation": ("机构", "機構", "an organisation"),
    "place": ("地点", "地點", "a place"),
    "reason": ("原因", "原因", "a reason"),
    "opinion": ("看法", "看法", "an opinion"),
}
_NOTES: Final[dict[NoteCode, tuple[str, str, str]]] = {
    "model_failed": (
        "语言模型没有写成回答（{why}），以下是原文。",
        "語言模型沒有寫成回答（{why}），以下是原文。",
        "The language model wrote no answer ({why}); these are the report's own words.",
    ),
    "model_cut": (
        "语言模型中途停了（{why}），其余的是原文。",
        "語言模型中途停了（{why}），其餘的是原文。",
        "The language model broke off ({why}); the rest are the report's own words.",
    ),
    "model_unsupported": (
        "语言模型写的话里，有引文不支持的，已略去。",
        "語言模型寫的話裡，有引文不支持的，已略去。",
        "Something that the language model wrote is left out: its quotes do not say it.",
    ),
    "computed": (
        "这是直接从表格的行里得出的，没有用语言模型。",
        "這是直接從表格的列裡得出的，沒有用語言模型。",
        "This comes from the table's rows directly; no language model was asked.",
    ),
}
_WHY: Final = {
    "model-unavailable": ("连不上", "連不上", "not available"),
    "model-refused": ("被拒绝", "被拒絕", "refused"),
    "model-timeout": ("太慢", "太慢", "too slow"),
    "model-busy": ("正忙", "正忙", "busy"),
    "model-failed": ("出错", "出錯", "an error"),
}
_COLUMNS: Final = {"zh": 0, "zh-Hant": 1, "en": 2}
_MOST: Final = 3
"""Names told at most."""


@dataclass(frozen=True, slots=True)
class Declined:
    """What there is to say about an unanswered question.

    ``names`` and ``kind`` are what was looked for; ``missing`` stands in none of the closest;
    ``contradicted`` the passages say otherwise; ``nearest`` are citation numbers.
    """

    reason: AbstentionReason
    language: str
    kind: ValueKind = "other"
    names: Sequence[str] = ()
    missing: Sequence[str] = ()
    contradicted: Sequence[str] = ()
    nearest: Sequence[int] = ()
    lost: bool = False
    """Whether what came closest lost words when it was extracted."""
    table: str | None = None
    """What a table that was asked does not have, in words."""


def note_message(code: NoteCode, language: str, error: ModelError | None = None) -> str:
    """A note in the asker's language; of an error it says the kind, since details are the log's."""
    column = _COLUMNS.get(language, 2)
    why = _WHY.get(error.slug if error else "", _WHY["model-failed"])[column]
    return _NOTES[code][column].format(why=why)


def abstention_message(declined: Declined) -> str:
    """Why there is no answer, what was looked for, what was missed, and what came closest."""
    language = declined.language if declined.language in _SAID else "en"
    said = _SAID[language]
    markers = "".join(f"[{n}]" for n in declined.nearest)

    def listed(names: Sequence[str]) -> str:
        return said["join"].join(names[:_MOST])

    parts = [said[declined.reason]]
    kind = _KINDS.get(declined.kind)
    if declined.table:
        parts.append(declined.table)
    elif declined.reason == "not_stated" and kind is not None:
        what = kind[_COLUMNS[language]]
        if declined.names:
            about = said["about"].format(names=listed(declined.names))
            what = what + about if language == "en" else about + what
        parts.append(said["looked_for"].format(what=what))
    if declined.missing:
        parts.append(said["missing"].format(names=listed(declined.missing)))
    if declined.contradicted and markers:
        names = listed(declined.contradicted)
        parts.append(said["contradicted"].format(names=names, markers=markers))
    elif markers:
        parts.append(said["nearest"].format(markers=markers))
    if declined.lost and markers:
        parts.append(said["lost"])
    return (" " if language == "en" else "").join(parts)
