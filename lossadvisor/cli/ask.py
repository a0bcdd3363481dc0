"""The interview on a terminal, from the first question until the person quits."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from lossadvisor.advice.recommending import recommended
from lossadvisor.errors import AdvisorError, shown
from lossadvisor.interview.interview import interview, nobody_here
from lossadvisor.interview.meant import meant
from lossadvisor.interview.options import Option, options_of
from lossadvisor.interview.putting import Prompter
from lossadvisor.interview.tasks import FoundTask, find
from lossadvisor.report.streams import attended, say
from lossadvisor.rulebook.answers import normalised
from lossadvisor.rulebook.contract import KERAS, OUTPUT, TASK
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.rules import Rules

from . import answerfiles, printing
from .afterwards import afterwards
from .common_options import write

if TYPE_CHECKING:
    from types import ModuleType

    from .from_data import Looked

WELCOME = "The last layer, loss and metrics for your Keras model, in a few questions. Ctrl-C leaves."


def ask(
    rules: Rules,
    given: Mapping[str, Answer],
    format: str | None,
    *,
    full: bool,
    plain: bool,
    words: str = "",
    kept: Path | None = None,
    looked: Looked | None = None,
) -> int:
    """Hold the interview and print its result on stdout; prompts go to stderr.

    `words` tell what a person wants to predict; the tasks that they may mean are offered first. The answers
    are `kept` in a file, from which `recommend --answers` reads them. What labels
    that were `looked` at say is suggested.
    """
    if not attended():
        raise nobody_here(rules)
    given = {**_installed_keras(rules), **given}
    with _asker(plain) as asker, _cancelled():
        said: Mapping[str, Answer] = {}
        usual: Mapping[str, Answer] = {}
        words = "" if TASK in given else words
        fitting = find(rules, words) if words else []
        told = f"No task fits '{shown(words)}'; here are all of them." if words and not fitting else WELCOME
        while True:
            with asker.taking_over(told):
                if fitting:
                    said, fitting = _begun(rules, fitting, asker), []
                    usual = meant(rules, str(said[TASK]), words) if TASK in said else {}
                said, told = interview(rules, given, asker, said, usual, looked and looked.seen), ""
            try:
                found = recommended(rules, said)
                found = looked.tells(found) if looked else found
            except AdvisorError as error:  # such as logits where there are none: back to the review
                fewer = _without_settings(rules, given)
                if fewer == given and any(rules.questions[name].kind == "heads" for name in given):
                    raise  # what was given is not asked, so nobody could put it right
                told = str(error)
                said, given = _without_settings(rules, said), fewer
                continue
            if kept is not None:
                write(kept, answerfiles.written(said))
            printing.print_recommended(found, format, full=full, more=f"Again: {found.command}")
            sys.stdout.flush()
            if not sys.stdout.isatty() or (wanted := afterwards(found, asker)) == "quit":
                return 0
            if wanted == "another":
                said, given, usual, told = {}, _installed_keras(rules), {}, WELCOME


def told_by(rules: Rules, given: Mapping[str, Answer], looked: Looked, told: str) -> dict[str, Answer]:
    """The answers of one interview. What is `given` is not asked, and what labels say is suggested."""
    with _asker(plain=False) as asker, _cancelled(), asker.taking_over(told):
        return interview(rules, given, asker, seen=looked.seen)


@contextmanager
def _cancelled() -> Iterator[None]:
    """Whoever leaves is told that nothing is left behind."""
    try:
        yield
    except (KeyboardInterrupt, EOFError):
        say("Cancelled")
        raise


def _begun(rules: Rules, fitting: list[FoundTask], asker: Prompter) -> dict[str, Answer]:
    """The task that a person chooses among those that their words may mean; nothing if it is another."""
    question = rules.questions[TASK]
    options = options_of(rules, question, [each.task for each in fitting], rules.tree)
    told = [
        replace(option, says=f"{option.says} (when {each.when})" if each.when else option.says)
        for option, each in zip(options, fitting, strict=True)
    ]
    chosen = asker.choose(
        question.asks, [*told, Option("", "all", "see all tasks")], told[0].value, back=False
    )
    return {TASK: chosen} if isinstance(chosen, str) and chosen else {}


def _installed_keras(rules: Rules) -> dict[str, Answer]:
    """The release of Keras that is installed, where the rules ask for one and would assume another."""
    question = rules.questions.get(KERAS)
    if question is None:
        return {}
    try:
        release = normalised(rules, {KERAS: version("keras")})
    except (PackageNotFoundError, AdvisorError):  # none, or one that these rules are not about
        return {}
    return {} if release[KERAS] == question.default else release


def _without_settings(rules: Rules, answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
    """`answers` without the settings that have a use at some leaves only."""
    dropped = {each.name for each in rules.settings() if each.default is None or each.name == OUTPUT}
    return {name: answer for name, answer in answers.items() if name not in dropped}


class Asker(Prompter, Protocol):
    """A prompter on a terminal, who may take it over for the time of an interview."""

    def taking_over(self, told: str = "") -> AbstractContextManager[None]: ...


@contextmanager
def _asker(plain: bool) -> Iterator[Asker]:
    environment = os.environ
    if plain or environment.get("TERM") == "dumb" or environment.get("ACCESSIBLE", "0") not in ("", "0"):
        from .numbered import NumberedPrompter

        yield NumberedPrompter(sys.stdin, sys.stderr)
        return
    prompts = _prompts()
    with prompts.on_stderr():
        yield prompts.TerminalPrompter()


def _prompts() -> ModuleType:
    from . import prompts

    return prompts
