"""An explanation as an outline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lossadvisor.lookup.explanation import Explanation

from .folding import folded
from .outline import Facts, Lines, Outline, Section, section

AT_HAND = "after history = model.fit(x, y, …).history and predictions = model.predict(x)"


def outline(told: Explanation) -> Outline:
    """Everything there is to say about one name."""
    also = f", also called {', '.join(told.aliases)}" if told.aliases and not told.causes else ""
    goes_with = (section(title.capitalize(), Lines(found)) for title, found in folded(told).items())
    return Outline(
        title=told.name,
        lead=f"{told.kind}{also}",
        sections=(
            *section("What it is", Lines(tuple(filter(None, (told.says, told.formula))))),
            *section("Facts", Facts(tuple(told.facts.items()))),
            *_causes(told),
            *(each for found in goes_with for each in found),
            *section("What goes wrong", Facts(told.goes_wrong)),
            *section("Sources", Lines(told.sources)),
        ),
    )


def overview(names: Mapping[str, tuple[str, ...]]) -> Outline:
    """What you can look up, by kind."""
    return Outline(
        title="What you can look up",
        lead="lossadvisor explain NAME, or lossadvisor explain NAME vs NAME",
        sections=tuple(
            each
            for kind, found in names.items()
            for each in section(kind.capitalize(), Lines((", ".join(found),)))
        ),
    )


def _causes(told: Explanation) -> Iterator[Section]:
    """A section for each cause of a symptom: what tells it from the others, and its fix."""
    if told.causes:
        yield from section("How to tell the causes apart", Lines((f"Each line is Python, {AT_HAND}.",)))
    for number, cause in enumerate(told.causes, 1):
        facts = {
            "true if so": cause.look,
            "fix": cause.fix,
            "found by": f"lossadvisor check, as {cause.finding}" if cause.finding else "",
            "see": ", ".join(f"lossadvisor explain {name}" for name in cause.see),
        }
        yield from section(f"{number}. {cause.says}", Facts(tuple((a, b) for a, b in facts.items() if b)))
