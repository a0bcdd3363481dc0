"""One program, from its text to what is found in it."""

from __future__ import annotations

import re
import time

from lossadvisor.rulebook.libraries import libraries
from lossadvisor.rulebook.rules import Rules

from .findings import Checked
from .following.edits import with_edits
from .following.places import Text
from .following.program import SECONDS, followed, parsed
from .following.summary import seen
from .judging.judgement import judged

READING = 0.75  # the share of the time that is for reading; the rest is for judging
COMPILE = re.compile(r"\.\s*compile\s*\(")


def checked(rules: Rules, text: str, seconds: float = SECONDS) -> Checked:
    """What is wrong with the heads in the program `text`. Raises Unreadable where it is no Python."""
    begin = time.monotonic()
    tree = parsed(text)
    parsing = time.monotonic() - begin
    run = followed(tree, libraries(rules), seconds * READING - parsing, len(COMPILE.findall(text)))
    run.extend(seconds * (1 - READING))
    run.text = Text(text)
    return with_edits(judged(rules, seen(run, text)), run.text, text)
