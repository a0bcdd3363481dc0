"""The one error of reading: a text or a file that cannot be read."""

from __future__ import annotations

UNREAD = "__unread__"  # a name that stands for code of another language that is not followed
UNREAD_SAYS = "the R code for it is not followed"


class Unreadable(Exception):
    """What cannot be checked; the message says why, `line` where, 0 for nowhere in particular."""

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(why)
        self.line = line


class TooLarge(Unreadable):
    """What is not even tried."""


class OtherLanguage(Unreadable):
    """What is written in a language that is not read: no fault of who checks a folder."""
