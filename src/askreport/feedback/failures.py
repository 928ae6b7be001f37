"""Errors of databases and of their drivers as `FeedbackUnavailableError`, with the mend.

What clients of the service are told names no file, host or user; the full words are for the
command line and the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from askreport.errors import FeedbackUnavailableError

if TYPE_CHECKING:
    from sqlalchemy import URL

PUBLIC: Final = "Feedback cannot be stored at the moment; the service's log says why."
_SETTING: Final = "ASKREPORT_FEEDBACK_URL"
_EXAMPLES: Final = "sqlite:////folder/feedback.sqlite3 or postgresql+psycopg://user@host/name"
_MENDS: Final = (
    ("SQLITE_FULL", "make room on the disk"),
    ("SQLITE_IOERR", "make room on the disk, and check its health"),
    ("SQLITE_READONLY", f"check the permissions of the file and its folder, or set {_SETTING}"),
    ("SQLITE_PERM", f"check the permissions of the file and its folder, or set {_SETTING}"),
    ("SQLITE_CANTOPEN", f"check the permissions of the file and its folder, or set {_SETTING}"),
    ("SQLITE_BUSY", "another program holds it; end that one, or try again"),
    ("SQLITE_LOCKED", "another program holds it; end that one, or try again"),
    ("SQLITE_NOTADB", "it is not an SQLite database or is damaged; move it away or restore a copy"),
    ("SQLITE_CORRUPT", "it is damaged; move it away (the next feedback makes a new one)"),
)
"""Beginnings of SQLite's names of errors, and what helps."""


def unavailable(error: Exception, url: URL) -> FeedbackUnavailableError:
    """What ``error``, raised at work on the database of ``url``, is to a person."""
    original = getattr(error, "orig", None) or error
    name = str(getattr(original, "sqlite_errorname", ""))
    mend = next((words for start, words in _MENDS if name.startswith(start)), "")
    if isinstance(error, OSError):
        why = error.strerror or type(error).__name__
        mend = f"check the permissions of the file and its folder, or set {_SETTING}"
    else:
        why = _first_line(original)
    return failure(f"The database of feedback, {shown(url)}, failed ({why})", mend or _check())


def no_driver(error: Exception, url: URL) -> FeedbackUnavailableError:
    """The package that speaks to this kind of database is not here, or there is no such kind."""
    return failure(
        f"The driver of {url.drivername} databases cannot be loaded ({_first_line(error)})",
        "install it where askreport is (for PostgreSQL: pip install 'psycopg[binary]'), or set "
        f"{_SETTING} to another database",
    )


def unreadable(url: URL) -> FeedbackUnavailableError:
    """What is stored is not what this program stores; it is not repeated."""
    return failure(
        f"The database of feedback, {shown(url)}, holds a row that cannot be read",
        "another program changed it; mend or remove that row, or move the database away",
    )


def not_a_url() -> FeedbackUnavailableError:
    """The setting cannot be read; it is not repeated, since it may hold a password."""
    return failure(
        "The setting feedback_url is not a SQLAlchemy URL",
        f"set {_SETTING} to one such as {_EXAMPLES}",
    )


def in_memory() -> FeedbackUnavailableError:
    """A database without a file would be empty for whoever lists it."""
    return failure(
        "Feedback in a database in memory would be lost", f"set {_SETTING} to a file: {_EXAMPLES}"
    )


def other_version(found: str, own: int, url: URL) -> FeedbackUnavailableError:
    """The tables are not those that this version writes."""
    return failure(
        f"The database of feedback, {shown(url)}, has {found}, and this askreport reads version "
        f"{own}",
        "use the askreport that wrote it, or move it away (for SQLite, the file: the next feedback "
        f"makes a new one), or set {_SETTING} to another",
    )


def failure(what: str, mend: str) -> FeedbackUnavailableError:
    """``what`` happened, and the ``mend``."""
    return FeedbackUnavailableError(f"{what}: {mend}.", public=PUBLIC)


def shown(url: URL) -> str:
    """``url`` without its password and without its options, which may hold one, too."""
    return url.set(query={}).render_as_string(hide_password=True)


def _check() -> str:
    return f"check that it is there and lets this user in, or set {_SETTING}"


def _first_line(error: BaseException) -> str:
    """Neither the statement nor its values, which SQLAlchemy's own words would repeat."""
    lines = str(error).strip().splitlines()
    return lines[0][:300] if lines else type(error).__name__
