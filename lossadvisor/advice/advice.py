"""What answers lead to: a head with its code, several of them, or a referral to something else."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Collection
from typing import Any, ClassVar

from msgspec import Struct

from lossadvisor.rulebook.contract import UNSURE
from lossadvisor.rulebook.counting import Counted
from lossadvisor.rulebook.facts import Answer

from .records import HeadAdvice, NearestAdvice


class Shown:
    """What is printed as a report, and shown in a notebook as a card or as Markdown.

    Whoever hands it out says how these are made: this wing prints nothing.
    """

    __slots__ = ()
    plain: ClassVar[Callable[[Advice | Referral | Combination], str]] = repr
    html: ClassVar[Callable[[Advice | Referral | Combination], str]]
    markdown: ClassVar[Callable[[Advice | Referral | Combination], str]]

    def __str__(self: Any) -> str:
        return Shown.plain(self)

    def _repr_html_(self: Any) -> str:
        return Shown.html(self)

    def _repr_markdown_(self: Any) -> str:
        return Shown.markdown(self)


def command(
    answers: dict[str, Answer], assumed: Collection[str], rules: str = "", unsure: Collection[str] = ()
) -> str:
    """The command line that gives `answers`, but for those that are assumed anyway."""
    said = {
        name: UNSURE if name in unsure or isinstance(value, Counted) else value
        for name, value in answers.items()
    }
    said = {name: value for name, value in said.items() if name not in assumed or name in unsure}
    if rules:
        said["rules"] = rules
    options = " ".join(f"--{name} {shlex.quote(str(value))}" for name, value in said.items())
    return f"lossadvisor recommend {options}"


class Advice(Shown, HeadAdvice, frozen=True, eq=False):
    """A head with its code. `code` is ready to paste, `script` a whole program on synthetic data."""

    @property
    def command(self) -> str:
        """The one-shot command that gives this recommendation."""
        return command(self.answers, self.assumed, self.rules, self.unsure)

    @property
    def code(self) -> str:
        """What one pastes: imports, labels, the last layer, compile(), and how to decode."""
        from . import snippet

        return snippet.code(self)

    @property
    def script(self) -> str:
        """A whole program: synthetic data, a small model, fit, evaluate, predictions decoded."""
        from . import snippet

        return snippet.script(self)


class Referral(Shown, Struct, frozen=True, eq=False):
    """Where no last layer is the answer: what is, and which tasks come near."""

    answers: dict[str, Answer]
    says: str
    because: tuple[str, ...]
    nearest: tuple[NearestAdvice, ...]
    sources: tuple[str, ...]
    rules: str = ""

    @property
    def command(self) -> str:
        """The one-shot command that says the same."""
        return command(self.answers, {}, self.rules)


class Combination(Shown, Struct, frozen=True, eq=False):
    """A recommendation for each of several named outputs of one model."""

    answers: dict[str, Answer]
    heads: dict[str, Advice]
    because: tuple[str, ...]
    sources: tuple[str, ...]
    rules: str = ""

    @property
    def command(self) -> str:
        """The one-shot command that gives these recommendations."""
        return command(self.answers, {}, self.rules)

    @property
    def code(self) -> str:
        """What one pastes: labels, outputs, compile() with a loss for each, and how to decode."""
        from . import snippet_of_several

        return snippet_of_several.code(self.heads)

    @property
    def script(self) -> str:
        """A whole program with all outputs: synthetic data, a small model, fit, evaluate, decode."""
        from . import snippet_of_several

        return snippet_of_several.script(self.heads)
