"""The head for a task as code to insert, after questions that the client puts to the person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from lossadvisor.advice.advice import Referral
from lossadvisor.advice.recommending import recommended
from lossadvisor.errors import AdvisorError
from lossadvisor.interview.putting import NOT_SURE
from lossadvisor.interview.turns import unsure
from lossadvisor.interview.walk import walk
from lossadvisor.rulebook.answers import normalised
from lossadvisor.rulebook.contract import TASK, UNSURE
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.leaves import Fork
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.rules import Rules

FEW = 4  # tasks that are listed where nobody can be asked: the first, which are the most common
MANY = 8  # answers that are shown at once
MORE = "more …"

Ask = Callable[[str, list[str]], Awaitable["str | None"]]


def common(rules: Rules) -> dict[str, str]:
    """The most common tasks, and the code for the head of each with what is assumed of it."""
    fork = walk(rules, {}).stop
    tasks = fork.offers[:FEW] if isinstance(fork, Fork) else ()
    return {task: _code(rules, _assumed(rules, task)) for task in tasks}


def _assumed(rules: Rules, task: str) -> dict[str, Answer]:
    """The answers to a task where nobody is sure of any."""
    given: dict[str, Answer] = {TASK: task}
    while isinstance(fork := walk(rules, given).stop, Fork):
        given[fork.ask] = UNSURE
    return given


def _code(rules: Rules, given: dict[str, Answer]) -> str:
    found = recommended(rules, given)
    return "" if isinstance(found, Referral) else found.code


async def asked(rules: Rules, ask: Ask) -> str | None:
    """The code for the head that a person's answers lead to; None where they stop answering.

    Raises AdvisorError where the answers lead to no head.
    """
    given: dict[str, Answer] = {}
    while isinstance(fork := walk(rules, given, assume=False).stop, Fork):
        said = await _answer(rules.questions[fork.ask], fork, given, ask)
        if said is None:
            return None
        given = (
            {**given, **normalised(rules, {fork.ask: said})}
            if said != UNSURE
            else {**given, fork.ask: UNSURE}
        )
    found = recommended(rules, given)
    if isinstance(found, Referral):
        raise AdvisorError(f"{given[TASK]}: {found.says}")
    return found.code


async def _answer(question: Question, fork: Fork, given: dict[str, Answer], ask: Ask) -> str | None:
    """One answer, page by page; None for none."""
    answers = (
        list(fork.offers) if question.kind == "choice" else [question.example] if question.example else []
    )
    if unsure(question, fork, given) is not None:
        answers.append(NOT_SURE)
    while answers:
        shown = answers if len(answers) <= MANY + 1 else [*answers[:MANY], MORE]
        said = await ask(question.asks, shown)
        if said != MORE:
            return UNSURE if said == NOT_SURE else said
        answers = answers[MANY:]
    raise AdvisorError(f"{question.asks} That takes more than a click; run: lossadvisor ask")
