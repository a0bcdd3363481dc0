"""Which kind of file is read by what: a new kind is a line here and a module that reads it.

A kind is read as a document, whose text is followed and can be fixed, or as a whole, from its path to what
was found. Modules are loaded when the first file of their kind is met.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Protocol, cast

from msgspec import Struct

from lossadvisor.rulebook.rules import Rules

from .findings import Checked, Edit
from .reports import Location, Remark
from .seen import Place
from .suppression import Comments


class Document(Protocol):
    """A file that was read: the text to check, and how places of it are found and changed in the file."""

    text: str
    raw: str
    unparsed: tuple[Remark, ...]
    in_parts: bool  # whether it is put together of parts that were each parsed

    def recover(self) -> bool:
        """Leave out what is not Python, into `unparsed`; whether anything is left to check."""

    def location(self, place: Place) -> Location:
        """Where a place of the text is in the file."""

    def line(self, line: int) -> tuple[int, int]:
        """A line of the text as a cell, 0 for none, and the line there."""

    def comments(self) -> Comments:
        """The comments in the text, and which of its lines are joined."""

    def comment(self, line: int) -> tuple[int, int]:
        """Where the comment on a line of the text is in its page, and on how many lines of the text."""

    def page(self, line: int) -> tuple[Document, int]:
        """The document that a comment for a line of the text is written into, and the line there."""

    def worded(self, checked: Checked) -> Checked:
        """What was found, in the words of the language that it was found in."""

    def can_edit(self, edits: Sequence[Edit]) -> bool:
        """Whether the edits can be made in the file."""

    def edited(self, edits: Sequence[Edit]) -> bytes:
        """The file with the edits made."""


class Reader(Struct, frozen=True):
    """How a kind of file is read: the endings that tell it, and those that count only for a named file.

    `document` or `whole` is the function that reads it, as `module:name`; `refused` says why it is not read.
    `most` is the number of bytes that may be read.
    """

    endings: tuple[str, ...] = ()
    only_named: tuple[str, ...] = ()
    document: str = ""
    whole: str = ""
    refused: str = ""
    most: int = 2_000_000


READERS: dict[str, Reader] = {
    "python": Reader((".py", ".pyw"), only_named=(".pyi",), document="documents.python:document"),
    "notebook": Reader((".ipynb",), document="documents.notebookfiles:notebook", most=200_000_000),
    "archive": Reader((".keras", ".json"), whole="saved.archives:checked"),
    "hdf5": Reader((".h5", ".hdf5"), whole="saved.hdf5:checked"),
    "markdown": Reader((".qmd", ".rmd"), only_named=(".md",), document="documents.markdown:document"),
    "r": Reader((".r",), document="documents.r.programs:document"),
    "folder": Reader(refused="the folder cannot be opened"),
    "unknown": Reader(),
}
KINDS = {ending: kind for kind, reader in READERS.items() for ending in reader.endings}
NAMED_KINDS = {**KINDS, **{ending: kind for kind, reader in READERS.items() for ending in reader.only_named}}


def document_reader(kind: str) -> Callable[[bytes], Document]:
    """What makes a document of the bytes of a file. That function raises Unreadable for something else."""
    return cast(Callable[[bytes], Document], _function(READERS[kind].document))


def whole_reader(kind: str) -> Callable[[Rules, str], Checked]:
    """What checks a file of this kind as a whole, by its path."""
    return cast(Callable[[Rules, str], Checked], _function(READERS[kind].whole))


def _function(address: str) -> object:
    module, _, name = address.partition(":")
    return getattr(import_module(f"{__package__}.{module}"), name)
