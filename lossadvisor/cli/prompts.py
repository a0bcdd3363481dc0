"""Asking on a terminal, with questionary: lists to move in, numbers checked while they are typed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import get_terminal_size
from textwrap import shorten
from typing import Any

import questionary
from prompt_toolkit.application import create_app_session
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import create_output
from questionary import Choice, Separator, Style
from questionary.prompts.common import InquirerControl

from lossadvisor.errors import AdvisorError
from lossadvisor.interview.interview import BACK, Move
from lossadvisor.interview.options import Option
from lossadvisor.rulebook.answers import answer, without_option
from lossadvisor.rulebook.facts import Answer, Question

STYLE = Style(
    [
        ("qmark", "fg:ansicyan bold"),
        ("question", "bold"),
        ("answer", "fg:ansicyan bold"),
        ("pointer", "fg:ansicyan bold"),
        ("highlighted", "fg:ansicyan bold"),
        ("selected", "noreverse"),
        ("separator", "bold"),
        ("instruction", "fg:ansibrightblack"),
        ("text", ""),
    ]
)
SEARCH = "↑↓, or type to search"
NOTHING = Separator("Nothing fits these words: try others; Ctrl-U clears them.")
_GO_BACK = "\0back"
_FIRST_OF = "\0first of "


@contextmanager
def on_stderr() -> Iterator[None]:
    """Prompts go to stderr, so that the result alone goes to stdout."""
    with create_app_session(output=create_output(stdout=sys.stderr)):
        yield


class TerminalPrompter:
    """Asks with lists and fields. Esc goes back, and so do Left in a list and its last line."""

    def choose(self, asks: str, options: list[Option], default: str | None, *, back: bool) -> str | Move:
        choices = list(_lines(options))
        if back:
            choices.append(Choice(title="← back", value=_GO_BACK))
        question = questionary.select(
            asks,
            choices=choices,
            default=default if default is not None else None,
            style=STYLE,
            qmark="?",
            pointer="›",
            instruction=f"({SEARCH}{', Esc goes back' if back else ''})",
            use_search_filter=True,
            use_jk_keys=False,
        )
        for control in _lists(question):
            control.__class__ = RankedLines
            control.options = options
            control.prepare()
        chosen = _asked(question, back=back, left=back)
        return BACK if chosen is None or chosen == _GO_BACK else str(chosen).removeprefix(_FIRST_OF)

    def value(self, question: Question, default: Answer | None, *, back: bool) -> Answer | Move:
        def judged(text: str) -> bool | str:
            try:
                answer(question, text or ("" if default is None else default))
            except AdvisorError as error:
                return without_option(question, error)
            return True

        usual = "" if default is None else str(default)
        instruction = _instruction(usual, back, "" if usual else question.example)
        field = questionary.text(question.asks, validate=judged, style=STYLE, instruction=instruction)
        typed = _asked(field, back=back, left=False)
        if typed is None:
            return BACK
        return answer(question, typed or default)

    def text(self, asks: str, default: str) -> str | Move:
        """A line of text, such as the name of a file."""
        field = questionary.text(asks, style=STYLE, instruction=_instruction(default, back=True))
        typed = _asked(field, back=True, left=False)
        return BACK if typed is None else str(typed) or default


class RankedLines(InquirerControl):
    """The lines of a list; where something is typed those that it fits, the best first.

    questionary itself lists the lines that hold the very letters, and all of them where none does.
    """

    options: list[Option]
    _ranked: tuple[str, list[Choice]] = ("", [])

    @property
    def filtered_choices(self) -> list[Choice]:
        typed = self.search_filter or ""
        if not typed.strip():
            return self.choices
        if self._ranked[0] != typed:
            self._ranked = (typed, self._fitting(typed))
        self.found_in_search = bool(self._ranked[1])
        return self._ranked[1] or [NOTHING]

    def get_pointed_at(self) -> Choice:
        """The line that the pointer is at; once it is chosen by its name alone, which is what then stays."""
        pointed = super().get_pointed_at()
        if not self.is_answered:
            return pointed
        named = [option.name for option in self.options if option.value == pointed.value]
        return Choice(title=named[0], value=pointed.value) if named else pointed

    def clear(self) -> None:
        """Take back what was typed; the pointer goes to the first line that can be chosen."""
        self.search_filter, self.pointed_at = None, 0
        while not self.is_selection_valid():
            self.select_next()

    def is_selection_valid(self) -> bool:
        """Whether the pointer may stay where it is; questionary asks the unfiltered list."""
        pointed = self.get_pointed_at()
        return pointed is NOTHING or not isinstance(pointed, Separator)

    def prepare(self) -> None:
        """Look at the words of the lines once, so that the first key is answered as fast as the next."""
        from lossadvisor.interview.ranking import ranked

        ranked([option.searched for option in self.options], "")

    def _fitting(self, typed: str) -> list[Choice]:
        from lossadvisor.interview.ranking import ranked

        lines = {choice.value: choice for choice in self.choices}
        found = ranked([option.searched for option in self.options], typed)
        return [lines[self.options[each.place].value] for each in found]


def _lines(options: list[Option]) -> Iterator[Choice]:
    """The lines of a list; where there are headings, examples stand beside the names, else below the list."""
    width = max(len(option.name) for option in options)
    room = max(get_terminal_size().columns - width - 7, 20)
    heading = ""
    for option in options:
        if option.group != heading:
            heading = option.group
            line = Separator(heading or " ")
            line.value = _FIRST_OF + option.value  # where the cursor is after a search is taken back
            yield line
        says, below = option.says, f"such as {option.example}" if option.example else None
        if option.group and option.example:
            says, below = option.example, option.says
        title = f"{option.name:<{width}}  {shorten(says, room, placeholder=' …')}".rstrip()
        yield Choice(title=title, value=option.value, description=below)


def _instruction(default: str, back: bool, example: str = "") -> str | None:
    """What Enter and Esc do. A default is not typed in advance, where more typing would add to it."""
    hints = [*([f"such as {example}"] if example else []), *([f"Enter for {default}"] if default else [])]
    hints += ["Esc goes back"] if back else []
    return f"({', '.join(hints)}) " if hints else None


def _lists(question: questionary.Question) -> list[Any]:
    controls = question.application.layout.find_all_controls()
    return [control for control in controls if isinstance(control, InquirerControl)]


def _finds_nothing(question: questionary.Question) -> bool:
    """Whether what is typed fits no line of the list."""
    return any(each.filtered_choices == [NOTHING] for each in _lists(question))


def _asked(question: questionary.Question, *, back: bool, left: bool) -> Any:
    """The answer, None for back. questionary itself swallows Ctrl-C and ignores Ctrl-D in lists."""
    keys = KeyBindings()

    @keys.add(Keys.ControlD, eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError)

    @keys.add(Keys.ControlC, eager=True)
    @keys.add(Keys.SIGINT)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    @keys.add(Keys.ControlU, eager=True)
    def _(event: KeyPressEvent) -> None:
        for each in _lists(question):
            each.clear()
        event.app.current_buffer.reset()

    def leave(event: KeyPressEvent) -> None:
        event.app.erase_when_done = True
        event.app.exit(result=None)

    @keys.add(Keys.ControlM, eager=True, filter=Condition(lambda: _finds_nothing(question)))
    def _(event: KeyPressEvent) -> None:
        event.app.output.bell()  # what stands in the list is not what was looked for

    if back:
        keys.add(Keys.Escape)(leave)
    if left:
        keys.add(Keys.Left)(leave)
    application = question.application
    application.timeoutlen = application.ttimeoutlen = 0.1  # Esc may begin an arrow key; 1.5 s is felt
    existing = [application.key_bindings] if application.key_bindings else []
    application.key_bindings = merge_key_bindings([*existing, keys])
    return question.unsafe_ask()
