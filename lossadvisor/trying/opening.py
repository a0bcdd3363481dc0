"""From files and answers to what is tried: the problem, the advice for it, its rivals and its judges."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from msgspec import Struct

from lossadvisor.advice.advice import Advice, Combination, Referral
from lossadvisor.advice.from_labels import recommended_for
from lossadvisor.data.answering import Unsettled
from lossadvisor.data.disguises import words_of
from lossadvisor.data.sources import ArrayTarget, Source, TableTarget, opened
from lossadvisor.errors import AdvisorError, shown
from lossadvisor.rulebook import contract
from lossadvisor.rulebook.facts import Answer, Judge, Truth
from lossadvisor.rulebook.rules import Rules

from .judging import chosen, scores, spelled
from .masks import Masks, masks_at, masks_of
from .photos import Photos, photos_at
from .problem import is_array, of_arrays, of_masks, of_photos, of_table
from .records import Problem, Rival, Score, Wanted
from .rivals import judge_choices, leaf_of, rivals
from .stamps import unchanged

_TAKES = (
    "try takes one table with --target, two arrays, features and labels, a folder of class folders, "
    "or two folders, pictures and their masks"
)


class Opened(Struct, frozen=True):
    """All that is needed to begin. `judge` is the one that decides among `judges`.

    `taken` are answers that nobody gave and labels do not settle, with what labels say.
    """

    problem: Problem
    advice: Advice
    rivals: tuple[Rival, ...]
    judge: Score
    judges: dict[str, Score]
    taken: dict[str, str] = {}


def opened_for(rules: Rules, given: Mapping[str, Answer], wanted: Wanted) -> Opened:
    """What is wanted, read and judged. Raises AdvisorError where it cannot be tried."""
    with unchanged(wanted.paths):
        return _opened(rules, given, wanted)


def _opened(rules: Rules, given: Mapping[str, Answer], wanted: Wanted) -> Opened:
    source, features = _sources(rules, wanted)
    if isinstance(features, Masks):
        judge_choices(rules, given)
    advice, taken = _advised(rules, given, source)
    if not isinstance(advice, Advice):
        says = (
            advice.says if isinstance(advice, Referral) else "a model of several outputs is not tried as one"
        )
        raise AdvisorError(f"{wanted.paths[-1]}: there is no single last layer to try: {says}")
    leaf = leaf_of(rules, advice)
    name = spelled(wanted.judge) or leaf.judge
    if not name:
        raise AdvisorError(
            f"--task {advice.answers[contract.TASK]}: no judge goes with these answers; "
            "name one with --judge if it fits"
        )
    judge = chosen(rules, name)
    kind: Truth = "pixels" if isinstance(features, Masks) else _kind(rules, judge, leaf.judge)
    levels = _levels(rules, advice, kind)
    problem = _problem(source, features, wanted, kind, levels, _unknown(rules, advice))
    judges = scores(rules, kind, advice.answers, name if "%" in name else "")
    known = judge.name if judge.name in judges else name
    if known not in judges:
        needs = f" without --{judge.needs}" if judge.needs else ""
        raise AdvisorError(f"--judge {shown(name)}: does not fit this target{needs}; {_fitting(judges)}")
    ordered = {known: judges[known], **judges}
    return Opened(problem, advice, rivals(rules, advice, wanted.heads), judges[known], ordered, taken)


def _advised(
    rules: Rules, given: Mapping[str, Answer], source: Source
) -> tuple[Advice | Referral | Combination, dict[str, str]]:
    """What is recommended, and what was taken for it: a trial has these rows only, and so their classes."""
    try:
        return recommended_for(rules, given, source), {}
    except Unsettled as error:
        if error.asks != contract.CLASSES or error.found is None:
            raise
        known = {**given, error.asks: error.found.answer}
        return recommended_for(rules, known, source), {error.asks: error.found.because}


def _fitting(judges: Mapping[str, Score]) -> str:
    return f"what fits: {', '.join(judges)}"


def _kind(rules: Rules, judge: Judge, usual: str) -> Truth:
    """What the target is, as the usual judge of the task reads it first, else the one that is asked for."""
    return (rules.judges[usual] if usual else judge).of[0]


def _levels(rules: Rules, advice: Advice, kind: Truth) -> Sequence[Any] | None:
    """The classes as labels have them, where answers say so."""
    if kind not in ("classes", "grades", "pixels"):
        return None
    if kind == "pixels":
        classes = advice.answers.get(contract.CLASSES)
        return list(range(classes)) if isinstance(classes, int) else None
    if contract.GRADES in advice.answers:
        return [each.strip() for each in str(advice.answers[contract.GRADES]).split(",")]
    given = rules.labels.get(advice.labels.given)
    classes = advice.answers.get(contract.CLASSES)
    if given is None or not isinstance(classes, int) or given.dtype != "int32":
        return None
    return list(range(given.first, given.first + classes))


def _unknown(rules: Rules, advice: Advice) -> int | None:
    """The number that stands for a label that nobody knows; None where all are known."""
    given = rules.labels.get(advice.labels.given)
    unknown = "" if given is None else str(given.unknown)
    return int(unknown) if unknown.isdecimal() else None


def _sources(rules: Rules, wanted: Wanted) -> tuple[Source, Any]:
    """Where the labels are, and the features where they are an array of their own."""
    are_folders = all(map(os.path.isdir, wanted.paths))
    if wanted.size is not None and not are_folders:
        raise AdvisorError("--size is for folders of pictures; leave it out")
    if len(wanted.paths) == 2 and any(map(os.path.isdir, wanted.paths)):
        return _of_masks(wanted)
    if len(wanted.paths) == 1:
        path = wanted.paths[0]
        if os.path.isdir(path):
            return _of_folder(path, wanted)
        if is_array(path):
            raise AdvisorError(
                f"{shown(path, 80)}: is one array; name two, features and labels: try X.npy y.npy"
            )
        return opened(path, wanted.target, words=words_of(rules)), None
    if len(wanted.paths) > 2 or not all(map(is_array, wanted.paths)):
        raise AdvisorError(_TAKES)
    from lossadvisor.data.arrayfiles import array_at

    if wanted.group is not None or wanted.time is not None:
        raise AdvisorError("--group and --time name columns of a table; arrays have none")
    _, x = array_at(wanted.paths[0], None)
    source = opened(wanted.paths[1], wanted.target, words=words_of(rules))
    if isinstance(source, ArrayTarget) and getattr(source.given, "ndim", 1) > 2:
        found = masks_of((wanted.paths[0], wanted.paths[1]), x, source.given)
        return ArrayTarget(found.y, "masks", source.place), found
    return source, x


def _of_folder(path: str, wanted: Wanted) -> tuple[Source, Any]:
    """The pictures in a folder of class folders, with the names of their folders as labels."""
    _able(wanted)
    found = photos_at(path, wanted.size)
    return ArrayTarget(found.labels, "class", path), found


def _of_masks(wanted: Wanted) -> tuple[Source, Any]:
    """Two folders: pictures, and masks of the same names."""
    _able(wanted)
    for path in wanted.paths:
        if not os.path.isdir(path):
            raise AdvisorError(f"{shown(path, 80)}: there is no such folder")
    found = masks_at(wanted.paths[0], wanted.paths[1], wanted.size)
    return ArrayTarget(found.y, "masks", wanted.paths[1]), found


def _able(wanted: Wanted) -> None:
    if wanted.target or wanted.group or wanted.time:
        raise AdvisorError("--target, --group and --time name columns of a table; a folder has none")
    if find_spec("PIL") is None:
        raise AdvisorError(
            'pictures are read with Pillow, which is not installed; run: pip install "lossadvisor[try]"'
        )


def _problem(
    source: Source,
    features: Any,
    wanted: Wanted,
    kind: Truth,
    levels: Sequence[Any] | None,
    unknown: int | None,
) -> Problem:
    if isinstance(source, TableTarget):
        return of_table(source, kind, levels, wanted.group, wanted.time)
    if isinstance(source, ArrayTarget) and isinstance(features, Masks):
        return of_masks(source.place, features, levels, unknown)
    if isinstance(source, ArrayTarget) and isinstance(features, Photos):
        return of_photos(source.place, features, kind, levels)
    if not isinstance(source, ArrayTarget) or features is None:
        raise AdvisorError(f"{shown(wanted.paths[0], 80)}: try takes a table, or two arrays")
    return of_arrays((wanted.paths[0], wanted.paths[1]), features, source.given, kind, levels)
