"""`lossadvisor check` on the command line: what it reads, prints and writes, and how it ends."""

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

import pexpect
import pytest
from jsonschema import validate

from lossadvisor.rulebook.shipped import shipped
from tests.programs import CLEAN, FAULTY, FAULTY_LINE, FIXABLE, FIXED, code, notebook
from tests.running import PROGRAM, piped, ran, refused

ROOT = Path(__file__).parents[1]
FORMATS = ("full", "concise", "plain", "terminal", "json", "github", "sarif", "gitlab", "junit")
DOUBTFUL = FAULTY.replace("softmax", "sigmoid").replace("binary_crossentropy", "hinge")


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A folder of one faulty, one clean and one broken file, in which the test stands."""
    (tmp_path / "faulty.py").write_text(FAULTY)
    (tmp_path / "clean.py").write_text(CLEAN)
    (tmp_path / "broken.py").write_text("model.compile(")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def findings(*typed: str) -> list[tuple[str, int, str]]:
    told = json.loads(ran("check", *typed, "--format", "json").out)
    return [(each["file"], each["line"], each["name"]) for each in told["findings"]]


def test_full_is_told_without_colours_where_there_is_no_terminal_and_concise_on_a_line(project):
    full = ran("check", "faulty.py", "--format", "full").out.splitlines()
    assert full[0] == f"faulty.py:{FAULTY_LINE}:46 error softmax-of-one [*]"
    assert any(line.startswith("  because ") for line in full)
    assert any(line.strip(" │^") == "" and "^" in line for line in full)
    concise = ran("check", "faulty.py", "--format", "concise").out.splitlines()
    assert len(concise) == 2
    assert concise[0].startswith(f"faulty.py:{FAULTY_LINE}:46: error softmax-of-one: ")
    assert concise[0].endswith(" [*]")
    assert "because" not in "".join(concise)
    assert "\x1b" not in "".join([*full, *concise])


@pytest.mark.parametrize("format", [None, "full", "concise", "plain", "terminal"])
def test_statistics_stand_in_the_place_of_the_findings(project, format):
    done = ran("check", ".", "--statistics", *(("--format", format) if format else ()))
    lines = re.sub(r"\x1b\[[\d;]*m", "", done.out).splitlines()
    assert lines[0].startswith("broken.py:1: not checked: ")
    assert lines[1] == "1  error    softmax-of-one [*]"
    assert lines[2].startswith("Found 1 error in 3 files; ")
    assert "".join(lines[2:]).endswith("explain: lossadvisor explain NAME")
    assert ("\x1b" in done.out) == (format == "terminal")
    assert done.code == 2


def test_statistics_in_json_are_a_field_of_it(project):
    told = json.loads(ran("check", "faulty.py", "--statistics", "--format", "json").out)
    assert told["statistics"] == [{"name": "softmax-of-one", "severity": "error", "count": 1, "fixable": 1}]
    assert len(told["findings"]) == 1


@pytest.mark.parametrize("format", FORMATS)
def test_a_fault_is_told_in_every_format_on_stdout_alone(project, format):
    done = ran("check", ".", "--format", format)
    assert (done.code, done.err) == (2, "")
    assert "softmax-of-one" in done.out
    assert "faulty.py" in done.out
    assert "broken.py" in done.out
    assert done.out.endswith("\n")


def test_the_json_of_a_check_is_what_its_schema_says(project):
    told = json.loads(ran("check", ".", "--format", "json").out)
    validate(told, json.loads(ran("schema", "check").out))
    assert told["schema"] == "lossadvisor/check/2"


def test_a_finding_has_the_line_of_the_fault(project):
    assert findings("faulty.py") == [("faulty.py", FAULTY_LINE, "softmax-of-one")]
    line = ran("check", "faulty.py", "--format", "plain").out.splitlines()[0]
    assert re.match(rf"faulty\.py:{FAULTY_LINE}:\d+: error softmax-of-one: ", line)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("clean.py", 0),
        ("faulty.py", 1),
        ("clean.py faulty.py broken.py", 2),
        ("clean.py faulty.py broken.py --exit-zero-unreadable", 1),
        ("faulty.py --fail-on never", 0),
        ("faulty.py --fail-on error", 1),
        ("faulty.py --ignore softmax-of-one", 0),
        ("faulty.py --select activation-twice", 0),
        ("faulty.py --select activation-twice,softmax-of-one", 1),
        ("faulty.py --select activation-twice --select softmax-of-one", 1),
        ("doubtful.py", 1),
        ("doubtful.py --fail-on error", 0),
        ("doubtful.py --severity error", 0),
        ("broken.py", 2),
        ("broken.py clean.py", 2),
        ("broken.py clean.py --exit-zero-unreadable", 0),
        ("broken.py --exit-zero-unreadable", 0),
        ("broken.py faulty.py --fail-on never", 2),
        ("--exclude '[bf]*.py' .", 0),
        ("--exclude 'f*.py' .", 2),
        ("--exclude '*.py' .", 0),
    ],
)
def test_the_exit_code_tells_clean_from_faulty_from_unreadable(project, typed, code):
    (project / "doubtful.py").write_text(DOUBTFUL)
    if typed.endswith(" ."):
        (project / "doubtful.py").unlink()
    assert ran("check", *shlex.split(typed)).code == code


def test_a_file_that_was_named_is_parsed_though_it_trains_nothing(project):
    (project / "bare.py").write_text("def f(:\n")
    done = ran("check", "bare.py")
    assert (done.code, done.err) == (2, "")
    assert done.out.splitlines()[0].startswith("bare.py:1: not checked: not Python 3: ")
    assert done.out.splitlines()[1] == "Nothing was checked: 1 file could not be read"
    (project / "broken.py").unlink()
    assert ran("check", ".").code == 1  # nobody named it, and it has nothing to do with us
    (project / "cells.ipynb").write_bytes(notebook(code("x = 1"), code("def f(:")))
    done = ran("check", "cells.ipynb")
    assert done.code == 2
    assert done.out.splitlines()[1] == "No Keras model found; 1 file was read only in part"


def test_the_configuration_lets_pass_what_cannot_be_read(project):
    (project / "pyproject.toml").write_text("[tool.lossadvisor]\nexit-zero-unreadable = true\n")
    assert ran("check", "broken.py", "clean.py").code == 0
    assert ran("check", "broken.py", "faulty.py").code == 1
    assert ran("check", "broken.py", "--no-config").code == 2


def test_a_file_that_is_read_in_part_fails_and_is_judged_all_the_same(project):
    (project / "old.py").write_text(f"print 'a'\n{FAULTY}")
    done = ran("check", "old.py")
    assert done.code == 2
    assert "softmax-of-one" in done.out
    assert "1 file was read only in part" in done.out.splitlines()[-1]


def test_a_script_in_r_without_a_parser_is_told_and_fails_only_where_it_was_named(project, monkeypatch):
    monkeypatch.setitem(sys.modules, "semble_grammars", None)
    (project / "broken.py").unlink()
    (project / "deep.R").write_text("library(keras3)\nmodel |> compile(loss = 'mse')\n")
    (project / "plot.R").write_text("plot(1)\n")
    word = 'not checked: R is read with: pip install "lossadvisor[r]"'
    done = ran("check", "deep.R")
    assert (done.code, done.out.splitlines()[0]) == (2, f"deep.R: {word}")
    done = ran("check", ".", "--exclude", "faulty.py")
    assert (done.code, done.out.splitlines()) == (
        0, [f"deep.R: {word}", "Nothing found, but 1 of 2 files was not read"]
    )  # fmt: skip
    assert ran("check", "plot.R").code == 2
    (project / "only").mkdir()
    (project / "deep.R").rename(project / "only" / "deep.R")
    assert ran("check", "only").code == 2


def test_what_is_called_nearly_so_is_offered_for_a_file_that_is_not_there(project):
    (project / "below").mkdir()
    (project / "below" / "train.py").write_text(CLEAN)
    missing = "No such file or directory; did you mean"
    assert refused(ran("check", "fauly.py")) == f"fauly.py: {missing} 'faulty.py'?"
    assert refused(ran("check", "below/trian.py")) == f"below/trian.py: {missing} 'below/train.py'?"
    assert "Not a directory; name a file or a folder" in refused(ran("check", "clean.py/a.py"))


def test_a_folder_without_anything_to_read_is_refused(tmp_path):
    assert "holds no Python file" in refused(ran("check", str(tmp_path)))


def test_standard_input_is_a_program_or_a_notebook(project):
    assert "<stdin>:3:" in piped("check", "-", stdin=FAULTY.encode()).out
    assert "<stdin>:cell 1:3:" in piped("check", "-", stdin=notebook(code(FAULTY))).out
    shown = piped("check", "-", "--diff", stdin=FIXABLE.encode())
    assert "+model.compile" in shown.out


def test_configuration_is_read_and_the_command_line_overrides_it(project):
    (project / "pyproject.toml").write_text("[tool.lossadvisor]\nignore = ['softmax-of-one']\n")
    assert findings("faulty.py") == []
    assert len(findings("faulty.py", "--ignore", "activation-twice")) == 1
    assert len(findings("faulty.py", "--no-config")) == 1
    (project / "pyproject.toml").write_text("[tool.lossadvisor]\nexclude = ['faulty.*']\nfail-on = 'never'\n")
    assert findings(".") == []
    assert len(findings(".", "--exclude", "clean.py")) == 1
    (project / "broken.py").unlink()
    assert ran("check", ".", "--exclude", "clean.py").code == 0
    assert ran("check", ".", "--exclude", "clean.py", "--fail-on", "error").code == 1
    (project / "pyproject.toml").write_text("[tool.lossadvisor]\nignor = []\n")
    assert "did you mean 'ignore'?" in refused(ran("check", "clean.py"))


def test_fix_fixes_the_file_and_it_checks_clean(project):
    (project / "fix.py").write_text(FIXABLE)
    assert ran("check", "fix.py").code == 1
    done = ran("check", "fix.py", "--fix", "--format", "plain")
    assert (done.code, done.out) == (0, "Fixed 1 finding in 1 file; nothing is left\n")
    assert (project / "fix.py").read_text() == FIXED
    assert ran("check", "fix.py").code == 0


def test_diff_prints_what_patch_takes_and_writes_nothing(project):
    (project / "fix.py").write_text(FIXABLE)
    done = ran("check", ".", "--diff", "--fix")
    assert done.code == 2
    assert (project / "fix.py").read_text() == FIXABLE
    subprocess.run(["patch", "-p0"], input=done.out.encode(), check=True, capture_output=True)
    assert (project / "fix.py").read_text() == FIXED
    assert "not checked" in done.err


def test_fix_keeps_a_notebook_byte_for_byte_elsewhere(project):
    content = notebook(code("%time 1"), code(FIXABLE), indent=2) + b"\n\n"
    (project / "fix.ipynb").write_bytes(content)
    assert ran("check", "fix.ipynb", "--fix").code == 0
    assert (project / "fix.ipynb").read_bytes() == content.replace(b'[\\"mae', b'metrics=[\\"mae')


def test_an_unknown_name_in_a_comment_is_told_on_stderr(project):
    (project / "faulty.py").write_text(FAULTY.replace('x")])', 'x")])  # lossadvisor: ignore[softmax]'))
    done = ran("check", "faulty.py")
    assert done.code == 1
    assert done.err.startswith(f"faulty.py:{FAULTY_LINE}: 'softmax' in a comment is not a finding; ")


def test_many_files_give_the_same_with_one_process_and_with_several(project):
    for number in range(30):
        (project / f"{number:02}.py").write_text(FAULTY if number % 3 else CLEAN)
    one, two = (ran("check", ".", "--jobs", jobs, "--format", "plain") for jobs in "12")
    assert one == two
    assert one.out.count("softmax-of-one") == 21


def test_memory_does_not_grow_with_the_number_of_files(tmp_path):
    program = "import resource, sys; from lossadvisor.cli.app import run; run(sys.argv[1:]);"
    program += "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    peaks = []
    for count in (50, 1000):
        (tmp_path / str(count)).mkdir()
        for number in range(count):
            (tmp_path / str(count) / f"{number}.py").write_text(CLEAN + f"# {'filler ' * 1500}\n")
        typed = [sys.executable, "-c", program, "check", str(tmp_path / str(count)), "--jobs", "1"]
        done = subprocess.run(typed, capture_output=True, text=True, check=True)
        peaks.append(int(done.stderr.split()[-1]))
    assert peaks[1] < peaks[0] + 4000  # kilobytes; the files alone hold ten thousand


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect has no terminal there")
def test_a_bar_on_the_terminal_goes_as_it_came(project):
    for number in range(30):
        (project / f"{number:02}.py").write_text(CLEAN)
    typed = shlex.join([*PROGRAM, "check", "."])
    environment = {**os.environ, "TERM": "xterm", "PYTHONPATH": str(ROOT)}
    child = pexpect.spawn(
        "sh", ["-c", typed], encoding="utf-8", timeout=60, dimensions=(50, 100), env=environment
    )
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2
    assert "checking" in child.before
    assert "softmax-of-one" in child.before
    assert "in 33 files" in child.before


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", ["a b.py", "日本.py", "new\nline.py", os.fsdecode(b"\xff.py"), "--x.py"])
def test_any_file_name_can_be_told(tmp_path, format, name):
    (tmp_path / name).write_text(FAULTY)
    done = piped("check", str(tmp_path), "--format", format)
    assert (done.code, done.err) == (1, "")
    assert done.out.count("softmax-of-one") >= 1
    if format in ("json", "sarif", "gitlab"):
        json.loads(done.out)
    if format == "junit":
        ElementTree.fromstring(done.out)


def test_a_check_on_the_command_line_loads_no_more_than_it_needs(project):
    program = "from lossadvisor.cli.app import run; run(['check', 'faulty.py', '--format', 'plain'])"
    program += "\nimport sys; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert "lossadvisor.check.program" in done.stderr
    assert not loaded & {
        "rich",
        "yaml",
        "keras",
        "jax",
        "pathspec",
        "tomllib",
        "concurrent",
        "multiprocessing",
    }


def test_fewer_processes_than_asked_for_are_told(project):
    assert ran("check", "faulty.py", "--jobs", "5").err == "--jobs 5: 1 process for 1 file\n"
    assert ran("check", "faulty.py", "--jobs", "1").err == ""


def test_a_named_pipe_is_refused_and_one_nobody_named_is_passed_over(project):
    os.mkfifo("pipe.py")
    assert "pipe.py: not a regular file" in refused(ran("check", "pipe.py"))
    assert "pipe.py" not in ran("check", ".").out


def test_a_pipe_among_the_rules_is_refused(project):
    shutil.copytree(shipped(), "rules")
    os.mkfifo("rules/more.yaml")
    assert "more.yaml: cannot be read: not a regular file" in refused(ran("check", ".", "--rules", "rules"))
