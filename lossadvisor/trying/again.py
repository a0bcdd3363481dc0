"""A trial out of its JSON file: what was wanted, to be done again, and whether the numbers are the same."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from lossadvisor.errors import AdvisorError, shown

from .records import Place, plan_of
from .trial import SCHEMA, Numbers, Trial


def read(path: str) -> Trial:
    """The trial in a file. Raises AdvisorError where there is none."""
    try:
        with open(path, "rb") as file:
            found = msgspec.json.decode(file.read(), type=Trial)
    except OSError as error:
        raise AdvisorError(f"--again {shown(path, 80)}: {error.strerror}") from None
    except msgspec.MsgspecError as error:
        raise AdvisorError(
            f"--again {shown(path, 80)}: is not what try --format json prints: {shown(error, 100)}"
        ) from None

    if odd := next(_odd(found), ""):
        raise AdvisorError(f"--again {shown(path, 80)}: is not as try --format json printed it: {odd}")
    return found


def _odd(trial: Trial) -> Iterator[str]:
    """What no trial can have that was printed, as after an edit."""
    setup, wanted = trial.setup, trial.wanted
    if trial.schema != SCHEMA:
        yield f"its schema is {shown(trial.schema, 40)}, and this version does {SCHEMA}"
    if not wanted.paths:
        yield "it names no file"
    if min(setup.splits, setup.seeds) < 1 or min(setup.epochs, setup.budget) < 0:
        yield "splits and seeds are 1 or more, epochs and budget not below 0"
    if not trial.runs:
        yield "it has no trainings"
    if setup.plan != plan_of(wanted):
        yield f"its splits are {setup.plan}, and its options make them {plan_of(wanted)}"


def told(old: Trial, new: Trial) -> tuple[str, ...]:
    """Whether the second trial has the numbers of the first, and if not, what is different."""
    changed = [
        f"{name} was {old.versions.get(name, 'missing')} and is {new.versions.get(name, 'missing')}"
        for name in sorted(old.versions.keys() | new.versions.keys())
        if old.versions.get(name) != new.versions.get(name)
    ]
    if old.digest != new.digest:
        changed.append("the data are others")
    known = {_place(each): each.scores for each in old.runs}
    pairs = [(known[_place(each)], each.scores) for each in new.runs if _place(each) in known]
    other = sum(one != another for one, another in pairs)
    why = f": {'; '.join(changed)}" if changed else ""
    if not pairs:
        return (f"None of its {len(old.runs)} trainings could be done again{why}.",)
    if other:
        return (f"Done again: {other} of {len(pairs)} trainings have other numbers than before{why}.",)
    return (f"Done again: all {len(pairs)} trainings have the same numbers, to the last digit{why}.",)


def ran(old: Trial) -> frozenset[Place]:
    """Which trainings there are in it: a budget, or Ctrl-C, may have left some out."""
    return frozenset(map(_place, old.runs))


def _place(numbers: Numbers) -> Place:
    return numbers.rival, numbers.split, numbers.seed
