"""A trial that is ended from outside: what was trained is kept, and nothing is said but what there is."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from lossadvisor.cli import ending
from lossadvisor.cli.watching import Watch
from lossadvisor.trying.records import Run
from tests.running import PROGRAM

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such signals")
PATIENCE = 120  # seconds for a trial to begin, on the busiest machine


def said_by(code: str) -> tuple[int, bytes, bytes]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=PATIENCE)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("raised", ["KeyboardInterrupt()", "ending.Ended(15)"])
def test_an_interrupt_that_python_drops_is_answered_later(raised):
    """As JAX has a callback of the garbage collector, in which nothing can be raised."""
    code = (
        "import gc\nfrom lossadvisor.cli import ending\nending.tidy()\n"
        f"def pressed(*_):\n    gc.callbacks.clear()\n    raise {raised}\n"
        "gc.callbacks.append(pressed)\ngc.collect()\nprint('goes on', flush=True)\n"
        "try:\n    ending.answer()\nexcept (KeyboardInterrupt, ending.Ended) as error:\n"
        "    print(type(error).__name__)\nending.answer()\n"
    )
    name = "Ended" if "Ended" in raised else "KeyboardInterrupt"
    assert said_by(code) == (0, f"goes on\n{name}\n".encode(), b"")


def test_other_errors_that_python_drops_are_said_as_ever():
    code = (
        "import gc\nfrom lossadvisor.cli import ending\nending.tidy()\n"
        "def wrong(*_):\n    gc.callbacks.clear()\n    raise ValueError(7)\n"
        "gc.callbacks.append(wrong)\ngc.collect()\n"
    )
    assert b"ValueError: 7" in said_by(code)[2]


def test_trainings_end_with_an_interrupt_that_was_dropped_and_what_there_was_is_handed_on():
    def runs():
        yield Run("head", 0, 0)
        ending.dropped.append(KeyboardInterrupt())
        yield Run("head", 1, 1)
        pytest.fail("a training was begun after it")

    watch, found = Watch(), []
    with pytest.raises(KeyboardInterrupt):
        found.extend(run.split for run in watch(runs(), ()))
    assert watch.is_stopped
    assert not ending.dropped


@pytest.mark.parametrize(("code", "after"), [(0, b"late\n"), (2, b"late\n"), (130, b""), (143, b"")])
def test_after_a_signal_all_is_written_and_nothing_else_runs(code, after):
    program = (
        "import atexit\nfrom lossadvisor.cli import ending\natexit.register(print, 'late')\n"
        f"print('kept')\nending.leave({code})"
    )
    assert said_by(program) == (code, b"kept\n" + after, b"")


def test_processes_that_train_get_no_ctrl_c_from_the_terminal():
    pytest.importorskip("joblib")
    code = (
        "import os, signal\nfrom joblib import Parallel, delayed\n"
        "from lossadvisor.trying.engines import _apart\n"
        "def blocked():\n    return signal.getsignal(signal.SIGINT) == signal.SIG_IGN\n"
        "with _apart():\n    found = Parallel(n_jobs=2)(delayed(blocked)() for _ in range(4))\n"
        "print(found, blocked(), os.environ.get('PYTHONWARNINGS'))\n"
    )
    assert said_by(code) == (0, b"[True, True, True, True] False None\n", b"")


def kept(store: Path) -> int:
    if not store.exists():
        return 0
    with sqlite3.connect(store) as file:
        try:
            return file.execute("SELECT count(*) FROM runs").fetchone()[0]
        except sqlite3.OperationalError:  # the table is being made
            return 0


@pytest.mark.parametrize(
    ("way", "code"),
    [("SIGINT", 130), ("SIGTERM", 143), ("SIGKILL", -signal.SIGKILL if os.name != "nt" else 0)],
)
def test_a_trial_that_is_ended_keeps_what_it_trained(way, code, tmp_path):
    pytest.importorskip("keras", reason="trials need what the extra `try` brings")
    pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")
    x = np.random.default_rng(0).normal(size=(200, 2))
    table, store = tmp_path / "t.csv", tmp_path / "runs.sqlite"
    table.write_text("a,b,y\n" + "".join(f"{a:.3f},{b:.3f},{int(a + b > 0)}\n" for a, b in x))
    options = ("--task", "binary", "--splits", "200", "--epochs", "3", "--store", str(store))
    began = subprocess.Popen(
        [*PROGRAM, "try", str(table), "--target", "y", *options],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    while not kept(store) and began.poll() is None:
        time.sleep(0.05)
    began.send_signal(signal.Signals[way])
    out, err = began.communicate(timeout=PATIENCE)

    assert (began.returncode, err) == (code, b"")
    assert (b"It was stopped" in out) is (way == "SIGINT")
    assert kept(store) > 0
    with sqlite3.connect(store) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
