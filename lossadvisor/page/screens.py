"""The questions as they are put to somebody, taken down by one who never answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lossadvisor.interview.options import Option
from lossadvisor.interview.putting import BACK, Move, put
from lossadvisor.rulebook.facts import Answer, Answers
from lossadvisor.rulebook.leaves import Fork
from lossadvisor.rulebook.quantities import number_range
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.rules import Rules

LISTS = ("wholes", "decimals", "costs", "names", "heads")  # kinds of which an answer is no single number


class _Clerk:
    """Somebody who takes down what is asked."""

    def __init__(self) -> None:
        self.screen: dict[str, Any] = {}

    def along(self, done: Sequence[tuple[str, str]], step: str) -> None:
        """How far along the interview is, the page knows itself."""

    def choose(
        self, asks: str, options: list[Option], default: str | None, *, back: bool, about: str = ""
    ) -> str | Move:
        shown = [[each.value, each.name, each.says, each.example, each.group] for each in options]
        self.screen = {"asks": asks, "about": about, "options": shown}
        return BACK

    def value(
        self, question: Question, default: Answer | None, *, back: bool, about: str = ""
    ) -> Answer | Move:
        takes = "" if question.kind == "heads" else number_range(question)
        self.screen = {"asks": question.asks, "about": about, "takes": takes, "example": question.example}
        return BACK

    def text(self, asks: str, default: str) -> str | Move:
        return BACK

    file = text


def screen(rules: Rules, fork: Fork, answers: Answers) -> dict[str, Any]:
    """What is shown at `fork` to somebody with `answers` so far."""
    clerk = _Clerk()
    question = rules.questions[fork.ask]
    put(
        rules, clerk, question, fork.default, fork=fork, offers=fork.offers, answers=answers, back=True
    )  # fmt: skip
    return clerk.screen
