from __future__ import annotations

from dataclasses import dataclass, fields, make_dataclass
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import make_url

import askreport
from askreport.errors import FeedbackUnavailableError
from askreport.feedback import FeedbackStore, url_of
from askreport.feedback.place import FILE
from askreport.settings import Settings
from tests.feedback.make import ID, checked

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the person who runs this."""
    folder = tmp_path / "person"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    return folder


@dataclass(frozen=True)
class Given:
    """Settings as far as the place of feedback depends on them."""

    home: Path
    feedback_url: str = ""


def place(home: Path, url: str = "") -> str:
    given: Any = Given(home, url)
    return url_of(given)


def test_it_is_a_file_in_the_home_folder(tmp_path: Path) -> None:
    assert place(tmp_path) == f"sqlite:///{tmp_path}/{FILE}"
    store = FeedbackStore(place(tmp_path))
    store.add(ID, "up")
    assert (tmp_path / FILE).is_file()


def test_settings_without_the_setting_will_do(tmp_path: Path) -> None:
    bare = make_dataclass("bare", [f.name for f in fields(Settings) if f.name != "feedback_url"])
    given: Any = bare(**{f.name: tmp_path for f in fields(bare)})
    assert url_of(given) == f"sqlite:///{tmp_path}/{FILE}"


def test_odd_characters_of_a_folder_are_part_of_its_name(tmp_path: Path) -> None:
    home = tmp_path / "报告 100%?a=b#c@d"
    home.mkdir()
    FeedbackStore(place(home)).add(ID, "up")
    assert (home / FILE).is_file()


def test_the_bundled_copy_is_not_written_to(
    person: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled = tmp_path / "bundled"
    bundled.mkdir()
    monkeypatch.setattr("askreport.feedback.place._BUNDLED", bundled)
    url = place(bundled)
    assert f"sqlite:///{person}/" in url
    FeedbackStore(url).add(ID, "up")
    assert list(bundled.iterdir()) == []
    assert len(list(person.rglob(FILE))) == 1


def test_the_bundled_copy_is_where_settings_look_for_it() -> None:
    from askreport.feedback import place

    (package,) = askreport.__path__
    assert str(place._BUNDLED) == f"{package}/bundled"


def test_a_home_folder_that_is_not_ours_is_not_written_to(person: Path, tmp_path: Path) -> None:
    assert f"sqlite:///{person}/" in place(tmp_path / "nowhere")


def test_a_file_that_is_there_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("askreport.feedback.place._BUNDLED", tmp_path)
    (tmp_path / FILE).touch()
    assert place(tmp_path) == f"sqlite:///{tmp_path}/{FILE}"


def test_the_setting_names_any_database(tmp_path: Path) -> None:
    for url in (
        "postgresql+psycopg://user:secret@host:5432/name?sslmode=require",
        "sqlite:////folder/file.sqlite3",
        "sqlite:///file:/folder/file?uri=true",
    ):
        assert make_url(place(tmp_path, url)) == make_url(url)


def test_a_relative_file_is_meant_from_the_home_folder(person: Path, tmp_path: Path) -> None:
    assert place(tmp_path, "sqlite:///own.db") == f"sqlite:///{tmp_path}/own.db"
    assert place(tmp_path, "sqlite:///~/own.db") == f"sqlite:///{person}/own.db"


@pytest.mark.parametrize("url", ["secret words", "://secret", "postgresql://u:secret@h:port/x"])
def test_what_is_no_url_is_not_repeated(tmp_path: Path, url: str) -> None:
    with pytest.raises(FeedbackUnavailableError, match="ASKREPORT_FEEDBACK_URL") as caught:
        place(tmp_path, url)
    checked(caught.value)
