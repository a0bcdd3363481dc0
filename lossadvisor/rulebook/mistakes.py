"""What people get wrong with a head, as `check` would find it: the gravest and commonest first."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from .contract import ACCURACY
from .findings import FindingRule, HeadChange, Heads, Mistake, Severity
from .heads import Head
from .leaves import Leaf
from .overlays import as_avoided, head_at
from .rules import Rules
from .soundness import Objection, doubts, objections
from .telling import accuracy_beside, counted, entry_for, finding_of, needed, words

GRAVITY: tuple[Severity, ...] = ("error", "warning", "note")
CHANGED = ("activation", "loss", "labels", "from_logits")
MOST_UNITS = 20  # a head of more units is no other one
ENOUGH = 4  # things that go wrong with a head, which an answer names
HEAD = "head"
# The part of a program, by where a finding is reported.
PARTS = {HEAD: HEAD, "metric": "metrics", "call": "calls", "prediction": "calls"}


class Misstep(Struct, frozen=True):
    """A mistake made with one head, in words; `head` is the faulty one where the mistake is in it."""

    rule: FindingRule
    mistake: Mistake
    what: str
    because: str
    severity: Severity
    head: Head

    @property
    def is_of_any_head(self) -> bool:
        """Whether it is made beside whatever head there is."""
        return self.mistake.change is None and self.mistake.of is None


def missteps(rules: Rules, leaf: Leaf, head: Head, units: int, own: int) -> tuple[Misstep, ...]:
    """What to warn of at `leaf` beside `own` warnings of it: from each part of a program, and enough."""
    known = _warned_of(rules, leaf, units)
    found = [each for each in all_missteps(rules, replace(head, units=units)) if each.rule.name not in known]
    found.sort(key=lambda each: not each.mistake.often)
    chosen = _from_each_part(found)[: max(ENOUGH - own, len(set(PARTS.values())))]
    return tuple(sorted(chosen, key=_rank))


def _from_each_part(found: list[Misstep]) -> list[Misstep]:
    """The first of each part of a program, then the second of each and so on; what any head meets is last."""
    turns: dict[str, int] = {}
    order: list[tuple[bool, int, int]] = []
    for place, each in enumerate(found):
        part = PARTS.get(each.rule.at, HEAD)
        turns[part] = turns.get(part, 0) + 1
        order.append((each.is_of_any_head, turns[part], place))
    return [found[place] for _, _, place in sorted(order)]


def all_missteps(rules: Rules, head: Head) -> tuple[Misstep, ...]:
    """All that `check` may find where people go wrong with `head`, each finding once."""
    found = [made for rule in rules.findings.values() if (made := _misstep(rules, rule, head))]
    return tuple(sorted(found, key=_rank))


def _rank(misstep: Misstep) -> tuple[bool, int, bool, bool]:
    """What any head meets last; the gravest first, then what is often seen, then what stops nothing."""
    grave = GRAVITY.index(misstep.severity)
    return misstep.is_of_any_head, grave, not misstep.mistake.often, misstep.rule.shows == "error"


def _misstep(rules: Rules, rule: FindingRule, head: Head) -> Misstep | None:
    """The first way in which people come from `head` to a finding."""
    for mistake in rule.mistakes:
        if mistake.of and not _is_of(rules, mistake.of, head):
            continue
        if mistake.change is None:
            return _worded(rules, rule, mistake, head)
        changed = _changed(rules, head, mistake.change)
        if changed and rule.name in raised(rules, changed, mistake.change.metric):
            return _worded(rules, rule, mistake, changed)
    return None


def _is_of(rules: Rules, heads: Heads, head: Head) -> bool:
    return (
        heads.from_logits in (None, head.from_logits)
        and _among(heads.activations, head.activation)
        and _among(heads.emits, rules.activations[head.activation].emits)
        and _among(heads.losses, head.loss)
        and _among(heads.labels, head.labels or "")
        and _among(heads.hulls, rules.labels[head.labels].hull if head.labels else "")
        and _among(heads.units, counted(head.units))
    )


def _among(wanted: tuple[str, ...], name: str) -> bool:
    return not wanted or name in wanted


def _changed(rules: Rules, head: Head, change: HeadChange) -> Head | None:
    """`head` with the mistake in it, without metrics; None where it is not in the way of the mistake.

    What a layer after it makes of a mistake is not told.
    """
    if head.after:
        return None
    loss = change.loss or head.loss
    logits = head.from_logits if change.from_logits is None else change.from_logits
    new = replace(
        head,
        activation=change.activation or head.activation,
        loss=loss,
        labels=change.labels or head.labels,
        arguments={"from_logits": True} if logits and rules.losses[loss].link else {},
        metrics=(),
    )
    is_new = any(getattr(new, key) != getattr(head, key) for key in CHANGED)
    return new if is_new or change.metric else None


def raised(rules: Rules, head: Head, metric: str = "") -> set[str]:
    """The findings that `check` tells of a head and of a metric of it, where no labels are known by number.

    A loss that is a class of the program is not judged.
    """
    if rules.losses[head.loss].file:
        return set()
    found = [*filter(None, (_finding(rules, head, each) for each in _against(rules, head)))]
    kept = [rule for rule in found if not rule.general] or found[:1]
    return {rule.name for rule in kept} | ({*_of_metric(rules, head, metric)} if metric else set())


def _against(rules: Rules, head: Head) -> tuple[Objection, ...]:
    return (*objections(rules, head), *doubts(rules, head))


def _finding(rules: Rules, head: Head, objection: Objection) -> FindingRule | None:
    return finding_of(rules, head, objection, counted(head.units), after=bool(head.after))


def _of_metric(rules: Rules, head: Head, metric: str) -> Iterator[str]:
    """The finding about a metric as it comes: of all that the facts say against it the first."""
    name = accuracy_beside(rules, head.loss, head.units) if metric == ACCURACY else metric
    if name is None:
        return
    name = entry_for(rules, name, head)
    judged = replace(head, metrics=(name,))
    unset = (Objection("metric-unset", "", name),) if needed(rules, name, head) else ()
    about = (each for each in _against(rules, judged) if each.about == name)
    found = [*filter(None, (_finding(rules, head, each) for each in (*unset, *about)))]
    order = list(rules.findings)
    yield from sorted((rule.name for rule in found), key=order.index)[:1]


def _warned_of(rules: Rules, leaf: Leaf, units: int) -> set[str]:
    """The findings that the warnings of the leaf itself are about."""
    known: set[str] = set()
    for each in leaf.avoid:
        head = replace(head_at(as_avoided(leaf, each), units), metrics=())
        known |= raised(rules, head, each.metric or "")
    return known


def _worded(rules: Rules, rule: FindingRule, mistake: Mistake, head: Head) -> Misstep:
    """A mistake in words; `head` is the faulty one where the mistake is in it."""
    known = {**words(rules, head), "labels": head.labels or "such"}
    what, because = (_filled(text, known) for text in (mistake.what, mistake.because or rule.because))
    severity = rule.evident.get(head.labels or "", rule.severity)
    return Misstep(rule, mistake, what, because, severity, head)


def _filled(text: str, known: dict[str, str]) -> str:
    for name, word in known.items():
        text = text.replace(f"{{{name}}}", word)
    return text
