"""Evidence that does not answer to what is said: why, what was looked for, what came nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from askreport.composing.base import Source
from askreport.messages import Declined, abstention_message
from askreport.reading.language import language_of
from askreport.records import Abstention
from askreport.script import script_of, to_script
from askreport.tables import Selection, told

if TYPE_CHECKING:
    from askreport.citing import CitationList
    from askreport.evidence import Evidence


def abstain(evidence: Evidence, cited: CitationList, language: str) -> Abstention:
    """The abstention for ``evidence``; what came nearest is entered into ``cited``."""
    near = evidence.nearest or evidence.chosen[:2]
    nearest = [cited.cite(Source(i.row, i.start, i.end)) for i in near]
    sought = evidence.sought
    reason = evidence.reason or "not_stated"
    message = abstention_message(
        Declined(
            reason=reason,
            language=language,
            kind=sought.kind,
            names=(*sought.names, *sought.versions, *sought.years, *sought.quoted),
            missing=evidence.missing,
            contradicted=evidence.contradicted,
            lost=evidence.lost,
            nearest=[c.number for c in nearest],
            table=_of_table(evidence.selection, language) if evidence.selection else None,
        )
    )
    return Abstention(reason=reason, message=message, nearest=tuple(c.number for c in nearest))


def voice(question: str) -> str:
    """What to answer ``question`` in: ``zh``, ``zh-Hant`` or ``en``."""
    language = language_of(question)
    return "zh-Hant" if language == "zh" and script_of(question) == "traditional" else language


def _of_table(selection: Selection, language: str) -> str:
    """What the table says of the selection; the words of asking in it are converted, too."""
    words = told(selection, language)
    return to_script(words, "traditional") if language == "zh-Hant" else words
