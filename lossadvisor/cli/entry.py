"""A line of text that somebody types, and the place of the cursor in it."""

from __future__ import annotations


class Entry:
    """What is typed so far. Every method does what a key does in a shell."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.cursor = len(text)

    def insert(self, typed: str) -> None:
        typed = " ".join(typed.split("\n")) if "\n" in typed else typed
        self._put(self.text[: self.cursor] + typed, self.text[self.cursor :])

    def rub(self) -> None:
        """Delete the letter before the cursor."""
        self._put(self.text[: max(self.cursor - 1, 0)], self.text[self.cursor :])

    def rub_word(self) -> None:
        before = self.text[: self.cursor].rstrip()
        self._put(before[: before.rfind(" ") + 1], self.text[self.cursor :])

    def rub_before(self) -> None:
        self._put("", self.text[self.cursor :])

    def rub_after(self) -> None:
        self._put(self.text[: self.cursor], "")

    def delete(self) -> None:
        """Delete the letter under the cursor."""
        self._put(self.text[: self.cursor], self.text[self.cursor + 1 :])

    def clear(self) -> None:
        self._put("", "")

    def left(self) -> None:
        self.cursor = max(self.cursor - 1, 0)

    def right(self) -> None:
        self.cursor = min(self.cursor + 1, len(self.text))

    def home(self) -> None:
        self.cursor = 0

    def end(self) -> None:
        self.cursor = len(self.text)

    def _put(self, before: str, after: str) -> None:
        self.text, self.cursor = before + after, len(before)
