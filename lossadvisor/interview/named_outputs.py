"""Several named heads out of one line: `price: regression, colour: multiclass classes=5`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lossadvisor.errors import AdvisorError, shown
from lossadvisor.rulebook.answers import normalised
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.rules import Rules

FEWEST = 2
NO_NAME = "not a name for an output; use lower-case letters, digits and _"
FORM = "write 'name: task question=answer, name: task'"
CONDITION = re.compile(r"\s+if\s+(\S+)\s*$")


def named_heads(rules: Rules, text: str, option: str) -> Mapping[str, dict[str, Answer]]:
    """The answers of each head in `text`, by its name. Raises AdvisorError that names `option`."""
    found: dict[str, dict[str, Answer]] = {}
    for part in _parts(text):
        name, colon, said = CONDITION.sub("", part).partition(":")
        name = name.strip()
        if not colon or not said.split():
            raise AdvisorError(f"{option}: '{shown(part)}' does not name a head; {FORM}")
        if not is_name(name):
            raise AdvisorError(f"{option}: '{shown(name)}' is {NO_NAME}")
        if name in found:
            raise AdvisorError(f"{option}: '{name}' is named twice")
        task, *rest = said.split()
        try:
            found[name] = normalised(rules, _pairs([f"task={task}", *rest]))
        except AdvisorError as error:
            raise AdvisorError(f"{option} {name}: {error}") from error
    if len(found) < FEWEST:
        raise AdvisorError(f"{option} names one head only; {FORM}")
    return found


def conditions(text: str, option: str) -> dict[str, str]:
    """Which heads of `text` exist only where which other one is a yes. Raises AdvisorError with `option`."""
    found = {}
    names = [part.partition(":")[0].strip() for part in _parts(text)]
    for name, part in zip(names, _parts(text), strict=True):
        if (said := CONDITION.search(part)) is not None:
            found[name] = said[1]
    for name, first in found.items():
        if first == name or first not in names:
            others = ", ".join(each for each in names if each != name)
            raise AdvisorError(
                f"{option} {name}: 'if {shown(first)}' names no other output; take one of {others}"
            )
        if first in found:
            raise AdvisorError(
                f"{option} {name}: {first} itself exists only if {found[first]}; say if {found[first]}"
            )
    return found


def _parts(text: str) -> list[str]:
    """The part of each head."""
    return re.split(r",\s*(?=[^\s,:=]+\s*:)", text.strip())


def is_name(name: str) -> bool:
    """Whether `name` can be that of an output: Keras takes it, and so do variables."""
    return bool(re.fullmatch(r"[a-z][a-z0-9_]*", name))


def _pairs(words: list[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for word in words:
        name, equals, answer = word.partition("=")
        if not equals or not name or not answer:
            raise AdvisorError(f"'{shown(word)}' is not question=answer")
        if name in pairs:
            raise AdvisorError(f"'{shown(name)}' is given twice")
        pairs[name] = answer
    return pairs
