"""Missing values that are written as words: which cells hold nothing, though something stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lossadvisor.rulebook.contract import MISSING_CELL, UNKNOWN_WORD
from lossadvisor.rulebook.rules import Rules

from .labels import Fact
from .texts import is_number

MOST_WORDS_TOLD = 4


class Words(NamedTuple):
    """Texts that are `missing` in any column, and those that are `unknown` where the rest are numbers."""

    missing: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()

    def gap(self, text: str) -> bool:
        """Whether a text can stand for a number that is not known."""
        return text in self.missing or text.strip().casefold() in self.unknown


def words_of(rules: Rules) -> Words:
    """The words that the rules know, each as it may be spelled in a cell."""
    kinds = rules.vocabulary
    missing, unknown = (kinds[name].words if name in kinds else () for name in (MISSING_CELL, UNKNOWN_WORD))
    spelled = {form for word in missing for form in (word, word.upper(), word.capitalize(), f" {word}")}
    return Words(frozenset(spelled), frozenset(unknown))


def cleaned(cells: Sequence[str | None], words: Words) -> list[str | None]:
    """The cells with None for what is missing: words among names stay, since they may be classes."""
    known = [None if each in words.missing else each for each in cells]
    different = {each for each in known if each is not None}
    others = {each for each in different if not is_number(each)}
    if not others or others == different or not all(map(words.gap, others)):
        return known
    numbers = sum(each is not None and each not in others for each in known)
    if 2 * numbers < sum(each is not None for each in known):
        return known
    return [None if each in others else each for each in known]


def disguised(found: Mapping[str, int]) -> dict[str, Fact]:
    """What is told of words for missing values by how many cells hold each."""
    if not found:
        return {}
    return {"disguised": sum(found.values()), "disguise": _listed(found)}


def doubtful(values: Iterable[tuple[str, int]], words: Words) -> dict[str, Fact]:
    """What is told of classes whose name may stand for a missing value."""
    found = {text: rows for text, rows in values if text.strip().casefold() in words.unknown}
    return {"unknowns": sum(found.values()), "unknown": _listed(found)} if found else {}


def _listed(found: Mapping[str, int]) -> str:
    often = sorted(found, key=lambda each: (-found[each], each))
    return ", ".join(f'"{each}"' for each in often[:MOST_WORDS_TOLD])
