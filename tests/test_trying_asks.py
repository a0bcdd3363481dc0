"""What labels leave open: asked of somebody on a terminal, and refused where nobody is."""

from __future__ import annotations

import pytest

from lossadvisor.cli import ask, trying
from lossadvisor.data.answering import Unsettled
from lossadvisor.trying.opening import opened_for
from lossadvisor.trying.records import Run, Setup, Wanted
from lossadvisor.trying.telling import outline
from lossadvisor.trying.trial import trial
from tests.shipped import RULES

pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")


@pytest.fixture
def grades(tmp_path) -> Wanted:
    """Labels that may be grades, classes or a count."""
    table = tmp_path / "wines.csv"
    table.write_text("a,quality\n" + "".join(f"{number / 7},{3 + number % 5}\n" for number in range(100)))
    return Wanted((str(table),), "quality")


def test_what_labels_leave_open_is_asked_with_what_they_suggest(grades, monkeypatch):
    asked = []

    def told_by(rules, given, looked, told):
        asked.append((dict(given), looked.seen(rules.tree).answer, told))
        return {"task": "ordinal", "classes": 5, "labels": "integer-from-any"}

    monkeypatch.setattr(trying, "attended", lambda: True)
    monkeypatch.setattr(ask, "told_by", told_by)
    found = trying._opened(RULES, {}, grades)
    ((given, suggested, told),) = asked
    assert (given, suggested) == ({}, "ordinal")
    assert "quality may be" in told
    assert found.advice.answers["task"] == "ordinal"


def test_nothing_is_asked_where_answers_say_enough(grades, monkeypatch):
    monkeypatch.setattr(trying, "attended", lambda: True)
    monkeypatch.setattr(ask, "told_by", lambda *_: pytest.fail("nothing is left to ask"))
    assert (
        trying._opened(RULES, {"task": "ordinal", "classes": 5}, grades).advice.answers["task"] == "ordinal"
    )


def test_off_a_terminal_it_is_refused(grades, monkeypatch):
    monkeypatch.setattr(trying, "attended", lambda: False)
    with pytest.raises(Unsettled, match="quality may be"):
        trying._opened(RULES, {}, grades)


@pytest.fixture
def gaps(tmp_path) -> Wanted:
    """Class numbers from 3 on: how many classes there are, other rows might tell."""
    table = tmp_path / "wines.csv"
    table.write_text("a,quality\n" + "".join(f"{number / 7},{3 + number % 5}\n" for number in range(100)))
    return Wanted((str(table),), "quality")


@pytest.mark.parametrize("task", ["ordinal", "multiclass"])
def test_the_classes_that_occur_are_taken_and_named_since_a_trial_has_no_others(gaps, task):
    found = opened_for(RULES, {"task": task}, gaps)
    assert found.advice.answers["classes"] == len(found.problem.target.levels) == 5
    assert found.taken == {"classes": "5 different numbers occur, from 3 to 7"}

    made = trial(found, gaps, Setup(splits=2), [Run(each.name, 0, 0) for each in found.rivals], 99)
    assumed = next(each for each in outline(made).sections if each.title == "Assumed")
    assert assumed.blocks[0].rows == (("--classes 5", found.taken["classes"]),)


def test_classes_that_somebody_names_are_not_assumed(gaps):
    found = opened_for(RULES, {"task": "ordinal", "classes": 5}, gaps)
    made = trial(found, gaps, Setup(splits=2), [Run(each.name, 0, 0) for each in found.rivals], 99)
    assert found.taken == {}
    assert "Assumed" not in [each.title for each in outline(made).sections]


def test_what_has_several_sensible_answers_is_refused(tmp_path):
    table = tmp_path / "shares.csv"
    table.write_text("a,y\n" + "".join(f"{number / 7},{number / 100:.2f}\n" for number in range(1, 100)))
    with pytest.raises(Unsettled, match="--share-of"):
        opened_for(RULES, {"task": "proportion"}, Wanted((str(table),), "y"))
