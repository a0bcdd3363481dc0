"""The files that are open in an editor, as their texts are just now: programs, and notebooks cell by cell."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Sequence
from itertools import islice

from lsprotocol import types
from msgspec import Struct
from pygls.uris import to_fs_path

from lossadvisor.check.documents.source import BYTE_ORDER_MARK
from lossadvisor.check.readers import NAMED_KINDS as KINDS
from lossadvisor.check.readers import READERS
from lossadvisor.check.reports import STANDARD_INPUT

from .positions import Columns, lines_of

PYTHON, NOTEBOOK, DOCUMENT, IN_R = "python", "notebook", "markdown", "r"
FENCE = re.compile(r"[ \t>]*(?:`{3,}|~{3,})(?P<r>\s*\{\s*[rR]\b(?!.*\bengine\b))?")
MOST_UNSAVED = 300_000  # letters of a file that another may use


class Cell(Struct, frozen=True):
    """A text that the editor knows by its address: a whole program, or a cell of a notebook."""

    uri: str
    text: str
    is_code: bool = True
    version: int = 0

    @property
    def lines(self) -> list[str]:
        return lines_of(self.text)


class File(Struct, frozen=True):
    """A file at one moment: its cells, of which one that is no notebook has one.

    `kind` is that of `check`; `number` tells the file from what it was.
    """

    uri: str
    path: str
    cells: tuple[Cell, ...]
    kind: str = PYTHON
    number: int = 0

    @property
    def is_notebook(self) -> bool:
        """Whether the editor keeps it cell by cell."""
        return self.kind == NOTEBOOK

    @property
    def content(self) -> bytes:
        """The bytes of the file, were it saved as it is; those of a text always in UTF-8."""
        if not self.is_notebook:
            return BYTE_ORDER_MARK + self.cells[0].text.encode(errors="replace")
        cells = [{"cell_type": "code" if each.is_code else "raw", "source": each.text} for each in self.cells]
        return json.dumps({"cells": cells}).encode()

    def is_r(self, line: int) -> bool:
        """Whether a line, counted from 0, is one of R, for which nothing is written."""
        if self.kind != DOCUMENT:
            return self.kind == IN_R
        fences = map(FENCE.match, reversed(self.cells[0].lines[:line]))
        return any(each["r"] is not None for each in islice(filter(None, fences), 1))

    def named(self, uri: str) -> Cell:
        """The cell of an address."""
        return next(each for each in self.cells if each.uri == uri)

    def cell(self, number: int) -> Cell:
        """The cell of this number, counted from 1; 0 is the whole program."""
        return self.cells[max(0, number - 1)]


class Texts:
    """The open files, by their addresses; cells of notebooks are found by theirs."""

    def __init__(self) -> None:
        self.files: dict[str, File] = {}
        self._notebooks: dict[str, str] = {}  # of cells
        self._changes = 0

    def file(self, uri: str) -> File | None:
        """The open file with a text: a program, or the notebook of a cell."""
        found = self.files.get(self._notebooks.get(uri, uri))
        return found if found and any(each.uri == uri for each in found.cells) else None

    def unsaved(self, but: File) -> dict[str, bytes]:
        """The texts of the other programs that are open, by their paths."""
        return {
            os.path.abspath(each.path): each.content.removeprefix(BYTE_ORDER_MARK)
            for each in self.files.values()
            if each.uri != but.uri and each.kind == PYTHON and len(each.cells[0].text) <= MOST_UNSAVED
        }

    def naming(self, file: File) -> list[str]:
        """The other open files in whose text the name of a module stands, or that of its package."""
        folder, name = os.path.split(os.path.splitext(file.path)[0])
        module = name if name != "__init__" else os.path.basename(folder)
        others = (each for each in self.files.values() if each.uri != file.uri)
        return [each.uri for each in others if any(module in cell.text for cell in each.cells)]

    def open(self, item: types.TextDocumentItem) -> File | None:
        """Take in a program, or a document with code in it. What `check` does not read is left alone."""
        kind = KINDS.get(os.path.splitext(item.uri)[1].lower(), PYTHON if item.language_id == PYTHON else "")
        if not kind or not READERS[kind].document or kind == NOTEBOOK:
            return None
        return self._put(item.uri, (Cell(item.uri, item.text, True, item.version),), kind)

    def change(self, params: types.DidChangeTextDocumentParams, columns: Columns) -> File | None:
        """Make the changes of a text, in their order."""
        file = self.files.get(params.text_document.uri)
        if file is None or file.is_notebook:
            return None
        cell = _changed(file.cells[0], params.content_changes, columns, params.text_document.version)
        return self._put(file.uri, (cell,), file.kind)

    def open_notebook(self, params: types.DidOpenNotebookDocumentParams) -> File:
        """Take in a notebook with the texts of its cells."""
        texts = {each.uri: each for each in params.cell_text_documents}
        cells = tuple(_cell(each, texts.get(each.document)) for each in params.notebook_document.cells)
        return self._put(params.notebook_document.uri, cells, NOTEBOOK)

    def change_notebook(self, params: types.DidChangeNotebookDocumentParams, columns: Columns) -> File | None:
        """Make the changes of a notebook: cells come, go or move, and their texts change."""
        file = self.files.get(params.notebook_document.uri)
        changes = params.change.cells
        if file is None or changes is None:
            return file
        cells = list(file.cells)
        if changes.structure:
            array = changes.structure.array
            known = {each.uri: each for each in cells}
            texts = {each.uri: each for each in changes.structure.did_open or ()}
            cells[array.start : array.start + array.delete_count] = [
                _cell(each, texts.get(each.document), known.get(each.document)) for each in array.cells or ()
            ]
        for new in changes.text_content or ():
            cells = [
                _changed(each, new.changes, columns, new.document.version)
                if each.uri == new.document.uri
                else each
                for each in cells
            ]
        return self._put(file.uri, tuple(cells), NOTEBOOK)

    def close(self, uri: str) -> File | None:
        """Let go of a file."""
        file = self.files.pop(uri, None)
        for each in file.cells if file and file.is_notebook else ():
            self._notebooks.pop(each.uri, None)
        return file

    def _put(self, uri: str, cells: tuple[Cell, ...], kind: str) -> File:
        self.close(uri)
        self._changes += 1
        path = to_fs_path(uri) if uri.startswith("file:") else None
        self.files[uri] = File(uri, path or STANDARD_INPUT, cells, kind, self._changes)
        if kind == NOTEBOOK:
            self._notebooks.update({each.uri: uri for each in cells})
        return self.files[uri]


def _cell(said: types.NotebookCell, item: types.TextDocumentItem | None, known: Cell | None = None) -> Cell:
    """A cell as it is said to be; only one of code in Python is read."""
    is_code = said.kind == types.NotebookCellKind.Code
    if item is None:
        return known or Cell(said.document, "", False)
    return Cell(said.document, item.text, is_code and item.language_id == PYTHON, item.version)


def _changed(
    cell: Cell, changes: Sequence[types.TextDocumentContentChangeEvent], columns: Columns, version: int
) -> Cell:
    text = cell.text
    for each in changes:
        if isinstance(each, types.TextDocumentContentChangePartial):
            text = columns.spliced(text, each.range, each.text)
        else:
            text = each.text
    return Cell(cell.uri, text, cell.is_code, version)


def moved(before: Sequence[str], now: Sequence[str], line: int) -> int:
    """The line that a line of an older text has become, both counted from 0.

    What stands before all changes stays, what stands behind them moves along, and the rest is where it was.
    """
    same = _alike(before, now)
    if line < same:
        return line
    rest = min(len(before), len(now)) - same
    behind = min(rest, _alike(before[::-1], now[::-1]))
    if line >= len(before) - behind:
        return line + len(now) - len(before)
    return min(line, max(0, len(now) - 1))


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """How many lines two texts begin with in common."""
    number = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        number += 1
    return number
