"""Names in an order, as of grades: out of what people type, and as code has them."""

from __future__ import annotations

import re

from lossadvisor.errors import AdvisorError, shown

from .questions import Question

MOST = 1000


def names(question: Question, value: object) -> str:
    """The names that answer `question`, with commas between them. Raises AdvisorError."""
    parts = list(value) if isinstance(value, (list, tuple)) else re.split(r"[,;<]", str(value).strip(" []()"))
    found = [str(part).strip(" '\"") for part in parts]
    if len(found) < 2 or not all(found):
        raise AdvisorError(
            f"{question.option} takes two names or more with commas between them, not '{shown(value)}'"
        )
    if len(found) > MOST:
        raise AdvisorError(f"{question.option} takes {MOST} names at most, not {len(found)}")
    for name in found:
        if "," in name or not name.isprintable():
            raise AdvisorError(
                f"{question.option}: '{shown(name)}' holds a comma or a sign that is not shown"
            )
    twice = next((name for place, name in enumerate(found) if name in found[:place]), None)
    if twice is not None:
        raise AdvisorError(f"{question.option} has '{shown(twice)}' twice; give each name once")
    return ",".join(found)


def listed(said: str) -> list[str]:
    """The names of an answer."""
    return said.split(",")


def as_code(said: str) -> str:
    """The names as code has them: `"low", "middle", "high"`."""
    import json  # seldom needed

    return ", ".join(json.dumps(name, ensure_ascii=False) for name in listed(said))
