"""The check of one file, from its bytes to its report: nothing that stands in it makes the check fail."""

from __future__ import annotations

import gc
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from lossadvisor import regular
from lossadvisor.check.findings import Checked
from lossadvisor.check.unreadable import OtherLanguage, TooLarge, Unreadable
from lossadvisor.errors import suggestion
from lossadvisor.rulebook.contract import RUNNING
from lossadvisor.rulebook.rules import Rules

from .asked import Asked, filtered
from .candidates import around, is_candidate
from .nearby import Nearby
from .parsing import parsed
from .readers import KINDS, READERS, Document, document_reader, whole_reader
from .reports import MISNAMED, UNUSED, Change, FileReport, Remark, Source, Wanted, places
from .seen import Place
from .steps import STEPS, Exhausted, Steps
from .suppression import ALL, unknown_names, unused_names

if TYPE_CHECKING:
    from . import fixing

PARSED = 5  # so often is a text parsed at most that is not Python as a whole
READ = [ending for ending, kind in KINDS.items() if not READERS[kind].refused]
UNKNOWN = f"not a {', '.join(READ[:-1])} or {READ[-1]} file"


def report(rules: Rules, source: Source, wanted: Wanted, steps: Steps | None = None) -> FileReport:
    """What is found in one file, whatever it holds, in so many steps and as many again to prove its fixes."""
    steps = steps or Steps(STEPS if wanted.fix == "no" else 2 * STEPS)
    collects = gc.isenabled()
    gc.disable()  # a syntax tree holds no circles, and to look for them takes a quarter of the time
    try:
        return _report(rules, source, wanted, steps)
    except Unreadable as error:
        excused = isinstance(error, OtherLanguage) and not source.named
        return FileReport(source.path, source.kind, unreadable=str(error), line=error.line, excused=excused)
    except Exhausted as error:
        return FileReport(source.path, source.kind, unreadable=str(error))
    except OSError as error:
        return FileReport(source.path, source.kind, unreadable=error.strerror or str(error))
    except Exception as error:
        says = f"the check failed ({type(error).__name__}: {' '.join(str(error).split())[:200]})"
        return FileReport(source.path, source.kind, unreadable=says)
    finally:
        if collects:
            gc.enable()


def _report(rules: Rules, source: Source, wanted: Wanted, steps: Steps) -> FileReport:
    reader = READERS[source.kind]
    if reader.refused:
        raise Unreadable(reader.refused)
    if reader.whole:
        with _no_warnings():
            checked = whole_reader(source.kind)(rules, source.path)
        told = FileReport(source.path, source.kind, filtered(checked, wanted))
        told = Asked(source, wanted, steps).sifted(told, found=checked.findings)
        return replace(told, remarks=_uncommented(told)) if wanted.ignoring else told
    content = _content(source)
    if source.kind == "unknown":
        source = replace(source, kind=_kind(content), content=content)
    asked = Asked(source, wanted, steps)
    if not is_candidate(rules, source, content, wanted):
        return asked.sifted(_passed_over(source, content, steps))
    with _no_warnings():
        return _read_only(rules, content, asked) if wanted.fix == "no" else _fixed(rules, content, asked)


@contextmanager
def _no_warnings() -> Iterator[None]:
    """Without those of Python's parser about the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _read_only(rules: Rules, content: bytes, asked: Asked) -> FileReport:
    """The report of a file that stays as it is."""
    source, steps, proven = asked.source, asked.steps, asked.wanted.proven
    document = _read(source.kind, content, steps)
    wanted = asked.wanted
    found = _check(rules, steps, around(source), document, ahead=proven, recovers=wanted.recovers)
    checked = asked.of(document, found)
    proof = steps.within(Steps())
    if proven and any(each.edits for each in checked.findings):
        checked = _proven(rules, asked, (content, document, found, checked), proof)
    unused = tuple(_unused_ignores(document, found, rules, steps)) if asked.wanted.unused else ()
    told = asked.completed(_told(rules, source, document, checked, steps, unused), document, found)
    steps.steps += proof.steps
    return told


def _uncommented(told: FileReport) -> tuple[Remark, ...]:
    """A word about each kind of finding in a saved model, in which no comment can stand."""
    from .ignoring import unwritable

    return tuple(unwritable("no comment can stand in a saved model", told.checked))


def _passed_over(source: Source, content: bytes, steps: Steps) -> FileReport:
    """The report of a file without a compile(); one that was named is parsed, to say whether it can be."""
    if not source.named:
        return FileReport(source.path, source.kind)
    document = _read(source.kind, content, steps)
    with _no_warnings():
        try:
            parsed(document.text, steps)
        except TooLarge:
            raise
        except Unreadable:
            if not document.recover():
                raise
    return FileReport(source.path, source.kind, unparsed=document.unparsed)


def _content(source: Source) -> bytes:
    if source.content is not None:
        return source.content
    return regular.content(source.path, READERS[source.kind].most)


def _kind(content: bytes) -> str:
    """What a file of an unknown ending is: Python where its first line says so."""
    first = content[:200].split(b"\n", 1)[0]
    if first.startswith(b"#!") and b"python" in first:
        return "python"
    raise Unreadable(UNKNOWN)


def _read(kind: str, content: bytes, steps: Steps) -> Document:
    """The document that a file holds."""
    document = document_reader(kind)(content)
    steps.read(len(document.text))
    if document.in_parts:  # each is parsed for itself, and stands on a line at least
        steps.tick(document.text.count("\n"))
        steps.read(PARSED * len(document.text))
    return document


def _check(
    rules: Rules,
    steps: Steps,
    project: Nearby | None,
    document: Document,
    *,
    proving: bool = False,
    ahead: bool = False,
    recovers: bool = True,
) -> Checked:
    """All that is found in a document among the files of its project.

    It is `proving` where the document is to be fixed, `ahead` where it may turn out that it can be.
    """
    from . import program

    wanted = partial(program.checked, rules, steps=steps, proving=proving, ahead=ahead, project=project)
    try:
        return wanted(document.text)
    except TooLarge:
        raise
    except Unreadable:
        steps.read(PARSED * len(document.text))
        if not recovers or not document.recover():
            raise
        return wanted(document.text)


def _proven(
    rules: Rules, asked: Asked, first: tuple[bytes, Document, Checked, Checked], steps: Steps
) -> Checked:
    """What was found `first`, only with edits that are proven; with none where that takes too many steps."""
    from . import fixing

    version = fixing.Version(*first)
    try:
        return fixing.offered(version, *_again(rules, Asked(asked.source, asked.wanted, steps)))
    except Exhausted:
        return fixing.without_edits(version.wanted)


def _fixed(rules: Rules, content: bytes, asked: Asked) -> FileReport:
    """The report of a file as fixing leaves it; where that is only shown, of the file as it is."""
    from lossadvisor.writing import digest

    from . import fixing, ignoring, patches

    source = asked.source
    ignores = asked.wanted.ignoring
    done = (ignoring.ignored if ignores else fixing.fixed)(content, *_again(rules, asked))
    sums = (0, done.fixed) if ignores else (done.fixed, 0)
    if asked.wanted.fix == "write":
        change = Change(done.content, digest(content)) if done.fixed else None
        told = _told(rules, source, done.document, done.checked, Steps(), done.remarks)
        whole = asked.completed(told, done.document, done.after.checked)
        return replace(whole, fixed=sums[0], ignored=sums[1], change=change)
    diff = patches.patch(source.path, content, done.content) if done.content != content else b""
    why = patches.obstacle(source.path) if diff else ""
    remarks = (*done.remarks, *([Remark(0, why)] if why else ()))
    before = done.before
    told = _told(rules, source, before.document, before.wanted, Steps(), remarks)
    whole = asked.completed(told, before.document, before.checked)
    return replace(whole, diff=diff, fixable=sums[0], ignorable=sums[1])


def _again(
    rules: Rules, asked: Asked
) -> tuple[Callable[[bytes], Document], fixing.Check, fixing.Filter, Steps]:
    """How a file is read again and again to prove fixes, all in so many steps."""
    source, steps = asked.source, asked.steps
    return (
        partial(_read, source.kind, steps=steps),
        partial(_check, rules, steps, around(source), proving=True),
        asked.of,
        steps,
    )


def written(rules: Rules, source: Source, wanted: Wanted, told: FileReport) -> FileReport:
    """The report once its change stands in the file; where it cannot, of the file as it is, and why."""
    if told.change is None:
        return told
    from lossadvisor import writing

    try:
        writing.replace(source.path, told.change.content, told.change.before, source.folder)
    except OSError as error:
        why = f"cannot be written: {error.strerror}"
    except writing.LeftAloneError as error:
        why = str(error)
    else:
        return replace(told, change=None)
    as_it_is = report(rules, source, replace(wanted, fix="no"))
    return replace(as_it_is, remarks=(Remark(0, why), *as_it_is.remarks))


def _told(
    rules: Rules,
    source: Source,
    document: Document,
    checked: Checked,
    steps: Steps,
    remarks: tuple[Remark, ...] = (),
) -> FileReport:
    return FileReport(
        source.path,
        source.kind,
        document.worded(checked),
        locations={place: document.location(place) for place in places(checked)},
        unparsed=document.unparsed,
        remarks=(*remarks, *_unknown_ignores(document, rules, steps)),
    )


def _unknown_ignores(document: Document, rules: Rules, steps: Steps) -> Iterator[Remark]:
    there: Counter[tuple[Document, int, str]] = Counter()
    for line, name in unknown_names(document.text, frozenset(rules.findings), steps):
        page, at, _ = _comment(document, line)
        if not there[page, at, name]:
            says = f"'{name}' in a comment is not a finding{suggestion(name, rules.findings)}"
            yield _on_comment(page, at, says, MISNAMED)
        there[page, at, name] += 1


def _unused_ignores(document: Document, found: Checked, rules: Rules, steps: Steps) -> Iterator[Remark]:
    """A remark for each name that a comment ignores on none of the lines that it holds for."""
    there: Counter[tuple[Document, int, str]] = Counter()
    for line, name in unused_names(document.text, found, steps):
        page, at, lines = _comment(document, line)
        there[page, at, name] += 1
        is_known = name == ALL or (name in rules.findings and name not in RUNNING)
        if is_known and there[page, at, name] == lines:
            what = "nothing is found here" if name == ALL else f"{name} is not found here"
            yield _on_comment(page, at, f"{what}, so the comment need not ignore it", UNUSED)


def _comment(document: Document, line: int) -> tuple[Document, int, int]:
    """The page of the comment on a line of a text, its line there, and how many lines of the text have it."""
    return document.page(line)[0], *document.comment(line)


def _on_comment(page: Document, line: int, says: str, name: str) -> Remark:
    cell, own = page.line(line)
    return Remark(own, says, cell, page.location(Place(line, 1, line, 1)).line, name)
