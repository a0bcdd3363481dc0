"""Keras code for one model with several named outputs, put together from the code of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from textwrap import indent
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from . import fitting, snippet, thresholds
from .comments import narrowed
from .labelling import (
    WEIGHT,
    Encoder,
    definition,
    encoded,
    encoder,
    names_made,
    names_read,
    of_part,
)
from .laying import laid

if TYPE_CHECKING:
    from .records import HeadAdvice

    Heads: TypeAlias = Mapping[str, HeadAdvice]


IS_YES = '''def is_yes(name, y):
    """Whether the output called `name` is a yes, for each row of labels."""
    labels, _ = learned[name][0](y[name])
    return np.reshape(labels, (-1,)) == 1'''
WHERE_YES = '''def where_yes(yes, encoder, *rows):
    """Labels and weights of an output that exists only where `yes` is true.

    The other rows get weight 0, whatever they hold.
    """
    assert yes.any(), "no row has this output; leave it out of the model"
    rows = [np.array(each) for each in rows]
    for each in rows:
        each[~yes] = each[yes][0]
    labels, weights = encoder(*rows)
    weights = np.array(weights)
    weights[~yes] = 0
    return labels, weights'''


def code(heads: Heads) -> str:
    """What one pastes: needs `inputs`, `features`, and `x` and `y` of each part, `y` a dict of labels."""
    place = "# inputs is your keras.Input, features the output of your last hidden layer"
    fit = fitting.called(_validation(heads), _weighing_all(heads))
    read = "\n".join((*thresholds.used_by(heads), thresholds.answers(heads)))
    body = "\n\n".join((_labels(heads), f"{place}\n{_model(heads)}", fit, read))
    return _module(heads, _encoded(heads), body)


def script(heads: Heads) -> str:
    """A whole program: synthetic data, a small model, fit, evaluate, predictions decoded."""
    inputs = "inputs = keras.Input(shape=x_train.shape[1:])"
    first = next(iter(heads.values()))
    model = f"{inputs}\nfeatures = {first.before}(inputs)\n{_model(heads)}"
    labels = "\n".join(filter(None, (_labels(heads), fitting.arguments(_weighing_all(heads)))))
    body = "\n\n".join((labels, model))
    return _module(heads, *_data(heads), _encoded(heads), body, _training(heads))


def _module(heads: Heads, *blocks: str) -> str:
    files = dict.fromkeys(file for head in heads.values() for file in head.python)
    functions = [_head(name, head, _is_weighted(heads)) for name, head in heads.items()]
    known = [IS_YES, WHERE_YES] if _conditional(heads) else []
    return snippet.module([*files, *functions, *known, *thresholds.functions(heads)], *blocks)


def _head(name: str, head: HeadAdvice, weighted: bool) -> str:
    """A function with the lines of one head, whose names are then its own."""
    found, weight = encoder(head), head.fit.get("class_weight")
    gives = ["y"]
    if weighted and not weight:
        gives.append(found.weights or "np.ones(len(y))")
    lines = [
        f'"""encode() and decode() of {name}, learned from y_train only."""',
        definition(found, head, gives).replace("\n\n\n", "\n\n"),
        *([narrowed(head.prepare.strip())] if head.prepare and not weight else ()),
        snippet.decode(head),
        *(_weighing(head, found.takes) if weight else ()),
        f"return {'weighed' if weight else 'encode'}, decode",
    ]
    body = indent("\n\n".join(lines), "    ")
    return f"def {name}_labels(y_train):\n{body}"


def _weighing(head: HeadAdvice, takes: Iterable[str]) -> tuple[str, str]:
    """The class weights of a head as weights of its samples: fit() takes no others for several outputs."""
    rows = head.labels.shape != "(batch,)" and head.units > 1
    chosen = "np.argmax(y, axis=-1)" if rows else "y.ravel()"
    learned = ("y_train = encode(y_train)", narrowed(head.prepare.strip()))
    weights = f"np.array([({head.fit['class_weight']})[int(label)] for label in {chosen}])"
    listed = ", ".join(takes)
    return (
        "\n".join(filter(None, learned)),
        f"def weighed({listed}):\n    y = encode({listed})\n    return y, {weights}",
    )


def _takes(heads: Heads) -> list[str]:
    """What the labels of any head need besides `y`."""
    return list(dict.fromkeys(name for head in heads.values() for name in encoder(head).takes))


def _given(name: str, head: HeadAdvice) -> str:
    return ", ".join((f'y["{name}"]', *encoder(head).takes[1:]))


def _encoding(name: str, head: HeadAdvice) -> str:
    """The labels and weights of one head, in terms of all labels `y`."""
    called, given = f'encoders["{name}"]', _given(name, head)
    if not head.only_if:
        return f"{called}({given})"
    return f'where_yes(is_yes("{head.only_if}", y), {called}, {given})'


def _conditional(heads: Heads) -> dict[str, HeadAdvice]:
    """The heads that exist only where another one is a yes."""
    return {name: head for name, head in heads.items() if head.only_if}


def _encoded(heads: Heads) -> str:
    """The function that encodes the labels of all outputs."""
    rows = [f'        "{name}": {_encoding(name, head)},' for name, head in heads.items()]
    says = "Labels of each output as its loss takes them"
    if not _is_weighted(heads):
        lines = (f'    """{says}."""', "    return {", *rows, "    }")
    else:
        lines = (
            f'    """{says}, and weights of its samples."""',
            "    pairs = {",
            *rows,
            "    }",
            "    labels = {name: labels for name, (labels, _) in pairs.items()}",
            "    return labels, {name: weights for name, (_, weights) in pairs.items()}",
        )
    return "\n".join((f"def encode({', '.join(_takes(heads))}):", *lines))


def _learned_where_yes(depending: Heads) -> Iterator[str]:
    """What is learned of labels in the rows that have them."""
    for name, head in depending.items():
        first = head.only_if
        yield f"# {name} counts only where {first} is a yes"
        rows = f'np.asarray(y_train["{name}"])[is_yes("{first}", y_train)]'
        yield laid(f'learned["{name}"] = {name}_labels({rows})')


def _labels(heads: Heads) -> str:
    depending = _conditional(heads)
    return "\n".join(
        (
            "# y_train, y_val and y_test are dicts: the labels of each output as you",
            "# have them",
            "learned = {",
            *(f'    "{name}": {name}_labels(y_train["{name}"]),' for name in heads if name not in depending),
            "}",
            *_learned_where_yes(depending),
            "encoders = {name: encode for name, (encode, _) in learned.items()}",
            "decoders = {name: decode for name, (_, decode) in learned.items()}",
            encoded(_of_all(heads)),
        )
    )


def _of_all(heads: Heads) -> Encoder:
    gives = ("y", "weights") if _is_weighted(heads) else ("y",)
    return Encoder(learn="", body="", takes=tuple(_takes(heads)), gives=gives)


def _validation(heads: Heads) -> str:
    return of_part(("x", *_of_all(heads).gives), "val")


def _weighing_all(heads: Heads) -> dict[str, str]:
    return {WEIGHT: "weights_train"} if _is_weighted(heads) else {}


def _is_weighted(heads: Heads) -> bool:
    return any(head.fit or head.only_if for head in heads.values())


def _model(heads: Heads) -> str:
    key = "weighted_metrics" if _is_weighted(heads) else "metrics"
    return "\n".join(
        (
            "outputs = {",
            *(laid(f'    "{name}": {_output(name, head)},') for name, head in heads.items()),
            "}",
            "model = keras.Model(inputs, outputs)",
            "",
            *snippet.prepared(heads.values()),
            "model.compile(",
            '    optimizer="adam",',
            *_by_name("loss", ((name, snippet.loss(head)) for name, head in heads.items())),
            *_by_name(key, ((name, _listed(snippet.metrics(head))) for name, head in heads.items())),
            *_by_name("loss_weights", ((name, "1.0") for name in heads)),
            ")",
        )
    )


def _by_name(key: str, values: Iterable[tuple[str, str]]) -> list[str]:
    return [
        f"    {key}={{",
        *(
            laid(f'        "{name}": {value},') if "\n" not in value else f'        "{name}": {value},'
            for name, value in values
        ),
        "    },",
    ]


def _listed(metrics: list[str]) -> str:
    return "".join(("[\n", *(laid(f"            {metric},") + "\n" for metric in metrics), "        ]"))


def _alone(head: HeadAdvice) -> HeadAdvice:
    """`head` without the arguments of its layer that `prepare` defines: its names stay in its function."""
    made = names_made(head.prepare)
    kept = (each for each in head.layer_arguments if made.isdisjoint(names_read(f"dict({each})")))
    return replace(head, layer_arguments=tuple(kept))


def _output(name: str, head: HeadAdvice) -> str:
    called = "features"
    for layer in snippet.layers(_alone(head), name):
        called = f"{layer}({called})"
    return called


def _data(heads: Heads) -> tuple[str, ...]:
    """The data of each head on inputs of its own, side by side, so that one model can learn them all."""
    names = list(heads)
    functions = [
        f"def {name}_data(rng):\n" + indent("\n".join(_data_lines(head)), "    ")
        for name, head in heads.items()
    ]
    made = [
        f'    "{name}": {name}_data(np.random.default_rng({number})),' for number, name in enumerate(names)
    ]
    lines = [
        "# Synthetic data: put your own x and y here",
        "keras.utils.set_random_seed(0)",
        "data = {",
        *made,
        "}",
        "x = np.concatenate([x for x, _ in data.values()], axis=-1)",
        "y = {name: labels for name, (_, labels) in data.items()}",
    ]
    besides = [name for name in _takes(heads) if name not in ("x", "y")]
    split = [
        snippet.SPLIT,
        "x_train, x_val, x_test = x[train], x[val], x[test]",
        "y_train, y_val, y_test = cut(y, train), cut(y, val), cut(y, test)",
        *(snippet.cut(name) for name in besides),
    ]
    cut = "def cut(rows, part):\n    return {name: values[part] for name, values in rows.items()}"
    return (*functions, cut, "\n".join([*lines, "", *split]))


def _data_lines(head: HeadAdvice) -> list[str]:
    """The lines that make x and y; what the labels need besides is left for them to use."""
    besides = [name for name in encoder(head).takes if name not in ("x", "y")]
    return [*(f"global {name}" for name in besides), head.data.strip(), head.made.strip(), "return x, y"]


def _training(heads: Heads) -> str:
    weighted = _is_weighted(heads)
    more = "\n    **fit_arguments," if weighted else ""
    weights = ", sample_weight=weights_test" if weighted else ""
    quiet = ", verbose=0"
    read = "\n".join((*thresholds.used_by(heads, quiet), thresholds.answers(heads, quiet)))
    return f"""history = model.fit(
    x_train,
    y_train,
    validation_data=({_validation(heads)}),
    epochs=30,
    batch_size=32,
    verbose=0,{more}
)
scores = model.evaluate(x_test, y_test{weights}, verbose=0, return_dict=True)
{read}

print("loss by epoch:", *(f"{{loss:.3f}}" for loss in history.history["loss"][::10]))
print(", ".join(f"{{name}} {{value:.3f}}" for name, value in scores.items()))
print("first answers:", {{name: rows[0] for name, rows in answers.items()}})"""
