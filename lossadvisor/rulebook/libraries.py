"""What is known of Keras and the packages around it, looked up by name.

Kept apart from the rest of the rules, as only a check needs it: the records stay encoded until then.
"""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from typing import Literal

from msgspec import Raw, msgpack

from .facts import KerasClass
from .library_facts import Does, Facts, KerasLayer, PackageModel
from .record import Record
from .rules import Rules

NONE = frozenset[str]()
NOTHING: dict[str, str] = {}
# the positional arguments of nearly all losses and metrics
USUALLY_TAKEN = {"loss": ("reduction", "name", "dtype"), "metric": ("name", "dtype")}


class Libraries:
    """What is known, as it is looked up: made once for a set of rules."""

    def __init__(self, facts: Facts, rules: Rules) -> None:
        self._rules = rules
        self.layers = facts.keras_layers
        self.sources = facts.label_sources
        self.callbacks = facts.callbacks
        self._names = {name: frozenset(each.names) for name, each in facts.libraries.items()}
        self._now = {name: each.now for name, each in facts.libraries.items()}
        self._packaged = facts.package_models

    def layer(self, name: str) -> KerasLayer | None:
        """The layer that a class of Keras is, by any of its names; None for one that is not known."""
        found = self.layers.get(name)
        return self.layers.get(found.another_name_of, found) if found and found.another_name_of else found

    def does(self, name: str) -> Does:
        """What a layer does to a head."""
        found = self.layer(name)
        return found.does if found else "unknown"

    def names(self, list_name: str) -> frozenset[str]:
        """The names in a list, none where the rules have no such list."""
        return self._names.get(list_name, NONE)

    def now(self, list_name: str) -> dict[str, str]:
        """What the names in a list stand for."""
        return self._now.get(list_name, NOTHING)

    @lru_cache(maxsize=1024)  # noqa: B019 - there are few of these, and they live as long as the rules
    def package_model(self, path: str) -> PackageModel | None:
        """What is known of a model that a call of this path makes; None for any other."""
        root, _, name = path.partition(".")[0], *path.rpartition(".")[1:]
        for entry in self._packaged.values():
            whole = path.rpartition(".")[0] if name in entry.by else path
            if any(each.startswith(root) and fnmatchcase(whole, each) for each in entry.paths):
                return entry
        return None

    @cached_property
    def compiling(self) -> frozenset[bytes]:
        """Names that stand in every program with a model that is compiled by another call than compile()."""
        paths = (path for each in self._packaged.values() if each.compiles for path in each.paths)
        return frozenset(
            path.rpartition(".")[2].encode() for path in (*paths, *self.names("estimators-that-compile"))
        )

    def takes(self, kind: Literal["loss", "metric"], name: str) -> tuple[str, ...]:
        """The positional arguments of a class of losses or metrics, in their order."""
        return self._takes.get((kind, name), USUALLY_TAKEN[kind])

    def watching(self, name: str) -> tuple[str, ...]:
        """The positional arguments of a callback that watches what is logged; none of any other."""
        return self.callbacks[name].takes if name in self.callbacks else ()

    def is_known(self, kind: Literal["loss", "metric"], name: str) -> bool:
        """Whether a class of losses or metrics is one of Keras whose arguments are known."""
        return name in self._classes[kind]

    def idle(self, name: str) -> dict[str, str]:
        """The arguments of a loss that do nothing without another, and that other."""
        return self._classes["loss"].get(name, {})

    @cached_property
    def _classes(self) -> dict[str, dict[str, dict[str, str]]]:
        kinds: dict[str, Mapping[str, KerasClass]] = {
            "loss": self._rules.losses,
            "metric": self._rules.metrics,
        }
        return {
            kind: {
                entry.keras: getattr(entry, "idle", {})
                for entry in entries.values()
                if entry.package == "keras" and not entry.file
            }
            for kind, entries in kinds.items()
        }

    @cached_property
    def _takes(self) -> dict[tuple[str, str], tuple[str, ...]]:
        kinds: dict[str, Mapping[str, KerasClass]] = {
            "loss": self._rules.losses,
            "metric": self._rules.metrics,
        }
        return {
            (kind, entry.keras): entry.takes
            for kind, entries in kinds.items()
            for entry in entries.values()
            if entry.takes
        }

    def activation(self, layer: str) -> str:
        """The activation that a layer applies: itself one, or the one it has if none is given; else empty."""
        found = self.layer(layer)
        return found.activation if found else ""

    def activation_layer(self, name: str) -> str:
        """The activation that a layer of this name is, such as softmax for Softmax; empty for any other."""
        return self.activation(name) if self.does(name) == "activates" else ""

    @cached_property
    def merging(self) -> dict[str, str]:
        """Functions that make several tensors one, with the layer that each is."""
        both = ("shares", "merges")
        return {name.lower(): name for name, layer in self.layers.items() if layer.does in both}

    @cached_property
    def usual(self) -> dict[str, str]:
        """What a name that nothing defines is taken to stand for."""
        plain = {
            name: f"keras.layers.{name}" for name in self.layers.keys() - self.names("ambiguous") | {"Input"}
        }
        return {**plain, **self.now("usual-names")}


def encoded(entries: dict[str, dict[str, Record]]) -> Raw:
    """The records of LIBRARY_FACTS by file, as the rules keep them."""
    return Raw(msgpack.encode(entries))


@lru_cache(maxsize=8)
def libraries(rules: Rules) -> Libraries:
    """What the rules know of Keras and the packages around it."""
    return Libraries(msgpack.decode(rules.libraries, type=Facts), rules)
