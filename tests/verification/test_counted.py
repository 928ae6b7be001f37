from __future__ import annotations

import pytest

from askreport.verification.counted import miscounted
from askreport.verification.facts import facts_of

RELEASES = "历经 17 个 alpha 版本、17 个 beta 版和 6 个 RC 版，正式发布。"


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("发布前有 17 个 alpha、17 个 beta 和 6 个 RC。", False),
        ("发布前有 6 个 alpha、17 个 beta 和 17 个候选版。", True),
        ("It had 17 alphas, 17 betas and six candidates.", False),
        ("发布前有 6 个候选版。", False),
    ],
)
def test_what_is_counted_otherwise(statement: str, found: bool) -> None:
    assert bool(miscounted(facts_of(statement), [facts_of(RELEASES)])) is found


def test_what_a_quote_has_uncounted_as_well_may_be_counted_so() -> None:
    quotes = [facts_of("共 17 个 beta 版。"), facts_of("最后的 beta 版共出了 6 次。")]

    assert not miscounted(facts_of("出了 6 个 beta。"), quotes)
