"""Work on a cluster that is there already, through joblib's own backends for Dask and Ray."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec

from lossadvisor.errors import AdvisorError, shown

from .apart import done
from .engines import Engine
from .records import Job, Problem, Run, Score, Setup

DASK, RAY = "dask://", "ray"
SECONDS = 10  # that a scheduler has to answer
NEEDS = {DASK: "distributed", RAY: "ray"}


def on(where: str) -> Engine:
    """The workers of `dask://HOST:PORT`, or those of `ray` where this machine belongs to them.

    Each worker has lossadvisor and Keras installed; it trains with the backend that is set here. What a
    worker was at that died is done again by another. Raises AdvisorError where no cluster answers.
    """
    kind = DASK if where.startswith(DASK) else where
    if kind not in NEEDS:
        raise AdvisorError(f"--on {shown(where, 80)}: takes dask://HOST:PORT or ray")
    if find_spec(NEEDS[kind]) is None:
        raise AdvisorError(f"--on {shown(where, 80)}: needs {NEEDS[kind]}; run: pip install {NEEDS[kind]}")
    cluster = _dask if kind == DASK else _ray

    def engine(
        problem: Problem, setup: Setup, judges: Mapping[str, Score], jobs: Sequence[Job]
    ) -> Iterator[Run]:
        import keras
        from joblib import Parallel, delayed, effective_n_jobs

        backend = str(keras.backend.backend())
        with cluster(where):
            parallel = Parallel(n_jobs=-1)
            for wave in batched(jobs, 2 * effective_n_jobs(-1)):  # so that what is done is kept, and told
                yield from parallel(delayed(done)(backend, problem, setup, judges, job) for job in wave)

    return engine


def batched(jobs: Sequence[Job], size: int) -> Iterator[Sequence[Job]]:
    """The jobs, so many at a time."""
    for begin in range(0, len(jobs), size):
        yield jobs[begin : begin + size]


@contextmanager
def _dask(where: str) -> Iterator[None]:
    from distributed import Client
    from joblib import parallel_config

    address = f"tcp://{where.removeprefix(DASK)}"
    with ExitStack() as stack:
        try:
            stack.enter_context(Client(address, timeout=SECONDS))
        except (OSError, ValueError) as error:
            raise AdvisorError(
                f"--on {shown(where, 80)}: no scheduler answers there: {shown(str(error), 80)}"
            ) from None
        stack.enter_context(parallel_config(backend="dask", wait_for_workers_timeout=SECONDS))
        yield


@contextmanager
def _ray(where: str) -> Iterator[None]:
    import ray
    from joblib import parallel_config
    from ray.util.joblib import register_ray

    ours = not ray.is_initialized()
    try:
        if ours:
            ray.init(address="auto", log_to_driver=False)
    except (ConnectionError, RuntimeError):
        raise AdvisorError(
            f"--on {where}: no cluster of Ray is running here; begin one with: ray start --head"
        ) from None
    register_ray()
    try:
        with parallel_config(backend="ray"):
            yield
    finally:
        if ours:
            ray.shutdown()
