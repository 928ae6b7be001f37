"""Whether the documents answer at all: what the answer model sees.

A passage near to the question does not say that its answer is there: similarity does not tell the
answer from the neighbour's figure. So most of these features ask whether the question's names,
versions, years and kind of value meet in the very sentences that would be quoted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from askreport.evidence.adding import log_odds
from askreport.evidence.features import COSINE, RANK, coverage, question_terms, words_of
from askreport.evidence.rereading import answered_by, pointed_at
from askreport.lexical import cohesion, fold, terms
from askreport.naming.words import lookup, segment
from askreport.question import content_of, focus_of
from askreport.reading.language import language_of
from askreport.values import STRICT, figures_of, holds_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from askreport.evidence.items import Item
    from askreport.question import Sought
    from askreport.retrieval import Retrieval
    from askreport.store.snapshot import Snapshot

SUBJECT_FEATURES: Final = (
    "near",
    "unknown",
    "english",
    "known",
    "known_english",
    "coined",
    "met",
    "met_mass",
)
"""What tells whether the documents are about the question's subject; see `subject_features`."""

TALK_FEATURES: Final = ("near", "near_of_content", "unknown", "content", "english", "told")
"""What tells whether a question goes on about what was talked about; see `talk_features`."""

MATCH_FEATURES: Final = (
    "best",
    "coverage",
    "focus_coverage",
    "focus_asked",
    "strict_asked",
    "strict_value",
    "strict_bound",
    "soft_asked",
    "soft_value",
    "names_first",
    "names_apart",
    "years_apart",
    "counted_apart",
    "focus_at_value",
    "asked_at_value",
    "counted_at_value",
    "figures_apart",
    "rarest_missed",
    "contrast",
    "concentration",
    "first_rank",
    "english",
    "told",
    "answered",
    "answered_first",
    "pointed",
)
"""What tells whether what they say of it is what was asked; see `match_features`."""

ANSWER_FEATURES: Final = ("match", "prior")
"""What tells whether it is answered: log odds of the match model and of the question alone."""

_CLAUSE: Final = re.compile(r"[，,；;。！？!?\n]")
_HAN: Final = re.compile("[㐀-鿿]+")
_HAN_PAIR: Final = re.compile(r"(?=([㐀-鿿]{2}))")
_RARE: Final = 5.0
"""Idf of a word that few passages have."""
_FARTHEST: Final = 4.0
"""Log odds of a question's wording that count at most."""
_MANY: Final = 3
"""Unknown words that are as good as more."""
_SURE: Final = 4.0
"""Log odds of the cross-encoder that are sure."""
_MASS: Final = 30.0
"""Idf of so many words in one passage that more say no more."""
_MUCH: Final = 50.0
"""Idf of a question that says itself what it is about."""
_FIRST: Final = 5
"""Sentences that would be quoted, or nearly: the constraints are checked against these."""


def subject_features(retrieval: Retrieval, snapshot: Snapshot, sought: Sought) -> tuple[float, ...]:
    """Features of the subject model, in the order of `SUBJECT_FEATURES`.

    ``near`` is the best cosine of any sentence, ``unknown`` the share of the question's weighted
    terms that stand nowhere in the corpus. Neither tells much alone: questions in other words than
    the text's have unknown terms too, and cosines of English questions are lower throughout.
    ``known`` is how rare a Latin word of a Chinese question or a name of an English one is that the
    corpus has, 0 for none, ``known_english`` the same for English ones alone, ``coined`` how surely
    it has a Chinese name of the question's that no dictionary has (魔趣); who asks about something
    else rarely names what the documents name. ``met`` is the greatest share of the question's
    weighted terms that one passage has, ``met_mass`` their idf: an English question's cosines are
    low, and its names meet in a passage all the same.
    """
    near = max(cosine for found in retrieval.found for cosine in found.sentence_scores)
    wanted = question_terms(retrieval.question, snapshot)
    known = filter(snapshot.lexical.frequency, _naming(sought, wanted))
    passages = [
        words_of(snapshot.text_of(one.row), wanted, sought.language) for one in retrieval.found
    ]
    unknown = _unknown(wanted, snapshot, frozenset[str]().union(*passages))
    met = max(coverage(words, wanted) for words in passages)
    rare = max((snapshot.lexical.rarity(name) for name in known), default=0.0) / _RARE
    return (
        50 * (near - 0.88),
        unknown / max(1e-9, sum(wanted.values())),
        3.0 * (sought.language == "en"),
        rare,
        rare * (sought.language == "en"),
        _coined(retrieval.question, snapshot.lexical.frequency),
        met,
        min(1.0, met * sum(wanted.values()) / _MASS),
    )


def answer_features(match: float, prior: float) -> tuple[float, ...]:
    """Features of the answer model, in the order of `ANSWER_FEATURES`: ``match`` is the match
    model's probability, ``prior`` the log odds of the question alone."""
    return (log_odds(match), max(-_FARTHEST, min(_FARTHEST, prior)))


def talk_features(retrieval: Retrieval, snapshot: Snapshot, sought: Sought) -> tuple[float, ...]:
    """Features of the talk model, in the order of `TALK_FEATURES`.

    All are of the question as it was typed, without what its standalone form takes from the
    conversation: ``near`` is the best cosine of what was found with it, ``unknown`` how many of
    its words stand nowhere, ``content`` the idf of all of them (“什么时候的事？” has none,
    and says nothing about the subject), ``told`` whether the reply before is from the documents.
    """
    wanted = question_terms(retrieval.typed, snapshot)
    passages = (snapshot.text_of(one.row) for one in retrieval.found)
    spoken_of = frozenset[str]().union(*(words_of(p, wanted, sought.language) for p in passages))
    content = sum(wanted.values()) / _MUCH
    near = 50 * (retrieval.typed_near - 0.85)
    return (
        near,
        near * min(1.0, content),
        min(_MANY, len(_strange(retrieval.typed, wanted, snapshot, spoken_of))),
        min(1.0, content),
        float(sought.language == "en"),
        max(retrieval.told.values(), default=0.0),
    )


def _strange(
    question: str, wanted: Iterable[str], snapshot: Snapshot, spoken_of: frozenset[str]
) -> list[str]:
    """The words of ``question`` that nowhere stand; Chinese ones are the dictionary's."""
    known = snapshot.lexical.frequency
    if language_of(question) == "en":
        words = [t for t in wanted if t.isalpha() and t not in spoken_of]
    else:
        runs = _HAN.findall(content_of(question))
        words = [w for run in runs for w in segment(run) if len(w) > 1]
        words += [t for t in wanted if t.isascii() and t.isalpha() and len(t) > 1]
    return [w for w in words if not all(known(t) for t in terms(w) if len(t) > 1)]


def _unknown(wanted: dict[str, float], snapshot: Snapshot, spoken_of: frozenset[str]) -> float:
    """The weight of those terms ``wanted`` that stand nowhere."""
    known = snapshot.lexical.frequency
    return sum(w for term, w in wanted.items() if not known(term) and term not in spoken_of)


def _coined(question: str, frequency: Callable[[str], int]) -> float:
    """The cohesion (0..1) of two characters of ``question`` that are no word of the dictionary.

    A pair that one passage alone has counts half: chance brings such together, too.
    """
    pairs = {pair for pair in _HAN_PAIR.findall(question) if not lookup(pair)}
    return max((cohesion(p, frequency) * min(1.0, frequency(p) / 2) for p in pairs), default=0.0)


def _naming(sought: Sought, wanted: Iterable[str]) -> list[str]:
    """The words that name something: in Latin letters, or Chinese names of an English question."""
    if sought.language == "en":
        named = [term for name in sought.names for term in terms(name)]
        return [t for t in named if len(t) > 1 and not t.isdigit()]
    return [t for t in wanted if t.isascii() and len(t) > 1 and not t.isdigit()]


def match_features(
    retrieval: Retrieval, snapshot: Snapshot, sought: Sought, items: Sequence[Item]
) -> tuple[float, ...]:
    """Features of the match model, in the order of `MATCH_FEATURES`.

    All are of the best sentences: how much of the question, and of the words about its asking word,
    they cover; whether they hold a value of the kind asked for, weighted by how good they are
    (``strict`` for kinds that show in their form, ``soft`` for others), and whether one does that
    has the question's names, too; how much of the question, of those words and of what is to be
    counted stands in one clause with such a value; which names, years and figures stand apart; how
    far the best cosine is above the mean of all, whether the best sentences are of one passage, and
    how highly that passage ranks; and, read together with the question, whether any answers, and
    the first, and whether any words are pointed at as the answer.
    """
    wanted = question_terms(retrieval.question, snapshot)
    focus = question_terms(focus_of(retrieval.question), snapshot)
    first = items[:_FIRST]
    said = frozenset[str]().union(*(item.near for item in first))
    strict = sought.kind in STRICT
    soft = not strict and items[0].value is not None
    valued = sum(item.score for item in first if item.value) / sum(item.score for item in first)
    bound = any(item.value for item in first if _binds(item, sought))
    clauses = _clauses_with_value(retrieval.question, snapshot, sought, first) if strict else ()
    cosines = [item.features[COSINE] for item in items]
    missed = [
        weight
        for term, weight in wanted.items()
        if len(term) > 1 and term not in said and snapshot.lexical.frequency(term)
    ]
    return (
        items[0].score,
        coverage(said, wanted),
        coverage(said, focus),
        float(bool(focus)),
        float(strict),
        strict * valued,
        float(strict and bound),
        float(soft),
        soft * valued,
        _together(sought.names, items[:1]),
        1.0 - _together(sought.names, first),
        _years_apart(sought, items[:3]),
        float(bool(sought.counted) and not any(_counts(item, sought) for item in first)),
        max((coverage(clause, focus) for clause in clauses), default=0.0),
        max((coverage(clause, wanted) for clause in clauses), default=0.0),
        float(any(_has(clause, sought.counted) for clause in clauses)),
        _figures_apart(retrieval.question, snapshot, first),
        max(missed, default=0.0) / 6.0,
        max(cosines) - sum(cosines) / len(cosines),
        sum(item.row == items[0].row for item in first) / _FIRST,
        items[0].features[RANK],
        float(sought.language == "en"),
        retrieval.told.get(items[0].row, 0.0),
        answered_by(items) / _SURE,
        (items[0].read or 0.0) / _SURE,
        pointed_at(items) / _SURE,
    )


def _binds(item: Item, sought: Sought) -> bool:
    """Whether every name and version of the question stands in the sentence, heading or beside."""
    said = item.near
    return all(all(t in said for t in terms(name)) for name in (*sought.names, *sought.versions))


def _together(wanted: Sequence[str], items: Sequence[Item]) -> float:
    """The greatest share of ``wanted`` that one sentence and its context has; 1 for nothing."""
    if not wanted:
        return 1.0
    names = [frozenset(terms(name)) for name in wanted]
    told = (item.near for item in items)
    return max((sum(name <= said for name in names) for said in told), default=0) / len(wanted)


def _years_apart(sought: Sought, items: Sequence[Item]) -> float:
    """The share (0..1, by score) of ``items`` that speak of other years than the question's.

    A sentence's own years count; where it has none, those of its headings and neighbours do.
    """
    if not sought.years:
        return 0.0
    apart = 0.0
    for item in items:
        years = {t for t in item.words if _is_year(t)} or {t for t in item.near if _is_year(t)}
        if years and years.isdisjoint(sought.years):
            apart += item.score
    return apart / sum(item.score for item in items)


def _passages(snapshot: Snapshot, items: Sequence[Item]) -> list[str]:
    """The folded words of the passages of ``items``, their headings in front."""
    return [fold(snapshot.text_of(row)) for row in dict.fromkeys(item.row for item in items)]


def _figures_apart(question: str, snapshot: Snapshot, items: Sequence[Item]) -> float:
    """The share of the figures that the question asserts and that no passage of ``items`` has."""
    asserted = figures_of(question)
    if not asserted:
        return 0.0
    told = {figure for text in _passages(snapshot, items) for figure in figures_of(text)}
    return len(asserted - told) / len(asserted)


def _is_year(term: str) -> bool:
    return len(term) == 4 and term.isdigit() and term[:2] in ("19", "20")


def _counts(item: Item, sought: Sought) -> bool:
    """Whether the sentence has a number and what is counted."""
    return item.value is not False and any(
        all(t in item.words for t in terms(thing)) for thing in sought.counted
    )


def _clauses_with_value(
    question: str, snapshot: Snapshot, sought: Sought, items: Sequence[Item]
) -> list[frozenset[str]]:
    """The terms of those clauses of ``items`` that hold a value of the kind asked for.

    A sentence may give several figures, each of something else in a clause of its own.
    """
    texts = (snapshot.documents[item.document_id].text[item.start : item.end] for item in items)
    return [
        frozenset(terms(clause))
        for text in texts
        for clause in _CLAUSE.split(text)
        if holds_value(clause, sought.kind, question)
    ]


def _has(clause: frozenset[str], things: Sequence[str]) -> bool:
    return any(clause.issuperset(terms(thing)) for thing in things)


def contradicted(question: str, snapshot: Snapshot, items: Sequence[Item]) -> tuple[str, ...]:
    """The figures of ``question`` where the best sentence's passage has only others of their unit.

    Another year is not: what happened in one says nothing of what did in the other.
    """
    told = figures_of(snapshot.text_of(items[0].row))
    units = {unit for _, unit in told}
    return tuple(
        n + u for n, u in sorted(figures_of(question)) if (n, u) not in told and u in units
    )
