"""Comments and docstrings in the code to paste, no wider than a terminal leaves whole."""

from __future__ import annotations

import re
from functools import lru_cache
from textwrap import fill

COMMENT = 72  # columns: so a comment does not wrap, and its end is never taken for code


def on_one_line(text: str) -> str:
    """Text that ends neither its comment nor its docstring."""
    return " ".join(text.replace("\\", "/").replace('"', "'").split())


@lru_cache(maxsize=1024)
def docstring(*sentences: str) -> str:
    """`sentences` as a docstring that is no wider than a comment may be."""
    text = fill(f'"""{on_one_line(sentences[0])}', COMMENT)
    if len(sentences) == 1 and "\n" not in text:
        return f'{text}"""'
    more = "".join(f"\n{fill(on_one_line(each), COMMENT)}" for each in sentences[1:])
    return f'{text}{more}\n"""'


@lru_cache(maxsize=1024)
def narrowed(lines: str) -> str:
    """`lines` with comments of their own broken where they are too wide."""
    return "\n".join(map(_narrow, lines.splitlines()))


def _narrow(line: str) -> str:
    found = re.match(r"( *)# (.*)", line)
    if found is None or len(line) <= COMMENT:
        return line
    lead = f"{found[1]}# "
    return fill(found[2], COMMENT, initial_indent=lead, subsequent_indent=lead)
