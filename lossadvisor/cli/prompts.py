"""Asking on a terminal: keys and screens with prompt_toolkit, names of files with questionary."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from prompt_toolkit.application import Application, create_app_session, get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window
from prompt_toolkit.output import create_output
from prompt_toolkit.styles import Style

from lossadvisor.errors import AdvisorError
from lossadvisor.interview.options import Option
from lossadvisor.interview.putting import BACK, Move
from lossadvisor.rulebook.answers import answer, without_option
from lossadvisor.rulebook.contract import UNSURE
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.quantities import number_range
from lossadvisor.rulebook.questions import Question

from . import ending, painting
from .asking import NOT_SURE, Asking, Field, List
from .painting import Place

# The terminal's own sixteen colours; nothing is told by a colour alone.
STYLE = Style(
    [
        ("title", "bold"),
        ("pointer", "fg:ansicyan bold"),
        ("answer", "fg:ansicyan"),
        ("wrong", "fg:ansired"),
        ("dim", "dim"),
    ]
)
ESCAPE = 0.1  # seconds in which an Esc may be the beginning of an arrow key
NAMED = {
    Keys.Up: "up", Keys.Down: "down", Keys.Left: "left", Keys.Right: "right",
    Keys.Home: "home", Keys.End: "end",
    Keys.PageUp: "page-up", Keys.PageDown: "page-down", Keys.ControlM: "enter", Keys.Escape: "escape",
    Keys.Backspace: "rub", Keys.Delete: "delete", Keys.ControlA: "home", Keys.ControlE: "end",
    Keys.ControlU: "clear", Keys.ControlK: "rub-after", Keys.ControlW: "rub-word", Keys.ControlP: "up",
    Keys.ControlN: "down", Keys.ControlB: "left", Keys.ControlF: "right",
}  # fmt: skip


@contextmanager
def on_stderr() -> Iterator[None]:
    """Prompts go to stderr, so that the result alone goes to stdout."""
    with create_app_session(output=create_output(stdout=sys.stderr)):
        yield


class TerminalPrompter:
    """Asks with lists and fields. Esc goes back, and so does Left in a list."""

    def __init__(self) -> None:
        self.place = Place()
        self.is_whole = False
        self.told = ""

    def along(self, done: Sequence[tuple[str, str]], step: str) -> None:
        self.place = Place(tuple(done), step, self.told)

    @contextmanager
    def taking_over(self, told: str = "") -> Iterator[None]:
        """Ask on a screen of one's own, which leaves the answers on the other one."""
        self.told, self.place = told, Place(told=told)
        output: Any = get_app().output
        enter, leave = output.enter_alternate_screen, output.quit_alternate_screen
        enter()
        output.enter_alternate_screen = output.quit_alternate_screen = lambda: None  # not for each question
        self.is_whole = True
        try:
            yield
        finally:
            output.enter_alternate_screen, output.quit_alternate_screen = enter, leave
            self.is_whole = False
            leave()
            output.flush()
        for asks, said in self.place.done:
            line = painting.echo(asks, said, output.get_size().columns)
            sys.stderr.write("".join(text for _, text in line) + "\n")

    def choose(
        self, asks: str, options: list[Option], default: str | None, *, back: bool, about: str = ""
    ) -> str | Move:
        asking = List(asks, options, default, about, back=back)
        asking.listing.prepare()
        found = self._asked(asking)
        return found if isinstance(found, Move) else str(found)

    def value(
        self, question: Question, default: Answer | None, *, back: bool, about: str = ""
    ) -> Answer | Move:
        def judged(text: str) -> str:
            try:
                answer(question, text or ("" if default is None else default))
            except AdvisorError as error:
                return without_option(question, error)
            return ""

        usual = "" if default is None else NOT_SURE if default == UNSURE else str(default)
        takes = f"such as {question.example}" if question.example else number_range(question)
        found = self._asked(Field(question.asks, takes, usual, judged, about, back=back))
        return found if isinstance(found, Move) else answer(question, found or default)

    def text(self, asks: str, default: str) -> str | Move:
        """A line of text, such as the name of an output."""
        found = self._asked(Field(asks, "", default, lambda _: "", "", back=True))
        return found if isinstance(found, Move) else found or default

    def file(self, asks: str, default: str) -> str | Move:
        """The name of a file, which Tab completes by those that are there."""
        import questionary

        keys = KeyBindings()
        keys.add(Keys.Escape)(lambda event: event.app.exit(result=BACK))
        keys.add(Keys.ControlU)(lambda event: event.current_buffer.reset())
        asks = f"{asks} (Enter for {default} · Tab completes · Esc back · Ctrl-C leaves)"
        asked = questionary.path(asks, style=STYLE, qmark="›")
        application = asked.application
        application.timeoutlen = application.ttimeoutlen = ESCAPE
        application.key_bindings = merge_key_bindings(
            [each for each in (application.key_bindings, keys) if each]
        )
        found = asked.unsafe_ask()
        return found if isinstance(found, Move) else found or default

    def _asked(self, asking: Asking) -> str | Move:
        def painted() -> list[tuple[str, str]]:
            size = application.output.get_size()
            rows = size.rows if self.is_whole else min(size.rows - 1, painting.LOWEST)
            lines = asking.painted(self.place if self.is_whole else None, size.columns, rows)
            return [part for line in lines for part in (*map(_styled, line), ("", "\n"))][:-1]

        control = FormattedTextControl(lambda: [*painted()], focusable=True, show_cursor=True)
        window = Window(
            control,
            always_hide_cursor=Condition(lambda: not asking.entry.text and isinstance(asking, List)),
            dont_extend_height=not self.is_whole,
        )
        application: Application[str | Move] = Application(
            Layout(window),
            key_bindings=_keys(asking),
            style=STYLE,
            full_screen=self.is_whole,
            erase_when_done=True,
        )
        application.timeoutlen = application.ttimeoutlen = ESCAPE
        ending.answer()
        found = application.run()
        self.told = ""
        return found


def _styled(part: tuple[str, str]) -> tuple[str, str]:
    style, text = part
    return ("[SetCursorPosition]" if style == painting.CURSOR else f"class:{style}" if style else "", text)


def _keys(asking: Asking) -> KeyBindings:
    """Keys by the names that `asking` knows; what is no key of these is typed."""
    keys = KeyBindings()

    def bound(key: Keys, name: str) -> None:
        @keys.add(key)
        def _(event: KeyPressEvent) -> None:
            _done(event, lambda: asking.press(name))

    for key, name in NAMED.items():
        bound(key, name)

    @keys.add(Keys.Any)
    @keys.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        _done(event, lambda: asking.type(event.data))

    @keys.add(Keys.ControlD)
    def _(event: KeyPressEvent) -> None:
        if asking.entry.text:
            _done(event, lambda: asking.press("delete"))
        else:
            event.app.exit(exception=EOFError)

    @keys.add(Keys.ControlC)
    @keys.add(Keys.SIGINT)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    return keys


def _done(event: KeyPressEvent, act: Callable[[], str | Move | None]) -> None:
    """Do what a key does; an answer ends the question."""
    found = act()
    if found is not None:
        event.app.exit(result=found)
