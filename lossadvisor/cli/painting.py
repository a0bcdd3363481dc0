"""What stands on the screen while somebody is asked: lines of styled parts, for a given width and height.

It knows no terminal. The classes of style are title, pointer, answer, dim and wrong, and none tells
anything alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TypeAlias

from msgspec import Struct

from lossadvisor.interview.options import Option

from .entry import Entry
from .listing import Listing

Line: TypeAlias = list[tuple[str, str]]  # the class of its style, and the text

POINTER, NOT_POINTED, DONE, SEARCH = "› ", "  ", "✓ ", "/ "
CURSOR = "cursor"  # the class of a part that is empty, where the cursor stands
LONG = 7  # options from which on a list invites to search
FEWEST = 3  # lines of a list that are shown whatever else must go
LOW = 16  # rows of a screen that has none to spare
LOWEST = 12  # rows of a list below what stands on the screen already
SEEN = 8  # lines of a list that go before answers of earlier questions
MEANING = 3  # rows for what the line under the pointer means
WIDEST = 100
GAP = 2  # columns between a name and what is said of it
BETWEEN = " · "
NOTHING = "Nothing fits these words: try others; Esc clears them."


class Place(Struct, frozen=True):
    """Where one is in the interview: what is answered, with the questions, and how far along that is.

    What is `told` before the first question of a round stands above all.
    """

    done: tuple[tuple[str, str], ...] = ()
    step: str = ""
    told: str = ""


def page(top: list[Line], body: list[Line], bottom: list[Line], height: int) -> list[Line]:
    """The parts of a screen of `height` rows, the bottom at its end."""
    gap = height - len(top) - len(body) - len(bottom)
    return [*top, *body, *([[]] * gap), *bottom]


def head(place: Place, asks: str, width: int, rows: int) -> list[Line]:
    """What is answered, how far along one is, and the question; within `rows`."""
    question = _titles(asks, width)
    step: list[Line] = [[("dim", place.step)]] if place.step else []
    room = rows - len(question) - len(step) - 1
    done = list(answered(place.done, width, room)) if room > 0 else []
    if place.told and room > 1:
        told: list[Line] = [[("dim", line)] for line in wrapped(place.told, width)]
        done = [*told, *(answered(place.done, width, room - len(told) - 1) if room > len(told) + 1 else ())]
    return [*done, *([[]] if done else []), *step, *question]


def answered(done: Sequence[tuple[str, str]], width: int, rows: int) -> Iterator[Line]:
    """The answers so far, the last ones where not all have room."""
    kept = done if len(done) <= rows else done[-max(rows - 1, 0) :] if rows > 1 else ()
    if len(kept) < len(done):
        yield [("dim", f"{len(done) - len(kept)} answers above")]
    for asks, answer in kept:
        yield echo(asks, answer, width)


def echo(asks: str, answer: str, width: int) -> Line:
    """A question that is answered, on one line."""
    said = cut(answer, max(width - len(DONE) - 12, 8))
    return [("dim", f"{DONE}{cut(asks, width - len(DONE) - len(said) - 1)} "), ("answer", said)]


def rows_of(listing: Listing, width: int, height: int) -> list[Line]:
    """The lines of a list in `height` rows around the pointer, with marks where there are more."""
    if not listing.shown:
        return [[("wrong", line)] for line in wrapped(NOTHING, width)]
    lines, pointed = _all_rows(listing, width)
    if len(lines) <= height:
        return lines
    room = max(height - 2, 1)  # a row for each mark
    start = min(max(pointed - room // 2, 0), len(lines) - room)
    if start <= 1:
        start, room = 0, height - 1
    elif start + room >= len(lines) - 1:
        start, room = len(lines) - height + 1, height - 1
    above, below = start, len(lines) - start - room
    marks: list[list[Line]] = [
        [[("dim", f"  {arrow} {count} more")]] if count else []
        for arrow, count in (("↑", above), ("↓", below))
    ]
    return [*marks[0], *lines[start : start + room], *marks[1]]


def _all_rows(listing: Listing, width: int) -> tuple[list[Line], int]:
    """Every line of a list with its headings, and which one the pointer is at."""
    longest = max(len(option.name) for option in listing.shown)
    lines: list[Line] = []
    heading, pointed = "", 0
    for place, option in enumerate(listing.shown):
        if option.group != heading and not listing.typed.strip():
            heading = option.group
            lines.append([("title", cut(heading, width))])
        if place == listing.place:
            pointed = len(lines)
        lines.append(_row(option, longest, width, here=place == listing.place))
    return lines, pointed if pointed > 1 else 0  # with its heading, where that is the first line


def _row(option: Option, longest: int, width: int, *, here: bool) -> Line:
    says = option.example if option.group and option.example else option.says
    name = cut(option.name, width - len(POINTER))
    line: Line = [("pointer", POINTER) if here else ("", NOT_POINTED), ("pointer" if here else "", name)]
    room = width - len(POINTER) - longest - GAP
    if says and room > 8:
        line.append(("", f"{' ' * (longest - len(name) + GAP)}{cut(says, room)}"))
    return line


def meaning(option: Option | None, width: int, rows: int = MEANING) -> list[Line]:
    """What the line under the pointer means, in plain words."""
    if option is None:
        return []
    example = f", such as {option.example}" if option.example else ""
    said = wrapped(f"{option.says}{example}", width)
    if len(said) > rows:
        said = [*said[: rows - 1], cut(" ".join(said[rows - 1 :]), width)]
    return [[("", line)] for line in said]


def hints(*parts: str, width: int) -> Line:
    """Which keys do what, as many as there is room for."""
    kept = ""
    for part in filter(None, parts):
        longer = f"{kept}{BETWEEN}{part}" if kept else part
        if len(longer) <= width:
            kept = longer
    return [("dim", kept)]


def list_screen(
    place: Place,
    asks: str,
    listing: Listing,
    entry: Entry,
    width: int,
    height: int,
    *,
    back: bool,
    explains: bool,
) -> list[Line]:
    """A question with its list, on a whole screen."""
    text = min(width, WIDEST)
    gap: list[Line] = [[]] if height >= LOW else []
    foot = [*gap, *list_foot(listing, text, back=back, explains=explains)]
    search = _search(listing, entry, width)
    lines = len(_all_rows(listing, width)[0]) if listing.shown else 1
    most = height - len(foot) - len(search) - min(lines, SEEN) - len(gap)
    top = [*head(place, asks, text, most), *search, *gap]
    room = max(height - len(top) - len(foot), FEWEST)
    said, keys = foot[:-1], foot[-1:]
    return page([*top, *rows_of(listing, width, room), *said], [], keys, height)[-height:]


def menu(asks: str, listing: Listing, entry: Entry, width: int, height: int) -> list[Line]:
    """A list below what stands on the screen already, as low as it can be."""
    foot = list_foot(listing, min(width, WIDEST), back=False, explains=False)
    top = [*_titles(asks, width), *(_search(listing, entry, width) if listing.typed else [])]
    return [*top, *rows_of(listing, width, max(height - len(top) - len(foot), FEWEST)), *foot]


def list_foot(listing: Listing, width: int, *, back: bool, explains: bool) -> list[Line]:
    """What the pointed line means, in as many rows whatever it is, and the keys."""
    is_told = any(each.example for each in listing.options) or not _fits(listing, width)
    said = meaning(listing.pointed, width) if is_told else []
    rows = max(len(meaning(each, width)) for each in listing.options) if is_told else 0
    escape = "Esc clears" if listing.typed else "Esc back" if back else ""
    explained = "? help" if explains and not listing.typed else ""
    keys = ("↑↓ move", "Enter takes", escape, explained, "type to search", "Ctrl-C leaves")
    return [*said, *([[]] * (rows - len(said))), hints(*keys, width=width)]


def _fits(listing: Listing, width: int) -> bool:
    """Whether each line of a list says all there is to say about it."""
    room = width - len(POINTER) - max(len(option.name) for option in listing.options) - GAP
    return all(len(option.says) <= room for option in listing.options)


def _search(listing: Listing, entry: Entry, width: int) -> list[Line]:
    if listing.typed:
        return [entry_line(entry, SEARCH, width)]
    if len(listing.options) > LONG:
        known = any(option.words for option in listing.options)
        says = "type it in your own words, or choose" if known else "type to search"
        return [[("pointer", SEARCH), ("dim", cut(says, width - len(SEARCH)))]]
    return []


def entry_line(entry: Entry, lead: str, width: int) -> Line:
    """What is typed with the cursor in it; of a long line the end that has room."""
    room = max(width - len(lead) - 1, 8)
    start = max(entry.cursor - room, 0)
    before, after = entry.text[start : entry.cursor], entry.text[entry.cursor : start + room]
    return [("pointer", lead), ("answer", before), (CURSOR, ""), ("answer", after)]


def field_screen(
    place: Place | None,
    asks: str,
    takes: str,
    entry: Entry,
    wrong: str,
    about: str,
    width: int,
    height: int,
    *,
    keys: Sequence[str],
) -> list[Line]:
    """A question with a line to type in, what is wrong with that, and how to find out."""
    text = min(width, WIDEST)
    said: list[Line] = [entry_line(entry, POINTER, width)]
    said += [[("wrong", line)] for line in wrapped(wrong, text)]
    foot = [hints(*keys, width=text)]
    if place is None:
        return [*_titles(asks, text), *said, *foot]
    gap: list[Line] = [[]] if height >= LOW else []
    more: list[Line] = [[("dim", line)] for part in about.split("\n") for line in wrapped(part, text)][
        : max(height - 8, 0)
    ]
    under: list[Line] = [[("dim", line)] for line in wrapped(takes, text)]
    most = height - len(foot) - len(said) - len(gap) - len(under) - len(more)
    return page([*head(place, asks, text, most), *under, *said, *gap], more, foot, height)[-height:]


def explained(lines: list[Line], start: int, width: int, height: int) -> list[Line]:
    """A part of an explanation from line `start` on, with marks where there is more."""
    room = height - 2
    below = len(lines) - start - room
    foot = [("dim", f"  ↓ {below} more" if below > 0 else "")]
    shown = lines[start : start + room]
    return page(shown, [], [foot, hints("↑↓ move", "Esc closes", "Ctrl-C leaves", width=width)], height)


def _titles(asks: str, width: int) -> list[Line]:
    return [[("title", line)] for line in wrapped(asks, width)]


def explanation(asks: str, about: str, options: Sequence[Option], width: int) -> list[Line]:
    """All there is to say about a question and each of its choices."""
    width = min(width, WIDEST)
    lines = _titles(asks, width)
    for text in filter(None, about.split("\n")):
        lines += [[("", line)] for line in wrapped(text, width)]
    heading = ""
    for option in options:
        if option.group != heading:
            heading = option.group
            lines += [[], [("title", heading)]]
        lines += [[], [("pointer", option.name)]]
        also = f"also called {', '.join(option.also)}" if option.also else ""
        for text in (option.says, f"such as {option.example}" if option.example else "", also):
            lines += [[("", f"  {line}")] for line in wrapped(text, width - 2)]
    return lines


def wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of `width`; none where it is empty."""
    return wrap(text, max(width, 8))


def cut(text: str, width: int) -> str:
    """`text` in at most `width` letters, with a mark where some are missing."""
    return text if len(text) <= width else f"{text[: max(width - 1, 0)].rstrip()}…"
