"""A fix changes no head that was right, as Keras is given it; `python -m tests.keras.fixing` runs more."""

from __future__ import annotations

import pytest

from .fixing import Compiled, compiled, complaint

PROGRAMS = range(300)


@pytest.mark.parametrize("first", PROGRAMS[::100])
def test_heads_that_were_right_are_the_same_after_a_fix(first: int) -> None:
    assert [told for told in map(complaint, range(first, first + 100)) if told] == []


def test_heads_are_recorded_as_keras_is_given_them() -> None:
    program = (
        "import keras\nx = keras.Input((4,))\nh = keras.layers.Dense(2, 'relu')(x)\n"
        "ends = [keras.layers.Dense(1, name='a')(h), keras.layers.Dense(3, 'softmax', name='b')(h)]\n"
        "m = keras.Model(x, ends)\n"
        "m.compile(loss={'a': 'mse', 'b': keras.losses.CategoricalCrossentropy()},"
        " metrics={'a': ['mae'], 'b': []})\n"
    )
    hidden = ("keras.layers.Dense(activation='relu', units=2)",)
    assert compiled(program) == [
        Compiled(hidden, "keras.layers.Dense(activation='linear', units=1)", "'mse'", ("'mae'",)),
        Compiled(
            hidden,
            "keras.layers.Dense(activation='softmax', units=3)",
            "keras.losses.CategoricalCrossentropy(from_logits=False)",
            (),
        ),
    ]
