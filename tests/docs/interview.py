"""The interview that the README shows: the answers, a transcript and a picture of it."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from lossadvisor.advice.recommending import advice
from lossadvisor.cli.numbered import NumberedPrompter
from lossadvisor.interview.interview import interview
from lossadvisor.interview.options import Option
from lossadvisor.report.outlines import advice as advice_outline
from lossadvisor.report.outlines import plain, terminal
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.questions import Question

PICTURE = Path(__file__).parents[2] / ".github" / "ask.svg"
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


class Answering:
    """Answers with what is given, on a console that keeps the questions as the wizard leaves them."""

    def __init__(self, console: Console, given: dict[str, Answer]) -> None:
        self.console = console
        self.given = iter(given.values())

    def along(self, done: Sequence[tuple[str, str]], step: str) -> None:
        pass

    def choose(
        self, asks: str, options: list[Option], default: str | None, *, back: bool, about: str = ""
    ) -> str:
        if default == "":
            return ""
        answer = str(next(self.given))
        self._show(asks, f"{answer}  {next(each.says for each in options if each.value == answer)}")
        return answer

    def value(self, question: Question, default: Answer | None, *, back: bool, about: str = "") -> Answer:
        answer = next(self.given)
        self._show(question.asks, str(answer))
        return answer

    def _show(self, asks: str, answer: str) -> None:
        self.console.print(Text.assemble(("? ", "bold cyan"), (f"{asks} ", "bold"), (answer, "bold cyan")))


def shown(picture: str) -> list[list[str]]:
    """The words on each line of a picture, however the library has drawn them."""
    lines: dict[float, list[str]] = {}
    for height, text in re.findall(
        r'<text class="ask-r[^>]* y="([\d.]+)"[^>]*>(.*?)</text>', picture, re.DOTALL
    ):
        lines.setdefault(float(height), []).extend(html.unescape(text).split())
    return [words for _, words in sorted(lines.items())]


def draw() -> None:
    """The same interview in colours, as an SVG."""
    console = Console(record=True, width=88, file=io.StringIO(), force_terminal=True)
    given: dict[str, Answer] = {"task": "multilabel", "classes": 672, "labels": "multi-hot", "data": "plain",
                                "goal": "probabilities"}  # fmt: skip
    console.print("$ lossadvisor ask")
    answers = interview(load(), {}, Answering(console, given))
    console.print()
    terminal.show(advice_outline.outline(advice(load(), answers)), console)
    PICTURE.parent.mkdir(exist_ok=True)
    picture = console.export_svg(title="lossadvisor", unique_id="ask")
    fonts_from_afar = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
    PICTURE.write_text(fonts_from_afar.sub("", picture), encoding="utf-8")


if __name__ == "__main__":
    draw()
