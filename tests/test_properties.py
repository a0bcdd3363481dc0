"""Whatever is answered, however rules are spoiled: a sound head whose code compiles, or one message."""

from __future__ import annotations

import json
import shutil
import tempfile
from itertools import count, islice
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lossadvisor import AdvisorError, Combination, Referral, recommend
from lossadvisor.advice.examples import complaints
from lossadvisor.advice.recommending import recommended
from lossadvisor.errors import printable
from lossadvisor.interview.interview import interview
from lossadvisor.interview.putting import BACK
from lossadvisor.interview.walk import paths
from lossadvisor.lookup import tree_drawing
from lossadvisor.lookup.explanation import explanation
from lossadvisor.lookup.naming import explainable
from lossadvisor.report.outlines import advice as advice_outline
from lossadvisor.report.outlines import combination as combination_outline
from lossadvisor.report.outlines import explanation as explanation_outline
from lossadvisor.report.outlines import markdown, plain
from lossadvisor.report.outlines import referral as referral_outline
from lossadvisor.report.trees import tables
from lossadvisor.rulebook.answers import answer, normalised
from lossadvisor.rulebook.heads import Head
from lossadvisor.rulebook.libraries import libraries
from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.placeholders import filled, values
from lossadvisor.rulebook.soundness import objections
from tests.running import cases, ran
from tests.shipped import RULES


def steady(examples: int) -> settings:
    """The same examples on every machine and in every run, however slow."""
    slow = list(HealthCheck)
    return settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, suppress_health_check=slow
    )


ALONE = ("binary", "regression outputs=2", "multiclass classes=3", "ordinal classes=2", "quantile", "zzz")
CHOICES = sorted({choice for question in RULES.questions.values() for choice in question.choices})
ASKED = [question.name for question in RULES.questions.values() if not question.setting]
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.lists(st.integers(), max_size=2),
)
ANSWER = st.one_of(st.sampled_from(CHOICES), st.integers(-2, 20_000), ODD)


@st.composite
def plausible(draw):
    """Answers as people give them: most questions with an answer of their own, now and then anything."""
    found = {}
    for question in RULES.questions.values():
        if draw(st.integers(0, 2)) or question.name == "task":
            found[question.name] = draw(own_answers(question) if draw(st.integers(0, 9)) else ANSWER)
    return found


def own_answers(question):
    """Answers of the kind that `question` takes, though perhaps beyond its limits."""
    if question.choices:
        return st.sampled_from(list(question.choices))
    if question.is_number:
        return st.integers(1, 30)
    if question.kind == "decimal":
        return st.floats(-100, 100).map(lambda number: round(number, 3))
    if question.kind in ("wholes", "decimals"):
        return st.lists(st.floats(0.01, 9).map(lambda number: round(number, 2)), min_size=1, max_size=4)
    if question.kind == "version":
        return st.sampled_from(["3.12", "3.15", "3.99", "2.4"])
    heads = [question.example, *(f"a: {one}, b: {other}" for one in ALONE for other in ALONE)]
    return st.sampled_from(heads)


def judge_message(error: object) -> None:
    """A message is one line that can be printed, and short."""
    assert printable(str(error)) == str(error)
    assert "\n" not in str(error)
    assert len(str(error)) < 500


def layer_after(rules, told) -> str:
    """The name of the layer that follows the head; empty where there is none."""
    known = values(told.answers, told.units)
    return next((each.name for each in rules.layers.values() if filled(each.code, known) == told.after), "")


def judged(rules, told) -> None:
    """What everything that answers lead to must be."""
    if isinstance(told, Referral):
        assert plain.rendered(referral_outline.outline(told))
        return
    compile(told.code, "code", "exec")
    compile(told.script, "script", "exec")
    if isinstance(told, Combination):
        assert plain.rendered(combination_outline.outline(told))
        for head in told.heads.values():
            judged(rules, head)
        return
    assert told.units >= 1
    arguments = {name: told.loss_arguments[name] for name in told.loss_arguments if name == "from_logits"}
    head = Head(
        activation=told.pair.activation,
        loss=told.pair.loss,
        units=told.units,
        labels=told.labels.encoding,
        arguments=arguments,
        after=layer_after(rules, told),
    )
    assert objections(rules, head) == ()
    assert plain.rendered(advice_outline.outline(told))


@steady(250)
@given(plausible())
def test_answers_give_a_sound_head_or_a_message(answers):
    try:
        told = recommend(**answers)
    except AdvisorError as error:
        judge_message(error)
    else:
        judged(RULES, told)


@steady(150)
@given(st.dictionaries(st.one_of(st.sampled_from(list(RULES.questions)), ODD.map(str)), ANSWER, max_size=5))
def test_any_names_and_values_give_a_sound_head_or_a_message(answers):
    try:
        judged(RULES, recommended(RULES, normalised(RULES, answers)))
    except AdvisorError as error:
        judge_message(error)


@steady(60)
@given(st.lists(st.one_of(st.sampled_from([*CHOICES, *(f"--{name}" for name in RULES.questions), "recommend",
       "--format", "json", "--answers", "-h", "--", "tree", "explain", "validate"]),
       st.text(st.characters(codec="utf-8"), max_size=6)), max_size=6))  # fmt: skip
def test_any_words_on_the_command_line_end_with_an_exit_code(words):
    done = ran(*(word for word in words if word != "-"))
    assert done.code in (0, 1, 2)
    assert done.err.count("\n") <= 1
    if done.code == 2 and "json" in words:
        assert done.err or json.loads(done.out)


class Wanderer:
    """Somebody who answers anything, goes back, changes things, and at last has the result shown."""

    def __init__(self, picks: list[int]) -> None:
        self.picks = picks
        self.names = count()

    def along(self, done, step):
        assert step or done

    def choose(self, asks, options, default, *, back, about=""):
        moves = [each.value for each in options] + [BACK] * back
        if self.picks:
            return moves[self.picks.pop() % len(moves)]
        return default if default is not None else options[0].value

    def value(self, question, default, *, back, about=""):
        pick = self.picks.pop() if self.picks else 3
        if back and pick % 5 == 0:
            return BACK
        if question.is_number:
            return max(question.least, pick)
        return answer(question, question.example)

    def text(self, asks, default):
        pick = self.picks.pop() if self.picks else 0
        return BACK if pick % 5 == 4 else f"output_{next(self.names)}" if pick % 5 else default

    file = text


@steady(250)
@given(st.lists(st.integers(0, 30), max_size=30), plausible(), st.sets(st.sampled_from(ASKED), max_size=3))
def test_an_interview_comes_to_an_end_with_answers_that_count(picks, options, kept):
    try:
        given_ = {name: said for name, said in normalised(RULES, options).items() if name in kept}
        found = interview(RULES, given_, Wanderer(picks))
    except AdvisorError as error:
        judge_message(error)
        return
    try:
        told = recommended(RULES, found)
    except AdvisorError as error:  # a setting that was of use before another answer was changed
        judge_message(error)
        found = {name: said for name, said in found.items() if not RULES.questions[name].setting}
        told = recommended(RULES, found)
    judged(RULES, told)
    assert found.items() <= told.answers.items()


TEXTS = {
    path.relative_to(RULES.folder).as_posix(): path.read_text("utf-8").splitlines()
    for path in sorted(Path(RULES.folder).rglob("*.yaml"))
}
WORDS = st.sampled_from(cases("odd_values"))


@st.composite
def spoiled(draw):
    """One file of the shipped rules with up to three lines dropped, doubled, moved, or with another value."""
    name = draw(st.sampled_from(sorted(TEXTS)))
    lines = list(TEXTS[name])
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1)) if lines else 0
        how = draw(st.sampled_from(["drop", "double", "indent", "value", "value", "value", "key"]))
        line = lines[at] if lines else ""
        key, colon, value = line.partition(":")
        if how == "drop":
            del lines[at : at + 1]
        elif how == "double":
            lines.insert(at, line)
        elif how == "indent":
            lines[at : at + 1] = [f"  {line}"]
        elif how == "key":
            indent = line[: len(line) - len(line.lstrip())]
            lines[at : at + 1] = [f"{indent}{draw(WORDS)}:{value}"]
        else:
            other = lines[draw(st.integers(0, len(lines) - 1))].partition(":")[2].strip() if lines else ""
            lines[at : at + 1] = [f"{key}{colon} {draw(st.one_of(WORDS, st.just(other)))}"]
    return name, "\n".join(lines) + "\n"


@steady(60)
@given(spoiled())
@example(("libraries.yaml", "\n".join(TEXTS["libraries.yaml"]).replace("Merge]", "Merge, Mask]") + "\n"))
def test_spoiled_rules_recommend_nothing_or_something_sound(change):
    name, text = change
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(RULES.folder, Path(place) / "rules"))
        (folder / name).write_text(text, "utf-8")
        for complaint in complaints(str(folder)):
            judge_message(complaint)
        try:
            rules = load(folder)
        except AdvisorError as error:
            judge_message(error)
            return
        assert tables.markdown(tables.parts(rules, tree_drawing.rows(rules)))
        assert libraries(rules)
        stem = Path(name).stem
        entries = getattr(rules, stem, None)
        for entry in entries if any(entries is each for each in explainable(rules).values()) else ():
            assert markdown.rendered(explanation_outline.outline(explanation(rules, entry)))
        for answers in paths(rules, stem) if stem in rules.tasks else islice(paths(rules), 0, None, 5):
            try:
                told = recommended(rules, answers)
            except AdvisorError as error:
                judge_message(error)
            else:
                judged(rules, told)
