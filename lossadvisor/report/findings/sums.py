"""The last line of a check, in a person's words: a pass only where all was read and followed."""

from __future__ import annotations

from collections.abc import Iterator

from lossadvisor.check.reports import Tally

MORE = "explain: lossadvisor explain NAME"


def summary(tally: Tally) -> str:
    """The sums of a run."""
    unused = f"{counted(tally.unused, 'comment')} {_was(tally.unused, 'ignores', 'ignore')} nothing"
    more = MORE if tally.found else ""
    return "; ".join(filter(None, [_summed(tally), unused if tally.unused else "", more]))


def _summed(tally: Tally) -> str:
    if tally.found:
        fixable = f"{tally.fixable} can be fixed with --fix" if tally.fixable else ""
        ignorable = f"{tally.ignorable} can be ignored with --add-ignore" if tally.ignorable else ""
        known = f"{tally.known} more {_was(tally.known, 'is', 'are')} known" if tally.known else ""
        return "; ".join(filter(None, [_found(tally), known, fixable, ignorable, *_unseen(tally)]))
    if not tally.heads and tally.unreadable == tally.files:
        return _nothing_read(tally)
    if tally.known:
        return "; ".join([_nothing_new(tally), *_unseen(tally)])
    unseen = " and ".join(_unseen(tally))
    if done := _done(tally):
        where = f"{done} in {counted(tally.files, 'file')}"
        return f"{where}; nothing else was found, but {unseen}" if unseen else f"{where}; nothing is left"
    if unseen and not tally.models and not tally.lost:
        return f"No Keras model found; {unseen}"
    if unseen:
        return f"Nothing found, but {unseen}"
    if not tally.models:
        return f"No Keras model found in {counted(tally.files, 'file')}"
    return f"All good: {_all(tally)}"


def _done(tally: Tally) -> str:
    """What was written; empty for nothing."""
    if tally.ignored:
        return f"Wrote comments that ignore {counted(tally.ignored, 'finding')}"
    return f"Fixed {counted(tally.fixed, 'finding')}" if tally.fixed else ""


def _all(tally: Tally) -> str:
    if tally.heads:
        return "no problems found in this head"
    return f"{counted(tally.files, 'file')}, {counted(tally.models, 'model')}"


def _nothing_new(tally: Tally) -> str:
    known = f"{counted(tally.known, 'finding')} {_was(tally.known, 'is', 'are')} known"
    if done := _done(tally):
        return f"{done}; nothing new is left: {_all(tally)}; {known}"
    return f"Nothing new: {_all(tally)}; {known}"


def _found(tally: Tally) -> str:
    numbers = ((tally.errors, "error"), (tally.warnings, "warning"), (tally.notes, "note"))
    new = "new " if tally.known else ""
    listed = [counted(number, f"{new}{what}") for number, what in numbers if number]
    what = " and ".join(filter(None, [", ".join(listed[:-1]), listed[-1]]))
    where = "in this head" if tally.heads else f"in {counted(tally.files, 'file')}"
    if done := _done(tally):
        verb = "is" if tally.found == 1 else "are"
        return f"{done}; {what} {verb} left {where}"
    return f"Found {what} {where}"


def _nothing_read(tally: Tally) -> str:
    if not tally.files:
        return "Nothing was checked: all files are excluded"
    return f"Nothing was checked: {counted(tally.files, 'file')} could not be read"


def _unseen(tally: Tally) -> Iterator[str]:
    """What was not followed or read, so that nothing is known of it."""
    if tally.heads:
        if tally.lost:
            yield "some of the head was not given, so some of it was not judged"
        return
    if tally.lost > tally.models:
        yield f"{counted(tally.lost, 'place')} {_was(tally.lost)} not followed"
    elif tally.lost:
        yield f"{_of(tally.lost, tally.models, 'model')} not followed"
    if tally.unreadable:
        yield f"{_of(tally.unreadable, tally.files, 'file')} not read"
    if tally.partly:
        yield f"{_of(tally.partly, tally.files, 'file')} read only in part"


def _of(some: int, all_: int, what: str) -> str:
    """`2 of 8 models were`, `1 file was`."""
    number = counted(some, what) if some == all_ else f"{some} of {all_} {what}s"
    return f"{number} {_was(some)}"


def _was(number: int, one: str = "was", many: str = "were") -> str:
    return one if number == 1 else many


def counted(number: int, what: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
