"""The shipped rules and everything they can be asked: tests loop over these before they write an example."""

from __future__ import annotations

from collections.abc import Iterator

from lossadvisor.interview.settings import matters
from lossadvisor.interview.walk import arrival, ends, paths
from lossadvisor.rulebook.answers import answer
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.leaves import Bundle, End, Fork, Leaf, Stop
from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.rules import Rules

RULES: Rules = load()
ENDS: list[End] = list(ends(RULES.tree))
LEAVES: list[Leaf] = [end for end in ENDS if isinstance(end, Leaf)]
PATHS: list[dict[str, Answer]] = list(paths(RULES))
STYLES = ("sequential", "functional")


def end_at(answers: dict[str, Answer]) -> End:
    stop = arrival(RULES, answers).stop
    assert not isinstance(stop, Fork)
    return stop


def leaf_at(answers: dict[str, Answer]) -> Leaf:
    stop = end_at(answers)
    assert isinstance(stop, Leaf)
    return stop


# Which paths end in a head, which in a stop, and which in a head for each of several outputs.
HEADS: list[dict[str, Answer]] = [answers for answers in PATHS if isinstance(end_at(answers), Leaf)]
STOPS: list[dict[str, Answer]] = [answers for answers in PATHS if isinstance(end_at(answers), Stop)]
BUNDLES: list[dict[str, Answer]] = [answers for answers in PATHS if isinstance(end_at(answers), Bundle)]


def paths_of(task: str) -> list[dict[str, Answer]]:
    return [answers for answers in PATHS if answers["task"] == task]


def has_logits(leaf: Leaf) -> bool:
    return RULES.losses[leaf.recommend.loss].link == leaf.recommend.activation


def some_answer(question: Question) -> Answer:
    """An answer that `question` takes."""
    if question.choices:
        return next(iter(question.choices))
    return answer(question, question.example) if question.example else 3


def settings_of(answers: dict[str, Answer]) -> Iterator[dict[str, Answer]]:
    """Each answer to a setting that changes something where `answers` lead, but for output and style."""
    leaf = leaf_at(answers)
    for question in RULES.settings():
        if question.name in ("output", "style") or not matters(RULES, question, leaf):
            continue
        if question.name == "counts":  # one for each class, and nobody types thousands
            classes = int(answers.get("classes", 2))
            yield from [{"counts": ",".join(map(str, range(9, 9 + classes)))}] if classes < 100 else []
        elif question.name == "metrics":
            yield from [{"metrics": leaf.metrics[-1]}] if len(leaf.metrics) > 1 else []
        elif question.name == "keras":
            yield from ({"keras": release} for release in ("3.12", "3.99"))
        else:
            yield from ({question.name: said} for said in question.choices or [some_answer(question)])


def _every_form(answers: dict[str, Answer]) -> Iterator[dict[str, Answer]]:
    for output in ("probabilities", "logits") if has_logits(leaf_at(answers)) else ("probabilities",):
        for style in STYLES:
            yield {**answers, "output": output, "style": style}


FORMS: list[dict[str, Answer]] = [form for answers in HEADS for form in _every_form(answers)]
SETTLED: list[dict[str, Answer]] = [
    {**answers, **setting} for answers in HEADS for setting in settings_of(answers)
]
# The forms and settings of each leaf, by its name.
AT: dict[str, list[dict[str, Answer]]] = {leaf.where: [] for leaf in LEAVES}
for _answers in (*FORMS, *SETTLED):
    AT[leaf_at(_answers).where].append(_answers)

# Each leaf once, the first in its first form, the second in its second, and so on.
EACH: list[dict[str, Answer]] = [forms[number % len(forms)] for number, forms in enumerate(AT.values())]


def named(answers: dict[str, Answer]) -> str:
    """Answers as the name of a test."""
    return " ".join(map(str, answers.values()))
