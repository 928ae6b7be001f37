from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from askreport.composing import Composers
from askreport.errors import ModelUnavailableError, UnknownBackendError, UsageError
from askreport.models import Models
from tests.models.small import small_model

if TYPE_CHECKING:
    from pathlib import Path

    from askreport.settings import Settings

KEY = "sk-S3CRET"


@pytest.fixture
def remote(settings: Settings) -> Settings:
    return replace(settings, openai_base_url="http://127.0.0.1:1/v1", openai_api_key=KEY)


def test_a_model_is_made_once_and_shared(remote: Settings) -> None:
    models = Models(remote)
    first = models.get("openai:some/model:7b")
    assert (first.name, first.model) == ("openai", "some/model:7b")
    assert models.get("openai:some/model:7b") is first
    assert models.get("openai:other") is not first
    models.close()
    assert models.get("openai:other").model == "other"


def test_a_local_path_is_taken_from_the_home(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "mine.gguf").write_bytes(b"GGUF")
    model = Models(replace(settings, home=tmp_path)).get("local:mine.gguf")
    assert (model.name, model.model) == ("local", "mine")
    assert Models(settings).get(f"local:{small_model()}").model == small_model().stem


def test_a_file_is_loaded_once_by_whatever_name(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "mine.gguf").write_bytes(b"GGUF")
    models = Models(replace(settings, home=tmp_path))
    first = models.get("local:mine.gguf")
    assert models.get(f"local:{tmp_path}/./mine.gguf") is first


def test_names_that_requests_make_up_do_not_pile_up(remote: Settings) -> None:
    models = Models(remote)
    made = [models.get(f"openai:made-up-{number}") for number in range(500)]
    assert len({id(model.endpoint) for model in made}) == 1  # type: ignore[attr-defined]
    assert len(models._made) < 100
    assert models.get("openai:made-up-499") is made[-1]
    models.close()


@pytest.mark.parametrize("name", ["", "openai", "openai:", "local:", "gpt:x", "extractive"])
def test_other_names_are_refused(remote: Settings, name: str) -> None:
    with pytest.raises(UnknownBackendError, match="openai:MODEL"):
        Models(remote).get(name)


def test_without_an_endpoint_it_says_what_to_set(settings: Settings) -> None:
    with pytest.raises(ModelUnavailableError, match="OPENAI_API_KEY"):
        Models(settings).get("openai:some")


@pytest.mark.parametrize("name", ["oracle", "openai:", "local:", "", "extractive:x"])
def test_composers_refuse_what_is_no_backend(remote: Settings, name: str) -> None:
    with pytest.raises(UnknownBackendError, match="extractive"):
        Composers(remote).get(name)
    with pytest.raises(UnknownBackendError):
        Composers().get(name)


def test_composers_make_a_new_composer_for_each_question(remote: Settings) -> None:
    composers = Composers(remote)
    one, other = composers.get("openai:m"), composers.get("openai:m")
    assert one is not other
    assert (one.backend.name, one.backend.model) == ("openai", "m")
    assert one.prompt_sha256 is not None
    assert composers.get("extractive").prompt_sha256 is None


def test_a_prompt_that_is_not_there_is_said(remote: Settings, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        Composers(replace(remote, prompt=tmp_path / "none.md")).get("openai:m")


def offered(settings: Settings, *names: str) -> list[bool]:
    found = []
    for name in names:
        try:
            Composers(settings).check_offered(name)
            found.append(True)
        except UnknownBackendError:
            found.append(False)
    return found


NAMES = ("extractive", "openai:a", "openai:b", "local:/x.gguf")


def test_requests_may_name_what_is_configured(settings: Settings, remote: Settings) -> None:
    assert offered(settings, *NAMES) == [True, False, False, True]
    assert offered(remote, *NAMES) == [True, True, True, True]
    assert offered(replace(remote, host="0.0.0.0"), *NAMES) == [True, True, True, False]
    listed = replace(remote, backends="openai:a, local:/m/*")
    assert offered(listed, *NAMES) == [True, True, False, False]
    assert offered(replace(listed, backend="openai:b"), *NAMES) == [True, True, True, False]


def test_where_a_local_model_lies_is_not_told(settings: Settings) -> None:
    composers = Composers(replace(settings, backend=f"local:{small_model()}", backends="none"))
    name = f"local:{small_model().stem}"
    assert name in composers.offered
    assert not any(str(small_model().parent) in shown for shown in composers.offered)
    for backend in (name, composers.default):
        composers.check_offered(backend)
        assert composers.get(backend).backend.model == small_model().stem
    with pytest.raises(UnknownBackendError) as raised:
        composers.check_offered("local:/etc/other.gguf")
    assert str(small_model().parent) not in str(raised.value)
    composers.close()
