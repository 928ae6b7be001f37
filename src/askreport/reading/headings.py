"""Which paragraph stands under which heading, on a page whose columns were interleaved.

Extraction wrote such pages column by column and box by box, so a heading may stand far from its
paragraphs, even below them. What is left is what they are about. Each paragraph is scored against
each heading of its page by the words they share (weighted by how rare a word is on the page), by
direct adjacency, and by staying under the heading of the paragraph before; the best labelling of
the page's paragraphs in their order is found by dynamic programming (Viterbi 1967).

The weights were chosen on the pages labelled in ``evals/reading/dev.jsonl``; ``evals/LOG.md`` has
the figures for both halves.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from askreport.reading.characters import HAN
from askreport.reading.paragraphs import names_speaker

_WORD: Final = re.compile(rf"[A-Za-z][A-Za-z0-9+#]*|\d+(?:\.\d+)*|[{HAN}]+")

OVERLAP: Final = 4.0
"""Weight of the shared words, which are a share of the heading's own."""
ADJACENT: Final = 0.9
"""Weight of standing directly under the heading."""
STAY: Final = 0.7
"""Weight of staying under the heading of the paragraph before."""
STAY_PAST_HEADING: Final = 0.0
"""The same, where another heading stands between the two paragraphs."""
SPEAKER_STAY: Final = 1.6
"""The same, under a head that names who speaks: remarks share no words with it."""
KIN: Final = 4.0
"""Weight of Latin names shared with the other paragraphs under the heading, in the second pass.

With all words instead of names alone the figure on the dev pages fell from .916 to .888.
"""
PASSES: Final = 2
_NEVER: Final = -100.0
UNUSED: Final = 0.6
"""What a heading left without any paragraph may cost the one that is moved under it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a page as attribution sees it; furniture and running heads are left out."""

    text: str
    heading: bool
    fragment: bool = False
    """It starts in the middle of a sentence, or the one above it broke off."""


def attribute(
    pieces: list[Piece], carried: bool = False, ordered: bool = False
) -> list[tuple[int, ...]]:
    """For each piece the indices of the headings it stands under, outermost first.

    ``ordered`` says that the page was written from top to bottom: nothing then stands under a
    heading below it. ``carried`` says that a heading is in force from the page before; the
    paragraphs above the first heading may stand under it, which shows as an empty tuple. Headings
    get an empty tuple.
    """
    heads = [i for i, piece in enumerate(pieces) if piece.heading]
    bodies = [i for i, piece in enumerate(pieces) if not piece.heading]
    under: list[tuple[int, ...]] = [() for _ in pieces]
    if not heads or not bodies:
        return under
    words = {i: _words(pieces[i].text) for i in range(len(pieces))}
    rarity = _rarity([words[i] for i in bodies])
    scores = {
        h: {
            b: _NEVER if ordered and h > b else _overlap(words[h], words[b], rarity) for b in bodies
        }
        for h in heads
    }
    states: list[int | None] = [*heads, None]
    chosen = _best_path(pieces, bodies, states, scores, carried)
    for _ in range(PASSES):
        fit = _fit(heads, bodies, chosen, scores, words, rarity)
        chosen = _best_path(pieces, bodies, states, fit, carried)
    _use_unused(pieces, heads, chosen, scores)
    _give_remarks(pieces, heads, chosen)
    for body, head in chosen.items():
        under[body] = () if head is None else (head,)
    _nest_speakers(pieces, heads, under, words, rarity)
    return under


def _words(text: str) -> Counter[str]:
    """Latin words, numbers and Chinese character pairs; a lone character stands for itself."""
    found: Counter[str] = Counter()
    for word in _WORD.findall(text.lower()):
        if re.match(f"[{HAN}]", word):
            found.update(
                [word] if len(word) == 1 else [word[i : i + 2] for i in range(len(word) - 1)]
            )
        else:
            found[word] += 1
    return found


def _rarity(bodies: list[Counter[str]]) -> dict[str, float]:
    frequency = Counter(word for words in bodies for word in words)
    count = len(bodies)
    return {word: math.log((count + 1) / (f + 0.5)) for word, f in frequency.items()}


def _weight(word: str, rarity: dict[str, float], default: float) -> float:
    name = 1.6 if word.isascii() and not word[0].isdigit() else 1.0
    return name * max(0.05, rarity.get(word, default))


def _overlap(head: Counter[str], body: Counter[str], rarity: dict[str, float]) -> float:
    """Share (0..1) of the heading's weighted words that stand in the paragraph."""
    default = max(rarity.values(), default=1.0)
    total = sum(_weight(word, rarity, 0.5 * default) for word in head)
    shared = sum(_weight(word, rarity, default) for word in head if word in body)
    return min(1.0, shared / total) if total else 0.0


def _fit(
    heads: list[int],
    bodies: list[int],
    chosen: dict[int, int | None],
    scores: dict[int, dict[int, float]],
    words: dict[int, Counter[str]],
    rarity: dict[str, float],
) -> dict[int, dict[int, float]]:
    """The scores again, with what a paragraph shares with those now under the heading.

    A paragraph about a project names it, but seldom in the heading's other words; its neighbours
    do. Only Latin names count; a paragraph's share is of its own weight.
    """
    own = {b: sum(_weight(w, rarity, 0.0) for w in words[b]) for b in bodies}
    fit: dict[int, dict[int, float]] = {}
    for head in heads:
        members = [b for b in bodies if chosen[b] == head]
        fit[head] = {}
        for body in bodies:
            kin = {
                w
                for m in members
                if m != body
                for w in words[m]
                if w.isascii() and not w[0].isdigit()
            }
            shared = sum(_weight(w, rarity, 0.0) for w in words[body] if w in kin)
            fit[head][body] = scores[head][body] + KIN * shared / max(own[body], 1.0)
    return fit


def _best_path(
    pieces: list[Piece],
    bodies: list[int],
    states: list[int | None],
    scores: dict[int, dict[int, float]],
    carried: bool,
) -> dict[int, int | None]:
    best: list[dict[int | None, tuple[float, int | None]]] = []
    for order, body in enumerate(bodies):
        row: dict[int | None, tuple[float, int | None]] = {}
        previous = bodies[order - 1] if order else None
        crossed = previous is not None and any(pieces[i].heading for i in range(previous, body))
        for state in states:
            gain = _emission(pieces, body, state, scores, carried, order == 0)
            if previous is None:
                row[state] = (gain, None)
                continue
            options = (
                (best[-1][s][0] + (_stay(pieces, s, body, crossed) if s == state else 0.0), s)
                for s in states
            )
            value, source = max(options, key=lambda option: option[0])
            row[state] = (value + gain, source)
        best.append(row)
    state = max(best[-1], key=lambda s: best[-1][s][0])
    chosen: dict[int, int | None] = {}
    for order in range(len(bodies) - 1, -1, -1):
        chosen[bodies[order]] = state
        state = best[order][state][1]
    return chosen


def _emission(
    pieces: list[Piece],
    body: int,
    state: int | None,
    scores: dict[int, dict[int, float]],
    carried: bool,
    first: bool,
) -> float:
    if state is None:
        return 0.8 if carried and first and not pieces[0].heading else -0.5
    gain = 0.0 if names_speaker(pieces[state].text) else OVERLAP * scores[state][body]
    between = range(state + 1, body)
    if state < body and all(pieces[i].heading for i in between):
        gain += ADJACENT / (1 + 0.5 * len(between))
    return gain


def _stay(pieces: list[Piece], state: int | None, body: int, crossed: bool) -> float:
    if state is not None and names_speaker(pieces[state].text):
        return 0.0 if crossed else SPEAKER_STAY
    if crossed:
        return STAY_PAST_HEADING
    return STAY + (0.5 if pieces[body].fragment else 0.0)


def _use_unused(
    pieces: list[Piece],
    heads: list[int],
    chosen: dict[int, int | None],
    scores: dict[int, dict[int, float]],
) -> None:
    """Give a heading without paragraphs the one it loses least by, if that is little enough."""
    for head in heads:
        if head in chosen.values() or names_speaker(pieces[head].text):
            continue
        counts = Counter(chosen.values())
        best: tuple[float, int] | None = None
        for body, current in chosen.items():
            if current is not None and (counts[current] < 2 or names_speaker(pieces[current].text)):
                continue
            here = scores[head][body]
            there = scores[current][body] if current is not None else 0.0
            loss = OVERLAP * (there - here)
            if here > 0.12 and loss < UNUSED and (best is None or loss < best[0]):
                best = (loss, body)
        if best is not None:
            chosen[best[1]] = head


def _give_remarks(pieces: list[Piece], heads: list[int], chosen: dict[int, int | None]) -> None:
    """Give a head that names who speaks, and has no remark, the paragraph right below it.

    A remark shares words with the event that it is about, and none with its speaker.
    """
    for head in heads:
        if head not in chosen.values() and names_speaker(pieces[head].text) and head + 1 in chosen:
            chosen[head + 1] = head


def _nest_speakers(
    pieces: list[Piece],
    heads: list[int],
    under: list[tuple[int, ...]],
    words: dict[int, Counter[str]],
    rarity: dict[str, float],
) -> None:
    """Put remarks under the event they are about, outside the head that names who speaks.

    The event is the one whose heading and paragraphs share most with the remarks; without any
    shared word, the last event above them.
    """
    events = [h for h in heads if not names_speaker(pieces[h].text)]
    if not events:
        return
    told = {
        h: words[h] + sum((words[b] for b, t in enumerate(under) if t == (h,)), Counter())
        for h in events
    }
    for speaker in (h for h in heads if names_speaker(pieces[h].text)):
        remarks = [b for b, trail in enumerate(under) if trail == (speaker,)]
        if not remarks:
            continue
        said = sum((words[b] for b in remarks), Counter(words[speaker]))
        ranked = sorted(events, key=lambda h: _affinity(told[h], said, rarity), reverse=True)
        event = ranked[0]
        if _affinity(told[event], said, rarity) < 0.5:
            above = [h for h in events if h < speaker]
            event = above[-1] if above else event
        for body in remarks:
            under[body] = (event, speaker)


def _affinity(event: Counter[str], said: Counter[str], rarity: dict[str, float]) -> float:
    """Weighted words that two texts share, damped by how long the event's text is."""
    shared = sum(_weight(word, rarity, 0.5) for word in event if word in said)
    return shared / math.sqrt(1 + sum(event.values()))
