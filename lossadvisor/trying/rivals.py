"""Which heads are tried: what is recommended, its alternatives, what tables give, what is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from lossadvisor.advice.advice import Advice
from lossadvisor.advice.recommending import at_leaf
from lossadvisor.errors import AdvisorError
from lossadvisor.interview.walk import arrival, leaves
from lossadvisor.rulebook import contract
from lossadvisor.rulebook.answers import normalised
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.leaves import Blogged, Fork, Leaf, Node
from lossadvisor.rulebook.overlays import as_alternative
from lossadvisor.rulebook.rules import Rules

from .asked_heads import asked_leaf
from .records import Rival, Role

BASELINES = (
    Rival("constant", "constant", "the best answer that is the same for every row"),
    Rival("linear model", "plain", "scikit-learn's plain linear model"),
    Rival("boosted trees", "plain", "scikit-learn's HistGradientBoosting with its defaults"),
)
WAYS: Mapping[str, str] = {"blog": "as in tables", "instead": "the other form", "asked": "as asked"}


def rivals(rules: Rules, advice: Advice, heads: Sequence[str]) -> tuple[Rival, ...]:
    """The recommended head first, then its rivals, each once; baselines last."""
    leaf = leaf_of(rules, advice)
    found = [_rival(rules, advice, leaf, "recommended", "; ".join(advice.because[:1]))]
    for role, other, because, apart in _others(rules, advice, leaf, heads):
        try:
            rival = replace(_in_a_form(rules, advice, other, role, because), apart=apart)
        except AdvisorError:
            if role == "asked":
                raise
            continue  # it has no form for these answers
        if all(rival.code != each.code for each in found):
            found.append(rival)
    return (*_told_apart(found), *BASELINES)


def leaf_of(rules: Rules, advice: Advice) -> Leaf:
    """The leaf that an advice was made of."""
    end = arrival(rules, advice.answers).stop
    if not isinstance(end, Leaf):
        raise AdvisorError("these answers lead to no last layer, so there is nothing to try")
    return end


def judge_choices(rules: Rules, given: Mapping[str, Answer]) -> None:
    """Refuse what is chosen at the first question of a task if none of its heads has a judge."""
    for fork in (branch.node for branch in rules.tree.branches):
        if not isinstance(fork, Fork) or fork.ask not in given:
            continue
        chosen = normalised(rules, {fork.ask: given[fork.ask]})[fork.ask]
        judged = [each for branch in fork.branches if _has_judge(branch.node) for each in branch.choices]
        if judged and chosen in fork.offers and chosen not in judged:
            says = {name: choice.says for name, choice in rules.questions[fork.ask].choices.items()}
            tried = ", or ".join(f"{says[each]} (--{fork.ask} {each})" for each in judged)
            raise AdvisorError(
                f"--{fork.ask} {chosen}: try does not judge {says[str(chosen)]}; it tries {tried}; "
                "recommend gives the last layer without a trial"
            )


def _has_judge(node: Node) -> bool:
    return any(leaf.judge for leaf in leaves(node))


def _others(
    rules: Rules, advice: Advice, leaf: Leaf, heads: Sequence[str]
) -> Iterator[tuple[Role, Leaf, str, str]]:
    for alternative in leaf.instead:
        yield "instead", as_alternative(leaf, alternative), alternative.when, ""
    for blogged in leaf.blog[-1:]:  # the nearest
        yield "blog", as_blogged(leaf, blogged), blogged.because, blogged.apart
    for head in heads:
        yield "asked", asked_leaf(rules, advice, leaf, head), "you asked for it", ""


def as_blogged(leaf: Leaf, blogged: Blogged) -> Leaf:
    """`leaf` with what a table of last layers gives in its place."""
    return as_alternative(leaf, blogged)  # type: ignore[arg-type]


def _in_a_form(rules: Rules, advice: Advice, leaf: Leaf, role: Role, because: str) -> Rival:
    """What tables give as it stands there; an alternative in the form that is asked for, if it has that."""
    if role != "blog":
        try:
            return _rival(rules, advice, leaf, role, because)
        except AdvisorError:
            if role == "asked" or contract.OUTPUT not in advice.answers:
                raise
    answers = {name: each for name, each in advice.answers.items() if name != contract.OUTPUT}
    return _rival(rules, replace(advice, answers=answers), leaf, role, because)


def _rival(rules: Rules, advice: Advice, leaf: Leaf, role: Role, because: str) -> Rival:
    made = advice
    if role != "recommended":
        answers = {**_given(rules, advice, leaf), **advice.answers}
        made = at_leaf(rules, leaf, answers, {}, judge=False)
    given = f" ({leaf.layer_arguments})" if role == "instead" and leaf.layer_arguments else ""
    return Rival(
        name=f"{made.pair}{given}", role=role, because=because, code=made.code,
        chances=_chances(rules, leaf, made),
    )  # fmt: skip


def _given(rules: Rules, advice: Advice, leaf: Leaf) -> dict[str, Answer]:
    """The labels that there are, where a head that reads others can make its own of them."""
    given = advice.labels.given
    return {contract.LABELS: given} if given in rules.labels[leaf.labels].conversions else {}


def _chances(rules: Rules, leaf: Leaf, advice: Advice) -> tuple[str, ...]:
    """What makes probabilities out of predictions; nothing where they are none."""
    labels = rules.labels[leaf.labels]
    loss = rules.losses[leaf.recommend.loss]
    from_logits = advice.loss_arguments.get("from_logits") is True
    activation = rules.activations[loss.link if from_logits else leaf.recommend.activation]
    space = rules.spaces[activation.emits]
    if not labels.chances or (space.low, space.high) != (0, 1) or leaf.after:
        return ()
    return (*((activation.applied,) if from_logits else ()), labels.chances)


def _told_apart(found: Sequence[Rival]) -> list[Rival]:
    """Rivals of one pair are told apart behind their names, so that each has a name of its own."""
    seen: dict[str, int] = {}
    named = []
    for each in found:
        seen[each.name] = seen.get(each.name, 0) + 1
        number = seen[each.name]
        named.append(
            each
            if number == 1
            else replace(each, name=f"{each.name} ({each.apart or WAYS.get(each.role, number)})")
        )
    return named
