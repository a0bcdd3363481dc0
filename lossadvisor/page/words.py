"""What each word is worth for each task: the ranking of the terminal, asked beforehand.

The page adds up what words and phrases are worth, by the same numbers, which are handed over here.
It finds a phrase only if its words stand side by side in their order, which the terminal does not ask for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from lossadvisor.interview import forms, ranking, wording
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
        "whole": ";".join(f"{text}={_written(line)}" for text, line in sorted(_whole(index).items())),
        "kinds": {name: list(each.words) for name, each in rules.vocabulary.items() if each.words},
        "wide": {name: list(each.each_of) for name, each in rules.vocabulary.items() if each.each_of},
        "talk": _talk(),
        "forms": [";".join(dict.fromkeys(f"{form.text}" for form in line.forms)) for line in lines],
    }


def _talk() -> dict[str, Any]:
    """How words are read and weighed: what the terminal goes by, for the page to go by the same."""
    return {
        "endings": [[ending.pattern, instead.replace("\\", "$")] for ending, instead in wording.ENDINGS],
        "network": wording.ABOUT_THE_NETWORK.pattern,
        "most": wording.MOST_TYPED,
        "sentence": wording.SENTENCE,
        "window": wording.WINDOW,
        "says": {
            "head": wording.HEAD,
            "near": wording.NEAR,
            "around": wording.AROUND,
            "after": wording.AFTER,
            "source": wording.SOURCE,
            "denied": wording.DENIED,
        },
        "denies": wording.DENIES_NEXT,
        "before": sorted(wording.PREPOSITIONS),
        "sources": sorted(wording.SOURCES),
        "denials": sorted(wording.DENIALS),
        "seeking": sorted(wording.SEEKING),
        "asks": sorted(forms.ASKS),
        "fillers": sorted(forms.FILLERS),
        "aside": forms.ASIDE.pattern,
        "parting": forms.PARTING.pattern,
        "few": forms.SHORT,
        "short": ranking.SHORT,
        "fits": ranking.FITS,
        "begun": ranking.BEGUN,
        "stemmed": ranking.STEMMED,
        "misspelt": ranking.MISSPELT,
        "longer": ranking.LONGER,
        "fades": ranking.FADES,
        "taken": ranking.TAKEN,
        "exact": ranking.EXACT,
        "least": ranking.LEAST,
        "form": ranking.FORM,
        "formWord": ranking.FORM_WORD,
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


def _whole(index: ranking.Index) -> dict[str, dict[int, float]]:
    """What each word of a phrase is worth where all of it is typed; it also takes them from other tasks."""
    whole: dict[str, dict[int, float]] = defaultdict(dict)
    for phrase in index.phrases:
        size = len(phrase.words)
        if not 1 < size <= PHRASES or phrase.weight < ranking.GIVEN:
            continue
        rarity = sum(index.rarity[word] for word in phrase.words)
        whole[" ".join(phrase.words)][phrase.line] = (
            phrase.weight * (1 + ranking.EACH_MORE * (size - 1)) * rarity / size
        )
    return whole


def _written(line: Line) -> str:
    best = sorted(line, key=lambda place: (-line[place], place))[:MOST]
    return ",".join(f"{place}:{line[place]:.1f}" for place in best)
