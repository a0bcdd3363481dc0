"""A report goes into a new file where one is named, and answers of an interview into one of their own."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from lossadvisor.cli.answerfiles import answers, written
from lossadvisor.cli.app import REPORTING
from lossadvisor.rulebook.answers import normalised
from tests.running import CASES, ran, refused
from tests.shipped import FORMS, RULES
from tests.test_terminal import CTRL_C, GOAL, NEXT, REVIEW, Terminal

TYPED = {
    "recommend": ("recommend", "multilabel", "--classes", "672"),
    "find": ("find", "house", "price"),
    "inspect": ("inspect", str(CASES / "grades.csv"), "--target", "grade"),
    "check": ("check", "--activation", "softmax", "--loss", "mse", "--format", "sarif"),
    "explain": ("explain", "hinge", "--format", "markdown"),
    "tree": ("tree", "count", "--format", "mermaid"),
}
TRIAL = (
    "try",
    str(CASES / "grades.csv"),
    "--target",
    "grade",
    "--task",
    "ordinal",
    "--grades",
    "low,medium,high",
)


@pytest.mark.parametrize("typed", TYPED.values(), ids=" ".join)
@pytest.mark.parametrize("option", ["-o", "--output-file"])
def test_a_file_holds_what_would_be_printed_and_is_never_overwritten(tmp_path, monkeypatch, typed, option):
    assert set(TYPED) == set(REPORTING) - {"ask", "try"}  # which asks, and which trains
    monkeypatch.chdir(tmp_path)  # a long path is told cut short
    file = Path("report")
    done = ran(*typed, option, str(file))
    assert (done.out, done.code) == ("", ran(*typed).code)
    assert done.err.endswith(f"{file}: written\n")
    assert file.read_bytes().decode() == ran(*typed).out.replace("\n", os.linesep)
    file.write_text("precious", "utf-8")
    assert "exists; name another file" in refused(ran(*typed, option, str(file)))
    assert file.read_text("utf-8") == "precious"


@pytest.mark.parametrize("typed", TYPED.values(), ids=" ".join)
@pytest.mark.parametrize("option", [("-o", "-"), ("--output-file=-",)])
def test_a_hyphen_is_standard_output(tmp_path, monkeypatch, typed, option):
    monkeypatch.chdir(tmp_path)
    assert ran(*typed, *option) == ran(*typed)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "typed",
    [
        ("cheatsheet", "-o", "-"),
        ("page", "-"),
        ("ask", "--plain", "--save-answers", "-"),
        ("check", ".", "--write-baseline", "-"),
        ("check", ".", "--baseline", "-"),
        (*TRIAL, "--page", "-"),
        (*TRIAL, "--store", "-"),
    ],
    ids=" ".join,
)
def test_what_cannot_go_to_standard_output_is_refused_and_no_file_is_called_so(tmp_path, monkeypatch, typed):
    if typed[0] == "try":
        pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")
    monkeypatch.chdir(tmp_path)
    says = refused(ran(*typed))
    assert "name" in says
    assert says.startswith(("--", "page -"))
    assert list(tmp_path.iterdir()) == []


def test_what_is_refused_leaves_no_file(tmp_path):
    refused(ran("recommend", "binary", "--classes", "3", "-o", str(tmp_path / "head.py")))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", "missing/report", "\0", "x" * 300, "~nobody-here/x"])
def test_a_file_that_cannot_be_written_is_told_in_one_line(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    says = refused(ran("explain", "hinge", "-o", name))
    assert "cannot be written" in says or says.startswith("--output-file")


def test_the_version_has_a_short_option():
    assert ran("-V") == ran("--version")


def test_json_is_indented_on_a_terminal_alone():
    typed = ("recommend", "count", "--format", "json")
    text = Terminal(*typed, width=10_000).child.read()
    assert json.loads(text) == json.loads(ran(*typed).out)
    assert "\n  " in text
    assert ran(*typed).out.count("\n") == 1


def test_an_interview_keeps_its_answers_for_recommend(tmp_path):
    file = tmp_path / "answers.yaml"
    typed = (
        "ask",
        "--plain",
        "--save-answers",
        str(file),
        "binary",
        "--labels",
        "strings",
        "--data",
        "plain",
    )
    person = Terminal(*typed, folder=tmp_path).on(GOAL, "decisions\r").on("mistake", "costs\r")
    person.on("cost", "1,20\r").on(REVIEW, "\r").on(NEXT, "quit\r")
    assert person.end() == 0
    assert 'costs: "1,20"\n' in file.read_text("utf-8")
    found = json.loads(ran("recommend", "--answers", str(file), "--format", "json").out)["answers"]
    assert {
        "task": "binary",
        "labels": "strings",
        "goal": "decisions",
        "costs": "1,20",
    }.items() <= found.items()
    assert "exists" in Terminal(*typed, folder=tmp_path).child.read()
    file.unlink()
    assert Terminal("ask", "--plain", "--save-answers", str(file)).on("number or name", CTRL_C).end() == 130
    assert not file.exists()


@pytest.mark.parametrize("given", FORMS[::5], ids=str)
def test_every_answer_is_read_as_it_was_written(tmp_path, given):
    file = tmp_path / "answers.yaml"
    file.write_text(written(given), "utf-8")
    assert normalised(RULES, answers(str(file), None)) == normalised(RULES, given)
