"""The page's modules by themselves, imported in the browser: the stream's format, text ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

STREAM = (
    'event: statement\ndata: {"a":\ndata: "句😀"}\n\n: note\nid: 1\ndata:two\n\nevent: none\n\n'
)
EVENTS = [{"type": "statement", "data": '{"a":\n"句😀"}'}, {"type": "message", "data": "two"}]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_events_survive_any_chunks_and_line_ends(page: Page, line_end: str, size: int) -> None:
    # A reader of bytes ending in a bare CR has to wait for one more character.
    text = STREAM.replace("\n", line_end) + ":"
    parsed = page.evaluate(
        """async ([text, size]) => {
          const { readEvents } = await import('/web/stream.js');
          const bytes = new TextEncoder().encode(text);
          const body = new ReadableStream({ start(controller) {
            for (let i = 0; i < bytes.length; i += size) {
              controller.enqueue(bytes.slice(i, i + size));
            }
            controller.close();
          } });
          const events = [];
          for await (const event of readEvents(body)) events.push(event);
          return events;
        }""",
        [text, size],
    )
    assert parsed == EVENTS


@pytest.mark.parametrize(
    ("chosen", "others", "expected"),
    [
        (None, [], [(0, 10, "plain")]),
        ((2, 4), [], [(0, 2, "plain"), (2, 4, "chosen"), (4, 10, "plain")]),
        ((3, 6), [(2, 4), (5, 8)], [(0, 2, "plain"), (2, 3, "other"), (3, 6, "chosen"),
                                    (6, 8, "other"), (8, 10, "plain")]),
        ((0, 10), [(1, 2)], [(0, 10, "chosen")]),
        (None, [(-5, 3), (3, 5), (9, 20)], [(0, 5, "other"), (5, 9, "plain"), (9, 10, "other")]),
    ],
)  # fmt: skip
def test_chosen_range_stays_whole_among_others(
    page: Page,
    chosen: tuple[int, int] | None,
    others: list[tuple[int, int]],
    expected: list[tuple[int, int, str]],
) -> None:
    def span(ends: tuple[int, int]) -> dict[str, Any]:
        return {"start": ends[0], "end": ends[1]}

    pieces = page.evaluate(
        """async ([chosen, others]) =>
          (await import('/web/text.js')).markedPieces(0, 10, chosen, others)""",
        [chosen and span(chosen), [span(other) for other in others]],
    )
    assert pieces == [span((start, end)) | {"kind": kind} for start, end, kind in expected]
