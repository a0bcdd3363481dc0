"""The network below the head: the same for every rival, from the same start."""

from __future__ import annotations

from typing import Any

from lossadvisor.errors import AdvisorError

from .own_bodies import built, imported, judge_number, judge_start, place_of, said

WIDTH = 64
FILTERS = (16, 32, 64)
SAID = f"two dense layers of {WIDTH} units with relu"
DEPTHS = (8, 16, 32)
SAID_OF_MASKS = "a small U-Net, with 8, 16 and 32 filters at the whole, half and quarter size"
SAID_OF_PICTURES = "three convolutions of 16, 32 and 64 filters with relu, and the mean of each"


def said_of(x: Any, *, by_pixel: bool = False) -> str:
    """What the usual body is for features `x` of their own, or for columns of a table if there are none."""
    if by_pixel:
        return SAID_OF_MASKS
    return SAID_OF_PICTURES if x is not None and x.ndim == 4 else SAID


def body(model: tuple[str, str], shape: tuple[int, ...], *, by_pixel: bool = False) -> Any:
    """A Sequential model for features of `shape`, without its last layer.

    `by_pixel` it keeps height and width. Raises AdvisorError where a body of one's own does not do.
    """
    import keras

    path, function = model
    if path:
        own, place = built(path, function, shape), place_of(path, function)
        try:
            made = keras.Sequential([keras.Input(shape=shape), own])
        except Exception as error:  # a call of its own may fail in any way
            raise AdvisorError(
                f"{place}: does not take features of the shape {shape}: {said(error)}"
            ) from error
        judge_number("outputs", len(made.outputs), place)  # which a subclass shows only here
        if by_pixel:
            _judge_map(made.output_shape, shape, place)
        else:
            _judge_shape(made.output_shape, place)
        return made
    if by_pixel:
        return keras.Sequential([keras.Input(shape=shape), _u_net(shape)])
    return keras.Sequential([keras.Input(shape=shape), *_layers(shape)])


def told_of_start(model: tuple[str, str], shape: tuple[int, ...], *, by_pixel: bool = False) -> list[str]:
    """What is to be told of how a body of one's own begins. Raises AdvisorError where it does not do."""
    if not model[0]:
        return []
    imported(*model)
    return judge_start(lambda: body(model, shape, by_pixel=by_pixel), place_of(*model))


def _layers(shape: tuple[int, ...]) -> list[Any]:
    from keras import layers

    if len(shape) == 3:
        convolved = [
            layers.Conv2D(filters, 3, strides=2, padding="same", activation="relu") for filters in FILTERS
        ]
        return [*convolved, layers.GlobalAveragePooling2D()]
    flat = [layers.Flatten()] if len(shape) > 1 else []
    return [*flat, layers.Dense(WIDTH, activation="relu"), layers.Dense(WIDTH, activation="relu")]


def _judge_map(made: tuple[int | None, ...], shape: tuple[int, ...], place: str) -> None:
    """A body for masks gives features for each pixel."""
    if tuple(made[1:-1]) != tuple(shape[:-1]):
        raise AdvisorError(
            f"{place}: gives {made[1:]} for pictures of {shape}; "
            "masks need features for each pixel, of the same height and width"
        )


def _u_net(shape: tuple[int, ...]) -> Any:
    """Half and quarter size on the way down, and on the way up what was there before beside it."""
    import keras

    start = keras.Input(shape=shape)
    found = [_convolved(start, DEPTHS[0])]
    for filters in DEPTHS[1:]:
        found.append(_convolved(found[-1], filters, strides=2))
    made = found.pop()
    for before, filters in zip(reversed(found), reversed(DEPTHS[:-1]), strict=True):
        made = _convolved(_beside(made, before), filters)
    return keras.Model(start, made)


def _convolved(x: Any, filters: int, strides: int = 1) -> Any:
    from keras import layers

    return layers.Conv2D(filters, 3, strides=strides, padding="same", activation="relu")(x)


def _beside(small: Any, large: Any) -> Any:
    """A map made twice as large, without the row and column too many that an odd size brings, and another."""
    from keras import layers

    wide = layers.UpSampling2D(2)(small)
    rest = [wide.shape[axis] - large.shape[axis] for axis in (1, 2)]
    if any(rest):
        wide = layers.Cropping2D(((0, rest[0]), (0, rest[1])))(wide)
    return layers.Concatenate()([wide, large])


POOLS = {3: "GlobalAveragePooling1D", 4: "GlobalAveragePooling2D", 5: "GlobalAveragePooling3D"}


def _judge_shape(shape: tuple[int | None, ...], place: str) -> None:
    """A head takes one vector of features for each row: not a sequence of them, and not a picture."""
    if len(shape) == 2:
        return
    pool = f"keras.layers.{POOLS[len(shape)]}() or " if len(shape) in POOLS else ""
    raise AdvisorError(
        f"{place}: gives {' by '.join(map(str, shape[1:])) or 'one number'} for each row, and a head takes "
        f"one vector; end it with {pool}keras.layers.Flatten()"
    )
