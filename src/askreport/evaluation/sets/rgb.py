"""RGB files: questions with passages that answer them and passages that do not.

Chen et al. 2024, "Benchmarking Large Language Models in Retrieval-Augmented Generation": one JSON
object a line, ``{"id", "query", "answer", "positive": […], "negative": […]}``. Every passage of
every record becomes a document, the same words once; a question without a positive passage is
unanswerable, whatever its answer says.

``answer`` is scored as its authors do: of a list every element is needed, and an element that is a
list itself holds alternatives. Where ``positive`` is a list of lists (their information integration
files) each tells one of the things needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from askreport.evaluation.files import check_ids, files_of, json_lines
from askreport.evaluation.matching import locate
from askreport.evaluation.sets.base import Context, Place, Posed, QuestionSet, distinct, readable
from askreport.evaluation.sets.shape import Node

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def load_rgb(paths: Sequence[Path]) -> QuestionSet:
    """The passages and questions of RGB files; of folders all their ``*.json`` and ``*.jsonl``.

    Raises:
        UsageError: a file cannot be read or is of another shape; the message names the place.
    """
    texts: dict[str, int] = {}
    records = [
        Node(file, f"line {number}", given)
        for path in paths
        for file in files_of(path, ".json", ".jsonl")
        for number, given in json_lines(file)
    ]
    queries = [record.member("query") for record in records]
    posed = [
        _posed(record, texts)
        for record, query in zip(records, queries, strict=True)
        if not query.is_blank()
    ]
    check_ids((one.id, one.split) for one in posed)
    contexts = tuple(Context(number, None, text) for text, number in texts.items())
    return QuestionSet(
        contexts, tuple(posed), tuple(str(query) for query in queries if query.is_blank())
    )


def _posed(record: Node, texts: dict[str, int]) -> Posed:
    """The question of one record, whose passages are added to ``texts``."""
    groups = _positives(record.member("positive"))
    negative = _passages(record.member("negative"))
    numbers = [[_number(text, texts) for text in group] for group in groups]
    others = [_number(text, texts) for text in negative]
    given = tuple(dict.fromkeys([number for group in numbers for number in group] + others))
    must = _must(record.member("answer")) if given and any(groups) else ()
    return Posed(
        # Ids of these files are plain numbers that begin anew in each.
        id=f"{record.file.stem}-{record.member('id').name()}",
        question=record.member("query").text().strip(),
        split=record.file.stem,
        must=must,
        evidence=_evidence(must, groups, numbers),
        contexts=given,
    )


def _evidence(
    must: Sequence[Sequence[str]], groups: Sequence[Sequence[str]], numbers: Sequence[Sequence[int]]
) -> tuple[tuple[Place, ...], ...]:
    """For each thing needed, where the positive passages tell it.

    That is in the passages that belong to it, or in all where they are not told apart; where its
    words stand in none, the passages themselves.
    """
    own = len(groups) == len(must) and len(must) > 1
    found = []
    for order, alternatives in enumerate(must):
        chosen = [order] if own else range(len(groups))
        pairs = [pair for g in chosen for pair in zip(groups[g], numbers[g], strict=True)]
        places = [
            Place(number, start, end)
            for text, number in pairs
            for word in alternatives
            for start, end in locate(word, text, fold=True)
        ]
        whole = [Place(number, 0, len(text)) for text, number in pairs]
        found.append(tuple(dict.fromkeys(places or whole)))
    return tuple(found)


def _must(answer: Node) -> tuple[tuple[str, ...], ...]:
    elements = list(answer.items()) if isinstance(answer.value, list) else [answer]
    groups = [
        distinct(word.name() for word in element.items())
        if isinstance(element.value, list)
        else (element.name().strip(),)
        for element in elements
    ]
    if not groups or not all(groups):
        answer.fail("needs words for each thing that is asked")
    return tuple(groups)


def _positives(node: Node) -> list[list[str]]:
    if node.value and isinstance(node.value, list) and isinstance(node.value[0], list):
        return [_passages(inner) for inner in node.items()]
    return [_passages(node)]


def _passages(node: Node) -> list[str]:
    """The passages of a list, blank ones left out."""
    return [readable(item.text()) for item in node.items() if not item.is_blank()]


def _number(text: str, texts: dict[str, int]) -> int:
    return texts.setdefault(text, len(texts))
