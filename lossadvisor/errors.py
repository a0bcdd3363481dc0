"""The one exception people meet, and how a message offers the nearest name."""

from __future__ import annotations

from collections.abc import Iterable

MOST_LISTED = 350


class AdvisorError(ValueError):
    """Answers that do not lead to a recommendation, or rules that cannot be used.

    The text is one line: what, where and the way out, in the same words as on the command line.
    """


def squashed(name: str) -> str:
    """`multi-label`, `multi_label` and `MultiLabel` as one spelling."""
    return "".join(letter for letter in name.lower() if letter not in "-_ ")


def suggestion(wrong: str, known: Iterable[str], *, sure: bool = False) -> str:
    """`; did you mean 'x'?` where something near is known, else what is known.

    Among many names of all kinds some are near by chance: to be `sure`, one letter in four may differ.
    """
    from difflib import get_close_matches

    names = [name for name in known if name != wrong]
    by_spelling = {squashed(name): name for name in names}
    typed = squashed(wrong[:80])
    for near in get_close_matches(typed, by_spelling, n=3, cutoff=0.6):
        slips = _slips(typed, near)
        if _is_near(typed, near, slips) if sure else typed in near or slips <= max(2, len(typed) // 3):
            return f"; did you mean '{by_spelling[near]}'?"
    listed = ", ".join(names)
    if len(listed) > MOST_LISTED:
        listed = listed[:MOST_LISTED].rpartition(",")[0] + ", …"
    return f"; known: {listed}" if names else ""


def _is_near(typed: str, meant: str, slips: int) -> bool:
    """Whether a word is another but for a slip in four letters, or for two letters that changed places."""
    swapped = slips == 2 and sorted(typed) == sorted(meant)
    return slips <= len(typed) // 4 or swapped or (len(typed) > 3 and meant.startswith(typed))


def _slips(typed: str, meant: str) -> int:
    """How many letters must be changed, left out or put in to get from one to the other."""
    before = list(range(len(meant) + 1))
    for row, letter in enumerate(typed, 1):
        now = [row]
        for column, other in enumerate(meant, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != other)))
        before = now
    return before[-1]


def shown(value: object, most: int = 40) -> str:
    """A value as a message quotes it: on one line, printable and short."""
    try:
        text = str(value) if isinstance(value, (str, int, float)) else repr(value)
    except ValueError:  # Python writes no number of thousands of digits, but for powers of two
        text = hex(value) if isinstance(value, int) else f"a {type(value).__name__} with a giant number"
    text = printable(text)
    return text if len(text) <= most else text[: most - 1] + "…"


def printable(text: str, keep: str = "") -> str:
    """A text from outside with all that a terminal or a log acts on written as an escape, but for `keep`.

    Every message, report and format goes through here.
    """
    if not text.isprintable():
        text = "".join(letter if _is_shown(letter) or letter in keep else _escape(letter) for letter in text)
    return text.replace("##[", "#\\x23[")  # how a command to GitHub began once


def _is_shown(letter: str) -> bool:
    """Whether a letter is seen, is a space in some script, or joins letters."""
    if letter.isprintable() or letter in "\u200c\u200d":
        return True
    return letter.isspace() and letter > "\x85" and letter not in "\u2028\u2029"


def _escape(letter: str) -> str:
    if "\udc80" <= letter <= "\udcff":  # a byte of a file name that is not UTF-8
        return f"\\x{ord(letter) - 0xDC00:02x}"
    return letter.encode("unicode_escape").decode()
