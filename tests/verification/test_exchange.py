from __future__ import annotations

import pytest

from askreport.verification.exchange import exchanges_in
from askreport.verification.facts import facts_of
from tests.verification.make import quoting

SHARES = "融合了 70%的通用数据与 30%供应链原生数据。"
TOOLS = "GitHub Copilot 是常见的编程插件，而 Warp 是具有编程能力的终端工具。"


@pytest.mark.parametrize(
    ("statement", "quote", "found"),
    [
        ("七成是通用数据，三成是供应链原生数据。", SHARES, False),
        ("七成是供应链原生数据，三成是通用数据。", SHARES, True),
        ("Warp是终端工具，Copilot是常见的编程插件。", TOOLS, False),
        ("Warp是常见的编程插件，Copilot是终端工具。", TOOLS, True),
    ],
)
def test_what_has_changed_places(statement: str, quote: str, found: bool) -> None:
    assert bool(exchanges_in(facts_of(statement), quoting(quote))) is found
