"""Rule files judged as a whole: all that `load` refuses, and the examples that task files carry."""

from __future__ import annotations

from collections.abc import Iterator

from lossadvisor.errors import AdvisorError
from lossadvisor.interview.walk import arrival, ends
from lossadvisor.rulebook.answers import normalised
from lossadvisor.rulebook.complaints import Complaint, Complaints
from lossadvisor.rulebook.contents import contents
from lossadvisor.rulebook.contract import absences
from lossadvisor.rulebook.folder import read
from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.rules import Example, Rules, Task

from .advice import Advice, Combination, Referral
from .recommending import recommended


def complaints(folder: str) -> list[Complaint]:
    """Everything wrong with the rules in `folder`, in the order of files and lines.

    Raises AdvisorError where there is no folder to read.
    """
    found = Complaints()
    rules = read(contents(folder), found)
    if rules is not None and not found.found:
        _run_examples(rules, found)
    return sorted(found.found, key=lambda each: (each.file, each.line))


def notes(folder: str) -> list[str]:
    """What Python does without, because sound rules in `folder` leave it out."""
    return list(absences(load(folder)))


def _run_examples(rules: Rules, found: Complaints) -> None:
    reached: set[str] = set()
    for task in rules.tasks.values():
        for number, example in enumerate(task.examples):
            try:
                given = normalised(rules, {"task": task.name, **example.answers})
                reached.add(getattr(arrival(rules, given).stop, "where", ""))
                faults = list(_broken_promises(rules, example, recommended(rules, given)))
            except AdvisorError as error:
                faults = [str(error)]
            for fault in faults:
                found.add(_file(task), ("examples", number), f"{example.says}: {fault}")
    for leaf in ends(rules.tree):
        if leaf.where not in reached:
            found.add_at(
                leaf.where, (), f"no example reaches this leaf; add one to {leaf.where.split()[0]}.yaml"
            )


def _file(task: Task) -> str:
    return f"tasks/{task.name}.yaml"


def _broken_promises(rules: Rules, example: Example, given: Advice | Referral | Combination) -> Iterator[str]:
    if not isinstance(given, Advice):
        if example.gives is not None:
            yield f"gives no single head; it should give '{example.gives}'"
        return
    if given.pair != example.gives:
        yield f"gives '{given.pair}', not '{example.gives}'"
    if example.units is not None and given.units != example.units:
        yield f"gives {given.units} units, not {example.units}"
    if example.labels is not None and given.labels.encoding != example.labels:
        yield f"wants {given.labels.encoding} labels, not {example.labels}"
    offered = [(each.activation, each.loss) for each in given.instead]
    for pair in example.instead:
        activation, loss = rules.activations.get(pair.activation), rules.losses.get(pair.loss)
        if activation is None or loss is None or (activation.keras, loss.keras) not in offered:
            yield f"does not offer '{pair}' instead"
