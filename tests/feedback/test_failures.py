from __future__ import annotations

import pytest
from sqlalchemy import make_url

from askreport.feedback.failures import PUBLIC, no_driver, other_version, unavailable, unreadable

URL = make_url("postgresql+psycopg://user:secret@host:5432/name?password=secret&sslmode=require")


@pytest.mark.parametrize(
    "error",
    [
        unavailable(OSError(28, "No space left on device"), URL),
        unavailable(ValueError(""), URL),
        unreadable(URL),
        no_driver(ImportError("No module named 'psycopg'"), URL),
        other_version("version 2", 1, URL),
    ],
    ids=str,
)
def test_no_password_is_told_and_nothing_to_strangers(error: Exception) -> None:
    assert "secret" not in str(error)
    assert "postgresql+psycopg" in str(error)
    assert getattr(error, "public", None) == PUBLIC
    for word in ("host", "user", "name", "postgresql"):
        assert word not in PUBLIC


def test_only_the_first_line_of_a_reason_is_told() -> None:
    error = unavailable(ValueError("first line\nsecond line"), URL)
    assert "first line" in str(error)
    assert "second line" not in str(error)
