"""How the truth must be written at a leaf, from the facts of its encoding and of what people have."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from lossadvisor.rulebook import contract
from lossadvisor.rulebook.facts import Answers, Labels
from lossadvisor.rulebook.leaves import Leaf
from lossadvisor.rulebook.placeholders import Values, filled, placeholders
from lossadvisor.rulebook.rules import Rules

from . import asserting
from .records import LabelAdvice


class Lines(NamedTuple):
    """What is said of labels in all that lead to one leaf, with placeholders.

    `conversions` are the lines from every other encoding, `had` is the one that people have if it is turned.
    """

    convert: str
    learn: str
    comes: str
    conversions: dict[str, str]
    had: Labels | None


def stored(rules: Rules, leaf: Leaf, answers: Answers) -> str:
    """The encoding that people have; an alternative may read others than those that were asked for."""
    labels, said = rules.labels[leaf.labels], str(answers.get(contract.LABELS, ""))
    is_encoding = said in rules.labels or not said  # and else a word for several, such as soft
    known = said == leaf.labels or said in labels.conversions or not is_encoding
    return said if known else labels.derived_from or leaf.labels


def made(rules: Rules, leaf: Leaf, given: str) -> str:
    """The lines that make labels as people have them out of synthetic truth."""
    conversion = rules.labels[leaf.labels].conversions.get(given)
    own = rules.labels[given if given in rules.labels else leaf.labels].made
    return (conversion.made if conversion else "") or own


def label_advice(rules: Rules, leaf: Leaf, given: str, known: Values) -> LabelAdvice:
    """What is said of labels at `leaf` to somebody whose labels are `given`."""
    labels, lines = rules.labels[leaf.labels], _lines(rules, leaf.clean, leaf.labels, given)
    had, units = lines.had, known.get("units", "")
    ways = {
        name: filled(line, known)
        for name, line in lines.conversions.items()
        if not _too_many(units, labels.conversions[name].most_units)
    }
    return LabelAdvice(
        encoding=labels.name,
        says=filled(labels.says, known),
        shape=filled(labels.shape, known),
        dtype=labels.dtype,
        given=given,
        convert=filled(lines.convert, known),
        conversions={name: line for name, line in ways.items() if not any(placeholders(line))},
        shaped=filled(labels.shaped, known),
        comes=filled(lines.comes, known),
        expects=asserting.expected(had, rules.spaces[had.hull], known) if had else "",
        asserts=asserting.asserted(labels, rules.spaces[labels.hull], known),
        learn=filled(lines.learn, known),
    )


def _too_many(units: str, most: int | None) -> bool:
    return most is not None and units.isdigit() and int(units) > most


@lru_cache(maxsize=1024)
def _lines(rules: Rules, clean: str, encoding: str, given: str) -> Lines:
    """The lines about labels in `encoding` for those who have `given`, after `clean` was done to them."""
    labels, had = rules.labels[encoding], rules.labels.get(given)
    conversion = labels.conversions.get(given)
    turned, learn = (conversion.code.strip(), conversion.learn) if conversion else ("", "")
    if learn:
        learn = "\n".join(filter(None, (learn.strip(), asserting.learned(learn, turned))))
    if learn and clean:
        learn = "\n".join((re.sub(r"\by\b", "y_train", clean.strip()), learn))
    is_turned = had is not None and had is not labels
    return Lines(
        convert="\n".join(filter(None, (clean.strip(), turned, labels.shaped))),
        learn=learn,
        comes=f"{had.says}, shape {had.shape}" if had and is_turned else "",
        conversions={
            name: "\n".join(filter(None, (each.learn.strip(), each.code.strip())))
            for name, each in labels.conversions.items()
        },
        had=had if is_turned and labels.derived_from else None,
    )
