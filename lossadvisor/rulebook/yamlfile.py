"""YAML read strictly: no anchors, no key twice, no key that is not text, a limit on size and depth."""

from __future__ import annotations

import re
from itertools import accumulate
from math import isfinite
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

import yaml

from lossadvisor import regular
from lossadvisor.errors import AdvisorError, printable, shown

from .contents import MOST_BYTES

Trail: TypeAlias = tuple[str | int, ...]

MOST_DEPTH = 60
MOST_DIGITS = 400
LAID_OUT = "\t\n"  # what is not seen in a text and belongs there
TOO_DEEP = f"nested more than {MOST_DEPTH} deep; write it flatter"

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOT_TEXT = re.compile("[^\\t\\n\\r\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_BRACKETS = {"[": 1, "{": 1, "]": -1, "}": -1}
_PLAIN = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null")}


def text(path: Path, most: int = MOST_BYTES) -> str:
    """The text of a file. Raises AdvisorError where it cannot be read, is too large or is not UTF-8."""
    try:
        content: bytes | OSError = regular.content(path, most)
    except OSError as error:
        content = error
    return text_of(content, str(path), most)


def text_of(content: bytes | OSError, name: str, most: int = MOST_BYTES) -> str:
    """The text of a file that has been read, or could not be. Raises AdvisorError as `text` does."""
    if isinstance(content, OSError):
        raise AdvisorError(f"{name}: cannot be read: {content.strerror or content}") from content
    return decoded(content, name, most)


def decoded(content: bytes, name: str, most: int) -> str:
    """Bytes as text. Raises AdvisorError where there are too many or they are not UTF-8."""
    if len(content) > most:
        raise AdvisorError(f"{name}: larger than {most / 1_000_000:g} MB; give a smaller file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AdvisorError(f"{name}: not a text file: byte {error.start} is not UTF-8") from error


def judge_text(text: str, name: str) -> None:
    """Raise AdvisorError at a character that cannot be shown, as one that a terminal would act on."""
    if odd := _odd(text):
        line = text.count("\n", 0, text.index(odd)) + 1
        raise AdvisorError(f"{name}:{line}: {_not_text(odd)}")


def _odd(text: str) -> str:
    """The first character that cannot be shown; empty where there is none."""
    if text.isascii() and text.isprintable():
        return ""
    return next((each for each in text if printable(each, keep=LAID_OUT) != each), "")


def _not_text(letter: str) -> str:
    return f"the character U+{ord(letter):04X} is not text; take it out"


def document(content: str, name: str, lines: dict[Trail, int] | None = None) -> object:
    """The one document in `content` as plain Python; fills `lines` with the line of every trail.

    Raises AdvisorError that begins with `name:line:`.
    """
    return _Reader(content, name, lines).read()


class _Reader:
    """Builds values from YAML events, so that nothing is built before it is judged."""

    def __init__(self, content: str, name: str, lines: dict[Trail, int] | None) -> None:
        self.name = name
        self.lines = lines
        self.content = content

    def read(self) -> object:
        try:
            self.loader = _Loader(self.content)
            self._next()  # the stream begins
            if isinstance(self._next(), yaml.StreamEndEvent):
                return None
            value = self._value(self._next(), ())
            self._next()  # the document ends
            event = self._next()
        except AdvisorError:
            raise
        except (yaml.YAMLError, ValueError) as error:
            raise AdvisorError(f"{self.name}:{self._trouble(error)}") from error
        if not isinstance(event, yaml.StreamEndEvent):
            self._refuse(event, "a second document begins; keep one in each file")
        return value

    def _trouble(self, error: Exception) -> str:
        """Where the reader stopped and why; what is known without it is said in our own words."""
        if odd := _NOT_TEXT.search(self.content):
            return f"{self._line(odd.start())}: {_not_text(odd[0])}"
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        if _too_deep(self.content, line):
            return f"{line}: {TOO_DEEP}"
        return f"{line}: not YAML: {shown(getattr(error, 'problem', None) or error, 100)}"

    def _line(self, position: int) -> int:
        return self.content.count("\n", 0, position) + 1

    def _next(self) -> Any:
        return self.loader.get_event()

    def _refuse(self, event: Any, says: str) -> NoReturn:
        raise AdvisorError(f"{self.name}:{_line(event)}: {says}")

    def _value(self, event: Any, trail: Trail) -> object:
        if self.lines is not None:
            self.lines[trail] = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self._refuse(event, "anchors and aliases (& and *) are not used in these files; write it out")
        if len(trail) > MOST_DEPTH:
            self._refuse(event, TOO_DEEP)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if event.tag is not None:
            self._refuse(event, f"the tag {shown(event.tag)} is not used in these files")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(trail)
        return self._mapping(trail)

    def _scalar(self, event: Any) -> object:
        tag = event.tag
        if tag is None or tag == "!":
            tag = self.loader.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag not in _PLAIN:
            if event.tag is None:  # a date, `=` or `<<`: text here
                return self._text(event)
            self._refuse(event, f"the tag {shown(tag)} is not used in these files")
        if tag == "tag:yaml.org,2002:str":
            return self._text(event)
        kind = tag.rpartition(":")[2]
        if len(event.value) > MOST_DIGITS:
            self._refuse(event, f"a number of more than {MOST_DIGITS} characters is not counted with")
        try:
            value = self.loader.construct_object(yaml.ScalarNode(tag, event.value))
        except (ValueError, LookupError, ArithmeticError):  # as of `!!int x`
            way_out = "leave out the tag" if event.tag else "put it in quotes"
            self._refuse(event, f"'{shown(event.value)}' cannot be read as {kind}; {way_out}")
        if isinstance(value, float) and not isfinite(value):
            self._refuse(event, f"{value} is not a number to count with")
        return value

    def _text(self, event: Any) -> str:
        """A text that can be shown. What YAML refuses in a file, it takes when it is written as an escape."""
        text: str = event.value
        if odd := _odd(text):
            self._refuse(event, _not_text(odd))
        return text

    def _sequence(self, trail: Trail) -> list[object]:
        values: list[object] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            values.append(self._value(event, (*trail, len(values))))
        return values

    def _mapping(self, trail: Trail) -> dict[str, object]:
        values: dict[str, object] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse(event, "a key must be a word")
            key, line = self._scalar(event), _line(event)
            if not isinstance(key, str):
                self._refuse(
                    event,
                    f"YAML reads the key '{shown(event.value)}' as {key!r}; quote it or rename it",
                )
            if key in values:
                self._refuse(event, f"the key '{shown(key)}' is given twice")
            values[str(key)] = self._value(self._next(), (*trail, str(key)))
            if self.lines is not None:
                self.lines[(*trail, str(key))] = line
        return values


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _too_deep(content: str, line: int) -> bool:
    """Whether more brackets are open at once than are read, up to `line`, at which the reader gave up."""
    read = "".join(content.splitlines(keepends=True)[:line])
    return max(accumulate(_BRACKETS[each] for each in re.findall(r"[\[\]{}]", read)), default=0) > MOST_DEPTH
