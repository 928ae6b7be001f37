"""Make the false twins of the written statements, and both halves.

    python -m evals.statements.make

The same input gives the same files. A page of the report, and a row of the table, is in one half
only: neighbours stay together, so that no subject is in both.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import asdict, replace
from random import Random
from typing import TYPE_CHECKING, Any, Final

from evals.statements import FOLDER, HALVES, Half, Quote, Statement
from evals.statements.changes import (
    joined,
    other_date,
    other_duration,
    other_number,
    other_unit,
    other_version,
    spaced,
)
from evals.statements.written import Span, Written, load_written

from askreport.assistant import Assistant
from askreport.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from askreport.records import Document

SEED: Final = 2023
DEV_PAGES: Final = frozenset({*range(1, 9), *range(13, 24), *range(39, 69)})
"""Of the report: the year of the models and their technology, failures, governance, releases."""
DEV_ROWS: Final = 51
"""Rows of the table up to this one are in dev."""
NAMES: Final = ("person", "organisation", "product", "place")
_HAN: Final = re.compile("[一-鿿]")
TWINS: Final = 2
NEAREST: Final = 4
"""Of the names that could stand in a name's place, how many of the nearest are drawn from."""
RARE: Final = 20
"""A third twin is made where its kind has been made less often than this in its half."""

INVENTED: Final = {
    "zh": (
        "，后来有第三方机构的调查证实了这一点",
        "，当时有十多家海外媒体对此作了报道",
        "，网上的相关讨论在一周内超过 500 万条",
        "，欧盟委员会随后也发表了书面意见",
        "，同类情况在日本和韩国也出现过",
        "，清华大学的一项研究对此作了专门分析",
    ),
    "zh-Hant": (
        "，後來有第三方機構的調查證實了這一點",
        "，當時有十多家海外媒體對此作了報導",
        "，同類情況在日本和韓國也出現過",
        "，清華大學的一項研究對此作了專門分析",
    ),
    "en": (
        ", as an independent survey later confirmed",
        ", which more than a dozen newspapers abroad reported at the time",
        ", and the same has been observed in Japan and South Korea",
        ", a point that the European Commission later took up in writing",
        ", and a study by Stanford University has examined this in detail",
    ),
}
INVENTED["mixed"] = INVENTED["zh"]


class Twins:
    """The false statements of one half."""

    def __init__(self, half: Sequence[Written]) -> None:
        self.half = half
        self.made: Counter[str] = Counter()

    def of(self, written: Written) -> list[Statement]:
        """The twins of one statement: the kinds that are rarest so far."""
        chance = Random(f"{SEED} {written.id}")
        possible = {**self._changed(written, chance)}
        order = sorted(possible, key=lambda kind: (self.made[kind], chance.random()))
        chosen = order[:TWINS] + [k for k in order[TWINS : TWINS + 1] if self.made[k] < RARE]
        twins = []
        for kind in chosen:
            self.made[kind] += 1
            text, quotes = possible[kind]
            twins.append(
                Statement(
                    id=f"{written.id}-{kind}",
                    text=spaced(text),
                    language=written.language,
                    quotes=quotes,
                    supported=False,
                    change=kind,
                    of=written.id,
                )
            )
        return twins

    def _changed(
        self, written: Written, chance: Random
    ) -> dict[str, tuple[str, tuple[Quote, ...]]]:
        """Kind of change -> the changed text and its quotes."""
        told: dict[str, list[str]] = {}
        for span in written.spans:
            kind = "name" if span.kind in NAMES else span.kind
            if other := self._other(written, span, chance):
                text = written.text[: span.start] + other + written.text[span.end :]
                told.setdefault(kind, []).append(text)
        if swapped := _swapped(written):
            told.setdefault("comparison", []).append(swapped)
        clause = chance.choice(INVENTED[written.language])
        told["invented"] = [joined(written.text, clause)]
        changed = {kind: (chance.choice(texts), written.quotes) for kind, texts in told.items()}
        if elsewhere := self._elsewhere(written):
            changed["citation"] = (written.text, elsewhere)
        return changed

    def _other(self, written: Written, span: Span, chance: Random) -> str | None:
        if span.other is not None:
            return span.other
        before, after = written.text[: span.start], written.text[span.end :]
        said = "".join(quote.quote for quote in written.quotes)
        match span.kind:
            case "number":
                return other_number(span.text, before, after, chance)
            case "unit":
                return other_unit(span.text, written.language == "zh-Hant")
            case "date":
                return other_date(span.text, chance)
            case "duration":
                return other_duration(span.text, before, after, chance)
            case "version":
                return other_version(span.text, said, chance)
            case kind if kind in NAMES:
                return self._other_name(written, span, said, chance)
        return None

    def _other_name(self, written: Written, span: Span, said: str, chance: Random) -> str | None:
        """A name of the same kind and script that neither the statement nor its quotes hold.

        One of the nearest, for those are likeliest to fit.
        """
        here = _folded(written.text + said)
        place = self.half.index(written)
        fitting = [
            (abs(place - other), s.text)
            for other, w in enumerate(self.half)
            for s in w.spans
            if s.kind == span.kind
            and bool(_HAN.search(s.text)) == bool(_HAN.search(span.text))
            and (w.language == "zh-Hant") == (written.language == "zh-Hant")
            and _folded(s.text) not in here
            and _folded(span.text) not in _folded(s.text)
        ]
        nearest = list(dict.fromkeys(name for _, name in sorted(fitting)))[:NEAREST]
        return chance.choice(nearest) if nearest else None

    def _elsewhere(self, written: Written) -> tuple[Quote, ...] | None:
        """The quotes of a statement near by that share no marked word with this one."""
        place = self.half.index(written)
        marked = [_folded(s.text) for s in written.spans if s.kind in NAMES]
        for step in (2, -2, 3, -3, 4, -4, 5, -5, 6, -6):
            other = self.half[(place + step) % len(self.half)]
            said = _folded("".join(q.quote for q in other.quotes))
            same = {q.start for q in other.quotes} & {q.start for q in written.quotes}
            if not same and not any(word in said for word in marked):
                return other.quotes
        return None


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def _swapped(written: Written) -> str | None:
    """The text with the two sides of its comparison in each other's place."""
    sides = {span.kind: span for span in written.spans}
    if "first side" not in sides:
        return None
    first, second = sides["first side"], sides["second side"]
    text = written.text
    return (
        text[: first.start]
        + second.text
        + text[first.end : second.start]
        + first.text
        + text[second.end :]
    )


def half_of(written: Written, documents: Mapping[str, Document]) -> Half:
    """The half that all its quotes are in."""
    halves = {_half_of_quote(quote, documents) for quote in written.quotes}
    if len(halves) > 1:
        raise ValueError(f"{written.id} quotes pages of both halves")
    return halves.pop()


def _half_of_quote(quote: Quote, documents: Mapping[str, Document]) -> Half:
    document = documents[quote.document]
    if quote.row is not None:
        return "dev" if quote.row <= DEV_ROWS else "test"
    if document.tables:
        return "test"
    page = next(p.number for p in document.pages if p.start <= quote.start < p.end)
    return "dev" if page in DEV_PAGES else "test"


def placed(quote: Quote, documents: Mapping[str, Document]) -> Quote:
    """The quote at its place in the document as it is read now, the nearest one if it moved."""
    text = documents[quote.document].text
    if text[quote.start : quote.end] == quote.quote:
        return quote
    places = []
    at = text.find(quote.quote)
    while at >= 0:
        places.append(at)
        at = text.find(quote.quote, at + 1)
    if not places:
        raise ValueError(f"{quote.document} no longer says: {quote.quote}")
    start = min(places, key=lambda place: abs(place - quote.start))
    return replace(quote, start=start, end=start + len(quote.quote))


def make(documents: Mapping[str, Document]) -> dict[Half, list[Statement]]:
    """Both halves: each true statement, its twins behind it."""
    everything = [
        replace(w, quotes=tuple(placed(q, documents) for q in w.quotes)) for w in load_written()
    ]
    made: dict[Half, list[Statement]] = {}
    for half in HALVES:
        here = [w for w in everything if half_of(w, documents) == half]
        twins = Twins(here)
        made[half] = []
        for w in here:
            made[half].append(
                Statement(w.id, spaced(w.text), w.language, w.quotes, True, None, w.id)
            )
            made[half] += twins.of(w)
    return made


def line_of(statement: Statement) -> str:
    """One line of a file; a quote of running text has no row and column."""
    raw: dict[str, Any] = asdict(statement)
    raw["quotes"] = [{k: v for k, v in q.items() if v is not None} for q in raw["quotes"]]
    return json.dumps(raw, ensure_ascii=False) + "\n"


def main() -> int:
    """Write both files; print how many of each kind."""
    for half, statements in make(Assistant.open(Settings.load()).documents).items():
        text = "".join(line_of(statement) for statement in statements)
        (FOLDER / f"{half}.jsonl").write_text(text, encoding="utf-8")
        kinds = Counter(statement.change or "true" for statement in statements)
        print(half, len(statements), dict(kinds.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
