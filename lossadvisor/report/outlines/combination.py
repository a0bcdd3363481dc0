"""Recommendations for several outputs of one model as an outline: each head, then the code of all."""

from __future__ import annotations

from lossadvisor.advice.advice import Advice, Combination
from lossadvisor.advice.snippet import call

from .outline import Code, Facts, Lines, Outline, section


def outline(combination: Combination) -> Outline:
    """Everything there is to say about `combination`."""
    heads = combination.heads
    reasons = tuple((name, " ".join(head.because)) for name, head in heads.items())
    commands = tuple((name, head.command) for name, head in heads.items())
    return Outline(
        title=" and ".join(heads),
        lead=f"{len(heads)} outputs, a loss for each",
        sections=(
            *section("Heads", Facts(tuple((name, head_line(each)) for name, each in heads.items()))),
            *section("Code", Code(combination.code)),
            *section("Why", Lines(combination.because)),
            *section("Why each", Facts(reasons)),
            *section("Each alone", Facts(commands, code=True)),
            *section("Sources", Lines(combination.sources)),
            *section("Command", Code(combination.command, "console")),
        ),
    )


def head_line(head: Advice) -> str:
    """One head of several in a line."""
    activation = "" if head.activation == "linear" else f"{head.activation} with "
    units = "1 unit" if head.units == 1 else f"{head.units} units"
    metrics = ", ".join(each.called for each in head.metrics)
    pair = f"{activation}{call(head.loss, head.loss_arguments)}"
    return f"{pair}, {units}, {head.labels.encoding} labels; {metrics}"
