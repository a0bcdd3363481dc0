"""When each file is judged: once nothing has changed for a while, one at a time, and only as it is now."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
ROOM = (
    64 << 20
)  # bytes of stack for the thread that follows programs, as much as it may take of the address space


class Turns:
    """Work on files by their addresses, each piece begun `delay` seconds after the last change.

    A change takes back what was begun for the same file. All that takes long is done in one thread, so that
    requests are answered all the while.
    """

    def __init__(
        self, work: Callable[[str], Awaitable[None]], failed: Callable[[BaseException], None]
    ) -> None:
        self.delay = 0.0
        self._work, self._failed = work, failed
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._begun: dict[str, asyncio.Task[None]] = {}
        self._pool = ThreadPoolExecutor(1, "judging")
        threading.stack_size(ROOM)

    def changed(self, uri: str, *, at_once: bool = False) -> None:
        """Work on a file anew, after the delay or at once."""
        self.forget(uri)
        delay = 0 if at_once else self.delay
        self._waiting[uri] = asyncio.get_running_loop().call_later(delay, self._begin, uri)

    def forget(self, uri: str) -> None:
        """Take back what is to be done for a file."""
        if uri in self._waiting:
            self._waiting.pop(uri).cancel()
        if uri in self._begun:
            self._begun.pop(uri).cancel()

    def _begin(self, uri: str) -> None:
        self._waiting.pop(uri, None)
        task = asyncio.ensure_future(self._work(uri))
        self._begun[uri] = task
        task.add_done_callback(lambda done: self._ended(uri, done))

    def _ended(self, uri: str, task: asyncio.Task[None]) -> None:
        if self._begun.get(uri) is task:
            del self._begun[uri]
        if not task.cancelled() and (error := task.exception()) is not None:
            self._failed(error)

    async def apart(self, function: Callable[P, T], *args: P.args, **given: P.kwargs) -> T:
        """What a function returns, called in the thread for what takes long."""
        return await asyncio.wrap_future(self._pool.submit(function, *args, **given))

    def close(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)
