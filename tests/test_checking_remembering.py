"""A program is followed in the same way whether or not it is remembered what it makes, as proofs need it."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from lossadvisor.check import program
from tests.shipped import RULES

PROGRAMS = sorted((Path(__file__).parent / "cases" / "check").glob("*.py"))
MADE_IN_A_LOOP = """
import sys
import keras
from keras import layers

y = keras.utils.to_categorical([0, 1, 2], 3)
x = inputs = keras.Input((8, 8, 3))
width = 16
for _ in range(int(sys.argv[1])):
    x = layers.Dense(width, activation="relu")(x)
    width = width * 2
model = keras.Model(inputs, layers.Dense(3, activation="softmax")(x))
model.compile("adam", "categorical_crossentropy")
model.fit(images, y)
"""
GIVEN_AWAY_IN_A_LOOP = MADE_IN_A_LOOP.replace("    x = layers", "    show({})\n    x = layers")


def remembering(text: str, *, proving: bool = False, ahead: bool = False) -> object:
    return replace(program.checked(RULES, text, proving=proving, ahead=ahead), uses=None)


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_what_is_found_is_the_same_with_and_without(path):
    text = path.read_text("utf-8")
    assert remembering(text) == remembering(text, proving=True) == remembering(text, ahead=True)


@pytest.mark.parametrize("text", [MADE_IN_A_LOOP, GIVEN_AWAY_IN_A_LOOP], ids=["made", "given away"])
def test_a_loop_in_which_things_are_only_made_is_gone_round_as_often(text):
    found = program.checked(RULES, text).findings
    assert [each.name for each in found] == ["shapes-differ"]
    assert program.checked(RULES, text, ahead=True).findings == found
