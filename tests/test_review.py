"""What becomes of drafts that their quotes do not support."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from askreport.citing import CitationList
from askreport.composing.base import Brief, DraftStatement
from askreport.composing.extractive import ExtractiveComposer
from askreport.evidence import gather_rows
from askreport.question import read_question
from askreport.reckoning import comes_out
from askreport.review import Review

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askreport.assistant import Assistant
    from askreport.review import Released
    from askreport.store.snapshot import Snapshot

QUESTION = "清华有哪些项目入选？"


class Miscounting(ExtractiveComposer):
    """Tells the rows of a table, and one more than there are of them."""

    def compose(self, brief: Brief, snapshot: Snapshot) -> Iterator[DraftStatement]:
        counted, *rows = super().compose(brief, snapshot)
        yield replace(counted, text=counted.text.replace("4", "5"))
        yield from rows


def reviewed(assistant: Assistant, composer: ExtractiveComposer) -> tuple[Review, list[Released]]:
    snapshot, sought = assistant.snapshot, read_question(QUESTION)
    selection = assistant.tables.select(QUESTION, sought)
    assert selection is not None
    evidence = gather_rows(selection, snapshot, sought)
    review = Review(snapshot, CitationList(snapshot), assistant.meaning, None)
    return review, list(review.statements(composer, Brief(QUESTION, QUESTION, "zh", evidence)))


def test_a_count_that_the_cells_give_stands(assistant: Assistant) -> None:
    review, released = reviewed(assistant, ExtractiveComposer())
    assert released[0].statement.text.startswith("符合条件的共 4 项")
    assert (review.dropped, review.replaced) == (0, 0)


def test_a_wrong_count_is_not_replaced_by_cells_one_after_the_other(assistant: Assistant) -> None:
    review, released = reviewed(assistant, Miscounting())
    assert len(released) == 4
    assert all("（机构：" in one.statement.text for one in released)
    assert (review.dropped, review.replaced) == (1, 0)


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("是的，“国”一栏有“USA”。", True),
        ("是的，“国”一栏有“美国”。", True),
        ("是的，“国”一栏有“China”。", False),
        ("不是，“国”一栏没有“China”。", True),
        ("不是，“国”一栏没有“USA”。", False),
        ("Yes, “国” has “USA”.", True),
        ("No, “国” lacks “USA”.", False),
        ("是的，“机构”一栏有“USA”。", False),
    ],
)
def test_whether_a_row_has_a_value_comes_out(assistant: Assistant, said: str, stands: bool) -> None:
    cited = assistant.ask("Mojo 是哪国的项目？").citations
    cells = [c for c in cited if c.cell and c.cell.column == "国"]
    assert cells
    assert comes_out(said, cells) is stands


@pytest.mark.parametrize(
    ("said", "stands"),
    [("2 个：Microsoft、Meta。", True), ("17 个：Microsoft、Meta。", False), ("共 0 项。", False)],
)
def test_values_that_are_told_are_counted(assistant: Assistant, said: str, stands: bool) -> None:
    cited = assistant.ask("Meta 和微软各有哪些项目上榜？").citations
    cells = [c for c in cited if c.cell and c.cell.column == "机构"]
    assert comes_out(f"“机构”一栏共 {said}" if "：" in said else said, cells) is stands
