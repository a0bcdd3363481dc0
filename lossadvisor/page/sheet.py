"""The cheat sheet: for each task the usual head, its labels and metrics, and the one mistake to avoid."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from lossadvisor.advice.advice import Advice
from lossadvisor.advice.recommending import recommended
from lossadvisor.advice.snippet import call
from lossadvisor.interview.walk import paths, walk
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.leaves import Fork, Node
from lossadvisor.rulebook.rules import Rules

TITLE = "The last layer, loss and metrics in Keras"
LEAD = "Each row is the usual answer of a task; lossadvisor ask finds yours."
COLUMNS = ("Task", "What you predict", "Last layer", "Loss", "Labels", "Metrics", "Do not use")
METRICS = 2  # in a row


class Row(Struct, frozen=True):
    """One line of the sheet, in the order of its columns."""

    task: str
    predicts: str
    layer: str
    loss: str
    labels: str
    metrics: str
    trap: str

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.task, self.predicts, self.layer, self.loss, self.labels, self.metrics, self.trap)


def rows(rules: Rules) -> list[Row]:
    """A row for each task that has a head of its own."""
    return [row for task in rules.tasks for row in _rows(rules, task)]


def _rows(rules: Rules, task: str) -> Iterator[Row]:
    """The row of a task: where its questions lead if each answer is the one that is assumed, or the first."""
    for answers in paths(rules, task):
        if not _is_usual(rules, answers):
            continue
        found = recommended(rules, answers)
        if isinstance(found, Advice):
            yield _row(rules, task, found)
            return


def _is_usual(rules: Rules, answers: dict[str, Answer]) -> bool:
    """Whether every answer that could have been assumed is the one that is."""
    node: Node = rules.tree
    while isinstance(node, Fork):
        is_chosen = node.default is not None and rules.questions[node.ask].kind == "choice"
        if is_chosen and answers[node.ask] != node.default:
            return False
        following = node.follow(answers[node.ask])
        assert following is not None
        node = following
    return True


def _row(rules: Rules, task: str, advice: Advice) -> Row:
    leaf = walk(rules, advice.answers).stop
    units = str(getattr(leaf, "units", advice.units))
    activation = "no activation" if advice.activation == "linear" else advice.activation
    trap = next(iter(advice.avoid), None)
    return Row(
        task=task,
        predicts=rules.tasks[task].says,
        layer=f"{units} {'unit' if units == '1' else 'units'}, {activation}"
        if units.isdecimal()
        else f"{units}: {activation}",
        loss=call(advice.loss, advice.loss_arguments).removesuffix("()"),
        labels=f"{advice.labels.encoding}: {advice.labels.says}",
        metrics=", ".join(dict.fromkeys(each.called for each in advice.metrics[:METRICS])),
        trap=f"{trap.what}: {trap.because}" if trap else "",
    )
