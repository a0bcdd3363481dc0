"""How far answers lead, as records: the questions on the way with their answers, and where they end."""

from __future__ import annotations

from msgspec import Struct

from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.leaves import Node


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
