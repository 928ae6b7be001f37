from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from askreport.api.completions.naming import backend_of, models_of
from askreport.composing import Composers
from askreport.errors import UnknownBackendError

if TYPE_CHECKING:
    from askreport.settings import Settings


def test_what_is_offered_by_name_is_listed_once_and_patterns_are_not(settings: Settings) -> None:
    chosen = replace(settings, backend="openai:big", backends="openai:small, local:*, openai:big")
    composers = Composers(chosen)
    assert models_of(composers) == [
        "askreport",
        "askreport/extractive",
        "askreport/openai:big",
        "askreport/openai:small",
    ]
    for model in models_of(composers):
        backend_of(model, composers)


def test_the_prefix_may_be_left_out_and_the_bare_name_is_the_default(settings: Settings) -> None:
    composers = Composers(replace(settings, backends="openai:*"))
    assert backend_of("askreport", composers) is None
    assert backend_of("askreport/extractive", composers) == "extractive"
    assert backend_of("extractive", composers) == "extractive"
    assert backend_of("askreport/openai:x/y", composers) == "openai:x/y"


@pytest.mark.parametrize(
    "model", ["gpt-4o", "askreport/", "askreport/askreport", "Askreport", "local:/etc/passwd"]
)
def test_a_model_that_is_not_offered_is_unknown(settings: Settings, model: str) -> None:
    with pytest.raises(UnknownBackendError):
        backend_of(model, Composers(replace(settings, backends="openai:*")))
