"""Imports run one way, from wing to wing, and each outside library has one place: read from the source."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "lossadvisor"
# Each line may import what stands in the lines below it, never what stands in its own or above.
LAYERS = """
__main__
cli | api
auditing | trying | page | editor
report
advice | lookup | check
data
interview
rulebook
errors | regular | version | writing
"""
# The same inside `check`: what reads and what judges meet in `seen`, and neither knows the other.
IN_CHECK = """
project
crew
onefile | fitting | changes
candidates
nearby
importers | parsedfiles
running
program | saved | command_line | ignoring
following | judging | documents | fixing | patches | files | configuration | asked
baseline | known
choosing
ending | readers | proving
reports | parsing | suppression
findings | unreadable | steps | encodings
seen
measured
"""
LIVES_IN = {
    "typer": "cli.check_options cli.run cli.app cli.commands cli.common_options cli.inspect cli.once "
    "cli.options cli.page cli.rulefiles cli.trial_options",
    "yaml": "rulebook.yamlfile",
    "rich": "report.outlines.terminal report.findings.terminal report.progress report.console "
    "report.trees.terminal",
    "prompt_toolkit": "cli.prompts",
    "questionary": "cli.prompts",
    "pathspec": "check.files",
    "rapidfuzz": "interview.ranking",
    "jinja2": "page.site",
    "watchfiles": "cli.rechecking",
    "markupsafe": "page.site page.entries",
    "h5py": "check.saved.hdf5 data.arrayfiles",
    "duckdb": "data.tablefiles data.tables",
    "pyarrow": "data.tablefiles",
    "scipy": "data.arrayfiles trying.comparing",
    "PIL": "data.masks trying.masks trying.sizes",
    "sklearn": "trying.splits trying.features trying.baselines",
    "pygls": "editor.server editor.protocol editor.desk editor.texts editor.asking",
    "lsprotocol": "editor.server editor.protocol editor.desk editor.texts editor.positions editor.fixes "
    "editor.diagnostics editor.actions editor.hovering editor.completing editor.asking editor.showing",
    "semble_grammars": "check.documents.r.tree",
    "tree_sitter": "check.documents.r.tree check.documents.r.calls check.documents.r.special "
    "check.documents.r.comments "
    "check.documents.r.writing",
    "joblib": "trying.engines trying.clusters",
    "distributed": "trying.clusters",
    "ray": "trying.clusters",
    "matplotlib": "trying.pictures trying.page",
    "threadpoolctl": "trying.baselines",
    # in part the user's own, looked at only where they brought it
    "keras": "auditing.callback trying.bodies trying.own_bodies trying.work trying.clusters trying.fitting "
    "trying.calls trying.backends",
    "jax": "trying.fitting",
    "numpy": "check.running.arrays check.running.passing check.running.reading check.running.losses "
    "check.running.measuring check.running.metrics auditing.audit trying.fitting trying.calls "
    "data.given data.arrayfiles data.folders data.masks trying.photos trying.masks trying.pixels "
    "trying.sizes trying.splits trying.features trying.judging "
    "trying.problem trying.copies "
    "trying.truth trying.columns trying.moments trying.work trying.baselines trying.store trying.figures "
    "trying.thresholds trying.carried",
    "tomli": "check.configuration",
    "tomllib": "check.configuration",  # no part of Python 3.10
}
FILES = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in sorted(ROOT.rglob("*.py"))}


def ranks(layers: str) -> dict[str, tuple[int, str]]:
    """Wing to the number of its line, counted from the bottom, and its own name."""
    lines = [line.split(" | ") for line in layers.split("\n") if line]
    return {wing: (number, wing) for number, line in enumerate(reversed(lines)) for wing in line}


def imported(module: str) -> Iterator[tuple[str, bool]]:
    """Every module that `module` imports, our own with a dot in front, and whether on being imported."""
    tree = ast.parse(FILES[module].read_text("utf-8"))
    at_once = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((each.name.split(".")[0], id(node) in at_once) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((name, id(node) in at_once) for name in from_imported(module, node))


def from_imported(module: str, node: ast.ImportFrom) -> Iterator[str]:
    first, _, rest = (node.module or "").partition(".")
    if not node.level and first != "lossadvisor":
        yield first
        return
    above = module.split(".")[: -node.level] if node.level else []
    folder = [*above, *(filter(None, [node.module if node.level else rest]))]
    for each in node.names:
        whole = ".".join([*folder, each.name])
        yield f".{whole if whole in FILES else '.'.join(folder)}"


def ours(module: str) -> set[str]:
    """The modules of this package that `module` imports, however late."""
    return {name[1:] for name, _ in imported(module) if name.startswith(".") and name != "."}


def upward(layers: str, wing: str = "") -> list[str]:
    """The imports between the parts of a wing that do not lead down; of the whole package without one."""
    rank = ranks(layers)
    inside = {
        name.removeprefix(wing): name for name in FILES if name.startswith(wing) and "__init__" not in name
    }
    return [
        f"{name} -> {other}"
        for below, name in inside.items()
        for other in ours(name)
        if other.startswith(wing)
        and (theirs := other.removeprefix(wing).split(".")[0]) in rank
        and (mine := below.split(".")[0]) != theirs
        and rank[mine][0] <= rank[theirs][0]
    ]


def test_imports_run_one_way_and_siblings_do_not_know_each_other():
    assert upward(LAYERS) == []


def test_what_judges_knows_only_what_was_seen_and_the_rules():
    assert upward(IN_CHECK, "check.") == []
    reached = {
        other.rpartition(".")[0] or other
        for name in FILES
        if name.startswith("check.judging.")
        for other in ours(name)
    }
    assert {other for other in reached if other.startswith("check.")} <= {"check.judging", "check"}
    judging = [name for name in FILES if name.startswith("check.judging.")]
    assert judging
    assert not any(name in ("ast", ".check.following") for module in judging for name, _ in imported(module))


def test_the_layers_test_sees_an_import_that_runs_up():
    turned = "\n".join(reversed(LAYERS.split("\n")))

    assert upward(turned)


@pytest.mark.parametrize("module", FILES)
def test_an_outside_library_lives_where_it_should(module):
    for name, at_once in imported(module):
        if name.startswith(".") or name in sys.stdlib_module_names or name == "msgspec":
            continue
        assert module in LIVES_IN[name].split(), name
        if name == "rich" and module not in ("report.outlines.terminal", "report.findings.terminal"):
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
    program = (
        "from lossadvisor.cli.app import run; run(['recommend', '--task', 'binary', '--format', 'json'])"
    )
    loaded_by(program)  # the rules are in the cache from here on
    assert not loaded_by(program) & {"rich", "questionary", "prompt_toolkit", "yaml", "keras", "jax"}


def test_a_recommendation_in_python_loads_no_command_line():
    program = "from lossadvisor import recommend; recommend(task='binary').code"
    loaded_by(program)
    assert not loaded_by(program) & {"typer", "rich", "questionary", "prompt_toolkit", "yaml", "keras", "jax"}


def test_what_is_loaded_can_be_told():
    assert "yaml" in loaded_by("import yaml")
