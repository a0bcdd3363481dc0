"""Tasks are found by the words that people use, in any order and spelling."""

from __future__ import annotations

import json

import pytest
import yaml

from lossadvisor.interview.meant import meant
from lossadvisor.interview.ranking import Searched, ranked
from lossadvisor.interview.tasks import find
from tests.running import CASES, ran
from tests.shipped import RULES

WORDS: dict[str, dict[str, list[str]]] = {
    name: phrases
    for file in ("words.yaml", "words_rounds.yaml", "words_stranger.yaml")
    for name, phrases in yaml.safe_load((CASES / file).read_text("utf-8")).items()
}
# of 100 phrases, for how many the right task must be the first, and among the first three
GOALS = {
    "seen": (90, 98),
    "unseen": (85, 96),
    "questions": (75, 90),
    "first": (95, 99),
    "first-questions": (95, 98),
    "second": (95, 98),
    "second-questions": (90, 96),
    "third": (83, 97),
    "third-questions": (85, 95),
    "fourth": (88, 98),
    "stranger": (94, 99),
    "stranger-questions": (94, 99),
    "stranger-second": (94, 98),
    "stranger-second-questions": (93, 99),
    "stranger-third": (89, 96),
    "stranger-third-questions": (93, 99),
    "stranger-fourth": (88, 96),
    "stranger-fourth-questions": (90, 98),
    "stranger-fifth": (85, 95),
    "stranger-fifth-questions": (80, 95),
    "stranger-sixth": (83, 96),
}


@pytest.mark.parametrize("name", list(WORDS))
def test_words_of_everyday_find_the_right_task(name: str):
    phrases = WORDS[name]
    found = {words: [each.task for each in find(RULES, words)][:3] for words in phrases}
    first = [words for words, right in phrases.items() if found[words][:1] and found[words][0] in right]
    among = [words for words, right in phrases.items() if set(found[words]) & set(right)]
    wanted_first, wanted_among = GOALS[name]
    assert 100 * len(first) >= wanted_first * len(phrases), sorted(phrases.keys() - set(first))
    assert 100 * len(among) >= wanted_among * len(phrases), sorted(phrases.keys() - set(among))


@pytest.mark.parametrize(
    ("typed", "task"),
    [
        ("how many zorks", "count"),
        ("how long until the zork blorks", "survival"),
        ("will the zork blork", "binary"),
        ("which zork", "multiclass"),
        ("which zorks", "multilabel"),
        ("what percentage of zork", "proportion"),
        ("zorks per blork", "count"),
        ("how sure about the zork", "distribution"),
        ("at which hour they zork", "bounded"),
        ("zork closes next year", "binary"),
        ("blork user in photo", "binary"),
        ("zork , blork , drork", "multiclass"),
        ("red zork, blue zork or green zork", "multiclass"),
        ("zorky unzorky", "binary"),
        ("zorky nonzorky", "binary"),
        ("rose tulip daisy", "multiclass"),
        ("rose tulip", "binary"),
        ("how thirsty the zork is", "ordinal"),
        ("zorkiness of the blork", "ordinal"),
        ("zork in kg", "regression"),
        ("zorks eaten", "count"),
        ("each zork token", "sequence"),
        ("same blork", "embedding"),
        ("zorks ranked by blork", "ranking"),
        ("zork plus blork", "several-outputs"),
        ("I would like to know whether this zork is going to blork, and which loss it takes", "binary"),
    ],
)
def test_how_a_question_is_put_decides_where_nobody_knows_the_word(typed: str, task: str):
    assert find(RULES, typed)[0].task == task


def test_a_form_without_a_word_of_its_own_is_for_what_holds_no_known_word():
    assert [each.task for each in find(RULES, "zork blork drork")] == ["multiclass"]
    assert "multiclass" not in [each.task for each in find(RULES, "blork house price")]


def test_of_two_known_words_in_one_the_last_says_what_it_is():
    lines = [Searched(("a",), ("wheel",)), Searched(("b",), ("chair",))]
    assert ranked(lines, "wheelchair")[0].place == 1


def test_a_word_fits_best_in_its_own_number():
    lines = [Searched(("a",), ("moods",)), Searched(("b",), ("mood",))]
    assert [ranked(lines, typed)[0].place for typed in ("moods", "mood")] == [0, 1]


def test_a_word_of_the_vocabulary_is_no_other_word_misspelt():
    assert "repair" not in {each.by for each in find(RULES, "loan repaid")}


def test_a_consonant_for_another_makes_another_word_sooner_than_a_vowel():
    lines = [Searched(("a",), ("content",)), Searched(("b",), ("consint",))]
    assert ranked(lines, "consent")[0].place == 1


def test_a_question_about_the_network_says_nothing_of_the_target():
    assert find(RULES, "How many neurons in the last layer?") == []


def test_what_follows_from_or_instead_of_says_less_than_what_is_predicted():
    assert find(RULES, "age from a photo")[0].task == "regression"
    assert find(RULES, "quantiles instead of the mean")[0].task == "quantile"


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        ("hour of day", {"bounds": "angle", "period": 24}),
        ("at which hour a customer buys", {"bounds": "angle", "period": 24}),
        ("wind direction in degrees", {"bounds": "angle", "period": 360}),
        ("orientation", {"bounds": "angle"}),
        ("surface normal", {"bounds": "direction"}),
        ("a grade from 0 to 100", {}),
    ],
)
def test_words_answer_the_first_questions_of_their_task(typed: str, answers: dict[str, object]):
    assert meant(RULES, "bounded", typed) == answers


def test_the_command_leads_to_the_branch_that_the_words_mean():
    assert "lossadvisor ask --task bounded --bounds angle --period 24" in ran("find", "hour", "of", "day").out


@pytest.mark.parametrize(
    ("name", "more", "answers"),
    [
        ("hour-of-day", (), {"bounds": "angle", "period": 24}),
        ("time-of-day", (), {"bounds": "angle", "period": 24}),
        ("weekday", (), {"bounds": "angle", "period": 7}),
        ("language-model", ("--classes", "500"), {"sequence-target": "next"}),
        ("hour-of-day", ("--period", "12"), {"bounds": "angle", "period": 12}),
        ("hour-of-day", ("--low", "0", "--high", "24"), {"low": 0, "high": 24}),
        ("bounded", ("--low", "0", "--high", "24"), {"low": 0, "high": 24}),
    ],
)
def test_another_name_of_a_task_answers_its_first_questions(
    name: str, more: tuple[str, ...], answers: dict[str, object]
):
    for call in ((name, *more), ("--task", name, *more)):
        told = json.loads(ran("recommend", *call, "--format", "json").out)["answers"]
        assert {question: told.get(question) for question in answers} == answers


def test_every_phrase_names_tasks_that_there_are():
    assert {task for phrases in WORDS.values() for right in phrases.values() for task in right} == set(
        RULES.tasks
    )


@pytest.mark.parametrize("task", RULES.tasks)
def test_a_task_is_found_first_by_its_own_name_and_by_each_alias(task: str):
    for name in (task, *RULES.tasks[task].aliases):
        assert find(RULES, name)[0].task == task, name


@pytest.mark.parametrize(
    "typed",
    ["u net", "U-Net", "unet", "u-nets", "UNET masks"],
)
def test_hyphens_blanks_capitals_and_plurals_make_no_difference(typed: str):
    assert find(RULES, typed)[0].task == "segmentation"


@pytest.mark.parametrize(
    ("typed", "task"),
    [
        ("sentimant", "binary"),
        ("recomendation", "ranking"),
        ("percentle", "quantile"),
        ("segmentaton", "segmentation"),
    ],
)
def test_a_letter_that_is_wrong_or_missing_is_forgiven(typed: str, task: str):
    assert find(RULES, typed)[0].task == task


@pytest.mark.parametrize("typed", ["", " ", "qqqq", "!?", "the of and", "\x1b[31m", "日本語"])
def test_words_that_mean_no_task_find_none(typed: str):
    assert find(RULES, typed) == []


def test_the_order_of_words_does_not_matter():
    one, other = (find(RULES, words)[0].task for words in ("price of a house", "house price"))
    assert one == other == "regression"


def test_a_word_that_fewer_lines_know_counts_for_more():
    lines = [Searched(("a",), ("red car",)), Searched(("b",), ("red boat",)), Searched(("c",), ("red",))]
    assert next(iter(ranked(lines, "red boat"))).place == 1


def test_what_is_typed_without_end_is_looked_at_in_part():
    assert find(RULES, "spam " * 100_000)[0].task == "binary"


def test_the_command_lists_the_tasks_and_says_what_comes_next():
    done = ran("find", "house", "price")
    assert done.code == 0
    assert "regression: A number for each sample" in done.out
    assert "positive: A skewed amount" in done.out
    assert "lossadvisor ask --task regression" in done.out


def test_where_several_tasks_fit_each_says_what_makes_it_that_one():
    found = {each.task: each.when for each in find(RULES, "house price")}
    assert found["positive"].startswith("large amounts vary more than small ones")
    assert "Take it when large amounts vary more" in ran("find", "house", "price").out


def test_the_command_tells_programs_the_same():
    told = json.loads(ran("find", "u-net", "--format", "json").out)
    assert told["tasks"][0]["task"] == "segmentation"
    assert json.loads(ran("find", "qqqq", "--format", "json").out)["tasks"] == []


def test_words_without_a_command_find_tasks_where_nobody_is_there_to_be_asked():
    assert ran("will a customer leave").out == ran("find", "will a customer leave").out


def test_alone_and_without_a_terminal_the_program_shows_its_help():
    done = ran()
    assert done.code == 0
    assert "Usage: lossadvisor" in done.out
    assert done.err == ""
