"""What goes with an entry, as people read it: what tasks recommend first, and each pair of a task once.

JSON has every way and every sound pair; a page would be long with them, and be taken for a list of advice.
"""

from __future__ import annotations

from lossadvisor.lookup.explanation import Explanation

WAYS = ("recommended for", "an alternative for")
UNUSED = "sound, but no task recommends it: "
LOGITS = " (from_logits=True)"


def folded(told: Explanation) -> dict[str, tuple[str, ...]]:
    """The sections of `told.goes_with`, each line once."""
    found = dict(told.goes_with)
    for key in WAYS:
        if key in found:
            found[key] = _once(found[key])
    pairs = {each.partition(": ")[2].partition(",")[0] for key in WAYS for each in found.get(key, ())}
    if told.kind == "loss" and "activations" in found:
        found["activations"] = _used(found["activations"], f"{{}} with {told.name}", pairs)
    if told.kind == "activation" and "losses" in found:
        found["losses"] = _used(found["losses"], f"{told.name} with {{}}", pairs)
    return found


def _once(ways: tuple[str, ...]) -> tuple[str, ...]:
    """The task and the pair of each way, not the answers between them."""
    return tuple(dict.fromkeys(f"{way.split()[0].rstrip(':')}: {way.partition(': ')[2]}" for way in ways))


def _used(names: tuple[str, ...], pair: str, pairs: set[str]) -> tuple[str, ...]:
    """The names whose pair a task recommends, each on its line, and then the others on one.

    No activation with `from_logits=True` is how logits of any such pair are trained.
    """
    used = [
        name
        for name in names
        if pair.format(name.partition(" (")[0]) in pairs or (pairs and name == f"linear{LOGITS}")
    ]
    others = [name for name in names if name not in used]
    return (*used, UNUSED + ", ".join(others)) if others else tuple(used)
