"""A recommendation as an outline: the pair first, then what a person asks next."""

from __future__ import annotations

from lossadvisor.advice.advice import Advice
from lossadvisor.advice.records import InsteadAdvice, LabelAdvice
from lossadvisor.advice.snippet import call
from lossadvisor.rulebook.counting import Counted
from lossadvisor.rulebook.evidence import Trapped
from lossadvisor.rulebook.facts import Answer

from .outline import Code, Facts, Lines, Outline, Section, section


def outline(advice: Advice) -> Outline:
    """Everything there is to say about `advice`."""
    return Outline(
        title=_title(advice),
        lead=_lead(advice),
        sections=(
            *section(f"With Keras {advice.answers.get('keras', '')}", Lines(advice.warnings)),
            *_head(advice),
            *section("Your labels", Facts(trap_rows(advice.traps))),
            *section("Code", Code(advice.code)),
            *section("Labels", *_labels(advice.labels), Lines(_kept(advice))),
            *section("Metrics", Facts(_metrics(advice)), Lines(advice.notes)),
            *section("Why", Lines(advice.because)),
            *section("Avoid", Facts(tuple((each.what, each.because) for each in advice.avoid))),
            *section("Instead", Facts(tuple(map(_instead, advice.instead)))),
            *section(
                "See also", Facts(tuple((f"--task {each.task}", each.when) for each in advice.see_also))
            ),
            *section("Hidden layers", Lines((advice.hidden,))),
            *section("Assumed", Lines(_assumed(advice))),
            *section("Sources", Lines(advice.sources)),
            *section("Command", Code(advice.command, "console")),
        ),
    )


def trap_rows(traps: tuple[Trapped, ...]) -> tuple[tuple[str, str], ...]:
    """What goes wrong with labels as they are, and the way out."""
    return tuple((trap.says, f"{trap.found}. Fix: {trap.fix}") for trap in traps)


def _title(advice: Advice) -> str:
    pair = f"{advice.activation} with {advice.loss}"
    return f"{pair}, for which Keras has no built-in loss" if advice.lacks else pair


def _lead(advice: Advice) -> str:
    return f"{units(advice)}, {advice.labels.encoding} labels of shape {advice.labels.shape}"


def _head(advice: Advice) -> tuple[Section, ...]:
    rows = (
        ("activation", advice.activation if advice.activation != "linear" else "linear (none)"),
        ("loss", call(advice.loss, advice.loss_arguments)),
        ("units", str(advice.units)),
        ("then", advice.after),
        ("without it", advice.lacks),
        ("answers", advice.decoding.says),
    )
    return section("Head", Facts(tuple(row for row in rows if row[1])))


def _labels(labels: LabelAdvice) -> tuple[Lines, Facts]:
    lines = (f"{labels.says}; shape {labels.shape}, {labels.dtype}",)
    ways = tuple((f"from {name}", line.strip()) for name, line in labels.conversions.items())
    if labels.shaped:
        ways = (("in any shape", labels.shaped), *ways)
    return Lines(lines), Facts(ways, code=True)


def _kept(advice: Advice) -> tuple[str, ...]:
    """What must be stored with the model where labels are turned by what the training part teaches."""
    if not advice.decoding.back or not advice.labels.learn:
        return ()
    return (
        "encode() and decode() use what was learned from y_train, so keep it with the model: labels and "
        "predictions that come later need it too.",
    )


def _metrics(advice: Advice) -> tuple[tuple[str, str], ...]:
    return tuple((each.called, f"{each.says} ({each.metric})") for each in advice.metrics)


def _instead(other: InsteadAdvice) -> tuple[str, str]:
    pair = f"{other.activation} with {call(other.loss, other.loss_arguments)}"
    return pair, f"when {other.when}; price: {other.price}"


def _assumed(advice: Advice) -> tuple[str, ...]:
    if not advice.assumed and not advice.read:
        return ()
    plain = {name: answer for name, answer in advice.assumed.items() if name not in advice.unsure}
    lines = [", ".join(f"--{name} {answer}" for name, answer in plain.items())] if plain else []
    for name, how in advice.unsure.items():
        lines.append(f"--{name} {assumed_as(advice.assumed[name])}; {how}")
    for name, because in advice.read.items():
        lines.append(f"--{name} {advice.answers[name]}, read from your labels: {because}")
    for name, hint in advice.hinted.items():
        lines.append(f"--{name} {advice.answers[name]}; your labels suggest {hint}")
    return tuple(lines)


def units(advice: Advice) -> str:
    """How many units there are: a number, or that code counts them."""
    if isinstance(advice.units, Counted):
        return f"{advice.units} units, which the code counts in y_train"
    return "1 unit" if advice.units == 1 else f"{advice.units} units"


def assumed_as(answer: Answer) -> str:
    """An answer that nobody gave, or that code counts it."""
    return "counted in y_train" if isinstance(answer, Counted) else str(answer)
