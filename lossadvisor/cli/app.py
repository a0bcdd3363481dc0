"""The command line: which commands there are, and what becomes of their errors."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from io import TextIOWrapper
from itertools import pairwise
from typing import Annotated, Any

import typer

from lossadvisor.errors import AdvisorError, shown
from lossadvisor.report.streams import attended, let_go
from lossadvisor.version import __version__

from . import commands, ending, printing, typed, usage
from .common_options import into_a_file
from .once import Once
from .options import only_given, spelled, with_questions

EPILOG = "Exit codes: 0 done, 1 findings, 2 usage, open questions or bad rules, 130 cancelled."
EPILOG_OF_CHECK = (
    "Exit codes: 0 nothing found, 1 findings (see --fail-on), 2 a wrong command line, or a file that could "
    "not be read (see --exit-zero-unreadable), 130 cancelled."
)
HELP = """The right last-layer activation, loss and metrics for a Keras model.

Examples:

    lossadvisor ask

    lossadvisor find house price

    lossadvisor recommend multilabel --classes 672

    lossadvisor recommend binary --output logits --format code -o head.py

    lossadvisor explain hinge
"""
EPILOG_OF_RUN = (
    "Exit codes: that of the program where it fails, else 0 nothing found, 1 findings (see --fail-on), "
    "2 a wrong command line, or no model was trained, 130 cancelled."
)
EPILOGS = {"check": EPILOG_OF_CHECK, "run": EPILOG_OF_RUN}
COMMANDS = (
    "recommend",
    "ask",
    "find",
    "inspect",
    "try",
    "check",
    "lsp",
    "run",
    "explain",
    "tree",
    "page",
    "cheatsheet",
    "validate",
    "schema",
)
APART = ("inspect", "check", "lsp", "run")
ASKING = ("recommend", "ask", "try")
REPORTING = ("recommend", "ask", "find", "inspect", "try", "check", "explain", "tree")
MOST_COLUMNS = 4  # digits
UsageError: type[Exception] = typer.BadParameter.__mro__[2]  # typer's own click does not export it


def main() -> None:
    """Run the command line."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed before we began
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # code and JSON are UTF-8; a terminal shows what it can
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    if (
        len(os.environ.get("COLUMNS", "")) > MOST_COLUMNS
    ):  # no terminal is so wide, and help would take minutes
        del os.environ["COLUMNS"]
    ending.tidy()
    try:
        code = run(sys.argv[1:])
    except ending.Ended as ended:
        code = ended.code
    ending.at_once()
    gc.freeze()  # nor are they looked for on leaving
    ending.leave(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. Every error is one line, on stderr or as JSON."""
    arguments = _meant(arguments)
    try:
        if arguments and arguments[0] == "explain":
            arguments = typed.with_numbers(arguments)
        if arguments and arguments[0] in ASKING:
            arguments = spelled(commands.rules_at(typed.rules_folder(arguments)), arguments)
        app = application(typed.so_far() if typed.completing() else arguments)
        code = app(list(arguments), prog_name="lossadvisor", standalone_mode=False)
        sys.stdout.flush()
    except (
        BrokenPipeError,
        SystemExit,
    ):  # typer leaves so after a broken pipe, and after a shell's completion
        if typed.completing():
            raise
        let_go(sys.stdout)
        return 0
    except (KeyboardInterrupt, EOFError, typer.Abort):
        return 130
    except (AdvisorError, UsageError, UnicodeEncodeError, OSError, KeyError) as error:
        return printing.failed(_worded(error, arguments), as_json=_is_whole(error) and _wants_json(arguments))
    return code if isinstance(code, int) else 0


def _meant(arguments: Sequence[str]) -> Sequence[str]:
    """`arguments` with the command that is left out: alone, or before words with blanks between them."""
    if typed.completing():
        return arguments
    if not arguments:
        return ("ask",) if attended() else ("--help",)
    if len(arguments[0].split()) > 1 and not arguments[0].startswith("-"):
        return ("ask" if attended() else "find", *arguments)
    return arguments


def _worded(error: Any, arguments: Sequence[str]) -> AdvisorError:
    """An error in our own words. Raises again what is none of those that are foreseen."""
    if isinstance(error, AdvisorError):
        return error
    if isinstance(error, UsageError):
        return usage.worded(error, arguments, COMMANDS)
    if isinstance(error, UnicodeEncodeError):  # half a character, as in a name that is not UTF-8
        return AdvisorError(f"{shown(error.object)}: is not valid text; give it another name")
    if isinstance(error, OSError):
        what = "the working directory" if isinstance(error, FileNotFoundError) else "output"
        return AdvisorError(f"{error.filename or what}: {error.strerror}")
    if typed.completing():
        return AdvisorError(f"the shell asks for completion without {shown(error.args[0])}")
    raise error


def _is_whole(error: BaseException) -> bool:
    """Whether stdout still takes what is written, and nothing is left on it by halves."""
    if not isinstance(error, OSError) or error.filename is not None or isinstance(error, FileNotFoundError):
        return True
    let_go(sys.stdout)
    return False


def application(arguments: Sequence[str] = ()) -> typer.Typer:
    """The application; of its commands only the one that `arguments` name, all where they name none.

    The options of `recommend` and `ask` come from the rules in the folder that `arguments` name.
    """
    app = typer.Typer(
        help=HELP,
        epilog=EPILOG,
        no_args_is_help=True,
        rich_markup_mode="markdown",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for name in arguments[:1] if arguments and arguments[0] in COMMANDS else COMMANDS:
        command = into_a_file(_command(name)) if name in REPORTING else _command(name)
        if name == "check" and not typed.completing():
            command = only_given(command, arguments[1:])
        if name in ASKING:
            known = commands.rules_at(typed.rules_folder(arguments))
            command = with_questions(command, known, arguments[1:], completing=typed.completing())
        settings = {"allow_interspersed_args": False} if name == "run" else None
        epilog = EPILOGS.get(name, EPILOG)
        app.command(name, cls=Once, epilog=epilog, context_settings=settings)(command)
    return app


def _command(name: str) -> Callable[..., Any]:
    """The function behind a command; one with imports of its own is loaded only where it is wanted."""
    if name in APART:
        return getattr(import_module(f"{__package__}.{name}"), name)  # type: ignore[no-any-return]
    if name == "try":  # no name of Python's
        from .trying import try_

        return try_
    if name in ("page", "cheatsheet"):
        return getattr(import_module(f"{__package__}.page"), name)  # type: ignore[no-any-return]
    if name in ("validate", "schema"):
        return getattr(import_module(f"{__package__}.rulefiles"), name)  # type: ignore[no-any-return]
    command: Callable[..., Any] = getattr(commands, name)
    return command


def _options(
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=lambda wanted: _version(wanted), is_eager=True,
                           help="Print the version.")
    ] = False,
) -> None:  # fmt: skip
    pass


def _version(wanted: bool) -> None:
    if wanted:
        print(f"lossadvisor {__version__}")
        raise typer.Exit


def _wants_json(arguments: Sequence[str]) -> bool:
    return "--format=json" in arguments or ("--format", "json") in pairwise(arguments)
