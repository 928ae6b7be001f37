"""What the documents say can be done, can be done."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from dataclasses import fields
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import click
import pytest

from askreport.cli import main
from askreport.settings import DEFAULT_PORT, Settings
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Service

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
    and (path.parent.name != "corpus" or path.name == "README.md")
)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)|(?:src|href)=\"([^\"]+)\"")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def commands_of(text: str) -> list[str]:
    """Each ``askreport …`` of the console blocks and inline code, without redirections."""
    lines = [
        line.removeprefix("$ ").strip()
        for language, block in FENCE.findall(text)
        if language in ("console", "bash", "sh", "shell")
        for line in block.replace("\\\n", " ").splitlines()
    ]
    lines += re.findall(r"`([^`\n]+)`", FENCE.sub("", text))
    found = [re.split(r" *(?:[>|&;]|2>)", line)[0] for line in lines]
    return [c for c in found if re.match(r"askreport [a-z-]", c) and "…" not in c]


COMMANDS = [(name_of(page), c) for page in PAGES for c in commands_of(page.read_text("utf-8"))]


def test_the_readme_shows_every_command() -> None:
    shown = {shlex.split(c)[1] for c in commands_of(README)}
    assert set(main.commands) <= shown


@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_a_command_shown_takes_those_options(page: str, command: str) -> None:
    _, *arguments = shlex.split(command)
    with main.make_context("askreport", list(arguments)) as context:
        name, found, rest = main.resolve_command(context, arguments)
        assert found is not None
        if not rest and any(p.required for p in found.params):
            return  # named, not shown as run
        found.make_context(name, rest, parent=context).close()


def test_a_command_with_a_wrong_option_would_be_found() -> None:
    (command,) = commands_of("```console\n$ askreport ask --nonsense 问题 > a.json\n```\n")
    with pytest.raises(click.UsageError):
        test_a_command_shown_takes_those_options("a.md", command)


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_and_option_says_what_it_does(name: str) -> None:
    command = main.commands[name]
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


def test_the_readme_names_every_setting_and_no_other() -> None:
    named = set(re.findall(r"ASKREPORT_([A-Z_]+)", README))
    assert named == {field.name.upper() for field in fields(Settings)}


def test_the_readme_tells_the_default_port() -> None:
    assert f"127.0.0.1:{DEFAULT_PORT}" in README


def anchors_of(path: Path) -> set[str]:
    """The anchors that the headings of a Markdown file have, as its hosts make them."""
    headings = re.findall(
        r"^#{1,6} +(.+?) *$", FENCE.sub("", path.read_text("utf-8")), re.MULTILINE
    )
    plain = [re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading) for heading in headings]
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for match in LINK.finditer(FENCE.sub("", page.read_text(encoding="utf-8"))):
        link = urlsplit(match.group(1) or match.group(2))
        if link.scheme or link.netloc:
            continue
        target = (page.parent / unquote(link.path)).resolve() if link.path else page
        assert target.is_relative_to(ROOT), f"{name_of(page)} links out of the project: {link.path}"
        assert target.exists(), f"{name_of(page)} links to {link.path}, which is not there"
        if link.fragment and target.suffix == ".md":
            assert link.fragment in anchors_of(target), f"{name_of(page)}: no #{link.fragment}"


def test_the_pages_are_found() -> None:
    names = {name_of(page) for page in PAGES}
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "corpus/README.md"} <= names


def test_the_python_shown_runs(service: Service) -> None:
    programs = [block for language, block in FENCE.findall(README) if language == "python"]
    assert len(programs) == 1
    program = programs[0].replace(f"http://127.0.0.1:{DEFAULT_PORT}", service.url)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "7个多小时" in done.stdout


@pytest.mark.parametrize("target", re.findall(r"`make ([a-z]+)`|^ {4}make ([a-z]+)", README, re.M))
def test_a_make_target_shown_exists(target: tuple[str, str]) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{''.join(target)}:", makefile, re.MULTILINE)
