"""Whatever ends a check from outside ends all of its processes, in silence, and spoils no file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest

from lossadvisor.check import crew
from lossadvisor.check.project import check_paths
from lossadvisor.check.reports import Source, Wanted
from lossadvisor.cli import ending
from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook import loading
from tests import interrupted
from tests.programs import FIXABLE, FIXED
from tests.running import PROGRAM

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such signals")


@pytest.mark.parametrize(
    ("delay", "options"),
    [(None, ()), (0.1, ()), (0.2, ()), (0.3, ()), (0.15, ("--fix",)), (0.25, ("--fix",))],
)
@pytest.mark.parametrize("way", interrupted.WAYS)
def test_a_signal_ends_all_processes_without_a_word(way, delay, options, tmp_path):
    folder = interrupted.written(tmp_path / "files")
    codes = (0, 1) if delay else ()
    assert list(interrupted.faults(folder, way, interrupted.ended(folder, way, delay, *options), codes)) == []


def test_a_check_of_many_files_ends_without_a_word(tmp_path):
    folder = interrupted.written(tmp_path / "files", 30)
    for _ in range(10):
        done = subprocess.run(
            [*PROGRAM, "check", "--jobs", "2", str(folder)], capture_output=True, timeout=60
        )
        assert (done.returncode, done.stderr) == (1, b"")


def test_what_is_ignored_stays_ignored(tmp_path):
    folder = interrupted.written(tmp_path / "files")
    command = ["nohup", *PROGRAM, "check", "--jobs", "2", str(folder)]
    began = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert began.stdout is not None
    began.stdout.read(1)
    began.send_signal(signal.SIGHUP)
    out, _ = began.communicate(timeout=60)
    assert began.returncode == 1
    assert b"300 files" in out


@pytest.mark.parametrize("module", ["app", "commands"])
def test_ctrl_c_while_modules_are_imported_is_answered_in_silence(module, tmp_path):
    program = (
        "import sys, importlib.abc\n"
        "class Pressed(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name == 'lossadvisor.cli.{module}': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Pressed())\n"
        "from lossadvisor.__main__ import main; main()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_modules_of_the_folder_one_stands_in_are_not_run(tmp_path):
    for name in ("typer", "msgspec", "yaml"):
        (tmp_path / f"{name}.py").write_text("print('ran')\n")
    command = [sys.executable, "-m", "lossadvisor", "explain", "hinge"]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"ran\n" not in done.stdout


def sources(folder, count: int = 24) -> list[Source]:
    interrupted.written(folder, count)
    return [Source(str(path), "python") for path in sorted(folder.glob("*.py"))]


def test_processes_that_end_before_they_begin_are_told_once(tmp_path, monkeypatch):
    monkeypatch.setattr(crew, "_follow_the_parent", lambda: os._exit(3))
    with pytest.raises(AdvisorError, match=r"end before they start; --jobs 1"):
        list(check_paths(loading.load(), sources(tmp_path), Wanted(), jobs=2))


def test_processes_that_cannot_be_started_are_told_once(tmp_path, monkeypatch):
    def full(*arguments, **named):
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(crew.Process, "start", full)
    with pytest.raises(AdvisorError, match=r"no process can be started: Resource .*; --jobs 1"):
        list(check_paths(loading.load(), sources(tmp_path), Wanted(), jobs=2))


def test_processes_need_no_rules_but_those_they_are_given(tmp_path, small):
    """Neither a folder that has gone meanwhile nor an edit of it is noticed by them."""
    rules = loading.load(small)
    for path in small.glob("*.yaml"):
        path.unlink()
    assert len(list(check_paths(rules, sources(tmp_path / "files"), Wanted(), jobs=2))) == 24


def test_a_process_that_dies_costs_no_fix(tmp_path, monkeypatch):
    """It is tried again, and what it had fixed before is counted."""
    files, report, told = sources(tmp_path), crew.report, []

    def dies_once(rules, source, wanted):
        if source.path == files[5].path and not (tmp_path / "died").exists():
            (tmp_path / "died").touch()
            os._exit(9)
        return report(rules, source, wanted)

    monkeypatch.setattr(crew, "report", dies_once)
    told = list(check_paths(loading.load(), files, Wanted(fix="write"), jobs=2))
    assert sum(each.fixed for each in told) == len(files)
    assert {(tmp_path / name).read_text() for name in os.listdir(tmp_path) if name.endswith(".py")} == {FIXED}
    assert FIXABLE != FIXED


@pytest.mark.parametrize("format", ["plain", "terminal", "json", "sarif", "github", "gitlab", "junit"])
@pytest.mark.parametrize("options", [(), ("--fix",), ("--diff",)], ids=["", "fix", "diff"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_closed_pipe_changes_neither_the_exit_code_nor_what_is_fixed(format, options, jobs, tmp_path):
    folder = interrupted.written(tmp_path / "files", 60)
    (folder / "faulty.py").write_text(FIXABLE)
    (folder / "faulty.py").chmod(0o444)  # so that something is left to be found
    command = [*PROGRAM, "check", "--format", format, "--jobs", jobs, *options, str(folder)]
    began = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    began.stdout.close()
    assert b"Traceback" not in began.stderr.read()
    assert began.wait(60) == 1
    fixed = sum(path.read_text() == FIXED for path in folder.glob("*.py"))
    assert fixed == (60 if options == ("--fix",) else 0)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full disk here")
@pytest.mark.parametrize(
    "arguments",
    [("check", "--fix"), ("check", "--format", "json"), ("explain", "hinge"), ("tree",), ("--help",)],
    ids=" ".join,
)
def test_a_full_disk_is_one_line_and_fixes_are_made_all_the_same(arguments, tmp_path):
    folder = interrupted.written(tmp_path / "files", 30)
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*PROGRAM, *arguments, *([str(folder)] if arguments[0] == "check" else [])],
            stdout=full, stderr=subprocess.PIPE, timeout=60,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, b"output: No space left on device\n")
    if "--fix" in arguments:
        assert {path.read_text() for path in folder.glob("*.py")} == {FIXED}


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full disk here")
@pytest.mark.parametrize("stderr", ["/dev/full", "closed"])
def test_where_stderr_takes_nothing_the_exit_code_is_the_same(stderr, tmp_path):
    folder = interrupted.written(tmp_path / "files", 30)
    read, write = os.pipe()
    os.close(read)
    if stderr == "/dev/full":
        os.close(write)
        write = os.open("/dev/full", os.O_WRONLY)
    for arguments, code in (
        (("check", "--diff", str(folder)), 1),
        (("recommend", "--task", "nonsense"), 2),
    ):
        done = subprocess.run([*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=write, timeout=60)
        assert done.returncode == code
    os.close(write)


@pytest.mark.parametrize("value", ["complete_bash", "complete_zsh", "nonsense", "complete_fish"])
def test_a_shell_that_asks_for_completion_without_its_words_gets_one_line(value):
    environment = {**os.environ, "_LOSSADVISOR_COMPLETE": value}
    done = subprocess.run(PROGRAM, capture_output=True, env=environment, timeout=60)
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") <= 1


class Pressing:
    """A terminal where Ctrl-C is pressed when all has been looked at, and nothing but reading is left."""

    def __init__(self, quiet: int) -> None:
        self.quiet = quiet

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        signal.raise_signal(signal.SIGINT)
        return self.quiet


@pytest.fixture
def quiet():
    """A descriptor that nobody writes to, but at the end of a test that would hang."""
    read, wrote = os.pipe()
    late = threading.Timer(60, os.write, (wrote, b"\n"))
    late.start()
    yield read
    late.cancel()
    os.close(read)
    os.close(wrote)


def test_ctrl_c_right_before_a_line_is_read_is_not_lost(quiet, monkeypatch):
    monkeypatch.setattr(ending, "dropped", [])
    before = signal.signal(signal.SIGINT, lambda *_: ending.dropped.append(KeyboardInterrupt()))
    try:
        with pytest.raises(KeyboardInterrupt):
            ending.wait_for(Pressing(quiet))
    finally:
        signal.signal(signal.SIGINT, before)
    assert signal.set_wakeup_fd(-1) == -1


def test_ctrl_c_that_was_lost_before_a_question_is_answered_at_it(quiet, monkeypatch):
    monkeypatch.setattr(ending, "dropped", [KeyboardInterrupt()])
    with pytest.raises(KeyboardInterrupt):
        ending.wait_for(Pressing(quiet))


def test_what_is_typed_is_read_after_a_signal_that_asks_for_nothing(monkeypatch):
    """As that of a window which is made wider."""
    screen, keyboard = os.openpty()
    before = signal.signal(signal.SIGWINCH, lambda *_: os.write(screen, b"two\n"))
    try:
        with open(keyboard, encoding="utf-8") as lines:
            resized = threading.Timer(0.01, os.kill, (os.getpid(), signal.SIGWINCH))
            resized.start()
            ending.wait_for(lines)
            resized.join()
            assert lines.readline() == "two\n"
    finally:
        signal.signal(signal.SIGWINCH, before)
        os.close(screen)
