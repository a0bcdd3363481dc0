"""What the rules say of one name, and what goes with it, derived from the facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from lossadvisor.errors import AdvisorError, shown, squashed, suggestion
from lossadvisor.rulebook import measures
from lossadvisor.rulebook.facts import Entry, Trap
from lossadvisor.rulebook.findings import FindingRule
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.releases import span
from lossadvisor.rulebook.rules import Rules
from lossadvisor.rulebook.symptoms import Symptom

from . import symptoms
from .entries import described
from .findings import plain
from .symptoms import CauseTold
from .telling import CurveTold, curve_told, example, use_when

SCHEMA = "lossadvisor/explanation/2"
WAY_OUT = "; see lossadvisor explain --list, or describe what you see, as in 'loss nan'"

# a class or a function as code has it, with brackets behind it or without
BETWEEN = re.compile(r"(?:what is |whats )?(?:the )?difference between (.+) and (.+)", re.IGNORECASE)
VERSUS = re.compile(r"\s+(?:vs\.?|versus|compared (?:to|with))\s+", re.IGNORECASE)
MOST = 3  # names in one comparison
CODE = re.compile(r"((?:[A-Za-z_]\w*\.)*)([A-Za-z_]\w*)(?:\(.*\))?")
MODULES = {"activations": "activation", "losses": "loss", "metrics": "metric", "layers": "layer"}


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
        return _compared(rules, typed)
    return explained(rules, *_entry_meant(rules, name))


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
    pages = _of_one_kind(rules, [explanation(rules, each) for each in typed])
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
        says=comparison(rules, [page.name for page in pages]),
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


def _together(curves: list[CurveTold]) -> tuple[CurveTold, ...]:
    """Curves that can share their axes: all of scores, or all of the same prediction."""
    says = {curve.says for curve in curves}
    scores = all("score" in each and "item" not in each for each in says)
    return tuple(curves) if len(curves) > 1 and (scores or len(says) == 1) else ()


def _of_one_kind(rules: Rules, pages: list[Explanation]) -> list[Explanation]:
    """`pages`, with the loss in the place of a metric of the same name where the others are losses."""
    if {page.kind for page in pages} != {"loss", "metric"}:
        return pages
    losses = [
        measures.as_loss(rules, rules.metrics[page.name]) if page.kind == "metric" else None for page in pages
    ]
    return [explanation(rules, loss.name) if loss else page for page, loss in zip(pages, losses, strict=True)]


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


def names(rules: Rules) -> dict[str, tuple[str, ...]]:
    """Everything that can be explained, by kind."""
    return {kind: tuple(entries) for kind, entries in explainable(rules).items() if entries}


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


def explainable(rules: Rules) -> Mapping[str, Mapping[str, Entry]]:
    """Everything that can be explained, by kind; where a name occurs twice, the first kind wins."""
    return {
        "activation": rules.activations,
        "loss": rules.losses,
        "metric": rules.metrics,
        "label encoding": rules.labels,
        "layer": rules.layers,
        "argument of fit()": rules.fit,
        "task": rules.tasks,
        "question": rules.questions,
        "space": rules.spaces,
        "finding": rules.findings,
        "symptom": rules.symptoms,
        "name without its own page": rules.names,
    }


def _entry_meant(rules: Rules, name: str) -> tuple[str, Entry, tuple[str, ...]]:
    """What has this name, or the symptom that the words describe and those that come near to it."""
    found = entry_named(rules, name)
    if found:
        return *found, ()
    near = suggestion(name, _known(rules), sure=True)
    spelled = "did you mean" in near
    words = name.split()
    described = symptoms.meant(rules, name, _known(rules)) if len(words) > 1 or not spelled else []
    if described:
        first, *others = described
        return "symptom", first, tuple(f"{each.name}: {each.says}" for each in others)
    if len(words) > 1 and all(entry_named(rules, each) for each in words):
        says = f"'{shown(name)}' are {len(words)} names; name one of them"
        raise AdvisorError(f"{says}, or compare two: {words[0]} vs {words[-1]}")
    raise AdvisorError(f"nothing here is called '{shown(name)}'{near if spelled else WAY_OUT}")


def entry_named(rules: Rules, name: str) -> tuple[str, Entry] | None:
    """What is called `name`, as it is or as code has it, such as `keras.losses.Hinge()`; and its kind."""
    found = _called(rules, name)
    written = CODE.fullmatch(name.strip())
    if found or written is None:
        return found
    path, last = written.groups()
    homes = [kind for module, kind in MODULES.items() if f".{module}." in f".{path}"]
    return _class(rules, last, homes) or _called(rules, last, homes) or _called(rules, last)


def _class(rules: Rules, name: str, kinds: Collection[str]) -> tuple[str, Entry] | None:
    """What Keras itself calls so, letter by letter."""
    for kind in kinds:
        for entry in explainable(rules)[kind].values():
            if getattr(entry, "keras", "") == name:
                return kind, entry
    return None


def _called(rules: Rules, name: str, kinds: Collection[str] = ()) -> tuple[str, Entry] | None:
    wanted = squashed(name)
    for spellings in (_own_name, _other_names, _choice_names):
        for kind, entries in explainable(rules).items():
            for entry in entries.values() if not kinds or kind in kinds else ():
                if wanted in map(squashed, spellings(entry)):
                    return kind, entry
    return None


def _known(rules: Rules) -> list[str]:
    """Every name by which something can be explained, but for the words of symptoms; own names come last."""
    return [
        each
        for kind, entries in explainable(rules).items()
        for entry in entries.values()
        for each in ((entry.name,) if kind == "symptom" else (*_all_others(entry), entry.name))
    ]


def _all_others(entry: Entry) -> tuple[str, ...]:
    return (*_other_names(entry), *_choice_names(entry))


def _own_name(entry: Entry) -> tuple[str, ...]:
    return (entry.name,)


def _other_names(entry: Entry) -> tuple[str, ...]:
    return (*entry.aliases, getattr(entry, "keras", entry.name))


def _choice_names(entry: Entry) -> tuple[str, ...]:
    return tuple(entry.choices) if isinstance(entry, Question) else ()
