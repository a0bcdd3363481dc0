"""What a text in a rule file stands for: a name of another file, Python, a release, prose with gaps.

Said with the type of a field, so that a new key is judged, described and listed without more ado.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

KINDS = {
    "spaces": "space",
    "labels": "label encoding",
    "activations": "activation",
    "losses": "loss",
    "metrics": "metric",
    "layers": "layer",
    "sources": "source",
    "groups": "group",
    "vocabulary": "kind of words",
    "tasks": "task",
    "questions": "question",
    "settings": "setting",
    "findings": "finding",
    "objections": "kind of objection",
    "judges": "judge",
}
FILL = "units, or a question, in braces are filled in"


def named(file: str, *also: str, blank: bool = False, joined: bool = False) -> Meta:
    """The name of an entry of `file`, or one of the words in `also`.

    A `blank` one may be empty where it says so; several may be `joined` by ` or `.
    """
    kind = KINDS[file]
    words = "".join(f", or {word}" for word in also)
    return Meta(
        description=f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}{words}",
        extra={"names": file, "also": also, "blank": blank, "joined": joined},
    )


def told(says: str) -> Meta:
    """What a key is for: shown by editors, and in rules/README.md."""
    return Meta(description=says)


def python(kind: Literal["exec", "eval", "arguments"], says: str) -> Meta:
    """Python of a kind that `compile` knows, or the arguments of a call, with gaps that answers fill."""
    return Meta(description=f"{says}; {FILL}", extra={"python": kind, "braces": "answers", "blank": True})


SpaceName: TypeAlias = Annotated[str, named("spaces")]
LabelsName: TypeAlias = Annotated[str, named("labels")]
ActivationName: TypeAlias = Annotated[str, named("activations")]
LossName: TypeAlias = Annotated[str, named("losses")]
MetricName: TypeAlias = Annotated[str, named("metrics")]
LayerName: TypeAlias = Annotated[str, named("layers")]
SourceName: TypeAlias = Annotated[str, named("sources")]
GroupName: TypeAlias = Annotated[str, named("groups")]
WordKindName: TypeAlias = Annotated[str, named("vocabulary")]
FindingName: TypeAlias = Annotated[str, named("findings", blank=True)]
JudgeName: TypeAlias = Annotated[str, named("judges", blank=True)]
TaskName: TypeAlias = Annotated[str, named("tasks")]
QuestionName: TypeAlias = Annotated[str, named("questions")]
SettingName: TypeAlias = Annotated[str, named("settings")]

EntryName: TypeAlias = Annotated[str, Meta(description="the name of any entry", extra={"entry": True})]

Identifier: TypeAlias = Annotated[str, Meta(extra={"python": "name"})]
Lines: TypeAlias = Annotated[str, python("exec", "lines of Python")]
Expression: TypeAlias = Annotated[str, python("eval", "an expression in Python")]
Threshold: TypeAlias = Annotated[str | int | float, python("eval", "a number")]
LayerArguments: TypeAlias = Annotated[str, python("arguments", "arguments of the last layer")]
Formula: TypeAlias = Annotated[
    str | int | float, Meta(description="a formula of x, as a curve computes it", extra={"formula": True})
]
FormText: TypeAlias = Annotated[str, Meta(extra={"form": True})]
Release: TypeAlias = Annotated[str, Meta(description="a release of Keras", extra={"release": True})]
Prose: TypeAlias = Annotated[str, Meta(description=f"prose; {FILL}", extra={"braces": "answers"})]
