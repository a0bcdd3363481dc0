"""Every text of the rules that stands for something is judged, by what the type of its field says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from lossadvisor.rulebook.complaints import Complaints
from lossadvisor.rulebook.fields import Text, fields_of, texts
from lossadvisor.rulebook.heads import Pair
from lossadvisor.rulebook.leaves import Change, Leaf, Nearest, Overlay, Stop
from lossadvisor.rulebook.record import Record
from lossadvisor.rulebook.references import faults, judge
from lossadvisor.rulebook.rules import FACTS
from tests.shipped import ENDS, LEAVES, RULES

WRONG = {"names": "zzz", "python": "x = = y", "release": "soon", "braces": "{zzz}", "size": "zzz"}
TOLD = {
    "names": "called 'zzz'",
    "python": "is not",
    "release": "is not a release",
    "braces": "'{zzz}' stands",
}


def records() -> Iterator[Record]:
    for name in FACTS:
        yield from getattr(RULES, name).values()
    yield from ENDS


def spoiled(value, trail, text: Text, says: str):
    """`value` with `says` in the place of the text at `trail` below it."""
    if isinstance(value, Pair):
        parts = {"activations": f"{says} with {value.loss}", "losses": f"{value.activation} with {says}"}
        return Pair(parts[text.means["names"]])
    if not trail:
        return says
    first, *rest = trail
    if isinstance(value, Record):
        name = next(each.name for each in fields_of(type(value)) if each.encode_name == first)
        return replace(value, **{name: spoiled(getattr(value, name), rest, text, says)})
    if isinstance(value, tuple):
        return tuple(
            spoiled(each, rest, text, says) if at == first else each for at, each in enumerate(value)
        )
    if not rest and (str(value[first]) != text.says or text.means.get("python") == "name"):  # a key
        return {says if key == first else key: each for key, each in value.items()}
    return {key: spoiled(each, rest, text, says) if key == first else each for key, each in value.items()}


def each_kind() -> Iterator:
    """One text for each key of each kind of record, wherever it stands."""
    seen = set()
    for record in records():
        for text in texts(record):
            keys = tuple(step for step in text.trail if isinstance(step, str))
            kind = (type(record), keys[0], keys[-1], len(keys), *sorted(text.means))
            if kind not in seen and set(text.means) & set(TOLD):
                seen.add(kind)
                yield pytest.param(record, text, id=f"{type(record).__name__} {'>'.join(keys)}")


@pytest.mark.parametrize(("record", "text"), list(each_kind()))
def test_a_text_that_stands_for_nothing_is_told_with_its_place(record, text):
    for meaning, told in TOLD.items():
        if meaning not in text.means:
            continue
        wrong = "a b" if text.means[meaning] == "name" else WRONG[meaning]
        if text.means.get("joined"):
            wrong = f"{text.says} or {wrong}"
        found = list(faults(RULES, spoiled(record, text.trail, text, wrong)))
        assert any(told in says for _, says in found), (text, found)
        keys = text.trail[:-1] if text.trail[-1] == text.says else text.trail
        assert all(trail[: len(keys)] == keys for trail, _ in found), "and nothing else is wrong"


def test_the_shipped_rules_have_no_such_text():
    assert [fault for record in records() for fault in faults(RULES, record)] == []


def test_an_unknown_name_is_told_with_its_file_and_the_nearest_known_one():
    loss = RULES.losses["hinge"]
    rules = replace(RULES, losses={**RULES.losses, "hinge": replace(loss, seeks="rael")})
    complaints = Complaints()
    judge(rules, complaints)
    (complaint,) = complaints.found
    assert (complaint.file, complaint.trail) == ("losses.yaml", "hinge > seeks")
    assert complaint.says == "there is no space called 'rael'; did you mean 'real'?"


def test_what_may_be_empty_says_nothing_and_what_must_be_there_is_judged():
    leaf = LEAVES[0]
    for key in ("after", "answers", "back", "prepare"):
        assert list(faults(RULES, replace(leaf, **{key: ""}))) == [], key
    for key in ("layer", "labels"):
        assert [trail for trail, _ in faults(RULES, replace(leaf, **{key: ""}))] == [(key,)]
    taken_away = Change(after="", answers="", prepare="", fit={})
    assert list(faults(RULES, taken_away)) == []


def test_a_task_that_comes_near_is_known():
    stop = Stop(where="a", stop="No.", because=(), nearest=(Nearest(task="zzz", loses="all"),))
    assert [trail for trail, _ in faults(RULES, stop)] == [("nearest", 0, "task")]


def test_every_key_of_an_overlay_is_one_of_a_leaf():
    """So a new key of a leaf stands in two records and where it is used, and nowhere else."""
    assert set(Overlay.__struct_fields__) < set(Leaf.__struct_fields__)
    for each in fields_of(Overlay):
        assert each.default is None
