from __future__ import annotations

from askreport.records import CellReference, Citation
from askreport.verification.quoting import clauses_stand, is_quote, names_columns


def cell(column: str | None, quote: str) -> Citation:
    return Citation(
        number=1,
        document_id="d",
        document_title="D",
        page=1,
        heading=None,
        start=0,
        end=len(quote),
        quote=quote,
        passage_id="",
        url="",
        cell=CellReference(row=1, column=column) if column else None,
    )


def test_a_quote_is_one_whatever_its_spaces_and_width() -> None:
    assert is_quote("语雀 ７小时", [cell(None, "语雀7 小时")])
    assert not is_quote("语雀8小时", [cell(None, "语雀7 小时")])


def test_values_stand_under_their_own_columns() -> None:
    cells = [cell("名称", "CV-CUDA"), cell("国", "USA")]
    assert clauses_stand("CV-CUDA（国：USA）", cells)
    assert not clauses_stand("CV-CUDA（国：CV-CUDA）", cells)
    assert not clauses_stand("CV-CUDA（国：Japan）", cells)


def test_whether_columns_are_named() -> None:
    assert names_columns("CV-CUDA（国：Japan）", [cell("国", "USA")])
    assert not names_columns("CV-CUDA 来自 USA", [cell("国", "USA")])
