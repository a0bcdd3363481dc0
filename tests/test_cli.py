"""Command lines: what is printed where, and what a wrong one gets."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

import lossadvisor
from lossadvisor import AdvisorError, recommend
from lossadvisor.api import as_parameters
from lossadvisor.report import encoding
from tests.running import PROGRAM, cases, piped, ran, refused
from tests.shipped import BUNDLES, HEADS, RULES, STOPS, named

BAD = cases("bad_input")
ANSI = re.compile(r"\x1b\[[0-9;]*m")
FORMATS = ("terminal", "plain", "json", "markdown", "code", "script")


def options(answers) -> list[str]:
    return [part for name, answer in answers.items() for part in (f"--{name}", str(answer))]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["typed"])
def test_bad_input_gets_one_line_that_names_the_way_out(case):
    says = refused(ran(*shlex.split(case["typed"])))
    assert all(word in says for word in case["words"]), says
    assert "Error" not in says


@pytest.mark.parametrize(
    "case", [case for case in BAD if "--format" not in case["typed"]], ids=lambda case: case["typed"]
)
def test_where_json_is_wanted_an_error_is_json_on_stdout(case):
    typed = shlex.split(case["typed"])
    for wanted in (["--format", "json"], ["--format=json"]):
        done = ran(*typed, *wanted)
        assert (done.code, done.err) == (2, "")
        told = json.loads(done.out)
        assert told["schema"] == "lossadvisor/error/1"
        assert told["error"]


@pytest.mark.parametrize("option", ["--rules", "--answers", "--batch", "--task", "--classes", "--format"])
@pytest.mark.parametrize(
    "odd", ["two\nlines", "\x1b[31mred", "\r", "\t", "日本", "x" * 5000, "\udcff"], ids=ascii
)
def test_a_message_keeps_to_one_printable_line_whatever_was_typed(option, odd):
    says = refused(ran("recommend", option, odd))
    assert says.isprintable()


@pytest.mark.parametrize("spelled", ["multi-label", "multi_label", "MultiLabel", "MULTILABEL", "tags"])
def test_a_task_is_understood_in_every_usual_spelling(spelled):
    done = ran("recommend", "--task", spelled, "--classes", "672", "--format", "json")
    assert json.loads(done.out)["answers"]["task"] == "multilabel"


@pytest.mark.parametrize("answers", [*HEADS[::7], *STOPS[::3], *BUNDLES[:1]], ids=named)
@pytest.mark.parametrize("format", FORMATS)
def test_every_format_prints_on_stdout_alone(answers, format):
    done = ran("recommend", *options(answers), "--format", format)
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("\n")


def test_on_a_pipe_plain_is_the_usual_format():
    typed = ("recommend", "--task", "binary")
    assert piped(*typed) == piped(*typed, "--format", "plain")
    assert "\x1b" not in piped(*typed).out


@pytest.mark.parametrize("width", ["20", "40", "80"])
def test_code_that_is_captured_compiles_however_narrow_the_terminal(width):
    narrow = {"COLUMNS": width}
    typed = (
        "recommend",
        "--task",
        "multiclass",
        "--classes",
        "10",
        "--data",
        "imbalanced",
        "--goal",
        "decisions",
    )
    wanted = recommend(task="multiclass", classes=10, data="imbalanced", goal="decisions").code
    assert piped(*typed, "--format", "code", env=narrow).out == wanted
    compile(piped(*typed, "--format", "script", env=narrow).out, "script.py", "exec")
    shown = ANSI.sub("", piped(*typed, "--format", "terminal", env=narrow).out)
    code = re.search(r"^Code\n(.*?)^Labels$", shown, re.DOTALL | re.MULTILINE)[1]
    compile(code, "head.py", "exec")
    assert code.strip() == wanted.strip()


@pytest.mark.parametrize("typed", ["recommend --task binary", "tree", "schema", "explain hinge", "--help",
                                   "recommend --task binary --format json", "validate"])  # fmt: skip
def test_a_broken_pipe_is_no_error(typed):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run([*PROGRAM, *typed.split()], stdout=writing, stderr=subprocess.PIPE, timeout=60)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_broken_pipe_ends_a_batch_early():
    lines = b'{"task": "binary"}\n' * 3000
    program = shlex.join([*PROGRAM, "recommend", "--batch", "-"])
    done = subprocess.run(
        ["bash", "-c", f"{program} | head -1"], input=lines, capture_output=True, timeout=60
    )
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 1


def test_a_terminal_as_wide_as_none_is_makes_no_giant_help():
    done = piped("--help", env={"COLUMNS": "100000000"})
    assert done.code == 0
    assert len(done.out) < 100_000


@pytest.mark.skipif(os.name == "nt", reason="a folder in use stays there")
def test_a_working_directory_that_is_gone_is_named(tmp_path):
    gone = tmp_path / "gone"
    script = 'mkdir "$1" && cd "$1" && rmdir "$1" && shift && exec "$@"'
    path = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        ["sh", "-c", script, "sh", str(gone), *PROGRAM, "check", "."],
        capture_output=True,
        env=path,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"the working directory: No such file or directory\n"


def test_a_full_disk_is_told_in_one_line():
    done = subprocess.run(
        ["sh", "-c", '"$@" > /dev/full', "sh", *PROGRAM, "recommend", "--task", "binary"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "typed",
    [
        "recommend --task binary",
        "recommend --task bin",
        "recommend --batch -",
        "recommend --answers - --format json",
        "tree --format terminal",
        "ask",
    ],
)
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_traceback(typed, closed):
    command = ["sh", "-c", f'"$@" {closed}', "sh", *PROGRAM, *typed.split()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode in (0, 2)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_what_goes_to_a_file_is_utf_8_whatever_the_terminal_speaks(encoding):
    for format in ("plain", "json", "markdown", "terminal"):
        done = piped("explain", "softmax", "--format", format, env={"PYTHONIOENCODING": encoding})
        assert (done.code, done.err) == (0, "")
        assert "f(x)ᵢ" in done.out


@pytest.mark.parametrize("option", ["--rules", "--answers", "--batch", "--task"])
def test_a_name_that_is_no_text_is_refused(option):
    half = os.fsdecode(b"\xff")
    refused(piped("recommend", option, half))
    assert json.loads(piped("recommend", option, half, "--format", "json").out)["error"]


def test_the_version_is_printed():
    assert ran("--version") == (0, f"lossadvisor {lossadvisor.__version__}\n", "")


@pytest.mark.parametrize("command", ["", "recommend", "ask", "explain", "tree", "validate", "schema"])
def test_help_shows_examples_and_exit_codes(command):
    for flag in ("--help", "-h"):
        done = ran(*command.split(), flag)
        text = " ".join(done.out.split())
        assert (done.code, done.err) == (0, "")
        assert "0 done, 1 findings, 2 usage" in text
        assert "130 cancelled" in text
        assert "lossadvisor" in text


@pytest.mark.parametrize(
    ("wrong", "typed"),
    [
        ({"task": "multilabl"}, "--task multilabl"),
        ({}, ""),
        ({"task": "binary", "range": "unit"}, "--task binary --range unit"),
        ({"task": "multilabel"}, "--task multilabel"),
        ({"task": "multilabel", "classes": 1}, "--task multilabel --classes 1"),
        ({"task": "multilabel", "classes": "many"}, "--task multilabel --classes many"),
        ({"task": "regression", "output": "logits"}, "--task regression --output logits"),
        ({"task": "binary", "rules": "/no/such"}, "--task binary --rules /no/such"),
    ],
)
def test_python_refuses_with_the_words_of_the_command_line(wrong, typed):
    with pytest.raises(AdvisorError) as refusal:
        recommend(**wrong)
    assert str(refusal.value) == as_parameters(RULES, refused(ran("recommend", *typed.split())))


def test_python_takes_no_unknown_names_and_no_positions():
    with pytest.raises(AdvisorError, match="did you mean 'task'"):
        recommend(tsk="binary")
    with pytest.raises(TypeError):
        recommend("binary")


@pytest.mark.parametrize("answers", STOPS, ids=named)
def test_where_there_is_no_code_to_give_the_reason_is_given_instead(answers):
    typed = ("recommend", *options(answers))
    plain = ran(*typed, "--format", "plain")
    assert recommend(**answers).says in plain.out
    for format in ("code", "script"):
        code = ran(*typed, "--format", format).out
        assert [line.removeprefix("#").strip() for line in code.splitlines()] == [
            line.strip() for line in plain.out.splitlines()
        ]
        compile(code, named(answers), "exec")


def test_python_takes_numbers_as_numbers_and_lists_as_lists():
    assert recommend(task="quantile", quantiles=[0.9, 0.1]).code == recommend(
        task="quantile", quantiles="0.1, 0.9").code  # fmt: skip
    bounded = recommend(task="bounded", bounds="quantity", low=-1.5, high=2)
    assert "-1.5" in bounded.code
    assert bounded.command.endswith("--low -1.5 --high 2")
    with pytest.raises(AdvisorError, match="quantiles takes numbers"):
        recommend(task="quantile", quantiles=[])


def test_what_stands_in_for_a_head_has_a_command_too():
    for answers in (*STOPS, *BUNDLES):
        told = recommend(**answers)
        assert ran(*shlex.split(told.command)[1:]).out == ran("recommend", *options(answers)).out


def test_python_gives_what_the_command_line_prints():
    for answers in HEADS[::4]:
        told = json.loads(ran("recommend", *options(answers), "--format", "json").out)
        advice = recommend(**answers)
        for name in (
            "activation",
            "loss",
            "loss_arguments",
            "units",
            "code",
            "command",
            "answers",
            "assumed",
        ):
            assert told[name] == json.loads(encoding.encoded(getattr(advice, name))), name


def test_without_a_command_and_without_a_terminal_the_commands_are_shown():
    done = ran()
    assert (done.code, done.err) == (0, "")
    assert all(f" {command} " in done.out for command in ("recommend", "ask", "find", "check"))


def test_a_word_that_is_no_command_is_led_to_the_tasks():
    assert "lossadvisor find spam" in refused(ran("spam"))
    assert "did you mean 'check'?" in refused(ran("chekc"))


def test_a_working_directory_that_is_gone_is_told(tmp_path):
    done = subprocess.run(
        ["sh", "-c", 'rmdir "$PWD" && exec "$@"', "sh", *PROGRAM, "check", "."],
        capture_output=True, text=True, timeout=60, cwd=tmp_path,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "the working directory: No such file or directory\n")


@pytest.mark.parametrize("columns", ["1000000000", "9" * 5_000])
def test_help_is_no_wider_than_any_screen(columns):
    assert len(piped("check", "--help", env={"COLUMNS": columns}).out) < 100_000
