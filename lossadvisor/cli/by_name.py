"""A recommendation for a task that is called by another name, which may answer its first questions."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from lossadvisor.advice.advice import Advice, Combination, Referral
from lossadvisor.advice.recommending import recommended
from lossadvisor.errors import AdvisorError, squashed
from lossadvisor.rulebook.contract import TASK
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.rules import Rules


def recommended_by_name(
    rules: Rules, answers: Mapping[str, Answer], name: str
) -> Advice | Referral | Combination:
    """What is recommended, with what `name` says of a task beside the answers as far as they agree.

    Raises AdvisorError as `recommended` does.
    """
    said = _said(rules, answers, name)
    if not said:
        return recommended(rules, answers)
    try:
        return recommended(rules, {**answers, **said})
    except AdvisorError:
        try:
            return recommended(rules, answers)
        except AdvisorError:
            pass
        raise


def _said(rules: Rules, answers: Mapping[str, Answer], name: str) -> dict[str, Answer]:
    """The answers that another name of a task gives, up to the first one that is given otherwise."""
    task = str(answers.get(TASK, ""))
    if task not in rules.tasks or squashed(name) == squashed(task):
        return {}
    from lossadvisor.interview.meant import meant

    said = meant(rules, task, name)
    agreed = takewhile(lambda each: answers.get(each, said[each]) == said[each], said)
    return {each: said[each] for each in agreed}
