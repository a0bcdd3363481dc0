"""Whole sets of rules, and the tasks in them, as frozen records."""

from functools import lru_cache

from msgspec import Raw

from .evidence import Evidence, LabelTrap
from .facts import (
    Activation,
    Answer,
    Entry,
    FitArgument,
    Group,
    Judge,
    Labels,
    Layer,
    Loss,
    Metric,
    Source,
    Space,
    WordKind,
)
from .findings import FindingRule
from .heads import Pair
from .leaves import Fork
from .meanings import FormText, GroupName, LabelsName
from .questions import Question
from .record import Record
from .symptoms import Comparison, OtherName, Symptom


class Example(Record, frozen=True, kw_only=True):
    """A case from the world that a task file promises to answer."""

    says: str
    answers: dict[str, Answer]
    gives: Pair | None = None
    units: int | None = None
    labels: LabelsName | None = None
    instead: tuple[Pair, ...] = ()


class Task(Entry, frozen=True, kw_only=True):
    """One kind of target. `units` is missing where every end says its own.

    `words` are everyday words for such targets and `forms` how one asks for them; it is found by both.
    """

    example: str
    words: tuple[str, ...] = ()
    forms: tuple[FormText, ...] = ()
    units: Answer | None
    examples: tuple[Example, ...]
    group: GroupName = ""
    evidence: tuple[Evidence, ...] = ()


# a file of the folder, and what each of its entries is
FACTS: dict[str, type[Record]] = {
    "sources": Source,
    "spaces": Space,
    "labels": Labels,
    "activations": Activation,
    "losses": Loss,
    "metrics": Metric,
    "questions": Question,
    "layers": Layer,
    "fit": FitArgument,
    "groups": Group,
    "findings": FindingRule,
    "symptoms": Symptom,
    "names": OtherName,
    "comparisons": Comparison,
    "vocabulary": WordKind,
    "traps": LabelTrap,
    "judges": Judge,
}


class Rules(Record, frozen=True, kw_only=True):
    """All that the rule files say. `tree` begins with the question for the task.

    `libraries` are the records of what is known of Keras and other packages, still encoded.
    """

    folder: str
    shipped: bool
    spaces: dict[str, Space]
    sources: dict[str, Source]
    labels: dict[str, Labels]
    activations: dict[str, Activation]
    losses: dict[str, Loss]
    metrics: dict[str, Metric]
    questions: dict[str, Question]
    layers: dict[str, Layer]
    fit: dict[str, FitArgument]
    groups: dict[str, Group]
    findings: dict[str, FindingRule]
    symptoms: dict[str, Symptom]
    names: dict[str, OtherName]
    comparisons: dict[str, Comparison]
    vocabulary: dict[str, WordKind]
    traps: dict[str, LabelTrap]
    judges: dict[str, Judge]
    tasks: dict[str, Task]
    tree: Fork
    libraries: Raw

    def settings(self) -> tuple[Question, ...]:
        """The questions that hold for every leaf and stand in no tree."""
        return _settings(self)


@lru_cache(maxsize=64)  # asked for by every recommendation
def _settings(rules: Rules) -> tuple[Question, ...]:
    return tuple(question for question in rules.questions.values() if question.setting)
