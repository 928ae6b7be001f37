"""`FeedbackStore`: feedback in one database. Threads and processes may share the database.

Every value reaches the database as a bound parameter. Each call opens a connection and closes it:
feedback is rare, nothing is left to close at the end, and a database that was away, replaced or
moved is found again by the next call.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from askreport.feedback.failures import in_memory, no_driver, not_a_url, unavailable, unreadable
from askreport.feedback.notes import Feedback, cleaned
from askreport.feedback.schema import create, ready, tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Engine, Row

    from askreport.feedback.notes import Verdict
    from askreport.records import Answer, Turn

BUSY_SECONDS: Final = 10
"""How long a call waits for another process that writes to the same SQLite file."""


class FeedbackStore:
    """The feedback in the database of a SQLAlchemy URL.

    A new SQLite file can be read by its owner alone: comments are people's own words.
    """

    def __init__(self, url: str) -> None:
        """Nothing is opened or created yet.

        Raises:
            FeedbackUnavailableError: the URL cannot be used, or its driver is not installed.
        """
        self._engine = _engine(url)

    def add(
        self,
        answer_id: str,
        verdict: Verdict,
        comment: str | None = None,
        *,
        answer: Answer | None = None,
        history: Sequence[Turn] = (),
    ) -> str:
        """Keep a verdict; its new id. ``history`` is what was said before the answer's question.

        Raises:
            FeedbackUnavailableError: it cannot be written.
        """
        from sqlalchemy import insert

        now = _now()
        name = f"fb_{secrets.token_hex(10)}"
        values = _given(verdict, comment) | _told(answer, history)
        values |= {"id": name, "answer_id": answer_id, "created_at": now, "changed_at": now}
        with self._writing() as connection:
            connection.execute(insert(tables().feedback).values(values))
        return name

    def change(
        self,
        feedback_id: str,
        answer_id: str,
        verdict: Verdict,
        comment: str | None = None,
        *,
        answer: Answer | None = None,
        history: Sequence[Turn] = (),
    ) -> bool:
        """Replace verdict and comment of an earlier feedback on the same answer.

        What was told of the answer stays where nothing is told now. False where there is no such
        feedback.

        Raises:
            FeedbackUnavailableError: it cannot be written.
        """
        from sqlalchemy import update

        feedback = tables().feedback
        values = _given(verdict, comment) | {"changed_at": _now()}
        if answer is not None:
            values |= _told(answer, history)
        with self._writing() as connection:
            done = connection.execute(
                update(feedback)
                .where(feedback.c.id == feedback_id, feedback.c.answer_id == answer_id)
                .values(values)
            )
            return done.rowcount == 1

    def listed(
        self, verdict: Verdict | None = None, since: datetime | None = None
    ) -> Iterator[Feedback]:
        """Feedback in the order it came: only of ``verdict``, only given or changed ``since`` then.

        A time without a zone is UTC. Nothing is created where there is no feedback yet.

        Raises:
            FeedbackUnavailableError: it cannot be read.
        """
        from sqlalchemy import select

        if not self._is_there():
            return
        feedback = tables().feedback
        chosen = select(feedback).order_by(feedback.c.created_at, feedback.c.id)
        if verdict is not None:
            chosen = chosen.where(feedback.c.verdict == verdict)
        if since is not None:
            chosen = chosen.where(feedback.c.changed_at >= _utc(since))
        with self._failing(), self._engine.connect() as connection:
            if not ready(connection):
                return
            for row in connection.execution_options(yield_per=100).execute(chosen):
                yield _feedback(row)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction on tables that are there."""
        with self._failing():
            self._make_folder()
            with self._engine.connect() as plain:
                connection = plain.execution_options(**{_WRITES: True})
                self._prepare(connection)
                with connection.begin():
                    yield connection

    def _prepare(self, connection: Connection) -> None:
        from sqlalchemy.exc import DatabaseError

        with connection.begin():
            if ready(connection):
                return
        self._use_wal(connection)
        try:
            with connection.begin():
                if not ready(connection):
                    create(connection)
        except DatabaseError:
            # Where creating tables waits for nobody, another process may have been first.
            with connection.begin():
                if not ready(connection):
                    raise

    def _use_wal(self, connection: Connection) -> None:
        """Readers and a writer of a new SQLite file need not wait for each other.

        Kept in the file. It is refused while another process opens the file, too, which then asks
        for it in our place.
        """
        if self._engine.dialect.name != "sqlite":
            return
        # Not through SQLAlchemy, which would begin a transaction; inside one this is not possible.
        driver = connection.connection.cursor()
        try:
            driver.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname not in ("SQLITE_BUSY", "SQLITE_LOCKED"):
                raise
        finally:
            driver.close()

    def _file(self) -> Path | None:
        """The SQLite file."""
        url = self._engine.url
        if url.get_backend_name() != "sqlite" or (url.database or "").startswith("file:"):
            return None
        return Path(url.database or "")

    def _is_there(self) -> bool:
        file = self._file()
        return file is None or file.exists()

    def _make_folder(self) -> None:
        file = self._file()
        if file is not None and not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600)

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """What goes wrong inside, in the project's words."""
        from sqlalchemy.exc import SQLAlchemyError

        try:
            yield
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            raise unavailable(error, self._engine.url) from error
        except ValueError as error:  # of JSON, of times, of a record
            raise unreadable(self._engine.url) from error


_WRITES: Final = "askreport_writes"


def _engine(url: str) -> Engine:
    from sqlalchemy import create_engine, event, make_url
    from sqlalchemy.exc import ArgumentError, InvalidRequestError, NoSuchModuleError
    from sqlalchemy.pool import NullPool

    try:
        made = make_url(url)
    except (ArgumentError, ValueError):
        raise not_a_url() from None
    is_sqlite = made.drivername.partition("+")[0] == "sqlite"
    if is_sqlite and (
        made.database in (None, "")
        or ":memory:" in str(made.database)
        or made.query.get("mode") == "memory"
    ):
        raise in_memory()
    try:
        engine = create_engine(
            made,
            poolclass=NullPool,
            hide_parameters=True,
            json_serializer=_json,
            connect_args={"timeout": BUSY_SECONDS} if is_sqlite else {},
        )
    except (ImportError, NoSuchModuleError, InvalidRequestError) as error:
        raise no_driver(error, made) from error
    except ArgumentError:
        raise not_a_url() from None
    if is_sqlite:
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin)
    return engine


def _leave_transactions_to_us(connection: Any, _: object) -> None:
    """Python's driver would begin transactions late, and none at all for creating tables."""
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    """A writer takes its place at once: one that has read first would fail and not wait."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _given(verdict: Verdict, comment: str | None) -> dict[str, Any]:
    return {"verdict": verdict, "comment": cleaned(comment or "") or None}


def _told(answer: Answer | None, history: Sequence[Turn]) -> dict[str, Any]:
    """What the columns hold of an answer: all but its passages, which are large."""
    if answer is None:
        return {"question": None, "status": None, "backend": None, "answer": None, "history": None}
    less = answer.model_copy(update={"passages": ()})
    turns = [{"role": t.role, "content": cleaned(t.content)} for t in history]
    backend = ":".join(filter(None, (answer.backend.name, answer.backend.model)))
    return {
        "question": cleaned(answer.question),
        "status": answer.status,
        "backend": cleaned(backend),
        "answer": json.loads(less.model_dump_json()),
        "history": turns or None,
    }


def _feedback(row: Row[Any]) -> Feedback:
    given = dict(row._mapping)
    for name in ("created_at", "changed_at"):
        given[name] = given[name].replace(tzinfo=UTC)
    return Feedback.model_validate({**given, "history": given["history"] or ()})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _now() -> datetime:
    return _utc(datetime.now(UTC))


def _utc(time: datetime) -> datetime:
    """``time`` in UTC, without its zone."""
    return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time
