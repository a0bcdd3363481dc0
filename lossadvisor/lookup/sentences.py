"""Which names of the rules a sentence holds, as in "what does from_logits do".

A name is found in any of its spellings: in several words, with or without hyphens, in the plural.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from lossadvisor.errors import squashed
from lossadvisor.rulebook.facts import Entry
from lossadvisor.rulebook.rules import Rules

TOKEN = re.compile(r"[A-Za-z_][\w.]*(?:\(.*\))?|\d+")
ENDS = ("ing", "ies", "ed", "es", "s")
LONGEST = 7  # words of a name
# Kinds whose names mean what they say; a sentence may have those of the others in passing.
STRONG = ("activation", "loss", "metric", "label encoding", "argument of fit()")
WEAK = ("task", "finding", "layer")
PASSING = frozenset(
    [
        "loss",
        "losses",
        "metric",
        "metrics",
        "sum",
        "none",
        "function",
        "functions",
        "activation",
        "value",
        "values",
    ]
)
CONJUNCTIONS = ("and", "or", "vs", "versus")
OTHERS = "name without its own page"
BEGINNINGS = ("what", "how", "when", "which", "where", "can", "could", "should", "do", "does", "is", "are")
KNOWLEDGE = ("difference", "explain", "meaning", "define", "definition")
WHY = r"why (?:is|are|do|does) (?!my|the|all|it)"  # "why is my loss nan" tells what is seen
ASKS = re.compile(rf"(?:please |tell me )*(?:{'|'.join((*BEGINNINGS, *KNOWLEDGE, WHY))})\b|.*\bequivalent\b")
APART = (
    "differ",
    "differs",
    "difference",
    "vs",
    "versus",
    "or",
    "better",
    "worse",
    "instead of",
    "compared?",
)
SETS_APART = re.compile(rf"\b(?:{'|'.join((*APART, 'rather than'))})\b")
Known: TypeAlias = Mapping[str, tuple[str, Entry]]


class Met(Struct, frozen=True):
    """A name in a sentence: what it is, and the words that it takes."""

    kind: str
    entry: Entry
    start: int
    stop: int

    @property
    def worth(self) -> tuple[int, int, int]:
        """What it weighs among others: its kind, then how many words it has, then how early it stands."""
        return (0 if self.kind in WEAK else 1, self.stop - self.start, -self.start)


def asks(text: str) -> bool:
    """Whether a sentence asks what something is or when to use it, rather than tells what is seen."""
    return ASKS.match(text.strip().lower()) is not None


def sets_apart(text: str) -> bool:
    """Whether a sentence weighs two things against each other."""
    return SETS_APART.search(text.lower()) is not None


def met(rules: Rules, text: str) -> list[Met]:
    """The names in a sentence, the most telling first, each entry once; of words, the longest name wins."""
    tokens = TOKEN.findall(text)
    known = _index(rules, "metric" in {token.lower().rstrip("s") for token in tokens})
    found: dict[str, Met] = {}
    for each in _shared(tokens, known, list(_spans(tokens, known))):
        found.setdefault(each.entry.name, each)
    return sorted(found.values(), key=lambda each: each.worth, reverse=True)


def share(text: str, found: Collection[Met], filling: Collection[str]) -> float:
    """How much of what a sentence says is names, without words that fill it: from 0 to 1."""
    named = {place for each in found for place in range(each.start, each.stop)}
    telling = {
        place
        for place, word in enumerate(TOKEN.findall(text))
        if word.lower() not in filling and word.lower() not in PASSING
    }
    return len(telling & named) / len(telling) if telling else 0.0


def _spans(tokens: Sequence[str], known: Known) -> Iterator[Met]:
    start = 0
    while start < len(tokens):
        for stop in range(min(len(tokens), start + LONGEST), start, -1):
            if hit := _hit(tokens[start:stop], known):
                yield Met(*hit, start, stop)
                start = stop - 1
                break
        start += 1


def _shared(tokens: Sequence[str], known: Known, found: Sequence[Met]) -> Iterator[Met]:
    """The names, and before them what shares their last words, as in "mean squared and absolute error"."""
    for each in found:
        first = each.start - 2
        if first >= 0 and tokens[first + 1].lower() in CONJUNCTIONS:
            for begin in range(each.start, each.stop):
                hit = _hit([tokens[first], *tokens[begin : each.stop]], known)
                if hit and hit[0] == each.kind and hit[1] is not each.entry:
                    yield Met(*hit, first, each.stop)
                    break
    yield from found


def _hit(words: Sequence[str], known: Known) -> tuple[str, Entry] | None:
    """What some words name, written as they are or by their stems; code by its last part."""
    if len(words) == 1:
        words = [words[0].partition("(")[0].strip(".").rpartition(".")[2]]
        if words[0].lower() in PASSING:
            return None
    elif words[-1].lower() in PASSING and (hit := _hit(words[:-1], known)) and hit[0] in STRONG:
        return hit
    return known.get(squashed("".join(words))) or known.get(_stemmed(words))


@lru_cache(maxsize=8)
def _index(rules: Rules, wants_metric: bool) -> Known:
    """Every spelling of every name, squashed, and what it stands for; of two kinds the first wins."""
    entries: dict[str, Mapping[str, Entry]] = {
        "activation": rules.activations,
        "loss": rules.losses,
        "metric": rules.metrics,
        "label encoding": rules.labels,
        "argument of fit()": rules.fit,
        OTHERS: rules.names,
        "layer": rules.layers,
        "finding": rules.findings,
        "task": rules.tasks,
    }
    order = sorted(entries, key=lambda kind: not (wants_metric and kind == "metric"))
    known: dict[str, tuple[str, Entry]] = {}
    for kind in order:
        for entry in entries[kind].values():
            for each in filter(None, (entry.name, *entry.aliases, getattr(entry, "keras", ""))):
                known.setdefault(squashed(each), (kind, entry))
                known.setdefault(_stemmed(re.findall(r"[^\W_]+", each)), (kind, entry))
    return known


def _stemmed(words: Sequence[str]) -> str:
    return "".join(stem(word.lower()) for word in words)


def stem(word: str) -> str:
    """A word without the end that a plural or a verb has."""
    return next((word[: -len(end)] for end in ENDS if word.endswith(end) and len(word) - len(end) > 2), word)
