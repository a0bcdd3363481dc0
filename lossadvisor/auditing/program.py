"""A program run as Python would run it, with every model in it judged on its first batch."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from types import ModuleType, TracebackType

from lossadvisor.errors import AdvisorError, shown

from .hooks import Hooks, Stopped
from .sites import OURS

INTERRUPTED = 130


def run(path: str, arguments: Sequence[str], hooks: Hooks) -> int:
    """Run the program at `path` as `__main__` and return its exit code. Raises AdvisorError for none."""
    text = _read(path)
    sys.argv = [path, *arguments]
    sys.path[0:1] = [os.path.dirname(os.path.abspath(path))]
    main = ModuleType("__main__")
    main.__dict__.update(__file__=path, __builtins__=__builtins__, __spec__=None)
    sys.modules["__main__"] = main
    hooks.install()
    try:
        exec(compile(text, path, "exec", dont_inherit=True), main.__dict__)
    except Stopped:
        return 0
    except SystemExit as ended:
        return _code(ended)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BaseException as error:
        theirs = _theirs(error.__traceback__)
        sys.excepthook(type(error), error.with_traceback(theirs), theirs)
        return 1
    finally:
        hooks.removed()
    return 0


def _read(path: str) -> bytes:
    if os.path.isdir(path):
        raise AdvisorError(f"{shown(path, 200)}: is a folder; name the program in it")
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise AdvisorError(f"{shown(path, 200)}: {error.strerror}; name a program in Python") from None


def _code(ended: SystemExit) -> int:
    """The exit code that Python would leave with."""
    if ended.code is None:
        return 0
    if isinstance(ended.code, int):
        return ended.code & 0xFF
    sys.stderr.write(f"{ended.code}\n")
    return 1


def _theirs(trace: TracebackType | None) -> TracebackType | None:
    """A traceback without the calls that are ours; it may be as deep as Python goes."""
    links = []
    while trace is not None:
        if not trace.tb_frame.f_code.co_filename.startswith(OURS):
            links.append(trace)
        trace = trace.tb_next
    rest = None
    for each in reversed(links):
        rest = TracebackType(rest, each.tb_frame, each.tb_lasti, each.tb_lineno)
    return rest
