"""What readers thought of answers: kept in a database, and handed on as candidate cases.

The way through the folder::

    notes       Feedback: a verdict, perhaps a comment, perhaps the answer it is about
    place       settings -> the database's URL
    failures    a database's errors -> what is said, with the mend
    schema      the tables, and the version that wrote them
    store       FeedbackStore: add, change, list
    candidates  feedback + documents -> candidate evaluation cases

About the person nothing is kept: no name, no address. SQLAlchemy is loaded when a store is first
used, so neither asking nor starting the service waits for it.
"""

from __future__ import annotations

from askreport.feedback.candidates import Exported, candidates, export
from askreport.feedback.notes import MOST_COMMENT, Feedback, Verdict, cleaned
from askreport.feedback.place import url_of
from askreport.feedback.store import FeedbackStore

__all__ = [
    "MOST_COMMENT",
    "Exported",
    "Feedback",
    "FeedbackStore",
    "Verdict",
    "candidates",
    "cleaned",
    "export",
    "url_of",
]
