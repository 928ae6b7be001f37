from __future__ import annotations

import pytest

from askreport.verification.facts import facts_of
from askreport.verification.glosses import glossed
from tests.verification.make import quoting


@pytest.mark.parametrize(
    ("text", "quote", "gloss"),
    [
        ("奥特曼（Sam Altman）回归", "Sam Altman重返公司", "奥特曼"),
        ("语雀（Yuque）恢复", "语雀恢复服务", "Yuque"),
        ("Yuque (语雀) recovered", "语雀恢复服务", "Yuque"),
        ("Long Term Support goes on", "这是 LTS 版本", "Long Term Support"),
    ],
)
def test_a_name_beside_its_translation_is_no_other(text: str, quote: str, gloss: str) -> None:
    facts = facts_of(text)
    assert gloss in [facts.text[a:b] for a, b in glossed(facts, quoting(quote))]


def test_a_pair_of_which_no_quote_has_either_is_not_one() -> None:
    assert glossed(facts_of("飞书（Feishu）恢复"), quoting("语雀恢复服务")) == []
