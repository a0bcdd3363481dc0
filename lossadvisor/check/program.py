"""One program, from its text to what is found in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec.structs import replace

from lossadvisor.rulebook.libraries import libraries
from lossadvisor.rulebook.rules import Rules

from .findings import Checked
from .following.program import followed
from .following.summary import seen
from .following.surroundings import Project
from .judging.judgement import judged
from .parsing import parsed
from .seen import Seen
from .steps import STEPS, Steps

DEEPEST = 900  # calls of functions within each other: the same on every machine


def checked(
    rules: Rules,
    text: str,
    steps: Steps | None = None,
    *,
    proving: bool = False,
    ahead: bool = False,
    project: Project | None = None,
) -> Checked:
    """What is wrong with the heads in the program `text`, in the steps that are left of a file.

    Other files are looked for in `project`. Where edits are `proving`, it says besides what the program makes
    of Keras, `ahead` only where there are edits to be proven. Raises Unreadable where it is no Python,
    Exhausted where it is too large to be parsed in so many steps.
    """
    steps = steps or Steps()
    with _room():
        tree = parsed(text, steps)
        most = min(steps.left, STEPS)
        room = most * 3 // 4  # the rest is for its heads
        run = followed(tree, libraries(rules), text, room, proving or ahead, project, steps)
        steps.tick(0)  # raises where they were stopped
        run.most, run.allowed = most, min(steps.most, STEPS)
        found = seen(run, text)
        checked = judged(rules, found)
        if any(each.repairs for each in checked.findings):
            from .following.edits import with_edits

            checked = with_edits(checked, run.text, tree)
        if proving or (ahead and any(each.edits for each in checked.findings)):
            from .following.uses import uses

            checked = replace(checked, uses=uses(run, found))
        steps.steps += min(run.steps, most)  # what was found till then is told, however many they were
        return checked


def seen_in(rules: Rules, text: str, project: Project | None = None, steps: Steps | None = None) -> Seen:
    """What is seen of the models in the program `text`, unjudged. Raises Unreadable where it is no Python."""
    with _room():
        tree = parsed(text, steps)
        return seen(followed(tree, libraries(rules), text, STEPS, project=project, outer=steps), text)


@contextmanager
def _room() -> Iterator[None]:
    """Calls may be as deep from here on, wherever this is called from."""
    before = sys.getrecursionlimit()
    depth, frame = 0, sys._getframe().f_back
    while frame is not None:
        depth, frame = depth + 1, frame.f_back
    sys.setrecursionlimit(depth + DEEPEST)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
