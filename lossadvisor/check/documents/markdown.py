"""Quarto, R Markdown, MyST and notebooks that Jupytext keeps as Markdown: the chunks that run.

Fences are as in CommonMark: three or more backticks or tildes, and as many at least to close. Chunks that run
are `{python}` and `{r}`, `{code-cell}` in MyST, and `python {.marimo}`. What is only shown, as ```python or
```{.python}, is not read, but where Jupytext keeps a notebook so: there it is what runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lossadvisor.check.reports import Remark
from lossadvisor.check.unreadable import OtherLanguage

from . import reactive
from .cells import CellText, Stretch
from .source import PythonText, decoded

FENCE = re.compile(r"(?P<margin>[ \t>]*)(?P<mark>`{3,}|~{3,})(?P<rest>.*)$")
RUNS = re.compile(r"\s*\{\s*(?P<language>[A-Za-z][\w-]*)\b(?P<options>.*)\}\s*$")
CODE_CELL = re.compile(r"\s*\{code-cell\}\s*(?P<language>[\w-]*)")
OPTION = re.compile(r"[ \t]*:[A-Za-z][\w.-]*:(?:\s|$)")  # of MyST, as `:tags: [hide-input]`
BLOCK = "---"  # stands around options of MyST that take more lines
MARIMO = re.compile(r"\s*(?:python\s*)?\{(?![^}]*\.(?:sql|markdown)\b)[\s.\w]*\bmarimo\b")  # now and formerly
OF_MARIMO = re.compile(r"^marimo-version:", re.MULTILINE)
SHOWN = re.compile(r"\s*(?P<language>[A-Za-z][\w-]*)")
FRONT = re.compile(r"---\n(.*?)\n(?:---|\.\.\.)\s*(?:\n|$)", re.DOTALL)
KEPT = re.compile(r"^ +format_name: *['\"]?markdown\b", re.MULTILINE)  # by Jupytext
REGION = re.compile(r"<!-- #(end)?region\b")  # text in which fences are only shown
KERNEL = re.compile(r"^ *kernelspec:\n(?: .*\n)*? +(?:language|name): *([\w-]+)", re.MULTILINE)
PYTHON = frozenset(("python", "python3", "py", "ipython", "ipython3", "pyodide", "pyodide-python"))
R = frozenset(("r", "ir"))
ENGINE = re.compile(r"""\bengine\s*=\s*['"](\w+)['"]""")
QUOTED = re.compile(r"[ \t]*>")
KERAS = re.compile(r"\blayer_\w+\s*\(|\bcompile\s*\(|\bkeras\b")
NONE = "no chunk of Python runs in it, and none of R uses Keras; one begins with ```{python}"
UNREAD = "a chunk of R that uses Keras, which is not read"


class _Chunk(NamedTuple):
    """Code between fences: its language, the line that it begins in, from 1, its lines, whether MyST's."""

    language: str
    line: int
    lines: list[str]
    of_myst: bool

    @property
    def code(self) -> str:
        """The lines as one text, with options that are no comments left blank."""
        options = _options(self.lines) if self.of_myst else 0
        return "\n".join([""] * options + self.lines[options:])


def document(content: bytes) -> PythonText:
    """The chunks of Python and R in a document. Raises OtherLanguage where none can be read."""
    file = decoded(content, "a document")
    way = _Way(file.text)
    chunks = list(_chunks(file.text.split("\n"), way))
    code = [_stretch(each) for each in chunks if each.language in PYTHON]
    if way.is_reactive:
        code = list(reactive.in_order([reactive.cell(each) for each in code]))
    own = [_stretch(each) for each in chunks if each.language in R]
    with_keras = [each for each in own if KERAS.search(each.text)]
    if not with_keras:
        if not code:
            raise OtherLanguage(NONE)
        return CellText(file, code)
    from .r import cells as rcells

    try:
        return rcells.document(file, own, CellText(file, code) if code else None)
    except OtherLanguage as error:
        if not code:
            raise OtherLanguage(f"{UNREAD}: {error}", with_keras[0].line) from None
        return CellText(file, code, [Remark(each.line, f"{UNREAD}: {error}") for each in with_keras])


def _stretch(chunk: _Chunk) -> Stretch:
    return Stretch(chunk.line, chunk.code)


class _Way:
    """What runs in a document, as its front matter has it."""

    def __init__(self, text: str) -> None:
        front = FRONT.match(text)
        said = front[1] + "\n" if front else ""
        kernel = KERNEL.search(said)
        self.kernel = kernel[1] if kernel else "python"
        self.shown_runs = bool(KEPT.search(said))
        self.is_reactive = bool(OF_MARIMO.search(said))

    def language(self, info: str) -> str:
        """The language of code that runs; empty for what is only shown."""
        if cell := CODE_CELL.match(info):
            return (cell["language"] or self.kernel).lower()
        if MARIMO.match(info):
            self.is_reactive = True
            return "python"
        if found := RUNS.match(info):
            engine = ENGINE.search(found["options"])
            return (engine[1] if engine else found["language"]).lower()
        shown = SHOWN.match(info)
        return shown["language"].lower() if shown and self.shown_runs else ""


def _chunks(lines: list[str], way: _Way) -> Iterator[_Chunk]:
    """The chunks that run. One that is not closed goes on to the end, as in CommonMark."""
    opened: _Chunk | None = None
    mark, is_text = "", False
    for number, line in enumerate(lines, start=1):
        region = REGION.match(line) if opened is None and way.shown_runs else None
        is_text = region[1] is None if region else is_text
        fence = None if is_text else FENCE.match(line)
        if opened is None:
            if fence and not (fence["mark"][0] == "`" and "`" in fence["rest"]):
                of_myst = CODE_CELL.match(fence["rest"]) is not None
                opened, mark = _Chunk(way.language(fence["rest"]), number + 1, [], of_myst), fence["mark"]
        elif fence and fence["mark"].startswith(mark) and not fence["rest"].strip():
            yield opened
            opened = None
        else:
            opened.lines.append(_bare(line))
    if opened is not None:
        yield opened


def _options(lines: list[str]) -> int:
    """How many lines at the top of a `{code-cell}` are its options."""
    bare = [line.strip() for line in lines]
    if bare[:1] == [BLOCK]:
        return bare.index(BLOCK, 1) + 1 if BLOCK in bare[1:] else 0
    return next((number for number, line in enumerate(lines) if not OPTION.match(line)), len(lines))


def _bare(line: str) -> str:
    """A line of code without the mark of a quotation, its columns where they were."""
    found = QUOTED.match(line)
    return line if found is None else " " * found.end() + line[found.end() :]
