"""What a program compiles when it is run on Keras, head by head, to see what a fix changes.

`python -m tests.keras.fixing 2000` compares so many programs before and after.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from unittest import mock

import keras

from tests import sharing

KINDS = {"Layer": "layers", "Loss": "losses", "Metric": "metrics"}
TOLD = ("activation", "class_id", "from_logits", "multi_label", "threshold", "thresholds", "top_k", "units")


class Compiled(NamedTuple):
    """One output of a model at one compile(), each part as the code that makes it again."""

    hidden: tuple[str, ...]
    head: str
    loss: str
    metrics: tuple[str, ...]

    def program(self) -> str:
        """A program with this head alone."""
        given = f'"adam", {self.loss}, metrics=[{", ".join(self.metrics)}]'
        return f"import keras\nm = keras.Sequential([keras.Input((4,)), {self.head}])\nm.compile({given})\n"

    def findings(self) -> Counter[str]:
        """What is found in that program, which shares nothing."""
        return Counter(each.name for each in sharing.checked(self.program()).findings)


def compiled(text: str) -> list[Compiled]:
    """Every head that the program compiles, in order. Nothing is trained."""
    found: list[Compiled] = []

    def compiles(model: keras.Model, optimizer=None, loss=None, metrics=None) -> None:
        found.extend(_heads(model, loss, metrics))

    with mock.patch.object(keras.Model, "compile", compiles):
        exec(compile(text, "program", "exec"), {"__name__": "__main__"})
    return found


def _heads(model: keras.Model, loss: object, metrics: object) -> Iterator[Compiled]:
    """The outputs of a model with what each was given."""
    layers = [each for each in model.layers if not isinstance(each, keras.layers.InputLayer)]
    single = isinstance(model, keras.Sequential)
    ends = layers[-1:] if single else [model.get_layer(name) for name in model.output_names]
    hidden = tuple(_code(each) for each in layers if each not in ends)
    for number, end in enumerate(ends):
        of_end = _of(metrics, number, end.name) or []
        yield Compiled(hidden, _code(end), _code(_of(loss, number, end.name)), tuple(map(_code, of_end)))


def _of(given: object, number: int, name: str) -> object:
    """What belongs to one output of what compile() was given."""
    if isinstance(given, dict):
        return given[name]
    if isinstance(given, list) and len(given) == 2 and isinstance(given[0], (keras.losses.Loss, str)):
        return given[number] if name in "ab" else given
    return given


def _code(thing: object) -> str:
    """A layer, loss or metric as code."""
    if isinstance(thing, str):
        return repr(thing)
    module = next(KINDS[each.__name__] for each in type(thing).__mro__ if each.__name__ in KINDS)
    given = {key: value for key, value in thing.get_config().items() if key in TOLD and value is not None}
    arguments = ", ".join(f"{key}={given[key]!r}" for key in sorted(given))
    return f"keras.{module}.{type(thing).__name__}({arguments})"


def complaint(seed: int) -> str:
    """What fixing a program does to its heads that it must not; empty where all is well."""
    text = sharing.shared(seed, data=False)
    done = sharing.fixed(text)
    after = done.content.decode()
    if after == text:
        return ""
    heads, now = compiled(text), compiled(after)
    if not heads:
        return "nothing is compiled"
    if len(heads) != len(now):
        return f"{len(heads)} heads became {len(now)}"
    for one, other in zip(heads, now, strict=True):
        if one.hidden != other.hidden:
            return f"hidden layers {one.hidden} became {other.hidden}"
        if one != other and not one.findings():
            return f"{one} had no finding and became {other}"
        if new := other.findings() - one.findings():
            return f"{other} has {', '.join(new)}"
    told = done.checked.findings or done.checked.unfollowed
    if not told and any(each.findings() for each in now):
        return "told as clean, which it is not"
    return ""


def main(most: int) -> int:
    told = [f"{seed}: {says}" for seed in range(most) if (says := complaint(seed))]
    print(*told, f"{most} programs", sep="\n")
    return bool(told)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
