"""Which module may import which, and which outside library lives where: read from the source."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
import yaml

TABLE = Path(__file__).parent / "cases" / "imports.yaml"
ROOT = Path(__file__).parents[1] / "lossadvisor"
MAY_IMPORT: dict[str, str] = yaml.safe_load(TABLE.read_text("utf-8"))
LIVES_IN = {
    "typer": "check_command cli commands options",
    "yaml": "yamlfile",
    "rich": "report.terminal report.findings_terminal report.progress printing drawing",
    "questionary": "prompts",
    "prompt_toolkit": "prompts",
    "pathspec": "checking.files",
    "tomli": "checking.configuration",
    "tomllib": "checking.configuration",  # no part of Python 3.10
}
FILES = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in sorted(ROOT.rglob("*.py"))}


def imported(module: str) -> Iterator[tuple[str, bool]]:
    """Every module that `module` imports, our own with a dot in front, and whether on being imported."""
    tree = ast.parse(FILES[module].read_text("utf-8"))
    at_once = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((each.name.split(".")[0], id(node) in at_once) for each in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0], id(node) in at_once
        elif isinstance(node, ast.ImportFrom):
            folder = [*module.split(".")[: -node.level], *filter(None, [node.module])]
            for each in node.names:
                whole = ".".join([*folder, each.name])
                yield f".{whole if whole in FILES else '.'.join(folder)}", id(node) in at_once


def test_every_module_stands_in_the_table_and_nothing_else():
    assert set(FILES) == set(MAY_IMPORT)


@pytest.mark.parametrize("module", FILES)
def test_a_module_imports_what_the_table_says_and_nothing_else(module):
    ours = {name[1:] for name, _ in imported(module) if name.startswith(".")}
    assert ours == set(MAY_IMPORT[module].split())


@pytest.mark.parametrize("module", FILES)
def test_an_outside_library_lives_where_it_should(module):
    for name, at_once in imported(module):
        if name.startswith(".") or name in sys.stdlib_module_names or name == "msgspec":
            continue
        assert module in LIVES_IN[name].split(), name
        if name == "rich" and module not in ("report.terminal", "report.findings_terminal"):
            assert not at_once


def test_no_module_imports_itself_by_a_detour():
    at_once = {
        module: [name[1:] for name, now in imported(module) if now and name[0] == "."] for module in FILES
    }

    TopologicalSorter(at_once).prepare()  # raises CycleError with the way round


def loaded_by(program: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys; print(*sys.modules, file=sys.stderr)"],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return {name.split(".")[0] for name in done.stderr.split()}


def test_a_recommendation_on_the_command_line_loads_no_more_than_it_needs():
    program = "from lossadvisor.cli import run; run(['recommend', '--task', 'binary', '--format', 'json'])"
    loaded_by(program)  # the rules are in the cache from here on
    assert not loaded_by(program) & {"rich", "questionary", "prompt_toolkit", "yaml", "keras", "jax"}


def test_a_recommendation_in_python_loads_no_command_line():
    program = "from lossadvisor import recommend; recommend(task='binary').code"
    loaded_by(program)
    assert not loaded_by(program) & {"typer", "rich", "questionary", "prompt_toolkit", "yaml", "keras", "jax"}


def test_what_is_loaded_can_be_told():
    assert "yaml" in loaded_by("import yaml")
