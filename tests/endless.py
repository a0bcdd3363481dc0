"""Programs that grow without end where they are followed blindly, and odd ways to write a compile().

`python -m tests.endless 10000` checks as many programs at random, one in ten more closely, and prints how
much work they were; the gate checks a few of the same.
"""

from __future__ import annotations

import sys
from typing import Literal, NamedTuple

from lossadvisor.check.onefile import report
from lossadvisor.check.reports import Source, Wanted
from lossadvisor.check.steps import STEPS, Steps
from tests.grammar import long_program
from tests.shipped import RULES

KERAS = "import keras\nfrom keras import layers\nm = keras.Sequential([layers.Dense(1)])\n"
END = "m.compile('adam', 'categorical_crossentropy', ['accuracy'])\n"
MODEL = "import keras\nclass A(keras.Model):\n"
DIGITS = "f" * 6_000
ENDLESS = {
    "brackets": "(" * 10_000 + ")" * 10_000,
    "a chain of attributes": "x = a" + ".b" * 10_000,
    "a chain of attributes that can be parsed": "x = a" + ".b" * 900,
    "a chain of calls": "x = a" + "(1)" * 900,
    "a long sum": "x = 1" + " + 1" * 10_000,
    "a sum that can be parsed": "x = 1" + " + 1" * 900,
    "many signs": "x = " + "-" * 10_000 + "1",
    "many conditions": "".join(f"if c{n}:\n    x{n} = 1\n" for n in range(2_000)),
    "many else-ifs": "if c:\n    x = 1\n" + "".join(f"elif c{n}:\n    x = {n}\n" for n in range(900)),
    "many optional layers": KERAS
    + "".join(f"if c{n}:\n    m.add(layers.Dense({n}))\n" for n in range(500))
    + END,
    "optional layers between others": KERAS
    + "if c:\n    m.add(layers.ReLU())\nm.add(layers.Flatten())\n" * 40
    + END,
    "functions that call each other twice": "".join(
        f"def f{n}(x):\n    return f{(n + 1) % 30}(x) + f{(n + 1) % 30}(x)\n" for n in range(30)
    )
    + "f0(1)",
    "a builder with a branch at each step": KERAS
    + "".join(
        f"def f{n}(x):\n    if c:\n        return f{n + 1}(x)\n    return f{n + 1}(layers.Dense(3)(x))\n"
        for n in range(24)
    )
    + "m = keras.Model(i, f0(i))\n"
    + END,
    "loops in loops": "".join(f"{' ' * n}for i{n} in range(16):\n" for n in range(9))
    + " " * 9
    + "x = layers.Dense(1)",
    "a comprehension over itself": "x = [1]\n" + "x = [x for x in x for x in x for _ in range(16)]\n" * 9,
    "loops in a comprehension": "x = [1 for a in y " + "for b in range(16) " * 9 + "]",
    "a list that doubles": "x = [1]\n" + "x = x + x\n" * 60,
    "a list that is added to itself": "x = [1]\n" + "x += x\n" * 60,
    "a list that takes itself in": "x = [1]\n" + "x.extend(x)\nx = [*x, *x]\n" * 60,
    "a tuple that doubles": "x = (1,)\n" + "x = (*x, *x)\n" * 60,
    "arguments that double": "def f(*a): return a\nx = (1,)\n" + "x = f(*x, *x)\n" * 60,
    "a list that holds itself": KERAS
    + "x = []\nx.append(x)\nx.append(x)\nm = keras.Sequential(x)\nm.compile(x, x, x)\n",
    "a text that doubles": "x = 'a'\n" + "x = x + x\n" * 60,
    "bytes that double": "x = b'a'\n" + "x = x + x\n" * 60,
    "a text padded without end": "x = '%999999999d' % 5\n" * 20,
    "a text repeated without end": "x = 'a' * 999999999\nx = [1] * 999999999",
    "a number that is squared": "x = 7\n" + "x = x * x\n" * 60,
    "a number too long to print": KERAS
    + f"m = keras.Sequential([layers.Dense(0x{DIGITS}, activation='softmax')])\n"
    + f"m.compile('adam', {{0x{DIGITS}: 'mse'}})\nx = f'{{0x{DIGITS}}}'\ngetattr(keras, 0x{DIGITS})",
    "a number too long to divide by": f"from keras.datasets import mnist\n(a, y), _ = mnist.load_data()\n"
    f"y = y / 0x{DIGITS}",
    "giant ranges": "x = list(zip(range(9999), range(9999)))\n" * 2_000,
    "200 models": "".join(KERAS.replace("m =", f"m{n} =") + END.replace("m.", f"m{n}.") for n in range(200)),
    "a class that inherits from itself": "class A(A): pass\n" * 300 + "A().foo",
    "a long line of classes": KERAS + "class A(keras.Model): pass\n" * 200 + "m = A()\n" + END,
    "classes that derive from two in two ways each": "class A0: pass\nclass B0: pass\n"
    + "".join(f"class A{n + 1}(A{n}, B{n}): pass\nclass B{n + 1}(A{n}, B{n}): pass\n" for n in range(40))
    + KERAS
    + "class C(A40, keras.Model): pass\nm = C()\nm.x\n"
    + END,
    "a very long line of classes": KERAS
    + "class A(keras.Model): pass\n"
    + "class A(A): pass\n" * 2_000
    + "m = A()\n"
    + END,
    "tuples that double and are compared": "x = (1, 1)\ny = (1, 1)\n"
    + "x = (x, x)\ny = (y, y)\n" * 40
    + "z = x\nz = y\nz = x if c else y\nif c:\n    w = x\nelse:\n    w = y\n",
    "a function of many answers": "def f(x):\n"
    + "".join(f"    if x{n}: return ({n},)\n" for n in range(2_000))
    + "f(x)\n",
    "a function that returns itself": "def f():\n    return f\nf()()()()()\nf = lambda g: g(g)(g(g))\nf(f)\n",
    "a property that asks itself": "class A:\n    @property\n"
    "    def x(self): return self.x + self.x\nA().x\n",
    "a model that calls itself": MODEL
    + "    def call(self, x): return self(self(x)) + self(x)\nm = A()\n"
    + END,
    "a model made of itself": KERAS + "m.add(m)\nm.add(m)\nm = keras.Sequential([m, m])\n" + END,
    "a model that makes its like": MODEL + "    def __init__(self): self.a = A(), A(), A()\nm = A()\n" + END,
    "activations that call others": KERAS
    + "def f0(x): return x\n"
    + "".join(f"def f{n + 1}(x): return f{n}(f{n}(f{n}(x)))\n" for n in range(20))
    + "m.add(layers.Dense(1, activation=f20))\nm.compile('adam', f20, f20)",
    "activations in each other": KERAS
    + "d = 'relu'\n"
    + "d = layers.Activation(d)\n" * 3_000
    + "m.add(layers.Dense(3, activation=d))\n"
    + END,
    "a layer wrapped without end": KERAS
    + "d = layers.Dense(3)\n"
    + "d = layers.TimeDistributed(d)\n" * 2_000
    + "m.add(d)\n"
    + END,
    "compile() with all in a tuple": KERAS
    + "a = ('adam', 'mse', ['accuracy'])\nm.compile(*a)\nm.compile(**{'third': ['accuracy']})",
    "compile() in parts": KERAS
    + "from functools import partial\nf = partial(m.compile, 'adam', 'mse')\nf(['accuracy'])",
    "predictions where nobody comes by": KERAS
    + "def g(m):\n    "
    + END
    + "    m.predict(x).argmax(axis=1)\nif False:\n    g(m)\n    "
    + END
    + "    z = m.predict(x) > 0.5\n",
    "a line of many letters": KERAS + "m.compile('adam', 'mse', metrics=['accuracy', 'é']);" * 300,
}

LETTERS = 100_000
ALLOWED = 2 * STEPS
TWICE = 2.2
FEW = 5_000  # steps up to which a file costs something that does not grow with it
SOME = 10  # of so many programs, one is looked at more closely


class Work(NamedTuple):
    """What it took to check a text: steps that were counted, and functions that were called if these were."""

    steps: int
    calls: int
    given_up: bool


def work(text: str, fix: Literal["no", "show"] = "no", *, counted: bool = False, most: int = STEPS) -> Work:
    """The work to check a program, or to fix it, as it is on any machine."""
    steps, calls = Steps(most if fix == "no" else 2 * most), 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event.endswith("call")

    before = sys.getprofile()
    sys.setprofile(count if counted else before)
    try:
        found = report(RULES, Source("a.py", "python", text.encode()), Wanted(fix=fix), steps)
    finally:
        sys.setprofile(before)
    unfollowed = any(each.what == "the program" for each in found.checked.unfollowed)
    return Work(steps.steps, calls, unfollowed or bool(found.unreadable))


def growth(one: Work, two: Work) -> float:
    """How many times as much work twice the text is; 0 where that cannot be told."""
    return 0.0 if one.steps <= FEW or two.given_up else two.steps / one.steps


def main(count: int, first: int = 0) -> None:
    slowest = dearest = steepest = (0.0, 0)
    given_up = steep = 0
    for number in range(first, first + count):
        text = long_program(number, LETTERS)
        one = work(text)
        given_up += one.given_up
        slowest = max(slowest, (one.steps, number))
        if number % SOME:
            continue
        dearest = max(dearest, (work(text, counted=True).calls / max(one.steps, FEW), number))
        slowest = max(slowest, (work(text, "show").steps, number))
        grown = growth(one, work(long_program(number, LETTERS, 2)))
        steep += grown > TWICE
        steepest = max(steepest, (grown, number))
    print(f"programs of up to {LETTERS:,} letters that came to an end: {count:,}, given up: {given_up}")
    print(f"steps, also to fix one, at most {slowest[0]:,} (number {slowest[1]}); allowed {ALLOWED:,}")
    print(f"functions called for each step, at most {dearest[0]:.1f} (number {dearest[1]})")
    print(f"twice the program takes at most {steepest[0]:.2f} times the steps (number {steepest[1]}); "
          f"more than {TWICE} times: {steep}")  # fmt: skip


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["10000"]))
