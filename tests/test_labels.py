"""Labels are measured alike by both engines, propose tasks, settle what is beyond doubt, and show traps."""

from __future__ import annotations

import math

import pytest

from lossadvisor.data.answering import answered, suggested
from lossadvisor.data.arrays import labels_of
from lossadvisor.data.disguises import words_of
from lossadvisor.data.proposals import proposals, settled_task, traps
from lossadvisor.data.sources import ArrayTarget
from lossadvisor.data.tables import Table
from lossadvisor.rulebook.evidence import MEASURED
from tests.labelling import LABELS, cell, is_column, labels
from tests.shipped import RULES

COLUMNS = [name for name, said in LABELS.items() if is_column(said)]
OF_TABLES = {"copied", "copies", "shared-rows", "unseen"}


def measured(name):
    said = LABELS[name]
    return labels_of(labels(said), said.get("name", "y"), words=words_of(RULES))


def in_a_table(name, folder):
    path = folder / "labels.csv"
    rows = "\n".join(f'{number},"{cell(each)}"' for number, each in enumerate(labels(LABELS[name])))
    path.write_text(f"row,{LABELS[name].get('name', 'y')}\n{rows}\n", "utf-8")
    return Table(str(path), words_of(RULES)).target(LABELS[name].get("name", "y"))


@pytest.mark.parametrize("name", LABELS)
def test_the_likeliest_task_comes_first(name):
    said, found = LABELS[name], proposals(RULES, measured(name))
    tasks = [each.task for each in found]
    if "first" in said:
        assert tasks[:1] == [said["first"]]
        assert {*tasks[1:]} == {*said.get("also", [])} or "also" not in said
    assert settled_task(found) == (said.get("settled") or "") or "settled" not in said


@pytest.mark.parametrize("name", LABELS)
def test_every_proposal_has_a_reason(name):
    for each in proposals(RULES, measured(name)):
        assert each.reasons
        assert "{" not in "".join((*each.reasons, *each.against))


@pytest.mark.parametrize("name", LABELS)
def test_traps_are_found_and_no_others(name):
    found = measured(name)
    first = next((each.task for each in proposals(RULES, found)), "")
    told = traps(RULES, found, {"task": first} if first else {})
    assert {each.trap for each in told} == {*LABELS[name].get("traps", [])}
    assert "{" not in "".join(each.found + each.fix for each in told)


def test_every_trap_is_met_by_some_labels():
    met = {trap for said in LABELS.values() for trap in said.get("traps", [])}
    of_tables = {each.name for each in RULES.traps.values() if OF_TABLES & each.looks.keys()}
    large = {"an-id", "a-sentence", "a-number-for-each"}
    assert met | of_tables | large | {"percentages"} == {*RULES.traps}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_is_measured_as_an_array_is(name, tmp_path):
    wanted, found = measured(name).facts, in_a_table(name, tmp_path).facts
    assert found.keys() - OF_TABLES == wanted.keys()
    for key, value in wanted.items():
        assert found[key] == value or math.isclose(
            float(found[key]), float(value), rel_tol=1e-6, abs_tol=1e-9
        ), key


@pytest.mark.parametrize("name", LABELS)
def test_all_that_is_measured_has_a_name_in_the_rules(name):
    assert measured(name).facts.keys() <= MEASURED.keys()


@pytest.mark.parametrize("name", [name for name, said in LABELS.items() if "suggests" in said])
def test_what_labels_suggest_is_told_with_the_reason(name):
    said = LABELS[name]
    found = suggested(RULES, measured(name), {"task": said["first"]})
    answers = {
        question: found[question].answer if question in found else None for question in said["suggests"]
    }
    assert answers == said["suggests"]
    assert all(each.because for each in found.values())


@pytest.mark.parametrize("name", [name for name, said in LABELS.items() if "answers" in said])
def test_what_is_beyond_doubt_is_answered_with_the_reason(name):
    said = LABELS[name]
    source = ArrayTarget(labels(said), words=words_of(RULES))
    found = answered(RULES, source, source.labels(), {})
    assert {key: found.answers[key] for key in said["answers"]} == said["answers"]
    assert found.read.keys() >= said["answers"].keys()


@pytest.mark.parametrize(
    ("given", "bars"),
    [([3, 3, 4, 6], [2, 1, 0, 1]), ([0.0, 1.0] * 4, [4, 4]), ([7, 7], []), (range(40), [2] * 20)],
    ids=["few whole", "flags", "one value", "many"],
)
def test_a_histogram_gives_few_whole_numbers_a_bar_each(given, bars):
    assert [each.rows for each in labels_of(list(given)).bars] == bars
