"""One case on the page: what was asked, what was said, what it rests on, what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from askreport.evaluation.page.markup import Markup, joined, tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from askreport.evaluation.results import CaseResult, EvidenceFound, Quoted

VERDICTS: Final = {
    "right": "right",
    "incomplete": "answered, a fact is missing",
    "declined": "declined, though there is an answer",
    "invented": "answered, though there is no answer",
    "failed": "no reply",
}
"""What can be said of a reply, and how."""


def verdict(result: CaseResult) -> str:
    """Which of `VERDICTS` the reply is."""
    if result.error is not None:
        return "failed"
    if result.correct:
        return "right"
    if result.answered and result.answerable:
        return "incomplete"
    if result.answered:
        return "invented"
    # What is not answerable and was declined is wrong only where must asks for words of a refusal.
    return "declined" if result.answerable else "incomplete"


def card(result: CaseResult, change: str = "") -> Markup:
    """The case, folded; ``change`` is ``better`` or ``worse`` than in the baseline."""
    said = verdict(result)
    language = "zh-Hans" if result.language == "zh" else result.language
    head = tag(
        "summary",
        tag("span", "✓" if result.correct else "✗", class_="mark", aria_hidden="true"),
        tag("span", result.question, class_="question", lang=language),
        tag("span", result.kind, class_="badge"),
        tag("span", result.split, class_="badge"),
        "" if result.correct else tag("span", said, class_="badge bad"),
        tag("span", change, class_="badge changed") if change else "",
    )
    return tag(
        "details",
        head,
        tag("div", *_body(result, said), class_="body", lang=language),
        class_=f"case {'right' if result.correct else 'wrong'}",
        id=f"case-{result.id}",
        data_kind=result.kind,
        data_split=result.split,
        data_verdict=said,
        data_change=change or None,
    )


def _body(result: CaseResult, said: str) -> Iterable[str]:
    facts = [result.id, VERDICTS[said], f"confidence {result.confidence:.2f}"]
    facts += [f"{result.milliseconds:.0f} ms"]
    facts += [f"reason {result.reason}"] if result.reason else []
    yield tag("p", " · ".join(facts), class_="facts", lang="en")
    for turn in result.history:
        yield tag("p", tag("b", f"{turn.role}: "), turn.content, class_="turn")
    if result.error is not None:
        yield tag("p", result.error, class_="fault", lang="en")
    if result.text:
        yield _titled("Reply", tag("blockquote", result.text))
    if result.must:
        yield _titled("Asked for", _must(result))
    if result.quoted:
        yield _titled("Cited", tag("ul", *map(_quoted, result.quoted)))
    if result.found:
        yield _titled("Evidence", tag("ul", *map(_found, result.found)))
    if result.note:
        yield _titled("Note", tag("p", result.note))


def _titled(title: str, content: Markup) -> Markup:
    return tag("section", tag("h3", title, lang="en"), content)


def _must(result: CaseResult) -> Markup:
    missing = set(result.missing)
    return tag(
        "ul",
        *(
            tag(
                "li",
                _mark(group not in missing, "said", "missing"),
                " ",
                joined((tag("q", word) for word in group), " / "),
            )
            for group in result.must
        ),
    )


def _quoted(quoted: Quoted) -> Markup:
    notes = [_mark(quoted.relevant, "meets the evidence", "elsewhere")] if quoted.valid else []
    if quoted.needed is False:
        notes.append(tag("span", "not needed", class_="note"))
    if not quoted.valid:
        notes.append(tag("span", "not the document's words", class_="fault"))
    place = f"{quoted.document}, p. {quoted.page} ({quoted.start}:{quoted.end})"
    return tag(
        "li",
        tag("b", f"[{quoted.number}] "),
        tag("q", quoted.quote),
        " ",
        tag("small", joined([*notes, place], " · "), lang="en"),
    )


def _found(found: EvidenceFound) -> Markup:
    if found.lost:
        notes = [tag("span", "in no document", class_="fault")]
    else:
        rank = f"found at rank {found.depth}" if found.depth else ""
        notes = [
            _mark(found.depth is not None, rank, "not found"),
            _mark(found.cited, "cited", "not cited"),
        ]
    return tag(
        "li",
        tag("q", found.quote),
        " ",
        tag("small", joined([*notes, found.document], " · "), lang="en"),
    )


def _mark(good: bool, yes: str, no: str) -> Markup:
    if good:
        return tag("span", f"✓ {yes}", class_="good", lang="en")
    return tag("span", f"✗ {no}", class_="bad", lang="en")
