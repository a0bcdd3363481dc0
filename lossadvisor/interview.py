"""The interview: `walk` in a loop, with a way forward, back and around. Knows nobody's keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final, Protocol, TypeAlias

from msgspec import Struct

from .errors import AdvisorError
from .model import Answer, Fork, Node, Question, Rules, Walk
from .recommendation import matters
from .refusals import asked_below, way
from .tree import walk


class Move(Enum):
    """What a person may do instead of answering."""

    BACK = "back"
    DONE = "done"


BACK: Final = Move.BACK
DONE: Final = Move.DONE
Chosen: TypeAlias = str | Move


class Option(Struct, frozen=True):
    """One line of a list: what it stands for, how it is called, what it says, an example."""

    value: str
    name: str
    says: str = ""
    example: str = ""


class Prompter(Protocol):
    """Somebody who asks a person. Ctrl-C raises KeyboardInterrupt, Ctrl-D raises EOFError."""

    def choose(self, asks: str, options: list[Option], default: str | None, *, back: bool) -> str | Move: ...

    def number(self, question: Question, default: int | None, *, back: bool) -> int | Move: ...


def interview(
    rules: Rules,
    given: Mapping[str, Answer],
    prompter: Prompter,
    said: Mapping[str, Answer] | None = None,
) -> dict[str, Answer]:
    """Ask until the answers lead to a leaf and the review is left; `given` is not asked.

    `said` are answers of an earlier round, to begin in the review. Raises AdvisorError where
    `given` leads nowhere.
    """
    return _Interview(rules, given, prompter, said or {}).answers()


class _Interview:
    """The answers so far. `forgotten` ones are offered again when their question comes back."""

    def __init__(
        self, rules: Rules, given: Mapping[str, Answer], prompter: Prompter, said: Mapping[str, Answer]
    ) -> None:
        self.rules = rules
        self.given = given
        self.prompter = prompter
        self.said = {name: answer for name, answer in said.items() if name not in given}
        self.forgotten: dict[str, Answer] = {}

    def answers(self) -> dict[str, Answer]:
        while True:
            fork = self._open_fork()
            move = self._review() if fork is None else self._ask(fork, back=self._can_go_back())
            if move is DONE:
                return {**self._on_path(), **self.given}
            if move is BACK and self._can_go_back():
                self._forget(self._asked()[-1])

    def _walk(self) -> Walk:
        return walk(self.rules, {**self.said, **self.given}, assume=False)

    def _asked(self) -> list[str]:
        """The questions on the way that were put to the person."""
        return [turn.question for turn in self._walk().turns if turn.question not in self.given]

    def _can_go_back(self) -> bool:
        return bool(self._asked())

    def _forget(self, name: str) -> None:
        if name in self.said:
            self.forgotten[name] = self.said.pop(name)

    def _open_fork(self) -> Fork | None:
        """The first open question. An answer that its way no longer offers is asked again."""
        while True:
            try:
                stop = self._walk().stop
            except AdvisorError:
                misplaced = next((name for name in reversed(self._forks()) if name in self.said), None)
                if misplaced is None:
                    raise
                self._forget(misplaced)
            else:
                return stop if isinstance(stop, Fork) else None

    def _forks(self) -> dict[str, Fork]:
        """The forks on the way, by their question."""
        answers = {**self.said, **self.given}
        found: dict[str, Fork] = {}
        node: Node | None = self.rules.tree
        while isinstance(node, Fork):
            found[node.ask] = node
            answer = answers.get(node.ask)
            node = None if answer is None else node.follow(answer)
        return found

    def _ask(self, fork: Fork, *, back: bool) -> Move | None:
        """Ask the question of `fork` and keep the answer."""
        question = self.rules.questions[fork.ask]
        usual = self.forgotten.get(fork.ask, fork.default)
        if question.is_number:
            default = usual if isinstance(usual, int) else None
            answer: Answer | Move = self.prompter.number(question, default, back=back)
        else:
            offers = self._possible(fork)
            chosen = str(usual) if usual in offers else None
            answer = self.prompter.choose(question.asks, _options(question, offers), chosen, back=back)
        if isinstance(answer, Move):
            return answer
        self.said[question.name] = answer
        return None

    def _possible(self, fork: Fork) -> list[str]:
        """The choices below which every given answer can still play its part."""
        open_ = {name for name in self.given if not self.rules.questions[name].setting} - {fork.ask}
        if fork.ask != "task":
            open_ &= asked_below(fork)
        branches = [branch for branch in fork.branches if open_ <= asked_below(branch.node)]
        if not branches:
            names = " and ".join(f"--{name}" for name in sorted(open_))
            raise AdvisorError(f"nothing asks {names} together; leave one of them out")
        return [choice for branch in branches for choice in branch.choices]

    def _on_path(self) -> dict[str, Answer]:
        """Only the answers that count, so that a branch left behind cannot leak."""
        counted = {turn.question for turn in self._walk().turns}
        counted |= {question.name for question in self.rules.settings()}
        return {name: answer for name, answer in self.said.items() if name in counted}

    def _review(self) -> Move | None:
        """Show the answers so far; one that is picked is asked again."""
        options = [Option("", "show", "the recommendation for these answers"), *self._reviewed()]
        asks = "Your answers: go on, or pick one to change it"
        picked = self.prompter.choose(asks, options, "", back=self._can_go_back())
        if isinstance(picked, Move):
            return picked
        if not picked:
            return DONE
        if picked not in self.given:
            self._change(picked)
        return None

    def _reviewed(self) -> list[Option]:
        counted = {turn.question: str(turn.answer) for turn in self._walk().turns}
        for name in counted.keys() & self.given.keys():
            counted[name] += " (given as an option)"
        stop = self._walk().stop
        for question in self.rules.settings():
            answer = self.given.get(question.name, self.said.get(question.name))
            if answer or matters(self.rules, question, stop):
                counted[question.name] = str(answer or f"{question.default} (assumed)")
        return [Option(name, name, answer) for name, answer in counted.items()]

    def _change(self, name: str) -> None:
        """Ask `name` again. What then offers other answers depended on it and is asked again too."""
        before = self._forks()
        if name not in before:
            self._change_setting(self.rules.questions[name])
            return
        old = self.said.pop(name)
        self.forgotten[name] = old
        if self._ask(before[name], back=True) is BACK:
            self.said[name] = old
            return
        self._open_fork()
        after = self._forks()
        for dependent in after.keys() - {name}:
            if dependent not in before or before[dependent].offers != after[dependent].offers:
                self._forget(dependent)

    def _change_setting(self, question: Question) -> None:
        options = _options(question, list(question.choices))
        usual = str(self.said.get(question.name, question.default))
        answer = self.prompter.choose(question.asks, options, usual, back=True)
        if not isinstance(answer, Move):
            self.said[question.name] = answer


def _options(question: Question, offers: list[str]) -> list[Option]:
    return [
        Option(name, name, question.choices[name].says, question.choices[name].example) for name in offers
    ]


def nobody_here(rules: Rules) -> AdvisorError:
    """What to say where there is no terminal to ask on."""
    instead = f"lossadvisor recommend {way(rules.questions['task'])}"
    return AdvisorError(f"nobody to ask here, this needs a terminal; run: {instead}")
