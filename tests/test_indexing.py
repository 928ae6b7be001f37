from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from askreport.chunking import ChunkSizes
from askreport.embedding.hashed import HashedEmbedder
from askreport.errors import AskReportError, CorpusError, IndexWriteError
from askreport.indexing import Built, build, corpus_changed, plan
from askreport.store.manifest import Manifest, checked, read_manifest
from askreport.store.snapshot import load_snapshot
from tests.store.make import (
    Other,
    answer,
    built,
    edit,
    folder_of,
    leftovers,
    make_corpus,
)

LONGER = ("八个小时", "七个半小时")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return make_corpus(tmp_path)


@pytest.fixture
def index(tmp_path: Path, corpus: Path) -> Path:
    """An index of the corpus as it was first."""
    built(corpus, tmp_path / "index")
    return tmp_path / "index"


def outage(index: Path) -> str:
    return answer(load_snapshot(index), "语雀发生了重大故障")


# --- what is embedded ---------------------------------------------------------------------------


def test_the_first_build_embeds_every_text_once(tmp_path: Path, corpus: Path) -> None:
    done, seen = built(corpus, tmp_path / "index")
    assert seen == list(dict.fromkeys(plan([corpus], HashedEmbedder()).texts))
    assert (done.embedded, done.texts, done.unchanged) == (len(seen), 9, False)


def test_an_unchanged_corpus_embeds_and_writes_nothing(corpus: Path, index: Path) -> None:
    before = (index / "manifest.json").stat().st_mtime_ns
    done, seen = built(corpus, index)
    assert (seen, done.embedded, done.unchanged) == ([], 0, True)
    assert (index / "manifest.json").stat().st_mtime_ns == before


def test_an_edited_line_embeds_its_chunk_and_its_sentence(corpus: Path, index: Path) -> None:
    edit(corpus, *LONGER)
    done, seen = built(corpus, index)
    assert seen == [
        "语雀\n语雀发生了重大故障。服务中断了七个半小时。",
        "服务中断了七个半小时。",
    ]
    assert (done.embedded, done.texts, done.unchanged) == (2, 9, False)
    assert "七个半小时" in outage(index)
    assert [path.name for path in index.iterdir() if path.is_dir()] == [done.manifest.index_id]


def test_kept_vectors_are_those_of_a_whole_build(tmp_path: Path, corpus: Path, index: Path) -> None:
    edit(corpus, *LONGER)
    built(corpus, index)
    built(corpus, tmp_path / "fresh")
    kept, fresh = load_snapshot(index), load_snapshot(tmp_path / "fresh")
    assert kept.manifest.index_id == fresh.manifest.index_id
    rows = range(len(fresh.chunks))
    assert (kept.store.vectors(rows) == fresh.store.vectors(rows)).all()
    assert (kept.sentence_vectors == fresh.sentence_vectors).all()


def test_a_new_file_embeds_itself_only(corpus: Path, index: Path) -> None:
    (corpus / "more.txt").write_text("红帽限制了 RHEL 源代码。", encoding="utf-8")
    assert built(corpus, index)[1] == ["红帽限制了 RHEL 源代码。"]


def test_a_removed_file_is_gone_and_nothing_is_embedded(corpus: Path, index: Path) -> None:
    manifest = read_manifest(index)
    assert not corpus_changed([corpus], manifest)
    (corpus / "table.md").unlink()
    assert corpus_changed([corpus], manifest)
    done, seen = built(corpus, index)
    assert seen == []
    assert not done.unchanged
    assert list(load_snapshot(index).documents) == ["guide"]
    assert [d.id for d in read_manifest(index).documents] == ["guide"]


def test_a_rebuild_embeds_everything(corpus: Path, index: Path) -> None:
    done, seen = built(corpus, index, rebuild=True)
    assert len(seen) == done.embedded == 9
    assert "八个小时" in outage(index)


def test_another_embedder_embeds_everything(corpus: Path, index: Path) -> None:
    other = Other()
    done = build([corpus], index, other)
    assert len(other.seen) == done.embedded == 9
    assert read_manifest(index).embedder == "other"


def test_a_new_title_makes_another_index_without_embedding(corpus: Path, index: Path) -> None:
    (corpus / "corpus.toml").write_text('["guide.md"]\ntitle = "指南"\n', encoding="utf-8")
    done, seen = built(corpus, index)
    assert (seen, done.unchanged) == ([], False)
    assert load_snapshot(index).documents["guide"].title == "指南"


def test_another_chunk_size_is_another_index(corpus: Path) -> None:
    plain = plan([corpus], HashedEmbedder())
    assert plan([corpus], HashedEmbedder()).index_id == plain.index_id
    assert plan([corpus], HashedEmbedder(), ChunkSizes(500)).index_id != plain.index_id
    assert plan([corpus], Other()).index_id != plain.index_id


def test_the_manifest_tells_what_it_was_made_from(corpus: Path, index: Path) -> None:
    manifest = read_manifest(index)
    assert [(d.id, d.source, d.chunks) for d in manifest.documents] == [
        ("guide", "guide.md", 3),
        ("table", "table.md", 2),
    ]
    assert (manifest.embedder, manifest.embedder_name) == ("hashed:pairs:256", "hashed")
    assert (manifest.chunks, manifest.sentences, manifest.dimensions) == (5, 4, 256)


def test_progress_runs_from_reading_to_writing(tmp_path: Path, corpus: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build([corpus], tmp_path / "index", HashedEmbedder(), progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(step for step, _, _ in told)) == ["reading", "embedding", "writing"]
    assert {step: done == total for step, done, total in told} == {
        "reading": True,
        "embedding": True,
        "writing": True,
    }


@pytest.mark.parametrize("content", ["——", "<br>\n"])
def test_a_corpus_without_terms_is_indexed(tmp_path: Path, content: str) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text(content, encoding="utf-8")
    built(corpus, tmp_path / "index")
    assert list(load_snapshot(tmp_path / "index").documents) == ["a"]
    assert built(corpus, tmp_path / "index")[0].unchanged


# --- what cannot be done, and what stays --------------------------------------------------------


def test_a_bad_corpus_leaves_the_old_index(corpus: Path, index: Path) -> None:
    (corpus / "bad.txt").write_bytes(b"\x00")
    with pytest.raises(CorpusError, match=r"bad\.txt"):
        built(corpus, index)
    assert "八个小时" in outage(index)


@pytest.mark.parametrize("place", ["/proc/askreport-index", "/sys/askreport-index"])
def test_a_folder_that_cannot_be_written_is_named_with_the_mend(corpus: Path, place: str) -> None:
    with pytest.raises(IndexWriteError, match="ASKREPORT_INDEX") as caught:
        built(corpus, Path(place))
    assert place in str(caught.value)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path, corpus: Path) -> None:
    (tmp_path / "index").write_bytes(b"x")
    with pytest.raises(AskReportError, match="index"):
        built(corpus, tmp_path / "index")
    assert (tmp_path / "index").read_bytes() == b"x"


def test_a_path_too_long_for_the_system_is_refused(tmp_path: Path, corpus: Path) -> None:
    with pytest.raises(AskReportError, match="index"):
        built(corpus, tmp_path / ("x" * 300))


def run(script: str, corpus: Path, index: Path) -> subprocess.Popen[str]:
    """A build in a process of its own; ``script`` runs first and may change the world."""
    program = (
        "import os, resource, signal, sys, time\n"
        "from pathlib import Path\n"
        "from askreport.embedding.hashed import HashedEmbedder\n"
        "from askreport.errors import IndexWriteError\n"
        "from askreport.indexing import build\n"
        "corpus, index, marker = (Path(name) for name in sys.argv[1:])\n"
        f"{script}\n"
        "try:\n"
        "    build([corpus], index, HashedEmbedder())\n"
        "except IndexWriteError as error:\n"
        "    print(error)\n"
        "    sys.exit(3)\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program, str(corpus), str(index), str(index.parent / "marker")],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )


def wait_for_marker(index: Path, process: subprocess.Popen[str]) -> None:
    for _ in range(1200):
        if (index.parent / "marker").exists():
            return
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.05)
    process.kill()
    raise AssertionError("the build never came so far")


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    output = process.communicate(timeout=60)[0]
    return process.returncode, output


def test_a_full_disk_leaves_the_old_index(corpus: Path, index: Path) -> None:
    edit(corpus, *LONGER)
    limit = (
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))"
    )
    status, output = finish(run(limit, corpus, index))
    assert status == 3, output
    assert os.strerror(errno.EFBIG) in output
    assert "ASKREPORT_INDEX" in output
    assert "The old index was kept" in output
    assert leftovers(index) == []
    assert "八个小时" in outage(index)
    built(corpus, index)
    assert "七个半小时" in outage(index)


SLOW_EMBEDDER = """
def slow(self, texts, kind):
    marker.touch()
    time.sleep(120)
HashedEmbedder.embed_batch = slow
"""
SLOW_DISK = """
sync, calls = os.fsync, []
def slow(file):
    sync(file)
    calls.append(file)
    if len(calls) == 2:
        marker.touch()
        while marker.exists():
            time.sleep(0.05)
os.fsync = slow
"""


@pytest.mark.parametrize("stage", ["embedding", "writing"])
def test_a_killed_build_leaves_the_old_index(corpus: Path, index: Path, stage: str) -> None:
    edit(corpus, *LONGER)
    process = run(SLOW_EMBEDDER if stage == "embedding" else SLOW_DISK, corpus, index)
    wait_for_marker(index, process)
    process.kill()
    assert finish(process)[0] == -signal.SIGKILL
    assert bool(leftovers(index)) == (stage == "writing")
    assert "八个小时" in outage(index)
    built(corpus, index)
    assert "七个半小时" in outage(index)
    assert leftovers(index) == []


def test_a_build_with_nothing_to_do_clears_up_too(corpus: Path, index: Path) -> None:
    edit(corpus, *LONGER)
    process = run(SLOW_DISK, corpus, index)
    wait_for_marker(index, process)
    process.kill()
    finish(process)
    edit(corpus, *reversed(LONGER))
    assert built(corpus, index)[0].unchanged
    assert leftovers(index) == []


def test_a_second_build_is_refused_while_one_is_writing(corpus: Path, index: Path) -> None:
    edit(corpus, *LONGER)
    process = run(SLOW_DISK, corpus, index)
    try:
        wait_for_marker(index, process)
        edit(corpus, "TypeScript", "Rust")
        with pytest.raises(IndexWriteError, match="nother build"):
            built(corpus, index)
    finally:
        (index.parent / "marker").unlink(missing_ok=True)
        status, output = finish(process)
    assert (status, output) == (0, "")
    assert "七个半小时" in outage(index)
    built(corpus, index)
    assert leftovers(index) == []


def refuse_to_move(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """Make the last moves of a build fail: of the folder, or of the manifest into its place."""
    replace = Path.replace

    def refusing(self: Path, target: Any) -> Path:
        folder = self.name.startswith(".building-") and self.is_dir()
        if folder if part == "folder" else Path(target).name == "manifest.json":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refusing)


@pytest.mark.parametrize("part", ["folder", "manifest"])
@pytest.mark.parametrize("rebuild", [False, True])
def test_a_move_that_fails_leaves_the_old_index(
    corpus: Path, index: Path, part: str, rebuild: bool
) -> None:
    if not rebuild:  # a rebuild of the same corpus has the same id
        edit(corpus, *LONGER)
    with pytest.MonkeyPatch.context() as patch:
        refuse_to_move(patch, part)
        with pytest.raises(IndexWriteError, match="The old index was kept"):
            built(corpus, index, rebuild=rebuild)
    assert "八个小时" in outage(index)
    built(corpus, index, rebuild=True)
    assert leftovers(index) == []
    assert folder_of(index).name.startswith(read_manifest(index).index_id)


@pytest.mark.parametrize("name", ["documents.json", "lexical.npz", "chunks.faiss"])
@pytest.mark.parametrize("rebuild", [False, True])
def test_a_reader_that_meets_a_build_gets_a_whole_index(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch, name: str, rebuild: bool
) -> None:
    """The build replaces everything after the reader has its manifest, at one of the files."""
    builds: list[tuple[Built, list[str]]] = []

    def interrupted(folder: Path, manifest: Manifest, wanted: str) -> bytes:
        if wanted == name and not builds:
            builds.append(built(corpus, index, rebuild=rebuild))
        return checked(folder, manifest, wanted)

    old = load_snapshot(index)
    if not rebuild:
        edit(corpus, *LONGER)
        monkeypatch.setattr("askreport.indexing.load_snapshot", lambda index: old)
    monkeypatch.setattr("askreport.store.snapshot.checked", interrupted)
    loaded = load_snapshot(index)
    assert len(builds) == 1
    assert loaded.manifest.index_id == plan([corpus], HashedEmbedder()).index_id
    assert answer(loaded, "语雀发生了重大故障") == outage(index)


def test_a_loaded_index_outlives_its_files(corpus: Path, index: Path) -> None:
    loaded = load_snapshot(index)
    edit(corpus, *LONGER)
    built(corpus, index)
    assert "八个小时" in answer(loaded, "语雀发生了重大故障")
