"""Every name of a rule entry that Python itself relies on, as data, and rules judged by it.

What is needed must be there. The rest may be left out, and Python does without it, as `absences` tells; but
what is there must be what Python takes it for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from lossadvisor.errors import suggestion

if TYPE_CHECKING:
    from .questions import Question, Takes
    from .rules import Rules
    from .yamlfile import Trail

UNSURE = "not-sure"  # the answer of whoever does not know
# questions, and answers to them
TASK = "task"  # made from the task files
OUTPUT, PROBABILITIES, LOGITS = "output", "probabilities", "logits"
STYLE, SEQUENTIAL, FUNCTIONAL = "style", "sequential", "functional"
KERAS = "keras"
METRICS = "metrics"
LABELS, CLASSES, COUNTS = "labels", "classes", "counts"
LOW, HIGH, MEAN = "low", "high", "mean"
COSTS = "costs"
GRADES = "grades"
POSITIVE_RATE, LABEL_SMOOTHING = "positive-rate", "label-smoothing"
# entries of the other files
LINEAR, SIGMOID, SOFTMAX = "linear", "sigmoid", "softmax"
DENSE, ONE_ROW = "dense", "one-row"
ZERO_ONE, MINUS_ONE_ONE, INTEGER = "zero-one", "minus-one-one", "integer"
ONE_HOT, MULTI_HOT, NUMBERS, FRACTIONS = "one-hot", "multi-hot", "numbers", "fractions"
STRINGS = "strings"
NAMELESS, MISSING_CELL, UNKNOWN_WORD = "nameless", "missing-cell", "unknown-word"  # kinds of words
ACCURACY, BINARY_ACCURACY = "accuracy", "binary-accuracy"
CATEGORICAL_ACCURACY, SPARSE_CATEGORICAL_ACCURACY = "categorical-accuracy", "sparse-categorical-accuracy"


class Asked(NamedTuple):
    """A question whose answer Python uses, and what becomes of rules without it.

    `choices` are filled where Python knows no others; `setting` is None where it may be one or not.
    """

    name: str
    takes: Takes
    without: str = ""
    choices: tuple[str, ...] = ()
    setting: bool | None = None


class Relied(NamedTuple):
    """Names of one file, and what becomes of rules without them."""

    file: str
    names: tuple[str, ...]
    without: str
    needed: bool = False


QUESTIONS = (
    Asked(OUTPUT, "choice", "no head outputs logits", (PROBABILITIES, LOGITS), setting=True),
    Asked(STYLE, "choice", "code is for keras.Sequential", (SEQUENTIAL, FUNCTIONAL), setting=True),
    Asked(KERAS, "version", "there is no advice on old and new versions of Keras", setting=True),
    Asked(METRICS, "metrics", "metrics cannot be chosen", setting=True),
    Asked(LABELS, "choice", "labels are expected as the loss takes them"),
    Asked(CLASSES, "whole", "2 classes are assumed"),
    # what is DERIVED from these is a fault without them
    Asked(COUNTS, "wholes"),
    Asked(LOW, "decimal"),
    Asked(HIGH, "decimal"),
    Asked(MEAN, "decimal"),
    Asked(COSTS, "costs"),
    Asked(GRADES, "names"),
    Asked(POSITIVE_RATE, "decimal"),
    Asked(LABEL_SMOOTHING, "decimal"),
)
# findings that are seen in the program itself, not in the facts of a head
TOLD = (
    "argmax-of-one",
    "argument-not-taken",
    "argument-without-effect",
    "bounded-head-for-regression",
    "class-weight-passed-over",
    "class-weight-refused",
    "classes-miscounted",
    "flat-labels-beside-a-column",
    "labels-beyond-units",
    "labels-not-read",
    "labels-scaled",
    "loss-weights-and-outputs-differ",
    "loss-weights-swapped",
    "logarithm-of-scores",
    "loss-with-wrong-sign",
    "layers-without-activation",
    "losses-and-outputs-differ",
    "metrics-and-outputs-differ",
    "metrics-taken-for-loss-weights",
    "metrics-without-brackets",
    "monitor-not-logged",
    "monitor-of-several-numbers",
    "monitor-wrong-way",
    "name-of-keras-2",
    "no-gradient",
    "objective-minimised",
    "out-of-range-for-loss",
    "probabilities-over-another-axis",
    "sample-weight-misplaced",
    "shapes-differ",
    "targets-below-zero",
    "targets-stretched",
    "threshold-on-logits",
    "shares-in-float16",
    "shares-split-at-half",
    "chances-squeezed-again",
    "to-categorical-of-one",
    "to-categorical-of-others",
    "unknown-name",
    "whole-numbers-as-amounts",
)
# findings that only a run of the program shows
RUNNING = (
    "dead-at-the-end",
    "inputs-alike",
    "loss-not-finite",
    "metric-reads-the-same",
    "predictions-alike",
    "predictions-saturated",
    "validation-labels-differ",
)
RELIED = (
    Relied("activations", (LINEAR,), "a layer for logits has no activation to name", needed=True),
    Relied("activations", (SIGMOID, SOFTMAX), "check cannot always tell one unit from several"),
    Relied("labels", (ZERO_ONE, MINUS_ONE_ONE, INTEGER, ONE_HOT, MULTI_HOT, NUMBERS, FRACTIONS, STRINGS),
           "check treats such labels as unknown"),
    Relied("layers", (ONE_ROW,), "check mistakes a row of scores for a column"),
    Relied("metrics", (ACCURACY, BINARY_ACCURACY, CATEGORICAL_ACCURACY, SPARSE_CATEGORICAL_ACCURACY),
           "check does not judge the string \"accuracy\""),
    Relied("losses", ("kl-divergence", "huber", "log-cosh", "binary-crossentropy", "categorical-crossentropy",
                      "sparse-categorical-crossentropy"), "check does not know their older names"),
    Relied("losses", ("mean-squared-error",),
           "check warns of accuracy beside it, whatever the labels may be"),
    Relied("findings", TOLD, "check does not report them"),
    Relied("findings", RUNNING, "audit does not report them"),
)  # fmt: skip
# what is filled in for a name in braces that is not a question, and the questions that it is made of
DERIVED: dict[str, tuple[str, ...]] = {
    "units": (),
    "k": (),  # the number of a unit, which the code fills in
    "class-weights": (COUNTS,),
    "root-weights": (COUNTS,),
    "smoothed-away": (LABEL_SMOOTHING,),
    "log-odds": (POSITIVE_RATE,),
    "log-mean": (MEAN,),
    "span": (LOW, HIGH),
    "cost-table": (COSTS,),
    "cost-threshold": (COSTS,),
    "false-alarm-cost": (COSTS,),
    "miss-cost": (COSTS,),
    "grade-names": (GRADES,),
}


def names() -> set[str]:
    """All the names that Python relies on."""
    asked = {name for each in QUESTIONS for name in (each.name, *each.choices)}
    return {TASK, DENSE} | asked | {name for each in RELIED for name in each.names}


def faults(rules: Rules, given: Collection[str]) -> Iterator[tuple[str, Trail, str]]:
    """Where the rules are not what Python takes them for. `given` are the settings that leaves name."""
    for relied in RELIED:
        for name in relied.names if relied.needed else ():
            if name not in getattr(rules, relied.file):
                yield (
                    f"{relied.file}.yaml",
                    (),
                    f"there is no '{name}', and without it {relied.without}; add it",
                )
    for asked in QUESTIONS:
        if asked.name in rules.questions:
            for trail, says in _other_than(asked, rules.questions[asked.name]):
                yield "questions.yaml", (asked.name, *trail), says
    yield from _without_effect(rules, given)
    yield from _never_told(rules)
    yield from _never_chosen(rules)


def absences(rules: Rules) -> Iterator[str]:
    """What Python does without, one line for each reason."""
    for relied in RELIED:
        known = getattr(rules, relied.file)
        if names := [name for name in relied.names if name not in known]:
            yield f"{relied.file}.yaml: note: without {', '.join(names)}, {relied.without}"
    for asked in QUESTIONS:
        is_of_use = asked.name != CLASSES or COUNTS in rules.questions
        if asked.without and is_of_use and asked.name not in rules.questions:
            yield f"questions.yaml: note: without {asked.name}, {asked.without}"


def _other_than(asked: Asked, question: Question) -> Iterator[tuple[Trail, str]]:
    """Where `question` is not the one that Python knows by its name."""
    if question.kind != asked.takes:
        yield (), f"takes {question.kind}, but Python relies on {asked.takes}; give it another name"
        return
    if asked.setting is not None and question.setting != asked.setting:
        yield (), "holds for every leaf: say 'setting: true', or give it another name"
    if not asked.choices:
        return
    for name in asked.choices:
        if name not in question.choices:
            yield ("choices",), f"there is no choice '{name}', which Python needs; add it"
    for name, choice in question.choices.items():
        if name not in asked.choices and not choice.layer_arguments:
            yield ("choices", name), f"nothing changes with this choice{suggestion(name, asked.choices)}"


def _without_effect(rules: Rules, given: Collection[str]) -> Iterator[tuple[str, Trail, str]]:
    """Settings that change nothing: neither Python nor a leaf uses them, and no choice has arguments."""
    ours = [asked.name for asked in QUESTIONS if asked.setting]
    for question in rules.settings():
        adds = any(choice.layer_arguments for choice in question.choices.values())
        if question.name not in ours and question.name not in given and not adds:
            near = suggestion(question.name, [name for name in ours if name not in rules.questions])
            says = "nothing changes with this setting: name it under 'given' at a leaf, or remove it"
            yield "questions.yaml", (question.name,), f"{says}{near}"


def _never_told(rules: Rules) -> Iterator[tuple[str, Trail, str]]:
    """Findings that no objection raises and no part of `check` tells."""
    for rule in rules.findings.values():
        if rule.when is None and rule.name not in (*TOLD, *RUNNING):
            near = suggestion(rule.name, [name for name in (*TOLD, *RUNNING) if name not in rules.findings])
            yield (
                "findings.yaml",
                (rule.name,),
                f"it is never shown: say 'when' it is meant, or remove it{near}",
            )


def _never_chosen(rules: Rules) -> Iterator[tuple[str, Trail, str]]:
    """Lines from labels that only the answers to another question name."""
    asked = rules.questions.get(LABELS)
    chosen = {*rules.labels, *(asked.choices if asked else ())}
    others = {
        choice: question.name
        for question in rules.questions.values()
        for choice in question.choices
        if question.name not in (LABELS, TASK)
    }
    for labels in rules.labels.values():
        for name in labels.conversions:
            if name in others and name not in chosen and name != labels.derived_from:
                says = f"only answers to '{LABELS}' choose a line, and this is one to '{others[name]}'"
                yield "labels.yaml", (labels.name, "from", name), says
