"""What all tests share: a cache folder of the run, so that nobody's own is read or written."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every machine, and none that fails because it took long, as after 200 ms by default.
settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")


def pytest_configure(config: pytest.Config) -> None:
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # behind `&`, and what the tests begin inherits it
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(config, "workerinput"):  # a worker inherits the folder of the run
        return
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="lossadvisor-cache-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["XDG_CACHE_HOME"], ignore_errors=True)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small rules that a test may change."""
    return Path(shutil.copytree(Path(__file__).parent / "cases" / "small", tmp_path / "small"))
