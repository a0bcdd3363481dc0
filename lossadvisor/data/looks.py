"""Whether labels look as the rules say, and what the rules tell of them, with numbers filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lossadvisor.rulebook.evidence import Bound, fits

from .labels import Fact, Labels, number

GAP = re.compile(r"\{([a-z-]+)\}")
MOST_TOLD = 6  # values that a sentence names
SHARES = frozenset(
    {"missing", "shared-rows", "zeros", "rarest", "commonest", "distinct-share", "numbers",
     "several", "bands", "dates", "empty-rows", "full-rows", "sorted", "grouped"}
)  # fmt: skip


def looks_so(labels: Labels, looks: Mapping[str, Bound]) -> bool:
    """Whether all that `looks` says holds; what was not measured does not."""
    return all(fits(bound, labels.facts.get(name)) for name, bound in looks.items())


def contradicting(labels: Labels, needs: Mapping[str, Bound]) -> list[str]:
    """What is needed and measured to be otherwise."""
    return [
        name
        for name, bound in needs.items()
        if labels.facts.get(name) is not None and not fits(bound, labels.facts[name])
    ]


def filled(text: str, labels: Labels) -> str:
    """`text` with what was measured in the place of the gaps."""
    return GAP.sub(lambda gap: told(gap[1], labels), text)


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: `a, b or c`."""
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def told(name: str, labels: Labels) -> str:
    """What was measured, as a sentence says it."""
    facts = labels.facts
    if name == "name":
        return labels.name
    if name == "values":
        return _values(labels)
    if name == "classes":
        return number(float(facts.get("highest-class", facts.get("highest", 0))) + 1)
    if name == "counts":
        return ",".join(str(each.rows) for each in labels.values)
    fact = facts.get(name, "")
    return _share(fact) if name in SHARES and isinstance(fact, float) else _plain(fact)


def _values(labels: Labels) -> str:
    values = [each.text for each in labels.values] or list(labels.examples)
    if len(values) > MOST_TOLD:
        return f"{', '.join(values[: MOST_TOLD - 1])}, …"
    return " and ".join(filter(None, (", ".join(values[:-1]), values[-1]))) if values else "nothing"


def _share(share: float) -> str:
    percent = share * 100
    if 0 < percent < 0.1 or 99.9 < percent < 100:
        return f"{percent:.2g} %" if percent < 1 else f"{percent:.4g} %"
    return f"{percent:.3g} %"


def _plain(fact: Fact) -> str:
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    return (
        f"{fact:,}"
        if isinstance(fact, int) and fact > 9999
        else (number(round(fact, 4) if abs(fact) < 1000 else fact) if isinstance(fact, float) else str(fact))
    )
