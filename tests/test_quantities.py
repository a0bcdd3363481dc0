"""Numbers as people type them: one or several, whole or not, and a release of Keras."""

from __future__ import annotations

import pytest

from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.answers import answer
from lossadvisor.rulebook.placeholders import values
from lossadvisor.rulebook.quantities import number, number_range, several, version
from lossadvisor.rulebook.questions import Question
from tests.shipped import RULES


def question(takes: str, **more) -> Question:
    return Question(name="some", says="some", asks="How much?", takes=takes, example="1", **more)


DECIMAL, WHOLES, DECIMALS = (question(takes) for takes in ("decimal", "wholes", "decimals"))
RELEASE = question("version", default="3.15")
TYPED = [each for each in RULES.questions.values() if each.kind in ("whole", "decimal", "wholes", "decimals")]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("0.5", 0.5), (".5", 0.5), ("5.", 5), ("-3", -3), ("+2.50", 2.5), ("1e-3", 0.001), (" 1_000 ", 1000),
     (0.5, 0.5), (7, 7), (7.0, 7)],
)  # fmt: skip
def test_a_decimal_is_taken_in_every_usual_spelling(typed, found):
    assert number(DECIMAL, typed) == found
    assert type(number(DECIMAL, typed)) is type(found), "a whole number is written without a point"


@pytest.mark.parametrize(
    "wrong", ["", "abc", "1 2", "nan", "inf", "-inf", "1e999", "--1", "0x1", "٣", "½", None, True, [1],
              float("nan"), float("inf"), b"1", "1e5e5", ".", "e3"],
    ids=repr,
)  # fmt: skip
def test_what_is_no_number_is_refused_on_one_line(wrong):
    with pytest.raises(AdvisorError, match="--some takes a number, not") as refusal:
        number(DECIMAL, wrong)
    assert str(refusal.value).isprintable()


def test_ends_are_counted_in_and_what_lies_beyond_is_refused_with_the_range():
    bounded = question("decimal", least=0.1, most=0.9)
    assert number(bounded, "0.1") == 0.1
    assert number(bounded, "0.9") == 0.9
    for wrong in ("0.0999", "0.9001", "-5", "50"):
        with pytest.raises(AdvisorError, match=r"takes a number from 0\.1 to 0\.9, not"):
            number(bounded, wrong)


@pytest.mark.parametrize(
    ("limits", "said"),
    [({}, "a number"), ({"least": 1}, "a number from 1 on"), ({"most": 2}, "a number up to 2"),
     ({"least": 1, "most": 2}, "a number from 1 to 2")],
)  # fmt: skip
def test_a_range_is_told_as_far_as_there_is_one(limits, said):
    assert number_range(question("decimal", **limits)) == said


@pytest.mark.parametrize(
    ("typed", "found"),
    [("0.1,0.5", "0.1,0.5"), ("0.1, 0.5", "0.1,0.5"), ("0.1 0.5", "0.1,0.5"), ("[0.1, 0.5]", "0.1,0.5"),
     ("(0.5)", "0.5"), ([0.1, "0.5"], "0.1,0.5"), ((1, 2.0), "1,2"), (0.5, "0.5"), ("0.5,", "0.5"),
     ("1,,2", "1,2")],
    ids=repr,
)  # fmt: skip
def test_a_list_of_numbers_is_taken_in_every_usual_spelling(typed, found):
    assert several(DECIMALS, typed) == found
    assert several(DECIMALS, found) == found, "what is right stays as it is"


@pytest.mark.parametrize(
    ("typed", "found"),
    [("hours", 24), ("Hours", 24), ("days of a year", 365.25), ("axis", 180), (24, 24), ("7", 7)],
)
def test_a_word_stands_for_its_number(typed, found):
    assert number(RULES.questions["period"], typed) == found


@pytest.mark.parametrize("wrong", ["noon", "hours 24", "", "0", "-24"])
def test_a_word_that_stands_for_none_is_answered_with_those_that_do(wrong):
    with pytest.raises(AdvisorError, match=r"or degrees, .*hours"):
        number(RULES.questions["period"], wrong)


def test_a_turn_in_radians_is_written_with_pi():
    turn = number(RULES.questions["period"], "2pi")
    said = values({"period": turn, "low": 3, "high": turn / 2}, 1)
    assert (said["period"], said["low"], said["high"]) == ("2 * np.pi", "3", "np.pi")


def test_numbers_keep_their_order_unless_they_are_to_ascend():
    assert several(DECIMALS, "0.9,0.1,0.1") == "0.9,0.1,0.1"
    assert several(question("decimals", ascending=True), "0.9,0.1,0.1") == "0.1,0.9"
    assert several(WHOLES, "900,100") == "900,100"


@pytest.mark.parametrize("wrong", ["", " ", ",", "0.1;0.5", "a", "0.1,b", [], (), [[1]], {}, None], ids=repr)
def test_what_is_no_list_of_numbers_is_refused(wrong):
    with pytest.raises(AdvisorError, match="--some takes numbers separated by commas"):
        several(DECIMALS, wrong)


@pytest.mark.parametrize("wrong", ["1.5,2", "1,x"])
def test_a_list_of_whole_numbers_takes_no_others(wrong):
    with pytest.raises(AdvisorError, match="--some takes whole numbers separated by commas"):
        several(WHOLES, wrong)


def test_quantiles_in_percent_are_answered_with_what_they_are():
    with pytest.raises(AdvisorError, match=r"50 % is 0\.5"):
        answer(RULES.questions["quantiles"], "50")


@pytest.mark.parametrize(
    ("typed", "found"),
    [("3.15", "3.15"), ("3.15.1", "3.15"), ("3.9rc1", "3.9"), (" 3.12 ", "3.12"), (3.12, "3.12")],
)
def test_a_release_is_taken_by_its_first_two_numbers(typed, found):
    assert version(RELEASE, typed) == found


@pytest.mark.parametrize(
    ("wrong", "word"), [("2.4", "Keras 3"), ("1.0", "Keras 3"), ("four", "3.15"), ("3", "3.15"), ("", "3.15")]
)
def test_what_is_no_release_of_keras_3_is_refused(wrong, word):
    with pytest.raises(AdvisorError, match="--some") as refusal:
        version(RELEASE, wrong)
    assert word in str(refusal.value)


@pytest.mark.parametrize("asked", TYPED, ids=lambda asked: asked.name)
def test_every_shipped_question_takes_its_own_ends_and_example(asked):
    for value in (asked.example or None, asked.default, asked.least, asked.most):
        if value is not None:
            assert answer(asked, str(value)) == answer(asked, value)
    if asked.most is not None:
        with pytest.raises(AdvisorError, match=f"to {asked.most}, not"):
            answer(asked, asked.most + 1)


@pytest.mark.parametrize(
    ("said", "rate"),
    [
        ("0.2%", 0.002),
        ("0,2 %", 0.002),
        ("1/500", 0.002),
        ("0,002", 0.002),
        ("2e-7", 2e-7),
        ("1 / 3", 0.3333333333),
    ],
)
def test_a_share_may_be_written_as_people_write_shares(said, rate):
    assert answer(RULES.questions["positive-rate"], said) == rate


@pytest.mark.parametrize("said", ["0", "100%", "1/0", "1/2/3", "1/2%", "-1%", "a/b", "%", "3", "1,000"])
def test_what_is_no_share_is_refused_on_one_line(said):
    with pytest.raises(AdvisorError, match="--positive-rate takes a number from") as refused:
        answer(RULES.questions["positive-rate"], said)
    assert "\n" not in str(refused.value)


def test_a_comma_may_stand_for_a_point_but_not_where_it_may_mean_thousands():
    assert answer(RULES.questions["mean"], "3,5") == 3.5
    with pytest.raises(AdvisorError):
        answer(RULES.questions["mean"], "1,000")
