"""Rule files judged: every mistake gets a complaint that tells file, line and the way out."""

from __future__ import annotations

import pytest

from lossadvisor.advice.examples import complaints
from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.shipped import shipped
from tests.running import CASES, cases, ran

BAD = cases("bad_rules")


def spoil(folder, case) -> str:
    """Do to `folder` what `case` tells; the name of the file where the complaint belongs."""
    path = folder / case["file"]
    text = path.read_text("utf-8")
    assert "write" in case or text.count(case["change"]) == 1, "the change must hit one place"
    path.write_text(case["write"] if "write" in case else text.replace(case["change"], case["to"]), "utf-8")
    for name, content in case.get("beside", {}).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    return case.get("complains_in", case["file"])


@pytest.mark.parametrize("folder", [shipped(), CASES / "small"], ids=["shipped", "small"])
def test_nothing_is_wrong_with_rules_that_are_right(folder):
    assert complaints(str(folder)) == []


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["name"])
def test_what_is_wrong_is_told_with_file_and_line(case, small):
    file = spoil(small, case)
    found = complaints(str(small))
    fitting = [
        each for each in found
        if each.file == file
        and each.line == case.get("line", 0)
        and all(word in str(each) for word in case.get("words", ()))
    ]  # fmt: skip
    assert fitting, "\n".join(map(str, found))
    assert not any("\n" in str(each) for each in found)


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["name"])
def test_rules_with_a_mistake_recommend_nothing(case, small):
    spoil(small, case)
    if "example" in case["name"] or "untested" in case["name"]:
        load(small)  # examples are run by validate; they do not decide what is recommended
        return
    with pytest.raises(AdvisorError) as refusal:
        load(small)
    assert "\n" not in str(refusal.value)
    assert str(small) in str(refusal.value)


def test_validate_prints_a_line_for_each_complaint_and_exits_2(small):
    for case in BAD[:1]:
        spoil(small, case)
    (small / "losses.yaml").write_text("", "utf-8")
    done = ran("validate", str(small))
    assert done.code == 2
    assert len(done.out.splitlines()) == len(complaints(str(small)))
    assert "questions.yaml:11:" in done.out
    assert "losses.yaml" in done.out


def test_validate_of_the_shipped_rules_exits_0():
    done = ran("validate")
    assert (done.code, done.err) == (0, "")
    assert done.out.count("\n") == 1


def test_complaints_stand_in_the_order_of_files_and_lines(small):
    for case in (
        case
        for case in BAD
        if case["name"] in ("an unknown space", "an unknown link", "a number where a word should be")
    ):
        spoil(small, case)
    found = [(each.file, each.line) for each in complaints(str(small))]
    assert found == sorted(found)
    assert found


def test_without_task_files_there_is_nothing_to_recommend(small):
    for file in (small / "tasks").iterdir():
        file.unlink()
    assert any("no task file" in str(each) for each in complaints(str(small)))
