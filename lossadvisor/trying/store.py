"""Every finished run in one SQLite file, so that a second call goes on where the first was cut off."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from lossadvisor.errors import AdvisorError, shown
from lossadvisor.version import __version__

from .own_bodies import texts
from .records import Job, Place, Problem, Run, Score, Setup, place
from .thresholds import is_wanted

ARRAY = 1  # the code of msgpack's extension that holds one
MADE = "CREATE TABLE IF NOT EXISTS runs (key TEXT PRIMARY KEY, run BLOB NOT NULL)"


class Store:
    """Runs by all that they depend on. Where no file can be written, nothing is kept, and `lost` says why."""

    def __init__(self, path: str) -> None:
        self.path, self.lost = path, ""
        try:
            os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
            self._file: sqlite3.Connection | None = sqlite3.connect(path, timeout=30)
            self._judge_owner(self._file)
            self._file.execute("PRAGMA journal_mode=WAL")
            self._file.execute(MADE)
        except (OSError, sqlite3.Error) as error:
            raise AdvisorError(f"--store {shown(path, 80)}: cannot be used: {shown(error, 80)}") from None

    def _judge_owner(self, file: sqlite3.Connection) -> None:
        """Raises AdvisorError where the file has tables of another program, into which nothing is written."""
        tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        columns = [row[1] for row in file.execute("PRAGMA table_info(runs)")]
        if tables - {"runs"} or columns not in ([], ["key", "run"]):
            raise AdvisorError(
                f"--store {shown(self.path, 80)}: is a database of another program; name a new file"
            )

    def known(self, key: str) -> Run | None:
        """The run of that key; nothing where there is none that can be read."""
        if self._file is None:
            return None
        try:
            row = self._file.execute("SELECT run FROM runs WHERE key = ?", (key,)).fetchone()
            return None if row is None else msgspec.msgpack.decode(row[0], type=Run, ext_hook=_unpacked)
        except (sqlite3.Error, msgspec.MsgspecError, ValueError):
            return None

    def keep(self, key: str, run: Run) -> None:
        """Keep a run at once; what cannot be kept, as on a full disk, holds up nobody."""
        if self._file is None or run.failed:
            return
        try:
            kept = msgspec.msgpack.encode(run, enc_hook=_packed)
            with self._file:
                self._file.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", (key, kept))
        except sqlite3.Error as error:
            self.lost = f"{shown(self.path, 80)}: runs are no longer kept: {error}"
            self._file = None


def key_of(problem: Problem, setup: Setup, judge: Score, versions: Mapping[str, str], job: Job) -> str:
    """A text that is the same only for the same training."""
    rival, target = job.rival, problem.target
    parts = [
        __version__, sorted(versions.items()), problem.digest, problem.name, len(target.y), target.kind,
        [str(each) for each in target.levels], [(each.name, each.kind) for each in problem.columns],
        [setup.plan, setup.epochs, setup.model, texts(setup.model[0])],
        setup.splits if problem.in_time else 0,
        [rival.name, rival.code, rival.chances] if rival.is_head else [rival.name, judge.name, judge.numbers],
        grouped(problem), job.split, job.seed, *(["threshold"] if is_wanted(problem, judge) else []),
        setup.engine if rival.is_head else "", *([judge] if target.kind == "pixels" else []),
    ]  # fmt: skip
    return hashlib.blake2b(repr(parts).encode(), digest_size=20).hexdigest()


def grouped(problem: Problem) -> str:
    """What tells these groups from others."""
    if problem.groups is None:
        return ""
    return hashlib.blake2b("\n".join(problem.groups.tolist()).encode(), digest_size=12).hexdigest()


def split_off(store: Store, keys: Mapping[Place, str], todo: Sequence[Job]) -> tuple[list[Run], list[Job]]:
    """The runs that are there already, and the jobs that are not."""
    pairs = [(job, store.known(keys[place(job)])) for job in todo]
    return [run for _, run in pairs if run is not None], [job for job, run in pairs if run is None]


def kept(store: Store, keys: Mapping[Place, str], runs: Iterator[Run]) -> Iterator[Run]:
    """The runs as they come, each kept before it is handed on."""
    for run in runs:
        store.keep(keys[place(run)], run)
        yield run


def _packed(value: Any) -> Any:
    import numpy as np

    array = np.asarray(value)
    head = msgspec.msgpack.encode((array.dtype.str, array.shape))
    return msgspec.msgpack.Ext(ARRAY, msgspec.msgpack.encode((head, array.tobytes())))


def _unpacked(code: int, data: memoryview) -> Any:
    import numpy as np

    if code != ARRAY:
        raise ValueError("no array")
    head, held = msgspec.msgpack.decode(data, type=tuple[bytes, bytes])
    kind, shape = msgspec.msgpack.decode(head, type=tuple[str, tuple[int, ...]])
    return np.frombuffer(held, dtype=kind).reshape(shape)
