"""When each file is judged: once nothing has changed for a while, one at a time, and only as it is now."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from lossadvisor.check.steps import Steps

T = TypeVar("T")
PATIENCE = 0.3  # seconds
REST = 4  # delays, after which a person is taken to have stopped writing
ROOM = (
    64 << 20
)  # bytes of stack for the thread that follows programs, as much as it may take of the address space


class Turns:
    """Work on files by their addresses, each piece begun `delay` seconds after the last change.

    A change takes back what was begun for the same file. All that takes long is done in one thread, so that
    requests are answered all the while. What takes longer than `PATIENCE` is stopped where something else
    waits, and begun again behind that.
    """

    def __init__(
        self, work: Callable[[str], Awaitable[None]], failed: Callable[[BaseException], None]
    ) -> None:
        self.delay = 0.0
        self._work, self._failed = work, failed
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._begun: dict[str, asyncio.Task[None]] = {}
        self._running: tuple[str, Steps] | None = None
        self._pool = ThreadPoolExecutor(1, "judging")
        threading.stack_size(ROOM)

    def changed(self, uri: str, *, at_once: bool = False) -> None:
        """Work on a file anew, after the delay or at once."""
        self.forget(uri)
        self._wait(uri, 0 if at_once else self.delay)

    def later(self, uri: str) -> None:
        """Work on a file once more, when nothing has changed for longer."""
        self._wait(uri, REST * self.delay)

    def _wait(self, uri: str, delay: float) -> None:
        self._waiting[uri] = asyncio.get_running_loop().call_later(delay, self._begin, uri)

    def forget(self, uri: str) -> None:
        """Take back what is to be done for a file."""
        if uri in self._waiting:
            self._waiting.pop(uri).cancel()
        if uri in self._begun:
            self._begun.pop(uri).cancel()
        if (running := self._running) is not None and running[0] == uri:
            running[1].stop()

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

    async def apart(self, uri: str, function: Callable[[Steps], T]) -> T:
        """What a function returns, called in the thread for what takes long; its steps may be stopped."""
        makes_way = True
        while True:
            steps = Steps()
            done = self._pool.submit(self._run, uri, steps, function)
            if makes_way:
                self._look_again(done)
            found = await asyncio.wrap_future(done)
            if not steps.stopped:
                return found
            makes_way = False  # else two that take long would stop each other for ever

    def _run(self, uri: str, steps: Steps, function: Callable[[Steps], T]) -> T:
        self._running = uri, steps
        try:
            return function(steps)
        finally:
            self._running = None

    def _look_again(self, waiting: Future[Any]) -> None:
        asyncio.get_running_loop().call_later(PATIENCE, self._make_way, waiting, self._running)

    def _make_way(self, waiting: Future[Any], running: tuple[str, Steps] | None) -> None:
        """Stop what was running already when something was last seen to wait."""
        if waiting.running() or waiting.done():
            return
        if running is not None and running is self._running:
            running[1].stop()
        self._look_again(waiting)

    def close(self) -> None:
        """Begin nothing more, and end what is running."""
        if (running := self._running) is not None:
            running[1].stop()
        self._pool.shutdown(wait=False, cancel_futures=True)
