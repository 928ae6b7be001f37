from __future__ import annotations

from askreport.verification.alignment import nearest
from askreport.verification.facts import facts_of
from tests.verification.make import quoting


def test_the_clause_with_most_in_common() -> None:
    evidence = quoting("用户数增长了 30%，成本降低了一半。", "服务完全恢复。")
    near = nearest(facts_of("成本减半"), evidence)
    assert near is not None
    assert "成本" in near.text
    near = nearest(facts_of("The cost fell by 50%"), evidence)
    assert near is not None
    assert "成本" in near.text
    assert nearest(facts_of("天气晴朗"), evidence) is None
