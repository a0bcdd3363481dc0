"""What is found in a program of R in the spelling of R: `from_logits = TRUE` and `layer_dense()`."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from importlib.resources import files

from msgspec.structs import replace

from lossadvisor.check.findings import Finding

from .calls import makers

KINDS = ("metrics", "losses")
WORDS = {"True": "TRUE", "False": "FALSE", "None": "NULL"}
QUALIFIED = re.compile(r"\bkeras\.(layers|losses|metrics|activations)\.(\w+)")
BARE = re.compile(r"\b([A-Z][A-Za-z0-9]+)\b(\()?")
COMPOUND = re.compile(r"[a-z0-9][A-Z]")  # Dice is also a word, BinaryIoU is none
SET = re.compile(r"(?<![\w.])([A-Za-z_]\w*)=(?!=)(True\b|False\b|None\b)?")
LIST = re.compile(r"= \[([^\[\]]*)\]")
NAMED_LIST = re.compile(r"= \{([^{}\[\]]*)\}")
ENTRY = re.compile(r"""['"](\w+)['"]: """)


def finding(found: Finding, used: Collection[str], at: str) -> Finding:
    """A finding in R's words.

    What stands `at` its place in Python, and the names `used` in the program, tell a loss from a metric.
    """
    kind = next((each for each in KINDS if f"keras.{each}." in at), "")
    there = [each for each in used if not kind or makers()[each].makes.startswith(kind)]
    says, because, fix = (in_r(text, there) for text in (found.says, found.because, found.fix))
    related = tuple(replace(each, says=in_r(each.says, used)) for each in found.related)
    return replace(found, says=says, because=because, fix=fix, related=related)


def in_r(text: str, used: Collection[str] = ()) -> str:
    """A text about Keras as one writes it in R."""
    for phrase, own in _phrases():
        text = f" {text}".replace(phrase, own)[1:]
    text = QUALIFIED.sub(lambda found: _made(found[2], found[0], used, found[1]), text)
    text = BARE.sub(lambda found: _bare(found, used), text)
    text = SET.sub(lambda found: f"{found[1]} = " + WORDS.get(found[2], ""), text)
    text = NAMED_LIST.sub(lambda found: "= list(" + ENTRY.sub(r"\1 = ", found[1]) + ")", text)
    return LIST.sub(lambda found: f"= {'list' if '(' in found[1] else 'c'}({found[1]})", text)


def _bare(found: re.Match[str], used: Collection[str]) -> str:
    name, called = found[1], found[2] or ""
    is_used = not name.isupper() and any(each in used for each, _ in _functions().get(name, ()))
    is_code = called or COMPOUND.search(name) or is_used
    return _made(name, name, used) + called if is_code else found[0]


def _made(name: str, as_it_is: str, used: Collection[str], kind: str = "") -> str:
    """The function of R that makes a thing of Keras of that name: one that is used, if there are several."""
    there = [each for each, makes in _functions().get(name, ()) if makes.startswith(kind)]
    return next((each for each in there if each in used), there[0]) if there else as_it_is


@cache
def _functions() -> dict[str, list[tuple[str, str]]]:
    """For each name in Keras the functions of R with what they make: layers, then losses, then metrics."""
    found: dict[str, list[tuple[str, str]]] = {}
    for function, maker in sorted(makers().items(), key=lambda each: each[1].makes):
        found.setdefault(maker.makes.rpartition(".")[2], []).append((function, maker.makes))
    return found


@cache
def _phrases() -> list[tuple[str, str]]:
    """What is more than a call of Keras, and the same in R."""
    read = files(__package__).joinpath("phrases.txt").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in read if not line.startswith("#")]
    return [(python, own) for python, own in rows]
