"""What is seen in a program before anything is judged: values, labels, heads, and what compile() is given.

The cases in tests/cases/followed.yaml say it in short lines, which are put together here.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lossadvisor.check.following.program import followed
from lossadvisor.check.following.summary import seen
from lossadvisor.check.parsing import parsed
from lossadvisor.check.seen import Head, Loss, Metric, Model, Output, Place, Seen
from lossadvisor.check.steps import STEPS
from lossadvisor.rulebook.libraries import libraries
from tests.running import cases
from tests.shipped import RULES

CASES = cases("followed")
BEGIN = """import keras
import numpy as np
import tensorflow as tf
I = keras.Input((3,))
D = keras.layers.Dense
m = keras.Sequential([I, D(1, 'sigmoid')])
"""


def looked_at(*pieces: str) -> tuple[str, Seen]:
    """A program put together from pieces, and what is seen in it."""
    text = "\n".join((BEGIN, *filter(None, pieces), ""))
    return text, seen(followed(parsed(text), libraries(RULES), text, STEPS), text)


def one(seen: list) -> object:
    return seen[0] if len(seen) == 1 else seen


def units(given: str, n: str) -> list[int | None]:
    """How many units a layer has that is given `n`."""
    _, found = looked_at(given, f"model = keras.Sequential([I, D({n})])", "model.compile('adam', 'mse')")
    return sorted({head.units for head in found.models[0].outputs[0].heads}, key=str)


def labels(given: str, fit: str) -> str | None:
    """What is known of the labels of a model: `integer of 10 by mnist.load_data(), divided by 255`."""
    _, found = looked_at(
        given, "model = keras.Sequential([D(1)])", "model.compile('adam', 'mse')", f"model.fit({fit})"
    )
    return labels_of(found.models[0])


def labels_of(model: Model) -> str | None:
    known = next((each.labels for each in model.outputs if each.labels), None)
    if known is None:
        return None
    counted = "" if known.classes is None else f" of {known.classes}"
    sizes = ["n" if each is None else str(each) for each in known.shape or ()]
    shape = "" if known.shape is None else f" ({', '.join(sizes)})"
    ends = [end if end is None else round(end, 3) for end in (known.lowest, known.highest)]
    between = "" if ends == [None, None] else f" from {_end(ends[0])} to {_end(ends[1])}"
    scaled = f", {known.scaled}" if known.scaled else ""
    perhaps = "" if known.certain else ", perhaps"
    return f"{known.encoding}{counted}{shape}{between} by {known.source}{scaled}{perhaps}".strip()


def _end(number: float | None) -> str:
    return "?" if number is None else f"{number:g}"


def ends(given: str, model: str) -> list[str]:
    """What a model ends in, and why it cannot be told."""
    _, found = looked_at(given, f"model = {model}", "model.compile('adam', 'mse')")
    heads = [head_in_words(head) for each in found.models for output in each.outputs for head in output.heads]
    return heads + [f"{each.what}: {each.why}" for model in found.models for each in model.unfollowed]


def head_in_words(head: Head) -> str:
    """`softmax 10 over relu then Rescaling by 2, 0 in Dense named out reshaped (why)`, as far as known."""
    said = (
        ("over", head.inner),
        ("then", head.after),
        ("by", ", ".join(f"{each:g}" for each in head.rescaled) if head.rescaled else "?" * head.untold),
        ("untied by", head.untied),
        ("in", head.kind),
        ("named", head.name),
        ("reshaped", "-" * head.reshaped),
    )
    more = "".join(f" {word} {what}" for word, what in said if what).replace(" -", "")
    return f"{head.activation or '?'} {head.units or '?'}{more}{f' ({head.why})' if head.why else ''}"


def compiled(given: str, compile: str, after: str) -> list[str]:
    """All that is seen at the calls of compile() in a program, and after them, in words."""
    text, found = looked_at(given, f"m.compile({compile})", after)
    lines = [line for model in found.models for line in model_in_words(text, model)]
    for each in found.decodings:
        lines.append(f"{each.kind} at `{at(text, each.at)}` of {' or '.join(map(head_in_words, each.heads))}")
    return lines + [f"{each.what}: {each.why}" for each in found.unfollowed]


def model_in_words(text: str, model: Model) -> Iterator[str]:
    yield from map(output_in_words, model.outputs)
    if labels_of(model):
        yield f"labels {labels_of(model)}"
    if model.names:
        yield f"texts {', '.join(f'{each.kind} `{at(text, each.at)}`' for each in model.names)}"
    for each in model.mismatches:
        yield f"{each.losses} for {each.outputs} at `{at(text, each.at)}`"
    if model.third:
        yield f"third `{at(text, model.third.at)}` is {model.third.text}"
    if not model.used:
        yield "in vain"
    yield from (f"{each.what}: {each.why}" for each in model.unfollowed)
    for fit in model.fits:
        if fit.class_weight:
            yield f"class_weight `{at(text, fit.class_weight.at)}`"
        if fit.sample_weight:
            yield f"sample_weight `{at(text, fit.sample_weight)}`"


def output_in_words(output: Output) -> str:
    heads, losses = map(head_in_words, output.heads), map(loss_in_words, output.losses)
    metrics = map(metric_in_words, output.metrics)
    return f"{' or '.join(heads)}: {' or '.join(losses)}: {', '.join(metrics)}".rstrip(": ")


def loss_in_words(loss: Loss) -> str:
    logits = {True: " from logits", False: "", None: " perhaps from logits"}[loss.from_logits]
    why = f" ({loss.why})" if loss.why else ""
    return f"{loss.keras or '?'}{logits}{why}{' as text' if loss.string else ''}"


def metric_in_words(metric: Metric) -> str:
    given = [f"{name}={value!r}" for name, value in metric.arguments.items()]
    given += [f"{name}=?" for name in sorted(metric.unknown)]
    return f"{metric.written}{' as text' if metric.string else ''}{f' with {given}' if given else ''}"


def at(text: str, place: Place) -> str:
    """What stands at a place, which is on one line."""
    return text.split("\n")[place.line - 1][place.column - 1 : place.end_column - 1]


def ids(case) -> str:
    """The lines of a case in letters that a test can be called by."""
    told = " ".join(str(value).replace("\n", "; ") for key, value in case.items() if key != "seen")
    return "".join(each if each.isascii() and each not in ":\\" else "." for each in told)


@pytest.mark.parametrize("case", CASES["values"], ids=ids)
def test_a_value_is_followed_to_the_layer_that_it_is_given_to(case):
    assert one(units(case.get("given", ""), case["n"])) == case["seen"]


@pytest.mark.parametrize("case", CASES["labels"], ids=ids)
def test_labels_are_followed_from_where_they_come_from_to_fit(case):
    assert labels(case.get("given", ""), case["fit"]) == case["seen"]


@pytest.mark.parametrize("case", CASES["heads"], ids=ids)
def test_the_head_is_found_behind_all_that_follows_it(case):
    assert one(ends(case.get("given", ""), case["model"])) == case["seen"]


@pytest.mark.parametrize("case", CASES["compiled"], ids=ids)
def test_each_output_has_what_compile_gives_it(case):
    assert compiled(case.get("given", ""), case["compile"], case.get("after", "")) == case["seen"]
