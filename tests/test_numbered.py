"""Questions line by line: every way to answer is understood, nothing is repainted."""

from __future__ import annotations

from io import StringIO

import pytest

from lossadvisor.cli.numbered import NumberedPrompter
from lossadvisor.interview.options import Option
from lossadvisor.interview.putting import BACK
from tests.shipped import RULES

OPTIONS = [Option("one", "one-hot", "rows", "[0, 1]"), Option("two", "integer", "numbers")]


GROUPED = [
    Option("one", "one", "first", "a, b", "Common"),
    Option("two", "two", "second", "", "Common"),
    Option("three", "three", "third", "c", "Rare", "tertiary"),
    Option("four", "four", "fourth"),
]


def asked(*lines: str, ask="choose", default=None, back=False, options=OPTIONS):
    """What comes of `lines` typed, and what was shown."""
    shown = StringIO()
    prompter = NumberedPrompter(StringIO("".join(f"{line}\n" for line in lines)), shown)
    if ask == "number":
        return prompter.value(RULES.questions["classes"], default, back=back), shown.getvalue()
    if ask in RULES.questions:
        return prompter.value(RULES.questions[ask], default, back=back), shown.getvalue()
    if ask == "text":
        return prompter.text("Save as", default), shown.getvalue()
    return prompter.choose("Which?", options, default, back=back), shown.getvalue()


@pytest.mark.parametrize("typed", ["1", " 1 ", "one-hot", "ONE_HOT", "onehot"])
def test_a_choice_is_typed_as_a_number_or_a_name(typed):
    found, shown = asked(typed)
    assert found == "one"
    assert "1. one-hot: rows (e.g. [0, 1])" in shown


@pytest.mark.parametrize("typed", ["0", "3", "-1", "three", "999999999999", "²", "", "b"])
def test_what_is_not_in_the_list_is_asked_again(typed):
    found, shown = asked(typed, "2")
    assert found == "two"
    assert shown.count("type a number from 1 to 2") == 1


def test_words_that_are_no_name_bring_the_lines_that_they_may_mean():
    found, shown = asked("rows", "1")
    assert found == "one"
    assert "'rows' may be:\n  1. one-hot: rows\n" in shown


def test_another_name_of_a_choice_chooses_it():
    options = [Option("one", "one-hot", also=("categorical",)), Option("two", "integer")]
    shown = StringIO()
    prompter = NumberedPrompter(StringIO("Categorical\n"), shown)
    assert prompter.choose("Which?", options, None, back=False) == "one"


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


@pytest.mark.parametrize(
    ("ask", "typed", "found"),
    [("low", "-1.50", -1.5), ("low", "3", 3), ("quantiles", "0.9, 0.1", "0.1,0.9"),
     ("counts", "900 100", "900,100"), ("keras", "3.12.1", "3.12"), ("positive-rate", ".01", 0.01),
     ("heads", "a: binary,  b: binary", "a: binary, b: binary")],
)  # fmt: skip
def test_decimals_lists_and_releases_are_typed_as_they_are_on_the_command_line(ask, typed, found):
    answer, shown = asked(typed, ask=ask)
    assert answer == found
    assert RULES.questions[ask].asks in shown
    assert f"such as {RULES.questions[ask].example}" in shown


@pytest.mark.parametrize(
    ("ask", "wrong", "told"),
    [("low", "abc", "takes a number"), ("quantiles", "50", "50 % is 0.5"), ("quantiles", "", "takes numbers"),
     ("counts", "1.5,2", "takes whole numbers"), ("keras", "2.4", "these rules are about Keras 3"),
     ("positive-rate", "2", "2 % is 0.02")],
)  # fmt: skip
def test_what_is_no_such_answer_is_told_and_asked_again(ask, wrong, told):
    right = RULES.questions[ask].example
    answer, shown = asked(wrong, right, ask=ask)
    assert str(answer) == right
    assert told in shown
    assert RULES.questions[ask].option not in shown, "no option was typed"


@pytest.mark.parametrize("ask", ["low", "quantiles", "counts", "keras"])
def test_one_goes_back_from_any_field(ask):
    assert asked("b", ask=ask, back=True)[0] is BACK
    assert asked("", ask=ask, default=RULES.questions[ask].example)[0] == RULES.questions[ask].example


def test_headings_stand_above_what_belongs_to_them_and_numbers_go_on():
    found, shown = asked("3", options=GROUPED)
    assert found == "three"
    lines = [line.rstrip() for line in shown.splitlines()]
    assert lines[1:-1] == [
        "Which?", " Common", "  1. one: first (e.g. a, b)", "  2. two: second", " Rare",
        "  3. three: third (e.g. c)", "", "  4. four: fourth",
    ]  # fmt: skip
    assert asked("four", options=GROUPED)[0] == "four"


@pytest.mark.parametrize("ask", ["choose", "number", "text", "low", "quantiles"])
def test_the_end_of_input_leaves(ask):
    with pytest.raises(EOFError):
        asked(ask=ask)


def test_nothing_is_repainted():
    assert "\x1b" not in asked("9", "1", back=True)[1]
