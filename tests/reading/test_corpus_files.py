from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from askreport.errors import CorpusError
from askreport.reading import corpus_files, read_document
from tests.reading.make import file

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_gives_what_can_be_read_by_name(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", "c.MD", "d.markdown", "README.md", "corpus.toml", "e.pdf"):
        file(tmp_path, "x", name)
    names = [path.name for path in corpus_files([tmp_path])]
    assert names == ["a.txt", "b.md", "c.MD", "d.markdown"]


def test_a_readme_is_left_out_whatever_its_case_but_can_be_named(tmp_path: Path) -> None:
    readme = file(tmp_path, "x", "ReadMe.MD")
    file(tmp_path, "x", "a.txt")
    assert [path.name for path in corpus_files([tmp_path])] == ["a.txt"]
    assert corpus_files([readme]) == [readme]


def test_named_files_are_sorted_too(tmp_path: Path) -> None:
    a, b = file(tmp_path, "x", "a.txt"), file(tmp_path, "x", "b.txt")
    assert corpus_files([b, a]) == [a, b]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    a = file(tmp_path, "x", "a.txt")
    assert corpus_files([tmp_path, a]) == [a]


def test_an_unknown_kind_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"^e\.pdf: .*cannot be read yet; known are .*\.txt"):
        corpus_files([file(tmp_path, "x", "e.pdf")])


def test_a_path_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="gone does not exist; name a file or folder that does"):
        corpus_files([tmp_path / "gone"])


def test_nothing_to_read_is_refused(tmp_path: Path) -> None:
    file(tmp_path, "x", "README.md")
    with pytest.raises(CorpusError, match=r"put \.txt or \.md files into the corpus folder"):
        corpus_files([tmp_path])


def test_two_files_of_one_stem_are_refused(tmp_path: Path) -> None:
    file(tmp_path, "x", "a.txt")
    file(tmp_path, "x", "a.md")
    with pytest.raises(CorpusError, match=r"a\.md and a\.txt would both .* 'a'; rename one"):
        corpus_files([tmp_path])


def test_title_and_questions_stand_beside_the_file(tmp_path: Path) -> None:
    file(tmp_path, '["a.txt"]\ntitle = "开源报告"\nquestions = ["甲？", "乙？"]\n', "corpus.toml")
    document = read_document(file(tmp_path, "x"))
    assert (document.title, document.questions) == ("开源报告", ("甲？", "乙？"))
    other = read_document(file(tmp_path, "x", "b.txt"))
    assert (other.title, other.questions) == ("b", ())


@pytest.mark.parametrize(
    "metadata",
    [
        '["a.txt"\ntitle = 1',
        b"\xff\xfe",
        '"a.txt" = "a title"',
        '["a.txt"]\nquestions = "one question"',
        '["a.txt"]\ntitle = ["two", "titles"]',
    ],
)
def test_broken_metadata_is_refused_by_name(tmp_path: Path, metadata: str | bytes) -> None:
    file(tmp_path, metadata, "corpus.toml")
    with pytest.raises(CorpusError, match=r"corpus\.toml"):
        read_document(file(tmp_path, "x"))
