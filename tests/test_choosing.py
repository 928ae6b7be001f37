"""Which sentences follow the first: what a further one adds, and the lists of a page."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from askreport.evidence import Item, Weights, gather, load_model, score_sentences
from askreport.evidence.adding import (
    ADDITION_FEATURES,
    FURTHER_FEATURES,
    Asked,
    Before,
    further_features,
    log_odds,
)
from askreport.evidence.choosing import MOST, _with_list, choose, next_addition
from askreport.evidence.listing import members_of
from askreport.question import read_question
from askreport.records import BlockKind
from tests.conftest import REPORT

if TYPE_CHECKING:
    from askreport.assistant import Assistant

ITEM = Item(0, REPORT, 0, 1, 0.5, (), 0)
ASKED = Asked({}, read_question("语雀是什么？"), "single")
STEPS = "微调一个模型要走哪几步？"
FIRST = "选择预训练模型"


def items_of(assistant: Assistant, question: str) -> list[Item]:
    retrieval = assistant.retriever.search(question, 20)
    probability = load_model().sentence.probability
    return list(
        score_sentences(retrieval, assistant.snapshot, read_question(question), probability)
    )


def said(assistant: Assistant, item: Item) -> str:
    return assistant.documents[item.document_id].text[item.start : item.end]


def seen(assistant: Assistant, item: Item, chosen: list[Item], question: str) -> dict[str, float]:
    asked = Asked.of(question, [*chosen, item], read_question(question), assistant.snapshot)
    features = Before(chosen, asked, assistant.snapshot).features(item)
    return dict(zip(ADDITION_FEATURES, features, strict=True))


def test_the_models_are_as_wide_as_their_features() -> None:
    model = load_model()
    assert len(model.addition.weights) == len(ADDITION_FEATURES) == len(set(ADDITION_FEATURES))
    assert len(model.further.weights) == len(FURTHER_FEATURES) == len(set(FURTHER_FEATURES))
    assert 0 < model.further_from < 1


def test_what_a_sentence_adds_depends_on_those_before(assistant: Assistant) -> None:
    question = "语雀那次故障持续了多久，根本原因是什么？"
    items = items_of(assistant, question)
    same = [i for i in items if i.row == items[0].row and not i.head and i != items[0]]
    other = next(i for i in items if i.row != items[0].row)
    beside = next(i for i in same if 0 <= i.start - items[0].end <= 6 or i.end <= items[0].start)
    near = seen(assistant, beside, [items[0]], question)
    assert near["same_passage"] == 1
    assert near["same_page"] == 1
    assert near["follows"] + near["precedes"] == 1
    far = seen(assistant, other, [items[0]], question)
    assert far["same_passage"] == far["follows"] == far["precedes"] == 0
    again = seen(assistant, items[0]._replace(start=0), [items[0]], question)
    assert again["repeats"] == 1
    assert again["new_coverage"] == again["new_name"] == again["new_clause"] == 0


def test_a_name_is_new_once(assistant: Assistant) -> None:
    question = "Kyuubi 和 SeaTunnel，谁先毕业？"
    items = items_of(assistant, question)
    about = {name: next(i for i in items if name in i.headed) for name in ("kyuubi", "seatunnel")}
    first, second = about["kyuubi"], about["seatunnel"]
    assert seen(assistant, second, [first], question)["new_name"] == 1
    assert seen(assistant, second, [first, second], question)["new_name"] == 0


def test_the_next_is_that_of_the_greatest_utility(assistant: Assistant) -> None:
    items = items_of(assistant, STEPS)
    asked = Asked.of(STEPS, items, read_question(STEPS), assistant.snapshot)
    by_odds = Weights(0.0, tuple(float(name == "log_odds") for name in ADDITION_FEATURES))
    added = next_addition(items, items[:1], asked, by_odds, assistant.snapshot)
    assert added is not None
    assert added.item == items[1]
    assert len(added.further) == len(FURTHER_FEATURES)
    assert next_addition(items[:1], items[:1], asked, by_odds, assistant.snapshot) is None


def test_the_share_of_the_best_is_a_logarithm() -> None:
    added = [0.0] * len(ADDITION_FEATURES)
    told = further_features([1.0, 1.0], 0, added, [ITEM], ASKED)
    seen = dict(zip(FURTHER_FEATURES, told, strict=True))
    assert seen["share"] == pytest.approx(math.log(0.5))
    assert seen["one_chosen"] == 1
    assert seen["many"] == seen["many_chosen"] == 0


def test_nothing_more_is_taken_where_nothing_is_likely(assistant: Assistant) -> None:
    items = items_of(assistant, "PowerPoint 是谁发明的？")
    sought = read_question("PowerPoint 是谁发明的？")
    snapshot, model = assistant.snapshot, load_model()
    never = replace(model, further_from=1.0)
    always = replace(model, further_from=0.0)
    assert choose("PowerPoint 是谁发明的？", items, sought, never, snapshot) == (items[0],)
    assert len(choose("PowerPoint 是谁发明的？", items, sought, always, snapshot)) == MOST["single"]


def test_log_odds_have_bounds() -> None:
    assert log_odds(0.5) == 0
    assert log_odds(0.0) == pytest.approx(-log_odds(1.0)) == pytest.approx(-13.8, abs=0.1)


# --- lists of the page ----------------------------------------------------------------------------


def test_one_member_brings_the_whole_list_in_order(assistant: Assistant) -> None:
    items = items_of(assistant, STEPS)
    one = next(i for i in items if FIRST in said(assistant, i))
    members = members_of(one, items, assistant.snapshot)
    numbered = [said(assistant, member)[:2] for member in members]
    assert numbered == ["1.", "2.", "3.", "4.", "5."]
    # A member that was not found is told all the same.
    assert members_of(one, [one], assistant.snapshot)[1].start == members[1].start


def test_what_announces_a_list_brings_it(assistant: Assistant) -> None:
    items = items_of(assistant, STEPS)
    one = next(i for i in items if FIRST in said(assistant, i))
    document = assistant.documents[REPORT]
    lead = document.blocks[one.block - 1]
    assert document.text[lead.start : lead.end].endswith("：")
    announcing = one._replace(start=lead.start, end=lead.end, block=one.block - 1)
    assert len(members_of(announcing, [], assistant.snapshot)) == 5


def test_a_list_goes_on_in_another_column(assistant: Assistant) -> None:
    document = assistant.documents[REPORT]
    places = [place for place, b in enumerate(document.blocks) if b.kind is BlockKind.LIST_ITEM]
    marked = [p for p in places if document.text.startswith("➢ 【", document.blocks[p].start)]
    # The page's columns are interleaved: the second half of the list stands before the first.
    assert len(marked) == 9
    assert marked[-1] - marked[0] > 9
    for start in (marked[0], marked[-1]):
        block = document.blocks[start]
        row = next(
            row
            for row, chunk in enumerate(assistant.snapshot.chunks)
            if any(one.block == start for one in chunk.sentences)
        )
        item = Item(row, REPORT, block.start, block.end, 0.5, (), start)
        members = members_of(item, [item], assistant.snapshot)
        found = list(dict.fromkeys(member.block for member in members))
        assert found == [*marked[5:], *marked[:5]]
        assert "AIGC" in said(assistant, members[0])
    # The list under the next heading is another one.
    assert all("TypeScript" not in said(assistant, member) for member in members)


def test_a_sentence_that_hardly_answers_brings_no_list(assistant: Assistant) -> None:
    items = items_of(assistant, STEPS)
    member = next(i for i in items if FIRST in said(assistant, i))
    best = next(i for i in items if assistant.snapshot.chunks[i.row].page != 47)
    snapshot = assistant.snapshot
    for score, brings in ((0.4, True), (0.2, False)):
        chosen = [best._replace(score=1.0), member._replace(score=score)]
        told = _with_list(chosen, [], snapshot)
        assert (len(told) > 2) is brings


def test_a_paragraph_brings_nothing(assistant: Assistant) -> None:
    item = items_of(assistant, "语雀那次重大故障持续了多久？")[0]
    assert assistant.documents[REPORT].blocks[item.block].kind is BlockKind.PARAGRAPH
    assert members_of(item, [], assistant.snapshot) == []


def test_who_asks_for_a_list_gets_the_list(assistant: Assistant) -> None:
    retrieval = assistant.retriever.search(STEPS, 8)
    chosen = gather(retrieval, assistant.snapshot, read_question(STEPS)).chosen
    text = "".join(said(assistant, item) for item in chosen)
    assert all(f"{n}." in text for n in range(1, 6))
    assert len({(item.document_id, item.start) for item in chosen}) == len(chosen) <= 12
