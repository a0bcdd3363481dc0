"""What may be asked, and the answers that can be chosen, as frozen records."""

from typing import Annotated, Literal, TypeAlias

from msgspec import field

from .evidence import Hint, Looks, Reading
from .facts import Answer, Entry
from .meanings import FormText, LayerArguments, Prose, QuestionName, told
from .record import Record

# options that are no questions
TAKEN = (
    "answers", "batch", "format", "from", "full", "help", "output-file",
    "plain", "rules", "save-answers", "target", "task", "units",
)  # fmt: skip


class Choice(Record, frozen=True, kw_only=True):
    """One answer that can be chosen, the arguments it adds to the last layer, and its heading (`group`).

    `words` are everyday words for what it stands for; they find it where somebody types, and name it nowhere;
    so do `forms`, such as `how many ...`: `*` is any word, `*s` any plural, `5` any number, `...` is more,
    `<unit>` any word of that kind in the vocabulary.
    Whoever answers a question that it is `implied_by` means this choice, if nothing else is said.
    """

    says: str
    example: str = ""
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    forms: tuple[FormText, ...] = ()
    layer_arguments: Annotated[LayerArguments, told("arguments that it adds to the last layer")] = ""
    group: str = ""
    implied_by: Annotated[
        tuple[QuestionName, ...], told("questions whose answers mean this choice, if nothing else is said")
    ] = ()
    needs: Annotated[Looks, told("what holds for all labels if it is the right one")] = field(
        default_factory=dict
    )
    hints: Annotated[tuple[Hint, ...], told("what labels look like that suggest it")] = ()


Takes: TypeAlias = Literal[
    "choice", "whole", "decimal", "wholes", "decimals", "version", "heads", "metrics", "costs", "names"
]
METAVARS: dict[Takes, str] = {
    "whole": "N",
    "decimal": "X",
    "wholes": "N,N,…",
    "decimals": "X,X,…",
    "version": "VERSION",
    "heads": "HEADS",
    "metrics": "NAME,NAME,…",
    "costs": "X,X,…",
    "names": "NAME,NAME,…",
}


class Unsure(Record, frozen=True, kw_only=True):
    """For who does not know an answer: how to `find` out, and what to `assume` meanwhile.

    Of several the first that is offered is assumed. A number may be `counted` in the labels instead: by the
    encoding that people have, the one that is wanted `from` it, or `any`, an expression on `y_train`.
    """

    find: Prose
    assume: tuple[Answer, ...] = ()
    counted: Annotated[dict[str, str], told("an expression on `y_train` for each encoding, or `any`")] = (
        field(default_factory=dict)
    )


class Question(Entry, frozen=True, kw_only=True):
    """What may be asked: one of `choices`, or what `takes` names, numbers from `least` to `most`.

    Several numbers are answered with commas between them, and `ascending` ones put in order; `heads` are
    answered as `name: task question=answer, …`, `metrics` with names, of which `choices` are made. A
    `setting` stands in no tree. Who answers one that it `says_also` where only this one is asked is told how
    to say it here.
    """

    asks: str
    takes: Annotated[Takes | None, told("the kind of answer, if there are no choices")] = None
    choices: dict[str, Choice] = field(default_factory=dict)
    least: int | float | None = None
    most: int | float | None = None
    ascending: Annotated[bool, told("several numbers are put in order")] = False
    words: Annotated[dict[str, int | float], told("words that stand for a number")] = field(
        default_factory=dict
    )
    default: Answer | None = None
    counted_by: Annotated[
        tuple[QuestionName, ...], told("lists that answer it by how many they name, if nothing else is said")
    ] = ()
    example: str = ""
    unsure: Annotated[Unsure | None, told("how to find out, and what is assumed until then")] = None
    reads: Annotated[tuple[Reading, ...], told("how labels answer it; the first that fits")] = ()
    setting: Annotated[bool, told("it applies to every leaf and is part of no tree")] = False
    says_also: Annotated[
        dict[str, str], told("other questions whose answer it says here, and how it is said instead")
    ] = field(default_factory=dict)

    @property
    def kind(self) -> Takes:
        """What is taken; a whole number where only `least` is said."""
        return self.takes or ("choice" if self.least is None else "whole")

    @property
    def is_number(self) -> bool:
        """Whether the answer is one whole number, by which a tree can fork."""
        return self.kind == "whole"

    @property
    def metavar(self) -> str:
        """How an answer that is no choice is written in usage: `N`, `A,B,…`."""
        return METAVARS.get(self.kind, self.name.upper())

    @property
    def option(self) -> str:
        return f"--{self.name}"
