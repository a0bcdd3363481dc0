"""What the rules say of one name, and what goes with it, derived from the facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from lossadvisor.errors import AdvisorError, shown, suggestion
from lossadvisor.rulebook import measures
from lossadvisor.rulebook.facts import Entry, Trap
from lossadvisor.rulebook.findings import FindingRule
from lossadvisor.rulebook.releases import span
from lossadvisor.rulebook.rules import Rules
from lossadvisor.rulebook.symptoms import Symptom

from . import sentences, symptoms
from .entries import described
from .findings import plain
from .naming import entry_named, known
from .symptoms import CauseTold
from .telling import CurveTold, curve_told, example, use_when

SCHEMA = "lossadvisor/explanation/2"
WAY_OUT = "; see lossadvisor explain --list, or describe what you see, as in 'loss nan'"

BETWEEN = re.compile(r"(?:what is |whats )?(?:the )?difference between (.+) and (.+)", re.IGNORECASE)
VERSUS = re.compile(r"\s+(?:vs\.?|versus|compared (?:to|with))\s+", re.IGNORECASE)
MOST = 3  # names in one comparison
ENOUGH = 0.5  # of the words of a sentence that asks nothing


class Explanation(Struct, frozen=True):
    """One entry of the rules. `facts` are its facts, `goes_with` what they make it fit, by kind.

    `causes` are those of a symptom. `use_when` is a sentence, `example` is computed from the formula, and
    several `curves` share their axes. `points` are those of a comparison: what each name says to it.
    """

    schema: str
    kind: str
    name: str
    says: str
    aliases: tuple[str, ...]
    formula: str
    facts: dict[str, str]
    goes_with: dict[str, tuple[str, ...]]
    goes_wrong: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    causes: tuple[CauseTold, ...] = ()
    use_when: str = ""
    example: str = ""
    curves: tuple[CurveTold, ...] = ()
    points: dict[str, dict[str, str]] = {}


# what a comparison tells of each page before its facts
POINTS: Mapping[str, Callable[[Explanation], str]] = {
    "what it is": lambda page: page.says,
    "when": lambda page: page.use_when,
    "formula": lambda page: page.formula,
    "example": lambda page: page.example,
}


def explanation(rules: Rules, name: str) -> Explanation:
    """What `name` is, what sets two names apart, or which symptom it describes. Raises AdvisorError."""
    if len(typed := _sides(name)) > 1:
        is_plain = all(entry_named(rules, each) for each in typed) and BETWEEN.fullmatch(name.strip()) is None
        return (None if is_plain else _set_apart(rules, sentences.met(rules, name))) or _compared(
            rules, typed
        )
    if len(name.split()) == 1 or entry_named(rules, name):
        return explained(rules, *_entry_meant(rules, name))
    return _asked(rules, name) or explained(rules, *_entry_meant(rules, name))


def _asked(rules: Rules, text: str) -> Explanation | None:
    """What a sentence asks for by name; None where it tells a symptom, or names next to nothing."""
    found = sentences.met(rules, text)
    asks = sentences.asks(text)
    if not found or symptoms.meant(rules, text, known(rules), symptoms.SURE if asks else symptoms.FITS):
        return None
    if sentences.sets_apart(text) and (told := _set_apart(rules, found)):
        return told
    if not asks and (len(found) > 1 or sentences.share(text, found, symptoms.FILLING) < ENOUGH):
        return None
    return explained(rules, found[0].kind, found[0].entry)


def _set_apart(rules: Rules, found: Sequence[sentences.Met]) -> Explanation | None:
    """What sets the names of a sentence apart that are of one kind, if there are at least two."""
    if not found:
        return None
    kinds = (found[0].kind, sentences.OTHERS)
    alike = sorted((each for each in found if each.kind in kinds), key=lambda each: each.start)
    return _compared(rules, [each.entry.name for each in alike[:MOST]]) if len(alike) > 1 else None


def explained(rules: Rules, kind: str, entry: Entry, kin: tuple[str, ...] = ()) -> Explanation:
    """What `entry` is, and which others are much like it."""
    facts, goes_with = described(rules, entry)
    if kin:
        goes_with = {**goes_with, "much like": kin}
    return Explanation(
        schema=SCHEMA,
        kind=kind,
        name=entry.name,
        says=_says(entry),
        aliases=entry.aliases,
        formula=entry.formula,
        facts={key: text for key, text in facts.items() if text},
        goes_with={key: found for key, found in goes_with.items() if found},
        goes_wrong=tuple((_trap(trap), _comes_of(rules, trap)) for trap in entry.goes_wrong),
        sources=tuple(rules.sources[source].cites for source in entry.sources),
        causes=symptoms.causes(entry) if isinstance(entry, Symptom) else (),
        use_when=use_when(rules, entry),
        example=example(entry),
        curves=curve_told(entry),
    )


def _compared(rules: Rules, typed: Sequence[str]) -> Explanation:
    """What sets entries apart. Raises AdvisorError where one of the names is not known."""
    if len(typed) > MOST:
        raise AdvisorError(f"{len(typed)} names are too many to compare; name two or three")
    pages = _of_one_kind(rules, _stood_in_for(rules, [explanation(rules, each) for each in typed]))
    for (one, page), (two, other) in combinations(zip(typed, pages, strict=True), 2):
        if page.name == other.name:
            raise AdvisorError(f"'{shown(one)}' and '{shown(two)}' are both {page.name}")
    facts: dict[str, str] = {}
    for page in pages:
        facts[page.name] = f"{page.kind}: {page.says}{f'; {page.formula}' if page.formula else ''}"
    for key in dict.fromkeys(key for page in pages for key in page.facts):
        if len({page.facts.get(key) for page in pages}) > 1 and key != "code":
            facts.update({f"{key}, {page.name}": page.facts[key] for page in pages if key in page.facts})
    kinds = list(dict.fromkeys(page.kind for page in pages))
    return Explanation(
        schema=SCHEMA,
        kind=f"{kinds[0]}, compared" if len(kinds) == 1 else " and ".join(kinds),
        name=" vs ".join(page.name for page in pages),
        says=comparison(rules, [page.name for page in pages]) or _different_kinds(pages),
        aliases=(),
        formula="",
        facts=facts,
        goes_with={
            **{f"{page.name} is recommended for": tuple(_tasks(page)) for page in pages if _tasks(page)},
            "more": tuple(f"lossadvisor explain {page.name}" for page in pages),
        },
        goes_wrong=tuple((f"{page.name}: {what}", why) for page in pages for what, why in page.goes_wrong),
        sources=(),
        curves=_together([curve for page in pages for curve in page.curves]) if len(kinds) == 1 else (),
        points={
            key: _beside(pages, key) for key in (*POINTS, *_keys(pages)) if any(_beside(pages, key).values())
        },
    )


def _different_kinds(pages: Sequence[Explanation]) -> str:
    """That names are of different kinds, in one line; nothing where they are of one."""
    if len({page.kind for page in pages}) == 1:
        return ""
    said = [f"{page.name} is {_a(page.kind)}" for page in pages]
    return f"{', '.join(said[:-1])} and {said[-1]}: different kinds, so neither stands in for the other."


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _together(curves: list[CurveTold]) -> tuple[CurveTold, ...]:
    """Curves that can share their axes: all of scores, or all of the same prediction."""
    says = {curve.says for curve in curves}
    scores = all("score" in each and "item" not in each for each in says)
    return tuple(curves) if len(curves) > 1 and (scores or len(says) == 1) else ()


def _stood_in_for(rules: Rules, pages: list[Explanation]) -> list[Explanation]:
    """`pages`, with the nearest of the others' kind in the place of a name without its own page.

    Several losses are called crossentropy; the one is taken that is compared often.
    """
    kinds = {page.kind for page in pages if page.kind != sentences.OTHERS}
    if len(kinds) != 1 or len(pages) != 2:
        return pages
    for place, page in enumerate(pages):
        if page.kind == sentences.OTHERS:
            found = [entry_named(rules, each) for each in rules.names[page.name].nearest]
            near = [entry.name for kind, entry in filter(None, found) if kind in kinds]
            other = pages[1 - place].name
            near = [each for each in near if each != other]
            if near:
                told = next((each for each in near if comparison(rules, [each, other])), near[0])
                return [*pages[:place], explanation(rules, told), *pages[place + 1 :]]
    return pages


def _of_one_kind(rules: Rules, pages: list[Explanation]) -> list[Explanation]:
    """`pages`, with the loss in the place of a metric of the same name where losses are what is compared.

    They are where another page is a loss, and where the rules have words for them.
    """
    kinds = {page.kind for page in pages}
    if "metric" not in kinds or kinds - {"loss", "metric"}:
        return pages
    losses = [
        measures.as_loss(rules, rules.metrics[page.name]) if page.kind == "metric" else None for page in pages
    ]
    told = [explanation(rules, loss.name) if loss else page for page, loss in zip(pages, losses, strict=True)]
    return told if "loss" in kinds or comparison(rules, [page.name for page in told]) else pages


def comparison(rules: Rules, names: Collection[str]) -> str:
    """What the rules say of entries that are compared often; empty where they say nothing."""
    found = (each.says for each in rules.comparisons.values() if set(each.of) == set(names))
    return next(found, "")


def _keys(pages: Sequence[Explanation]) -> list[str]:
    """The facts in which pages differ."""
    every = dict.fromkeys(key for page in pages for key in page.facts if "\n" not in page.facts[key])
    return [key for key in every if len({page.facts.get(key) for page in pages}) > 1]


def _beside(pages: Sequence[Explanation], key: str) -> dict[str, str]:
    """What each page says to one point of a comparison."""
    return {page.name: POINTS[key](page) if key in POINTS else page.facts.get(key, "") for page in pages}


def _tasks(page: Explanation) -> dict[str, None]:
    """The tasks that a page says it is recommended for."""
    return dict.fromkeys(each.split()[0].rstrip(":") for each in page.goes_with.get("recommended for", ()))


def _sides(name: str) -> list[str]:
    """The names that are compared, or the one that is not."""
    if match := BETWEEN.fullmatch(name.strip().rstrip("?")):
        return [each.strip() for side in match.groups() for each in side.split(",") if each.strip()]
    return [each.strip() for each in VERSUS.split(name.strip())]


def _says(entry: Entry) -> str:
    """What an entry says of itself, with words in the place of what is filled in elsewhere."""
    if isinstance(entry, FindingRule):
        return plain(entry.says)
    return re.sub(r"\{([a-z-]+)\}", r"\1", entry.says)


def _comes_of(rules: Rules, trap: Trap) -> str:
    """What comes of a trap, and the finding with which `check` reports it."""
    rule = rules.findings.get(trap.finding)
    because = trap.because or (plain(rule.because) if rule else "")
    return f"{because} (check: {rule.name})" if rule else because


def _trap(trap: Trap) -> str:
    return f"{trap.what}, {span(trap)}" if trap.since or trap.until else trap.what


def _entry_meant(rules: Rules, name: str) -> tuple[str, Entry, tuple[str, ...]]:
    """What has this name, or the symptom that the words describe and those that come near to it."""
    found = entry_named(rules, name)
    if found:
        return *found, ()
    near = suggestion(name, known(rules), sure=True)
    spelled = "did you mean" in near
    words = name.split()
    described = symptoms.meant(rules, name, known(rules)) if len(words) > 1 or not spelled else []
    if described:
        first, *others = described
        return "symptom", first, tuple(f"{each.name}: {each.says}" for each in others)
    if len(words) > 1 and all(entry_named(rules, each) for each in words):
        says = f"'{shown(name)}' are {len(words)} names; name one of them"
        raise AdvisorError(f"{says}, or compare two: {words[0]} vs {words[-1]}")
    raise AdvisorError(f"nothing here is called '{shown(name)}'{near if spelled else WAY_OUT}")
