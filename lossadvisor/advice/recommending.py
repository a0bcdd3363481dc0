"""From a leaf and the answers that led there to the advice, in the form that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from msgspec.structs import replace

from lossadvisor.errors import AdvisorError
from lossadvisor.interview import settings
from lossadvisor.interview.turns import Walk
from lossadvisor.interview.walk import arrival, walk
from lossadvisor.rulebook import contract
from lossadvisor.rulebook.counting import Counted
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.heads import Head, Pair
from lossadvisor.rulebook.leaves import Bundle, Leaf, Stop
from lossadvisor.rulebook.placeholders import filled, filled_arguments, size, values
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.rules import Rules

from . import asked_metrics, avoiding, label_advice
from .advice import Advice, Combination, Referral
from .decoding import decoding_at
from .head_advice import THRESHOLD, head_advice, home, sized
from .records import (
    InsteadAdvice,
    NearestAdvice,
    SeeAlsoAdvice,
)

ANY = "any"  # stands for every encoding of labels in which a number is counted
RARE = 0.05  # share of yes below which evenly spaced thresholds of an AUC are too far apart: a test measures


def recommended(rules: Rules, answers: Mapping[str, Answer]) -> Advice | Referral | Combination:
    """What normalised `answers` lead to. Raises AdvisorError where they lead nowhere."""
    reached = arrival(rules, answers)
    if isinstance(reached.stop, Stop):
        return _referral(rules, reached.stop, reached.answers)
    if isinstance(reached.stop, Bundle):
        return _combination(rules, reached.stop, reached.answers, answers)
    return _advice(rules, answers, reached)


def advice(rules: Rules, answers: Mapping[str, Answer]) -> Advice:
    """The head that normalised `answers` lead to.

    Raises AdvisorError where they lead to none, or where the rules' head is unsound.
    """
    return _advice(rules, answers, arrival(rules, answers))


def _advice(rules: Rules, answers: Mapping[str, Answer], reached: Walk) -> Advice:
    if not isinstance(reached.stop, Leaf):
        raise AdvisorError(
            f"{answers[contract.TASK]} has no last layer of its own, so it cannot be one of several outputs"
        )
    given, assumed = settings.settled(rules, answers, reached, reached.stop)
    unsure = tuple(dict.fromkeys(turn.question for turn in reached.turns if turn.unsure))
    return at_leaf(rules, reached.stop, given, assumed, unsure=unsure)


def at_leaf(
    rules: Rules,
    leaf: Leaf,
    answers: dict[str, Answer],
    assumed: dict[str, Answer],
    *,
    unsure: tuple[str, ...] = (),
    judge: bool = True,
) -> Advice:
    """The recommendation of `leaf`, for who was `unsure` of some answers.

    `judge=False` lets an unsound head through, to be shown failing.
    """
    leaf, layer_arguments = settings.changed(rules, leaf, answers)
    if float(answers.get(contract.POSITIVE_RATE, 1)) < RARE:
        leaf = _rare(leaf)
    if contract.METRICS in answers:
        leaf = replace(leaf, metrics=asked_metrics.fitting(rules, leaf, answers))
    head, metrics, notes = head_advice(rules, leaf, answers.get(contract.OUTPUT) == contract.LOGITS, judge)
    units = size(leaf.units, answers)
    if units < 1:
        raise AdvisorError(f"{leaf.where}: '{leaf.units}' leaves {units} units; a layer has 1 or more")
    known, numbers = values(answers, units), values(_plain(answers), int(units))
    given = label_advice.stored(rules, leaf, answers)
    loss, layer = rules.losses[head.loss], rules.layers[leaf.layer]
    decoding = decoding_at(rules, leaf, head, given, known)
    used = {loss.keras: head.arguments, **{each.metric: each.arguments for each in metrics}}
    return Advice(
        answers=answers,
        assumed=assumed,
        activation=rules.activations[head.activation].keras,
        loss=loss.keras,
        loss_home=home(loss, "losses"),
        loss_arguments=filled_arguments(head.arguments, answers, units),
        units=units,
        labels=label_advice.label_advice(rules, leaf, given, known),
        metrics=sized(metrics, {**answers, THRESHOLD: float(decoding.threshold or 0)}, units),
        because=tuple(filled(line, known) for line in _because(rules, leaf, head)),
        avoid=avoiding.avoid_advice(rules, leaf, head, known, units),
        instead=_instead_advice(rules, leaf, answers, units),
        sources=_cited(rules, leaf.sources),
        decoding=decoding,
        notes=notes,
        warnings=settings.release_notes(rules, leaf, answers, used),
        pair=_pair(head),
        hidden=_hidden_layers(rules),
        learn=filled(leaf.learn, known),
        encode=filled(leaf.encode, known),
        prepare=filled(leaf.prepare, known),
        fit={name: filled(str(value), known) for name, value in leaf.fit.items()},
        made=filled(label_advice.made(rules, leaf, given), numbers),
        data=filled(leaf.data, numbers),
        unsure={name: _found_out(rules.questions[name]) for name in unsure},
        count=_counting(rules, leaf, answers, given),
        rules="" if rules.shipped else rules.folder,
        layer=layer.code,
        layer_arguments=tuple(filled(each, known) for each in layer_arguments),
        after=filled(rules.layers[leaf.after].code, known) if leaf.after else "",
        before=layer.hidden,
        python=_python(rules, leaf),
        lacks=loss.lacks,
        see_also=tuple(SeeAlsoAdvice(each.task, filled(each.when, known)) for each in leaf.see_also),
    )


def _plain(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """`answers` with the numbers that are assumed where code counts them."""
    return {name: int(each) if isinstance(each, Counted) else each for name, each in answers.items()}


def _found_out(question: Question) -> str:
    return question.unsure.find if question.unsure else ""


def _counting(rules: Rules, leaf: Leaf, answers: Mapping[str, Answer], given: str) -> str:
    """The lines that count in the labels, written as `given`, what nobody has said."""
    lines = []
    for name, answer in answers.items():
        said = rules.questions[name].unsure
        if isinstance(answer, Counted) and said:
            ways = (f"{leaf.labels} from {given}", given, ANY)
            lines.append(f"{answer} = {next(said.counted[way] for way in ways if way in said.counted)}")
    return "\n".join(lines)


def _referral(rules: Rules, stop: Stop, answers: dict[str, Answer]) -> Referral:
    return Referral(
        answers=answers,
        says=stop.stop,
        because=stop.because,
        nearest=tuple(NearestAdvice(each.task, each.loses) for each in stop.nearest),
        sources=_cited(rules, stop.sources),
        rules="" if rules.shipped else rules.folder,
    )


def _combination(
    rules: Rules, bundle: Bundle, answers: dict[str, Answer], said: Mapping[str, Answer]
) -> Combination:
    from lossadvisor.interview.named_outputs import conditions, named_heads

    common = {each.name: said[each.name] for each in rules.settings() if each.name in said}
    for name in common:
        if rules.questions[name].default is None:
            raise AdvisorError(
                f"--{name} belongs to one output; give it there, as in 'name: task {name}={common[name]}'"
            )

    found: dict[str, Advice] = {}
    option = rules.questions[bundle.bundle].option
    for name, given in named_heads(rules, str(answers[bundle.bundle]), option).items():
        if given[contract.TASK] == answers[contract.TASK] and not isinstance(
            walk(rules, given).stop, (Leaf, Stop)
        ):
            task = given[contract.TASK]
            raise AdvisorError(f"{option} {name}: {task} cannot contain itself; name each output")
        try:
            settled = _plain(arrival(rules, {**common, **given}).answers)  # one count would not do for all
            found[name] = advice(rules, {**common, **given, **_counted(given, settled), **_functional(rules)})
        except AdvisorError as error:
            raise AdvisorError(f"{name}: {error}") from error
    _judge_shapes(found, option)
    first_of = conditions(str(answers[bundle.bundle]), option)
    if bundle.conditional and not first_of:
        first, second, *_ = found
        raise AdvisorError(
            f"{option}: it is unclear which output depends on which; write '{second}: … if {first}'"
        )
    for name, first in first_of.items():
        if not rules.labels[found[first].labels.encoding].is_yes_or_no:
            raise AdvisorError(
                f"{option} {name}: {first} is not a yes or no; make it one, as in '{first}: binary'"
            )
        found[name] = replace(found[name], only_if=first)
    return Combination(
        answers={**answers, **common},
        heads=found,
        because=bundle.because,
        sources=_cited(rules, bundle.sources),
        rules="" if rules.shipped else rules.folder,
    )


def _counted(given: Mapping[str, Answer], settled: Mapping[str, Answer]) -> dict[str, Answer]:
    """What is assumed where somebody is not sure."""
    return {name: settled[name] for name, answer in given.items() if answer == contract.UNSURE}


def _functional(rules: Rules) -> dict[str, Answer]:
    """The style of a model with several outputs, where the rules know styles."""
    return {contract.STYLE: contract.FUNCTIONAL} if contract.STYLE in rules.questions else {}


def _judge_shapes(heads: dict[str, Advice], option: str) -> None:
    """All heads of a model stand on the same features."""
    (first, one), *others = heads.items()
    for name, head in others:
        if head.before != one.before:
            raise AdvisorError(
                f"{option}: {first} and {name} need features of different shapes; build one model for each"
            )


@lru_cache(maxsize=1024)
def _rare(leaf: Leaf) -> Leaf:
    """`leaf` where hardly any sample is a yes: one object, by which all that is told of it is remembered."""
    return replace(leaf, rare=True)


@lru_cache(maxsize=4096)
def _pair(head: Head) -> Pair:
    return Pair(f"{head.activation} with {head.loss}")


@lru_cache(maxsize=4096)
def _python(rules: Rules, leaf: Leaf) -> tuple[str, ...]:
    """The files of what Keras lacks, each once."""
    made = (rules.losses[leaf.recommend.loss], *(rules.metrics[name] for name in leaf.metrics))
    return tuple(dict.fromkeys(each.python for each in made if each.python))


def _because(rules: Rules, leaf: Leaf, head: Head) -> tuple[str, ...]:
    """The leaf's reasons, and one more where the head has been turned into logits."""
    link = rules.losses[head.loss].link
    if not head.from_logits or leaf.recommend.activation != link:
        return leaf.because
    said = f"You asked for logits, so the loss applies the {link} itself and the layer has no activation."
    return (*leaf.because, said)


def _instead_advice(
    rules: Rules, leaf: Leaf, answers: dict[str, Answer], units: int
) -> tuple[InsteadAdvice, ...]:
    return tuple(
        InsteadAdvice(
            activation=rules.activations[other.head.activation].keras,
            loss=rules.losses[other.head.loss].keras,
            loss_arguments=filled_arguments(other.arguments or {}, answers, units),
            units=units if other.units is None else size(other.units, answers),
            labels=other.labels or leaf.labels,
            when=other.when,
            price=other.price,
        )
        for other in leaf.instead
    )


@lru_cache(maxsize=4096)
def _cited(rules: Rules, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(rules.sources[name].cites for name in names)


@lru_cache(maxsize=64)
def _hidden_layers(rules: Rules) -> str:
    """Which activations hidden layers take, from what the activations say of themselves."""
    fit = [f"{each.name} ({each.hidden})" for each in rules.activations.values() if each.hidden]
    return f"{', '.join(fit)}; never linear, because two linear layers in a row are just one"
