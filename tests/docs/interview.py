"""The interview that the README shows: the answers, a transcript and a picture of it."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from lossadvisor.advice.recommending import advice
from lossadvisor.cli import painting, printing
from lossadvisor.cli.ask import WELCOME
from lossadvisor.cli.asking import List
from lossadvisor.cli.numbered import NumberedPrompter
from lossadvisor.interview.interview import interview
from lossadvisor.interview.options import Option
from lossadvisor.report.outlines import advice as advice_outline
from lossadvisor.report.outlines import card, plain, terminal
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.questions import Question

PICTURES = Path(__file__).parents[2] / ".github"
SHOWN = ("first", "later", "card")  # questions, and what comes of them
COLUMNS, ROWS = 80, 24
STYLES = {"title": "bold", "pointer": "bold cyan", "answer": "cyan", "wrong": "red", "dim": "dim"}
GIVEN: dict[str, Answer] = {"task": "multilabel", "classes": 672, "labels": "multi-hot", "data": "plain",
                            "goal": "probabilities"}  # fmt: skip
TYPED = ("multilabel", "672", "", "", "", "")


class Echo(io.StringIO):
    """Typed lines that show up on the output, as they would on a terminal."""

    def __init__(self, lines: tuple[str, ...], output: io.StringIO) -> None:
        super().__init__("".join(f"{line}\n" for line in lines))
        self.output = output

    def readline(self, size: int = -1, /) -> str:
        line = super().readline(size)
        self.output.write(line)
        return line


def transcript() -> str:
    """The interview in numbered questions, then the report."""
    output = io.StringIO()
    answers = interview(load(), {}, NumberedPrompter(Echo(TYPED, output), output))
    report = plain.rendered(advice_outline.outline(advice(load(), answers)))
    return f"$ lossadvisor ask --plain\n{output.getvalue()}\n{report}"


class Looking:
    """Answers with what is given, and keeps each screen as the terminal shows it."""

    def __init__(self, given: dict[str, Answer]) -> None:
        self.given = iter(given.values())
        self.place = painting.Place(told=WELCOME)
        self.screens: list[list[painting.Line]] = []

    def along(self, done: Sequence[tuple[str, str]], step: str) -> None:
        self.place = painting.Place(tuple(done), step, "" if done else WELCOME)

    def choose(
        self, asks: str, options: list[Option], default: str | None, *, back: bool, about: str = ""
    ) -> str:
        asking = List(asks, options, default, about, back=back)
        self.screens.append(asking.painted(self.place, COLUMNS, ROWS))
        return "" if default == "" else str(next(self.given))

    def value(self, question: Question, default: Answer | None, *, back: bool, about: str = "") -> Answer:
        return next(self.given)

    def text(self, asks: str, default: str) -> str:
        return default

    file = text


def shown(picture: str) -> list[list[str]]:
    """The words on each line of a picture, however the library has drawn them."""
    lines: dict[float, list[str]] = {}
    for height, text in re.findall(
        r'<text class="\w+-r[^>]* y="([\d.]+)"[^>]*>(.*?)</text>', picture, re.DOTALL
    ):
        lines.setdefault(float(height), []).extend(html.unescape(text).split())
    return [words for _, words in sorted(lines.items())]


def draw() -> None:
    """The first question, a later one and the card, as SVG, each as the program paints it."""
    person = Looking(GIVEN)
    answers = interview(load(), {}, person)
    for name, screen in zip(SHOWN, (person.screens[0], person.screens[2]), strict=False):
        text = Text("\n").join(Text.assemble(*((part, STYLES.get(style, "")) for style, part in line))
                               for line in screen)  # fmt: skip
        save(name, lambda console, text=text: console.print(text))
    found = card.card(advice(load(), answers))
    save("card", lambda console: terminal.show_card(found, console, printing.REST))


def save(name: str, show: Callable[[Console], None]) -> None:
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, highlight=False)
    show(console)
    picture = console.export_svg(title="lossadvisor", unique_id=name)
    fonts_from_afar = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
    (PICTURES / f"{name}.svg").write_text(fonts_from_afar.sub("", picture), encoding="utf-8")


if __name__ == "__main__":
    draw()
