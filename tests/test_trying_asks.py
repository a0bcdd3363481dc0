"""What labels leave open: asked of somebody on a terminal, and refused where nobody is."""

from __future__ import annotations

import pytest

from lossadvisor.cli import ask, trying
from lossadvisor.data.answering import Unsettled
from lossadvisor.trying.records import Wanted
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
