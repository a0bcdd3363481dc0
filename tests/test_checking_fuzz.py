"""Whatever text is checked: an answer or a word why there is none, and fixes that leave it Python."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lossadvisor.check import program
from lossadvisor.check.documents.source import decoded, plain
from lossadvisor.check.findings import Checked, Edit, Finding
from lossadvisor.check.seen import Place
from lossadvisor.check.steps import Steps
from lossadvisor.check.unreadable import Unreadable
from tests.endless import ENDLESS, TWICE, growth, work
from tests.grammar import long_program
from tests.grammar import program as written
from tests.shipped import RULES
from tests.test_checking_cases import PROGRAMS

TEXTS = [path.read_text("utf-8") for path in PROGRAMS]
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
WORDS = sorted({word for text in TEXTS for word in TOKEN.findall(text) if word.strip()})
OPENERS = (
    "if x:",
    "for x in y:",
    "while x:",
    "with x:",
    "def f(x):",
    "class C(x):",
    "async def f():",
    "else:",
    "try:",
)
FEW = 100_000  # steps that a check is given here


def steady(examples: int) -> settings:
    """The same examples on every machine and in every run, however slow."""
    slow = list(HealthCheck)
    return settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, suppress_health_check=slow
    )


def judged(text: str) -> Checked | None:
    """What is found in `text`, None where it is unreadable, with every place in the text."""
    try:
        checked = program.checked(RULES, text, Steps(FEW))
    except Unreadable:
        return None
    lines = text.split("\n")
    for place in places(checked):
        assert 1 <= place.line <= place.end_line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
        assert 1 <= place.end_column <= len(lines[place.end_line - 1]) + 1
        assert (place.line, place.column) <= (place.end_line, place.end_column)
    return checked


def places(checked: Checked) -> Iterable[Place]:
    for finding in checked.findings:
        yield finding.place
        yield from (related.place for related in finding.related)
        yield from (edit.place for edit in finding.edits)
    yield from (each.place for each in checked.unfollowed)


def fixed(text: str, checked: Checked) -> tuple[str, list[Finding]]:
    """The text after one round of fixes, and what they fix; of two that overlap, the first is made."""
    edits: set[Edit] = set()
    made = []
    for finding in checked.findings:
        new = set(finding.edits) - edits
        if finding.edits and not any(overlap(a.place, b.place) for a in new for b in (edits | new) - {a}):
            edits |= new
            made.append(finding)
    return decoded(text.encode()).edited(sorted(edits)).decode(), made


def overlap(one: Place, other: Place) -> bool:
    begins = (one.line, one.column), (other.line, other.column)
    ends = (one.end_line, one.end_column), (other.end_line, other.end_column)
    return begins[0] == begins[1] or (begins[0] < ends[1] and begins[1] < ends[0])


def parses(text: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True


def holds_for(text: str) -> None:
    """Check `text`, and that its fixes leave it the Python that it was."""
    checked = judged(text)
    if checked is not None and checked.findings:
        assert parses(fixed(text, checked)[0])


@steady(700)
@given(st.binary(min_size=20, max_size=600))
def test_a_program_written_at_random_is_checked(choices):
    text = written(choices)
    assert parses(text)
    holds_for(text)


@st.composite
def spoiled(draw):
    """One of our own programs, some of its lines or words gone wrong."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.sampled_from(SPOILERS))(draw, text)
    return text


def some_line(draw, lines):
    return draw(st.integers(0, len(lines) - 1))


def without_a_line(draw, text):
    lines = text.split("\n")
    del lines[some_line(draw, lines)]
    return "\n".join(lines or [""])


def with_a_line_twice(draw, text):
    lines = text.split("\n")
    lines.insert(some_line(draw, lines), lines[some_line(draw, lines)])
    return "\n".join(lines)


def with_two_lines_swapped(draw, text):
    lines = text.split("\n")
    one, other = some_line(draw, lines), some_line(draw, lines)
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def with_another_word(draw, text):
    words = TOKEN.findall(text) or [""]
    words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(WORDS))
    return "".join(words)


def with_the_end_of_another(draw, text):
    lines, other = text.split("\n"), draw(st.sampled_from(TEXTS)).split("\n")
    return "\n".join(lines[: some_line(draw, lines)] + other[some_line(draw, other) :])


def with_lines_of_another(draw, text):
    lines, other = text.split("\n"), draw(st.sampled_from(TEXTS)).split("\n")
    at, begin = some_line(draw, lines), some_line(draw, other)
    return "\n".join(lines[:at] + other[begin : begin + 6] + lines[at:])


def with_a_block(draw, text):
    lines = text.split("\n")
    at = some_line(draw, lines)
    return "\n".join([*lines[:at], draw(st.sampled_from(OPENERS)), *(f"    {line}" for line in lines[at:])])


SPOILERS = (
    without_a_line, with_a_line_twice, with_two_lines_swapped, with_another_word, with_another_word,
    with_the_end_of_another, with_lines_of_another, with_a_block,
)  # fmt: skip


@steady(700)
@given(spoiled())
def test_a_program_with_spoiled_lines_is_checked(text):
    holds_for(text)


@steady(300)
@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(st.sampled_from([*WORDS, "\n", "\n    ", " "]), max_size=60).map("".join),
    )
)
def test_any_text_is_checked_or_unreadable(text):
    holds_for(plain(text))


@steady(300)
@given(st.sampled_from(TEXTS), st.integers(0, 3_000))
def test_a_program_cut_short_is_checked_or_unreadable(text, length):
    holds_for(text[:length])


@pytest.mark.parametrize("text", TEXTS, ids=[path.stem for path in PROGRAMS])
def test_one_round_of_fixes_takes_what_it_fixes_away_and_brings_nothing(text):
    before = judged(text)
    assert before is not None
    after_text, made = fixed(text, before)
    after = judged(after_text)
    assert after is not None
    left = [finding.name for finding in after.findings if finding.severity != "note"]
    for finding in before.findings:
        if finding.severity != "note" and finding not in made:
            assert finding.name in left
            left.remove(finding.name)
    assert left == []


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS.keys())
def test_a_program_without_end_is_given_up(text):
    judged(text)


@pytest.mark.parametrize("number", range(40))
def test_a_long_program_at_random_takes_no_more_steps_than_allowed(number):
    """Of the same kind as the many that `python -m tests.endless` checks."""
    text = long_program(number, 10_000)
    assert parses(text)
    found = work(text, "show", counted=True, most=FEW)
    assert found.steps <= 2 * FEW
    assert found.calls < 40 * max(found.steps, 5_000)
    one, two = (work(long_program(number, 10_000, times), most=FEW) for times in (1, 2))
    assert growth(one, two) <= TWICE
