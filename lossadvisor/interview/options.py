"""The lines of a list: what can be chosen, and by which words each is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from lossadvisor.rulebook.facts import WordKind
from lossadvisor.rulebook.leaves import Fork, Node
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.rules import Rules

from .forms import forms_of
from .ranking import Searched


class Option(Struct, frozen=True):
    """One line of a list: what it stands for, how it is called, what it says, an example, its heading.

    `also` are other names by which it is found, `words` everyday words for it, `forms` how one asks for it,
    with `kinds` of words in them, and `below` what is asked once it is chosen.
    """

    value: str
    name: str
    says: str = ""
    example: str = ""
    group: str = ""
    also: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    kinds: Mapping[str, WordKind] = {}
    below: tuple[str, ...] = ()

    @property
    def searched(self) -> Searched:
        """What it is found by. Forms are read only here: a list is shown sooner than it is searched."""
        said = (self.says, self.example, *self.below)
        return Searched((self.name, *self.also), self.words, said, forms_of(self.forms, self.kinds))


def options_of(
    rules: Rules, question: Question, offers: Iterable[str], fork: Fork | None = None
) -> list[Option]:
    """The lines of a list for the choices of `question` that are offered; `fork` tells what is asked next."""
    return [
        Option(
            value=name,
            name=name,
            says=choice.says,
            example=choice.example,
            group=choice.group,
            also=choice.aliases,
            words=choice.words,
            forms=choice.forms,
            kinds=rules.vocabulary,
            below=tuple(_said_below(rules, fork.follow(name))) if fork else (),
        )
        for name, choice in ((name, question.choices[name]) for name in offers)
    ]


def _said_below(rules: Rules, node: Node | None) -> Iterator[str]:
    """What stands in the lists below a place."""
    if not isinstance(node, Fork):
        return
    choices = rules.questions[node.ask].choices
    for name in node.offers:
        if choice := choices.get(name):
            yield from (name, choice.says, choice.example, *choice.aliases)
    for branch in node.branches:
        yield from _said_below(rules, branch.node)
