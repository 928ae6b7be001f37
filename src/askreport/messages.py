"""The sentences that the assistant says in its own words, in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.records import AbstentionReason

_SAID: Final[dict[str, dict[str, str]]] = {
    "zh": {
        "empty_question": "没有读到问题。请用一句话写出想知道的事。",
        "out_of_scope": "文档里没有找到与这个问题有关的内容。",
        "not_stated": "文档里没有写明这个问题的答案。",
        "false_premise": "问题里的说法与文档不符。",
        "refused": "这个请求不是对文档的提问，不能照办。",
        "missing": "问题里提到的“{names}”在找到的段落里没有出现。",
        "nearest": "最接近的原文是 {markers}，但它没有回答这个问题。",
    },
    "en": {
        "empty_question": "There was no question to read. Please write what you want to know.",
        "out_of_scope": "Nothing in the documents is about this question.",
        "not_stated": "The documents do not state the answer to this question.",
        "false_premise": "What the question takes for granted is not what the documents say.",
        "refused": "This is not a question about the documents, so it was not followed.",
        "missing": "“{names}” from the question does not occur in the passages found.",
        "nearest": "The closest passages are {markers}, but they do not answer it.",
    },
}


def abstention_message(
    reason: AbstentionReason, language: str, missing: Sequence[str], nearest: Sequence[int]
) -> str:
    """Why there is no answer, what was missed, and what came closest, in the asker's language."""
    said = _SAID.get(language, _SAID["en"])
    parts = [said[reason]]
    if missing:
        parts.append(
            said["missing"].format(
                names="”“".join(missing[:3]) if language == "zh" else "”, “".join(missing[:3])
            )
        )
    if nearest:
        parts.append(said["nearest"].format(markers="".join(f"[{n}]" for n in nearest)))
    return "".join(parts) if language == "zh" else " ".join(parts)
