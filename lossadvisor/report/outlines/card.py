"""What one needs first of what answers led to, in a few lines: the card that stands below the code."""

from __future__ import annotations

from lossadvisor.advice.advice import Advice, Combination, Referral
from lossadvisor.advice.records import MetricAdvice
from lossadvisor.advice.snippet import call
from lossadvisor.rulebook.facts import Answer

from . import recommended
from .advice import assumed_as, trap_rows
from .outline import Facts, Outline, section

WATCHED = 2  # metrics on a card
REFERRED = ("Instead", "Nearest")  # sections that are the card where no last layer is the answer


def card(found: Advice | Referral | Combination) -> Outline:
    """The pair, units, labels, what to watch and what to avoid; all where no last layer is the answer."""
    if isinstance(found, Referral):
        whole = recommended.outline(found)
        return Outline(whole.title, "", tuple(each for each in whole.sections if each.title in REFERRED))
    rows = _rows(found) if isinstance(found, Advice) else _heads(found)
    return Outline(pair(found), "", section("", Facts(tuple(row for row in rows if row[1]))))


def pair(found: Advice | Combination) -> str:
    """The activation and the loss with its arguments in a line; the names of several outputs."""
    if isinstance(found, Combination):
        return " and ".join(found.heads)
    return f"{found.activation} with {call(found.loss, found.loss_arguments).removesuffix('()')}"


def _rows(advice: Advice) -> tuple[tuple[str, str], ...]:
    labels = advice.labels
    return (
        ("units", f"{advice.units}{', counted in y_train' if advice.count else ''}"),
        ("then", advice.after),
        ("lacking", advice.lacks and f"Keras has no such loss built in; {advice.lacks}"),
        ("labels", f"{labels.encoding}: {labels.says}; shape {labels.shape}, {labels.dtype}"),
        ("watch", "\n".join(map(_watched, advice.metrics[:WATCHED]))),
        ("avoid", "".join(f"{each.what}: {each.because}" for each in advice.avoid[:1])),
        (f"Keras {advice.answers.get('keras', '')}", "".join(advice.warnings[:1])),
        ("assumed", assumed(advice.assumed)),
        ("your labels", assumed({name: advice.answers[name] for name in advice.read})),
        *trap_rows(advice.traps),
    )


def _watched(metric: MetricAdvice) -> str:
    return f"{metric.called}: {metric.says}"


def assumed(answers: dict[str, Answer]) -> str:
    """Answers that nobody gave, as `data plain, goal probabilities`."""
    return ", ".join(f"{name} {assumed_as(answer)}" for name, answer in answers.items())


def _heads(combination: Combination) -> tuple[tuple[str, str], ...]:
    from .combination import head_line

    return tuple((name, head_line(each)) for name, each in combination.heads.items())
