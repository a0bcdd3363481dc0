#!/usr/bin/env bash
# watchfiles 1.3.0: whatever a handler of a signal raises while watch() waits is lost. watch() raises KeyboardInterrupt in its
# place, without a cause, and with raise_interrupt=False it just ends as if nothing more were to be watched. So a program that
# ends in an orderly way at SIGTERM leaves with the exit code of Ctrl-C, and a TimeoutError of an alarm is never seen. A handler
# has to write down what it raises. time.sleep() hands the exception on. Exits with 1 if this changes.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/env"
"$room/env/bin/pip" install -q watchfiles==1.3.0 2> /dev/null
mkdir "$room/watched"
cd "$room"
"$room/env/bin/python" - <<'PYTHON'
import signal
import time
from collections.abc import Callable

from watchfiles import watch


def late(number: int, frame: object) -> None:
    raise TimeoutError("the time is over")


def seen(wait: Callable[[], object]) -> BaseException | None:
    """What comes out of waiting when an alarm rings."""
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        wait()
    except BaseException as error:
        return error
    return None


signal.signal(signal.SIGALRM, late)
slept = seen(lambda: time.sleep(60))
watched = seen(lambda: list(watch("watched")))
quiet = seen(lambda: list(watch("watched", raise_interrupt=False)))
print("out of sleep():", repr(slept))
print("out of watch():", repr(watched), "cause:", watched.__cause__ or watched.__context__)
print("out of watch(raise_interrupt=False):", repr(quiet))
assert isinstance(slept, TimeoutError)
assert isinstance(watched, KeyboardInterrupt)
assert watched.__cause__ is None and watched.__context__ is None
assert quiet is None
PYTHON
