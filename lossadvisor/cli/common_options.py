"""The options that several commands have, and a file in the place of standard output."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from lossadvisor.errors import AdvisorError, shown
from lossadvisor.report.streams import say

RulesFolder = Annotated[
    Path | None,
    typer.Option(
        "--rules",
        metavar="DIR",
        help="A folder with your own rules.",
        rich_help_panel="Settings",
    ),
]


def _format(*formats: str) -> Any:
    """The --format option of a command that prints in `formats`."""
    return typer.Option(
        "--format",
        metavar="FORMAT",
        help=f"{', '.join(formats[:-1])} or {formats[-1]}.",
        rich_help_panel="Settings",
    )


AdviceFormat = Annotated[
    Literal["terminal", "plain", "json", "markdown", "code", "script"] | None,
    _format("terminal", "plain", "json", "markdown", "code", "script"),
]
Full = Annotated[
    bool,
    typer.Option(
        "--full",
        help="Show the whole report on a terminal.",
        rich_help_panel="Settings",
    ),
]
TextFormat = Annotated[
    Literal["terminal", "plain", "json", "markdown"] | None,
    _format("terminal", "plain", "json", "markdown"),
]
TreeFormat = Annotated[
    Literal["terminal", "plain", "html", "svg", "mermaid", "table", "json"] | None,
    _format("terminal", "plain", "html", "svg", "mermaid", "table", "json"),
]
OutputFile = Annotated[
    str | None,
    typer.Option(
        "--output-file",
        "-o",
        metavar="FILE",
        help="Write to this new file, - for stdout.",
        rich_help_panel="Settings",
    ),
]


DataFile = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FILE",
        help="Your labels: table, arrays or folder.",
        rich_help_panel="Settings",
    ),
]
Target = Annotated[
    str | None,
    typer.Option(
        "--target",
        metavar="NAME,…",
        help="The column or array to predict.",
        rich_help_panel="Settings",
    ),
]


STANDARD_OUTPUT = "-"


def into_a_file(command: Callable[..., int]) -> Callable[..., int]:
    """`command` with an option that writes into a file what it would print."""
    signature = inspect.signature(command, eval_str=True)
    option = inspect.Parameter(
        "output_file", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=OutputFile
    )

    def called(*given: Any, output_file: str | None = None, **values: Any) -> int:
        if output_file in (None, STANDARD_OUTPUT):
            return command(*given, **values)
        if values.get("watch"):
            raise AdvisorError("--watch has no end to write; leave out --output-file")
        path = new_file("--output-file", output_file)
        printed = StringIO()
        with redirect_stdout(printed):
            code = command(*given, **values)
        write(path, printed.getvalue())
        return code

    parameters = [*signature.parameters.values(), option]
    called.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    called.__annotations__ = {each.name: each.annotation for each in parameters}
    called.__name__, called.__doc__ = command.__name__, command.__doc__
    return called


def new_file(option: str, name: str) -> Path:
    """The file that `option` names. Raises AdvisorError where there is one of that name, and for `-`."""
    no_output(option, name)
    try:
        path = Path(name).expanduser()
        taken = path.exists() and not path.is_char_device()  # such as /dev/null
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: ~ of a user who is not known
        raise AdvisorError(
            f"{option} {shown(name, 80)}: {getattr(error, 'strerror', None) or error}"
        ) from error
    if not name or taken:
        what = "exists; name another file, or remove it first" if name else "needs the name of a file"
        raise AdvisorError(f"{option} {shown(name, 80)}{': ' if name else ''}{what}")
    return path


def no_output(option: str, name: str) -> None:
    """Raises AdvisorError where a file must be named, and `name` stands for standard output."""
    if name == STANDARD_OUTPUT:
        raise AdvisorError(f"{option} {name}: cannot go to standard output; name a file")


def write(path: Path, text: str) -> None:
    """Write a text into a file. Raises AdvisorError where that cannot be."""
    write_bytes(path, text.replace("\n", os.linesep).encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write what is no text in the same way."""
    from lossadvisor.writing import LeftAloneError, save

    try:
        save(str(path), content)
    except (LeftAloneError, OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise AdvisorError(f"{shown(str(path), 80)}: cannot be written: {reason}") from error
    say(f"{shown(str(path), 80)}: written")
