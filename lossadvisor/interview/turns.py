"""How far answers lead, as records: the questions on the way with their answers, and where they end."""

from __future__ import annotations

from msgspec import Struct

from lossadvisor.rulebook.facts import Answer, Answers
from lossadvisor.rulebook.leaves import Fork, Node
from lossadvisor.rulebook.placeholders import counted
from lossadvisor.rulebook.questions import Question


class Turn(Struct, frozen=True):
    """One question of a walk with its answer; `assumed` where nobody gave it."""

    question: str
    answer: Answer
    assumed: bool


class Walk(Struct, frozen=True):
    """How far answers lead: the turns taken, and the leaf or the open fork where they end."""

    turns: tuple[Turn, ...]
    stop: Node

    @property
    def answers(self) -> dict[str, Answer]:
        return {turn.question: turn.answer for turn in self.turns}


def meant(question: Question, fork: Fork, given: Answers) -> Answer | None:
    """What goes without saying at `fork`: the choice that another answer implies, or the default."""
    for name in fork.offers:
        if any(other in given for other in question.choices[name].implied_by):
            return name
    lists = (given[name] for name in question.counted_by if name in given)
    return next((counted(str(said)) for said in lists), fork.default)
