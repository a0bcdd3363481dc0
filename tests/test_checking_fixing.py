"""Fixes are made where they are clear, as often as needed, and nothing else in the file is touched."""

from __future__ import annotations

import re

import pytest
from hypothesis import strategies as st

from lossadvisor.check import fixing
from lossadvisor.check.documents.notebookfiles import notebook as read_notebook
from lossadvisor.check.documents.source import PythonText, decoded
from lossadvisor.check.findings import Checked, Edit, Finding, Uses
from lossadvisor.check.parsing import parsed
from lossadvisor.check.seen import Place
from lossadvisor.check.unreadable import Unreadable
from tests.programs import code, notebook


def finding(*edits: Edit) -> Finding:
    return Finding("name", "error", edits[0].place, "says", "because", "fix", (), edits)


def on(line: int, begin: int, end: int, text: str) -> Edit:
    return Edit(Place(line, begin, line, end), text)


def replacing(**pairs: str):
    """A check that finds each word of `pairs` wherever it stands, fixed by the other."""

    def check(document) -> Checked:
        found = []
        for number, line in enumerate(document.text.split("\n"), start=1):
            for wrong, right in pairs.items():
                found += [
                    finding(on(number, match.start() + 1, match.end() + 1, right))
                    for match in re.finditer(rf"\b{wrong}\b", line)
                ]
        return Checked(tuple(found), (), 1, Uses())

    return check


def finding_once(*edits: Edit):
    """A check that finds one thing for each edit in a text that it has not seen changed."""
    seen: list[str] = []

    def check(document) -> Checked:
        seen.append(document.text)
        return Checked(tuple(map(finding, edits)) if document.text == seen[0] else (), (), 1, Uses())

    return check


def test_all_fixes_are_made_and_the_rest_stays():
    content = b"# \xc3\xa9\r\na = wrong  # wrong\r\n\tb = bad\n"
    done = fixing.fixed(content, decoded, replacing(wrong="right", bad="good"))
    assert done.content == b"# \xc3\xa9\r\na = right  # right\r\n\tb = good\n"
    assert (done.fixed, done.checked.findings) == (3, ())
    assert "a = right" in done.document.text


def test_a_fix_that_shows_another_fault_is_followed_by_the_next_round():
    assert fixing.fixed(b"a", decoded, replacing(a="b", b="c", c="d")).content == b"d"


def test_fixes_that_undo_each_other_come_to_an_end():
    done = fixing.fixed(b"a", decoded, replacing(a="b", b="a"))
    assert (done.content, done.fixed) == (b"a", 0)
    assert [each.says for each in done.remarks] == ["name is not fixed: it would cause name"]


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([on(1, 1, 3, "x"), on(1, 2, 4, "y")], b"xcdef"),
        ([on(1, 3, 5, "y"), on(1, 1, 3, "x")], b"xyef"),
        ([on(1, 1, 3, "x"), on(1, 1, 3, "x")], b"xcdef"),
        ([on(1, 2, 2, "x"), on(1, 2, 2, "y")], b"axbcdef"),
        ([on(1, 2, 2, "x"), on(1, 1, 4, "y")], b"ydef"),
        ([on(1, 3, 3, "x"), on(1, 1, 3, "y")], b"yxcdef"),
    ],
)
def test_of_fixes_that_overlap_the_first_is_made(edits, expected):
    assert fixing.fixed(b"abcdef", decoded, finding_once(*edits)).content == expected


def test_the_edits_of_one_finding_are_made_together_or_not_at_all():
    both = finding(on(1, 1, 2, "x"), on(1, 5, 6, "y"))
    check = finding_once()

    def one_or_none(document) -> Checked:
        check(document)
        found = (both, finding(on(1, 4, 7, "z"))) if document.text == "abcdef" else ()
        return Checked(found, (), 1, Uses())

    assert fixing.fixed(b"abcdef", decoded, one_or_none).content == b"xbcdyf"


def test_a_fix_that_makes_the_file_unreadable_is_taken_back():
    def check(document) -> Checked:
        if "(" in document.text:
            raise Unreadable("not Python 3")
        return Checked((finding(on(1, 1, 1, "(")),), (), 1, Uses())

    done = fixing.fixed(b"a = 1\n", decoded, check)
    assert (done.content, done.fixed, len(done.checked.findings)) == (b"a = 1\n", 0, 1)
    assert "not Python 3" in done.remarks[0].says


RECOVERED = b"import keras\nm = keras.Sequential()\nprint 'done'\nm.compile('adam', wrong)\n"


@pytest.mark.parametrize(
    ("content", "new", "fixed"),
    [
        (b"f(a=1, b=wrong)\n", "2", 1),
        (b"f(a=1, b=wrong)\n", "2, a=3", 0),  # parses, but does not compile
        (b"f(a=1, b=wrong)\n", "(2", 0),  # does not parse
        (RECOVERED, "'mse'", 1),  # was read in part, and still is
        (RECOVERED, "('mse'", 0),  # was read in part, and now less of it
    ],
)
def test_a_fix_is_kept_only_where_the_file_parses_as_it_did_before(content, new, fixed):
    find = replacing(wrong=new)

    def check(document) -> Checked:
        try:
            parsed(document.text)
        except Unreadable:
            document.recover()
        return find(document)

    done = fixing.fixed(content, decoded, check)
    assert done.fixed == fixed
    assert done.content == (content.replace(b"wrong", new.encode()) if fixed else content)
    assert [remark.line for remark in done.remarks] == (
        [] if fixed else [content.count(b"\n", 0, content.index(b"wrong")) + 1]
    )


def test_a_fix_that_the_file_cannot_take_is_told():
    content = notebook(code(["a = (1,\n", "2)"]))
    check = finding_once(Edit(Place(1, 5, 2, 3), "3"))
    done = fixing.fixed(content, read_notebook, check)
    assert (done.content, done.fixed) == (content, 0)
    assert (done.remarks[0].cell, done.remarks[0].line) == (1, 1)


def test_a_notebook_is_fixed_in_its_json():
    content = notebook(code("%time\na = wrong"), code(["b = 'é'\n", "c = wrong"]))
    done = fixing.fixed(content, read_notebook, replacing(wrong="right"))
    assert done.content == content.replace(b"wrong", b"right")


def test_a_text_can_be_edited_only_within_its_lines():
    document = PythonText(b"a\nb", "utf-8", b"")
    assert document.can_edit([on(2, 1, 2, "c")])
    assert not document.can_edit([on(3, 1, 1, "c")])


LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n"]), min_size=1, max_size=40)
