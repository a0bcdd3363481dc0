"""Eight tasks by keys on a terminal of 80 columns and 24 rows: forwards, back to the start, and again."""

from __future__ import annotations

import re

import pexpect
import pytest

from lossadvisor import recommend
from lossadvisor.rulebook.contract import UNSURE
from tests.shipped import RULES
from tests.test_terminal import ENTER, ESCAPE, NEXT, REVIEW, Terminal

HINT = "↑↓ move"
WALKS = [
    {"task": "binary", "labels": "zero-one", "data": "plain", "goal": "probabilities"},
    {"task": "multiclass", "classes": 10, "labels": "one-hot", "data": "plain", "goal": "accuracy"},
    {"task": "multilabel", "classes": 672, "labels": "multi-hot", "data": "plain", "goal": "probabilities"},
    {"task": "regression", "outputs": 1, "range": "any", "data": "plain", "goal": "median"},
    {"task": "ordinal", "classes": 5, "order": "ordered", "labels": "integer"},
    {"task": "quantile", "range": "any", "quantiles": "0.1,0.9", "outputs": 1},
    {"task": "segmentation", "annotation": "region", "labels": "mask", "region-size": "large"},
    {"task": "survival", "censoring": "later", "intervals": 10},
]  # fmt: skip


def asked(answers: dict) -> list[tuple[str, str]]:
    """Each question in the order in which it is asked, with what is typed."""
    from lossadvisor.interview.interview import interview
    from tests.scripted import SHOW, Script

    names = {question.asks: name for name, question in RULES.questions.items()}

    class Order(Script):
        def _reply(self, what, offers, default, back):
            self.replies = [answers[names[what]] if what in names else SHOW]
            return super()._reply(what, offers, default, back)

    person = Order()
    interview(RULES, {}, person)
    return [(each.what, str(answers[names[each.what]])) for each in person.asked if each.what in names]


def begins(asks: str) -> str:
    """As much of a question as stands on one line of a screen."""
    return asks[:40]


@pytest.mark.parametrize("answers", WALKS, ids=lambda answers: answers["task"])
def test_eight_tasks_forwards_and_back_and_forwards_again(answers):
    terminal = Terminal("ask", width=80, height=24)
    steps = asked(answers)
    for asks, typed in steps:
        terminal.on(begins(asks), typed + ENTER)
    for asks in (REVIEW, *(each for each, _ in reversed(steps[1:]))):
        terminal.on(begins(asks), ESCAPE)
    for asks, typed in steps:
        terminal.on(begins(asks), typed + ENTER)
    terminal.on(REVIEW, ENTER)
    told = recommend(**answers)
    terminal.child.expect_exact(f"{told.activation} with {told.loss}")
    terminal.on(NEXT, "quit" + ENTER)
    assert terminal.end() == 0


def test_somebody_who_is_sure_of_nothing_but_the_task_gets_code_by_enter_and_not_sure():
    terminal = Terminal("ask", width=80, height=24)
    questions = [RULES.questions[name].asks for name in ("task", "classes", "labels", "data", "goal")]
    for asks, typed in zip(questions, ("multilabel", "", "not sure", "not sure", "not sure"), strict=True):
        terminal.on(begins(asks), typed + ENTER)
    terminal.on(REVIEW, ENTER)
    terminal.child.expect_exact(f"lossadvisor recommend --task multilabel --classes {UNSURE}")
    terminal.on(NEXT, "quit" + ENTER)
    assert terminal.end() == 0


def test_whoever_leaves_is_told_and_the_screen_is_given_back():
    terminal = Terminal("ask", width=80, height=24)
    terminal.on("What do you want", "\x03")
    terminal.child.expect_exact("\x1b[?1049l")
    terminal.child.expect_exact("Cancelled")
    assert terminal.end() == 130


@pytest.mark.parametrize(("width", "height"), [(60, 20), (120, 40)])
def test_a_screen_is_drawn_again_in_another_size(width, height):
    terminal = Terminal("ask", width=80, height=24)
    terminal.child.expect_exact("Ctrl-C leaves")
    terminal.child.setwinsize(height, width)
    terminal.child.expect_exact("What do you want to predict")
    terminal.child.expect_exact("Yes or no for each sample")
    terminal.child.expect(re.escape(HINT))
    terminal.child.sendcontrol("c")
    terminal.child.expect(pexpect.EOF)
