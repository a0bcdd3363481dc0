"""The card on a terminal and in a notebook: what one needs first, short, and code that copies whole."""

from __future__ import annotations

import re
from html import unescape
from io import StringIO

import pytest
from rich.console import Console

from lossadvisor import recommend
from lossadvisor.advice.recommending import advice, recommended
from lossadvisor.cli import printing
from lossadvisor.report.outlines import recommended as reports
from lossadvisor.report.outlines import terminal
from lossadvisor.report.outlines.card import card, pair
from lossadvisor.report.outlines.html import LEFT
from tests.shipped import BUNDLES, EACH, RULES, STOPS, named
from tests.test_report import ANSI

MOST = 24  # lines beyond the code
TAG = re.compile(r"<[^>]*>")


def shown(found, width: int, print_=lambda found: printing.print_card(found, printing.REST)) -> list[str]:
    """What a terminal of `width` columns shows, line by line as they were written."""
    text = StringIO()
    console = Console(file=text, force_terminal=True, width=width, highlight=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(printing, "console", lambda **_: console)
        patch.setattr(printing.sys, "stdout", Always(text))
        print_(found)
    return ANSI.sub("", text.getvalue()).splitlines()


class Always:
    """A stream that is a terminal."""

    def __init__(self, stream: StringIO) -> None:
        self.write, self.flush = stream.write, stream.flush

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("width", [50, 60, 80])
def test_the_code_stands_whole_and_a_card_of_few_lines_below(width):
    for answers in EACH[::2]:
        found = advice(RULES, answers)
        code = found.code.rstrip("\n").splitlines()
        lines = shown(found, width)
        assert [line.rstrip() for line in lines[: len(code)]] == code, named(answers)
        beside = lines[len(code) :]
        assert all(len(line) <= width or line == printing.REST for line in beside)
        if width >= 60:
            assert len(beside) <= MOST, named(answers)


@pytest.mark.parametrize("answers", EACH, ids=named)
def test_a_card_tells_the_pair_two_metrics_and_one_mistake(answers):
    found = advice(RULES, answers)
    told = dict(card(found).sections[0].blocks[0].rows)
    assert card(found).title == pair(found)
    assert found.activation in pair(found)
    assert found.loss in pair(found)
    assert told["units"] == str(found.units)
    assert found.labels.shape in told["labels"]
    assert told.get("watch", "").count("\n") == min(len(found.metrics), 2) - 1 or not found.metrics
    assert ("avoid" in told) == bool(found.avoid)
    assert all(name in told["assumed"] for name in found.assumed)


@pytest.mark.parametrize("answers", [*STOPS, *BUNDLES], ids=named)
def test_where_there_is_no_single_head_the_card_is_short_too(answers):
    found = recommended(RULES, answers)
    lines = shown(found, 80)
    code = 0 if answers in STOPS else len(found.code.rstrip("\n").splitlines())
    assert len(lines) - code <= MOST


@pytest.mark.parametrize("width", [50, 60, 80])
def test_every_line_of_code_in_the_whole_report_is_one_of_the_snippet(width):
    """What a narrow terminal breaks it breaks itself, so that it copies whole."""
    for answers in EACH[::2]:
        found = advice(RULES, answers)
        lines = shown(found, width, lambda found: terminal.show(reports.outline(found), printing.console()))
        text = "\n".join(line.rstrip() for line in lines)
        for name, code in found.labels.conversions.items():
            written = "\n".join(line.rstrip() for line in code.strip().splitlines())
            assert f"\n# from {name}\n{written}\n" in text, named(answers)
        assert found.code.strip() in text


@pytest.mark.parametrize("width", [40, 50, 80])
def test_wrapped_lines_of_prose_keep_their_indent(width):
    found = recommend(task="binary", data="rare", goal="decisions")
    lines = shown(found, width, lambda found: terminal.show(reports.outline(found), printing.console()))
    for title in ("Why", "Avoid", "Instead", "Sources"):
        below = lines[next(n for n, line in enumerate(lines) if line.strip() == title) + 1 :]
        for line in below[: next((n for n, line in enumerate(below) if not line.strip()), len(below))]:
            assert line.startswith("  "), line


@pytest.mark.parametrize("answers", EACH, ids=named)
def test_a_loss_has_one_spelling_in_an_answer(answers):
    found = advice(RULES, answers)
    names = {loss.name: loss.keras for loss in RULES.losses.values() if "-" in loss.name}
    said = [each.what for each in found.avoid] + [each.loss for each in found.instead] + [pair(found)]
    for name, spelt in names.items():
        assert not any(re.search(rf"\b{name}\b", each) for each in said), spelt


@pytest.mark.parametrize("answers", [EACH[0], EACH[-1], STOPS[0], BUNDLES[0]], ids=named)
def test_print_gives_the_plain_report_and_a_notebook_a_card(answers):
    found = recommend(**answers)
    assert f"{found}\n" == reports.plain(found)
    html = found._repr_html_()
    assert not re.search(r"<h[1-6]\b", html)
    assert html.count("<details") == html.count("</details>") >= 1
    assert found.command in unescape(TAG.sub("", html))
    if answers not in STOPS:
        assert found.code.strip() in unescape(TAG.sub("", html))


def test_what_is_markup_in_html_is_escaped():
    found = recommend(task="binary")
    assert "(predictions &gt; threshold)" in found._repr_html_()
    html = found._repr_html_().replace(f' style="{LEFT}"', "")
    assert set(TAG.findall(html)) <= {
        f"<{slash}{tag}>" for slash in ("", "/") for tag in
        ("div", "b", "table", "tr", "th", "td", "details", "summary", "pre", "ul", "li")
    } | {"<br>", "<details open>"}  # fmt: skip
