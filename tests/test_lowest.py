"""The lowest versions that the gate tries are those of pyproject.toml, and of nothing but them."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from tests import lowest


def test_every_dependency_but_those_for_keras_is_pinned_to_its_lower_bound():
    pins = list(lowest.pins())
    text = lowest.PYPROJECT.read_text("utf-8")
    assert {"typer", "rich", "pyyaml", "msgspec", "pytest", "pexpect"} <= {
        pin.partition("==")[0] for pin in pins
    }
    for pin in pins:
        name, _, version = pin.partition(";")[0].partition("==")
        assert f'"{name}>={version}' in text
        assert name not in lowest.APART


@pytest.mark.parametrize("requirement", ["rich", "rich<15", "rich==13.9", "rich~=13.9", "rich>13"])
def test_a_dependency_without_a_lower_bound_is_refused(requirement, tmp_path):
    project = tmp_path / "pyproject.toml"
    project.write_text(
        f'[project]\ndependencies = ["{requirement}"]\noptional-dependencies = {{test = []}}\n', "utf-8"
    )
    with pytest.raises(ValueError, match="has no lowest version"):
        list(lowest.pins(project))


def test_a_marker_is_kept(tmp_path):
    project = tmp_path / "pyproject.toml"
    project.write_text(
        '[project]\ndependencies = ["tomli>=2,<3; python_version < \'3.11\'"]\n'
        'optional-dependencies = {test = ["keras>=3.12"]}\n', "utf-8"
    )  # fmt: skip
    assert list(lowest.pins(project)) == ["tomli==2; python_version < '3.11'"]


def test_what_is_passed_over_is_there_and_uses_no_package_by_itself():
    ours = {"lossadvisor", "tests", "pytest", "hypothesis", *sys.stdlib_module_names}
    for name in lowest.PASSED_OVER:
        tree = ast.parse(Path(__file__).with_name(f"test_{name}.py").read_text("utf-8"))
        froms = {each.module.split(".")[0] for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
        whole = {one.name for each in ast.walk(tree) if isinstance(each, ast.Import) for one in each.names}
        assert froms | {each.split(".")[0] for each in whole} <= ours | {"msgspec"}
