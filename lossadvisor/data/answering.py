"""Answers that labels give beside those that somebody gave, and what of the latter the labels contradict."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, to_builtins

from lossadvisor.errors import AdvisorError
from lossadvisor.interview.settings import matters
from lossadvisor.interview.turns import meant
from lossadvisor.interview.walk import walk
from lossadvisor.rulebook.contract import TASK, UNSURE
from lossadvisor.rulebook.evidence import Bound
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.leaves import Fork, Leaf
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.rules import Rules

from .labels import Labels
from .looks import contradicting, filled, listed, looks_so, told
from .proposals import REFUTES, Read, hints, number_read, proposals, read
from .sources import Source

# what a label is not, where it contradicts an answer
NOT = {
    "kind": "not numbers",
    "whole": "not whole numbers",
    "lowest": "below {bound}",
    "highest": "above {bound}",
    "zeros": "0",
}


class Unsettled(AdvisorError):
    """Neither the labels nor the answers say enough, so somebody is to be asked.

    `asks` names the question, `found` is what labels suggest, if they do.
    """

    def __init__(self, says: str, asks: str, found: Read | None) -> None:
        super().__init__(says)
        self.asks, self.found = asks, found


class Answered(Struct, frozen=True):
    """All answers, of which some were `read` from labels, each with its reason.

    Of what the rules assume meanwhile, other choices are `hinted` at by the labels.
    """

    answers: dict[str, Answer]
    read: dict[str, str]
    hinted: dict[str, str]


def answered(rules: Rules, source: Source, labels: Labels, given: Mapping[str, Answer]) -> Answered:
    """`given` with what the labels settle beyond doubt.

    Raises AdvisorError where the labels contradict an answer, or leave one open that nobody has given.
    """
    contradict(rules, source, labels, given)
    answers = dict(given)
    reasons: dict[str, str] = {}
    hinted = _doubted(rules, labels, given)
    known = dict(given)
    while isinstance(fork := walk(rules, known, assume=False).stop, Fork):
        found = read(rules, fork, labels)
        if found is not None and found.sure:
            answers[fork.ask], reasons[fork.ask] = found.answer, found.because
            known[fork.ask] = found.answer
            continue
        assumed = _assumed(rules, fork, labels, answers)
        if assumed is None:
            raise Unsettled(_open(rules, labels, rules.questions[fork.ask], found), fork.ask, found)
        if found is not None and found.answer != assumed:
            hinted[fork.ask] = f"{found.answer}: {found.because}"
        known[fork.ask] = assumed
    for question, found in _settings(rules, labels, known):
        answers[question.name], reasons[question.name] = found.answer, found.because
    return Answered(answers, reasons, hinted)


def _doubted(rules: Rules, labels: Labels, given: Mapping[str, Answer]) -> dict[str, str]:
    """What was said and can be, though labels speak for another choice: class numbers that begin at 1."""
    found = {}
    for name, said in given.items():
        question = rules.questions[name]
        for hint in hints(question, question.choices, labels) if question.kind == "choice" else ():
            if hint.sure and hint.answer != said and not question.setting:
                found[name] = f"{hint.answer}: {hint.because}"
    return found


def _assumed(rules: Rules, fork: Fork, labels: Labels, given: Mapping[str, Answer]) -> Answer | None:
    """What the rules assume at `fork`; nothing where the labels contradict it."""
    usual = meant(rules.questions[fork.ask], fork, given)
    choices = rules.questions[fork.ask].choices
    if usual is None or (str(usual) in choices and contradicting(labels, choices[str(usual)].needs)):
        return None
    return usual


def _settings(rules: Rules, labels: Labels, answers: Mapping[str, Answer]) -> list[tuple[Question, Read]]:
    """What labels settle besides the questions of the tree, if it changes the head or its code."""
    end = walk(rules, answers).stop
    found = []
    for question in rules.settings():
        if question.name not in answers and question.reads and matters(rules, question, end):
            said = number_read(question, labels)
            if said is not None and said.sure and isinstance(end, Leaf) and _changes(end, question):
                found.append((question, said))
    return found


def _changes(leaf: Leaf, question: Question) -> bool:
    """Whether a setting changes more at a leaf than what is said of it."""
    overlay = leaf.given.get(question.name)
    return overlay is not None and bool(to_builtins(overlay).keys() - {"because"})


def _open(rules: Rules, labels: Labels, question: Question, found: Read | None) -> str:
    """That labels do not settle a question, what they suggest, and how to say it."""
    place = labels.place if labels.place == labels.name else f"{labels.place}: {labels.name}"
    if question.name != TASK:
        if found is None:
            return f"{place} does not tell {question.option}: {question.asks}"
        said = f"say {question.option} {found.answer} if so"
        return f"{place} does not settle {question.option}; {said}: {found.because}"
    fitting = [each.task for each in proposals(rules, labels)]
    if found is None or not fitting:
        way_out = f"name it with --task; see: lossadvisor inspect {labels.place}"
        return f"{place} fits no task for sure; {way_out}"
    way = "if so, say" if len(fitting) == 1 else "say which with"
    return f"{place} may be {listed(fitting)}; {way} --task {found.answer}: {found.because}"


def suggested(rules: Rules, labels: Labels, answers: Mapping[str, Answer]) -> dict[str, Read]:
    """What labels say to each question that may come, for somebody who is asked."""
    found: dict[str, Read] = {}
    known = dict(answers)
    while isinstance(fork := walk(rules, known, assume=False).stop, Fork):
        said = read(rules, fork, labels)
        if said is not None:
            found[fork.ask] = said
        next_answer = said.answer if said else fork.default
        if next_answer is None:
            break
        known[fork.ask] = next_answer
    return found


def contradict(rules: Rules, source: Source, labels: Labels, given: Mapping[str, Answer]) -> None:
    """Raises AdvisorError where the labels cannot be what an answer says, with the rows that tell."""
    for name, said in given.items():
        question = rules.questions[name]
        if said == UNSURE:
            continue
        if name == TASK:
            _contradict_task(rules, labels, str(said))
        elif question.kind == "choice":
            needs = question.choices[str(said)].needs
            for fact in contradicting(labels, needs):
                raise AdvisorError(_contradiction(question, said, source, labels, fact, needs[fact]))
        else:
            _contradict_number(question, said, labels)


def _contradict_task(rules: Rules, labels: Labels, task: str) -> None:
    found = [
        each for each in rules.tasks[task].evidence if each.weight <= REFUTES and looks_so(labels, each.looks)
    ]
    if found:
        fitting = ", ".join(each.task for each in proposals(rules, labels))
        way_out = f"; what fits: {fitting}" if fitting else ""
        raise AdvisorError(
            f"--task {task} does not fit {labels.place}: {filled(found[0].because, labels)}{way_out}"
        )


def _contradict_number(question: Question, said: Answer, labels: Labels) -> None:
    for each in question.reads:
        if not looks_so(labels, each.looks):
            continue
        found = number_read(question, labels)
        if found is None or each.allows == "any" or not isinstance(said, (int, float)):
            return
        if (each.allows == "exact" and said != found.answer) or float(said) < float(found.answer):
            raise AdvisorError(
                f"{question.option} {said} does not fit {labels.place}: "
                f"{found.because}, which makes {found.answer}"
            )
        return


def _contradiction(
    question: Question, said: Answer, source: Source, labels: Labels, fact: str, bound: Bound
) -> str:
    head = f"{question.option} {said} does not fit {labels.place}"
    if fact not in NOT:
        return f"{head}: there {fact} is {told(fact, labels)}"
    count, rows = source.rows_with(fact, bound)
    if not rows:
        return f"{head}: {fact} is {told(fact, labels)}"
    what = NOT[fact].format(bound=str(bound).strip("."))
    where = ", ".join(f"{text} in row {row}" for row, text in rows)
    return f"{head}: {count:,} of {labels.facts['rows']:,} labels are {what}: {where}"
