"""A person at the keyboard, by script: answers what is asked, and keeps what was offered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lossadvisor.interview.options import Option
from lossadvisor.interview.putting import BACK, Move
from lossadvisor.rulebook.contract import UNSURE
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.questions import Question

SHOW = ""  # in the review: show the recommendation


class Asked(NamedTuple):
    what: str
    offers: list[str]
    default: Answer | None
    back: bool


class Script:
    """Answers one reply after the other. Every reply must be among what is offered."""

    def __init__(self, *replies: Answer | Move) -> None:
        self.replies = list(replies)
        self.asked: list[Asked] = []
        self.options: list[list[Option]] = []
        self.steps: list[tuple[list[tuple[str, str]], str]] = []

    def along(self, done: Sequence[tuple[str, str]], step: str) -> None:
        self.steps.append((list(done), step))

    def choose(
        self, asks: str, options: list[Option], default: str | None, *, back: bool, about: str = ""
    ) -> str | Move:
        self.unsure = [option for option in options if option.value == UNSURE]
        offers = [option.value for option in options if option.value != UNSURE or UNSURE in self.replies[:1]]
        assert default is None or default in offers
        self.options.append(options)
        reply = self._reply(asks, offers, default, back)
        assert reply is BACK or reply in offers, f"{asks} offers {offers}, not {reply!r}"
        return reply

    def value(
        self, question: Question, default: Answer | None, *, back: bool, about: str = ""
    ) -> Answer | Move:
        return self._reply(question.asks, [], default, back)

    def text(self, asks: str, default: str) -> str | Move:
        return self._reply(asks, [], default, back=True)

    file = text

    def _reply(self, asks: str, offers: list[str], default: Answer | None, back: bool) -> Answer | Move:
        self.asked.append(Asked(asks, offers, default, back))
        reply = self.replies.pop(0)
        assert reply is not BACK or back, f"{asks} offers no way back"
        return reply
