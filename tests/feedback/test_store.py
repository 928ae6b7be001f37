from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as trial
from hypothesis import strategies as st

from askreport.errors import FeedbackUnavailableError
from askreport.feedback import FeedbackStore, cleaned, store
from askreport.feedback.failures import PUBLIC
from askreport.records import Turn
from tests.feedback.make import ID, OTHER_ID, checked, refused, sqlite_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askreport.assistant import Assistant


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "feedback.sqlite3"


@pytest.fixture
def kept(path: Path) -> FeedbackStore:
    return FeedbackStore(sqlite_url(path))


# --- keeping and listing -------------------------------------------------------------------------


def test_a_verdict_is_kept(kept: FeedbackStore, path: Path) -> None:
    before = datetime.now(UTC)
    name = kept.add(ID, "down", " 数字不对。\r\n应当是七小时。\x07 ")
    (one,) = FeedbackStore(sqlite_url(path)).listed()
    assert (one.id, one.answer_id, one.verdict) == (name, ID, "down")
    assert one.comment == "数字不对。\n应当是七小时。"
    assert before <= one.created_at == one.changed_at <= datetime.now(UTC)
    assert one.created_at.tzinfo == UTC
    assert (one.answer, one.question, one.history) == (None, None, ())


@pytest.mark.parametrize("comment", [None, "", "  ", "\x00"])
def test_no_comment_is_none(kept: FeedbackStore, comment: str | None) -> None:
    kept.add(ID, "up", comment)
    assert [one.comment for one in kept.listed()] == [None]


def test_the_answer_is_kept_without_its_passages(kept: FeedbackStore, assistant: Assistant) -> None:
    answer = assistant.ask("语雀那次重大故障持续了多久？")
    history = [Turn(role="user", content="早\x00"), Turn(role="assistant", content="好")]
    kept.add(answer.id, "up", answer=answer, history=history)
    (one,) = kept.listed()
    assert answer.passages
    assert one.answer == answer.model_copy(update={"passages": ()}).model_dump(mode="json")
    assert one.question == answer.question
    assert (one.status, one.backend) == ("answered", "extractive")
    assert [turn.content for turn in one.history] == ["早", "好"]


def test_the_file_holds_chinese_as_chinese(
    kept: FeedbackStore, path: Path, assistant: Assistant
) -> None:
    answer = assistant.ask("语雀那次重大故障持续了多久？")
    kept.add(answer.id, "up", answer=answer)
    with closing(sqlite3.connect(path)) as connection:
        ((text,),) = connection.execute("SELECT answer FROM feedback").fetchall()
    assert "语雀" in text


def test_a_verdict_can_be_changed(kept: FeedbackStore, assistant: Assistant) -> None:
    answer = assistant.ask("语雀那次重大故障持续了多久？")
    name = kept.add(answer.id, "up", "好", answer=answer)
    other = kept.add(answer.id, "up", "也好")
    assert kept.change(name, answer.id, "down")
    first, second = kept.listed()
    assert (first.id, first.verdict, first.comment) == (name, "down", None)
    assert first.question == answer.question  # what was told stays
    assert first.created_at < first.changed_at
    assert (second.id, second.verdict, second.comment) == (other, "up", "也好")
    assert kept.change(other, answer.id, "up", answer=answer)
    assert [one.question for one in kept.listed()] == [answer.question] * 2


def test_only_ones_own_verdict_can_be_changed(kept: FeedbackStore) -> None:
    name = kept.add(ID, "up")
    assert not kept.change("fb_00000000000000000000", ID, "down")
    assert not kept.change(name, OTHER_ID, "down")
    assert [one.verdict for one in kept.listed()] == ["up"]


def test_ids_cannot_be_guessed_from_others(kept: FeedbackStore) -> None:
    names = [kept.add(ID, "up") for _ in range(20)]
    assert len({name[:8] for name in names}) == 20


def test_listing_chooses_by_verdict_and_time(kept: FeedbackStore) -> None:
    first = kept.add(ID, "up")
    middle = datetime.now(UTC)
    second = kept.add(ID, "down")
    third = kept.add(ID, "up")

    def names(**chosen: object) -> list[str]:
        return [one.id for one in kept.listed(**chosen)]  # type: ignore[arg-type]

    assert names() == [first, second, third]
    assert names(verdict="up") == [first, third]
    assert names(since=middle) == [second, third]
    assert names(since=middle.astimezone(timezone(timedelta(hours=8)))) == [second, third]
    assert names(since=middle.replace(tzinfo=None)) == [second, third]
    assert names(verdict="down", since=middle) == [second]
    assert names(since=datetime.now(UTC)) == []
    kept.change(first, ID, "up")
    assert names(since=middle) == [first, second, third]


def test_listing_nothing_creates_nothing(kept: FeedbackStore, path: Path) -> None:
    assert list(kept.listed()) == []
    assert not path.exists()
    path.touch()
    assert list(kept.listed()) == []
    assert path.stat().st_size == 0


def test_a_listing_that_is_left_holds_nothing(kept: FeedbackStore) -> None:
    for _ in range(3):
        kept.add(ID, "up")
    listing = kept.listed()
    next(listing)
    kept.add(ID, "up")
    assert len(list(listing)) == 2  # as it was when the listing began
    assert len(list(kept.listed())) == 4


@pytest.mark.parametrize(
    "words",
    [
        "'); DROP TABLE feedback; --",
        "' OR '1'='1",
        '"; DELETE FROM feedback; --',
        ":comment %s ? %(x)s",
    ],
)
def test_words_are_never_statements(kept: FeedbackStore, words: str) -> None:
    name = kept.add(ID, "up", words)
    assert not kept.change(words, words, "down")
    assert not kept.change(words, ID, "down", words)
    assert [(one.verdict, one.comment) for one in kept.listed()] == [("up", words)]
    assert kept.change(name, ID, "down", words)
    assert list(kept.listed(verdict=words)) == []  # type: ignore[arg-type]
    assert len(list(kept.listed())) == 1


@trial(max_examples=40, deadline=None, database=None)
@given(comment=st.text(alphabet=st.characters(exclude_categories=()), max_size=50))
def test_any_comment_is_kept(comment: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kept = FeedbackStore(sqlite_url(Path(folder) / "f.sqlite3"))
        kept.add(ID, "up", comment)
        (one,) = kept.listed()
        assert one.comment == (cleaned(comment) or None)


def test_the_file_is_its_owners_alone(kept: FeedbackStore, path: Path) -> None:
    kept.add(ID, "up")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_missing_folders_are_made(tmp_path: Path) -> None:
    kept = FeedbackStore(sqlite_url(tmp_path / "a" / "b" / "f.sqlite3"))
    kept.add(ID, "up")
    assert len(list(kept.listed())) == 1


def test_a_file_that_was_moved_away_is_made_anew(kept: FeedbackStore, path: Path) -> None:
    kept.add(ID, "up")
    path.rename(path.with_suffix(".old"))
    kept.add(ID, "down")
    assert [one.verdict for one in kept.listed()] == ["down"]


# --- many at once --------------------------------------------------------------------------------


def test_threads_write_at_once(kept: FeedbackStore) -> None:
    with ThreadPoolExecutor(16) as pool:
        names = list(pool.map(lambda n: kept.add(ID, "up", str(n)), range(160)))
    listed = list(kept.listed())
    assert {one.id for one in listed} == set(names)
    assert Counter(one.comment for one in listed) == Counter(map(str, range(160)))


PROCESS = (
    "import sys, time\n"
    "from pathlib import Path\n"
    "from askreport.feedback import FeedbackStore\n"
    "import sqlalchemy\n"
    "url, start, own = sys.argv[1:]\n"
    "Path(start).with_name('ready' + own).touch()\n"
    "while not Path(start).exists():\n"
    "    time.sleep(0.001)\n"
    "store = FeedbackStore(url)\n"
    "for n in range(25):\n"
    "    store.add('ans_0123456789abcdef0123', 'up', own + '-' + str(n))\n"
)


def test_processes_make_the_file_and_write_at_once(path: Path, tmp_path: Path) -> None:
    start = tmp_path / "start"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, sqlite_url(path), str(start), str(own)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for own in range(4)
    ]
    end = time.monotonic() + 60
    while len(list(tmp_path.glob("ready*"))) < 4:
        assert time.monotonic() < end
        time.sleep(0.01)
    start.touch()
    for process in processes:
        output = process.communicate(timeout=120)[0]
        assert process.returncode == 0, output
    comments = {one.comment for one in FeedbackStore(sqlite_url(path)).listed()}
    assert comments == {f"{own}-{n}" for own in range(4) for n in range(25)}


@pytest.fixture
def held(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program that is in the midst of writing."""
    FeedbackStore(sqlite_url(path)).add(ID, "up")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield connection


def test_a_file_that_is_held_too_long_is_busy(
    held: sqlite3.Connection, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.2)
    kept = FeedbackStore(sqlite_url(path))
    assert "another program holds it" in str(refused(kept))
    assert len(list(kept.listed())) == 1  # readers do not wait for writers
    held.execute("ROLLBACK")
    kept.add(ID, "up")
    assert len(list(kept.listed())) == 2


# --- databases that do not serve -----------------------------------------------------------------


def test_a_file_that_is_no_database_is_named(kept: FeedbackStore, path: Path) -> None:
    path.write_bytes(b"These are words, and no database. " * 200)
    before = path.read_bytes()
    error = refused(kept)
    assert str(path) in str(error)
    assert "move it away" in str(error)
    assert str(path) not in error.public
    with pytest.raises(FeedbackUnavailableError, match="move it away"):
        list(kept.listed())
    assert path.read_bytes() == before


def test_a_statement_that_fails_tells_no_values(kept: FeedbackStore, path: Path) -> None:
    kept.add(ID, "up")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE feedback RENAME COLUMN comment TO remark")
        connection.commit()
    error = refused(kept)
    assert "no column named comment" in str(error)
    assert "private words" not in str(error.__cause__)


def test_a_damaged_database_is_named(kept: FeedbackStore, path: Path) -> None:
    for _ in range(50):
        kept.add(ID, "up", "x" * 2000)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + bytes(255 for _ in range(len(whole) - 4096)))
    assert "move it away" in str(refused(kept))
    with pytest.raises(FeedbackUnavailableError, match="move it away") as caught:
        list(kept.listed())
    checked(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        "history = '{'",
        "answer = '[[['",
        "verdict = 'perhaps'",
        "created_at = 'private words'",
    ],
)
def test_damaged_values_are_an_error_and_not_repeated(
    kept: FeedbackStore, path: Path, change: str
) -> None:
    kept.add(ID, "up")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"UPDATE feedback SET {change}")
        connection.commit()
    with pytest.raises(FeedbackUnavailableError, match="a row that cannot be read") as caught:
        list(kept.listed())
    checked(caught.value)


def test_a_full_disk_is_said_and_keeps_what_was_there(kept: FeedbackStore, path: Path) -> None:
    kept.add(ID, "up", "before")
    size = path.stat().st_size
    program = (
        "import resource, signal, sys\n"
        "from askreport.errors import FeedbackUnavailableError\n"
        "from askreport.feedback import FeedbackStore\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "limit = int(sys.argv[2])\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))\n"
        "store = FeedbackStore(sys.argv[1])\n"
        "try:\n"
        "    for _ in range(1000):\n"
        "        store.add('ans_0123456789abcdef0123', 'up', 'x' * 2000)\n"
        "except FeedbackUnavailableError as error:\n"
        "    print(error)\n"
    )
    for limit in (size + 8192, 65_536 + size):  # the second has room for SQLite's working files
        done = subprocess.run(
            [sys.executable, "-c", program, sqlite_url(path), str(limit)],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert "make room on the disk" in done.stdout, done.stdout + done.stderr
    kept.add(ID, "up", "after")
    comments = [one.comment for one in kept.listed()]
    assert (comments[0], comments[-1]) == ("before", "after")


def test_a_disk_without_any_room_is_said() -> None:
    assert "make room on the disk" in str(refused(FeedbackStore("sqlite:////dev/full")))


READ_ONLY = (
    "import os, sys\n"
    "import sqlalchemy.dialects.sqlite, unicodedata, secrets\n"
    "from askreport.errors import FeedbackUnavailableError\n"
    "from askreport.feedback import FeedbackStore\n"
    "import askreport.feedback.schema, sqlalchemy.pool, sqlalchemy.exc, sqlite3\n"
    "FeedbackStore('sqlite:////nowhere/x')\n"
    "if os.getuid() == 0:\n"
    "    os.setgroups([]), os.setgid(65534), os.setuid(65534)\n"
    "try:\n"
    "    FeedbackStore(sys.argv[1]).add('ans_0123456789abcdef0123', 'up')\n"
    "except FeedbackUnavailableError as error:\n"
    "    print(error)\n"
)


@pytest.mark.parametrize("there", [False, True])
def test_a_folder_that_is_read_only_is_said(there: bool) -> None:
    with tempfile.TemporaryDirectory() as name:  # not below pytest's own, which others cannot enter
        folder = Path(name)
        path = folder / "f.sqlite3"
        if there:
            FeedbackStore(sqlite_url(path)).add(ID, "up")
            path.chmod(0o444)
        folder.chmod(0o555)
        try:
            done = subprocess.run(
                [sys.executable, "-c", READ_ONLY, sqlite_url(path)],
                capture_output=True,
                text=True,
                timeout=60,
                env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
            )
            assert done.returncode == 0, done.stderr
            assert "check the permissions" in done.stdout
            assert str(path) in done.stdout
        finally:
            folder.chmod(0o755)


def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    error = refused(FeedbackStore(sqlite_url(tmp_path / "taken" / "f.sqlite3")))
    assert "check the permissions" in str(error)
    assert "check the permissions" in str(refused(FeedbackStore(sqlite_url(tmp_path))))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://user:secret@127.0.0.1/name", r"psycopg.*pip install 'psycopg\[binary\]'"),
        ("postgresql+psycopg2://user:secret@127.0.0.1/name", "psycopg2"),
        ("nosuch://user:secret@host/name", "driver of nosuch databases"),
        ("sqlite+nosuch:////tmp/x", "driver of sqlite.nosuch databases"),
        ("sqlite://user:secret@host/name", "not a SQLAlchemy URL"),
        ("postgresql://user:secret@host:port/name", "not a SQLAlchemy URL"),
        ("secret", "not a SQLAlchemy URL"),
        ("", "not a SQLAlchemy URL"),
        ("sqlite://", "in memory would be lost"),
        ("sqlite:///:memory:", "in memory would be lost"),
        ("sqlite:///file:x?mode=memory&uri=true", "in memory would be lost"),
    ],
)
def test_a_url_that_cannot_serve_is_said(url: str, words: str) -> None:
    with pytest.raises(FeedbackUnavailableError, match=words) as caught:
        FeedbackStore(url)
    assert "ASKREPORT_FEEDBACK_URL" in str(checked(caught.value))
    assert caught.value.public == PUBLIC


def test_sqlalchemy_waits_for_the_first_store() -> None:
    program = (
        "import sys, askreport.cli, askreport.api.app, askreport.feedback\n"
        "print('sqlalchemy' in sys.modules)\n"
        "askreport.feedback.FeedbackStore('sqlite:////nowhere/x')\n"
        "print('sqlalchemy' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["False", "True"]
