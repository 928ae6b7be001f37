"""A small corpus and its index, with the hashed embedder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from askreport.embedding.hashed import HashedEmbedder
from askreport.indexing import Built, build

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from askreport.embedding.base import Kind, Vectors
    from askreport.store.snapshot import Snapshot

FILES = ("documents.json", "chunks.json", "chunks.faiss", "sentences.npy", "lexical.npz")
GUIDE = """# 语雀

语雀发生了重大故障。服务中断了八个小时。

# Gitee

Gitee 上增长最快的语言是 TypeScript。它的增长率很高。

# curl

curl 修复了 CVE-2023-38545。
"""
TABLE = "|名|国|\n|-|-|\n|ChatGLM|China|\n|Llama|USA|\n"


class Counting(HashedEmbedder):
    """Remembers every text that it was asked to embed."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def embed_batch(self, texts: Sequence[str], kind: Kind) -> Vectors:
        self.seen += texts
        return super().embed_batch(texts, kind)


class Other(Counting):
    """The same vectors under another name."""

    @property
    def fingerprint(self) -> str:
        return "other"


def make_corpus(folder: Path) -> Path:
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "guide.md").write_text(GUIDE, encoding="utf-8")
    (corpus / "table.md").write_text(TABLE, encoding="utf-8")
    return corpus


def edit(corpus: Path, before: str, after: str) -> None:
    content = (corpus / "guide.md").read_text(encoding="utf-8")
    assert content.count(before) == 1
    (corpus / "guide.md").write_text(content.replace(before, after), encoding="utf-8")


def built(corpus: Path, index: Path, *, rebuild: bool = False) -> tuple[Built, list[str]]:
    """What a build did, and the texts that it embedded."""
    embedder = Counting()
    done = build([corpus], index, embedder, rebuild=rebuild)
    return done, embedder.seen


def folder_of(index: Path) -> Path:
    """The one folder of the index's files."""
    (folder,) = [path for path in index.iterdir() if path.is_dir()]
    return folder


def leftovers(index: Path) -> list[str]:
    """What an unfinished build leaves beside the index; a lock file may stay."""
    return sorted(
        path.name for path in index.iterdir() if path.name.startswith(".") and path.name != ".lock"
    )


def answer(snapshot: Snapshot, question: str) -> str:
    """The chunk that both legs agree on for ``question``."""
    vector = HashedEmbedder().embed([question], "query")[0]
    ((row, _),) = snapshot.store.search(vector, 1)
    assert int(snapshot.lexical.scores(question).argmax()) == row
    chunk = snapshot.chunks[row]
    return snapshot.documents[chunk.document_id].text[chunk.start : chunk.end]
