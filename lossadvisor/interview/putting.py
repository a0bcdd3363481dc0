"""How a question is put to somebody: its choices, what there is to say of it, and a way on if unsure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from enum import Enum
from typing import Final, Protocol, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.rulebook.contract import UNSURE
from lossadvisor.rulebook.counting import Counted
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.leaves import Fork, Node
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.rules import Rules

from .options import Option, options_of
from .turns import unsure

NOT_SURE = "I am not sure"
SAID = ("not sure", "unsure", "do not know", "don't know", "no idea", "dunno")


class Move(Enum):
    """What a person may do instead of answering."""

    BACK = "back"
    DONE = "done"


BACK: Final = Move.BACK
DONE: Final = Move.DONE


class Seen(Struct, frozen=True):
    """What somebody's labels say to a question: it is suggested, and the person is told why."""

    answer: Answer
    because: str


Seeing: TypeAlias = Callable[[Fork], Seen | None]


class Prompter(Protocol):
    """Somebody who asks a person. Ctrl-C raises KeyboardInterrupt, Ctrl-D raises EOFError.

    They are told how far `along` the interview is: the questions that are answered, and a word on how many
    there are. `about` is what there is to say about a question beside its choices.
    """

    def along(self, done: Sequence[tuple[str, str]], step: str) -> None: ...

    def choose(
        self, asks: str, options: list[Option], default: str | None, *, back: bool, about: str = ""
    ) -> str | Move: ...

    def value(
        self, question: Question, default: Answer | None, *, back: bool, about: str = ""
    ) -> Answer | Move: ...

    def text(self, asks: str, default: str) -> str | Move: ...

    def file(self, asks: str, default: str) -> str | Move: ...


def put(
    rules: Rules,
    prompter: Prompter,
    question: Question,
    usual: Answer | None,
    *,
    fork: Fork | None = None,
    offers: Collection[str] = (),
    answers: Mapping[str, Answer] | None = None,
    back: bool,
) -> Answer | Move:
    """What somebody answers, or UNSURE where something is assumed then; `usual` is suggested.

    Without a `fork` it is a setting, which may be left out.
    """
    assumed = unsure(question, fork, answers or {}) if fork else question.default
    may_be_unsure = assumed is not None or fork is None
    about = _about(question, assumed, leaves_out=fork is None)
    asks = question.asks
    while True:
        if question.kind != "choice":
            suggested = UNSURE if usual is None and may_be_unsure else usual
            answer = prompter.value(replace(question, asks=asks), suggested, back=back, about=about)
        else:
            options = options_of(rules, question, offers or question.choices, fork)
            options.append(_not_sure(question, assumed))
            chosen = str(usual) if usual in [each.value for each in options] else None
            answer = prompter.choose(asks, options, chosen, back=back, about=about)
        if answer != UNSURE or may_be_unsure:
            return answer
        asks = f"{found_out(question)} {question.asks}"


def _not_sure(question: Question, assumed: Answer | None) -> Option:
    said = found_out(question)
    return Option(UNSURE, NOT_SURE, f"{_meanwhile(assumed)} {said}".strip(), also=SAID)


def found_out(question: Question) -> str:
    """How to find out what is asked, as a sentence."""
    said = question.unsure.find if question.unsure else ""
    is_code = not said.split(" ")[0].isalpha()
    return f"{said if is_code else said[:1].upper() + said[1:]}." if said else ""


def _meanwhile(assumed: Answer | None) -> str:
    if assumed is None:
        return ""
    return "The code counts it in y_train." if isinstance(assumed, Counted) else f"{assumed} is assumed."


def _about(question: Question, assumed: Answer | None, *, leaves_out: bool) -> str:
    """What there is to say about a question beside its choices, a line for each thing."""
    said = f"{question.says[:1].upper()}{question.says[1:]}."
    wrong = (f"Not {trap.what}: {trap.because}." for trap in question.goes_wrong if trap.because)
    way_on = "It may be left out." if leaves_out and assumed is None else _meanwhile(assumed)
    return "\n".join((said, *wrong, f"Not sure? {found_out(question)} {way_on}".rstrip()))


def usual_questions(node: Node, known: Collection[str]) -> set[str]:
    """What is asked from `node` on, but for what is known, if each answer is the one that is assumed."""
    found: set[str] = set()
    while isinstance(node, Fork):
        if node.ask not in known:
            found.add(node.ask)
        following = node.follow(node.default) if node.default is not None else None
        node = following or node.branches[0].node
    return found
