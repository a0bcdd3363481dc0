"""The task by one of its names; words that are none are looked up, which takes modules of its own."""

from __future__ import annotations

from lossadvisor.errors import AdvisorError, shown
from lossadvisor.rulebook.answers import answer
from lossadvisor.rulebook.contract import TASK
from lossadvisor.rulebook.rules import Rules

MOST_NEAR = 3


def named(rules: Rules, words: str) -> str:
    """The task that `words` name. Raises AdvisorError with the tasks that they may mean."""
    try:
        return str(answer(rules.questions[TASK], words))
    except AdvisorError as error:
        from .tasks import find

        found = [each.task for each in find(rules, words)]
        if "did you mean" in str(error) or not found:
            raise
        near = " or ".join(found[:MOST_NEAR])
        more = f"lossadvisor find {shown(words)}"
        raise AdvisorError(f"'{shown(words)}' is not a task; it may be {near}; to see why: {more}") from error
