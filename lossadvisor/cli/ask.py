"""The interview on a terminal, and what a person may do with the recommendation afterwards."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from lossadvisor.advice.advice import Advice, Combination, Referral
from lossadvisor.advice.recommending import recommended
from lossadvisor.errors import AdvisorError, shown
from lossadvisor.interview.interview import Move, Prompter, interview, nobody_here
from lossadvisor.interview.meant import meant
from lossadvisor.interview.options import Option, options_of
from lossadvisor.interview.tasks import find
from lossadvisor.report.streams import attended, say
from lossadvisor.rulebook.answers import normalised
from lossadvisor.rulebook.contract import KERAS, OUTPUT, TASK
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.rules import Rules
from lossadvisor.writing import LeftAloneError, save

from . import answerfiles, printing
from .clipboard import copied
from .common_options import write

if TYPE_CHECKING:
    from types import ModuleType

WELCOME = "The last layer, loss and metrics for your Keras model, in a few questions. Ctrl-C leaves."
AFTERWARDS = [
    Option("quit", "quit"),
    Option("copy", "copy", "the code to the clipboard"),
    Option("save", "save", "the code to a file"),
    Option("change", "change", "an answer"),
]


def ask(
    rules: Rules,
    given: Mapping[str, Answer],
    format: str | None,
    *,
    full: bool,
    plain: bool,
    words: str = "",
    kept: Path | None = None,
) -> int:
    """Hold the interview and print its result on stdout; prompts go to stderr.

    `words` tell what a person wants to predict; the tasks that they may mean are offered first. The answers
    are `kept` in a file, from which `recommend --answers` reads them.
    """
    if not attended():
        raise nobody_here(rules)
    given = {**_installed_keras(rules), **given}
    with _asker(plain) as asker:
        say(WELCOME)
        said: Mapping[str, Answer] = _begun(rules, words, asker) if words and TASK not in given else {}
        usual = meant(rules, str(said[TASK]), words) if TASK in said else {}
        while True:
            said = interview(rules, given, asker, said, usual)
            try:
                found = recommended(rules, said)
            except AdvisorError as error:  # such as logits where there are none: back to the review
                fewer = _without_settings(rules, given)
                if fewer == given and any(rules.questions[name].kind == "heads" for name in given):
                    raise  # what was given is not asked, so nobody could put it right
                say(str(error))
                said, given = _without_settings(rules, said), fewer
                continue
            if kept is not None:
                write(kept, answerfiles.written(said))
            printing.print_recommended(found, format, full=full, more=f"Again: {found.command}")
            sys.stdout.flush()
            if not sys.stdout.isatty() or _afterwards(found, asker) == "quit":
                return 0


def _begun(rules: Rules, words: str, asker: Prompter) -> dict[str, Answer]:
    """The task that a person chooses among those that their words may mean; nothing where it is another."""
    found = [each.task for each in find(rules, words)]
    if not found:
        say(f"No task fits '{shown(words)}'; here are all of them.")
        return {}
    question = rules.questions[TASK]
    options = [*options_of(rules, question, found, rules.tree), Option("", "all", "see all tasks")]
    chosen = asker.choose(question.asks, options, found[0], back=False)
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


@contextmanager
def _asker(plain: bool) -> Iterator[Prompter]:
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


def _afterwards(found: Advice | Referral | Combination, asker: Prompter) -> str:
    """Copy or save until the person quits or wants to change an answer; which of the two."""
    if isinstance(found, Referral):
        return str(asker.choose("What next?", [AFTERWARDS[0], AFTERWARDS[-1]], "quit", back=False))
    named = " and ".join(found.heads if isinstance(found, Combination) else (found.activation, found.loss))
    while True:
        wanted = asker.choose(f"What next with {named}?", AFTERWARDS, "quit", back=False)
        if wanted == "copy":
            say(copied(found.code, sys.stderr))
        elif wanted == "save":
            _save(found.code, asker)
        else:
            return str(wanted)


def _save(code: str, asker: Prompter) -> None:
    """Save the code; an existing file is asked about, one that cannot be written leaves the code shown."""
    name = asker.text("Save as", "head.py")
    if isinstance(name, Move):
        return
    path = Path(name.strip() or "head.py")
    try:
        path = path.expanduser()
        if path.exists() and not _may_overwrite(path, asker):
            say(f"{path} is left as it is")
            return
        save(str(path), code.replace("\n", os.linesep).encode())
    except LeftAloneError as error:
        say(f"{shown(str(path), 80)}: {error}; the code is shown above")
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: ~ of a user who is not known
        reason = getattr(error, "strerror", None) or error
        say(f"{shown(str(path), 80)}: cannot be written: {reason}; the code is shown above")
    else:
        say(f"saved as {path}")


def _may_overwrite(path: Path, asker: Prompter) -> bool:
    options = [Option("keep", "keep", f"{path} as it is"), Option("overwrite", "overwrite", str(path))]
    return asker.choose(f"{path} exists", options, "keep", back=False) == "overwrite"
