"""--watch checks again what changes and what that may concern, says what came of it, and does not end."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

from lossadvisor.check.changes import concerned, look, remember, roots
from lossadvisor.check.reports import Source
from lossadvisor.cli.check_plan import Options, planned
from lossadvisor.cli.rechecking import Watch
from lossadvisor.rulebook.loading import load
from tests.programs import CLEAN, FAULTY, FIXABLE, FIXED, code, notebook
from tests.running import PROGRAM, ran, refused

NET = (
    "import keras\ndef build():\n"
    "  return keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, '{}')])\n"
)
TRAIN = "from net import build\nmodel = build()\nmodel.compile('adam', 'binary_crossentropy')\n"
FOUND = "src/train.py:3:1: error softmax-of-one: "


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "src"
    folder.mkdir()
    (tmp_path / "pyproject.toml").write_text("")
    (folder / "net.py").write_text(NET.format("sigmoid"))
    (folder / "train.py").write_text(TRAIN)
    (folder / "other.py").write_text(CLEAN)
    monkeypatch.chdir(tmp_path)
    return folder


class Told:
    """What a watch says, step by step."""

    def __init__(self, capsys, *paths: str, fix: str = "no", rules: Path | None = None, **options) -> None:
        self._capsys = capsys
        given = Options(list(paths), fix=fix, **options)
        besides = [str(rules)] if rules else []
        self.watch = Watch(partial(load, rules), partial(planned, options=given), paths, besides)

    def first(self) -> tuple[str, str]:
        self.watch.first(1)
        return self._said()

    def again(self) -> tuple[str, str]:
        self.watch.again()
        return self._said()

    def _said(self) -> tuple[str, str]:
        said = self._capsys.readouterr()
        return said.out, said.err


def test_what_changes_is_checked_with_all_that_imports_it_and_nothing_else(project, capsys):
    told = Told(capsys, "src")
    assert told.first() == ("All good: 3 files, 2 models\n", "Watching 3 files; Ctrl-C ends\n")
    assert told.again() == ("", "")
    (project / "net.py").write_text(NET.format("softmax"))
    out, err = told.again()
    assert out.startswith(FOUND)
    assert "Found 1 error in 2 files" in out  # net.py and train.py
    assert err == "src/net.py changed: 1 finding is new, none is gone; Ctrl-C ends\n"
    assert told.again() == ("", "")
    (project / "net.py").write_text(NET.format("sigmoid"))
    assert told.again()[1] == "src/net.py changed: no finding is new, 1 is gone; Ctrl-C ends\n"


def test_files_that_come_and_go_are_noticed(project, capsys):
    told = Told(capsys, "src")
    told.first()
    inner = project / "inner"
    inner.mkdir()
    (inner / "new.py").write_text(FAULTY)
    (project / "notes.ipynb").write_bytes(notebook(code(FAULTY)))
    out, err = told.again()
    assert out.count("softmax-of-one") == 2
    assert err == "src/inner/new.py, src/notes.ipynb changed: 2 findings are new, none is gone; Ctrl-C ends\n"
    (inner / "new.py").unlink()
    assert "no finding is new, 1 is gone" in told.again()[1]
    (project / "notes.ipynb").write_bytes(notebook(code(FAULTY))[:-20])  # as far as it is written
    assert "src/notes.ipynb:" in (said := told.again())[0]
    assert "not checked: not JSON" in said[0]
    (project / "notes.ipynb").write_bytes(notebook(code(CLEAN)))
    assert told.again()[1].startswith("src/notes.ipynb changed: ")
    (project / "data.csv").write_text("1")
    assert told.again() == ("", "")


def test_a_folder_that_is_removed_is_waited_for(project, capsys):
    (project / "train.py").write_text(FAULTY)
    told = Told(capsys, "src")
    told.first()
    project.rename("elsewhere")
    out, err = told.again()
    assert out == ""
    assert err.splitlines()[-1] == "src: gone; the watch goes on, and waits for it"
    assert told.again() == ("", "")
    Path("elsewhere").rename("src")
    out, err = told.again()
    assert "softmax-of-one" in out
    assert "1 finding is new" in err


def test_a_working_directory_that_is_removed_is_waited_for(project, capsys, monkeypatch):
    (project / "train.py").write_text(FAULTY)
    monkeypatch.chdir(project)
    told = Told(capsys, ".")
    told.first()
    project.rename(project.with_name("kept"))
    shutil.rmtree(project.with_name("kept"))
    assert told.again() == ("", f"{project}: No such file or directory\n")
    assert told.again() == ("", "")
    assert told.watch.looked.folders == (str(project.parent),)
    project.mkdir()
    (project / "train.py").write_text(CLEAN)
    assert (
        told.again()[1] == "net.py, other.py, train.py changed: no finding is new, 1 is gone; Ctrl-C ends\n"
    )


def test_settings_that_are_broken_are_a_line_and_the_last_ones_hold(project, capsys):
    settings = Path("pyproject.toml")
    settings.write_text("[tool.lossadvisor]\nignore = ['softmax-of-one']\n")
    (project / "train.py").write_text(FAULTY)
    told = Told(capsys, "src")
    assert told.first()[0] == "All good: 3 files, 2 models\n"
    settings.write_text("[tool.lossadvisor\n")
    out, err = told.again()
    assert out == ""
    assert "pyproject.toml: not TOML" in err
    assert err.count("\n") == 1
    (project / "train.py").write_text(FAULTY + "\n")
    assert told.again()[1] == "src/train.py changed: no finding is new, none is gone; Ctrl-C ends\n"
    settings.write_text("[tool.lossadvisor]\nignore = []\n")
    out, err = told.again()
    assert "softmax-of-one" in out
    assert err == "pyproject.toml changed: 1 finding is new, none is gone; Ctrl-C ends\n"


def test_settings_above_the_project_are_followed_too(project, capsys, tmp_path):
    (project / "pyproject.toml").write_text("")  # marks a project of its own, and says nothing of ours
    settings = tmp_path / "pyproject.toml"
    settings.write_text("[tool.lossadvisor]\nignore = []\n")
    (project / "train.py").write_text(FAULTY)
    told = Told(capsys, "src")
    told.first()
    settings.write_text("[tool.lossadvisor]\nignore = ['softmax-of-one']\n")
    assert told.again()[1] == "pyproject.toml changed: no finding is new, 1 is gone; Ctrl-C ends\n"


def test_rules_that_change_concern_all_files(project, capsys, tmp_path):
    from lossadvisor.rulebook.shipped import shipped

    rules = tmp_path / "rules"
    shutil.copytree(shipped(), rules)
    (project / "train.py").write_text(FAULTY)
    told = Told(capsys, "src", rules=rules)
    told.first()
    before = (rules / "losses.yaml").read_text("utf-8")
    (rules / "losses.yaml").write_text(before + "\nnot a loss\n", "utf-8")
    out, err = told.again()
    assert (out, err.count("\n")) == ("", 1)
    assert "losses.yaml" in err
    (rules / "losses.yaml").write_text(before, "utf-8")
    out, err = told.again()
    assert "Found 1 error in 3 files" in out
    assert "rules/losses.yaml changed: no finding is new, none is gone" in err


def test_what_is_fixed_is_told_once(project, capsys):
    (project / "train.py").write_text(FIXABLE)
    told = Told(capsys, "src", fix="write")
    assert told.first()[0] == "Fixed 1 finding in 3 files; nothing is left\n"
    assert (project / "train.py").read_text() == FIXED
    assert told.again() == ("", "")
    (project / "train.py").write_text(FIXABLE + "# more\n")
    assert "Fixed 1 finding" in told.again()[0]
    assert told.again() == ("", "")
    assert (project / "train.py").read_text() == FIXED + "# more\n"


def test_a_notebook_that_another_program_writes_meanwhile_is_left_to_it(project, capsys, monkeypatch):
    """What the other wrote between the reading and the fix stays, and is fixed next."""
    from lossadvisor.check import project as checking

    path = project / "notes.ipynb"
    theirs = notebook(code(FIXABLE), code("results = 1"))
    path.write_bytes(notebook(code(FIXABLE)))
    told = Told(capsys, "src/notes.ipynb", fix="write")
    write = checking.written

    def late(*given):
        path.write_bytes(theirs)
        return write(*given)

    monkeypatch.setattr(checking, "written", late)
    out, err = told.first()
    assert "has changed since it was read, so it was left alone" in err
    assert path.read_bytes() == theirs
    assert "metrics-as-loss-weights" in out or "Found 1" in out
    monkeypatch.setattr(checking, "written", write)
    assert "Fixed 1 finding" in told.again()[0]
    assert path.read_bytes() == theirs.replace(b'[\\"mae\\"]', b'metrics=[\\"mae\\"]')


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ("b.py", {"a.py", "b.py", "c.py"}),  # what imports it, and what it imports
        ("a.py", {"a.py", "b.py", "c.py"}),
        ("d.py", {"d.py"}),
        ("pkg/inner.py", {"e.ipynb", "pkg/inner.py", "pkg/__init__.py"}),
        ("set.yaml", {"d.py"}),
        ("pyproject.toml", {"a.py", "b.py", "c.py", "d.py", "e.ipynb", "pkg/inner.py", "pkg/__init__.py"}),
        ("unheard.json", set()),
    ],
)
def test_what_a_change_may_concern(changed, wanted, tmp_path):
    files = {
        "a.py": "import b", "b.py": "x = 1\nfrom c import y", "c.py": "y = 1", "d.py": "open('set.yaml')",
        "e.ipynb": notebook(code("1\nimport pkg")).decode(),
        "pkg/inner.py": "", "pkg/__init__.py": "from .inner import z",
        "set.yaml": "", "pyproject.toml": "", "unheard.json": "{}",
    }  # fmt: skip
    (tmp_path / "pkg").mkdir()
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    sources = [
        Source(str(tmp_path / each), "notebook" if each.endswith("ipynb") else "python", folder=str(tmp_path))
        for each in files
        if each.endswith(("py", "ipynb"))
    ]
    deep, flat = roots(sources, [str(tmp_path)])
    before = look(deep, flat)
    remember(before)
    (tmp_path / changed).write_text(files[changed] + "\n")
    after = look(deep, flat)
    assert after.changed(before) == {str(tmp_path / changed)}
    found = concerned(after.changed(before), before, after, sources)
    assert {os.path.relpath(each.path, tmp_path) for each in found} == wanted


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--format", "sarif", "src"], "--watch is for people: it goes with full, concise, plain, terminal"),
        (["--diff", "src"], "--watch does not work with --diff"),
        (["--add-ignore", "src"], "--watch does not work with --add-ignore"),
        (["--write-baseline", "a.json", "src"], "--watch does not work with --write-baseline"),
        (["--statistics", "src"], "--watch does not work with --statistics"),
        (["--output-file", "a.txt", "src"], "--watch has no end to write; leave out --output-file"),
        (["-"], "--watch needs files or folders; standard input does not change"),
        (["--activation", "softmax", "--loss", "mse"], "--watch works only with files"),
        (["missing"], "missing: No such file or directory"),
        ([], "check needs files or folders"),
    ],
)  # fmt: skip
def test_what_has_no_place_in_a_watch_is_refused(project, options, says):
    assert says in refused(ran("check", "--watch", *options))


def test_without_the_library_a_line_names_the_extra(project, monkeypatch):
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    said = refused(ran("check", "--watch", "src"))
    assert said.endswith("check --watch needs watchfiles; install it with: pip install 'lossadvisor[watch]'")


class Process:
    """A watch as a process of its own, whose lines are awaited."""

    def __init__(self, *options: str) -> None:
        command = [*PROGRAM, "check", "--watch", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.lines: Queue[str] = Queue()
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)

    def until(self, words: str) -> str:
        said = ""
        while words not in said:
            said += self.lines.get(timeout=120)
        return said


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_watch_hears_of_changes_and_ends_when_it_is_asked_to(project, number, code):
    pytest.importorskip("watchfiles")
    watch = Process("src")
    try:
        watch.until("Watching 3 files")
        (project / "net.py").write_text(NET.format("softmax"))
        assert FOUND in watch.until("changed: 1 finding is new")
        project.rename("elsewhere")
        watch.until("src: gone; the watch goes on")
        Path("elsewhere").rename("src")
        assert FOUND in watch.until("changed: 1 finding is new")
        (project / "inner").mkdir()
        (project / "inner" / "new.py").write_text(FAULTY)
        assert "src/inner/new.py:3" in watch.until("src/inner/new.py changed: 1 finding is new")
        (project / "inner" / "new.py").write_text(CLEAN)
        watch.until("src/inner/new.py changed: no finding is new, 1 is gone")
        watch.process.send_signal(number)
        assert watch.process.wait(timeout=120) == code
    finally:
        watch.process.kill()
        watch.process.wait()


def test_a_check_without_a_watch_loads_nothing_of_it(project):
    program = "from lossadvisor.cli.app import run; run(['check', 'src']); import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = {*done.stdout.split()}
    assert not {"watchfiles", "lossadvisor.cli.rechecking", "lossadvisor.check.changes"} & loaded


def test_comments_that_ignore_nothing_count_in_files_that_stay_as_they_are(project, capsys):
    (project / "other.py").write_text(f"{CLEAN}x = 1  # lossadvisor: ignore\n")
    told = Told(capsys, "src", unused=True)
    assert told.first()[0] == "All good: 3 files, 2 models; 1 comment ignores nothing\n"
    (project / "net.py").write_text(NET.format("softmax"))
    told.again()
    kept = [each.line for report in told.watch._found.values() for each in report.remarks]
    assert kept == [5]
    (project / "other.py").write_text(f"{CLEAN}\nx = 1  # lossadvisor: ignore\n")
    assert "1 comment ignores nothing" in told.again()[0]
