"""Who says a sentence: the head or the beginning of the remark that names its speaker.

Remarks name their speakers once: in a head (“特邀评论员——王春生”, “「王政」评论：”), or where a
remark begins (“waylau：…”). Who asks whose opinion it is needs that name with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askreport.evidence.items import Item
    from askreport.store.snapshot import Snapshot

_HEAD: Final = re.compile(
    r"^.{0,6}(?:评论员|点评人|嘉宾)\s*—+\s*\S|[「“『][^」”』]{1,24}[」”』].{0,4}(?:评论|锐评|点评)"
)
"""A head that names one speaker, not “社区用户评论”."""
_BEGINNING: Final = re.compile(
    r"^[^\s，。；：:、,;（(《“「【➢>·•-][^，。；：:、,;（(《“「\n]{0,23}[：:](?!//)\s*\S"
)
"""A remark that begins with its speaker."""


def speaker_of(item: Item, snapshot: Snapshot) -> Item | None:
    """The head or sentence that names who says ``item``; none where that is itself, or nothing."""
    if item.head:
        return None
    document = snapshot.documents[item.document_id]
    chunk = snapshot.chunks[item.row]
    for head in reversed(chunk.heads):
        if _HEAD.search(document.text[head.start : head.end].strip()):
            return item._replace(start=head.start, end=head.end, block=head.block, head=True)
    block = document.blocks[item.block]
    first = next((one for one in chunk.sentences if one.block == item.block), None)
    if first is None or first.start == item.start or first.start != block.start:
        return None
    if _BEGINNING.match(document.text[first.start : first.end]):
        return item._replace(start=first.start, end=first.end)
    return None


def with_speaker(chosen: Sequence[Item], most: int, snapshot: Snapshot) -> list[Item]:
    """``chosen`` with the speaker of its best sentence behind it; the weakest of ``most`` goes."""
    speaker = speaker_of(chosen[0], snapshot)
    if speaker is None or any(_place(one) == _place(speaker) for one in chosen):
        return list(chosen)
    return [chosen[0], speaker, *chosen[1 : max(1, most - 1)]]


def _place(item: Item) -> tuple[str, int]:
    return item.document_id, item.start
