"""A folder of files becomes rules: what stands in a file is found again, and nothing is lost."""

from __future__ import annotations

import pytest
import yaml

from lossadvisor.errors import AdvisorError
from lossadvisor.interview.walk import arrival
from lossadvisor.rulebook.folder import FACTS
from lossadvisor.rulebook.leaves import Fork
from lossadvisor.rulebook.loading import load
from tests.running import CASES
from tests.shipped import RULES


def plain(file: str):
    with open(f"{RULES.folder}/{file}", encoding="utf-8") as text:
        return yaml.safe_load(text)


@pytest.mark.parametrize("facts", FACTS)
def test_every_entry_of_a_file_is_read(facts):
    read = dict(getattr(RULES, facts))
    read.pop("task", None)  # made from the task files
    assert list(read) == list(plain(f"{facts}.yaml"))
    assert all(entry.name == name for name, entry in read.items())


def test_every_task_file_is_a_task_and_a_choice():
    assert set(RULES.questions["task"].choices) == set(RULES.tasks)
    for task in RULES.tasks.values():
        said = plain(f"tasks/{task.name}.yaml")
        assert (task.says, task.example) == (said["says"], said["example"])
        assert RULES.questions["task"].choices[task.name].says == said["says"]
        assert len(task.examples) == len(said["examples"])


def test_the_task_is_asked_first_and_then_the_number_of_units():
    assert RULES.tree.ask == "task"
    for task in RULES.tasks.values():
        node = RULES.tree.follow(task.name)
        assert isinstance(node, Fork)
        if isinstance(task.units, str):
            assert node.ask == task.units


def test_thresholds_of_a_number_that_was_asked_already_are_kept():
    small = load(CASES / "small")
    few, many = (arrival(small, {"task": "measure", "size": size}).stop for size in (9, 10))
    assert few is not many


def test_a_file_about_packages_of_which_no_sense_can_be_made_is_a_complaint(small):
    (small / "keras-layers.yaml").write_text("Dense: [", "utf-8")
    with pytest.raises(AdvisorError, match=r"keras-layers\.yaml:\d"):
        load(small)


def test_every_fact_can_be_looked_up():
    for facts in ("activations", "losses", "metrics", "labels"):
        for entry in getattr(RULES, facts).values():
            assert entry.sources, entry.name


def test_no_name_is_one_that_yaml_reads_as_a_truth():
    for facts in (*FACTS, "tasks"):
        for name in getattr(RULES, facts):
            assert yaml.safe_load(name) == name
            assert name == name.lower()
