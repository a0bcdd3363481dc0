"""Cells and programs as Python: what is none taken out, lines and columns left where they are."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from lossadvisor.check.parsing import parsed
from lossadvisor.check.unreadable import Unreadable

REST_IS_PYTHON = frozenset(("time", "timeit", "prun", "memit"))
BODY_IS_PYTHON = REST_IS_PYTHON | frozenset(
    ("capture", "mprun", "python", "python3", "py3", "wandb", "notify", "heat", "snakeviz", "pyinstrument")
)
CELL = re.compile(r"^#[ \t]*%%+(?=\s|$|\[)", re.MULTILINE)  # more % for a cell within another
TOKEN = re.compile(r"\\.|'''|\"\"\"|['\"#()\[\]{}]")
CELL_MAGIC = re.compile(r"\s*%%(\w*)")
MAGIC = re.compile(r"(?P<margin>\s*)(?:%(?P<name>\w*)|[!?])")
INDENTED = re.compile(r"(?:[ \t]*\n)*([ \t]+)\S")
RETURN = re.compile(r"^\f*return\b", re.MULTILINE)  # which parses, and of which the compiler makes nothing
FORM_FEED = "\f"
NO_HELP = re.compile(r"[#'\"]")
TARGET = r"[A-Za-z_][\w.]*(?:\[[^\]]*\])?"
ASSIGNED = re.compile(rf"\s*{TARGET}(?:\s*,\s*{TARGET})*\s*=(?P<gap>\s*)(?:!|%(?P<name>[A-Za-z]\w*))")
JOINED = ("else", "elif", "except", "finally", ")", "]", "}", "#")  # go on with what stands before
COMMAND = re.compile(
    r"(?P<margin>\s*)(?:(?:pip3?|conda|apt|apt-get|git|wget|curl|cd|ls|mkdir|rmdir|cat|cp|mv|rm|unzip|tar|man"
    r"|python3?|nvidia-smi)\s+[^\s=(].*|print\b\s*[^\s(=.,)].*)$"
)


def python(cell: str) -> tuple[str, str, int]:
    """The cell as Python with the same lines and columns; where it is none, blank, with why and the line."""
    why, line = _problem(cell)
    for taken_out in (None, _magic, _command):
        if not why:
            break
        if taken_out:
            cell = _without(_without_cell_magic(cell), taken_out)
        cell = _at_the_margin(cell)
        why, line = _problem(cell)
    return ("\n" * cell.count("\n"), why, line) if why else (cell, "", 0)


def program(text: str) -> tuple[str, str, int]:
    """A whole program of which some lines are no Python, as far as it can be read: why not all, and where.

    Magics of a notebook that was saved as a program are taken out without a word; with prints of Python 2,
    or with whole statements that do not parse, something is lost.
    """
    why, line = _problem(text)
    if not why:
        return text, "", 0
    if CELL.search(text):
        return _in_cells(text)
    for taken_out, loses in ((_magic, False), (_command, True)):
        text = _without(text, taken_out)
        if not _problem(text)[0]:
            return text, why if loses else "", line
    return _statements(text), why, line


def _in_cells(text: str) -> tuple[str, str, int]:
    """A program that editors divide into cells by lines of `# %%`: each read for itself, as in a notebook."""
    begins = [0, *_cells(text), len(text)]
    read = [python(text[begin:end]) for begin, end in pairwise(begins)]
    line, whole, lost = 0, "", ("", 0)
    for part, why, at in read:
        lost = lost if lost[0] or not why else (why, line + at)
        line += part.count("\n")
        whole += part
    return whole, *lost


def _cells(text: str) -> Iterator[int]:
    """Where cells begin, behind their markers; none of these is in a string, as Jupytext has it."""
    at, quote = 0, ""
    for line in text.split("\n"):
        is_marker = not quote and CELL.match(line)
        quote, _ = _after(line, quote, 0)
        at += len(line) + 1
        if is_marker:
            yield at


def _statements(text: str) -> str:
    """The statements at the margin that parse, the others left blank."""
    lines = text.split("\n")
    begins = [n for n, line in enumerate(lines) if line[:1].strip() and not line.startswith(JOINED)]
    for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        if _problem("\n".join(lines[begin:end]))[0]:
            lines[begin:end] = [""] * (end - begin)
    return "\n".join(lines)


def _problem(cell: str) -> tuple[str, int]:
    try:
        tree = parsed(cell)
    except Unreadable as error:
        return str(error), error.line or 1
    if RETURN.search(cell) and (ends := [each for each in tree.body if isinstance(each, ast.Return)]):
        return "not Python 3: 'return' outside function", ends[0].lineno
    return "", 0


def _at_the_margin(cell: str) -> str:
    """A cell that is indented as a whole, as IPython takes it: by as much as its first line.

    To Python a line begins anew behind a form feed, so that as many of them keep all columns.
    """
    indented = INDENTED.match(cell)
    if indented is None:
        return cell
    space = indented[1]
    lines = cell.split("\n")
    quote, depth, goes_on = "", 0, False
    for number, line in enumerate(lines):
        if not (quote or depth or goes_on) and line.startswith(space):
            lines[number] = FORM_FEED * len(space) + line[len(space) :]
        goes_on = line.endswith("\\")
        quote, depth = _after(line, quote, depth)
    return "\n".join(lines)


def _without_cell_magic(cell: str) -> str:
    """The cell without what `%%magic` lines at its top say; blank where they say that it is not Python."""
    lines = cell.split("\n")
    for number, line in enumerate(lines):
        magic = CELL_MAGIC.match(line)
        if magic and magic[1] not in BODY_IS_PYTHON:
            return "\n" * (len(lines) - 1)
        if magic:
            lines[number] = ""
        elif line.strip():
            break
    return "\n".join(lines)


def _without(cell: str, taken_out: Callable[[str], str | None]) -> str:
    """The cell with each line replaced that begins a statement and that `taken_out` has a substitute for."""
    lines = cell.split("\n")
    quote, depth, goes_on, dropped = "", 0, False, False
    for number, line in enumerate(lines):
        if quote or depth or goes_on:
            substitute = "" if dropped else None
        else:
            substitute = taken_out(line)
            dropped = substitute is not None
        goes_on = line.endswith("\\")
        if substitute is not None:
            lines[number] = substitute
        if not (dropped and taken_out is _magic):  # a shell's quotes and brackets are not Python's
            quote, depth = _after(line, quote, depth)
    return "\n".join(lines)


def _after(line: str, quote: str, depth: int) -> tuple[str, int]:
    """The string that is open at the end of a line and how many brackets, given those at its beginning."""
    for token in TOKEN.findall(line):
        if quote:
            quote = "" if token == quote else quote
        elif token == "#":
            break
        elif token in "([{":
            depth += 1
        elif token in ")]}":
            depth = max(0, depth - 1)
        elif token[0] in "'\"":
            quote = token
    return (quote if len(quote) == 3 or line.endswith("\\") else ""), depth


def _magic(line: str) -> str | None:
    """What stands for a line that IPython alone understands; None where Python does."""
    if found := MAGIC.match(line):
        margin = found["margin"]
        timed = _timed(line, found.end("name"), found) if found["name"] in REST_IS_PYTHON else ""
        return timed or (f"{margin}pass" if margin else "")
    if found := ASSIGNED.match(line):
        before = line[: found.end("gap")]
        timed = _timed(line, found.end("name"), found) if found["name"] in REST_IS_PYTHON else ""
        return timed or f"{before}None"
    if line.rstrip().endswith("?") and not NO_HELP.search(line):
        margin = line[: len(line) - len(line.lstrip())]
        return f"{margin}pass" if margin else ""
    return None


def _timed(line: str, end: int, found: re.Match[str]) -> str:
    """`%time f(x)` as a statement in which `f(x)` keeps its column; empty where the rest is not Python."""
    rest = re.match(r"(?:\s+-\w+(?:\s+\d+)?)*", line[end:])
    assert rest is not None
    end += rest.end()
    begin = found.end("gap") if "gap" in found.re.groupindex else found.end("margin")
    blank = " " * (end - begin)
    statement = blank if "gap" in found.re.groupindex else f"pass{blank[5:]};"
    try:
        parsed(line[end:].strip())
        parsed((line[:begin] + statement + line[end:]).strip())
    except Unreadable:
        return ""
    return line[:begin] + statement + line[end:] if line[end:].strip() else ""


def _command(line: str) -> str | None:
    """What stands for a command of a shell without its `!`, or for a print of Python 2."""
    found = COMMAND.match(line)
    return found and (f"{found['margin']}pass" if found["margin"] else "")
