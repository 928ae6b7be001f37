"""Lines of one page to blocks: paragraphs, list items and headings, each a run of lines.

Within a paragraph lines follow each other either directly or, on pages set with wide leading, each
after one empty line; so an empty line alone does not end a paragraph. What tells is whether the
line above was full and unfinished.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from askreport.reading.characters import (
    BULLET,
    CLOSERS,
    HAN,
    ends_sentence,
    has_han,
    is_wide,
    join,
    width,
)
from askreport.reading.layout import Line

_PAUSE: Final = re.compile("[，。；、：]")
_DATE_START: Final = re.compile(r"^(?:\d{4}\s*年|\d{1,2}\s*月\s*\d)")
_ATTACHED: Final = set("于在自至和与及或的了是将为由从以对被把跟同让使并且而则但到")
"""Characters that a line can end with only in the middle of a sentence."""
_HEADING_WIDTH: Final = 66
_SPEAKER: Final = re.compile(r"^.{0,6}(?:评论员|点评人|嘉宾)\s*—|评论[:：]?$|锐评[:：]?$")
"""A line that names who speaks next: a heading whatever its punctuation."""
_NUMERAL: Final = re.compile("^[一二三四五六七八九十]{1,3}、$")
_SHORT_HEADING: Final = 40
_AGAIN: Final = 3
"""Characters of a heading that a paragraph begins with by no accident."""
_SUBJECT: Final = re.compile(rf"[A-Za-z][A-Za-z0-9.+#-]{{1,}}|[{HAN}]{{2}}")
"""What a paragraph opens with, where the heading above it names the same thing."""
_FURNITURE: Final = re.compile(
    r"^[（(]?图源\s*[：:]|^[（(]?(?:来源|数据来源)[：:]\s*https?:|^https?://\S+$|^Powered by\b"
    r"|^\d{1,4}\s*/\s*\d{1,4}$|^[\d\s]{1,7}$|^[^\w➢]+$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Run:
    """Lines that make one block, and whether they read as a heading."""

    lines: list[Line] = field(default_factory=list)
    heading: bool = False

    @property
    def text(self) -> str:
        """The lines joined: Chinese without a space, Latin words with one."""
        text = ""
        for line in self.lines:
            text += join(text, line.text) + line.text
        return text

    @property
    def breaks_off(self) -> bool:
        """Whether the last line is full and ends in mid-sentence."""
        full = self.lines[-1].width >= 0.85 * self.widest
        return len(self.lines) > 1 and full and not ends_sentence(self.text)

    @property
    def widest(self) -> int:
        """Width in columns of the widest line."""
        return max(line.width for line in self.lines)


def split_runs(lines: tuple[Line, ...], running: frozenset[str]) -> list[Run]:
    """The runs of one page; lines whose words are in ``running`` stand alone."""
    groups: list[list[Line]] = []
    for line in lines:
        alone = squeeze(line.text) in running
        if not groups or line.above or alone or squeeze(groups[-1][-1].text) in running:
            groups.append([line])
        else:
            groups[-1].append(line)
    pieces = [piece for group in groups for piece in _split_group(group)]
    runs: list[Run] = []
    for index, piece in enumerate(pieces):
        follows = runs and not runs[-1].heading and not piece.heading
        if (
            follows
            and squeeze(piece.text) not in running
            and squeeze(runs[-1].text) not in running
            and _continues(runs[-1], piece, pieces[index + 1 : index + 4])
        ):
            runs[-1].lines.extend(piece.lines)
        else:
            runs.append(piece)
    for run in runs:
        run.heading = run.heading or looks_like_heading(run)
    return runs


def squeeze(text: str) -> str:
    """``text`` without white space: what two appearances of a running head are compared by."""
    return "".join(text.split())


def names_speaker(text: str) -> bool:
    """Whether ``text`` introduces who speaks next (a commentator, a community's users)."""
    return len(text) <= 48 and _SPEAKER.search(text) is not None


def is_furniture(text: str) -> bool:
    """Page marks, sources of figures, bare links, stray punctuation: words, but no statement."""
    return _FURNITURE.match(text) is not None


def _stands_alone(text: str) -> bool:
    if is_furniture(text) and "图源" not in text:
        return True
    return _NUMERAL.match(text) is not None or text[-1] in "：:" or names_speaker(text)


def looks_like_heading(run: Run) -> bool:
    """Short, not a sentence, not a list item: what a heading looks like without its typography."""
    text = run.text
    total = width(text)
    if _NUMERAL.match(text) or names_speaker(text):
        return True
    if len(run.lines) > 2 or total > 1.25 * _HEADING_WIDTH or BULLET.match(text):
        return False
    if len(run.lines) == 1 and total > _HEADING_WIDTH:
        return False
    if "。" in text or text[-1] in "，、；。,." or text[0] in "，。、：；）,.:;)%":
        return False
    if len(run.lines) > 1 and "，" in text and total > 64:
        return False
    return not (text[-1] in _ATTACHED and total > 40)


def _split_group(group: list[Line]) -> list[Run]:
    """Lines with no empty line between them: mostly one paragraph, sometimes a heading first."""
    runs = [Run()]
    widest = max(line.width for line in group[1:]) if len(group) > 1 else group[0].width
    first = group[0]
    if len(group) > 2 and (cut := _overlong(first.text, widest)):
        runs[0].lines.append(Line(first.text[:cut].strip(), width(first.text[:cut]), first.above))
        runs[0].heading = True
        tail = first.text[cut:].strip()
        group = [Line(tail, width(tail), 0, first.loses), *group[1:]]
        runs.append(Run())
    for index, line in enumerate(group):
        run = runs[-1]
        if run.lines and (
            BULLET.match(line.text)
            or is_furniture(line.text)
            or (ends_sentence(run.lines[-1].text) and _short(run, widest))
        ):
            run = Run()
            runs.append(run)
        run.lines.append(line)
        heads = len(run.lines) == 1 and index + 1 < len(group)
        if heads and _heads(line, group[index + 1], widest):
            run.heading = True
            runs.append(Run())
    return [run for run in runs if run.lines]


def _short(run: Run, widest: int) -> bool:
    return run.lines[-1].width < 0.85 * widest


def _overlong(text: str, widest: int) -> int | None:
    """Where a heading was glued to the first line of its paragraph, or ``None``.

    The paragraph's other lines tell how wide a line can be; what is over that, in front, is the
    heading. The cut goes where a Chinese word meets a Latin one, nearest to a full line.
    """
    if width(text) < 1.2 * widest or widest < 40:
        return None
    best: tuple[int, int] | None = None
    for cut in range(4, len(text) - 4):
        a, b = text[cut - 1], text[cut]
        if not (is_wide(a) and (b.isascii() and b.isalnum())) and a != " ":
            continue
        rest = width(text[cut:])
        if 0.75 * widest <= rest <= widest + 3:
            distance = abs(widest - rest)
            if best is None or distance < best[0]:
                best = (distance, cut)
    return best[1] if best else None


def _heads(line: Line, below: Line, widest: int) -> bool:
    """Whether ``line``, with no empty line under it, is the heading of the lines below."""
    text = line.text
    if BULLET.match(text) or BULLET.match(below.text) or line.width > _HEADING_WIDTH:
        return False
    if below.text[0] in "(（":
        return False  # what it is called otherwise, in the middle of a sentence
    if (
        re.search("[，。；：、,;]$|[。；]", text)
        or text[-1] in _ATTACHED
        or text[0] in "，。、：；）"
    ):
        return False
    if _DATE_START.match(below.text) and not re.search("[年月]$", text):
        return True
    if line.width < 0.8 * widest and below.width >= 0.9 * widest and "，" not in text:
        return True
    if ends_sentence(text):
        return False
    subject = _SUBJECT.match(below.text)
    full = line.width >= 0.9 * widest
    if subject and subject.group() in text and "，" not in text and not full:
        return True
    short = line.width <= 24 and line.width < 0.75 * below.width
    return short and has_han(below.text) and ends_sentence(below.text)


def _continues(run: Run, piece: Run, ahead: list[Run]) -> bool:
    """Whether ``piece``, one empty line below ``run``, carries on its sentence."""
    last, first = run.lines[-1], piece.lines[0]
    text = run.text
    if first.above != 1 or BULLET.match(first.text) or ends_sentence(text) or _stands_alone(text):
        return False
    if _opens_quote(text) and _closes_quote(first.text):
        return True
    again = is_wide(first.text[0]) and first.text[:_AGAIN] in text
    if again and len(run.lines) == 1 and last.width <= _SHORT_HEADING:
        return False  # a heading, and who it is about
    if is_furniture(first.text) or (_DATE_START.match(first.text) and "，" not in text):
        return False
    if first.text[0] in "，。、；：！？）" + CLOSERS:
        return last.width >= 0.8 * run.widest and last.width > 30
    if text[-1] in "，、" and width(text) > 8:
        return last.width >= 0.6 * first.width or len(run.lines) == 1
    direct = all(line.above == 0 for line in run.lines[1:])
    if len(run.lines) > 1 and direct:
        return False  # directly following lines end at an empty one
    if len(piece.lines) > 1 and (abs(last.width - first.width) > 8 or not _PAUSE.search(text)):
        return False
    if first.width < 0.75 * last.width and _column(piece, ahead):
        return False  # a narrower column begins here
    body = "。" in text or len(run.lines) > 2
    if body or last.width >= 60:
        return last.width >= 0.85 * max(run.widest, first.width)
    if BULLET.match(text) and last.width >= max(30, first.width - 2):
        return True
    if last.width < 0.82 * first.width or last.width < 20:
        return False
    if _runs_on(last, [piece, *ahead]):
        return True
    if re.search("[，。；、]", text) or (last.width >= 50 and "：" in text):
        return (len(run.lines) == 1 or last.width >= 44) and last.width >= min(first.width, 50)
    if _PAUSE.search(first.text):
        return len(run.lines) == 1 and last.width >= max(32, first.width)
    return last.width >= 44 and last.width >= first.width


def _opens_quote(text: str) -> bool:
    """Whether a quotation begins in ``text`` and does not end there."""
    return text.rfind("“") > text.rfind("”")


def _closes_quote(text: str) -> bool:
    """Whether a quotation ends in ``text`` that did not begin there."""
    end, begin = text.find("”"), text.find("“")
    return end >= 0 and (begin < 0 or end < begin)


def _column(piece: Run, ahead: list[Run]) -> bool:
    """Whether ``piece`` opens a run of lines of its own width rather than ending a paragraph."""
    first = piece.lines[0]
    if ends_sentence(first.text) or not ahead or ahead[0].lines[0].above != 1:
        return False
    return abs(ahead[0].lines[0].width - first.width) <= 0.15 * first.width


def _runs_on(last: Line, ahead: list[Run]) -> bool:
    """Whether lines as wide as ``last``, one empty line apart, lead on to the end of a sentence."""
    for count, run in enumerate(ahead):
        line = run.lines[0]
        if line.above != 1 or line.width > 1.15 * last.width:
            return False
        if "。" in line.text or ends_sentence(line.text):
            return count > 0 or line.width >= 0.85 * last.width
        if line.width < 0.85 * last.width:
            return False
    return False
