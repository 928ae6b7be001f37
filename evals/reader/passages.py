"""Passages of an issue of a Chinese technology weekly, cut into numbered sentences.

The questions of ``questions.jsonl`` are on passages of https://github.com/ruanyf/weekly, whose text
is not ours and is not kept here. With a checkout of it, this gives each question its sentences.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MADE_BY = ("周刊", "投稿", "上一期", "译者：", "校对：", "LCTT", "via:", "选题")
"""Words of paragraphs that are about the text, not its subject."""
LEAST, ENOUGH, MOST = 150, 330, 520
"""Characters of a passage: fewer are left out, with so many it ends, more are cut off."""


def written(texts: list[Path]) -> list[dict[str, Any]]:
    """The written questions whose text is in one of the checkouts, each with its ``sents``."""
    return _with_sentences("questions.jsonl", texts)


def paired(texts: list[Path]) -> list[dict[str, Any]]:
    """The same of the questions in pairs of wording; ``kind`` is C (copied) or O (other words) and
    + (answered) or -."""
    return _with_sentences("paired_questions.jsonl", texts)


def presumed(texts: list[Path]) -> list[dict[str, Any]]:
    """The same of the questions that take something for granted (``kind`` T) or ask for what one
    would expect just there (N), answered (+) or not (-); a T- has a false premise."""
    return _with_sentences("premise_questions.jsonl", texts)


def turned(texts: list[Path]) -> list[dict[str, Any]]:
    """Questions of the two sets before, each with its passage as it is and once more with one
    sentence rewritten so that the verdict turns over: what is answered is not told any more, what
    was a near miss is. Of the question alone no verdict can be told. Its ``kind``, which is that of
    the first verdict, is left out."""
    found = []
    for told in _with_sentences("turned_texts.jsonl", texts):
        at = told["at"]
        del told["kind"]
        rewritten = [*told["sents"][:at], told["turned"], *told["sents"][at + 1 :]]
        found.append(told | {"near": at})
        found.append(told | {"sents": rewritten, "a": [] if told["a"] else [at], "near": at})
    return found


def of_report() -> list[dict[str, Any]]:
    """The questions on passages of this report that hold no evidence of a test case, each with its
    ``sents``, their ``page``, and its ``kind`` as above.

    Those of the first file were to be answered in other words, and near misses to share words.
    """
    lines = (HERE / "report_passages.jsonl").read_text(encoding="utf-8").splitlines()
    passages = {told["passage"]: told for told in map(json.loads, lines)}
    found = []
    for name in ("report_questions.jsonl", "report_pairs.jsonl", "report_of_kinds.jsonl"):
        for line in (HERE / name).read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            if name == "report_questions.jsonl":
                told["kind"] = "O+" if told["a"] else "C-"
            found.append(passages[told["passage"]] | told)
    return found


def stated(texts: list[Path]) -> list[dict[str, Any]]:
    """The written statements whose text is in one of the checkouts, each with its ``sents``."""
    found = []
    for passage in _with_sentences("statements.jsonl", texts):
        told = passage.pop("told")
        found += [{**passage, "k": kind, "c": cited, "s": said} for kind, cited, said in told]
    return found


def asked_in(file: str) -> list[dict[str, Any]]:
    """The lines of ``file``, those with all that was ``asked`` of a passage taken apart."""
    lines = map(json.loads, (HERE / file).read_text(encoding="utf-8").splitlines())
    return [{**told, **one} for told in lines for one in told.pop("asked", [{}])]


def _with_sentences(file: str, texts: list[Path]) -> list[dict[str, Any]]:
    found = []
    cut: dict[str, list[str]] = {}
    for told in asked_in(file):
        issue = told["issue"]
        if issue not in cut:
            path = next((p for of in texts if (p := of / issue).is_file()), None)
            text = path.read_text(encoding="utf-8") if path else ""
            cut[issue] = passages(text) if issue.startswith("docs/issue-") else articles(text)
        begun = [p for p in cut[issue] if p.startswith(told["begins"])]
        if len(begun) == 1:  # two interviews' answers may begin alike
            found.append({**told, "sents": sentences(begun[0])})
    return found


def passages(text: str) -> list[str]:
    """Neighbouring paragraphs of prose that have a figure, without marks and links."""
    found: list[str] = []
    current = ""
    for paragraph in (_clean(p) for p in re.split(r"\n\s*\n", text)):
        own = any(word in paragraph for word in ("周刊", "投稿", "上一期"))
        if len(re.findall("[\u4e00-\u9fff]", paragraph)) < 12 or own:
            found.append(current)
            current = ""
            continue
        if re.match(r"^\d+、", paragraph) and len(current) >= LEAST:
            found.append(current)
            current = ""
        current = f"{current}\n{paragraph}".strip()
        if len(current) >= ENOUGH:
            found.append(current[:MOST])
            current = ""
    return [p for p in found if LEAST <= len(p) <= MOST and re.search(r"\d", p)]


def articles(text: str) -> list[str]:
    """As ``passages``, of articles that name their links by number and have headings."""
    text = re.sub(r"\[([^\]]*)\]\[\d+\]", r"\1", text)
    text = re.sub(r"(?m)^#+.*$", "\n", text)
    found: list[str] = []
    current = ""
    for paragraph in (_clean(p) for p in re.split(r"\n\s*\n", text)):
        chinese = len(re.findall("[\u4e00-\u9fff]", paragraph))
        if chinese < max(12, 0.45 * len(paragraph)) or any(word in paragraph for word in MADE_BY):
            found.append(current)
            current = ""
            continue
        current = f"{current}\n{paragraph}".strip()
        if len(current) >= ENOUGH:
            found.append(current[:MOST])
            current = ""
    return [p for p in found if LEAST <= len(p) <= MOST and len(sentences(p)) > 2]


def sentences(text: str) -> list[str]:
    """The sentences of a passage, in order."""
    cut = (re.findall(r"[^。！？!?；]+[。！？!?；]?[”\"』」）]?", p) for p in text.split("\n"))
    return [s.strip() for of in cut for s in of if s.strip()]


def _clean(text: str) -> str:
    for pattern, kept in (
        (r"!\[[^\]]*\]\([^)]*\)", ""),
        (r"（\[[^\]]*\]\([^)]*\)[^）]*）", ""),
        (r"\[([^\]]*)\]\([^)]*\)", r"\1"),
    ):
        text = re.sub(pattern, kept, text)
    return re.sub(r"\*\*|`|^>\s*|^#+\s*|<[^>]+>", "", text, flags=re.MULTILINE).strip()
