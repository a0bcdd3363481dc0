"""What each word is worth for each task: the ranking of the terminal, asked beforehand.

The page adds up what its words are worth, and knows those phrases besides for which that would not do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from lossadvisor.interview import ranking, wording
from lossadvisor.interview.options import options_of
from lossadvisor.rulebook.contract import TASK
from lossadvisor.rulebook.rules import Rules

Line = Mapping[int, float]

MOST = 4  # tasks that a word is kept for
PHRASES = 4  # words of the longest phrase that is kept


def words(rules: Rules) -> dict[str, Any]:
    """The tables that the search of the page looks things up in."""
    question = rules.questions[TASK]
    options = options_of(rules, question, question.choices, rules.tree)
    lines = tuple(each.searched for each in options)
    index = ranking.indexed(lines)
    single = _single(index)
    return {
        "tasks": [each.value for each in options],
        "common": sorted(wording.COMMON),
        "single": " ".join(f"{word}={_written(line)}" for word, line in sorted(single.items())),
        "whole": ";".join(f"{text}={_written(line)}" for text, line in sorted(_whole(index, single).items())),
        "kinds": {name: list(each.words) for name, each in rules.vocabulary.items() if each.words},
        "forms": [";".join(dict.fromkeys(f"{form.text}" for form in line.forms)) for line in lines],
    }


def _single(index: ranking.Index) -> dict[str, dict[int, float]]:
    """What a word alone is worth for each task: by the best of the phrases in which it stands."""
    single: dict[str, dict[int, float]] = defaultdict(dict)
    for phrase in index.phrases:
        all_of_it = sum(index.rarity[word] for word in phrase.words)
        for word in phrase.words:
            if len(phrase.words) == 1 or not wording.is_common(word):
                share = index.rarity[word] / all_of_it
                value = index.rarity[word] * phrase.weight * share ** (1.5 if len(phrase.words) > 1 else 0)
                single[word][phrase.line] = max(single[word].get(phrase.line, 0.0), value)
    return single


def _whole(index: ranking.Index, single: Mapping[str, Line]) -> dict[str, dict[int, float]]:
    """What each word of a phrase is worth where all of it is typed, if the words alone lead elsewhere."""
    whole: dict[str, dict[int, float]] = defaultdict(dict)
    for phrase in index.phrases:
        size = len(phrase.words)
        if not 1 < size <= PHRASES or phrase.weight < ranking.GIVEN:
            continue
        rarity = sum(index.rarity[word] for word in phrase.words)
        whole[" ".join(phrase.words)][phrase.line] = (
            phrase.weight * (1 + ranking.EACH_MORE * (size - 1)) * rarity / size
        )
    return {text: line for text, line in whole.items() if not _is_plain(text, line, single)}


def _is_plain(text: str, line: Line, single: Mapping[str, Line]) -> bool:
    """Whether the words alone lead where the phrase does."""
    total: dict[int, float] = defaultdict(float)
    for word in text.split():
        for place, value in single.get(word, {}).items():
            total[place] += value
    others = [value for place, value in total.items() if place not in line]
    return min(total.get(place, 0.0) for place in line) > max(others, default=0.0) * 3


def _written(line: Line) -> str:
    best = sorted(line, key=lambda place: (-line[place], place))[:MOST]
    return ",".join(f"{place}:{line[place]:.1f}" for place in best)
