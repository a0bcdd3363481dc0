"""What people get wrong with a head: every leaf tells enough of it, and `check` finds it where it is done."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from lossadvisor.advice.advice import Advice
from lossadvisor.advice.recommending import advice
from lossadvisor.check.command_line import Spoken, report
from lossadvisor.check.program import checked
from lossadvisor.interview.walk import arrival
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.leaves import Leaf
from lossadvisor.rulebook.mistakes import ENOUGH, Misstep, all_missteps
from lossadvisor.rulebook.overlays import as_logits, head_at
from tests.shipped import AT, LEAVES, RULES, has_logits

LONGEST = 30  # words of one sentence
DATA = "\nmodel = keras.Sequential("
FIT = re.compile(r"(    epochs=)")
COMPILE = re.compile(r"model\.compile\(\n.*?\n\)\n", re.DOTALL)
METRICS = re.compile(r"    (?:weighted_)?metrics=\[\n.*?\n    \],", re.DOTALL)
WATCH = 'callbacks=[keras.callbacks.EarlyStopping(monitor="{}")]'
OVERLAP = """
def own(y_true, y_pred):
    both = keras.ops.sum(y_true * y_pred)
    return 2 * both / (keras.ops.sum(y_true) + keras.ops.sum(y_pred))

"""
ROUNDED = """
def own(y_true, y_pred):
    return keras.ops.mean(keras.ops.square(y_true - keras.ops.round(y_pred)))

"""
Edit = Callable[[str, Advice], str]


def learned(labels: str) -> Edit:
    """Other labels to train on, where {units} and the shape of the old ones may be used."""
    return lambda script, told: put(
        script, DATA, f"\ny_train = {labels}{DATA}".replace("{units}", str(told.units))
    )


def fitted(arguments: str) -> Edit:
    return lambda script, told: replaced(FIT, rf"    {arguments},\n\1", script)


def shown(expression: str) -> Edit:
    return lambda script, told: f"{script}\nprint({expression})\n"


def put(script: str, old: str, new: str) -> str:
    assert old in script
    return script.replace(old, new, 1)


def replaced(pattern: re.Pattern[str], new: str, script: str) -> str:
    result, count = pattern.subn(new, script, count=1)
    assert count == 1
    return result


def compiled(script: str, told: Advice) -> str:
    """The metrics as the third argument of compile()."""
    loss = re.search(r"    loss=(.*?),\n    (?:weighted_)?metrics", script, re.DOTALL)
    assert loss
    return COMPILE.sub(lambda _: f'model.compile("adam", {loss[1]}, ["mae"])\n', script)


def watched(script: str, told: Advice) -> str:
    metrics = METRICS.sub('    metrics=[keras.metrics.F1Score(name="f1")],', script)
    return fitted(WATCH.format("val_f1"))(metrics, told)


def weighted(script: str, told: Advice) -> str:
    tags = learned("MultiLabelBinarizer().fit_transform([[1, 2], [2], [3]] * 200)")(script, told)
    tags = f"from sklearn.preprocessing import MultiLabelBinarizer\n{tags}"
    return fitted("class_weight={0: 1.0, 1: 5.0}")(tags, told)


def unlogged(script: str, told: Advice) -> str:
    metrics = METRICS.sub('    metrics=["mae"],', script)
    return fitted(WATCH.format("val_accuracy"))(metrics, told)


def smoothed(script: str, told: Advice) -> str:
    argument = "label_smoothing=0.1" if told.loss.startswith("Sparse") else "from_logits=True"
    return replaced(re.compile(rf"(keras\.losses\.{told.loss}\()"), rf"\1{argument}, ", script)


def lost(script: str, function: str) -> str:
    """The script with a loss of its own."""
    own = re.sub(
        r"    loss=.*?,\n    (?=(weighted_)?metrics)", "    loss=own,\n    ", script, flags=re.DOTALL
    )
    return put(own, DATA, function + DATA)


# How each mistake is made in the script of a leaf, if it is not made in the head.
EDITS: dict[str, Edit] = {
    "argmax-of-one": shown("np.argmax(model.predict(x_test), axis=-1)"),
    "argument-not-taken": smoothed,
    "chances-squeezed-again": shown("keras.ops.softmax(model.predict(x_test))"),
    "class-weight-passed-over": weighted,
    "class-weight-refused": fitted("class_weight={0: 1.0, 1: 5.0}"),
    "flat-labels-beside-a-column": shown("model.predict(x_test) - rng.uniform(size=100)"),
    "labels-beyond-units": learned("np.array([1, {units}] * 350)"),
    "labels-scaled": learned("keras.datasets.mnist.load_data()[0][1] / 255.0"),
    "loss-with-wrong-sign": lambda script, told: lost(script, OVERLAP),
    "metrics-taken-for-loss-weights": compiled,
    "metrics-without-brackets": lambda script, told: replaced(METRICS, '    metrics="mae",', script),
    "monitor-not-logged": unlogged,
    "monitor-of-several-numbers": watched,
    "no-gradient": lambda script, told: lost(script, ROUNDED),
    "shares-in-float16": lambda script, told: put(
        script, DATA, f'\nkeras.mixed_precision.set_global_policy("mixed_float16"){DATA}'
    ),
    "shares-split-at-half": shown("(model.predict(x_test) > 0.5).astype('int32')"),
    "targets-below-zero": learned("rng.uniform(-2, 3, size=y_train.shape)"),
    "targets-stretched": learned("rng.normal(size=(len(x_train), 1))"),
    "threshold-on-logits": shown("model.predict(x_test) > 0.5"),
    "to-categorical-of-others": learned(
        "keras.utils.to_categorical(rng.integers(1, {units} + 1, size=len(x_train)), {units})"
    ),
}


def usual_answers(leaf: Leaf) -> dict[str, Answer]:
    least = {**AT[leaf.where][0]}
    named = {"costs", "grades"} & least.keys()  # which tell how many classes there are
    usual = {**least, "classes": 5} if "classes" in least and not named else least
    return usual if arrival(RULES, usual).stop is leaf else least


def forms(leaf: Leaf) -> Iterator[dict[str, Answer]]:
    """The answers that lead to `leaf`, with probabilities and with logits where it has both."""
    usual = usual_answers(leaf)
    yield {**usual, "output": "probabilities"}
    if has_logits(leaf):
        yield {**usual, "output": "logits"}


FORMS = [(leaf, answers) for leaf in LEAVES for answers in forms(leaf)]
IDS = [f"{leaf.where} {answers['output']}" for leaf, answers in FORMS]


@cache
def told_at(place: int) -> Advice:
    return advice(RULES, FORMS[place][1])


def made_at(place: int) -> list[Misstep]:
    """All mistakes that may be told of a form of a leaf."""
    leaf, answers = FORMS[place]
    head = head_at(leaf, told_at(place).units)
    head = as_logits(RULES, head) if answers["output"] == "logits" else head
    return list(all_missteps(RULES, head))


@pytest.mark.parametrize("place", range(len(FORMS)), ids=IDS)
def test_every_leaf_tells_enough_of_what_goes_wrong_with_it_each_once_and_in_short(place):
    told = told_at(place).avoid
    assert len(told) >= ENOUGH
    assert len({each.what for each in told}) == len(told)
    named = [each.finding for each in told if each.finding]
    assert len(set(named)) == len(named)
    for each in told:
        if each.finding:
            sentence = f"{each.what}: {each.because}"
            assert "{" not in sentence
            assert len(sentence.split()) <= LONGEST, sentence


@pytest.mark.parametrize("place", range(len(FORMS)), ids=IDS)
def test_what_people_get_wrong_is_found_where_it_is_done(place):
    told, missed = told_at(place), []
    for each in made_at(place):
        found = found_in_head(each) if each.mistake.change else found_in_program(each, told)
        if each.rule.name not in found:
            missed.append((each.rule.name, found))
    assert missed == []


def found_in_head(made: Misstep) -> set[str]:
    """What `check` says of the faulty head on its command line."""
    head, change = made.head, made.mistake.change
    spoken = Spoken(
        head.activation, head.loss, head.units, head.labels,
        (change.metric,) if change and change.metric else (),
        head.from_logits,
    )  # fmt: skip
    return {each.name for each in report(RULES, spoken).checked.findings}


def found_in_program(made: Misstep, told: Advice) -> set[str]:
    """What `check` says of the script of the leaf with the mistake in it."""
    script = EDITS[made.rule.name](told.script, told)
    return {each.name for each in checked(RULES, script).findings}


def test_every_mistake_concerns_a_leaf():
    made = {(each.rule.name, id(each.mistake)) for place in range(len(FORMS)) for each in made_at(place)}
    known = {(rule.name, id(each)) for rule in RULES.findings.values() for each in rule.mistakes}
    assert [name for name, which in known if (name, which) not in made] == []
