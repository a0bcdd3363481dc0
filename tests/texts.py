"""The texts that a person reads, in rules and in Python, each with the place where it is written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
FEWEST = 3  # words that make a text
# keys of rules whose texts are code, numbers or what people type
UNREAD = frozenset(
    "aliases words forms code learn back shaped made answers look data prepare encode fit formula examples"  # noqa: SIM905
    " given shape arguments logits synthetic begin title authors url head right wrong".split()
)
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
END = re.compile(r"(?<!e\.g\.)(?<!i\.e\.)(?<=[.!?])\s+|\n\s*\n")
# lists of words in Python, and Python that is printed as code
LISTS = {"wording.py", "forms.py"}
CODE = re.compile(r"^(?:def|class|import|for|assert|history|print) ?|\n +\w|\n\w+ = ", re.MULTILINE)


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Each text with its place."""
    return (*_in_rules(), *_in_python())


def sentences(text: str) -> list[str]:
    """The sentences of `text`."""
    return [each.strip() for each in END.split(text) if each.strip()]


def words(text: str) -> list[str]:
    """The words of `text`."""
    return WORD.findall(text)


def _in_rules() -> Iterator[tuple[str, str]]:
    for file in sorted((ROOT / "rules").rglob("*.yaml")):
        if file.name not in ("vocabulary.yaml", "libraries.yaml"):
            name = file.relative_to(ROOT).as_posix()
            for path, text in _strings(yaml.safe_load(file.read_text("utf-8")), ()):
                if len(words(text)) >= FEWEST and not UNREAD & set(path):
                    yield f"{name}: {' > '.join(path)}", text


def _strings(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _strings(each, (*path, str(key)))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _strings(each, (*path, str(number)))


def _in_python() -> Iterator[tuple[str, str]]:
    for file in sorted((ROOT / "lossadvisor").rglob("*.py")):
        if file.name in LISTS:
            continue
        tree = ast.parse(file.read_text("utf-8"))
        unread = {id(each) for each in _docstrings(tree)}
        for node in ast.walk(tree):
            if id(node) in unread:
                continue
            if isinstance(node, ast.JoinedStr):
                unread |= {id(each) for each in ast.walk(node)}
                text = "".join(_part(each) for each in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value
            else:
                continue
            if len(words(text)) >= FEWEST and not CODE.search(text):
                yield f"{file.relative_to(ROOT).as_posix()}:{node.lineno}", text


def _part(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else "{}"


def _docstrings(tree: ast.Module) -> Iterator[ast.expr]:
    """Docstrings, which are for those who read the program."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value
