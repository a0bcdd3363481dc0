"""Python's parser, kept from texts that would cost it too much: nothing else here calls it."""

from __future__ import annotations

import ast
import re
import warnings

from .steps import Steps
from .unreadable import TooLarge, Unreadable

# some 12,000 lines: each word takes the parser up to a kilobyte, and Python 3.10 dies of many more
MOST_WORDS = 120_000
MOST_FIELDS = 20_000  # before Python 3.12 an f-string takes a time that grows with their square
WORD = re.compile(r"\w+|[^\w\s]|\n\s*")
DETECTED = re.compile(r" \(detected at line \d+\)$")
FIELDS = re.compile(r"[fF][rR]?['\"]")


def parsed(text: str, steps: Steps | None = None) -> ast.Module:
    """The syntax tree of `text`. Raises Unreadable where there is none."""
    if steps is not None:
        steps.read(len(text))
    _measure(text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about escapes in strings, which are the author's affair
            return ast.parse(text)
    except SyntaxError as error:
        says = DETECTED.sub("", error.msg)  # a line of the text, which may be one of several in a file
        raise Unreadable(f"not Python 3: {says}", error.lineno or 0) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise Unreadable(f"cannot be parsed: {error}") from None


def _measure(text: str) -> None:
    """Raise TooLarge where there is too much to parse; a short text cannot hold so much."""
    if len(text) > MOST_WORDS and sum(1 for _ in WORD.finditer(text)) > MOST_WORDS:
        raise TooLarge(f"holds more than {MOST_WORDS:,} tokens, too many to check")
    if text.count("{") > MOST_FIELDS and FIELDS.search(text):
        raise TooLarge(f"holds an f-string and more than {MOST_FIELDS:,} braces, too many to check")
