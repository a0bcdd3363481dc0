"""The same trial on this machine, on Dask and on Ray: the same numbers, also where a worker dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from lossadvisor.errors import AdvisorError
from lossadvisor.trying import apart, clusters
from lossadvisor.trying.backends import choose
from lossadvisor.trying.clusters import batched, on
from lossadvisor.trying.engines import one_by_one
from lossadvisor.trying.opening import Opened, opened_for
from lossadvisor.trying.records import Job, Run, Setup, Wanted
from lossadvisor.trying.trial import tried
from tests.running import ran, refused
from tests.shipped import RULES

pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")

SETUP = Setup(splits=2, epochs=1)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """A small table of grades."""
    keras_is_there()
    rng = np.random.default_rng(0)
    x = rng.normal(size=(80, 2))
    lines = [f"{a:.3f},{b:.3f},{1 + int(a + b > -1) + int(a + b > 1)}" for a, b in x]
    table = tmp_path_factory.mktemp("tables") / "wines.csv"
    table.write_text("a,b,quality\n" + "\n".join(lines) + "\n")
    found = opened_for(RULES, {"task": "ordinal", "classes": 3}, Wanted((str(table),), "quality"))
    return replace(found, rivals=(found.rivals[0], *(each for each in found.rivals if not each.is_head)))


@pytest.fixture(scope="module")
def here(opened: Opened) -> list[dict[str, float]]:
    """What comes out where nothing runs beside."""
    return scores(tried(opened, SETUP, one_by_one, as_they_come, None))


def keras_is_there() -> None:
    if find_spec("keras") is None:
        pytest.skip("Keras is not installed")
    choose()


def as_they_come(runs: Iterator[Run], todo: Sequence[Job]) -> Iterator[Run]:
    return runs


def scores(runs: list[Run]) -> list[dict[str, float]]:
    assert {run.failed for run in runs} == {""}
    return [run.scores for run in runs]


def test_dask_gives_the_same_numbers_though_a_worker_dies(opened, here):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        where = "dask://" + cluster.scheduler_address.removeprefix("tcp://")
        victim = cluster.workers[0].pid

        def killing(runs: Iterator[Run], todo: Sequence[Job]) -> Iterator[Run]:
            for number, run in enumerate(runs):
                if not number:
                    os.kill(victim, signal.SIGKILL)
                yield run

        assert scores(tried(opened, SETUP, on(where), killing, None)) == here


def test_ray_gives_the_same_numbers(opened, here, monkeypatch):
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")  # it tells nobody that it is used
    ray = pytest.importorskip("ray")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    try:
        assert scores(tried(opened, SETUP, on("ray"), as_they_come, None)) == here
    finally:
        ray.shutdown()


def test_a_process_that_dies_at_a_job_is_replaced(opened, here, monkeypatch):
    import keras

    backend = keras.backend.backend()
    job = Job(opened.rivals[0], 0, 0)
    dying = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    children, begin = [dying], apart._child
    monkeypatch.setattr(apart, "_child", lambda name: children.pop() if children else begin(name))
    found = apart.done(backend, opened.problem, SETUP, opened.judges, job)
    assert found.scores == here[0]
    assert dying.poll() is not None
    apart._of_thread.child.kill()


def test_a_job_that_cannot_be_done_says_so_and_the_process_lives_on(opened, here):
    import keras

    backend, job = keras.backend.backend(), Job(opened.rivals[0], 0, 0)
    empty = replace(opened.problem, columns=())
    with pytest.raises(AdvisorError, match="no column is left to predict quality from"):
        apart.done(backend, empty, SETUP, opened.judges, job)
    child = apart._of_thread.child
    assert apart.done(backend, opened.problem, SETUP, opened.judges, job).scores == here[0]
    assert apart._of_thread.child is child
    child.kill()


def test_a_job_at_which_every_process_dies_is_given_up(opened, monkeypatch):
    def dying(name: str) -> subprocess.Popen:
        return subprocess.Popen([sys.executable, "-c", ""], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    monkeypatch.setattr(apart, "_child", dying)
    with pytest.raises(AdvisorError, match="died 3 times"):
        apart.done("jax", opened.problem, SETUP, opened.judges, Job(opened.rivals[0], 0, 0))


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("spark", "--on spark: takes dask://HOST:PORT or ray"),
        ("dask://127.0.0.1:1", "--on dask://127.0.0.1:1: no scheduler answers there"),
    ],
)
def test_a_cluster_that_is_none_is_told(where, says, monkeypatch, opened):
    monkeypatch.setattr(clusters, "SECONDS", 1)
    if where.startswith("dask"):
        pytest.importorskip("distributed")
    with pytest.raises(AdvisorError, match=says):
        list(on(where)(opened.problem, SETUP, opened.judges, [Job(opened.rivals[0], 0, 0)]))


def test_a_package_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setattr(clusters, "find_spec", lambda name: None)
    with pytest.raises(AdvisorError, match="needs ray; run: pip install ray"):
        on("ray")


def test_a_cluster_and_processes_do_not_go_together(tmp_path: Path):
    keras_is_there()
    says = refused(ran("try", "x.csv", "--on", "ray", "--processes", "2"))
    assert says == "--processes is for this machine, and --on for a cluster; leave out one of the two"


def test_jobs_come_in_waves():
    assert [len(each) for each in batched(range(5), 2)] == [2, 2, 1]
