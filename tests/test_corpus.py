"""The shipped corpus is what was taken in, byte for byte."""

from __future__ import annotations

import hashlib

import pytest

from askreport.reading import corpus_files
from tests.conftest import REPORT, ROOT, TABLE

CHECKSUMS = {
    f"{REPORT}.txt": "ed87cbae216ccf8f4664f9aae42f289b31a931b8dc01697bb3a4102340c4702b",
    f"{TABLE}.md": "c796e0effaf0bc367a3e5aaca1d849700dbcb4f7818b8d5b3960a5a4f614de5c",
}


def test_these_are_the_corpus() -> None:
    assert {path.name for path in corpus_files([ROOT / "corpus"])} == set(CHECKSUMS)


@pytest.mark.parametrize("name", CHECKSUMS)
def test_a_file_has_its_checksum(name: str) -> None:
    raw = (ROOT / "corpus" / name).read_bytes()
    assert hashlib.sha256(raw).hexdigest() == CHECKSUMS[name]


@pytest.mark.parametrize("name", CHECKSUMS)
def test_the_readme_tells_the_checksum(name: str) -> None:
    told = (ROOT / "corpus" / "README.md").read_text(encoding="utf-8")
    assert name in told
    assert CHECKSUMS[name] in told
