"""Lists and fields on a terminal, with the keys that a person presses."""

from __future__ import annotations

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from lossadvisor.interview import BACK, Option, interview
from lossadvisor.prompts import TerminalPrompter
from tests.shipped import RULES

ENTER, UP, DOWN, LEFT, ESCAPE, CTRL_C, CTRL_D = "\r", "\x1b[A", "\x1b[B", "\x1b[D", "\x1b", "\x03", "\x04"
OPTIONS = [
    Option("one", "one-hot", "rows", "[0, 1]"),
    Option("two", "integer", "numbers"),
    Option("", "show", "all"),
]
CLASSES = RULES.questions["classes"]


def pressed(keys: str, ask):
    """What comes of `keys` pressed while `ask` asks."""
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):
        keyboard.send_text(keys + CTRL_D)  # leaves where the keys were not enough
        return ask(TerminalPrompter())


def chosen(keys: str, default=None, back=False):
    return pressed(keys, lambda prompter: prompter.choose("Which?", OPTIONS, default, back=back))


def numbered(keys: str, default=None, back=False):
    return pressed(keys, lambda prompter: prompter.number(CLASSES, default, back=back))


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


@pytest.mark.parametrize("keys", [ESCAPE, LEFT, UP + ENTER])
def test_a_list_has_three_ways_back(keys):
    """Esc, Left, and the last line, which is one up from the first."""
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
    assert pressed(ENTER, lambda prompter: prompter.text("Save as", "head.py")) == "head.py"
    assert pressed("x" + ENTER, lambda prompter: prompter.text("Save as", "head.py")) == "x"
    assert pressed(ESCAPE, lambda prompter: prompter.text("Save as", "head.py")) is BACK


@pytest.mark.parametrize(("key", "leaving"), [(CTRL_C, KeyboardInterrupt), (CTRL_D, EOFError)])
def test_every_prompt_can_be_left(key, leaving):
    for ask in (
        lambda prompter: prompter.choose("Which?", OPTIONS, None, back=True),
        lambda prompter: prompter.number(CLASSES, None, back=True),
        lambda prompter: prompter.text("Save as", "head.py"),
    ):
        with pytest.raises(leaving):
            pressed(key, ask)
        with pytest.raises(leaving):
            pressed("ab" + key, ask)  # text that was typed does not keep anybody


def test_an_interview_with_the_keyboard_alone():
    """Multilabel by two steps down, 672 typed, defaults taken, then the review."""
    keys = DOWN + DOWN + ENTER + "672" + ENTER + ENTER + ENTER + ENTER
    found = pressed(keys, lambda prompter: interview(RULES, {}, prompter))
    assert found == {"task": "multilabel", "classes": 672, "labels": "multi-hot", "data": "plain"}


def test_an_interview_forwards_and_back():
    keys = ENTER + ENTER + LEFT + LEFT + DOWN + DOWN + DOWN + ENTER + "\r" * 9
    found = pressed(keys, lambda prompter: interview(RULES, {}, prompter))
    assert found["task"] == "regression"
