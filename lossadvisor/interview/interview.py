"""The interview: `walk` in a loop, with a way forward, back and around. Knows nobody's keyboard."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from lossadvisor.errors import AdvisorError, shown, squashed
from lossadvisor.rulebook.answers import NOT_SURE
from lossadvisor.rulebook.contract import UNSURE
from lossadvisor.rulebook.counting import Counted
from lossadvisor.rulebook.facts import Answer, Answers
from lossadvisor.rulebook.leaves import Bundle, Fork, Leaf, Node
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.rules import Rules

from .named_outputs import FEWEST, NO_NAME, is_name
from .options import Option
from .putting import BACK, DONE, Move, Prompter, Seeing, found_out, put, usual_questions
from .refusals import asked_below, unused, way
from .settings import matters
from .turns import Walk, unsure
from .walk import arrival, ends, walk


def interview(
    rules: Rules,
    given: Mapping[str, Answer],
    prompter: Prompter,
    said: Mapping[str, Answer] | None = None,
    usual: Mapping[str, Answer] | None = None,
    seen: Seeing | None = None,
) -> dict[str, Answer]:
    """Ask until the answers lead to a leaf and the review is left; `given` is not asked.

    `said` are answers of an earlier round, to begin in the review; `usual` ones are suggested, and
    what is `seen` in labels is, with the reason. Raises AdvisorError where `given` leads nowhere.
    """
    return _Interview(rules, given, prompter, said or {}, usual or {}, seen).answers()


class _Interview:
    """The answers so far, and among which choices they were `offered`.

    `forgotten` ones are suggested when their question comes back.
    """

    def __init__(
        self,
        rules: Rules,
        given: Mapping[str, Answer],
        prompter: Prompter,
        said: Mapping[str, Answer],
        usual: Mapping[str, Answer],
        seen: Seeing | None,
    ) -> None:
        self.rules = rules
        self.given = {name: answer for name, answer in given.items() if answer != UNSURE}
        self.prompter = prompter
        self.seen = seen
        self.said = {name: answer for name, answer in said.items() if name not in self.given}
        self.unsure = {name for name, answer in said.items() if answer == UNSURE}
        self.said |= {name: each for name, each in self._walk().answers.items() if name in self.unsure}
        self.forgotten: dict[str, Answer] = dict(usual)
        self.offered = {name: fork.offers for name, fork in self._forks().items()}

    def answers(self) -> dict[str, Answer]:
        while True:
            fork = self._open_fork()
            move = self._review() if fork is None else self._ask(fork, back=self._can_go_back())
            if move is DONE:
                return {**self.said, **dict.fromkeys(self.unsure & self.said.keys(), UNSURE), **self.given}
            if move is BACK and self._can_go_back():
                self._forget(self._asked()[-1])

    def _walk(self) -> Walk:
        return walk(self.rules, {**self.said, **self.given}, assume=False)

    def _asked(self) -> list[str]:
        """The questions on the way that were put to the person."""
        asked = dict.fromkeys(turn.question for turn in self._walk().turns)  # numbers may decide twice
        return [name for name in asked if name not in self.given]

    def _can_go_back(self) -> bool:
        return bool(self._asked())

    def _forget(self, name: str) -> None:
        if name in self.said:
            self.forgotten[name] = self.said.pop(name)

    def _open_fork(self) -> Fork | None:
        """The first open question. An answer once chosen among other choices is asked again."""
        while stale := [name for name, fork in self._forks().items() if self._is_stale(name, fork)]:
            self._forget(stale[0])
        reached = self._walk()
        if isinstance(reached.stop, Fork):
            return reached.stop
        arrival(self.rules, {**reached.answers, **self.given})  # or `given` plays no part here
        for name in self.said.keys() - reached.answers.keys():  # left behind
            if not self.rules.questions[name].setting:
                self._forget(name)
        return None

    def _is_stale(self, name: str, fork: Fork) -> bool:
        if name not in self.said:
            return False
        return fork.follow(self.said[name]) is None or self.offered.get(name, fork.offers) != fork.offers

    def _forks(self) -> dict[str, Fork]:
        """The forks on the way, by their question."""
        answers = {**self.said, **self.given}
        found: dict[str, Fork] = {}
        node: Node | None = self.rules.tree
        while isinstance(node, Fork):
            found.setdefault(node.ask, node)
            answer = answers.get(node.ask)
            node = None if answer is None else node.follow(answer)
        return found

    def _ask(self, fork: Fork, *, back: bool) -> Move | None:
        """Ask the question of `fork` and keep the answer."""
        question = self.rules.questions[fork.ask]
        seen = self.seen(fork) if self.seen else None
        usual = self.forgotten.get(fork.ask, seen.answer if seen else fork.default)
        if seen:
            question = replace(question, asks=f"{question.asks} Your labels: {seen.because}.")
        offers = self._possible(fork)
        self.prompter.along(self._done(), self._step(fork))
        if question.kind == "heads":
            answer: Answer | Move = _heads(self.rules, self.prompter, question, _is_conditional(fork))
        else:
            answer = put(
                self.rules, self.prompter, question, usual, fork=fork, offers=offers,
                answers={**self.said, **self.given}, back=back,
            )  # fmt: skip
        if isinstance(answer, Move):
            return answer
        self.unsure.discard(question.name)
        if answer == UNSURE:
            self.unsure.add(question.name)
            answer = unsure(question, fork, {**self.said, **self.given}) or answer
        self.said[question.name] = answer
        self.offered[question.name] = fork.offers
        return None

    def _done(self) -> list[tuple[str, str]]:
        """The questions that were put to the person, with the answers."""
        return [(self.rules.questions[name].asks, self._shown(name)) for name in self._asked()]

    def _shown(self, name: str) -> str:
        """An answer as it is shown; of a number that code counts that it does."""
        if name not in self.unsure:
            return str(self.said[name])
        is_counted = isinstance(self.said[name], Counted)
        return "counted in y_train" if is_counted else f"{self.said[name]} (assumed)"

    def _step(self, fork: Fork) -> str:
        """How far along the question of `fork` is; what follows depends on the answers."""
        asked = self._asked()
        number = len(asked) + 1
        return f"{number} of about {number + len(usual_questions(fork, {*asked, *self.given})) - 1}"

    def _possible(self, fork: Fork) -> list[str]:
        """The choices below which every given answer can still play its part."""
        reached = self._walk()
        open_ = {name for name in self.given if not self.rules.questions[name].setting} - set(reached.answers)
        branches = [branch for branch in fork.branches if _plays(branch.node, self.given, open_)]
        if branches:
            return [choice for branch in branches for choice in branch.choices]
        asked = asked_below(fork)
        if reached.turns and not open_ <= asked:
            raise AdvisorError(unused(self.rules, min(open_ - asked), reached, self.given))
        names = " and ".join(f"--{name} {self.given[name]}" for name in self.given if name in open_)
        if len(open_) > 1:
            raise AdvisorError(f"nothing uses {names} together; leave one of them out")
        path = " ".join(f"--{turn.question} {turn.answer}" for turn in reached.turns) or "these rules"
        raise AdvisorError(f"{path} cannot go with {names}; leave it out")

    def _review(self) -> Move | None:
        """Show the answers so far; one that is picked is asked again."""
        options = [Option("", "show", "the recommendation for these answers"), *self._reviewed()]
        asks = "Your answers: continue, or pick one to change it"
        self.prompter.along(self._done(), "")
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
        counted |= {name: self._shown(name) for name in counted if name in self.unsure}
        for name in counted.keys() & self.given.keys():
            counted[name] += " (given as an option)"
        stop = self._walk().stop
        for question in self.rules.settings():
            answer = self.given.get(question.name, self.said.get(question.name))
            if answer is not None or matters(self.rules, question, stop):
                assumed = "not given" if question.default is None else f"{question.default} (assumed)"
                counted[question.name] = assumed if answer is None else str(answer)
        return [Option(name, name, answer) for name, answer in counted.items()]

    def _change(self, name: str) -> None:
        """Ask `name` again. What then offers other choices depended on it and is asked again too."""
        fork = self._forks().get(name)
        if fork is None:
            self._change_setting(self.rules.questions[name])
            return
        old = self.said.pop(name)
        self.forgotten[name] = old
        if self._ask(fork, back=True) is BACK:
            self.said[name] = old

    def _change_setting(self, question: Question) -> None:
        usual = self.said.get(question.name, question.default)
        answer = put(self.rules, self.prompter, question, usual, back=True)
        if answer == UNSURE:
            self.said.pop(question.name, None)
        elif not isinstance(answer, Move):
            self.said[question.name] = answer


def _plays(node: Node, given: Answers, open_: set[str]) -> bool:
    """Whether some way below `node` asks all of `open_` and offers the answers given to them."""
    if not isinstance(node, Fork):
        return not open_
    if node.ask not in given:
        return any(_plays(branch.node, given, open_ - {node.ask}) for branch in node.branches)
    following = node.follow(given[node.ask])
    return following is not None and _plays(following, given, open_ - {node.ask})


def _is_conditional(fork: Fork) -> bool:
    """Whether all heads but the first exist only where that one is a yes."""
    return any(isinstance(branch.node, Bundle) and branch.node.conditional for branch in fork.branches)


def _heads(rules: Rules, prompter: Prompter, question: Question, conditional: bool) -> str | Move:
    """Names of outputs and an interview about each, until no name is given; written as for `--heads`.

    Where they are `conditional` the first is a yes or no, and the others count only where it is a yes.
    """
    tree = replace(rules.tree, branches=tuple(b for b in rules.tree.branches if _has_heads(b.node)))
    found: dict[str, str] = {}
    trouble = ""
    while True:
        more = "Enter when you have named all" if len(found) >= FEWEST else "such as price"
        if conditional and len(found) < FEWEST:
            more = (
                f"exists only if {next(iter(found))} is a yes" if found else "the yes or no, such as bought"
            )
        name = prompter.text(f"{trouble}Name of output {len(found) + 1} ({more})", "")
        trouble = ""
        if isinstance(name, Move):
            if not found:
                return name
            found.popitem()
        elif not name and len(found) >= FEWEST:
            return ", ".join(f"{name}: {said}" for name, said in found.items())
        elif squashed(name) in NOT_SURE:
            trouble = f"{found_out(question)} "
        elif not is_name(name) or name in found:
            trouble = f"'{shown(name)}' is {'named already' if name in found else NO_NAME}. "
        elif said := _head_said(_about(name, rules, tree), prompter, yes_or_no=conditional and not found):
            found[name] = f"{said} if {next(iter(found))}" if conditional and found else said
        else:
            what = "not be a yes or no" if conditional and not found else "have no last layer"
            trouble = f"{name} would {what}. "


def _about(name: str, rules: Rules, tree: Fork) -> Rules:
    """`rules` with the tasks of `tree` alone, and a first question that names the output."""
    task = replace(rules.questions["task"], asks=f"What is {name}?")
    return replace(rules, tree=tree, questions={**rules.questions, "task": task})


def _head_said(rules: Rules, prompter: Prompter, *, yes_or_no: bool) -> str:
    """One head as `--heads` takes it; empty where its answers end without one, or without a `yes_or_no`."""
    answers = interview(rules, {}, prompter)
    leaf = walk(rules, answers).stop
    if not isinstance(leaf, Leaf) or (yes_or_no and not rules.labels[leaf.labels].is_yes_or_no):
        return ""
    task = answers.pop("task")
    return " ".join([str(task), *(f"{key}={answer}" for key, answer in answers.items())])


def _has_heads(node: Node) -> bool:
    return any(isinstance(end, Leaf) for end in ends(node))


def nobody_here(rules: Rules) -> AdvisorError:
    """What to say where there is no terminal to ask on."""
    instead = f"lossadvisor recommend {way(rules.questions['task'])}"
    return AdvisorError(f"ask needs a terminal; without one run: {instead}")
