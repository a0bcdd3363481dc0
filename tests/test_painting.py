"""Every screen of an interview at three sizes: keys below, the meaning in sight, nothing beside the edge."""

from __future__ import annotations

import pytest

from lossadvisor.cli.asking import Field, List
from lossadvisor.cli.painting import Place, answered, rows_of
from lossadvisor.interview.options import Option, options_of
from tests.shipped import RULES

SIZES = [(80, 24), (60, 20), (120, 40)]
DONE = tuple((RULES.questions[name].asks, "an answer") for name in ("task", "classes", "labels", "data"))


def lines(painted) -> list[str]:
    return ["".join(text for _, text in line) for line in painted]


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("done", [(), DONE], ids=["first", "later"])
def test_every_question_fits_the_screen_with_its_keys_and_what_the_marked_line_means(width, height, done):
    for question in RULES.questions.values():
        if not question.choices:
            continue
        options = options_of(RULES, question, question.choices)
        asking = List(question.asks, options, None, "about", back=True)
        for option in options:
            screen = lines(asking.painted(Place(done, "2 of about 4", "hello"), width, height))
            assert len(screen) == height, question.name
            assert all(len(line) <= width for line in screen)
            assert screen[-1].startswith("↑↓ move · Enter takes · Esc back · ? help")
            assert sum(line.startswith("› ") for line in screen) == 1
            assert any(line.startswith(f"› {option.name}"[:width]) for line in screen)
            meaning = f"{option.says}, such as {option.example}" if option.example else option.says
            assert any(line.startswith(meaning[:20]) or option.says in line for line in screen), option.name
            asking.press("down")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_field_fits_the_screen_and_says_what_is_wrong(width, height):
    for question in RULES.questions.values():
        field = Field(question.asks, "such as 3", "", lambda _: "that is wrong", "about it", back=True)
        field.type("5")
        field.press("enter")
        screen = lines(field.painted(Place(DONE, "2 of about 4"), width, height))
        assert len(screen) == height
        assert "that is wrong" in screen
        assert "› 5" in screen
        assert screen[-1].startswith("Enter takes it · Esc back")


def test_marks_tell_how_many_lines_are_above_and_below():
    options = [Option(str(each), f"option {each}") for each in range(20)]
    asking = List("Which?", options, "10", "", back=False)
    shown = lines(rows_of(asking.listing, 60, 8))
    assert len(shown) == 8
    above, below = (int(line.split()[1]) for line in (shown[0], shown[-1]))
    assert above + below + 6 == 20
    assert lines(answered(DONE, 60, 3))[0] == "2 answers above"


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_question_mark_opens_the_whole_explanation_and_esc_closes_it(width, height):
    question = RULES.questions["task"]
    asking = List(question.asks, options_of(RULES, question, question.choices), None, "About it.", back=True)
    asking.type("?")
    seen: set[str] = set()
    for _ in range(200):
        screen = lines(asking.painted(Place(), width, height))
        assert len(screen) == height
        seen.update(screen)
        asking.press("down")
    assert all(name in seen for name in question.choices)
    asking.press("escape")
    assert asking.help is None
