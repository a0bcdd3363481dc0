"""The files for people who work on the project are valid, agree with each other, and their commands run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import settings

from tests.lowest import tomllib
from tests.running import PROGRAM

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
WRITTEN = sorted([*GITHUB.rglob("*.yml"), *ROOT.glob(".pre-commit-*.yaml")])
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml"))
GUIDE = (GITHUB / "CONTRIBUTING.md").read_text("utf-8")
COMMANDS = sorted(
    {line for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL) for line in block.split("\n")} - {""}
)
WITH_KERAS = [each for each in COMMANDS if re.search("tests.keras", each)]  # see tests/keras/test_guide.py
LINT = [command for command in COMMANDS if command.split()[0] in ("ruff", "mypy")]


def parsed(path: Path):
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_every_yaml_file_says_something(path):
    assert parsed(path)


def test_the_workflow_runs_the_gate_on_every_python_that_is_promised():
    job = parsed(GITHUB / "workflows" / "ci.yml")["jobs"]["gate"]
    pythons = job["strategy"]["matrix"]["python"]
    promised = re.findall(r"Python :: (3\.\d+)$", "\n".join(PROJECT["classifiers"]), re.MULTILINE)
    assert pythons == promised
    assert PROJECT["requires-python"] == f">={promised[0]}"
    assert ".ci/run" in [step.get("run") for step in job["steps"]]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_form_asks_for_the_version_and_a_program(form):
    fields = {field["id"]: field for field in parsed(form)["body"]}
    assert "lossadvisor --version" in fields["version"]["attributes"]["description"]
    for name in ("version", "program"):
        assert fields[name]["validations"]["required"]


def test_there_are_forms_for_findings_and_recommendations():
    assert [form.stem for form in FORMS] == ["finding", "recommendation"]


def test_addresses_are_those_of_the_project():
    home = PROJECT["urls"]["Homepage"]
    assert all(address.startswith(home) for address in PROJECT["urls"].values())
    assert f"<{home}/security/advisories/new>" in (GITHUB / "SECURITY.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "SECURITY.md"])
def test_every_file_and_link_that_is_named_is_there(name):
    text = (GITHUB / name).read_text("utf-8")
    for link in re.findall(r"\]\(([^):]+)\)", text):
        assert (GITHUB / link).exists()
    for path in re.findall(r"`([\w.]+/[\w./]+)`", text):
        assert "NAME" in path or (ROOT / path).exists(), path


@pytest.mark.parametrize("command", [each for each in COMMANDS if each not in (*WITH_KERAS, *LINT)])
def test_a_command_of_the_guide_runs_or_chooses_tests(command):
    done, chooses = chosen(command)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "::" in done.stdout or not chooses


def chosen(command: str) -> tuple[subprocess.CompletedProcess[str], bool]:
    """What a command of the guide prints, and whether it only names tests, which run beside this one."""
    chooses = "pytest" in command
    return run(f"{command} --collect-only" if chooses else command), chooses


def run(command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the guide in the folder of the repository, as if nothing had been tested yet."""
    program, *arguments = command.split()
    started = {"lossadvisor": PROGRAM, "python": [sys.executable]}[program]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [*started, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=600, env=environment
    )


def test_the_gate_runs_the_linters_of_the_guide():
    gate = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert LINT
    assert set(LINT) <= set(gate)


def test_every_kind_of_change_in_the_guide_has_a_command():
    for section in GUIDE.split("\n## ")[1:]:
        assert "```sh\n" in section, section.partition("\n")[0]


def test_the_hooks_of_the_project_run_what_is_installed():
    hooks = [hook for repo in parsed(ROOT / ".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]
    assert [hook["entry"] for hook in hooks] == [
        "ruff check",
        "ruff format --check",
        "lossadvisor validate rules",
    ]


def test_no_example_fails_because_the_machine_was_busy():
    assert settings().deadline is None
    assert settings().derandomize
