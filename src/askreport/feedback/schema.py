"""The tables of feedback, and the version of their layout.

A change of the layout raises `VERSION`. A database of another version is refused with words and
never altered.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from askreport.feedback.failures import other_version

if TYPE_CHECKING:
    from sqlalchemy import Connection, MetaData, Table

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Tables:
    """All that is stored."""

    metadata: MetaData
    feedback: Table
    version: Table


@cache
def tables() -> Tables:
    """The tables. A function, since SQLAlchemy is loaded only when they are needed."""
    from sqlalchemy import JSON, Column, DateTime, Integer, MetaData, String, Table, Text

    metadata = MetaData()
    feedback = Table(
        "feedback",
        metadata,
        Column("id", String(30), primary_key=True),
        Column("answer_id", String(30), nullable=False, index=True),
        Column("verdict", String(10), nullable=False),
        Column("comment", Text),
        # UTC without a zone: not every database keeps one.
        Column("created_at", DateTime, nullable=False),
        Column("changed_at", DateTime, nullable=False, index=True),
        # Of the answer, for those who read the table with SQL; `answer` has all of it.
        Column("question", Text),
        Column("status", String(20)),
        Column("backend", Text),
        Column("history", JSON(none_as_null=True)),
        Column("answer", JSON(none_as_null=True)),
    )
    version = Table("feedback_version", metadata, Column("version", Integer, nullable=False))
    return Tables(metadata, feedback, version)


def ready(connection: Connection) -> bool:
    """Whether the tables are there.

    Raises:
        FeedbackUnavailableError: they are, and another version or another program made them.
    """
    from sqlalchemy import inspect, select

    ours = tables()
    look = inspect(connection)
    if not look.has_table(ours.version.name):
        if look.has_table(ours.feedback.name):
            found = "a table feedback without a version"
            raise other_version(found, VERSION, connection.engine.url)
        return False
    versions = list(connection.execute(select(ours.version.c.version)).scalars())
    if versions != [VERSION]:
        found = f"version {', '.join(map(str, versions)) or 'none'}"
        raise other_version(found, VERSION, connection.engine.url)
    return True


def create(connection: Connection) -> None:
    """Make the tables, in the connection's transaction."""
    from sqlalchemy import insert

    ours = tables()
    ours.metadata.create_all(connection)
    connection.execute(insert(ours.version).values(version=VERSION))
