"""An explanation as an outline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lossadvisor.lookup.explanation import Explanation

from .drawing import drawing
from .folding import WAYS, folded
from .outline import Code, Facts, Lines, Outline, Section, section

AT_HAND = "after history = model.fit(x, y, …).history and predictions = model.predict(x)"


def outline(told: Explanation, *, drawn: bool = False) -> Outline:
    """Everything there is to say about one name; with its curve where it is `drawn`."""
    goes_with = folded(told)
    first = {key: found for key, found in goes_with.items() if key in WAYS}
    others = {key: found for key, found in goes_with.items() if key not in WAYS}
    is_compared = " vs " in told.name
    return Outline(
        title=told.name,
        lead=lead(told),
        sections=(
            *section("What it is", Lines(_first(told))),
            *section("Example", Lines((told.example,) if told.example else ())),
            *(section("Curve", Code(drawing(told.curves), "text")) if drawn and told.curves else ()),
            *section("Point by point", *(_point(told, key) for key in told.points)),
            *_listed(first),
            *section("Facts", Facts(() if is_compared else tuple(told.facts.items()))),
            *_causes(told),
            *_listed(others),
            *section("What goes wrong", Facts(told.goes_wrong)),
            *section("Sources", Lines(told.sources)),
        ),
    )


def _first(told: Explanation) -> tuple[str, ...]:
    return tuple(filter(None, (told.use_when, told.says, told.formula)))


def lead(told: Explanation) -> str:
    """What kind of thing it is, and what else it is called."""
    also = f", also called {', '.join(told.aliases)}" if told.aliases and not told.causes else ""
    return f"{told.kind}{also}"


def _point(told: Explanation, key: str) -> Facts:
    said = "\n".join(f"{name}: {each}" for name, each in told.points[key].items() if each)
    return Facts(((key, said),))


def _listed(found: Mapping[str, tuple[str, ...]]) -> Iterator[Section]:
    for title, lines in found.items():
        yield from section(title.capitalize(), Lines(lines))


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
