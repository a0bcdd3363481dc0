"""A folder of YAML files as `Rules`; every complaint about the shape of a rule file is made here."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import TypeVar

from msgspec.structs import replace

from lossadvisor.errors import AdvisorError, printable, squashed, suggestion

from . import contract, questionfile, references, yamlfile
from .complaints import Complaints
from .contents import Contents, Files
from .evidence import Evidence
from .facts import UNWRITTEN, Answer, Group, KerasClass, Layer, Metric
from .fragments import flaw
from .leaves import Branch, Fork, Node
from .libraries import encoded
from .library_facts import LIBRARY_FACTS
from .meanings import FormText
from .placeholders import sizing_questions
from .questions import Choice, Question, Unsure
from .record import Record
from .rules import FACTS, Example, Rules, Task
from .treefile import Below, Said, TreeReader, converted
from .yamlfile import Trail

E = TypeVar("E", bound=Record)

MISSING = FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
OPTIONAL = (
    "findings.yaml",
    "fit.yaml",
    "groups.yaml",
    "judges.yaml",
    "layers.yaml",
    "names.yaml",
    "symptoms.yaml",
    "traps.yaml",
    "vocabulary.yaml",
    "comparisons.yaml",
)
DENSE = Layer(name=contract.DENSE, says="numbers for each sample", code="keras.layers.Dense({units}{more})",
              hidden='keras.layers.Dense(32, activation="relu")')  # fmt: skip


class TaskFile(Said, frozen=True, kw_only=True):
    """A task file: what is said at its top holds for the whole tree."""

    says: str
    example: str
    tree: Below
    group: str = ""
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    forms: tuple[FormText, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    examples: tuple[Example, ...] = ()


def read(contents: Contents, complaints: Complaints) -> Rules | None:
    """The rules in a folder as far as they can be read; what is wrong is added to `complaints`.

    Where the folder is, and whether it is the shipped one, is left open.
    """
    plain = _documents(contents.files, complaints)
    facts = {name: _entries(f"{name}.yaml", plain, kind, complaints) for name, kind in FACTS.items()}
    for name in ("losses", "metrics"):
        facts[name] = _with_python(contents.files, name, facts[name], complaints)
    questions: dict[str, Question] = facts["questions"]  # type: ignore[assignment]
    groups: dict[str, Group] = facts["groups"]  # type: ignore[assignment]
    metrics: dict[str, Metric] = facts["metrics"]  # type: ignore[assignment]
    for trail, says in questionfile.faults(questions):
        complaints.add("questions.yaml", trail, says)
    names = [name for name in plain if name.startswith("tasks/")]
    tasks: dict[str, Task] = {}
    branches: list[Branch] = []
    for file in names:
        task, node = _task(file, plain[file], questions, complaints)
        if task and node:
            tasks[task.name] = task
            branches.append(Branch(node=node, choices=(task.name,)))
    if not names:
        complaints.add("tasks", (), "there is no task file in this folder")
    if not branches:
        return None
    library = {
        name: _library(name, plain, contents.lent, kind, complaints) for name, kind in LIBRARY_FACTS.items()
    }
    tasks = _in_groups(tasks, groups)
    questions = {contract.TASK: _task_question(tasks, groups), **_with_metrics(questions, metrics)}
    order = list(tasks)
    branches.sort(key=lambda branch: order.index(branch.choices[0]))
    rules = Rules(
        folder="",
        shipped=False,
        tree=Fork(ask=contract.TASK, branches=tuple(branches)),
        tasks=tasks,
        libraries=encoded(library),
        **{**facts, "questions": questions, "layers": {contract.DENSE: DENSE, **facts["layers"]}},  # type: ignore[arg-type]
    )
    own = {name: entries for name, entries in library.items() if f"{name}.yaml" in plain}
    references.judge(rules, complaints, own)
    return rules


def _library(
    name: str, plain: dict[str, object], lent: Files, kind: type[E], complaints: Complaints
) -> dict[str, E]:
    """The entries of a file about packages; those of the shipped rules where the folder has no such file."""
    file = f"{name}.yaml"
    if file in plain:
        return _entries(file, plain, kind, complaints)
    if file not in lent:  # there is one, of which no sense could be made
        return {}
    shipped = yamlfile.document(yamlfile.text_of(lent[file], file), file)
    return _entries(file, {file: shipped}, kind, complaints)


def _documents(files: Files, complaints: Complaints) -> dict[str, object]:
    plain: dict[str, object] = {}
    for file, content in files.items():
        if not file.endswith(".yaml"):
            continue
        try:
            text = yamlfile.text_of(content, file)
            plain[file] = yamlfile.document(text, file)
        except AdvisorError as error:
            complaints.add_unreadable(AdvisorError(str(error).removeprefix(f"{file}: ")), file)
        else:
            complaints.knows(file, text)
    return plain


def _entries(file: str, plain: dict[str, object], kind: type[E], complaints: Complaints) -> dict[str, E]:
    content = plain.get(file)
    if content is None and file in OPTIONAL:
        return {}
    if content is None:
        if file not in {complaint.file for complaint in complaints.found}:
            complaints.add(file, (), "this file is missing or empty")
        return {}
    if not isinstance(content, dict):
        complaints.add(file, (), "the file should map names to what they say")
        return {}
    entries: dict[str, E] = {}
    for name, said in content.items():
        if not isinstance(said, dict):
            complaints.add(file, (name,), "is empty; give it some keys")
            continue
        for key in UNWRITTEN & said.keys():
            complaints.add(file, (name, key), f"there is no key '{key}' here")
        entry = converted({"name": name, **said}, kind, _complaining(complaints, file, name))
        if entry is not None:
            entries[name] = entry
    return entries


def _complaining(complaints: Complaints, file: str, *place: str) -> Callable[[Trail, str], None]:
    return lambda trail, says: complaints.add(file, (*place, *trail), says)


def _task(
    file: str, plain: object, questions: dict[str, Question], complaints: Complaints
) -> tuple[Task | None, Node | None]:
    said = converted(plain, TaskFile, _complaining(complaints, file))
    if said is None:
        return None, None
    name = PurePosixPath(file).stem
    if name != printable(name):
        complaints.add(file, (), "the name of this file cannot be shown; give it one of letters")
    reader = TreeReader(file, questions, complaints)
    node = reader.node(said.tree, (said,), ("tree",), name)
    task = Task(
        name=name, says=said.says, example=said.example, aliases=said.aliases, words=said.words,
        forms=said.forms, evidence=said.evidence, units=said.units, group=said.group,
        examples=said.examples, sources=said.sources,
    )  # fmt: skip
    return task, _sized(file, said.units, node, questions, complaints)


def _sized(
    file: str,
    units: Answer | None,
    node: Node | None,
    questions: dict[str, Question],
    complaints: Complaints,
) -> Node | None:
    """The question that gives the number of units stands before all others."""
    if node is None or units is None or isinstance(units, int):
        return node
    question = questions.get(next(iter(sizing_questions(units)), ""))
    if question is None or question.kind not in ("whole", "wholes", "decimals"):
        near = suggestion(str(units), (each.name for each in questions.values() if each.is_number))
        complaints.add(file, ("units",), f"'{units}' is not a question that asks for a number{near}")
        return None
    return Fork(ask=question.name, branches=(Branch(node=node),), default=question.default)


def _with_python(files: Files, kind: str, entries: dict[str, E], complaints: Complaints) -> dict[str, E]:
    """`entries` with the text of the Python files that they name."""
    found = dict(entries)
    for name, entry in entries.items():
        if not isinstance(entry, KerasClass) or not entry.file:
            continue
        place = PurePosixPath(entry.file)
        if place.parts[:-1] != (kind,) or place.suffix != ".py":
            complaints.add(f"{kind}.yaml", (name, "file"), f"'{place}' is not of the form {kind}/NAME.py")
            continue
        try:
            text = yamlfile.text_of(files.get(str(place), MISSING), str(place))
            yamlfile.judge_text(text, str(place))
        except AdvisorError as error:
            complaints.add(f"{kind}.yaml", (name, "file"), str(error))
        else:
            found[name] = replace(entry, python=text)
            if why := flaw(text, "exec"):
                complaints.add(f"{kind}.yaml", (name, "file"), why)
            if f"class {entry.keras}(" not in text:
                complaints.add(f"{kind}.yaml", (name, "keras"), f"{place} has no class {entry.keras}")
    return found


def _in_groups(tasks: dict[str, Task], groups: dict[str, Group]) -> dict[str, Task]:
    """The tasks in the order of their groups; those without one come last."""
    order = list(groups)
    last = len(order)
    return dict(
        sorted(tasks.items(), key=lambda item: order.index(item[1].group) if item[1].group in order else last)
    )


def _with_metrics(questions: dict[str, Question], metrics: dict[str, Metric]) -> dict[str, Question]:
    """`questions`, of which those that take metrics offer all that there are, by every name."""
    owners = {squashed(said): name for name, each in metrics.items() for said in (name, *each.aliases)}
    for name, metric in metrics.items():
        owners.setdefault(squashed(metric.keras), name)
    text = metrics.get(contract.ACCURACY)  # which Keras makes a metric of; asked for, it is the one that fits
    names = {contract.BINARY_ACCURACY: (text.name, *text.aliases)} if text else {}
    choices = {
        name: Choice(
            says=each.says,
            aliases=(
                *each.aliases,
                *names.get(name, ()),
                *([each.keras] if owners[squashed(each.keras)] == name else []),
            ),
        )
        for name, each in metrics.items()
        if each.keras != contract.ACCURACY
    }
    return {
        name: replace(each, choices=choices) if each.kind == "metrics" else each
        for name, each in questions.items()
    }


def _task_question(tasks: dict[str, Task], groups: dict[str, Group]) -> Question:
    headings = {name: group.says for name, group in groups.items()}
    return Question(
        name=contract.TASK,
        says="what is predicted",
        asks="What do you want to predict?",
        unsure=Unsure(
            find="type what you want to predict in your own words, such as a price, or spam or not"
        ),
        choices={
            task.name: Choice(
                says=task.says,
                example=task.example,
                aliases=task.aliases,
                words=task.words,
                forms=task.forms,
                group=headings.get(task.group, ""),
            )
            for task in tasks.values()
        },
    )
