"""Asking line by line, without repainting: for screen readers, dumb terminals and slow lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from lossadvisor.errors import AdvisorError, shown, squashed
from lossadvisor.interview.options import Option
from lossadvisor.interview.putting import BACK, Move
from lossadvisor.rulebook.answers import answer, without_option
from lossadvisor.rulebook.contract import UNSURE
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.quantities import number_range
from lossadvisor.rulebook.questions import Question

from . import ending

HELP = "?"


class NumberedPrompter:
    """Asks on `output`, reads answers from `input`: a number of the list, a name, or b for back."""

    def __init__(self, input: TextIO, output: TextIO) -> None:
        self.input = input
        self.output = output
        self.step = ""

    def along(self, done: Sequence[tuple[str, str]], step: str) -> None:
        """What was answered stands above as it was typed."""
        self.step = step

    @contextmanager
    def taking_over(self, told: str = "") -> Iterator[None]:
        """Lines follow lines, on whatever screen there is."""
        self._say(told)
        yield

    def choose(
        self, asks: str, options: list[Option], default: str | None, *, back: bool, about: str = ""
    ) -> str | Move:
        self._ask(asks)
        heading = ""
        for number, option in enumerate(options, start=1):
            if option.group != heading:
                heading = option.group
                self._say(f" {heading}")
            example = f" (e.g. {option.example})" if option.example else ""
            self._say(f"  {number}. {option.name}: {option.says}{example}".rstrip(": "))
        usual = next((option for option in options if option.value == default), None)
        while True:
            typed = self._read("number or name", usual.name if usual else "", back, about)
            if isinstance(typed, Move):
                return typed
            if typed == HELP and about:
                self._say(_explained(asks, about, options))
                continue
            found = usual if not typed and usual else _option(options, typed)
            if found:
                return found.value
            self._say(_near(options, typed))

    def value(
        self, question: Question, default: Answer | None, *, back: bool, about: str = ""
    ) -> Answer | Move:
        self._ask(question.asks)
        what = f"such as {question.example}" if question.example else number_range(question)
        while True:
            typed = self._read(what, _usual(default), back, about)
            if isinstance(typed, Move):
                return typed
            if typed == HELP and about:
                self._say(about)
                continue
            if not typed and default is not None:
                return default
            try:
                return answer(question, typed)
            except AdvisorError as error:
                self._say(without_option(question, error))

    def text(self, asks: str, default: str) -> str | Move:
        """A line of text, such as the name of an output."""
        typed = self._read(asks, default, True)
        return typed if typed else default

    file = text

    def _ask(self, asks: str) -> None:
        step, self.step = self.step, ""
        self._say(f"\n{asks}" + (f" ({step})" if step else ""))

    def _read(self, what: str, default: str, back: bool, about: str = "") -> str | Move:
        hints = [what, *([f"Enter for {default}"] if default else []), *(["b for back"] if back else [])]
        hints += ["? for help"] if about else []
        self.output.write(f"{', '.join(hints)}: ")
        self.output.flush()
        ending.wait_for(self.input)
        line = self.input.readline()
        if not line:
            raise EOFError
        typed = line.strip()
        return BACK if back and typed.lower() in ("b", "back", "\x1b") else typed

    def _say(self, line: str) -> None:
        self.output.write(f"{line}\n")


def _usual(default: Answer | None) -> str:
    """What Enter gives, as it is called here."""
    return "" if default is None else "not sure" if default == UNSURE else str(default)


def _explained(asks: str, about: str, options: list[Option]) -> str:
    """All there is to say about a question and its choices."""
    lines = [asks, about]
    for number, option in enumerate(options, start=1):
        example = f" Such as {option.example}." if option.example else ""
        also = f" Also called {', '.join(option.also)}." if option.also else ""
        lines.append(f"  {number}. {option.name}: {option.says}.{example}{also}")
    return "\n".join(lines)


def _near(options: list[Option], typed: str) -> str:
    """The lines that words may mean, with the numbers to type."""
    from lossadvisor.interview.ranking import ranked

    is_word = any(letter.isalpha() for letter in typed)
    found = ranked([option.searched for option in options], typed) if is_word else []
    if not found:
        return f"nothing fits '{shown(typed)}'; type a number from 1 to {len(options)}, or other words"
    listed = (f"  {each.place + 1}. {options[each.place].name}: {options[each.place].says}" for each in found)
    return "\n".join([f"'{shown(typed)}' may be:", *listed])


def _option(options: list[Option], typed: str) -> Option | None:
    if typed.isascii() and typed.isdigit() and len(typed) < 4 and 1 <= int(typed) <= len(options):
        return options[int(typed) - 1]
    wanted = squashed(typed)
    named = (option for option in options if wanted in map(squashed, (option.name, *option.also)))
    return next(named, None) if wanted else None
