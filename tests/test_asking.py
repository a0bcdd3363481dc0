"""What comes after the recommendation, and that nobody is asked where there is nobody."""

from __future__ import annotations

import os
import subprocess

import pytest

from lossadvisor import recommend
from lossadvisor.cli.afterwards import afterwards
from lossadvisor.interview.putting import BACK
from tests.running import PROGRAM, piped, refused
from tests.scripted import Script
from tests.shipped import BUNDLES, RULES, STOPS

ADVICE = recommend(task="multilabel", classes=672)
SEVERAL = recommend(**BUNDLES[0])
STOP = recommend(**STOPS[0])


def after(*replies, found=ADVICE) -> Script:
    person = Script(*replies)
    assert afterwards(found, person) == replies[-1]
    assert person.replies == []
    return person


@pytest.fixture(autouse=True)
def _somewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


def test_code_is_saved_under_the_name_that_was_typed(tmp_path, capsys):
    after("save", "mine.py", "quit")
    assert (tmp_path / "mine.py").read_text("utf-8") == ADVICE.code
    assert "saved as mine.py" in capsys.readouterr().err


def test_an_existing_file_is_overwritten_only_when_one_says_so(tmp_path, capsys):
    (tmp_path / "head.py").write_text("precious", "utf-8")
    person = after("save", "head.py", "keep", "quit")
    assert person.asked[2].default == "keep"
    assert (tmp_path / "head.py").read_text("utf-8") == "precious"
    assert "is unchanged" in capsys.readouterr().err
    after("save", "head.py", "overwrite", "quit")
    assert (tmp_path / "head.py").read_text("utf-8") == ADVICE.code


@pytest.mark.parametrize(
    "name", ["missing/head.py", "head.py/x", "\0", "x" * 300, "/dev/null/x", "~nobody-here/x"]
)
def test_a_file_that_cannot_be_written_is_told_and_one_is_asked_on(name, tmp_path, capsys):
    (tmp_path / "head.py").write_text("precious", "utf-8")
    after("save", name, "quit")
    said = capsys.readouterr()
    assert "cannot be written" in said.err
    assert said.err.count("\n") == 1
    assert (tmp_path / "head.py").read_text("utf-8") == "precious"
    assert [path.name for path in tmp_path.iterdir()] == ["head.py"]


def test_a_folder_is_not_overwritten(tmp_path, capsys):
    (tmp_path / "here").mkdir()
    after("save", "here", "overwrite", "quit")
    assert "cannot be written" in capsys.readouterr().err
    assert (tmp_path / "here").is_dir()


def test_saving_can_be_thought_better_of(tmp_path):
    after("save", BACK, "quit")
    assert list(tmp_path.iterdir()) == []


def test_code_is_copied_through_the_terminal(capsys):
    after("copy", "quit")
    assert "\x1b]52;c;" in capsys.readouterr().err


def test_changing_an_answer_is_for_the_interview():
    for found in (ADVICE, SEVERAL, STOP):
        after("change", found=found)


def test_the_code_of_several_heads_is_saved_like_that_of_one(tmp_path):
    person = after("save", "heads.py", "quit", found=SEVERAL)
    assert (tmp_path / "heads.py").read_text("utf-8") == SEVERAL.code
    assert all(name in person.asked[0].what for name in SEVERAL.heads)


def test_where_there_is_no_code_there_is_nothing_to_copy_or_save():
    assert after("quit", found=STOP).asked[0].offers[-3:] == ["change", "another", "quit"]
    assert not {"copy", "save", "run"} & set(after("quit", found=STOP).asked[0].offers)


@pytest.mark.parametrize("found", [ADVICE, SEVERAL, STOP], ids=["one", "several", "stop"])
def test_every_part_is_shown_and_leads_back_and_one_begins_on_something_useful(found, capsys):
    offers = after("quit", found=found).asked[0].offers
    parts = offers[: offers.index("run" if "run" in offers else "change")]
    person = after(*parts, "quit", found=found)
    assert [asked.default for asked in person.asked] == [*parts, offers[len(parts)]]
    assert parts[0] in ("why", "alternatives")
    told = capsys.readouterr().out
    for text in found.sources:
        assert text in told
    assert all(line in told for line in found.because)


def test_all_of_the_report_is_in_some_part(capsys):
    offers = after("quit").asked[0].offers
    after(*offers[: offers.index("run")], "quit")
    told = capsys.readouterr().out
    shown = [
        *ADVICE.because,
        *(each.because for each in ADVICE.avoid),
        *(each.when for each in ADVICE.instead),
    ]
    shown += [
        *(each.says for each in ADVICE.metrics),
        ADVICE.labels.says,
        *(each.when for each in ADVICE.see_also),
    ]
    assert [text for text in shown if text not in told] == []


def test_a_whole_program_is_saved_to_be_run(tmp_path, capsys):
    after("run", "", "quit")
    assert (tmp_path / "train.py").read_text("utf-8") == ADVICE.script
    assert "python train.py" in capsys.readouterr().err


def test_another_is_for_the_interview():
    after("another")


@pytest.mark.parametrize("option", [(), ("--plain",), ("--task", "binary"), ("--format", "code")])
@pytest.mark.parametrize(
    "stdin", [b"", b"1\n1\n1\n1\n1\n1\n", b"y\n" * 10_000], ids=["nothing", "numbers", "yes"]
)
def test_nobody_is_asked_on_a_pipe(option, stdin):
    says = refused(piped("ask", *option, stdin=stdin))
    assert "terminal" in says
    assert f"lossadvisor recommend --task {'|'.join(RULES.tasks)}" in says


def test_nobody_is_asked_at_dev_null_or_where_stdin_is_closed():
    with open(os.devnull) as nothing:
        assert "terminal" in refused(piped("ask", stdin=nothing.fileno()))
    for closed in ("<&-", "2>/dev/null <&-", "<&- >&-"):
        done = subprocess.run(
            ["sh", "-c", f'"$@" {closed}', "sh", *PROGRAM, "ask"], capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


def test_an_answer_that_cannot_be_is_refused_before_the_terminal_is_missed():
    assert "did you mean 'binary'?" in refused(piped("ask", "--task", "binry"))
