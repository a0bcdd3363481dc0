"""A program is given up after so many steps, not seconds: the same report on every machine, however busy."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lossadvisor.check import program
from lossadvisor.check.fixing import TOO_MUCH
from lossadvisor.check.following.program import followed
from lossadvisor.check.following.run import Run
from lossadvisor.check.following.summary import seen
from lossadvisor.check.onefile import report
from lossadvisor.check.parsing import parsed
from lossadvisor.check.reports import Source, Wanted
from lossadvisor.check.steps import STEPS, Steps
from lossadvisor.rulebook.libraries import libraries
from tests.benchmarks.checking import large
from tests.endless import END, ENDLESS, KERAS, work
from tests.shipped import RULES

MOST = 50_000  # steps, so that the test is soon done
TWICE = 2.2
FEW = 400
FUNCTIONAL = "import keras\nfrom keras import layers\nx = i = keras.Input((3,))\n"
WHOLE = "m = keras.Model(i, x)\n" + END


def read(text: str, most: int = STEPS) -> Run:
    """The run over a program, its heads walked to as well."""
    run = followed(parsed(text), libraries(RULES), text, most)
    seen(run, text)
    return run


@pytest.mark.parametrize("text", [ENDLESS["loops in loops"], ENDLESS["activations that call others"]])
def test_a_program_is_given_up_at_the_same_step_each_time_and_that_is_told(text):
    runs = [read(text, MOST) for _ in range(2)]
    assert [run.exhausted for run in runs] == [True, True]
    assert runs[0].steps == runs[1].steps

    (told,) = [
        each for each in program.checked(RULES, text, Steps(MOST)).unfollowed if each.what == "the program"
    ]
    assert told.why == "it is too large or too complex (more than 50,000 steps)"


def test_a_report_does_not_depend_on_how_deep_the_check_is_called():
    text = "x = 1" + " + 1" * 400 + "\n" + KERAS + END

    def deeper(calls: int) -> object:
        return deeper(calls - 1) if calls else program.checked(RULES, text)

    assert deeper(0) == deeper(300)


def test_the_largest_of_usual_programs_are_far_from_the_end_of_the_steps():
    assert read(large(100)).steps < STEPS / 10


def branches(count: int) -> str:
    lines = (f"if c{n}: x = layers.Dropout(.1)(x)\nelse: x = layers.Flatten()(x)\n" for n in range(count))
    return FUNCTIONAL + "".join(lines) + WHOLE


def tuples(count: int) -> str:
    """Long tuples, alike and not the same, that depend on a condition."""
    row = f"({'1, ' * count})"
    return f"if c:\n    x = {row}\nelse:\n    x = {row}\n" + "x[0]\n" * count


GROWING = {
    "models": large,
    "conditions": lambda count: "".join(f"if c{n}:\n    x{n} = 1\n" for n in range(count)),
    "branches of a model": branches,
    "tuples": tuples,
    "layers": lambda count: FUNCTIONAL + "x = layers.Flatten()(x)\n" * count + WHOLE,
    "a list that grows": lambda count: "x = []\n" + "x.append(1)\n" * count,
    "a dict that grows": lambda count: "x = {}\n" + "".join(f"x[{n}] = 1\n" for n in range(count)),
    "a class that inherits": lambda count: "class A(A): pass\n" * count + "A().foo\n",
    "a name that grows": lambda count: "import a as x\n" + "x = x.b\n" * count,
    "metrics": lambda count: KERAS + f"m.compile('adam', 'mse', [{'keras.metrics.AUC(), ' * count}])\n",
    "misspelt activations": lambda count: (
        KERAS + "".join(f"layers.Dense(1, 'sofmax{n}')\n" for n in range(count))
    ),
}


@pytest.mark.parametrize("grown", GROWING.values(), ids=GROWING)
def test_twice_as_much_program_takes_about_twice_as_many_steps(grown):
    one, two = read(grown(FEW)), read(grown(2 * FEW))
    assert not one.exhausted
    assert two.steps <= TWICE * one.steps


@pytest.mark.parametrize("text", [
    "x = [1]\n" + "x = x + x\n" * 60 + "y = [*x, *x]\n" * 5_000,
    "d = {" + ", ".join(f"{n}: {n}" for n in range(5_000)) + "}\n" + "e = dict(**d)\nd[5001] = 1\n" * 5_000,
    "x = (1, 1)\ny = (1, 1)\n" + "x = (x, x)\ny = (y, y)\n" * 40 + "z = x if c else y\n" * 500,
], ids=["lists", "dicts", "tuples"])  # fmt: skip
def test_what_grows_out_of_little_text_is_counted(text):
    assert read(text, MOST).steps > 1_000


JOINED = "x = layers.Concatenate()([x, x])\n"


@pytest.mark.parametrize("text", [
    FUNCTIONAL + JOINED * 60 + WHOLE,
    branches(40).replace("m = keras", JOINED + "m = keras"),
], ids=["layers", "branches"])  # fmt: skip
def test_paths_through_joined_layers_are_walked_once(text):
    assert read(text).steps < 5_000


def repeated(line: str, begin: str = "", end: str = "") -> Callable[[int], str]:
    """A program in which a line stands as often as asked for, with a number in the place of its `#`."""
    return lambda count: KERAS + begin + "".join(line.replace("#", str(n)) for n in range(count)) + end + END


NAMES = "".join(f"n{n} = 1\n" for n in range(FEW))
LARGER = {
    "breaks": repeated("    if c:\n        x# = 2\n        break\n", NAMES + "for a in b:\n"),
    "cases": repeated("    case #: x# = 2\n", "match a:\n"),
    "returns": repeated("    if c: return #\n", "def f():\n", "f()\n"),
    "handlers": repeated("try: x# = 1\nexcept: pass\n"),
    "names to ignore": repeated("a#, ", "# lossadvisor: ignore[", "]\n"),
    "comments that ignore": repeated("a = 1  # lossadvisor: ignore[a#]\n".replace("#  ", "")),
    "signs in a comment": repeated("/", "# lossadvisor: ok\n# ", "\n"),
    "Python 2": repeated("exec 'a'\n"),
    "spaces before a word": repeated(" " * 40, "print 'a'\n", "a\n"),
    "targets of a magic": repeated("a[], ", "print 'a'\n", "b\n"),
    "timed lines": repeated("%time f(x)\n", "print 'a'\n"),
    "fields of an f-string": repeated("{a}", 'x = f"', '"\n'),
    "blank lines": repeated("\n" * 10),
    "wide letters in one line": repeated("layers.Dense(1, 'sofmax'), 'é', ", "x = [", "]\n"),
    "metrics": repeated("'accuracy', ", "m.compile('adam', 'mse', [", "])\n"),
    "metrics for loss weights": repeated("m.compile('adam', 'mse', ['mae'])\n"),
    "the same in one line": repeated("m.compile('adam', 'mse', ['mae']); ", end="\n"),
}


@pytest.mark.parametrize("fix", ["no", "show"])
@pytest.mark.parametrize("kind", LARGER)
def test_a_file_twice_as_large_takes_about_twice_as_many_steps_to_check_and_to_fix(kind, fix):
    one, two = (work(LARGER[kind](count), fix) for count in (FEW, 2 * FEW))
    assert not two.given_up
    assert two.steps <= TWICE * one.steps


@pytest.mark.parametrize("kind", LARGER)
def test_whatever_is_done_is_counted(kind):
    found = work(LARGER[kind](FEW), counted=True)
    assert found.calls < 40 * max(found.steps, 5_000)


def test_all_rounds_of_fixing_share_the_steps_of_the_file():
    text = LARGER["metrics for loss weights"](FEW)
    enough = work(text, "show").steps
    source, wanted = Source("a.py", "python", text.encode()), Wanted(fix="show")
    told = [report(RULES, source, wanted, Steps(most)) for most in (enough, enough - 1, enough // 3)]
    assert told[0].diff.count(b"metrics=") == FEW + 1
    assert not told[0].remarks
    assert told[1].diff == b""
    assert [each.says for each in told[1].remarks] == [TOO_MUCH]
    assert "too large or too complex" in (told[2].unreadable or told[2].checked.unfollowed[-1].why)


ROWS = "class Rows:\n    def sums(self, rows):\n        return [sum(row) for row in rows]\n"


def test_what_nothing_calls_is_passed_over_where_no_name_in_it_leads_to_a_head():
    assert read(ROWS).steps < 5
    assert read(ROWS.replace("sum(row)", "keras.ops.sum(row)")).steps > 5


@pytest.mark.parametrize("lines", [
    "def build(name):\n    return Dense(3, name)\n\n\ndef unused():\n    build('sofmax')\n",
    "table = [lambda name: Dense(3, name)]\n\n\ndef unused():\n    table[0]('sofmax')\n",
    "class Unused:\n    def build(self):\n        from tensorflow import keras as k\n\n"
    "        k.layers.Dense(3, 'sofmax')\n",
], ids=["by another function", "out of a list", "imported there"])  # fmt: skip
def test_a_finding_in_what_nothing_calls_is_made(lines):
    found = program.checked(RULES, "from keras.layers import Dense\n\n\n" + lines).findings
    assert [each.name for each in found] == ["unknown-name"]
