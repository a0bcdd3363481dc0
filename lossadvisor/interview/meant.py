"""The answers below a task that the words for it already give: `hour of day` is bounded, and goes round."""

from __future__ import annotations

from collections.abc import Iterable

from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.leaves import Fork, Node
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.rules import Rules

from .wording import is_common, stems_of


def meant(rules: Rules, task: str, words: str) -> dict[str, Answer]:
    """The answers to the first questions of `task` that stand in `words`, by their question."""
    node: Node | None = rules.tree.follow(task) if isinstance(rules.tree, Fork) else None
    typed = frozenset(stems_of(words))
    answers: dict[str, Answer] = {}
    while isinstance(node, Fork) and node.ask not in answers:
        said = _said(rules.questions[node.ask], node.offers, typed)
        if said is None:
            break
        answers[node.ask] = said
        node = node.follow(said)
    return answers


def _said(question: Question, offers: Iterable[str], typed: frozenset[str]) -> Answer | None:
    """The one answer whose name, or a word for it, is typed; of two the one that is typed with more words."""
    known: dict[Answer, tuple[str, ...]] = {}
    if question.kind == "choice":
        choices = ((name, question.choices[name]) for name in offers)
        known = {name: (name, *choice.aliases, *choice.words) for name, choice in choices}
    else:
        for word, number in question.words.items():
            known[number] = (*known.get(number, ()), word)
    lengths = {answer: max(_typed(names, typed), default=0) for answer, names in known.items()}
    longest = max(lengths.values(), default=0)
    best = [answer for answer, length in lengths.items() if length == longest]
    return best[0] if longest and len(best) == 1 else None


def _typed(names: Iterable[str], typed: frozenset[str]) -> Iterable[int]:
    """How many words each name has that is typed as a whole."""
    for name in names:
        stems = stems_of(name)
        if typed.issuperset(stems) and not all(is_common(stem) for stem in stems):
            yield len(stems)
