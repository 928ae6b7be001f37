from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from askreport.errors import CorpusError
from askreport.reading import read_document
from askreport.reading.decoding import decode
from tests.reading.make import file, read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("raw", "mend"),
    [
        (b"", "put text into it"),
        (b" \n\t\r\n", "put text into it"),
        ("\u3000\n\u00a0".encode(), "put text into it"),
        (b"\xef\xbb\xbf", "put text into it"),
        (b"\x7fELF\x00\x01", "save it as UTF-8 text"),
        ("开源".encode("utf-16"), "UTF-8"),
        ("开源开发者".encode("gb18030"), "iconv -f GB18030 -t UTF-8 a.txt"),
        ("开源".encode()[:-1], "convert it"),
    ],
)
def test_what_is_no_text_is_refused_with_its_mend(tmp_path: Path, raw: bytes, mend: str) -> None:
    with pytest.raises(CorpusError, match=r"^a\.txt is ") as caught:
        read(tmp_path, raw)
    assert mend in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"^gone\.txt cannot be read .*check that the file"):
        read_document(tmp_path / "gone.txt")


def test_a_folder_in_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(CorpusError, match=r"^a\.txt cannot be read"):
        read_document(tmp_path / "a.txt")


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    assert decode(file(tmp_path, b"\xef\xbb\xbf" + "开源".encode())).content == "开源"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_read_alike(tmp_path: Path, end: str) -> None:
    lines = ["大模型的生态", "", "开源项目很多，大家都喜欢。", " 第二页的事情也说完了。"]
    expected = read(tmp_path, "\n".join(lines))
    got = read(tmp_path, end.join(lines))
    assert got.text == expected.text
    assert got.pages == expected.pages
    assert got.blocks == expected.blocks
    assert len(got.pages) == 2


def test_look_alikes_become_the_plain_characters_one_for_one(tmp_path: Path) -> None:
    decoded = decode(file(tmp_path, "⽉⼤\uf0d8ＡＢ①月"))
    assert decoded.content == "月大➢ＡＢ①月"  # full width and circled are the file's own


def test_simplified_radicals_become_plain_too(tmp_path: Path) -> None:
    # Unicode gives these no compatibility form, and PDF fonts use them all the same.
    assert decode(file(tmp_path, "⺠⻅⻓⻔⻚⻛⻢⻰")).content == "民见长门页风马龙"


def test_the_checksum_is_of_the_bytes(tmp_path: Path) -> None:
    raw = "\ufeff⽉\r\n".encode()
    decoded = decode(file(tmp_path, raw, "b.c.txt"))
    assert decoded.sha256 == hashlib.sha256(raw).hexdigest()
    assert (decoded.id, decoded.source) == ("b.c", "b.c.txt")
