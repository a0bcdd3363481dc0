"""How well a rival predicts what did not train it, by each judge that can read what it gives."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from lossadvisor.errors import AdvisorError, shown, suggestion
from lossadvisor.rulebook import contract, costs
from lossadvisor.rulebook.facts import Answer, Judge, Truth
from lossadvisor.rulebook.rules import Rules

from .records import Run, Score, Target

OPEN = "-n%"  # of a judge whose name takes a number
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def scores(rules: Rules, kind: Truth, answers: Mapping[str, Answer], asked: str = "") -> dict[str, Score]:
    """Every judge that fits the kind of truth and these answers, and the one that was `asked` for by name."""
    found = {}
    for judge in rules.judges.values():
        name = asked if _stands_for(judge, asked) else judge.name
        if kind in judge.of and not _is_open(judge, name) and (not judge.needs or judge.needs in answers):
            found[name] = _score(judge, name, answers)
    return found


def spelled(asked: str) -> str:
    """The name of a judge as the rules write such names, whatever its letters and blanks are."""
    return "-".join(asked.casefold().replace("_", " ").split())


def chosen(rules: Rules, asked: str) -> Judge:
    """The judge that somebody names. Raises AdvisorError with the nearest."""
    for judge in rules.judges.values():
        if asked in (judge.name, *judge.aliases) or _stands_for(judge, asked):
            return judge
    names = [each.name for each in rules.judges.values()]
    raise AdvisorError(f"--judge {shown(asked)}: there is no such judge{suggestion(asked, names)}")


def _stands_for(judge: Judge, name: str) -> bool:
    return judge.name.endswith(OPEN) and NUMBER.sub("n", name) == judge.name


def _is_open(judge: Judge, name: str) -> bool:
    """Whether a judge still lacks its number."""
    return name == judge.name and name.endswith(OPEN)


def _score(judge: Judge, name: str, answers: Mapping[str, Answer]) -> Score:
    numbers: dict[str, Any] = {}
    if found := NUMBER.search(name):
        numbers["n"] = float(found[0])
    if judge.needs == contract.COSTS:
        numbers["costs"] = costs.table(str(answers[judge.needs]))
    elif judge.needs:
        numbers[judge.needs] = [float(each) for each in re.split("[,;]", str(answers[judge.needs]))]
    return Score(
        name, judge.takes, judge.score, judge.best == "lowest", numbers, judge.reads, judge.says, judge.each
    )  # fmt: skip


def scored(score: Score, truth: Any, answers: Any, chances: Any, levels: int) -> float:
    """One number; nan where what was predicted is none."""
    import numpy as np

    numbers = {name: np.asarray(each) for name, each in score.numbers.items()}
    positive = [1] if levels == 2 else list(range(levels))
    names = {
        "np": np,
        "truth": truth,
        "answers": answers,
        "chances": chances,
        "positive": positive,
        **numbers,
    }
    with np.errstate(all="ignore"):
        return float(eval(score.expression, names))


def all_scores(
    judges: Iterable[Score], target: Target, rows: Any, answers: Any, chances: Any
) -> dict[str, float]:
    """What every judge says that can read what is given."""
    found = {}
    for each in judges:
        given = answers if each.takes == "answers" else chances
        if given is not None and readable(given):
            value = scored(each, target.truth[rows], answers, chances, len(target.levels))
            if math.isfinite(value):
                found[each.name] = value
    return found


def all_finite(run: Run) -> bool:
    """Whether all that a training predicts are numbers, as far as it is made of numbers."""
    import numpy as np

    given = (np.asarray(each) for each in (run.answers, run.chances) if each is not None)
    return all(np.isfinite(each).all() for each in given if each.dtype.kind == "f")


def readable(given: Any) -> bool:
    import numpy as np

    return bool(np.isfinite(given).all())
