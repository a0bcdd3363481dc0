"""What has a name: every entry that can be explained, and the one that a spelling means."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from lossadvisor.errors import squashed
from lossadvisor.rulebook.facts import Entry
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.rules import Rules

# a class or a function as code has it, with brackets behind it or without
CODE = re.compile(r"((?:[A-Za-z_]\w*\.)*)([A-Za-z_]\w*)(?:\(.*\))?")
MODULES = {"activations": "activation", "losses": "loss", "metrics": "metric", "layers": "layer"}


def names(rules: Rules) -> dict[str, tuple[str, ...]]:
    """Everything that can be explained, by kind."""
    return {kind: tuple(entries) for kind, entries in explainable(rules).items() if entries}


def explainable(rules: Rules) -> Mapping[str, Mapping[str, Entry]]:
    """Everything that can be explained, by kind; where a name occurs twice, the first kind wins."""
    return {
        "activation": rules.activations,
        "loss": rules.losses,
        "metric": rules.metrics,
        "label encoding": rules.labels,
        "layer": rules.layers,
        "argument of fit()": rules.fit,
        "task": rules.tasks,
        "question": rules.questions,
        "space": rules.spaces,
        "finding": rules.findings,
        "symptom": rules.symptoms,
        "name without its own page": rules.names,
    }


def entry_named(rules: Rules, name: str) -> tuple[str, Entry] | None:
    """What is called `name`, as it is or as code has it, such as `keras.losses.Hinge()`; and its kind."""
    found = _called(rules, name)
    written = CODE.fullmatch(name.strip())
    if found or written is None:
        return found
    path, last = written.groups()
    homes = [kind for module, kind in MODULES.items() if f".{module}." in f".{path}"]
    return _class(rules, last, homes) or _called(rules, last, homes) or _called(rules, last)


def _class(rules: Rules, name: str, kinds: Collection[str]) -> tuple[str, Entry] | None:
    """What Keras itself calls so, letter by letter."""
    for kind in kinds:
        for entry in explainable(rules)[kind].values():
            if getattr(entry, "keras", "") == name:
                return kind, entry
    return None


def _called(rules: Rules, name: str, kinds: Collection[str] = ()) -> tuple[str, Entry] | None:
    wanted = squashed(name)
    for spellings in (_own_name, _other_names, _choice_names):
        for kind, entries in explainable(rules).items():
            for entry in entries.values() if not kinds or kind in kinds else ():
                if wanted in map(squashed, spellings(entry)):
                    return kind, entry
    return None


def known(rules: Rules) -> list[str]:
    """Every name by which something can be explained, but for the words of symptoms; own names come last."""
    return [
        each
        for kind, entries in explainable(rules).items()
        for entry in entries.values()
        for each in ((entry.name,) if kind == "symptom" else (*_all_others(entry), entry.name))
    ]


def _all_others(entry: Entry) -> tuple[str, ...]:
    return (*_other_names(entry), *_choice_names(entry))


def _own_name(entry: Entry) -> tuple[str, ...]:
    return (entry.name,)


def _other_names(entry: Entry) -> tuple[str, ...]:
    return (*entry.aliases, getattr(entry, "keras", entry.name))


def _choice_names(entry: Entry) -> tuple[str, ...]:
    return tuple(entry.choices) if isinstance(entry, Question) else ()
