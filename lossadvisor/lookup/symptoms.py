"""Symptoms: what to tell of one, and which is meant by words that people have for it."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from lossadvisor.rulebook.rules import Rules
from lossadvisor.rulebook.symptoms import Cause, Symptom

from .sentences import stem

WORDS = re.compile(r"-?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?%?|[^\W\d_][^\W_]*")
NUMBER = re.compile(r"-?\d.*")
JOINED = re.compile(r"cross[ -]entropy")  # people write it in three ways
SMALL, LARGE = 0.001, 1000
KNOWN = {0.5: "half", 50.0: "half", 1.0: "one", 100.0: "one", 0.69: "0.69", 0.6931: "0.69", 0.693: "0.69"}
FITS, SURE = 0.5, 0.6  # how well words must fit, and those of a sentence that asks for something
NEAR = 0.75  # how near to the best others are told too
FILLED = 0.25  # the weight of a filling word
ELSEWHERE = 1.0  # the weight of a word that no symptom has
OWNED = 5.0  # of one that names something else
FILLER = (
    "a all an and as at be but by even for from in is it my no of on or so the to too very with",
    "how why what when which i me we you do does did can could should would there this that",
    "these those are was has have keras tensorflow tf get gets getting give gives giving",
)
FILLING = frozenset(word for words in FILLER for word in words.split())


class CauseTold(Struct, frozen=True):
    """A cause of a symptom: `look` is true if it is this one; `check` reports it as `finding`."""

    name: str
    says: str
    look: str
    fix: str
    finding: str
    see: tuple[str, ...]


def causes(entry: Symptom) -> tuple[CauseTold, ...]:
    """The causes of a symptom, the usual ones first."""
    return tuple(_told(name, each) for name, each in entry.causes.items())


def _told(name: str, cause: Cause) -> CauseTold:
    return CauseTold(name, cause.says, cause.look, cause.fix_says, cause.finding, cause.see)


def meant(rules: Rules, text: str, others: Container[str] = (), least: float = FITS) -> list[Symptom]:
    """The symptoms that words such as "loss -117944" may mean, the likeliest first.

    They fit at `least` so well. Words among `others` mean something else where no symptom has them.
    """
    weights, phrases = _vocabulary(rules)
    typed = {_spelled(word, weights) for word in _words(text)}
    if not typed & weights.keys() - FILLING:
        return []
    weights = {**dict.fromkeys((each for each in typed if each in others), OWNED), **weights}
    fits = {name: _fit(typed, weights, theirs) for name, theirs in phrases.items()}
    best = max(fits.values())
    order = sorted(fits, key=lambda name: -fits[name])
    return [rules.symptoms[name] for name in order if fits[name] >= max(least, NEAR * best)]


@lru_cache(maxsize=8)
def _vocabulary(rules: Rules) -> tuple[Mapping[str, float], Mapping[str, list[frozenset[str]]]]:
    """What each word weighs, the more the fewer symptoms have it, and the phrases of each symptom."""
    phrases = {
        each.name: [frozenset(_words(said)) for said in (each.name, *each.aliases)]
        for each in rules.symptoms.values()
    }
    owned = {name: frozenset[str]().union(*said) for name, said in phrases.items()}
    every = frozenset[str]().union(*owned.values())
    having = {word: sum(word in words for words in owned.values()) for word in every}
    weights = {word: math.log(1 + len(owned) / count) for word, count in having.items()}
    return {**weights, **dict.fromkeys(FILLING & every, FILLED)}, phrases


def _fit(typed: set[str], weights: Mapping[str, float], phrases: list[frozenset[str]]) -> float:
    """From 0 to 1, and 0 where no phrase is told.

    Half for words that the symptom has, half for how near they come to one of its phrases.
    """

    def weight(words: set[str] | frozenset[str]) -> float:
        return sum(weights.get(word, FILLED if word in FILLING else ELSEWHERE) for word in words)

    covered = weight(typed & frozenset[str]().union(*phrases)) / weight(typed)
    nearest = max(2 * weight(typed & each) / (weight(typed) + weight(each)) for each in phrases)
    return (covered + nearest) / 2 if any(_is_told(typed, each) for each in phrases) else 0.0


def _is_told(typed: set[str], phrase: frozenset[str]) -> bool:
    """Whether enough of a phrase is typed: all of it, or two of its words; loss alone says nothing."""
    telling = phrase - FILLING
    return len(telling & typed) >= min(2, len(telling)) > 0


def _words(text: str) -> Iterator[str]:
    """The words of a text by their stems; numbers by what is odd about them."""
    for word in WORDS.findall(JOINED.sub("crossentropy", text.lower().replace("n't", " not"))):
        yield from _kinds(word) if NUMBER.fullmatch(word) else (stem(word),)


def _kinds(word: str) -> Iterator[str]:
    value = float(word.rstrip("%").replace(",", "."))
    if value < 0:
        yield "negative"
    if abs(value) < SMALL:
        yield "zero"
    elif abs(value) >= LARGE:
        yield "huge"
    elif value >= 0:
        yield KNOWN.get(value, "number")


def _spelled(word: str, known: Mapping[str, float]) -> str:
    """A word as the symptoms write it, where it is nearly one of theirs."""
    from difflib import get_close_matches

    if word in known:
        return word
    return next(iter(get_close_matches(word, known, n=1, cutoff=0.8)), word)
