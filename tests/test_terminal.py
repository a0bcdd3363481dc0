"""The whole program on a real terminal: from the first question to a saved file, and every way out."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pexpect
import pytest

from lossadvisor import recommend
from tests.running import PROGRAM
from tests.shipped import RULES

ENTER, UP, DOWN, LEFT, ESCAPE, CTRL_C, CTRL_D = "\r", "\x1b[A", "\x1b[B", "\x1b[D", "\x1b", "\x03", "\x04"
ANSI = re.compile(r"\x1b\][^\a]*\a|\x1b\[[0-9;?]*[A-Za-z]|\r")
ROOT = str(Path(__file__).parents[1])
ENVIRONMENT = {"PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm", "PYTHONPATH": ROOT}
LABELS, DATA, GOAL, TIES, ORDER, OUTPUT = (
    RULES.questions[name].asks[:22] for name in ("labels", "data", "goal", "dependence", "order", "output")
)
TASK, CLASSES = "What do you want to predict", "How many classes"
REVIEW, NEXT = "Your answers", "What next"


class Terminal:
    """A person at a terminal: waits for a question, then presses keys."""

    def __init__(
        self,
        *arguments: str,
        width: int = 100,
        height: int = 50,
        folder: Path | None = None,
        shell: str = "",
    ) -> None:
        command = f"exec {shlex.join([*PROGRAM, *arguments])}{shell}"
        self.painted = ": " if "--plain" in arguments else "Ctrl-C leaves"  # the end of what stands there
        environment = {**os.environ, **ENVIRONMENT}
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "ACCESSIBLE", "COLUMNS"):
            environment.pop(name, None)
        self.child = pexpect.spawn(
            "sh",
            ["-c", command],
            encoding="utf-8",
            timeout=60,
            dimensions=(height, width),
            env=environment,
            cwd=folder,
        )

    def on(self, question: str, keys: str) -> Terminal:
        """Wait until `question` stands there with its answers, then press `keys`."""
        self.child.expect_exact(question)
        self.child.expect_exact(self.painted)
        self.child.send(keys)
        return self

    def end(self) -> int:
        self.child.expect(pexpect.EOF)
        self.child.close()
        assert "Traceback" not in self.child.before
        return self.child.exitstatus


def test_an_interview_from_the_first_question_to_a_saved_file(tmp_path):
    terminal = Terminal("ask", folder=tmp_path)
    terminal.on(TASK, DOWN + DOWN + ENTER).on(CLASSES, "672" + ENTER).on(LABELS, ENTER).on(DATA, ENTER)
    terminal.on(GOAL, ENTER).on(REVIEW, ENTER)
    terminal.child.expect_exact("sigmoid with BinaryCrossentropy")
    terminal.child.expect_exact("lossadvisor recommend --task multilabel --classes 672")
    terminal.on(NEXT, "save" + ENTER).on("Save as", "\x15mine.py" + ENTER)
    terminal.child.expect_exact("saved as mine.py")
    terminal.on(NEXT, "quit" + ENTER)
    assert terminal.end() == 0
    code = (tmp_path / "mine.py").read_text("utf-8")
    compile(code, "mine.py", "exec")
    assert code == recommend(task="multilabel", classes=672).code


def test_an_interview_with_ways_back_a_review_and_another_round():
    terminal = Terminal("ask")
    terminal.on(TASK, ENTER).on(LABELS, LEFT)  # back from a list
    terminal.on(TASK, DOWN + ENTER).on(CLASSES, ESCAPE)  # back from a field
    terminal.on(TASK, ENTER).on(CLASSES, "10" + ENTER)  # multiclass is where one begins now
    terminal.on(LABELS, ESCAPE)
    terminal.on(CLASSES, ENTER).on(LABELS, ENTER).on(DATA, ENTER).on(GOAL, ENTER)
    terminal.on(REVIEW, "labels" + ENTER)
    terminal.on(LABELS, "one-hot" + ENTER)  # the data are kept
    terminal.on(REVIEW, ENTER)
    terminal.child.expect_exact("softmax with CategoricalCrossentropy")
    terminal.on(NEXT, "change" + ENTER)
    terminal.on(REVIEW, "output" + ENTER)
    terminal.on(OUTPUT, DOWN + ENTER)
    terminal.on(REVIEW, ENTER)
    terminal.child.expect_exact("linear with CategoricalCrossentropy")
    terminal.on(NEXT, "copy" + ENTER)
    terminal.child.expect_exact("\x1b]52;c;")
    terminal.on(NEXT, "quit" + ENTER)
    assert terminal.end() == 0


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize("plain", [(), ("--plain",)], ids=["lists", "numbered"])
def test_one_can_leave_at_every_prompt(key, plain):
    down = "multilabel\r" if plain else DOWN + DOWN + ENTER
    save = "save" + ENTER
    steps = [(TASK, down), (CLASSES, "5" + ENTER), (LABELS, ENTER), (DATA, ENTER), (GOAL, ENTER)]
    steps += [(REVIEW, ENTER), (NEXT, save), ("Save as", "")]
    leavers = [Terminal("ask", *plain) for _ in steps]
    for count, terminal in enumerate(leavers):
        for question, keys in steps[:count]:
            terminal.on(question, keys)
        terminal.on(steps[count][0], key)
    assert [terminal.end() for terminal in leavers] == [130] * len(steps)


def test_prompts_go_to_the_terminal_and_only_code_to_the_file(tmp_path):
    terminal = Terminal("ask", "--task", "binary", "--format", "code", folder=tmp_path, shell=" > head.py")
    terminal.on(LABELS, ENTER).on(DATA, ENTER).on(GOAL, ENTER).on(REVIEW, ENTER)
    assert terminal.end() == 0
    assert (tmp_path / "head.py").read_text("utf-8") == recommend(task="binary").code


def test_what_is_given_is_not_asked():
    terminal = Terminal(
        "ask", "--task", "multilabel", "--classes", "9", "--labels", "multi-hot", "--data", "plain",
        "--goal", "probabilities",
    )  # fmt: skip
    terminal.on(REVIEW, ENTER).on(NEXT, "quit" + ENTER)
    assert terminal.end() == 0


@pytest.mark.parametrize("width", [20, 30, 200])
def test_a_narrow_terminal_is_enough(width):
    terminal = Terminal("ask", "--task", "binary", width=width)
    for _ in range(3):
        terminal.child.expect_exact("›")
        terminal.child.send(ENTER)
        terminal.child.expect("\x1b")
    terminal.child.expect_exact("Your answers")
    terminal.child.expect_exact("›")
    terminal.child.send(ENTER)
    terminal.child.expect_exact("What next")
    terminal.child.expect_exact("›")
    terminal.child.send("quit" + ENTER)
    assert terminal.end() == 0


@pytest.mark.parametrize("plain", [(), ("--plain",)], ids=["lists", "numbered"])
def test_a_setting_without_a_use_is_told_and_left_out(plain):
    terminal = Terminal("ask", *plain, "--task", "binary", "--labels", "soft", "--mean", "3")
    terminal.on(REVIEW, ENTER)
    terminal.child.expect_exact("does not use --mean")
    terminal.on(REVIEW, ENTER)
    terminal.child.expect_exact("sigmoid with BinaryCrossentropy")
    terminal.on(NEXT, "quit" + ENTER)
    assert terminal.end() == 0


def test_heads_that_were_given_and_make_no_sense_are_told_and_nobody_is_kept():
    terminal = Terminal("ask", "--plain", "--task", "several-outputs", "--heads", "junk")
    terminal.on(TIES, ENTER).on(REVIEW, ENTER)
    terminal.child.expect_exact("--heads: 'junk' does not name a head")
    assert terminal.end() == 2


@pytest.mark.parametrize("plain", [(), ("--plain",)], ids=["lists", "numbered"])
def test_two_heads_by_name_from_the_first_question_to_the_code_of_both(plain, tmp_path):
    terminal = Terminal("ask", *plain, "--task", "several-outputs", "--format", "code", folder=tmp_path)
    terminal.on(TIES, ENTER)
    for name in ("price", "sold"):
        terminal.on("Name of output", name + ENTER).on(f"What is {name}?", "binary" + ENTER)
        terminal.on(LABELS, "soft" + ENTER).on(REVIEW, ENTER)
    terminal.on("Name of output 3", ENTER).on(REVIEW, ENTER)
    terminal.on(NEXT, "save" + ENTER).on("Save as", ENTER).on(NEXT, "quit" + ENTER)
    assert terminal.end() == 0
    wanted = recommend(task="several-outputs", heads="price: binary labels=soft, sold: binary labels=soft")
    assert (tmp_path / "head.py").read_text("utf-8") == wanted.code


def test_a_stop_is_shown_and_another_answer_can_be_given():
    terminal = Terminal("ask", "--plain", "--task", "ordinal")
    terminal.on(CLASSES, "2" + ENTER).on(REVIEW, ENTER)
    terminal.child.expect_exact("Two grades are a yes or no")
    terminal.on(NEXT, "change" + ENTER).on(REVIEW, "classes" + ENTER).on(CLASSES, "5" + ENTER)
    terminal.child.expect_exact(ORDER)
    terminal.child.sendcontrol("c")
    assert terminal.end() == 130


def test_numbered_questions_paint_nothing_over(tmp_path):
    terminal = Terminal("ask", "--plain", "--format", "plain", folder=tmp_path)
    terminal.on(TASK, "3\r").on(CLASSES, "1\r")
    terminal.child.expect_exact("use --task binary")
    terminal.child.send("672\r")
    terminal.on(LABELS, "b\r").on(CLASSES, "\r").on(LABELS, "\r").on(DATA, "\r").on(GOAL, "\r")
    terminal.on(REVIEW, "\r")
    terminal.child.expect_exact("sigmoid with BinaryCrossentropy")
    assert "\x1b" not in terminal.child.before
    terminal.on(NEXT, "save\r").on("Save as", "\r").on(NEXT, "quit\r")
    assert terminal.end() == 0
    assert (tmp_path / "head.py").read_text("utf-8") == recommend(task="multilabel", classes=672).code


@pytest.mark.parametrize("environment", ["TERM=dumb", "ACCESSIBLE=1"])
def test_a_dumb_terminal_and_a_screen_reader_get_numbers(environment):
    child = pexpect.spawn(
        "env",
        [f"PYTHONPATH={ROOT}", environment, *PROGRAM, "ask"],
        encoding="utf-8",
        timeout=60,
        env=os.environ,
    )
    child.expect_exact("1. binary")
    assert "\x1b" not in child.before
    child.sendcontrol("c")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130


def shown_by(*arguments: str) -> str:
    """What `recommend` shows on a narrow terminal, without colours, which it has."""
    terminal = Terminal("recommend", "--task", "binary", *arguments, width=40)
    terminal.child.expect(pexpect.EOF)
    assert "\x1b[1" in terminal.child.before
    return ANSI.sub("", terminal.child.before)


def test_a_recommendation_on_a_terminal_is_in_colour_and_its_code_can_be_copied():
    told = recommend(task="binary")
    code, _, card = shown_by().partition("sigmoid with BinaryCrossentropy")
    assert code.rstrip("━ \n") == told.code.rstrip()
    assert "--full shows the rest" in " ".join(card.split())
    assert "Sources" not in card
    whole = shown_by("--full")
    assert re.search(r"^Code\n(.*?)^Labels$", whole, re.DOTALL | re.MULTILINE)[1].strip() == told.code.strip()
    assert "\nSources\n" in whole
    assert "--full" not in whole
