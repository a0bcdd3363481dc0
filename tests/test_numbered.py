"""Questions line by line: every way to answer is understood, nothing is repainted."""

from __future__ import annotations

from io import StringIO

import pytest

from lossadvisor.interview import BACK, Option
from lossadvisor.numbered import NumberedPrompter
from tests.shipped import RULES

OPTIONS = [Option("one", "one-hot", "rows", "[0, 1]"), Option("two", "integer", "numbers")]


def asked(*lines: str, ask="choose", default=None, back=False):
    """What comes of `lines` typed, and what was shown."""
    shown = StringIO()
    prompter = NumberedPrompter(StringIO("".join(f"{line}\n" for line in lines)), shown)
    if ask == "number":
        return prompter.number(RULES.questions["classes"], default, back=back), shown.getvalue()
    if ask == "text":
        return prompter.text("Save as", default), shown.getvalue()
    return prompter.choose("Which?", OPTIONS, default, back=back), shown.getvalue()


@pytest.mark.parametrize("typed", ["1", " 1 ", "one-hot", "ONE_HOT", "onehot"])
def test_a_choice_is_typed_as_a_number_or_a_name(typed):
    found, shown = asked(typed)
    assert found == "one"
    assert "1. one-hot: rows (e.g. [0, 1])" in shown


@pytest.mark.parametrize("typed", ["0", "3", "-1", "three", "999999999999", "²", "", "b"])
def test_what_is_not_in_the_list_is_asked_again(typed):
    found, shown = asked(typed, "2")
    assert found == "two"
    assert shown.count("is not in the list") == 1


def test_enter_takes_what_is_suggested():
    assert asked("", default="two")[0] == "two"
    assert "Enter for integer" in asked("", default="two")[1]
    assert asked("", ask="number", default=7)[0] == 7
    assert asked("", ask="text", default="head.py")[0] == "head.py"


@pytest.mark.parametrize("typed", ["b", "B", "back", "\x1b"])
def test_one_goes_back_where_there_is_a_way_back(typed):
    assert asked(typed, back=True)[0] is BACK
    assert asked(typed, ask="number", back=True)[0] is BACK
    assert "b for back" in asked(typed, back=True)[1]
    assert asked(typed, "1")[0] == "one"


def test_a_number_is_checked_and_asked_again():
    found, shown = asked("many", "1", "2.5", "672", ask="number")
    assert found == 672
    assert shown.count("takes a whole number") == 2
    assert "use --task binary" in shown
    assert "--classes" not in shown, "no option was typed"


@pytest.mark.parametrize("ask", ["choose", "number", "text"])
def test_the_end_of_input_leaves(ask):
    with pytest.raises(EOFError):
        asked(ask=ask)


def test_nothing_is_repainted():
    assert "\x1b" not in asked("9", "1", back=True)[1]
