"""Which module may import which, and which outside library lives where: read from the source."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "lossadvisor"
MAY_IMPORT = {
    "__init__": "advice answers errors loading model recommendation version",
    "__main__": "cli",
    "advice": "combined facts model report.advice_outline report.combination_outline report.markdown"
    " report.referral_outline snippet",
    "answerfiles": "errors yamlfile",
    "answers": "errors facts model quantities",
    "asking": "advice answers clipboard errors facts interview model numbered printing prompts"
    " recommendation",
    "check_command": "checking.configuration checking.files checking.onefile checking.project"
    " checking.records checking.reports checking.spoken commands errors model printing report.document"
    " report.findings_github report.findings_json report.findings_plain report.findings_sarif"
    " report.findings_terminal report.findings_words report.progress",
    "checking.__init__": "",
    "checking.archives": "checking.judging checking.records checking.run checking.savedcompile"
    " checking.savedmodels checking.values checking.world errors model",
    "checking.configuration": "checking.records errors",
    "checking.decoding": "checking.records checking.reports",
    "checking.files": "checking.reports errors",
    "checking.fixing": "checking.records checking.reports",
    "checking.jsonplaces": "",
    "checking.magics": "",
    "checking.notebooks": "checking.decoding checking.jsonplaces checking.magics checking.records"
    " checking.reports",
    "checking.onefile": "checking.archives checking.decoding checking.fixing checking.notebooks"
    " checking.program checking.records checking.reports checking.suppression errors model",
    "checking.project": "checking.onefile checking.reports loading model",
    "checking.records": "",
    "checking.reports": "checking.records",
    "checking.savedcompile": "checking.records checking.run checking.savedgraph checking.savedmodels"
    " checking.values checking.vocabulary checking.world errors model",
    "checking.savedgraph": "checking.layers checking.names checking.records",
    "checking.savedmodels": "checking.layers checking.libraries checking.models checking.names"
    " checking.records checking.run checking.savedgraph checking.values checking.world errors",
    "checking.suppression": "checking.records",
    "cli": "check_command commands errors options printing version",
    "clipboard": "",
    "combined": "advice snippet",
    "commands": "answerfiles answers asking drawing errors explanation loading model printing recommendation"
    " report.document report.explanation_outline validation",
    "complaints": "errors yamlfile",
    "drawing": "errors model",
    "errors": "",
    "explanation": "errors facts model settings telling telling_findings verdict",
    "facts": "",
    "fragments": "facts model yamlfile",
    "heads": "answers errors facts model",
    "interview": "errors facts heads model refusals settings tree",
    "loading": "complaints errors model rulecache rulefiles",
    "mentions": "model soundness verdict yamlfile",
    "model": "facts verdict",
    "numbered": "answers errors facts interview quantities",
    "options": "facts model quantities",
    "printing": "advice drawing errors report.advice_outline report.combination_outline report.document"
    " report.markdown report.outline report.plain report.referral_outline report.terminal",
    "prompts": "answers errors facts interview",
    "quantities": "errors facts",
    "questionfile": "answers errors facts quantities yamlfile",
    "recommendation": "advice errors facts heads model settings soundness tree values variants",
    "references": "answers complaints errors fragments mentions model settings soundness values variants"
    " verdict yamlfile",
    "refusals": "facts model quantities",
    "report.__init__": "",
    "report.advice_outline": "advice report.outline snippet",
    "report.combination_outline": "advice report.outline snippet",
    "report.document": "advice facts version",
    "report.explanation_outline": "explanation report.outline",
    "report.findings_github": "checking.records checking.reports report.findings_words",
    "report.findings_json": "checking.records checking.reports report.findings_words version",
    "report.findings_plain": "checking.reports report.findings_words",
    "report.findings_sarif": "checking.records checking.reports report.findings_words verdict version",
    "report.findings_terminal": "checking.records checking.reports report.findings_words report.outline"
    " report.terminal",
    "report.findings_words": "checking.records checking.reports",
    "report.markdown": "report.outline",
    "report.outline": "",
    "report.plain": "report.outline",
    "report.progress": "checking.reports",
    "report.referral_outline": "advice report.outline",
    "report.terminal": "report.outline",
    "rulecache": "facts model verdict version",
    "rulefiles": "complaints errors facts model questionfile references treefile values verdict yamlfile",
    "settings": "errors facts model values",
    "snippet": "advice facts",
    "soundness": "facts model",
    "telling": "facts model refusals soundness telling_findings tree verdict",
    "telling_findings": "model soundness variants verdict",
    "tree": "answers errors facts model refusals",
    "treefile": "complaints errors facts model yamlfile",
    "validation": "advice answers complaints errors loading model recommendation rulefiles tree",
    "values": "facts",
    "variants": "errors model soundness verdict",
    "verdict": "facts",
    "version": "",
    "yamlfile": "errors",
}
LIVES_IN = {
    "typer": "check_command cli commands options",
    "yaml": "yamlfile",
    "rich": "report.terminal report.findings_terminal report.progress printing drawing",
    "questionary": "prompts",
    "prompt_toolkit": "prompts",
    "pathspec": "checking.files",
    "tomli": "checking.configuration",
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

    def reached(module: str, seen: tuple[str, ...]) -> None:
        assert module not in seen, " > ".join((*seen, module))
        for other in at_once[module]:
            if other in at_once:
                reached(other, (*seen, module))

    for module in FILES:
        reached(module, ())


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
