"""Lists and fields on a terminal, with the keys that a person presses."""

from __future__ import annotations

from itertools import groupby

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from lossadvisor.cli.listing import Listing
from lossadvisor.cli.painting import rows_of
from lossadvisor.cli.prompts import TerminalPrompter
from lossadvisor.interview.interview import interview
from lossadvisor.interview.options import Option
from lossadvisor.interview.putting import BACK
from tests.shipped import RULES

ENTER, UP, DOWN, LEFT, ESCAPE = "\r", "\x1b[A", "\x1b[B", "\x1b[D", "\x1b"
CTRL_C, CTRL_D, CTRL_U = "\x03", "\x04", "\x15"
OPTIONS = [
    Option("one", "one-hot", "rows", "[0, 1]"),
    Option("two", "integer", "numbers"),
    Option("", "show", "all"),
]
CLASSES = RULES.questions["classes"]


def pressed(keys: str, ask):
    """What comes of `keys` pressed while `ask` asks."""
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):
        keyboard.send_text(keys + CTRL_C)  # leaves where the keys were not enough
        return ask(TerminalPrompter())


def chosen(keys: str, default=None, back=False):
    return pressed(keys, lambda prompter: prompter.choose("Which?", OPTIONS, default, back=back))


def numbered(keys: str, default=None, back=False):
    return pressed(keys, lambda prompter: prompter.value(CLASSES, default, back=back))


def typed(name: str, keys: str, default=None, back=False):
    return pressed(keys, lambda prompter: prompter.value(RULES.questions[name], default, back=back))


@pytest.mark.parametrize(
    ("name", "keys", "found"),
    [
        ("low", "-1.50", -1.5),
        ("low", "abc" + ENTER + "\x7f" * 3 + "3", 3),
        ("quantiles", "0.9, 0.1", "0.1,0.9"),
        ("quantiles", "50" + ENTER + "\x7f" * 2 + "0.5", "0.5"),
        ("counts", "900 100", "900,100"),
        ("keras", "2.4" + ENTER + "\x7f" * 3 + "3.12.1", "3.12"),
        ("positive-rate", ".01", 0.01),
        ("heads", "a: binary, b: binary", "a: binary, b: binary"),
    ],
)
def test_decimals_lists_and_releases_are_checked_before_they_are_taken(name, keys, found):
    assert typed(name, keys + ENTER) == found


@pytest.mark.parametrize("name", ["low", "quantiles", "counts", "keras"])
def test_any_field_can_be_left_and_takes_its_default(name):
    example = RULES.questions[name].example
    assert typed(name, ESCAPE, back=True) is BACK
    assert str(typed(name, ENTER, default=example)) == example


GROUPED = [
    Option("one", "one", "first", "a, b", "Common"),
    Option("two", "two", "second", "", "Common"),
    Option("three", "three", "third", "sand, silt", "Rare", ("tertiary", "ternary")),
    Option("four", "four", "fourth"),
]


def grouped(keys: str):
    return pressed(keys, lambda prompter: prompter.choose("Which?", GROUPED, None, back=False))


def test_a_heading_is_passed_over():
    assert grouped(ENTER) == "one", "the first line is a heading, which nobody can choose"
    assert grouped(DOWN + DOWN + ENTER) == "three"
    assert grouped(DOWN + DOWN + DOWN + ENTER) == "four"
    assert grouped(UP + ENTER) == "four"


@pytest.mark.parametrize("words", ["third", "silt", "ternary", "THREE"])
def test_a_choice_is_found_by_what_it_says_its_example_and_its_other_names(words):
    assert grouped(words + ENTER) == "three"


@pytest.mark.parametrize("keys", ["zzz", "rare"])
def test_what_stands_nowhere_in_the_list_cannot_be_taken(keys):
    assert grouped(keys + ENTER + "\x7f" * len(keys) + "silt" + ENTER) == "three"


@pytest.mark.parametrize("keys", ["zzz" + DOWN + UP, "zzz" + ENTER])
def test_words_that_fit_nothing_are_cleared_at_once(keys):
    assert grouped(keys + CTRL_U + DOWN + ENTER) == "two"


def test_the_best_line_stands_first_and_one_moves_among_those_found():
    both = [
        Option("a", "a", words=("price tag",)),
        Option("b", "b", words=("price",)),
        Option("c", "c"),
    ]

    def among(keys: str):
        return pressed("price" + keys + ENTER, lambda each: each.choose("Which?", both, None, back=False))

    assert among("") == "b"
    assert among(DOWN) == "a"
    assert among(DOWN + DOWN) == "b"
    assert among(DOWN + UP) == "b"


def test_after_a_search_that_is_taken_back_the_first_choice_is_taken_and_no_heading():
    assert grouped("rare" + "\x7f" * 4 + ENTER) == "one"


def test_what_stands_in_a_list_is_cut_to_the_width_and_still_found():
    long = Option("long", "long", "many words " * 20 + "needle", "", "Rare")
    *_, line = rows_of(Listing([*GROUPED, long]), 40, 20)
    text = "".join(part for _, part in line)
    assert len(text) <= 40
    assert text.endswith("…")
    found = pressed("needle" + ENTER, lambda each: each.choose("Which?", [*GROUPED, long], None, back=False))
    assert found == "long"


def test_tasks_stand_under_the_headings_of_the_rules():
    question = RULES.questions["task"]
    headings = [choice.group for choice in question.choices.values()]
    grouped_ = [key for key, _ in groupby(headings)]
    assert len(set(grouped_)) == len(grouped_), "each heading once"
    order = [group.says for group in RULES.groups.values()]
    assert [order.index(heading) for heading in grouped_] == sorted(map(order.index, grouped_))
    assert all(headings)


def test_a_list_is_moved_in_and_confirmed():
    assert chosen(ENTER) == "one"
    assert chosen(DOWN + ENTER) == "two"
    assert chosen(DOWN + DOWN + UP + ENTER) == "two"
    assert chosen(DOWN + DOWN + ENTER) == ""


def test_the_suggestion_is_where_one_begins():
    assert chosen(ENTER, default="two") == "two"
    assert chosen(ENTER, default="") == ""


def test_typing_finds_a_choice():
    assert chosen("integ" + ENTER) == "two"


@pytest.mark.parametrize("keys", [ESCAPE, LEFT, "rows" + ESCAPE + ESCAPE])
def test_a_list_has_two_ways_back(keys):
    """Esc and Left; where something is typed Esc takes that back first."""
    assert chosen(keys, back=True) is BACK


def test_without_a_way_back_the_same_keys_do_nothing():
    assert chosen(LEFT + ENTER) == "one"
    assert chosen(UP + ENTER) == ""


def test_a_number_is_typed_and_checked_before_it_is_taken():
    assert numbered("672" + ENTER) == 672
    assert numbered("1" + ENTER + "0" + ENTER) == 10
    assert numbered("x" + ENTER + "\x7f7" + ENTER) == 7


def test_enter_takes_the_default_and_typing_replaces_it():
    assert numbered(ENTER, default=42) == 42
    assert numbered("7" + ENTER, default=42) == 7


def test_escape_goes_back_from_a_field_and_left_moves_in_it():
    assert numbered(ESCAPE, back=True) is BACK
    assert numbered("2" + LEFT + "1" + ENTER, back=True) == 12


def test_a_name_is_typed_or_taken_as_suggested():
    assert pressed(ENTER, lambda prompter: prompter.file("Save as", "head.py")) == "head.py"
    assert pressed("x" + ENTER, lambda prompter: prompter.file("Save as", "head.py")) == "x"
    assert pressed(ESCAPE, lambda prompter: prompter.file("Save as", "head.py")) is BACK


def test_what_is_typed_of_the_name_of_a_file_can_be_taken_back():
    assert pressed("old\x15new" + ENTER, lambda prompter: prompter.file("Save as", "head.py")) == "new"


def test_a_name_of_an_output_is_typed_or_taken_as_suggested():
    assert pressed(ENTER, lambda prompter: prompter.text("Name", "price")) == "price"
    assert pressed("x" + ENTER, lambda prompter: prompter.text("Name", "price")) == "x"
    assert pressed(ESCAPE, lambda prompter: prompter.text("Name", "price")) is BACK


@pytest.mark.parametrize(("key", "leaving"), [(CTRL_C, KeyboardInterrupt), (CTRL_D, EOFError)])
def test_every_prompt_can_be_left(key, leaving):
    for ask in (
        lambda prompter: prompter.choose("Which?", OPTIONS, None, back=True),
        lambda prompter: prompter.value(CLASSES, None, back=True),
        lambda prompter: prompter.file("Save as", "head.py"),
        lambda prompter: prompter.text("Name", "price"),
    ):
        with pytest.raises(leaving):
            pressed(key, ask)


def test_ctrl_c_leaves_whatever_is_typed_and_ctrl_d_deletes_a_letter():
    with pytest.raises(KeyboardInterrupt):
        numbered("12" + CTRL_C)
    assert numbered("312" + LEFT + CTRL_D + ENTER) == 31
    assert numbered("312" + CTRL_D + ENTER) == 312, "there is no letter behind the last"
    with pytest.raises(EOFError):
        numbered("3\x7f" + CTRL_D)


def test_an_interview_with_the_keyboard_alone():
    """Multilabel by two steps down, 672 typed, defaults taken, then the review."""
    keys = DOWN + DOWN + ENTER + "672" + ENTER + ENTER + ENTER + ENTER + ENTER
    found = pressed(keys, lambda prompter: interview(RULES, {}, prompter))
    assert found == {
        "task": "multilabel", "classes": 672, "labels": "multi-hot", "data": "plain", "goal": "probabilities",
    }  # fmt: skip


def test_an_interview_about_several_outputs_with_the_keyboard_alone():
    """Two names, a head for each out of a list, an empty name to end; then the review."""
    head = "yes or no" + ENTER + "soft" + ENTER + ENTER
    keys = f"several-outputs{ENTER}{ENTER}a{ENTER}{head}b{ENTER}{head}{ENTER}{ENTER}"
    found = pressed(keys, lambda prompter: interview(RULES, {}, prompter))
    assert found.pop("dependence") == "none"
    assert found == {"task": "several-outputs", "heads": "a: binary labels=soft, b: binary labels=soft"}


def test_an_interview_with_decimals_and_a_way_back():
    """The lower end is typed, Esc goes back to it from the upper one, and it stands there to be changed."""
    said = {"task": "bounded", "bounds": "quantity", "outputs": 1}
    keys = "10" + ENTER + ESCAPE + ENTER + "99.5" + ENTER + ENTER
    found = pressed(keys, lambda prompter: interview(RULES, said, prompter))
    assert found == {**said, "low": 10, "high": 99.5}


def test_an_interview_that_ends_in_a_stop():
    keys = "2" + ENTER + ENTER
    found = pressed(keys, lambda prompter: interview(RULES, {"task": "ordinal"}, prompter))
    assert found == {"task": "ordinal", "classes": 2}


def test_an_interview_forwards_and_back():
    keys = ENTER + ENTER + LEFT + LEFT + DOWN + DOWN + DOWN + ENTER + "\r" * 9
    found = pressed(keys, lambda prompter: interview(RULES, {}, prompter))
    assert found["task"] == "regression"
