"""An explanation as an outline."""

from __future__ import annotations

from lossadvisor.lookup.explanation import Explanation

from .outline import Facts, Lines, Outline, section


def outline(told: Explanation) -> Outline:
    """Everything there is to say about one name."""
    also = f", also called {', '.join(told.aliases)}" if told.aliases else ""
    goes_with = (section(title.capitalize(), Lines(found)) for title, found in told.goes_with.items())
    return Outline(
        title=told.name,
        lead=f"{told.kind}{also}",
        sections=(
            *section("What it is", Lines(tuple(filter(None, (told.says, told.formula))))),
            *section("Facts", Facts(tuple(told.facts.items()))),
            *(each for found in goes_with for each in found),
            *section("What goes wrong", Facts(told.goes_wrong)),
            *section("Sources", Lines(told.sources)),
        ),
    )
