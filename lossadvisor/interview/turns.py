"""How far answers lead, as records: the questions on the way with their answers, and where they end."""

from __future__ import annotations

from msgspec import Struct

from lossadvisor.rulebook.counting import Counted
from lossadvisor.rulebook.facts import Answer, Answers
from lossadvisor.rulebook.leaves import Fork, Node
from lossadvisor.rulebook.placeholders import counted
from lossadvisor.rulebook.questions import Question


class Turn(Struct, frozen=True):
    """One question of a walk with its answer; `assumed` where nobody gave it.

    Who says that they are `unsure` is given what the question assumes then, if nothing goes without saying.
    """

    question: str
    answer: Answer
    assumed: bool
    unsure: bool = False


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


def unsure(question: Question, fork: Fork, given: Answers) -> Answer | None:
    """What is assumed at `fork` for who does not know: what goes without saying, or what the question says.

    A number that the labels tell is counted in the code.
    """
    usual = meant(question, fork, given)
    if usual is not None or question.unsure is None:
        return usual
    for answer in question.unsure.assume:
        if fork.follow(answer) is not None:
            is_counted = bool(question.unsure.counted) and isinstance(answer, int)
            return Counted(int(answer), f"n_{question.name}".replace("-", "_")) if is_counted else answer
    return None
