"""Where feedback is kept: one SQLite file by default, any database that SQLAlchemy speaks to."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import askreport
from askreport.feedback.failures import not_a_url

if TYPE_CHECKING:
    from askreport.settings import Settings

FILE: Final = "feedback.sqlite3"
_BUNDLED: Final = Path(askreport.__file__).resolve().parent / "bundled"


def url_of(settings: Settings) -> str:
    """The URL of the database: the setting ``feedback_url``, else `FILE` in `folder_of`.

    A relative SQLite file of the setting is meant from the home folder, as other paths are.

    Raises:
        FeedbackUnavailableError: the setting is not a SQLAlchemy URL.
    """
    from sqlalchemy import URL, make_url
    from sqlalchemy.exc import ArgumentError

    given: str = getattr(settings, "feedback_url", "")
    if not given:
        file = folder_of(settings) / FILE
        return URL.create("sqlite", database=str(file)).render_as_string()
    try:
        url = make_url(given)
        if url.get_backend_name() == "sqlite" and _is_file(url.database):
            file = settings.home / Path(url.database or "").expanduser()
            url = url.set(database=str(file))
        return url.render_as_string(hide_password=False)
    except (ArgumentError, ValueError, RuntimeError):
        # The reasons may repeat the URL, and that may hold a password.
        raise not_a_url() from None


def folder_of(settings: Settings) -> Path:
    """The home folder; the user's own data folder where home is not ours to write to.

    A file that already is in the home folder is used in any case, so that feedback of a service
    that may write there is found by somebody who may not.
    """
    home = settings.home
    if (home / FILE).exists():
        return home
    if home.resolve() == _BUNDLED or not os.access(home, os.W_OK | os.X_OK):
        return _data_folder() / "askreport"
    return home


def _data_folder() -> Path:
    if sys.platform == "win32":
        return Path.home() / "AppData" / "Local"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path.home() / ".local" / "share"


def _is_file(database: str | None) -> bool:
    return database not in (None, "", ":memory:") and not str(database).startswith("file:")
