"""A comment leaves out the findings that it names on its line and the next, and no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossadvisor.check.findings import Checked, Finding
from lossadvisor.check.seen import Place
from lossadvisor.check.suppression import unknown_names, unused_names, without_ignored

KNOWN = frozenset(["softmax-of-one", "activation-twice"])


def found_on(line: int, text: str, name: str = "softmax-of-one", end: int = 0) -> bool:
    finding = Finding(name, "error", Place(line, 1, end or line, 9), "says", "because", "fix")
    return bool(without_ignored(text, Checked((finding,), (), 1)).findings)


@pytest.mark.parametrize(
    "comment",
    ["# lossadvisor: ignore[softmax-of-one]", "#lossadvisor:ignore [ activation-twice , softmax-of-one ]",
     "# lossadvisor: ignore", "# noqa: E501  # lossadvisor: ignore[softmax-of-one] as we know"],
)  # fmt: skip
def test_a_comment_holds_for_its_line_and_one_alone_for_the_next(comment):
    assert not found_on(1, f"a = 1  {comment}\nb = 2\n")
    assert not found_on(2, f"{comment}\nb = 2\n")
    assert found_on(2, f"a = 1  {comment}\nb = 2\n")
    assert found_on(3, f"{comment}\nb = 2\nc = 3\n")


def test_a_comment_within_a_statement_holds_for_its_next_line():
    text = "f(a,  # lossadvisor: ignore\n  b,\n  c)\n"
    assert not found_on(2, text)
    assert found_on(3, text)


def test_a_comment_after_the_last_line_of_a_place_holds_for_it():
    assert not found_on(1, "f(a,\n  b)  # lossadvisor: ignore\n", end=2)


def test_only_what_is_named_is_left_out():
    assert found_on(1, "a = 1  # lossadvisor: ignore[activation-twice]\n")
    assert found_on(1, "a = 1  # lossadvisor: ignore[]\n")
    assert found_on(1, "a = 1  # lossadvisor ignores nothing: it reads\n")


def test_the_same_words_in_a_string_are_no_comment():
    assert found_on(2, "a = '''\n# lossadvisor: ignore'''\n")
    assert found_on(1, "a = '# lossadvisor: ignore'\n")


def test_where_a_text_cannot_be_tokenised_its_comments_are_still_read():
    assert not found_on(3, "a = 'b\n  )\nc = 1  # lossadvisor: ignore\n")
    assert not found_on(2, "a = (\nc = 1  # lossadvisor: ignore\n")


def test_a_name_that_is_no_finding_is_told_with_its_line():
    text = "a = 1\nb = 2  # lossadvisor: ignore[softmax-of-won, activation-twice]\n# lossadvisor: ignore\n"
    assert list(unknown_names(text, KNOWN)) == [(2, "softmax-of-won")]


@pytest.mark.parametrize(
    ("text", "unused"),
    [
        ("a = 1\nb = 2  # lossadvisor: ignore[softmax-of-one]\n", []),
        ("# lossadvisor: ignore[activation-twice, softmax-of-one]\nb = 2\n", [(1, "activation-twice")]),
        (
            "a = 1  # lossadvisor: ignore[softmax-of-one]\nb = 2  # lossadvisor: ignore\n",
            [(1, "softmax-of-one")],
        ),
        ("a = 1\nb = 2\nc = 3  # lossadvisor: ignore\n", [(3, "*")]),
        ("a = 1\nb = \\\n2  # lossadvisor: ignore[softmax-of-one]\n", []),  # joined lines are one
        ("a = 1\nb = '''\n'''  # lossadvisor: ignore[softmax-of-one]\n", []),
        ("# lossadvisor: ignore[x]\n\nb = 2\n", [(1, "x")]),
    ],
)
def test_a_name_that_is_not_found_where_it_is_ignored_is_unused(text, unused):
    found = Finding("softmax-of-one", "error", Place(2, 1, 2, 9), "says", "because", "fix")
    assert list(unused_names(text, Checked((found,), (), 1))) == unused


def test_the_comment_behind_joined_lines_holds_for_all_of_them():
    text = "a = 1 + \\\n  2 + \\\n  3  # lossadvisor: ignore\nb = 4\n"
    assert not any(found_on(line, text) for line in (1, 2, 3))
    assert found_on(4, text)
    above = "# lossadvisor: ignore\na = '''\n\n''', 1\nb = 4\n"
    assert not any(found_on(line, above) for line in (2, 3, 4))
    assert found_on(5, above)


@given(st.text("a=1\n#('\"\\ lossadvisor: ignore[x]", max_size=60))
def test_no_text_makes_it_fail(text):
    found_on(1, f"{text}# lossadvisor: ignore")
    assert not list(unknown_names(text, frozenset("x"))) or "[" in text
