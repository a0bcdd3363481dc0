"""The waist: what was seen of compiled models, each thing with its place. Readers fill it, judging reads it.

What is known has one value, what depends on a condition stands in a tuple of possible ones, and what could
not be told is None or empty, with the reason in `why`. Names are those of Keras; no rule is known here.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct, field

from .measured import Measured

Scalar: TypeAlias = bool | int | float | str | None
Origin: TypeAlias = Literal["keras", "either", "rules"]
Kind: TypeAlias = Literal["loss", "activation", "metric"]


class Place(Struct, frozen=True, order=True):
    """A stretch of a text: lines and columns counted from 1, columns in characters, the end not included.

    `part` names the part of a saved model, such as `layer 'output'`, which has no lines.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    part: str = ""


NOWHERE = Place(1, 1, 1, 1)
LAST_AXIS = -1
INPUT = "Input"  # the kind of a head that is what went in, as there is no layer with weights


class Head(Struct, frozen=True):
    """What a model ends in. `activation` is None where it is not known, and `why` says why.

    `at` is where the activation is given, `there` the same in words if it is in another file, `layer` the
    layer with the weights, `kind` the class of the last layer, `inner` an activation below the outer one,
    `after` a layer that changes the numbers again.
    `choice` is what the program offers here to be tried beside other values.
    `reshaped` says that the last axis need not be the units, `sized` that the units are known from a shape.

    `rescaled` is the factor and the offset of the layer after it if it has these, `untold` says that where it
    moves numbers depends on arguments that are not known; `untied` is a layer whose rows need not sum to 1.
    `narrow` says that its numbers have 16 bits, `axis` is the one its activation runs over if not the last.
    """

    activation: str | None = None
    units: int | None = None
    at: Place | None = None
    layer: Place | None = None
    kind: str = ""
    inner: str = ""
    after: str = ""
    after_at: Place | None = None
    rescaled: tuple[float, float] | None = None
    untold: bool = False
    untied: str = ""
    narrow: bool = False
    axis: int | None = None
    reshaped: bool = False
    sized: bool = False
    name: str = ""
    why: str = ""
    there: str = ""
    choice: str = ""


class Loss(Struct, frozen=True):
    """A loss by its name in Keras, empty for one that cannot be named.

    `why` says why it could not be told at all, `from_logits` is None where that is not known, `string` is the
    text where it was given as one, `given` is False for a compile() without a loss, `inside` says that the
    program itself calls it, in a loss of its own or a loop, `beside` that it adds other losses there. `asks`
    is the function that it is where that takes logits by itself, `spares` says that a class of its labels may
    be left out, `axis` is where its classes lie, None if not known. `origin` is `either` for a name that is
    the program's own where Keras has none such, `rules` for an entry in the rules.
    """

    keras: str = ""
    from_logits: bool | None = False
    at: Place | None = None
    string: str = ""
    why: str = ""
    given: bool = True
    inside: bool = False
    beside: bool = False
    asks: str = ""
    spares: bool = False
    axis: int | None = LAST_AXIS
    origin: Origin = "keras"
    choice: str = ""


class Metric(Struct, frozen=True, eq=False):
    """A metric by its name in Keras and as it was `written`; `string` where it was given as text.

    `arguments` holds those it was given, `unknown` the names of those whose values are not known;
    `origin` as with a loss.
    """

    keras: str
    written: str
    at: Place | None = None
    string: bool = False
    arguments: dict[str, Scalar] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    origin: Origin = "keras"


class Labels(Struct, frozen=True):
    """The labels a model is trained on, as far as they are known.

    `encoding` is as in `labels.yaml`, or `input` for the inputs themselves; `shape` has None for an axis of
    unknown size; some label is as low as `lowest`, some as high as `highest`. `source` is where all this is
    known from, `given` where fit() is given them. `scaled` says what was done to class numbers, `at` where.
    `certain` is False for what may be otherwise: whole numbers of which nobody says whether they are classes
    or amounts.
    """

    encoding: str = ""
    classes: int | None = None
    source: str = ""
    scaled: str = ""
    at: Place | None = None
    shape: tuple[int | None, ...] | None = None
    dtype: str = ""
    lowest: float | None = None
    highest: float | None = None
    certain: bool = True
    given: Place | None = None


class Output(Struct, frozen=True):
    """One output with what compile() gives it: one of `heads`, one of `losses`, and all `metrics`.

    `labels` are those it is trained on, `checked` those it is validated on; `shape` has None for an axis of
    unknown size. `measured` is what a run showed of it.
    """

    heads: tuple[Head, ...]
    losses: tuple[Loss, ...] = ()
    metrics: tuple[Metric, ...] = ()
    name: str = ""
    labels: Labels | None = None
    checked: Labels | None = None
    shape: tuple[int | None, ...] | None = None
    measured: Measured | None = None


class Unfollowed(Struct, frozen=True):
    """What could not be resolved at a compile(), such as `the loss`, and why."""

    place: Place
    what: str
    why: str


class Mismatch(Struct, frozen=True):
    """Losses, metrics or loss weights, and outputs that do not go together, in words.

    Weights that are `swapped` have the names of the outputs, and go to them in another order.
    """

    at: Place
    losses: str
    outputs: str
    of: Literal["losses", "metrics", "weights"] = "losses"
    swapped: bool = False


class Name(Struct, frozen=True):
    """A text given where Keras looks up a name of its own."""

    kind: Kind
    text: str
    at: Place


class Third(Struct, frozen=True):
    """Metrics in the third place of compile(), which Keras 3 takes for loss weights, or without brackets."""

    at: Place
    text: str


class Weights(Struct, frozen=True):
    """What fit() is given as weights of classes: the keys of a dict if they are known, else its `form`."""

    at: Place
    keys: tuple[str | int, ...] | None = None
    form: Literal["", "list", "text"] = ""


class Watch(Struct, frozen=True):
    """A callback that acts by what fit() logs as `monitor`; `at` is where that is given.

    `others` says that there are callbacks beside it which may log something.
    """

    callback: str
    monitor: str
    mode: str
    at: Place
    others: bool = False


class Logged(Struct, frozen=True):
    """What fit() logs under a name: the loss, or a metric by its name in Keras, empty for one of the program.

    One that is `numbered` has a name of Keras, perhaps with a number behind it. `given` are the arguments of
    the metric.
    """

    name: str
    keras: str
    numbered: bool = False
    given: frozenset[str] = frozenset()


class Training(Struct, frozen=True):
    """One call of fit(). `validated` says whether it is given what to validate on, None where not known.

    `batch` is the number of samples that are taken at once, where it is given, `sample_axes` how many axes
    the weights of samples have, where that is known.
    """

    class_weight: Weights | None = None
    sample_weight: Place | None = None
    sample_axes: int | None = None
    validated: bool | None = None
    batch: int | None = None
    watches: tuple[Watch, ...] = ()


class Model(Struct, frozen=True):
    """A model at one compile(): `at` is the call, `names` the texts in it.

    `bare` are metrics without brackets. `used` is False for a model that is never trained itself. `logged` is
    what `fits` log, None where that is not known. A compile() `elsewhere` stands in another file, and `at` is
    where it is reached. `yes_or_no` says that the program shows signs of predicting such.
    """

    at: Place
    outputs: tuple[Output, ...] = ()
    names: tuple[Name, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    third: Third | None = None
    bare: Third | None = None
    used: bool = True
    unfollowed: tuple[Unfollowed, ...] = ()
    fits: tuple[Training, ...] = ()
    logged: tuple[Logged, ...] | None = None
    elsewhere: bool = False
    yes_or_no: bool = False


class Decoding(Struct, frozen=True):
    """A place where predictions are turned into answers: `heads` are what the model that made them ends in.

    `rows` are whole ones of which each number is split at a half, `squeezed` ones are put through the
    activation `by`.
    """

    kind: Literal["argmax", "threshold", "rows", "squeezed"]
    at: Place
    heads: tuple[Head, ...]
    losses: tuple[Loss, ...]
    by: str = ""


class Oddity(Struct, frozen=True):
    """Something wrong that shows without a head, by the name of its finding, with words for its text."""

    finding: str
    at: Place
    words: dict[str, str] = field(default_factory=dict)


class Seen(Struct, frozen=True):
    """All that was seen in one text or file.

    `compiles` counts the compile() calls, `names` are texts outside of them, `own_names` says that a program
    tells Keras names of its own, `keras_2` that it was written for Keras 2, `logs_acc` that it may be for one
    that logs accuracy as "acc".
    """

    models: tuple[Model, ...] = ()
    compiles: int = 0
    decodings: tuple[Decoding, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    names: tuple[Name, ...] = ()
    unfollowed: tuple[Unfollowed, ...] = ()
    own_names: bool = False
    keras_2: bool = False
    logs_acc: bool = False
