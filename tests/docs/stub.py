"""The parameters of recommend() as the rules have them: `python -m tests.docs.stub` writes them anew.

Editors complete by lossadvisor/__init__.pyi, and type checkers judge by it.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

import lossadvisor
from lossadvisor.rulebook import contract
from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.questions import Question, Takes

STUB = Path(lossadvisor.__file__).with_name("__init__.pyi")
WIDTH = 100
NUMBER, SEVERAL = "float | str", "Sequence[float] | str"
TYPES: dict[Takes, str] = {
    "whole": "int | str",
    "decimal": NUMBER,
    "wholes": "Sequence[int] | str",
    "decimals": SEVERAL,
    "version": NUMBER,
    "heads": "str",
    "metrics": "Sequence[str] | str",
    "costs": f"Sequence[Sequence[float]] | {SEVERAL}",
    "names": "Sequence[str] | str",
}
HEAD = """# Made from the rules by tests/docs/stub.py.
from collections.abc import Sequence
from os import PathLike
from typing import Literal, TypeAlias

from .advice.advice import Advice as Advice
from .advice.advice import Combination as Combination
from .advice.advice import Referral as Referral
from .auditing.audit import audit as audit
from .auditing.callback import Audit as Audit
from .auditing.records import AuditReport as AuditReport
from .errors import AdvisorError as AdvisorError

__all__ = [
    "Advice",
    "AdvisorError",
    "AuditReport",
    "Combination",
    "Referral",
    "__version__",
    "audit",
    "recommend",
]
__version__: str

"""
SAYS = """The recommendation for these answers.

A Referral where no last layer is the answer, a Combination for several named outputs. `y` are labels,
an array or a data set that gives (x, y): they answer what they leave no doubt about. `rules` is a
folder of rule files, which may ask for more than is listed here. A choice has other names too, and
a former name of a parameter is still taken. Raises AdvisorError where an answer is unknown, missing
or out of place.
"""


def stub() -> str:
    """The whole file."""
    questions = list(load().questions.values())
    aliases = "".join(_alias(each) for each in questions if each.kind == "choice")
    parameters = "".join(map(_parameter, questions))
    described = "".join(_described(each) for each in questions)
    says = textwrap.indent(f'"""{SAYS}\n{described}"""', "    ").replace("\n    \n", "\n\n")
    return (
        f"{HEAD}{aliases}\ndef recommend(\n    *,\n{parameters}"
        "    y: object = None,\n    rules: str | PathLike[str] | None = None,\n    **more: object,\n"
        f") -> Advice | Referral | Combination:\n{says}\n"
    )


def _name(question: Question) -> str:
    return question.name.replace("-", "_")


def _parameter(question: Question) -> str:
    needed = question.name == contract.TASK
    return f"    {_name(question)}: {_type(question)}{'' if needed else ' | None = None'},\n"


def _type(question: Question) -> str:
    return f"{_title(question)} | str" if question.kind == "choice" else TYPES[question.kind]


def _title(question: Question) -> str:
    """The name of a type that only the stub has."""
    return "_" + "".join(part.title() for part in question.name.split("-"))


def _alias(question: Question) -> str:
    choices = "".join(f'    "{choice}",\n' for choice in question.choices)
    return f"{_title(question)}: TypeAlias = Literal[\n{choices}]\n"


def _described(question: Question) -> str:
    return textwrap.fill(f"{_name(question)}: {question.says}", WIDTH, subsequent_indent="    ") + "\n"


if __name__ == "__main__":
    STUB.write_text(stub(), "utf-8")
