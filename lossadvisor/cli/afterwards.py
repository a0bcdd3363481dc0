"""What a person may do once the answer is there: see a part of it, take the code along, or go on asking."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TypeAlias

from lossadvisor.advice.advice import Advice, Combination, Referral
from lossadvisor.errors import shown
from lossadvisor.interview.options import Option
from lossadvisor.interview.putting import Move, Prompter
from lossadvisor.report.outlines import recommended
from lossadvisor.report.outlines.card import pair
from lossadvisor.report.outlines.outline import Outline
from lossadvisor.report.streams import say
from lossadvisor.writing import LeftAloneError, save

from . import printing
from .clipboard import copied

Found: TypeAlias = Advice | Referral | Combination
# parts of the whole report: what each is called here, what it holds, and its sections
PARTS = (
    ("why", "why this pair fits", ("Why", "Why each", "With Keras")),
    (
        "alternatives",
        "what else fits, when it is better, and what it costs",
        ("Instead", "See also", "Nearest"),
    ),
    ("labels", "which labels the loss needs, and code that converts yours", ("Labels",)),
    ("metrics", "what to watch, and what each number means", ("Metrics",)),
    ("avoid", "common mistakes, and what they cause", ("Avoid",)),
    ("each", "the outputs one by one", ("Heads", "Each alone")),
    ("sources", "where to read more", ("Sources",)),
)
WITH_CODE = (
    Option("run", "run it", "save a complete program with synthetic data, to run and change"),
    Option("copy", "copy", "copy the code to the clipboard"),
    Option("save", "save", "save the code to a file"),
)
GOING_ON = (
    Option("change", "change", "change an answer"),
    Option("another", "another", "start over with another target"),
    Option("quit", "quit", "leave; the answer stays on the screen"),
)


def afterwards(found: Found, asker: Prompter) -> str:
    """Show and save until the person wants to change an answer, begin anew or quit; which of these."""
    report = recommended.outline(found)
    parts = {name: titles for name, _, titles in PARTS if sections(report, titles).sections}
    options = [Option(name, name, says) for name, says, _ in PARTS if name in parts]
    options += [*(() if isinstance(found, Referral) else WITH_CODE), *GOING_ON]
    named = "" if isinstance(found, Referral) else f"{pair(found)}. "
    usual = options[0].value
    while True:
        wanted = str(asker.choose(f"{named}What next?", options, usual, back=False))
        if wanted in parts:
            printing.print_outline(sections(report, parts[wanted]), None)
            usual = options[[each.value for each in options].index(wanted) + 1].value
        elif isinstance(found, Referral) or wanted not in ("run", "copy", "save"):
            return wanted
        elif wanted == "copy":
            say(copied(found.code, sys.stderr))
        elif wanted == "save":
            _save(found.code, "head.py", asker)
        else:
            _run(found, asker)


def sections(report: Outline, titles: tuple[str, ...]) -> Outline:
    """The sections of a report whose titles begin so."""
    return Outline("", "", tuple(each for each in report.sections if each.title.startswith(titles)))


def _run(found: Advice | Combination, asker: Prompter) -> None:
    if name := _save(found.script, "train.py", asker):
        say(f"run it: python {name}")


def _save(code: str, usual: str, asker: Prompter) -> str:
    """Save the code, and the name of its file; an existing one is asked about.

    Where that cannot be written nothing is lost: the code is shown.
    """
    name = asker.file("Save as", usual)
    if isinstance(name, Move):
        return ""
    path = Path(name.strip() or usual)
    try:
        path = path.expanduser()
        if path.exists() and not _may_overwrite(path, asker):
            say(f"{path} is unchanged")
            return ""
        save(str(path), code.replace("\n", os.linesep).encode())
    except LeftAloneError as error:
        say(f"{shown(str(path), 80)}: {error}; the code is shown above")
        return ""
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: ~ of a user who is not known
        reason = getattr(error, "strerror", None) or error
        say(f"{shown(str(path), 80)}: cannot be written: {reason}; the code is shown above")
        return ""
    say(f"saved as {path}")
    return str(path)


def _may_overwrite(path: Path, asker: Prompter) -> bool:
    options = [Option("keep", "keep", f"leave {path} unchanged"), Option("overwrite", "overwrite", str(path))]
    return asker.choose(f"{path} exists", options, "keep", back=False) == "overwrite"
