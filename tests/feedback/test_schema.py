from __future__ import annotations

import importlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.schema import CreateTable

from askreport.errors import FeedbackUnavailableError
from askreport.feedback import FeedbackStore
from askreport.feedback.schema import VERSION, tables
from tests.feedback.make import ID, checked, refused, sqlite_url

if TYPE_CHECKING:
    from pathlib import Path


def alter(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql", "mysql", "oracle", "mssql"])
def test_every_kind_of_database_can_have_the_tables(dialect: str) -> None:
    made = importlib.import_module(f"sqlalchemy.dialects.{dialect}").dialect()
    for table in tables().metadata.sorted_tables:
        assert table.name in str(CreateTable(table).compile(dialect=made))


def test_the_version_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "f.sqlite3"
    FeedbackStore(sqlite_url(path)).add(ID, "up")
    FeedbackStore(sqlite_url(path)).add(ID, "up")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version FROM feedback_version").fetchall() == [(VERSION,)]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE feedback_version SET version = 99", "version 99"),
        ("INSERT INTO feedback_version VALUES (99)", "version 1, 99"),
        ("DELETE FROM feedback_version", "version none"),
        ("DROP TABLE feedback_version", "a table feedback without a version"),
    ],
)
def test_another_version_is_refused_and_left_as_it_is(
    tmp_path: Path, change: str, found: str
) -> None:
    path = tmp_path / "f.sqlite3"
    store = FeedbackStore(sqlite_url(path))
    store.add(ID, "up")
    alter(path, change)
    before = path.read_bytes()
    error = refused(store)
    assert found in str(error)
    assert str(path) in str(error)
    with pytest.raises(FeedbackUnavailableError, match="this askreport reads version 1") as caught:
        list(store.listed())
    checked(caught.value)
    assert path.read_bytes() == before


def test_a_database_with_other_tables_is_shared(tmp_path: Path) -> None:
    path = tmp_path / "f.sqlite3"
    alter(path, "CREATE TABLE theirs (x)", "INSERT INTO theirs VALUES (1)")
    store = FeedbackStore(sqlite_url(path))
    assert list(store.listed()) == []
    store.add(ID, "up")
    assert len(list(store.listed())) == 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT x FROM theirs").fetchall() == [(1,)]
