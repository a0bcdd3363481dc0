"""Files of notebooks: what of their JSON is read, and in which language their cells are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, TypedDict, cast

import msgspec

from lossadvisor.check.unreadable import OtherLanguage, Unreadable
from lossadvisor.errors import shown

from . import languages
from .notebooks import Notebook, decoded
from .source import BYTE_ORDER_MARK, plain
from .source import MOST_BYTES as MOST_SOURCE

MOST_BYTES = 200_000_000
MOST_PARTS = 1_500_000  # texts, lists and objects: each takes some hundred bytes


class _Cell(TypedDict, total=False):
    """What is read of a cell; its outputs are passed over without being made."""

    cell_type: str
    language: str
    source: str | list[str]
    input: str | list[str]


class _Sheet(TypedDict, total=False):
    cells: list[_Cell]


class _Language(TypedDict, total=False):
    language: str
    name: str


class _Metadata(TypedDict, total=False):
    kernelspec: _Language
    language_info: _Language


class _Document(TypedDict, total=False):
    cells: list[_Cell]
    worksheets: list[_Sheet]
    metadata: _Metadata


def notebook(content: bytes) -> Notebook:
    """The notebook in `content`. Raises Unreadable where there is none."""
    if len(content) > MOST_BYTES:
        raise Unreadable(f"larger than {MOST_BYTES / 1e6:g} MB")
    mark = BYTE_ORDER_MARK if content.startswith(BYTE_ORDER_MARK) else b""
    encoding = json.detect_encoding(content[len(mark) :])
    document = _loaded(content[len(mark) :], encoding)
    language = languages.language(document)
    speaks = languages.speaks_r if languages.speaks_r(language) else languages.speaks_python
    if not speaks(language):
        raise OtherLanguage(
            f"a notebook in {shown(language)}, which is not supported; notebooks in Python and R are"
        )
    sources = list(_sources(document, speaks))
    if sum(len(source) for _, source in sources) > MOST_SOURCE:
        raise Unreadable(f"holds more than {MOST_SOURCE / 1e6:g} MB of source in its cells")
    if speaks is languages.speaks_python:
        return Notebook(content[len(mark) :], encoding, mark, sources)
    from .r.cells import RNotebook

    return RNotebook(content[len(mark) :], encoding, mark, sources)


def _loaded(body: bytes, encoding: str) -> dict[str, Any]:
    """What a notebook says, without outputs. Raises Unreadable where it is none or too large."""
    if body.count(b'"') // 2 + body.count(b"{") + body.count(b"[") > MOST_PARTS:
        raise Unreadable(f"holds more than {MOST_PARTS:,} strings, lists and objects, too many to check")
    try:
        document = cast(dict[str, Any], msgspec.json.decode(body, type=_Document))
        return document if document.keys() & {"cells", "worksheets"} else _loaded_loosely(body, encoding)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return _loaded_loosely(body, encoding)


def _loaded_loosely(body: bytes, encoding: str) -> dict[str, Any]:
    """The same as Python's own reader takes it: with numbers that are none, and halves of letters."""
    if body.count(b",") > MOST_PARTS:
        raise Unreadable(f"holds more than {MOST_PARTS:,} values, and its JSON is not quite JSON")
    try:
        document = json.loads(decoded(body, encoding), strict=False)
    except json.JSONDecodeError as error:
        raise Unreadable(f"not JSON, which a notebook must be: {error.msg}", error.lineno) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets without end
        raise Unreadable("holds JSON that cannot be read") from error
    if isinstance(document, dict) and isinstance(document.get("cells", document.get("worksheets")), list):
        return document
    raise Unreadable("not a notebook: there are no cells in it")


def _all_cells(document: dict[str, Any]) -> Iterator[object]:
    """Every cell, those of format 3 sheet by sheet."""
    if isinstance(document.get("cells"), list):
        yield from document["cells"]
        return
    for sheet in document["worksheets"]:
        cells = sheet.get("cells") if isinstance(sheet, dict) else None
        yield from cells if isinstance(cells, list) else ()


def _sources(document: dict[str, Any], speaks: Callable[[object], bool]) -> Iterator[tuple[int, str]]:
    """The position and the source of every code cell in the language."""
    for number, cell in enumerate(_all_cells(document), start=1):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        if cell.get("language") is None or speaks(cell.get("language")):
            source = cell.get("source", cell.get("input", ""))
            parts = source if isinstance(source, list) else [source]
            yield number, plain("".join(part for part in parts if isinstance(part, str)))
