"""How well the reader gives headings back to their paragraphs, on hand-labelled pages.

    python evals/reading/score.py            both halves
    python evals/reading/score.py dev -v     one half, with every miss

A paragraph is right when the labelled heading it belongs under is in its trail. Chance and the
nearest-heading-above rule are printed beside, so the figure can be read.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from askreport.reading import read_document
from askreport.records import BlockKind, Document

HERE = Path(__file__).parent
REPORT = HERE.parents[1] / "corpus" / "2023-china-open-source-developer-report.txt"


def squeeze(text: str) -> str:
    """Text without white space."""
    return "".join(text.split())


def score(document: Document, half: str, verbose: bool = False) -> dict[str, Any]:
    """Shares of labelled headings recognised and of labelled paragraphs under the right one."""
    counts = dict.fromkeys(
        ("headings", "recognised", "paragraphs", "right", "above", "torn", "mended"), 0
    )
    for line in (HERE / f"{half}.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        indices = [i for i, b in enumerate(document.blocks) if b.page == page["page"]]
        texts = {
            i: squeeze(document.text[document.blocks[i].start : document.blocks[i].end])
            for i in indices
        }
        heads = {i: texts[i] for i in indices if document.blocks[i].kind is BlockKind.HEADING}
        parents = {}
        for heading in page["headings"]:
            parent = heading.get("sub_of")
            if parent:
                parents[heading["text"]] = parent
        for heading in page["headings"]:
            wanted = squeeze(heading["text"])
            counts["headings"] += 1
            counts["recognised"] += any(
                h in wanted or wanted in h for h in heads.values() if len(h) > 1
            )
            accepted = [wanted] + (
                [squeeze(parents[heading["text"]])] if heading["text"] in parents else []
            )
            for anchor in heading["paragraphs"]:
                key = squeeze(anchor)
                found = next((i for i in indices if key in texts[i] and i not in heads), None)
                counts["paragraphs"] += 1
                if found is None:
                    if verbose:
                        print(f"p{page['page']}: no block for {anchor!r}")
                    continue
                trail = [squeeze(t) for t in document.blocks[found].trail]
                good = any(_same(t, w) for t in trail for w in accepted)
                above = [h for i, h in heads.items() if i < found]
                counts["right"] += good
                counts["above"] += bool(above) and any(_same(above[-1], w) for w in accepted)
                if verbose and not good:
                    print(f"p{page['page']}: {anchor!r} is under {trail}, not {accepted[0]!r}")
        for torn in page.get("continuations", []):
            start, end = squeeze(torn["from"]), squeeze(torn["to"])
            source = next((i for i in indices if texts[i].endswith(start)), None)
            target = next((i for i in indices if texts[i].startswith(end)), None)
            if source is None or target is None or source == target:
                continue  # joined within one block, or not apart
            counts["torn"] += 1
            counts["mended"] += document.blocks[target].continues == source
    return counts


def _same(trail: str, wanted: str) -> bool:
    return len(trail) > 1 and (trail in wanted or wanted in trail)


def main() -> None:
    """Print the figures for the halves named on the command line."""
    names = [a for a in sys.argv[1:] if not a.startswith("-")] or ["dev", "test"]
    document = read_document(REPORT)
    for half in names:
        c = score(document, half, "-v" in sys.argv)
        print(
            f"{half}: headings recognised {c['recognised']}/{c['headings']}, "
            f"paragraphs under the right heading {c['right']}/{c['paragraphs']} "
            f"({c['right'] / c['paragraphs']:.3f}; "
            f"nearest above: {c['above'] / c['paragraphs']:.3f}), "
            f"torn sentences mended {c['mended']}/{c['torn']}"
        )


if __name__ == "__main__":
    main()
