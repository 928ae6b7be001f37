from __future__ import annotations

import os
from pathlib import Path

import pytest

from askreport import settings as module
from askreport.errors import UsageError
from askreport.settings import Settings, find_home

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("ASKREPORT_"):
            monkeypatch.delenv(name)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def write(home: Path, content: str) -> None:
    (home / "askreport.toml").write_text(content, encoding="utf-8")


def test_defaults(home: Path) -> None:
    loaded = Settings.load(home=home)
    assert loaded == Settings(home, home / "corpus", home / "index", home / "web")
    assert (loaded.embedder, loaded.backend, loaded.host) == ("bundled", "extractive", "127.0.0.1")
    assert (loaded.top_k, loaded.port, loaded.threads) == (8, 8765, 0)


def test_the_file_goes_before_the_defaults(home: Path) -> None:
    write(home, 'port = 9001\nembedder = "hashed"\n')
    loaded = Settings.load(home=home)
    assert (loaded.port, loaded.embedder, loaded.top_k) == (9001, "hashed", 8)


def test_the_environment_goes_before_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(home, "port = 9001\ntop_k = 3\n")
    monkeypatch.setenv("ASKREPORT_PORT", "9002")
    loaded = Settings.load(home=home)
    assert (loaded.port, loaded.top_k) == (9002, 3)


def test_what_is_given_goes_before_the_environment(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASKREPORT_PORT", "9002")
    monkeypatch.setenv("ASKREPORT_TOP_K", "4")
    loaded = Settings.load(home=home, port=9003, top_k=None)
    assert (loaded.port, loaded.top_k) == (9003, 4)  # None is not given


def test_an_empty_variable_is_not_set(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASKREPORT_PORT", "")
    assert Settings.load(home=home).port == 8765


def test_the_environment_names_the_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(home, "port = 9001\n")
    monkeypatch.setenv("ASKREPORT_HOME", str(home))
    assert (Settings.load().home, Settings.load().port) == (home, 9001)


@pytest.mark.parametrize(
    ("given", "expected"),
    [("docs", "HOME/docs"), ("/srv/docs", "/srv/docs"), ("~/docs", "USER/docs")],
)
def test_folders_are_absolute(
    home: Path, monkeypatch: pytest.MonkeyPatch, given: str, expected: str
) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    monkeypatch.setenv("ASKREPORT_CORPUS", given)
    wanted = expected.replace("HOME", str(home)).replace("USER", "/home/someone")
    assert Settings.load(home=home).corpus == Path(wanted)


def test_a_relative_home_is_made_absolute(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    assert Settings.load(home=".").index == home / "index"


def test_an_unknown_setting_in_the_file_is_named(home: Path) -> None:
    write(home, "prot = 1\n")
    with pytest.raises(UsageError, match=r"askreport\.toml .* do not exist: prot\. Known .*port"):
        Settings.load(home=home)


def test_a_file_that_is_no_toml_is_named(home: Path) -> None:
    write(home, "port = \n")
    with pytest.raises(UsageError, match=r"askreport\.toml is not valid TOML .*; mend that line"):
        Settings.load(home=home)
    (home / "askreport.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="not valid TOML"):
        Settings.load(home=home)


@pytest.mark.parametrize("value", ['"many"', '""', "[1]", "80.5", "true"])
def test_a_number_that_is_none_is_named(home: Path, value: str) -> None:
    write(home, f"port = {value}\n")
    with pytest.raises(UsageError, match="The setting port takes a whole number, not "):
        Settings.load(home=home)


@pytest.mark.parametrize("name", ["port", "top_k", "threads"])
def test_numbers_in_the_environment_are_read(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(f"ASKREPORT_{name.upper()}", "12")
    assert getattr(Settings.load(home=home), name) == 12
    monkeypatch.setenv(f"ASKREPORT_{name.upper()}", "12x")
    with pytest.raises(UsageError, match=f"The setting {name} takes a whole number, not '12x'"):
        Settings.load(home=home)


@pytest.mark.parametrize("name", ["corpus", "index", "web", "embedder", "backend", "host"])
def test_a_text_that_is_none_is_named(home: Path, name: str) -> None:
    write(home, f"{name} = 5\n")
    with pytest.raises(UsageError, match=f"setting {name} "):
        Settings.load(home=home)


@pytest.mark.parametrize("mark", ["corpus", "askreport.toml"])
def test_a_folder_with_a_corpus_or_a_file_is_a_home(
    home: Path, monkeypatch: pytest.MonkeyPatch, mark: str
) -> None:
    monkeypatch.chdir(home)
    assert find_home() == ROOT  # the checkout that these tests run from
    if mark == "corpus":
        (home / mark).mkdir()
    else:
        write(home, "")
    assert find_home() == home
    assert Settings.load().home == home


def test_outside_a_checkout_the_bundled_copies_are_the_home(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    package = home / "lib" / "site-packages" / "askreport"
    monkeypatch.setattr(module, "__file__", str(package / "settings.py"))
    assert find_home() == package / "bundled"
