"""What README says to paste for pre-commit, GitHub and GitLab works: it is run, and held to its schema."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml

from lossadvisor.version import __version__
from tests.programs import CLEAN, FAULTY, code, notebook
from tests.running import PROGRAM

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PASTED = dict(re.findall(r"```yaml\n# (\S+)\n(.*?)```", README, re.DOTALL))
WORKFLOW, GITLAB, HOOKS = ".github/workflows/lossadvisor.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml"
CHUNK = f"# Text\n\n```{{python}}\n{FAULTY}```\n"
IN_R = "# Text\n\n```{r}\nx <- keras_model()\n```\n"
GIT = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]


def git(folder: Path, *arguments: str) -> None:
    subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True)


class Project:
    """A repository with the hook as README has it, cloned from one that holds our list of hooks."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.room = folder / "project", folder
        hooks, programs = folder / "hooks", folder / "bin"
        for each in (self.folder, hooks, programs):
            each.mkdir()
        shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
        pasted = yaml.safe_load(PASTED[HOOKS])
        for each in (hooks, self.folder):
            git(each, "init", "-q")
        git(hooks, "add", ".")
        git(hooks, "commit", "-qm", "Hooks")
        git(hooks, "tag", pasted["repos"][0]["rev"])
        pasted["repos"][0]["repo"] = str(hooks)
        for hook in pasted["repos"][0]["hooks"]:
            hook["language"] = "system"  # what is installed is run, and nothing is fetched
        (self.folder / HOOKS).write_text(yaml.safe_dump(pasted))
        program = programs / "lossadvisor"
        program.write_text(f'#!/bin/sh\nexec {shlex.join(PROGRAM)} "$@"\n')
        program.chmod(0o755)
        self.path = f"{programs}{os.pathsep}{os.environ['PATH']}"

    def commit(self, **files: str | bytes) -> subprocess.CompletedProcess[str]:
        """What pre-commit says of these files when they are to be committed."""
        for name, content in files.items():
            path = self.folder / name.replace("_", ".")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        git(self.folder, "add", ".")
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "PATH": self.path,
            "PYTHONPATH": str(ROOT),
            "PRE_COMMIT_HOME": str(self.room / "home"),
            "HOME": str(self.room),
        }
        command = [sys.executable, "-m", "pre_commit", "run", "--color", "never"]
        return subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=300
        )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    pytest.importorskip("pre_commit")
    if sys.platform == "win32":
        pytest.skip("a script of sh stands for what is installed")
    return Project(tmp_path)


def test_the_hook_stops_a_commit_of_a_fault_in_any_kind_of_file_that_it_reads(project):
    done = project.commit(
        a_py=FAULTY, b_ipynb=notebook(code(FAULTY)), c_qmd=CHUNK, d_py=CLEAN, README_md="```python\nx\n```\n"
    )
    assert done.returncode == 1, done
    assert "- hook id: lossadvisor-check\n- exit code: 1" in done.stdout
    for place in ("a.py:3:", "b.ipynb:cell 1:3:", "c.qmd:6:"):
        assert f"{place}" in done.stdout
    assert done.stdout.count("softmax-of-one") == 3
    assert "Found 3 errors in 4 files" in done.stdout
    assert "README.md" not in done.stdout


def test_the_hook_lets_pass_what_is_sound_and_what_is_not_ours_to_read(project):
    julia = notebook(code("using Flux"), language="julia")
    done = project.commit(a_py=CLEAN, b_ipynb=julia, c_qmd=IN_R, d_R="keras_model()", e_py="print 'x'\n")
    assert done.returncode == 0, done
    assert re.search(r"lossadvisor check\.+Passed", done.stdout)


def test_the_hook_reads_programs_in_r(project):
    pytest.importorskip("semble_grammars")
    model = 'm <- keras_model_sequential() |> layer_dense(1, activation = "softmax")\n'
    done = project.commit(a_R=model + 'm |> compile(loss = "binary_crossentropy", optimizer = "adam")\n')
    assert done.returncode == 1
    assert "a.R:1:" in done.stdout


def test_the_hook_is_not_asked_where_nothing_is_ours(project):
    assert "(no files to check)Skipped" in project.commit(a_txt="x", README_md="x").stdout


def test_the_hook_that_is_pasted_is_ours_in_this_version():
    (repo,) = yaml.safe_load(PASTED[HOOKS])["repos"]
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [each["id"] for each in repo["hooks"]] == [hook["id"]]
    assert repo["rev"] == f"v{__version__}"
    assert shlex.split(hook["entry"]) == ["lossadvisor", "check"]


@pytest.mark.parametrize(
    ("name", "schema"), [(WORKFLOW, "github-workflows"), (GITLAB, "gitlab-ci"), ("ci", "github-workflows")]
)
def test_a_pipeline_keeps_to_its_schema(name, schema, tmp_path):
    pytest.importorskip("check_jsonschema")
    path = ROOT / ".github/workflows/ci.yml" if name == "ci" else tmp_path / "pipeline.yml"
    if name != "ci":
        path.write_text(PASTED[name], "utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout
    path = tmp_path / "wrong.yml"
    path.write_text(
        PASTED.get(name, PASTED[WORKFLOW]).replace("runs-on:", "run-on:").replace("script:", "skript:")
    )
    assert subprocess.run([*command[:-1], str(path)], capture_output=True, timeout=120).returncode == 1


def run(line: str, folder: Path) -> int:
    program, *arguments = shlex.split(line)
    assert program == "lossadvisor"
    return subprocess.run([*PROGRAM, *arguments], cwd=folder, capture_output=True, timeout=120).returncode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.py").write_text(FAULTY)
    (tmp_path / "b.ipynb").write_bytes(notebook(code(FAULTY)))
    return tmp_path


def test_the_workflow_uploads_what_its_command_writes(folder):
    steps = yaml.safe_load(PASTED[WORKFLOW])["jobs"]["check"]["steps"]
    (line,) = [each["run"] for each in steps if each.get("run", "").startswith("lossadvisor")]
    assert run(line, folder) == 1
    (upload,) = [each for each in steps if "upload-sarif" in each.get("uses", "")]
    (told,) = json.loads((folder / upload["with"]["sarif_file"]).read_text("utf-8"))["runs"]
    at = [each["locations"][0]["physicalLocation"] for each in told["results"]]
    lines = {each["artifactLocation"]["uri"]: each["region"]["startLine"] for each in at}
    assert lines.keys() == {"a.py", "b.ipynb"}
    assert all("softmax" in (folder / name).read_text().splitlines()[at - 1] for name, at in lines.items())
    assert "!cancelled()" in upload["if"]


def test_the_job_for_gitlab_writes_the_reports_that_it_hands_on(folder):
    job = yaml.safe_load(PASTED[GITLAB])["lossadvisor"]
    codes = [run(line, folder) for line in job["script"] if line.startswith("lossadvisor")]
    assert codes == [0, 1]
    reports = job["artifacts"]["reports"]
    assert job["artifacts"]["when"] == "always"
    quality = json.loads((folder / reports["codequality"]).read_text("utf-8"))
    assert [each["location"]["path"] for each in quality] == ["a.py", "b.ipynb"]
    suites = ElementTree.parse(folder / reports["junit"]).getroot()
    assert suites.attrib["failures"] == "2"


def test_every_report_names_the_line_that_people_see_in_every_kind_of_file(folder):
    shutil.copytree(ROOT / "tests" / "cases" / "forms", folder / "forms")
    (folder / "c.qmd").write_text(CHUNK)
    paths = sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())
    for form in ("sarif", "gitlab", "github"):
        run(f"lossadvisor check --format {form} --output-file {form}.txt {shlex.join(paths)}", folder)
    sarif, gitlab = (json.loads((folder / f"{each}.txt").read_text("utf-8")) for each in ("sarif", "gitlab"))
    jsonschema.validate(sarif, json.loads((ROOT / "tests" / "cases" / "sarif.json").read_text("utf-8")))
    physical = [each["locations"][0]["physicalLocation"] for each in sarif["runs"][0]["results"]]
    in_sarif = [(each["artifactLocation"]["uri"], each["region"]["startLine"]) for each in physical]
    places = [each["location"] for each in gitlab if each["check_name"] == "softmax-of-one"]
    in_gitlab = [(each["path"], each["lines"]["begin"]) for each in places]
    commands = re.findall(r"::error file=(.*?),line=(\d+),", (folder / "github.txt").read_text("utf-8"))
    assert [path for path, _ in in_sarif] == paths
    assert in_sarif == in_gitlab == [(path, int(line)) for path, line in commands]
    assert all(
        "softmax" in (folder / path).read_text("utf-8").split("\n")[line - 1] for path, line in in_sarif
    )
