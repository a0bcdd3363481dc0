"""A question put to somebody at a keyboard: what each key does, and what then stands on the screen."""

from __future__ import annotations

from collections.abc import Callable

from lossadvisor.interview.options import Option
from lossadvisor.interview.putting import BACK, Move

from . import painting
from .entry import Entry
from .listing import Listing
from .painting import Line, Place

NOT_SURE = "not sure"
PAGE = 8  # lines that a key for a page moves by
EDITING = {
    "right": "right", "home": "home", "end": "end", "rub": "rub", "delete": "delete",
    "rub-after": "rub_after", "rub-word": "rub_word",
}  # fmt: skip


class Asking:
    """What lists and fields share: a line that is typed, a way back, and an explanation to be opened.

    `press` and `type` give an answer, or None to go on.
    """

    def __init__(self, asks: str, options: list[Option], about: str, *, back: bool) -> None:
        self.asks = asks
        self.options = options
        self.about = about
        self.back = back
        self.entry = Entry()
        self.help: int | None = None  # the first line of it that is shown

    def type(self, typed: str) -> str | Move | None:
        if self.help is not None:
            self._turn("escape" if typed in "?q" else "page-down" if typed == " " else "")
        elif typed == "?" and not self.entry.text and self.about:
            self.help = 0
        elif typed.isprintable() or "\n" in typed:
            self.entry.insert(typed)
            self.changed()
        return None

    def press(self, key: str) -> str | Move | None:
        if self.help is not None:
            self._turn(key)
            return None
        if key in EDITING or (key == "left" and self.entry.text):
            getattr(self.entry, EDITING.get(key, key))()
            self.changed()
            return None
        if key == "clear" or (key == "escape" and self.entry.text and self.clears):
            self.entry.clear()
            self.changed()
            return None
        if key == "escape" and self.back:
            return BACK
        return self.pressed(key)

    clears = False  # whether Esc takes back what is typed before it goes back

    def _turn(self, key: str) -> None:
        """What a key does in the explanation."""
        steps = {"up": -1, "down": 1, "page-up": -PAGE, "page-down": PAGE}
        if key in steps and self.help is not None:
            self.help = max(self.help + steps[key], 0)
        elif key in ("escape", "enter", "left"):
            self.help = None

    def changed(self) -> None:
        """What is typed has changed."""

    def pressed(self, key: str) -> str | Move | None:
        raise NotImplementedError

    def painted(self, place: Place | None, width: int, height: int) -> list[Line]:
        """What stands on a whole screen; without a place what stands below what is there already."""
        if self.help is None:
            return self.drawn(place, width, height)
        lines = painting.explanation(self.asks, self.about, self.options, width)
        self.help = min(self.help, max(len(lines) - height + 2, 0))
        return painting.explained(lines, self.help, width, height)

    def drawn(self, place: Place | None, width: int, height: int) -> list[Line]:
        raise NotImplementedError


class List(Asking):
    """A list to choose from. Left goes back while nothing is typed."""

    clears = True

    def __init__(
        self, asks: str, options: list[Option], default: str | None, about: str, *, back: bool
    ) -> None:
        super().__init__(asks, options, about, back=back)
        self.listing = Listing(options, default)

    def changed(self) -> None:
        if self.entry.text != self.listing.typed:
            self.listing.search(self.entry.text)

    def pressed(self, key: str) -> str | Move | None:
        steps = {"up": -1, "down": 1, "page-up": -PAGE, "page-down": PAGE}
        if key in steps:
            self.listing.move(steps[key])
        elif key == "left" and self.back:
            return BACK
        elif key == "enter" and self.listing.pointed:
            return self.listing.pointed.value
        return None

    def drawn(self, place: Place | None, width: int, height: int) -> list[Line]:
        if place is None:
            return painting.menu(self.asks, self.listing, self.entry, width, height)
        explains = bool(self.about)
        return painting.list_screen(
            place, self.asks, self.listing, self.entry, width, height, back=self.back, explains=explains
        )


class Field(Asking):
    """A line to type. What `judged` says of it is shown, and keeps it from being taken."""

    def __init__(
        self, asks: str, takes: str, usual: str, judged: Callable[[str], str], about: str, *, back: bool
    ) -> None:
        super().__init__(asks, [], about, back=back)
        self.takes = takes
        self.usual = usual
        self.judged = judged
        self.wrong = ""

    def changed(self) -> None:
        self.wrong = ""

    def pressed(self, key: str) -> str | Move | None:
        if key != "enter":
            return None
        typed = self.entry.text.strip()
        self.wrong = self.judged(typed)
        return None if self.wrong else typed

    def drawn(self, place: Place | None, width: int, height: int) -> list[Line]:
        keys = (
            f"Enter {'if' if self.usual == NOT_SURE else 'for'} {self.usual}"
            if self.usual and not self.entry.text
            else "Enter takes it",
            "Esc back" if self.back else "",
            "? help" if self.about and not self.entry.text else "",
            "Ctrl-C leaves",
        )
        return painting.field_screen(
            place, self.asks, self.takes, self.entry, self.wrong, self.about, width, height, keys=keys
        )
