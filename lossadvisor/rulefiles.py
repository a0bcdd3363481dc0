"""A folder of YAML files as `Rules`; every complaint about the shape of a rule file is made here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from . import questionfile, references, yamlfile
from .complaints import Complaints
from .errors import AdvisorError, suggestion
from .facts import Activation, Answer, Choice, Labels, Loss, Metric, Question, Record, Source, Space
from .model import Branch, Example, Fork, Node, Rules, Task
from .treefile import Inherited, Said, TreeReader, converted
from .yamlfile import Trail

E = TypeVar("E", bound=Record)

FACTS: dict[str, type[Record]] = {
    "sources": Source,
    "spaces": Space,
    "labels": Labels,
    "activations": Activation,
    "losses": Loss,
    "metrics": Metric,
    "questions": Question,
}


class TaskFile(Said, frozen=True, kw_only=True):
    """A task file: what is said at its top holds for the whole tree."""

    says: str
    example: str
    tree: Any
    aliases: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()


def read(folder: str, files: Iterable[str], complaints: Complaints, *, shipped: bool = False) -> Rules | None:
    """The rules in `files` as far as they can be read; what is wrong is added to `complaints`."""
    plain = _documents(Path(folder), map(Path, files), complaints)
    facts = {name: _entries(f"{name}.yaml", plain, kind, complaints) for name, kind in FACTS.items()}
    questions: dict[str, Question] = facts["questions"]  # type: ignore[assignment]
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
    questions = {"task": _task_question(tasks), **questions}
    rules = Rules(
        folder=folder,
        shipped=shipped,
        tree=Fork(ask="task", branches=tuple(branches)),
        tasks=tasks,
        **{**facts, "questions": questions},  # type: ignore[arg-type]
    )
    references.judge(rules, complaints)
    return rules


def _documents(folder: Path, files: Iterable[Path], complaints: Complaints) -> dict[str, object]:
    plain: dict[str, object] = {}
    for path in files:
        file = path.relative_to(folder).as_posix()
        try:
            text = yamlfile.text(path)
            plain[file] = yamlfile.document(text, file)
        except AdvisorError as error:
            message = str(error).removeprefix(f"{path}: ")
            complaints.add_unreadable(AdvisorError(message), file)
        else:
            complaints.knows(file, text)
    return plain


def _entries(file: str, plain: dict[str, object], kind: type[E], complaints: Complaints) -> dict[str, E]:
    content = plain.get(file)
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
            complaints.add(file, (name,), "says nothing; give it keys of its own")
            continue
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
    name = Path(file).stem
    if said.units is None:
        complaints.add(file, (), "a task needs units: a number, or the question that gives it")
        return None, None
    reader = TreeReader(file, questions, complaints)
    node = reader.node(said.tree, Inherited().with_(said), ("tree",), name)
    task = Task(
        name=name, says=said.says, example=said.example, aliases=said.aliases, units=said.units,
        examples=said.examples, sources=said.sources,
    )  # fmt: skip
    return task, _sized(file, said.units, node, questions, complaints)


def _sized(
    file: str,
    units: Answer,
    node: Node | None,
    questions: dict[str, Question],
    complaints: Complaints,
) -> Node | None:
    """The question that gives the number of units stands before all others."""
    if node is None or isinstance(units, int):
        return node
    question = questions.get(units)
    if question is None or not question.is_number:
        near = suggestion(units, (each.name for each in questions.values() if each.is_number))
        complaints.add(file, ("units",), f"'{units}' is no question that asks for a number{near}")
        return None
    return Fork(ask=units, branches=(Branch(node=node),), default=question.default)


def _task_question(tasks: dict[str, Task]) -> Question:
    return Question(
        name="task",
        says="what one target is",
        asks="What is one target?",
        choices={
            task.name: Choice(says=task.says, example=task.example, aliases=task.aliases)
            for task in tasks.values()
        },
    )
