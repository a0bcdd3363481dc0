"""One program, from its text to what is found in it."""

from __future__ import annotations

import re
import time

from lossadvisor.check.following.program import SECONDS, followed, parsed
from lossadvisor.check.judging.judgement import judged
from lossadvisor.check.judging.records import Checked
from lossadvisor.rulebook.rules import Rules

READING = 0.75  # the share of the time that is for reading; the rest is for judging
COMPILE = re.compile(r"\.\s*compile\s*\(")


def checked(rules: Rules, text: str, seconds: float = SECONDS) -> Checked:
    """What is wrong with the heads in the program `text`. Raises Unreadable where it is no Python."""
    begin = time.monotonic()
    tree = parsed(text)
    parsing = time.monotonic() - begin
    run = followed(tree, seconds * READING - parsing, len(COMPILE.findall(text)))
    run.extend(seconds * (1 - READING))
    return judged(rules, run, text)
