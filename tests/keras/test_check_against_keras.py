"""What the checker sees in a program is what Keras makes of it, and a saved model tells the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import keras
import pytest

from lossadvisor.check import program, seen
from lossadvisor.check.findings import Checked
from lossadvisor.check.following import compiled, summary
from lossadvisor.check.following.ends import heads
from lossadvisor.check.following.met import Event
from lossadvisor.check.following.pairing import Pair, pairs
from lossadvisor.check.following.program import followed
from lossadvisor.check.following.run import Run
from lossadvisor.check.following.values import options
from lossadvisor.check.judging import cases
from lossadvisor.check.judging.judgement import judged
from lossadvisor.check.parsing import parsed
from lossadvisor.check.saved import archives
from lossadvisor.errors import squashed
from lossadvisor.rulebook.libraries import libraries

from ..running import CASES
from ..shipped import RULES
from . import compiles
from .compiles import Compiled, Head

PROGRAMS = [
    path
    for path in sorted((CASES / "check").glob("*.py"))
    if "# not run" not in (text := path.read_text("utf-8")) and "keras" in text
]
# where the checker does not see one head or one loss, though Keras tells it
UNSEEN_HEADS = {"quantities_of_the_model_come_from_the_command_line"}
UNSEEN_LOSSES = {"hits_of_keras_as_the_loss", "quantities_of_the_model_come_from_the_command_line"}
UNSEEN_MODELS = {
    "activation_chosen_by_a_conditional_expression",
    "argmax_in_a_second_model_that_is_only_asked",
    "arguments_that_are_taken",
    "label_binarizer_of_several_classes",
    "logits_flag_decides_activation_and_loss",
    "logits_or_probabilities_as_a_flag_says",
    "loss_by_the_name_of_the_model",
    "loss_for_an_output_that_does_not_exist",
    "mixture_of_experts_with_a_softmax_gate",
    "moves_on_a_board_with_channels_first",
    "one_unit_chosen_together_with_sigmoid",
    "relu_that_ends_at_one",
    "rounded_at_the_end_of_the_model",
    "rounded_with_the_gradient_of_what_was_rounded",
    "quantities_of_the_model_come_from_the_command_line",
    "sigmoid_units_each_with_its_own_label",
    "softmax_perhaps_taken_off",
    "to_categorical_of_classes_counted_in_the_data",
    "two_losses_for_three_outputs",
    "worth_and_advantage_added",
}


OF_THE_PROGRAM = ("inside", "loaded", "decodings", "sightings", "activations", "events")
OF_FIT = ("labels", "inputs", "checked", "fits")


class Seen(NamedTuple):
    """One output of a compile() as the checker saw it."""

    ways: list[seen.Head]
    losses: list[cases.Loss]


class Met(NamedTuple):
    """A compile() that Keras went through, and the events of the checker at that place."""

    program: Path
    by_keras: Compiled
    run: Run
    events: list[Event]


@pytest.fixture(scope="module", params=PROGRAMS, ids=lambda path: path.stem)
def met(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Met]:
    """Every compile() of one program."""
    return list(_met(request.param, tmp_path_factory.mktemp("saved")))


def _met(path: Path, folder: Path) -> Iterator[Met]:
    text = path.read_text("utf-8")
    run = followed(parsed(text), libraries(RULES), text)
    by_keras = compiles.compiled(path, folder)
    lines = Counter(each.line for each in by_keras)
    turns: Counter[int] = Counter()
    for each in by_keras:
        events = [e for e in run.compiles() if e.node.lineno <= each.line <= (e.node.end_lineno or 0)]
        if len(events) == lines[each.line]:  # as often as in the program, so in the same order
            events = [events[turns[each.line]]]
        turns[each.line] += 1
        yield Met(path, each, run, events)


def outputs_of(run: Run, event: Event) -> list[Seen | None]:
    """Each output that was seen; None for one without a loss."""
    run.world = event.world
    outputs = list(event.outputs or ())
    found: list[Seen | None] = [None] * len(outputs)
    for pair in pairs(run, event):
        output = pair.output if isinstance(pair, Pair) else None
        number = next((n for n, each in enumerate(outputs) if each is output and found[n] is None), None)
        if number is not None and isinstance(pair, Pair):
            losses = [
                cases.loss_of(RULES, compiled.loss(run, each, event.node)) for each in options(pair.loss)
            ]
            found[number] = Seen(list(heads(run, outputs[number])), losses)
    return found


def activation(name: str) -> str:
    """One spelling of an activation that has several."""
    try:
        return keras.activations.get(name).__name__
    except ValueError:
        return name


def agrees(way: seen.Head, head: Head) -> bool:
    """Whether a head that was seen is the one that Keras tells; what was not seen is not compared."""
    if way.activation is not None and activation(way.activation) != activation(head.activation or ""):
        return False
    if way.units is None:
        return True
    return way.units == (head.units if way.reshaped or head.width is None else head.width)


def name_of(met: list[Met]) -> str:
    return met[0].program.stem if met else ""


def test_the_head_seen_in_a_program_is_the_head_that_keras_tells(met: list[Met]):
    wrong, told, compared = [], 0, 0
    for each in met:
        for number, head in enumerate(each.by_keras.heads):
            if head.activation is None:
                continue  # Keras itself does not tell
            found = [s[number] for e in each.events if number < len(s := outputs_of(each.run, e))]
            if found and None in found:
                continue  # an output without a loss of its own
            told += 1
            ways = [way for one in found if one for way in one.ways]
            known = [way for way in ways if way.activation is not None]
            compared += bool(known) and len(known) == len(ways)
            if known and not any(agrees(way, head) for way in known):
                wrong.append((each.program.name, each.by_keras.line, head, known))
    assert wrong == []
    assert (compared < told) == (name_of(met) in UNSEEN_HEADS)


def test_the_loss_seen_in_a_program_is_the_loss_that_keras_was_given(met: list[Met]):
    wrong, told, compared = [], 0, 0
    for each in met:
        for number, loss in enumerate(each.by_keras.losses):
            if loss is None or not loss.name:
                continue
            found = [s[number] for e in each.events if number < len(s := outputs_of(each.run, e))]
            losses = [one for both in found if both for one in both.losses]
            told += bool(found)
            named = [one for one in losses if one.name]
            compared += bool(named)
            fits = any(
                squashed(RULES.losses[one.name].keras) == squashed(loss.name)
                and one.from_logits in (loss.from_logits, None)
                for one in named
            )
            if named and not fits:
                wrong.append((each.program.name, each.by_keras.line, loss, named))
    assert wrong == []
    assert (compared < told) == (name_of(met) in UNSEEN_LOSSES)


def alone(each: Met) -> Checked:
    """What the source tells of one compile() by itself: without labels, and without how it is used."""
    (event,) = each.events
    run, source = each.run, each.program.read_text("utf-8")
    kept = {name: getattr(run, name) for name in OF_THE_PROGRAM}
    given = {name: getattr(event, name) for name in OF_FIT}
    for name, value in kept.items():
        setattr(run, name, type(value)())
    for name in given:
        setattr(event, name, [])
    run.events = [event]
    try:
        return judged(RULES, summary.seen(run, source))
    finally:
        for thing, values in ((run, kept), (event, given)):
            for name, value in values.items():
                setattr(thing, name, value)


def is_known(each: Met) -> bool:
    """Whether the checker saw everything that the saved model tells, as one thing."""
    if len(each.events) != 1:
        return False
    found = outputs_of(each.run, each.events[0])
    return bool(found) and all(
        one is not None
        and len(one.ways) == len(one.losses) == 1
        and one.ways[0].activation is not None
        and (one.ways[0].units is not None or one.ways[0].sized)
        for one in found
    )


# a saved model does not hold these words, the shape of what it puts out, or layers that are not judged in it,
# and what does not go with its outputs stops Keras before it can be trained
NOT_TOLD = {
    "metrics-taken-for-loss-weights", "unknown-name", "metrics-without-brackets", "name-of-keras-2",
    "accuracy-of-the-batch", "metric-takes-only-rows", "layers-without-activation",
    "metrics-and-outputs-differ", "loss-weights-and-outputs-differ", "loss-weights-swapped",
}  # fmt: skip


def names(checked: Checked) -> set[tuple[str, str]]:
    """What is told, with how grave it is, unless that hangs on other words of the program."""
    told = ((each.name, each.severity) for each in checked.findings if each.name not in NOT_TOLD)
    return {(name, "" if RULES.findings[name].unsure else severity) for name, severity in told}


def test_a_saved_model_tells_what_its_source_tells_of_that_model(met: list[Met]):
    wrong, compared = [], 0
    models = [each for each in met if each.by_keras.saved is not None]
    for each in filter(is_known, models):
        compared += 1
        archive = archives.checked(RULES, str(each.by_keras.saved))
        source, told = names(alone(each)), names(archive)
        # of what is written in a class or function of the program, the saved model holds the name alone
        if not (told <= source if archive.unfollowed else told == source):
            wrong.append((each.program.name, each.by_keras.line, source - told, told - source))
    assert wrong == []
    assert (compared < len(models)) == (name_of(met) in UNSEEN_MODELS)


def test_what_a_source_tells_beyond_its_model_comes_from_labels_or_from_what_is_done_with_predictions(
    met: list[Met],
):
    for each in filter(is_known, met):
        (event,) = each.events
        if event.labels or each.run.decodings or each.run.sightings or len(each.run.events) > 1:
            continue
        whole = program.checked(RULES, each.program.read_text("utf-8"))
        assert names(whole) == names(alone(each)), each.program.name


def test_a_program_runs_as_far_as_its_compile(met: list[Met]):
    assert met
