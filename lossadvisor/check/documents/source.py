"""Python sources out of bytes, and back: any encoding, any line ends, a byte order mark or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import AnyStr

from lossadvisor.check.encodings import wide
from lossadvisor.check.findings import Checked, Edit
from lossadvisor.check.reports import Location, Remark
from lossadvisor.check.seen import Place
from lossadvisor.check.steps import Steps
from lossadvisor.check.suppression import Comments, comments_in
from lossadvisor.check.unreadable import Unreadable

MOST_BYTES = 2_000_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LINE_END = "\r\n|\r|\n"  # compiled where they are needed, which is seldom
SURROGATE = "[\ud800-\udfff]"
SLOW = ("idna", "punycode")  # made for host names: a long text takes them minutes


class PythonText:
    """A Python file: `text` is what is checked, with line feeds alone; `raw` is what stands in the file."""

    in_parts = False

    def __init__(self, body: bytes, encoding: str, mark: bytes) -> None:
        self.body, self.encoding, self.mark = body, encoding, mark
        self.raw = body.decode(encoding)
        self.text = plain(self.raw)
        self.unparsed: tuple[Remark, ...] = ()

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def recover(self) -> bool:
        """Leave out what is not Python 3, into `unparsed`; whether anything is left to check."""
        from . import magics

        self.text, why, line = magics.program(self.text)
        self.unparsed = (Remark(line, why),) if why else ()
        return bool(self.text.strip())

    def location(self, place: Place) -> Location:
        """The place itself, with the line that it begins in."""
        source = self.lines[place.line - 1] if 0 < place.line <= len(self.lines) else ""
        return Location(place.line, place.column, place.end_line, place.end_column, source)

    def line(self, line: int) -> tuple[int, int]:
        """A line of the text as a cell, 0 for none, and the line there."""
        return 0, line

    def comments(self) -> Comments:
        """The comments in the text, and which of its lines are joined."""
        return comments_in(self.text, Steps())

    def comment(self, line: int) -> tuple[int, int]:
        """The line itself, which is the only one with that comment."""
        return line, 1

    def page(self, line: int) -> tuple[PythonText, int]:
        """The text itself, in which comments are written, and the line."""
        return self, line

    def worded(self, checked: Checked) -> Checked:
        """What was found as it is: in the words of Python."""
        return checked

    def can_edit(self, edits: Sequence[Edit]) -> bool:
        """Whether the edits can be made: none lies outside, and the file can be written as it was read."""
        inside = all(0 < edit.place.line <= edit.place.end_line <= len(self.lines) for edit in edits)
        return inside and self._can_be_written("".join(edit.text for edit in edits))

    def _can_be_written(self, new: str) -> bool:
        try:
            new.encode(self.encoding)
        except (LookupError, ValueError):
            return False
        return self._comes_back

    @cached_property
    def _comes_back(self) -> bool:
        """Whether the file is written as it was read."""
        try:
            return self.raw.encode(self.encoding) == self.body
        except (LookupError, ValueError):
            return False

    def edited(self, edits: Sequence[Edit]) -> bytes:
        """The file with the edits made, which do not overlap; new lines end as the others do."""
        first_end = re.search(LINE_END, self.raw)
        line_end = first_end[0] if first_end else "\n"
        stretches = [
            (self._offset(edit.place.line, edit.place.column),
             self._offset(edit.place.end_line, edit.place.end_column),
             edit.text.replace("\n", line_end))
            for edit in edits
        ]  # fmt: skip
        return self.mark + spliced(self.raw, stretches).encode(self.encoding)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer(LINE_END, self.raw))]

    def _offset(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column - 1


def decoded(content: bytes, kind: str = "Python source") -> PythonText:
    """The text in `content`, for messages of this `kind`. Raises Unreadable where there is none."""
    if len(content) > MOST_BYTES:
        raise Unreadable(f"larger than {MOST_BYTES / 1e6:g} MB, too large for {kind}")
    if codec := wide(content):
        raise Unreadable(f"written in {codec.upper()[:6]}, which is not read as {kind}; save it as UTF-8")
    if b"\0" in content:
        line = len(re.findall(rb"\r\n|\r|\n", content[: content.index(b"\0")])) + 1
        raise Unreadable(f"holds a NUL byte, so it is not {kind}", line)
    mark = BYTE_ORDER_MARK if content.startswith(BYTE_ORDER_MARK) else b""
    body = content[len(mark) :]
    for encoding in ("utf-8" if mark else declared(body), "latin-1"):
        try:
            return PythonText(body, encoding, mark)
        except (LookupError, ValueError):  # no such encoding, or not in it
            continue
    raise Unreadable("in an unknown encoding")  # never: every byte is a letter of latin-1


def declared(content: bytes) -> str:
    """The encoding that a source declares in its first two lines (PEP 263), else UTF-8."""
    if b"coding" not in b"".join(content[:1000].splitlines()[:2]):
        return "utf-8"
    from io import BytesIO
    from tokenize import detect_encoding

    try:
        encoding, _ = detect_encoding(BytesIO(re.sub(rb"\r\n?", b"\n", content[:1000])).readline)
    except SyntaxError:  # nobody knows the encoding, or the first lines are not in it
        return "utf-8"
    return "latin-1" if encoding in SLOW else encoding


def plain(raw: str) -> str:
    """A text as Python's parser takes it: line feeds alone, and no half of a surrogate pair."""
    if "\r" in raw:
        raw = re.sub(LINE_END, "\n", raw)
    return raw if raw.isascii() else re.sub(SURROGATE, "\ufffd", raw)


def spliced(text: AnyStr, stretches: Sequence[tuple[int, int, AnyStr]]) -> AnyStr:
    """`text` with other words in the place of stretches of it, which do not overlap."""
    parts: list[AnyStr] = []
    at = 0
    for begin, end, new in sorted(stretches):
        parts += [text[at:begin], new]
        at = end
    parts.append(text[at:])
    return text[:0].join(parts)
