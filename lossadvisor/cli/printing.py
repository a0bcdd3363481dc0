"""Printing on whatever stdout is: a terminal in colours, anything else as plain text."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from lossadvisor.errors import AdvisorError
from lossadvisor.report import encoding
from lossadvisor.report.console import console
from lossadvisor.report.outlines.outline import Outline, printable_outline
from lossadvisor.report.streams import let_go, say

if TYPE_CHECKING:
    from lossadvisor.advice.advice import Advice, Combination, Referral
    from lossadvisor.lookup.explanation import Explanation


REST = "--full shows the rest: why, alternatives, all metrics, mistakes and sources."

MORE = "--full shows the rest: all facts, what it goes with, mistakes and sources."


def failed(error: AdvisorError, *, as_json: bool = False) -> int:
    """Print an error, on stderr or as JSON on stdout, and return the exit code for it."""
    try:
        if as_json:
            sys.stdout.write(encoding.encoded(encoding.failure(error)) + "\n")
            sys.stdout.flush()
            return 2
    except OSError:
        let_go(sys.stdout)
    say(str(error))
    return 2


def print_recommended(
    found: Advice | Referral | Combination, format: str | None, *, full: bool = False, more: str = ""
) -> None:
    """Print what answers led to in `format`, or as fits stdout. There is no code where there is no head.

    A terminal gets the code and a card, unless the `full` report is wanted, and last how to see `more`.
    """
    from lossadvisor.advice.advice import Referral
    from lossadvisor.report import document
    from lossadvisor.report.outlines.recommended import outline

    if format == "json":
        record = document.record(found)
        is_read = sys.stdout.isatty()
        sys.stdout.write(encoding.pretty(record) if is_read else f"{encoding.encoded(record)}\n")
    elif format is None and sys.stdout.isatty() and not full:
        print_card(found, more)
    elif format not in ("code", "script"):
        print_outline(outline(found), format)
    elif isinstance(found, Referral):
        print_code(_commented(outline(found)))
    else:
        print_code(found.code if format == "code" else found.script)


def print_card(found: Advice | Referral | Combination, more: str = "") -> None:
    """The code, and below it, where one looks, what one needs first."""
    from lossadvisor.advice.advice import Referral
    from lossadvisor.report.outlines.card import card
    from lossadvisor.report.outlines.terminal import show_card

    if not isinstance(found, Referral):
        print_code(found.code)
    show_card(printable_outline(card(found)), console(), more)


def _commented(outline: Outline) -> str:
    """An outline as comments, for those who want code where there is none."""
    from lossadvisor.report.outlines.plain import rendered

    return "".join(f"# {line}".rstrip() + "\n" for line in rendered(outline).splitlines())


def print_code(text: str) -> None:
    """Code as it is; on a terminal with colours, never cut or broken."""
    if not sys.stdout.isatty():
        sys.stdout.write(text)
        return
    from lossadvisor.report.outlines.outline import Code
    from lossadvisor.report.outlines.terminal import show_block

    show_block(Code(text), console(), console().width)


def print_outline(outline: Outline, format: str | None) -> None:
    """Print an outline in `format`: terminal, plain or markdown."""
    outline = printable_outline(outline)
    if format == "terminal" or (format is None and sys.stdout.isatty()):
        from lossadvisor.report.outlines.terminal import show

        show(outline, console(force=format == "terminal"))
    elif format == "markdown":
        from lossadvisor.report.outlines.markdown import rendered

        sys.stdout.write(rendered(outline))
    else:
        from lossadvisor.report.outlines.plain import rendered

        sys.stdout.write(rendered(outline))


def print_explanation(told: Explanation, format: str | None, *, full: bool) -> None:
    """Print what is told of a name: all of it, or on a screen what one wants to know first.

    A curve is drawn on a terminal, and in the `full` text wherever its dots can be written.
    """
    from lossadvisor.report.outlines.explanation import outline
    from lossadvisor.report.outlines.glance import glance

    drawn = (full or format == "terminal" or sys.stdout.isatty()) and has_dots()
    if full or format is not None:
        print_outline(outline(told, drawn=drawn), format)
        return
    print_outline(glance(told, drawn=drawn), None)
    sys.stdout.write(f"\n{MORE}\n")


def width() -> int:
    """The columns of the terminal behind stdout."""
    return console().width


def has_dots() -> bool:
    """Whether braille dots and lines can be written to stdout."""
    try:
        "\u28ff┤".encode(sys.stdout.encoding or "utf-8")
    except (UnicodeError, LookupError):
        return False
    return True
