"""Long lines of code laid over several, in the way of the usual formatters."""

from __future__ import annotations

import re
from functools import lru_cache

from .labelling import WIDEST

STEP = "    "
TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|.', re.DOTALL)


@lru_cache(maxsize=4096)
def laid(line: str, widest: int = WIDEST) -> str:
    """`line` over several lines, where it is too wide and its outermost brackets can be opened."""
    found = _widest_brackets(line) if len(line) > widest else None
    if found is None:
        return line
    start, end = found
    lead = line[: len(line) - len(line.lstrip())] + STEP
    inside, is_call = line[start + 1 : end], re.search(r"[\w)\]]$", line[:start]) is not None
    items = _split(inside)
    if is_call and len(lead + inside) <= widest:
        rows = [lead + inside]
    elif len(items) == 1:  # what stands before `for`, and the rest
        rows = [laid(lead + part, widest) for part in re.split(r" (?=for \w+ in )", inside)]
    else:
        rows = [laid(f"{lead}{item.strip()},", widest) for item in items]
    return "\n".join((line[: start + 1], *rows, lead[len(STEP) :] + line[end:]))


def _tokens(line: str) -> list[tuple[int, str, int]]:
    """Where each letter or string begins, what it is, and within how many brackets."""
    found, depth = [], 0
    for match in TOKEN.finditer(line):
        depth -= match[0] in ")]}"
        found.append((match.start(), match[0], depth))
        depth += match[0] in "([{"
    return found


def _widest_brackets(line: str) -> tuple[int, int] | None:
    """The ends of the outermost brackets that hold most."""
    ends = [start for start, token, depth in _tokens(line) if depth == 0 and token in "()[]{}"]
    pairs = [(start, end) for start, end in zip(ends[::2], ends[1::2], strict=True) if end - start > 1]
    return max(pairs, key=lambda pair: pair[1] - pair[0], default=None)


def _split(line: str) -> list[str]:
    """The parts of `line` between commas that stand in no brackets."""
    cuts = [start for start, token, depth in _tokens(line) if depth == 0 and token == ","]
    return [
        line[start:end] for start, end in zip([0, *(cut + 1 for cut in cuts)], [*cuts, None], strict=True)
    ]
