"""A head that somebody names, with the labels and the units that go with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from lossadvisor.advice.advice import Advice
from lossadvisor.errors import AdvisorError, shown, suggestion
from lossadvisor.rulebook.contract import CLASSES
from lossadvisor.rulebook.facts import Answer, Entry, Labels
from lossadvisor.rulebook.heads import Pair
from lossadvisor.rulebook.leaves import Leaf
from lossadvisor.rulebook.overlays import as_alternative, as_avoided
from lossadvisor.rulebook.rules import Rules


def asked_leaf(rules: Rules, advice: Advice, leaf: Leaf, head: str) -> Leaf:
    """`leaf` with the head that is asked for in its place. Raises AdvisorError where none can be made."""
    pair = _pair(rules, head)
    for known in _known(leaf):
        if known.recommend == pair:
            return known
    loss = rules.losses[pair.loss]
    if leaf.labels in loss.reads:
        return _alone(rules, leaf, pair, leaf.labels)
    given = advice.labels.given or leaf.labels
    for encoding in loss.reads:
        labels = rules.labels[encoding]
        ways = {encoding, labels.derived_from, *labels.conversions}
        if given in ways and labels.answers and _fits(leaf, labels.least_units, labels.most_units):
            return _alone(rules, leaf, pair, encoding)
    raise AdvisorError(
        f"--head {shown(head)}: no labels that {pair.loss} reads can be made of yours; "
        f"it reads {', '.join(loss.reads[:6])}"
    )


def _known(leaf: Leaf) -> Iterator[Leaf]:
    """The heads that the rules tell of here."""
    yield leaf
    yield from (as_alternative(leaf, each) for each in leaf.instead)
    yield from (as_alternative(leaf, each) for each in leaf.blog)  # type: ignore[arg-type]
    yield from (as_avoided(leaf, each) for each in leaf.avoid if each.head and each.shows != "error")


def _fits(leaf: Leaf, least: int, most: int | None) -> bool:
    return least <= 2 and (most is None or leaf.units in (1, most))


def _alone(rules: Rules, leaf: Leaf, pair: Pair, encoding: str) -> Leaf:
    """`leaf` with the head alone, without what belongs to another loss or to other labels."""
    alone = replace(
        leaf, recommend=pair, labels=encoding, arguments={}, given={}, since={}, metrics=(),
        layer_arguments="", prepare="", encode="", fit={},
    )  # fmt: skip
    if encoding == leaf.labels:
        return alone
    units = _units(rules.labels[encoding], leaf)
    return replace(alone, units=units, answers="", back="", threshold="", choose=None, after="")


def _units(labels: Labels, leaf: Leaf) -> Answer:
    """How many units go with labels: one where there is a single column, else one for each class."""
    if labels.most_units == 1 or labels.shape == "(batch, 1)":
        return 1
    return 2 if leaf.units == 1 else CLASSES


def _pair(rules: Rules, head: str) -> Pair:
    try:
        said = Pair(head)
    except ValueError:
        raise AdvisorError(f"--head {shown(head)}: write it as 'softmax with kl-divergence'") from None
    activation = _named(rules.activations, said.activation, "activation")
    return Pair(f"{activation} with {_named(rules.losses, said.loss, 'loss')}")


def _named(entries: Mapping[str, Entry], name: str, kind: str) -> str:
    """The entry that is called so, by its own name, another one, or Keras's."""
    wanted = name.strip().casefold().replace("_", "-").replace(" ", "-")
    for each in entries.values():
        names = (each.name, *each.aliases, getattr(each, "keras", ""))
        if wanted in (other.casefold().replace("_", "-") for other in names):
            return each.name
    raise AdvisorError(f"--head: there is no {kind} called '{shown(name)}'{suggestion(name, entries)}")
