"""Answers that stand in no tree: which of them matter at a leaf, and what they change there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec.structs import replace

from .errors import AdvisorError
from .facts import Answer, Question, Trap
from .model import Change, Leaf, Node, Rules, Walk
from .values import numbers


def settled(
    rules: Rules, answers: Mapping[str, Answer], reached: Walk, leaf: Leaf
) -> tuple[dict[str, Answer], dict[str, Answer]]:
    """All answers on the way to `leaf` with the settings that matter there, and which of them are assumed.

    Raises AdvisorError where a setting that was given changes nothing at `leaf`.
    """
    given = reached.answers
    assumed = {turn.question: turn.answer for turn in reached.turns if turn.assumed}
    for question in rules.settings():
        answer = answers.get(question.name)
        if answer is not None and question.default is None and question.name not in leaf.given:
            path = " ".join(f"--{turn.question} {turn.answer}" for turn in reached.turns)
            raise AdvisorError(f"{path} has no use for {question.option}; leave it out")
        if answer is None and question.default is not None and matters(rules, question, leaf):
            answer = assumed[question.name] = question.default
        if answer is not None:
            given[question.name] = answer
    _judge_counts(given)
    return given, assumed


def matters(rules: Rules, setting: Question, end: Node) -> bool:
    """Whether a setting changes anything at `end`: logits do only where the loss has a form for them."""
    if not isinstance(end, Leaf):
        return False
    if setting.default is None:
        return setting.name in end.given
    if setting.name == "output":
        return rules.losses[end.recommend.loss].link == end.recommend.activation
    return setting.name != "keras" or bool(end.since) or any(_dated(rules, end))


def changed(rules: Rules, leaf: Leaf, answers: Mapping[str, Answer]) -> tuple[Leaf, tuple[str, ...]]:
    """`leaf` as the settings and the release of Keras have it, and the arguments they give its last layer."""
    changes = [change for name, change in leaf.given.items() if name in answers]
    release = answers.get("keras")
    if leaf.since and release is not None:
        changes += [change for name, change in leaf.since.items() if _release(name) <= _release(str(release))]
    layer = [change.layer for change in changes if change.layer]
    for question in rules.settings():
        chosen = question.choices.get(str(answers.get(question.name, question.default)))
        layer += [chosen.layer] if chosen and chosen.layer else []
    return (_with(leaf, tuple(changes)) if changes else leaf), tuple(layer)


def release_notes(rules: Rules, leaf: Leaf, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """What goes wrong with the leaf's loss and metrics in the release of Keras that is used."""
    release = answers.get("keras")
    return tuple(_dated(rules, leaf, str(release))) if release is not None else ()


def concerns(trap: Trap, release: str) -> bool:
    """Whether `trap` is one in `release` of Keras."""
    here = _release(release)
    begun = not trap.since or here >= _release(trap.since)
    return begun and (not trap.until or here < _release(trap.until))


def span(trap: Trap) -> str:
    """In which releases of Keras `trap` is one: `before Keras 3.16`."""
    parts = [f"from Keras {trap.since} on"] if trap.since else []
    return " and ".join([*parts, *([f"before Keras {trap.until}"] if trap.until else [])])


@lru_cache(maxsize=4096)
def _with(leaf: Leaf, changes: tuple[Change, ...]) -> Leaf:
    for change in changes:
        leaf = replace(
            leaf,
            because=(*leaf.because, *([change.because.strip()] if change.because else [])),
            prepare=leaf.prepare if change.prepare is None else change.prepare,
            fit=leaf.fit if change.fit is None else change.fit,
            arguments={**leaf.arguments, **change.arguments},
        )
    return leaf


def _dated(rules: Rules, leaf: Leaf, release: str = "") -> Iterator[str]:
    """The traps of a leaf's loss and metrics that only some releases have, or only those of `release`."""
    for entry in (rules.losses[leaf.recommend.loss], *(rules.metrics[name] for name in leaf.metrics)):
        for trap in entry.goes_wrong:
            if (trap.since or trap.until) and (not release or concerns(trap, release)):
                yield f"{span(trap)}, {entry.keras}, {trap.what}: {trap.because}"


def _release(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".")[:2])


def _judge_counts(given: Mapping[str, Answer]) -> None:
    """Counts must go with the number of classes."""
    if "counts" not in given:
        return
    counted, classes = len(numbers(str(given["counts"]))), given.get("classes", 2)
    if counted != classes:
        raise AdvisorError(f"--counts names {counted} classes, and there are {classes}")
