"""The interview: forwards, back and around, with only the answers that count at the end."""

from __future__ import annotations

import pytest

from lossadvisor.advice.recommending import recommended
from lossadvisor.errors import AdvisorError
from lossadvisor.interview.interview import interview
from lossadvisor.interview.putting import BACK
from lossadvisor.interview.settings import matters
from lossadvisor.interview.walk import arrival, walk
from lossadvisor.rulebook.answers import normalised
from lossadvisor.rulebook.contract import UNSURE
from lossadvisor.rulebook.leaves import Fork
from tests.scripted import SHOW, Script
from tests.shipped import BUNDLES, PATHS, RULES, STOPS, named

SINGLE = [answers for answers in PATHS if answers not in BUNDLES]

DECIDED = {
    "task": "binary",
    "labels": "zero-one",
    "data": "imbalanced",
    "goal": "decisions",
    "worse-mistake": "false-negatives",
    "least-recall": 0.9,
}


def held(*replies, given=None, said=None):
    """The answers of an interview, and the person who gave them; every reply was needed."""
    person = Script(*replies)
    answers = interview(RULES, given or {}, person, said)
    assert person.replies == []
    return answers, person


def questions(person) -> list[str]:
    """What was asked, as names of questions; `review` for the review."""
    names = {question.asks: name for name, question in RULES.questions.items()}
    return [names.get(asked.what, "review") for asked in person.asked]


@pytest.mark.parametrize("answers", SINGLE, ids=named)
def test_every_path_can_be_answered_and_leads_to_its_recommendation(answers):
    found, person = held(*answers.values(), SHOW)
    assert found == answers
    assert questions(person) == [*answers, "review"]
    told = recommended(RULES, found)
    settings = {question.name for question in RULES.settings()}
    assert told.answers.keys() - answers.keys() <= settings


@pytest.mark.parametrize("answers", SINGLE, ids=named)
def test_one_can_go_back_to_the_start_and_forward_again(answers):
    values = list(answers.values())
    backs = [BACK] * len(values)
    found, person = held(*values, *backs, *values, SHOW)
    assert found == answers
    again = person.asked[len(values) + len(backs) :]
    assert [asked.default for asked in again[: len(values)]] == values  # what one said before is offered


@pytest.mark.parametrize("answers", SINGLE, ids=named)
def test_what_is_given_is_not_asked(answers):
    for name in answers:
        rest = {each: said for each, said in answers.items() if each != name}
        found, person = held(*([answers[name], SHOW]), given=rest)
        assert found == answers
        assert questions(person) == [name, "review"]
    found, person = held(SHOW, given=answers)
    assert (found, questions(person)) == (answers, ["review"])
    assert not person.asked[0].back


def test_there_is_no_way_back_from_the_first_question():
    _, person = held("binary", BACK, "binary", "soft", SHOW)
    assert [asked.back for asked in person.asked] == [False, True, False, True, True]


def test_only_answers_are_offered_below_which_the_given_ones_play_a_part():
    _, person = held(
        "multiclass", "integer", "decisions", "equal", SHOW, given={"classes": 5, "data": "imbalanced"}
    )
    assert person.asked[0].offers == ["multiclass", "multilabel"]
    assert "soft" not in person.asked[1].offers
    _, person = held("multiclass", 5, "plain", "accuracy", SHOW, given={"labels": "one-hot"})
    assert person.asked[0].offers == ["multiclass"]


def test_given_answers_that_lead_nowhere_are_refused_before_anything_is_asked():
    for given in (
        {"task": "binary", "range": "unit"},
        {"task": "binary", "labels": "one-hot"},
        {"task": "multiclass", "goal": "percent"},
        {"classes": 5, "range": "unit"},
        {"labels": "soft", "data": "plain"},
        {"task": "binary", "labels": "soft", "data": "plain"},
    ):
        person = Script()
        with pytest.raises(AdvisorError):
            interview(RULES, given, person)
        assert person.asked == []


def test_the_review_shows_every_answer_and_where_it_came_from():
    _, person = held("soft", SHOW, given={"task": "binary"})
    shown = {option.value: option.says for option in person.options[-1]}
    assert shown["task"] == "binary (given as an option)"
    assert shown["labels"] == "soft"
    assert shown["output"] == "probabilities (assumed)"


def test_a_changed_answer_asks_again_only_what_depended_on_it():
    """Other labels of a binary task ask for data and goal too: these are kept."""
    found, person = held("binary", "zero-one", "imbalanced", "decisions", "false-negatives", 0.9, SHOW)
    found, person = held("labels", "strings", SHOW, said=found)
    assert found == {**DECIDED, "labels": "strings"}
    assert questions(person) == ["review", "labels", "review"]


def test_a_changed_answer_that_leaves_no_use_for_the_others_drops_them():
    said = DECIDED
    found, person = held("labels", "soft", SHOW, said=said)
    assert found == {"task": "binary", "labels": "soft"}
    assert questions(person) == ["review", "labels", "review"]


def test_what_other_choices_are_offered_for_is_asked_again():
    """After plain data a goal may be a margin, after imbalanced data it may be decisions."""
    said = {"task": "binary", "labels": "zero-one", "data": "plain", "goal": "margin"}
    found, person = held("data", "imbalanced", "decisions", "equal", SHOW, said=said)
    assert questions(person) == ["review", "data", "goal", "worse-mistake", "review"]
    assert found == {**said, "data": "imbalanced", "goal": "decisions", "worse-mistake": "equal"}


def test_another_task_keeps_what_both_ask_with_the_same_choices():
    said = {"task": "multiclass", "classes": 10, "labels": "one-hot", "data": "plain", "goal": "accuracy"}
    found, person = held("task", "multilabel", "multi-hot", "plain", "decisions", "equal", SHOW, said=said)
    assert found == {
        **said,
        "task": "multilabel",
        "labels": "multi-hot",
        "goal": "decisions",
        "worse-mistake": "equal",
    }
    assert questions(person)[:2] == ["review", "task"]
    assert "classes" not in questions(person)


def test_answers_left_behind_do_not_leak():
    said = DECIDED
    found, _ = held("task", "regression", 1, "signed-unit", "plain", SHOW, said=said)
    assert found == {"task": "regression", "outputs": 1, "range": "signed-unit", "data": "plain"}
    recommended(RULES, found)


def test_one_can_think_better_of_a_change():
    said = DECIDED
    found, person = held("labels", BACK, "goal", BACK, "output", BACK, SHOW, said=said)
    assert found == said
    assert questions(person) == ["review", "labels", "review", "goal", "review", "output", "review"]


def test_a_setting_is_changed_in_the_review():
    said = {"task": "binary", "labels": "soft"}
    found, person = held("output", "logits", "style", "functional", SHOW, said=said)
    assert found == {**said, "output": "logits", "style": "functional"}
    shown = {option.value: option.says for option in person.options[-1]}
    assert (shown["output"], shown["style"]) == ("logits", "functional")


def test_output_is_not_offered_where_it_makes_no_difference():
    said = {"task": "regression", "outputs": 1, "range": "signed-unit", "data": "plain"}
    _, person = held(SHOW, said=said)
    assert "output" not in person.asked[0].offers
    assert "style" in person.asked[0].offers


def test_what_was_given_as_an_option_is_shown_and_not_changed():
    found, person = held("task", "labels", "soft", SHOW, given={"task": "binary"}, said={"labels": "zero-one",
                         "data": "noisy"})  # fmt: skip
    assert found == {"task": "binary", "labels": "soft"}
    assert questions(person) == ["review", "review", "labels", "review"]


@pytest.mark.parametrize("answers", STOPS, ids=named)
def test_a_stop_is_reviewed_without_settings_that_change_nothing_there(answers):
    _, person = held(*answers.values(), SHOW)
    assert [option.value for option in person.options[-1]] == [SHOW, *answers]


def test_a_setting_is_offered_where_it_changes_something_and_nowhere_else():
    for answers in SINGLE:
        _, person = held(SHOW, said=answers)
        offered = {option.value for option in person.options[-1]} - {SHOW, *answers}
        stop = arrival(RULES, answers).stop
        assert offered == {each.name for each in RULES.settings() if matters(RULES, each, stop)}, answers


def test_a_setting_that_is_a_number_is_typed_in_the_review_and_counts():
    said = next(answers for answers in SINGLE if _mentions_mean(answers))
    found, person = held("mean", 3.2, "mean", 4, SHOW, said=said)
    assert found == {**said, "mean": 4}
    assert [asked.default for asked in person.asked if asked.offers == []] == [UNSURE, 3.2]
    assert any("a mean of 4" in each for each in recommended(RULES, found).because)
    shown = [{option.value: option.says for option in options}["mean"] for options in person.options]
    assert shown == ["not given", "3.2", "4"]


def test_the_release_of_keras_is_asked_where_it_makes_a_difference():
    said = next(answers for answers in SINGLE if "keras" in recommended(RULES, answers).answers)
    found, person = held("keras", "3.12", SHOW, said=said)
    assert found == {**said, "keras": "3.12"}
    assert person.asked[1].default == RULES.questions["keras"].default


def _mentions_mean(answers) -> bool:
    change = getattr(arrival(RULES, answers).stop, "given", {}).get("mean")
    return change is not None and "a mean of {mean}" in change.because


def test_decimals_and_lists_of_numbers_are_asked_with_the_others():
    found, person = held("quantile", "0.05,0.95", "any", 1, SHOW)
    assert found == {"task": "quantile", "quantiles": "0.05,0.95", "range": "any", "outputs": 1}
    assert questions(person) == ["task", "quantiles", "range", "outputs", "review"]
    found, _ = held("bounded", "quantity", 1, 150, BACK, 160.5, 200, SHOW)
    assert found == {"task": "bounded", "bounds": "quantity", "outputs": 1, "low": 160.5, "high": 200}


def test_several_heads_are_named_and_each_is_asked_about():
    """The task of each is asked as ever, but for those without a head of their own; then all are reviewed."""
    found, person = held(
        "several-outputs", "none", "price", "regression", 1, "any", "plain", "mean", SHOW,
        "sold", "binary", "soft", SHOW, "", SHOW,
    )  # fmt: skip
    heads = "price: regression outputs=1 range=any data=plain goal=mean, sold: binary labels=soft"
    assert found == {"task": "several-outputs", "dependence": "none", "heads": heads}
    assert list(recommended(RULES, found).heads) == ["price", "sold"]
    asked_of_a_head = [asked.offers for asked in person.asked if "regression" in asked.offers]
    assert len(asked_of_a_head) == 3
    assert "elsewhere" in asked_of_a_head[0]
    assert all("elsewhere" not in offers for offers in asked_of_a_head[1:])


def test_a_name_that_no_output_can_have_or_too_few_heads_are_asked_for_again():
    one = ("binary", "soft", SHOW)
    found, person = held(
        "several-outputs", "none", "", "the price", "price", *one, "price", "", "sold", *one, "", SHOW
    )  # fmt: skip
    assert found["heads"] == "price: binary labels=soft, sold: binary labels=soft"
    names = [asked.what for asked in person.asked if "Name of output" in asked.what]
    assert [sum(f"output {number}" in what for what in names) for number in (1, 2, 3)] == [3, 3, 1]
    assert names[2].startswith("'the price' is not a name for an output")
    assert names[4].startswith("'price' is named already")


def test_heads_on_a_condition_begin_with_the_yes_or_no():
    one = ("binary", "zero-one", "plain", "probabilities", SHOW)
    found, person = held(
        "several-outputs", "condition", "bought", "regression", 1, "any", "plain", "mean", SHOW,
        "bought", *one, "amount", "regression", 1, "any", "plain", "mean", SHOW, "", SHOW,
    )  # fmt: skip
    heads = "amount: regression outputs=1 range=any data=plain goal=mean if bought"
    assert found["heads"].endswith(heads)
    names = [asked.what for asked in person.asked if "Name of output" in asked.what]
    assert "the yes or no, such as bought" in names[0]
    assert names[1].startswith("bought would not be a yes or no. ")
    assert "exists only if bought is a yes" in names[2]
    assert recommended(RULES, found).heads["amount"].only_if == "bought"


def test_a_head_that_leads_to_a_stop_is_asked_for_again():
    stop = next(iter(STOPS))
    one = ("binary", "soft", SHOW)
    found, person = held(
        "several-outputs", "none", "a", *stop.values(), SHOW, "a", *one, "b", *one, "", SHOW
    )  # fmt: skip
    assert found["heads"] == "a: binary labels=soft, b: binary labels=soft"
    assert any(asked.what.startswith("a would have no last layer") for asked in person.asked)


def test_going_back_from_a_name_takes_back_the_head_before_it():
    one = ("binary", "soft", SHOW)
    found, _ = held("several-outputs", "none", "a", *one, BACK, "b", *one, "c", *one, "", SHOW)
    assert found["heads"] == "b: binary labels=soft, c: binary labels=soft"


def test_one_can_go_back_from_the_names_of_heads():
    found, person = held("several-outputs", BACK, "binary", "soft", SHOW)
    assert found == {"task": "binary", "labels": "soft"}
    assert person.asked[2].default == "several-outputs"


@pytest.mark.parametrize("answers", BUNDLES, ids=named)
def test_heads_that_are_given_are_not_asked(answers):
    found, person = held(SHOW, given=answers)
    assert (found, questions(person)) == (answers, ["review"])
    found, person = held("several-outputs", answers["dependence"], SHOW, given={"heads": answers["heads"]})
    assert found == answers
    assert person.asked[0].offers == ["several-outputs"]


def test_leaving_is_not_kept_from_anybody():
    for leaving in (KeyboardInterrupt, EOFError):

        class Leaver(Script):
            def _reply(self, *_, leaving=leaving):
                raise leaving

        with pytest.raises(leaving):
            interview(RULES, {}, Leaver())


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (
            {"task": "multiclass", "labels": "zero-one"},
            "--task multiclass cannot go with --labels zero-one; leave it out",
        ),
        (
            {"labels": "zero-one", "range": "any"},
            "nothing uses --labels zero-one and --range any together; leave one of them out",
        ),
    ],
)
def test_answers_that_no_way_can_use_are_refused_in_plain_words(given, says):
    with pytest.raises(AdvisorError) as refusal:
        held(given=given)
    assert str(refusal.value) == says


def test_what_the_words_for_a_task_have_answered_is_suggested():
    person = Script("angle", 24, SHOW)
    found = interview(RULES, {"task": "bounded"}, person, usual={"bounds": "angle", "period": 24})
    assert found == {"task": "bounded", "bounds": "angle", "period": 24}
    assert [asked.default for asked in person.asked[:2]] == ["angle", 24]


def test_every_question_tells_how_to_find_out():
    for question in RULES.questions.values():
        assert question.unsure is not None, question.name
        assert question.unsure.find


@pytest.mark.parametrize("answers", SINGLE, ids=named)
def test_whoever_is_not_sure_of_anything_gets_a_recommendation_that_says_what_is_assumed(answers):
    """Each answer in turn is not known; what is assumed then may lead another way, with its own defaults."""
    for name in answers:
        said = {**dict(answers), name: UNSURE}
        if name == "task" or not can_be_assumed(said, name):
            continue
        reached = walk(RULES, said, assume=True)
        known = {each: said[each] for each in reached.answers if each in said}
        if isinstance(walk(RULES, known).stop, Fork):
            continue  # what is assumed asks for more
        told = recommended(RULES, known)
        if hasattr(told, "assumed"):
            assert name in told.assumed
            assert (f"--{name} not-sure" in told.command) == (name in told.unsure)
            typed = dict(pair.split(" ", 1) for pair in told.command.split(" --")[1:])
            assert str(
                recommended(RULES, normalised(RULES, {n: v.strip("'") for n, v in typed.items()})).pair
            ) == str(told.pair)


def can_be_assumed(said, name) -> bool:
    try:
        return walk(RULES, said).answers.get(name) is not None
    except AdvisorError:
        return False


def test_not_sure_is_kept_and_can_be_changed_and_taken_back():
    found, person = held("multilabel", UNSURE, UNSURE, BACK, UNSURE, "plain", "probabilities", SHOW)
    assert found == {"task": "multilabel", "classes": UNSURE, "labels": UNSURE, "data": "plain",
                     "goal": "probabilities"}  # fmt: skip
    shown = {option.value: option.says for option in person.options[-1]}
    assert shown["classes"] == "counted in y_train"
    assert shown["labels"] == "multi-hot (assumed)"
    again, person = held("classes", 7, SHOW, said=found)
    assert again == {**found, "classes": 7}
    told = recommended(RULES, found)
    assert (
        told.command
        == "lossadvisor recommend --task multilabel --classes not-sure --data plain --goal probabilities"
    )
    assert set(told.unsure) == {"classes"}


def test_where_nothing_can_be_assumed_one_is_told_how_to_find_out_and_stays():
    _, person = held(UNSURE, "binary", "soft", SHOW)
    assert person.asked[1].what.startswith("Type what you want to predict in your own words")
    assert person.asked[1].what.endswith(person.asked[0].what)
    with pytest.raises(AdvisorError, match="there is no default here; to find out: it follows"):
        recommended(RULES, normalised(RULES, {"task": "bounded", "low": "not sure", "high": 3}))


def test_one_is_told_how_far_along_the_interview_is():
    _, person = held("multilabel", 672, "multi-hot", "plain", "probabilities", SHOW)
    far = [(1, 4), (2, 5), (3, 5), (4, 5), (5, 5)]
    assert [step for _, step in person.steps] == [*(f"{number} of about {of}" for number, of in far), ""]
    assert person.steps[-1][0][1] == (RULES.questions["classes"].asks, "672")
