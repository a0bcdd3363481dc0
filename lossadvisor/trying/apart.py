"""A process beside a worker that does its jobs: nothing else in it draws random numbers.

Keras seeds each layer from Python's global generator. A worker of a cluster has threads of its own that draw
from it too, so that two trainings from one seed would begin with different weights.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Any

from lossadvisor.errors import AdvisorError

from .records import Job, Problem, Run, Score, Setup

MOST_DEATHS = 3  # of the process, at one and the same job
CODE = "from lossadvisor.trying.apart import serve; serve()"
_of_thread = threading.local()


def done(backend: str, problem: Problem, setup: Setup, judges: Mapping[str, Score], job: Job) -> Run:
    """What comes out of `job`, trained with this backend of Keras in the process that belongs to this thread.

    A process that dies at it is replaced. Raises AdvisorError where that happens again and again, and where
    the job cannot be done.
    """
    for _ in range(MOST_DEATHS):
        child = _child(backend)
        try:
            pickle.dump((problem, setup, judges, job), child.stdin)
            child.stdin.flush()
            found = pickle.load(child.stdout)
        except (BrokenPipeError, EOFError, pickle.UnpicklingError):
            child.kill()
            child.wait()
            continue
        if isinstance(found, str):
            raise AdvisorError(found)
        assert isinstance(found, Run)
        return found
    raise AdvisorError(
        f"{job.rival.name}: its process died {MOST_DEATHS} times, perhaps for want of memory; "
        "give the workers more of it"
    )


def _child(backend: str) -> Any:
    """The process of this thread, begun where there is none that lives."""
    child = getattr(_of_thread, "child", None)
    if child is None or child.poll() is not None or _of_thread.backend != backend:
        environment = {**os.environ, "KERAS_BACKEND": backend}
        child = subprocess.Popen(
            [sys.executable, "-c", CODE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        _of_thread.child, _of_thread.backend = child, backend
    return child


def serve() -> None:
    """Do jobs as they come on standard input, until that ends; answers go to what was standard output."""
    from .work import done as work

    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what Keras prints is no answer
    while True:
        try:
            asked = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            told: Run | str = work(*asked)
        except AdvisorError as error:
            told = str(error)
        pickle.dump(told, answers)
        answers.flush()
