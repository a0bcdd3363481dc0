"""The command line: which commands there are, and what becomes of their errors."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import typer

from lossadvisor.errors import AdvisorError, shown
from lossadvisor.version import __version__

from . import commands, printing, usage
from .options import only_given, with_questions

EPILOG = "Exit codes: 0 done, 1 findings, 2 usage, open questions or bad rules, 130 cancelled."
HELP = """The right last-layer activation, loss and metrics for a Keras model.

Examples:

    lossadvisor ask

    lossadvisor recommend --task multilabel --classes 672

    lossadvisor recommend --task binary --output logits --format code > head.py

    lossadvisor explain hinge
"""
COMMANDS = ("recommend", "ask", "check", "explain", "tree", "validate", "schema")
ASKING = ("recommend", "ask")
UsageError: type[Exception] = typer.BadParameter.__mro__[2]  # typer's own click does not export it


def main() -> None:
    """Run the command line; the console script."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed before we began
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # code and JSON are UTF-8; a terminal shows what it can
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    code = run(sys.argv[1:])
    gc.freeze()  # nor are they looked for on leaving
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. Every error is one line, on stderr or as JSON."""
    try:
        app = application(arguments)
        code = app(list(arguments), prog_name="lossadvisor", standalone_mode=False)
        sys.stdout.flush()
    except AdvisorError as error:
        return printing.failed(error, as_json=_wants_json(arguments))
    except UsageError as error:
        return printing.failed(usage.worded(error, arguments, COMMANDS), as_json=_wants_json(arguments))
    except BrokenPipeError:
        printing.let_go_of_stdout()
        return 0
    except SystemExit:  # typer leaves so after a broken pipe, and when it has answered a shell's completion
        if "_LOSSADVISOR_COMPLETE" in os.environ:
            raise
        printing.let_go_of_stdout()
        return 0
    except (KeyboardInterrupt, EOFError, typer.Abort):
        return 130
    except UnicodeEncodeError as error:  # half a character, as in a name that is not UTF-8
        told = AdvisorError(f"{shown(error.object)}: is not valid text; give it another name")
        return printing.failed(told, as_json=_wants_json(arguments))
    except OSError as error:
        told = AdvisorError(f"{error.filename or 'output'}: {error.strerror}")
        return printing.failed(told, as_json=_wants_json(arguments) and error.filename is not None)
    return code if isinstance(code, int) else 0


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
        command = _command(name)
        if name == "check":
            command = only_given(command, arguments[1:])
        if name in ASKING:
            command = with_questions(command, commands.rules_at(_rules_folder(arguments)), arguments)
        app.command(name, epilog=EPILOG)(command)
    return app


def _command(name: str) -> Callable[..., Any]:
    """The function behind a command. `check` is loaded only where it is wanted: it has imports of its own."""
    if name == "check":
        from .check import check

        return check
    command: Callable[..., Any] = getattr(commands, name)
    return command


def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=lambda wanted: _version(wanted), is_eager=True,
                           help="Print the version.")
    ] = False,
) -> None:  # fmt: skip
    pass


def _version(wanted: bool) -> None:
    if wanted:
        print(f"lossadvisor {__version__}")
        raise typer.Exit


def _rules_folder(arguments: Sequence[str]) -> Path | None:
    """The folder after --rules, needed before the options that its questions make can be parsed."""
    for position, argument in enumerate(arguments):
        if argument.startswith("--rules="):
            return Path(argument.removeprefix("--rules="))
        if argument == "--rules" and position + 1 < len(arguments):
            return Path(arguments[position + 1])
    return None


def _wants_json(arguments: Sequence[str]) -> bool:
    return "--format=json" in arguments or ("--format", "json") in pairwise(arguments)
