"""The tasks by words that people use for what they predict."""

from __future__ import annotations

from msgspec import Struct

from lossadvisor.rulebook.contract import TASK
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.rules import Rules

from .contrasts import contrasts
from .meant import meant
from .options import options_of
from .ranking import ranked


class FoundTask(Struct, frozen=True):
    """A task that words may mean: its name, what it is, an example, and the phrase of the rules that fits.

    `answers` are those to its first questions that the words give already, and `when` tells what makes it
    this task where others fit.
    """

    task: str
    says: str
    example: str
    by: str
    answers: dict[str, Answer]
    when: str = ""


def find(rules: Rules, words: str) -> list[FoundTask]:
    """The tasks that `words` may mean, the likeliest first; none where nothing fits."""
    question = rules.questions[TASK]
    options = options_of(rules, question, question.choices, rules.tree)
    found = [(options[each.place], each.by) for each in ranked([each.searched for each in options], words)]
    whens = contrasts(rules, [option.value for option, _ in found])
    return [
        FoundTask(option.value, option.says, option.example, by, meant(rules, option.value, words), when)
        for (option, by), when in zip(found, whens, strict=True)
    ]
