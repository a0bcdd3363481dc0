"""Judges a fragment of Python out of the rules: what is put together from it must compile."""

from __future__ import annotations

import re
from functools import lru_cache
from keyword import iskeyword
from typing import Literal

Kind = Literal["exec", "eval", "arguments", "name"]
PLACEHOLDER = re.compile(r"\{[a-z][a-z-]*\}")


@lru_cache(maxsize=4096)
def flaw(text: str, kind: Kind) -> str:
    """Why `text` is not Python of its kind; empty where it is."""
    if kind == "name":
        return "" if text.isidentifier() and not iskeyword(text) else f"'{text}' is not a name in Python"
    code = f"call({text})" if kind == "arguments" else text.strip()
    try:
        compile(PLACEHOLDER.sub("2", code), "rules", "exec" if kind == "exec" else "eval")
    except SyntaxError as error:
        return f"is not Python: {error.msg} (its line {error.lineno or 1})"
    except (ValueError, RecursionError, MemoryError) as error:
        return f"is not Python: {type(error).__name__}"
    return ""
