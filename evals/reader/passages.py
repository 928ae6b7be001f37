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
LEAST, ENOUGH, MOST = 150, 330, 520
"""Characters of a passage: fewer are left out, with so many it ends, more are cut off."""


def written(weekly: Path) -> list[dict[str, Any]]:
    """The written questions, each with the ``sents`` of its passage.

    Raises:
        FileNotFoundError: ``weekly`` is no checkout, or an issue is gone.
    """
    found, cut = [], {}
    for line in (HERE / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        issue = asked["issue"]
        if issue not in cut:
            cut[issue] = passages((weekly / issue).read_text(encoding="utf-8"))
        text = next((p for p in cut[issue] if p.startswith(asked["begins"])), None)
        if text is not None:
            found.append({**asked, "sents": sentences(text)})
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
