"""The lists of a page: which sentences are members of one, and which sentence announces it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from askreport.records import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from askreport.evidence.items import Item
    from askreport.records import Block, Document
    from askreport.store.snapshot import Snapshot

_BETWEEN: Final = (BlockKind.FURNITURE, BlockKind.RUNNING_HEAD)
"""What a page may have between two members of a list that goes on."""
_NEAR: Final = 4
"""Chunks before and behind that a list may stand in."""
_ANNOUNCES: Final = ("：", ":")


def members_of(item: Item, items: Sequence[Item], snapshot: Snapshot) -> list[Item]:
    """The members of the list that ``item`` is one of or announces, in order; else none.

    Those that were not found have the score of ``item``. A list goes on over the end of a page, and
    in another column of it.
    """
    document = snapshot.documents[item.document_id]
    blocks = document.blocks
    run = _run(blocks, item.block)
    if not run:
        said = document.text[item.start : item.end].rstrip()
        following = _next(blocks, item.block)
        if not said.endswith(_ANNOUNCES) or following is None:
            return []
        run = _run(blocks, following)
    run = _over_columns(run, document)
    places = {block: place for place, block in enumerate(run)}
    found = {(one.row, one.start): one for one in items if one.document_id == item.document_id}
    members = []
    for row in range(max(0, item.row - _NEAR), min(len(snapshot.chunks), item.row + _NEAR + 1)):
        if snapshot.chunks[row].document_id != item.document_id:
            continue
        for sentence in snapshot.chunks[row].sentences:
            if sentence.block in places:
                unseen = item._replace(
                    row=row, start=sentence.start, end=sentence.end, block=sentence.block
                )
                members.append(found.get((row, sentence.start), unseen))
    members.sort(key=lambda one: (places[one.block], one.start))
    return members if len(run) > 1 else []


def _over_columns(run: list[int], document: Document) -> list[int]:
    """``run`` with the half of it that stands in another column of its page.

    Where columns are interleaved, a list's second half stands apart, behind a paragraph that
    announces none: with the same mark and under the same headings as the first, which one does.
    """
    if not run:
        return run
    blocks = document.blocks
    first = blocks[run[0]]
    begun = bisect_left(blocks, first.page, key=_page_of)
    ended = bisect_right(blocks, first.page, lo=begun, key=_page_of)
    beside = [
        place
        for place in range(begun, ended)
        if blocks[place].kind is BlockKind.LIST_ITEM
        and blocks[place].trail == first.trail
        and document.text[blocks[place].start] == document.text[first.start]
        and place not in run
    ]
    others = list(dict.fromkeys(tuple(_run(blocks, place)) for place in beside))
    if len(others) != 1:
        return run
    halves = sorted((run, list(others[0])), key=lambda half: not _is_announced(half, document))
    announced = [_is_announced(half, document) for half in halves]
    return [*halves[0], *halves[1]] if announced == [True, False] else run


def _page_of(block: Block) -> int:
    return block.page


def _is_announced(run: Sequence[int], document: Document) -> bool:
    """Whether what stands before a list announces it, as headings do."""
    for place in range(run[0] - 1, -1, -1):
        block = document.blocks[place]
        if block.kind not in _BETWEEN:
            said = document.text[block.start : block.end].rstrip()
            return block.kind is BlockKind.HEADING or said.endswith(_ANNOUNCES)
    return False


def _run(blocks: Sequence[Block], at: int) -> list[int]:
    """The places of the list's blocks about ``at``, in order; none where it is no list's."""
    if blocks[at].kind is not BlockKind.LIST_ITEM:
        return []
    behind = list(_onwards(blocks, at, 1))
    before = list(_onwards(blocks, at, -1))
    return [*reversed(before), at, *behind]


def _onwards(blocks: Sequence[Block], at: int, step: int) -> Iterator[int]:
    while (at := at + step) in range(len(blocks)):
        if blocks[at].kind is BlockKind.LIST_ITEM:
            yield at
        elif blocks[at].kind not in _BETWEEN:
            return


def _next(blocks: Sequence[Block], at: int) -> int | None:
    for place in range(at + 1, len(blocks)):
        if blocks[place].kind not in _BETWEEN:
            return place
    return None
