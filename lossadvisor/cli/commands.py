"""What each command does: answers in, something printed, an exit code out."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import typer

from lossadvisor.errors import AdvisorError, shown
from lossadvisor.report import encoding
from lossadvisor.rulebook.answers import normalised
from lossadvisor.rulebook.contract import TASK
from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.rules import Rules

from . import printing
from .common_options import (
    AdviceFormat,
    DataFile,
    Full,
    RulesFolder,
    Target,
    TextFormat,
    TreeFormat,
    new_file,
)


@lru_cache(maxsize=4)
def rules_at(folder: Path | None) -> Rules:
    """The rules in `folder`, read once in a run."""
    return load(folder)


def recommend(
    said: dict[str, str],
    task: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TASK]",
            help="What you want to predict; same as --task.",
            autocompletion=lambda incomplete: _tasks(incomplete),
        ),
    ] = None,
    answers: Annotated[
        str | None, typer.Option(metavar="FILE", help="Answers in YAML or JSON; - for standard input.")
    ] = None,
    batch: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="JSON lines in, JSON lines out; - for standard input."),
    ] = None,
    from_: DataFile = None,
    target: Target = None,
    format: AdviceFormat = None,
    full: Full = False,
    rules: RulesFolder = None,
) -> int:
    """Recommend a last layer, loss and metrics in one shot; never asks.

    For example: lossadvisor recommend multiclass --classes 10 --labels one-hot
    """
    from .by_name import recommended_by_name

    if from_ is None and target is not None:
        raise AdvisorError("--target names a column or an array of a file; name the file with --from")
    known = rules_at(rules)
    name = " ".join(task or ()) or said.get(TASK, "")
    said = _with_task(known, said, task)
    if batch is not None:
        if answers is not None or from_ is not None or format not in (None, "json"):
            raise AdvisorError("--batch prints JSON lines; leave out --answers, --from and --format")
        return _batch(known, batch, said)
    given: dict[str, object] = dict(said)
    if answers is not None:
        from . import answerfiles

        given = _merged(known, answerfiles.answers(answers, sys.stdin.buffer), said)
    if from_ is not None:
        from .from_data import recommended_from

        found = recommended_from(known, normalised(known, given), from_, target)
    else:
        found = recommended_by_name(known, normalised(known, given), name)
    printing.print_recommended(found, format, full=full, more=printing.REST)
    return 0


def _with_task(rules: Rules, said: dict[str, str], words: list[str] | None) -> dict[str, str]:
    """`said` with the task that `words` name. Raises AdvisorError with the tasks that come near."""
    from lossadvisor.interview.task_names import named

    if words and TASK in said:
        raise AdvisorError(
            f"the task is given twice: {shown(' '.join(words))}, and --{TASK} {shown(said[TASK])}"
        )
    typed = " ".join(words) if words else said.get(TASK)
    return said if typed is None else {**said, TASK: named(rules, typed)}


def _merged(rules: Rules, filed: dict[str, object], said: dict[str, str]) -> dict[str, object]:
    """Answers of a file, overridden by those on the command line."""
    return {**normalised(rules, filed), **normalised(rules, said)}


def _batch(rules: Rules, source: str, said: dict[str, str]) -> int:
    """One line out for each line in; a bad one gets an error in its place."""
    from lossadvisor.advice.recommending import recommended
    from lossadvisor.report import document

    from . import answerfiles

    failures = 0
    common = normalised(rules, said)
    name = "standard input" if source == "-" else source
    with nullcontext(sys.stdin.buffer) if source == "-" else Path(source).open("rb") as lines:
        for number, found in answerfiles.lines(lines, name):
            try:
                if isinstance(found, AdvisorError):
                    raise found
                given = {**common, **normalised(rules, found)}
                line = encoding.encoded(document.record(recommended(rules, given)))
            except AdvisorError as error:
                failures += 1
                line = encoding.encoded(encoding.failure(error, line=number))
            sys.stdout.write(f"{line}\n")
    return 2 if failures else 0


def ask(
    said: dict[str, str],
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS", help="What you want to predict, in your own words.")
    ] = None,
    from_: DataFile = None,
    target: Target = None,
    format: AdviceFormat = None,
    full: Full = False,
    rules: RulesFolder = None,
    plain: Annotated[
        bool,
        typer.Option("--plain", help="Numbered questions, for screen readers."),
    ] = False,
    save_answers: Annotated[
        str | None,
        typer.Option("--save-answers", metavar="FILE", help="Save the answers to a new file."),
    ] = None,
) -> int:
    """Find the last layer in an interview; answers given as options are not asked again.

    For example: lossadvisor ask, or lossadvisor ask will a customer leave, or
    lossadvisor ask multilabel --format code > head.py
    """
    from . import ask as asking

    known = rules_at(rules)
    if words and len(words) == 1 and words[0] in known.tasks and TASK not in said:
        said, words = {**said, TASK: words[0]}, None
    given = normalised(known, said)
    kept = None if save_answers is None else new_file("--save-answers", save_answers)
    looked = None
    if from_ is not None:
        from .from_data import looked as looking

        looked = looking(known, given, from_, target)
    elif target is not None:
        raise AdvisorError("--target names a column or an array of a file; name the file with --from")
    return asking.ask(
        known, given, format, full=full, plain=plain, words=" ".join(words or ()), kept=kept, looked=looked
    )


def find(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS", help="What you want to predict, in your own words.")
    ],
    format: TextFormat = None,
    rules: RulesFolder = None,
) -> int:
    """Find the tasks that fit what you want to predict, the likeliest first.

    For example: lossadvisor find house price
    """
    from lossadvisor.interview.tasks import find as found_by
    from lossadvisor.report.outlines.tasks import outline

    typed = " ".join(words)
    found = found_by(rules_at(rules), typed)
    if format == "json":
        sys.stdout.write(encoding.pretty({"words": typed, "tasks": found}))
        return 0
    if not found:
        raise AdvisorError(f"no task fits '{shown(typed)}'; use other words, or see all: lossadvisor ask")
    printing.print_outline(outline(typed, found), format)
    return 0


def explain(
    name: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]",
            help="An activation, loss, metric, label encoding, task, question or finding; or what you see, "
            "such as loss nan.",
            autocompletion=lambda incomplete: _explainable(incomplete),
        ),
    ] = None,
    format: TextFormat = None,
    full: Full = False,
    listed: Annotated[bool, typer.Option("--list", help="List all names that can be explained.")] = False,
    rules: RulesFolder = None,
) -> int:  # fmt: skip
    """Explain an activation, loss, metric, label encoding, task, question or finding, or what you see.

    For example: lossadvisor explain hinge, lossadvisor explain sigmoid vs softmax,
    or lossadvisor explain accuracy stuck at 0.5; without a name, what there is
    """
    from lossadvisor.lookup.explanation import explanation
    from lossadvisor.lookup.naming import names
    from lossadvisor.report.outlines.explanation import overview

    from .typed import unmarked

    known = rules_at(rules)
    if listed or not name:
        found = names(known)
        if format == "json":
            sys.stdout.write(encoding.pretty(found))
        else:
            printing.print_outline(overview(found), format)
        return 0
    told = explanation(known, unmarked(" ".join(name)))
    if format == "json":
        sys.stdout.write(encoding.pretty(told))
    else:
        printing.print_explanation(told, format, full=full)
    return 0


def _explainable(incomplete: str) -> list[tuple[str, str]]:
    from lossadvisor.lookup.findings import plain
    from lossadvisor.lookup.naming import explainable

    entries = (entry for kind in explainable(rules_at(None)).values() for entry in kind.values())
    return [(entry.name, plain(entry.says)) for entry in entries if entry.name.startswith(incomplete)]


def _tasks(incomplete: str) -> list[tuple[str, str]]:
    known = rules_at(None).tasks.values()
    return [(each.name, each.says) for each in known if each.name.startswith(incomplete)]


def tree(
    of: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TASK]",
            help="Show only this task.",
            autocompletion=lambda incomplete: _tasks(incomplete),
        ),
    ] = None,
    task: Annotated[
        str | None,
        typer.Option(
            metavar="TASK", help="Same as the task.", autocompletion=lambda incomplete: _tasks(incomplete)
        ),
    ] = None,
    depth: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help="Draw so many questions deep. [default: 1 for pictures without a task, else all]",
        ),
    ] = None,
    format: TreeFormat = None,
    rules: RulesFolder = None,
) -> int:
    """Draw the decision tree, or the branch of one task.

    For example: lossadvisor tree multilabel, lossadvisor tree --depth 2,
    or lossadvisor tree --format html > tree.html
    """
    from lossadvisor.report.trees.formats import print_tree

    known = rules_at(rules)
    wanted = _with_task(known, {} if task is None else {TASK: task}, of).get(TASK)
    if depth is not None and format == "table":
        raise AdvisorError("--depth cuts pictures; a table has every end: leave one of them out")
    print_tree(known, wanted, depth, format)
    return 0
