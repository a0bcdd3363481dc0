"""A trial as an outline: the verdict first, then the numbers of every rival, and how it was done."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping

from lossadvisor.report.outlines.outline import Code, Facts, Lines, Outline, section

from .bodies import SAID
from .comparing import Compared
from .rounding import Rounding, rounding
from .schedule import Budgeted, looks
from .trial import Told, Trial
from .verdict import UNREAD

CALIBRATED = "Calibration: how far probabilities are from what came true"
THRESHOLD = "The best threshold by the judge, chosen on {unit} that stop the training"
MOST_CLASSES = 8  # that are listed
ROLES: Mapping[str, str] = {
    "recommended": "recommended",
    "instead": "an alternative",
    "blog": "what tables and tutorials give",
    "asked": "you asked for it",
    "constant": "the best constant answer",
    "plain": "scikit-learn, with its defaults",
}


def outline(trial: Trial, pictures: str = "") -> Outline:
    """The report that people read, with `pictures` in letters if any."""
    digits = rounding([each.compared for each in trial.rivals])
    return Outline(
        title=f"{trial.place}: {trial.target}",
        lead=f"{trial.rows:,} {trial.unit}, --task {trial.task}; judged by {trial.judge}: {trial.judge_says}",
        sections=(
            *section("Verdict", Lines(trial.verdict)),
            *section(
                f"By {trial.judge}, {trial.best} is best",
                Facts(tuple((each.name, _line(each, digits)) for each in trial.rivals)),
                Lines(tuple(_by_fit(trial))),
            ),
            *section("Pictures", Code(pictures, "text")),
            *section(THRESHOLD.format(unit=trial.unit), Lines(tuple(_thresholds(trial)))),
            *section("What each class got", Facts(tuple(_classes(trial)))),
            *section(CALIBRATED, Facts(tuple(_calibrated(trial)))),
            *section(
                "Assumed",
                Facts(tuple((f"--{name} {trial.answers[name]}", why) for name, why in trial.taken.items())),
            ),
            *section("How", Lines(tuple(_how(trial)))),
            *section("Next", Code(_next(trial), "shell")),
        ),
    )


def _line(each: Told, digits: Rounding) -> str:
    """One rival: its mean, the paired difference, and what it took."""
    found = each.compared
    if found.mean is None:
        return f"{ROLES[each.role]}; {found.failed or UNREAD}"
    parts = [digits.mean(found.mean)]
    if each.role != "recommended" and found.difference is not None:
        parts.append(_difference(found, digits))
    parts.append(ROLES[each.role])
    parts.append(
        f"{found.seconds:.1f} s" + (f" and {found.epochs:.0f} epochs" if found.epochs else "") + " a run"
    )
    return "; ".join(parts)


def _by_fit(trial: Trial) -> Iterator[str]:
    """The heads that compiled epochs could not train, by what they ask for."""
    heads = [each for each in trial.rivals if each.role not in ("constant", "plain")]
    for why in dict.fromkeys(each.by_fit for each in heads if each.by_fit):
        names = [each.name for each in heads if each.by_fit == why]
        who = "every head" if len(names) == len(heads) else ", ".join(names)
        yield f"fit() trained {who}, as compiled epochs cannot: {why}."


def _difference(found: Compared, digits: Rounding) -> str:
    if found.low is None or found.high is None:
        return f"{found.difference:+.{digits.decimals}f}"
    counted = f"better in {found.won} of {found.splits} splits"
    return f"{found.says} ({digits.difference(found)}), {counted}"


def _thresholds(trial: Trial) -> Iterator[str]:
    """What a threshold of its own is worth to each head, by a judge of answers to a yes or no."""
    digits = rounding([each.compared for each in trial.rivals])
    for each in trial.rivals:
        if each.threshold is None:
            continue
        found, said = each.threshold, ""
        if found.says in ("worse", "better"):
            said = f": {found.says}, by {digits.between(found.low or 0.0, found.high or 0.0)}"
        elif found.says == "no difference":
            said = ": no difference is shown"
        yield (
            f"{each.name}, at {found.at:.2f} ({found.lowest:.2f} to {found.highest:.2f}): "
            f"{digits.mean(found.mean)} in the place of {digits.mean(found.usual)}{said}."
        )


def _classes(trial: Trial) -> Iterator[tuple[str, str]]:
    """The classes with what the recommended head finds of them; of many those of which it finds least."""
    found = trial.rivals[0].classes
    shown = found if len(found) <= MOST_CLASSES else sorted(found, key=lambda each: each.found)[:MOST_CLASSES]
    for each in shown:
        right = (
            "never the answer" if each.right is None else f"{100 * each.right:.0f} % of its answers are right"
        )
        yield each.level, f"{100 * each.found:.0f} % found; {right}; {each.rows:,} {trial.judged} that judged"
    if len(shown) < len(found):
        yield "the others", f"{len(found) - len(shown)} classes of which more is found"


def _calibrated(trial: Trial) -> Iterator[tuple[str, str]]:
    for each in trial.rivals:
        if each.calibration is not None and each.role != "constant":
            yield each.name, f"{each.calibration.error:.3f}"


def _how(trial: Trial) -> list[str]:
    """What was the same for all, and what was done to the data."""
    setup = trial.setup
    path, function = setup.model
    below = f"{function}() of {path}" if path else trial.body or SAID
    seeds = f", {setup.seeds} starts each" if setup.seeds > 1 else ""
    said = [
        f"Every head has the same {trial.unit} and the same start: {below}.",
        "What follows is the code that recommend prints.",
        f"{_splits(trial)} ({setup.plan}){seeds}: 60 %{_of(trial)} train, 15 % stop the training, 25 % judge."
        if setup.plan != "in time"
        else f"{_splits(trial)} in order of time{seeds}: the past trains, what follows judges.",
        "A difference above 0 is worse than what is recommended.",
        f"Intervals are of 95 %, corrected for {trial.unit} that splits share (Nadeau and Bengio 2003).",
    ]
    if setup.engine == "compiled":
        said.append("JAX compiles the training once for each head; fit() differs by chance.")
    elif trial.versions["backend"] != "jax" and trial.unit == "rows":
        said.append(
            "fit() trained; on JAX compiled epochs take a small part of the time (KERAS_BACKEND=jax)."
        )
    said += [f"{each}." for each in trial.notes]  # which may begin with the name of a column
    if trial.budget is not None:
        said.append(_budget(trial.budget))
    if trial.missing:
        said.append(f"It was stopped: {trial.missing} trainings are missing.")
    return said


def _of(trial: Trial) -> str:
    """Shares of groups are no shares of rows, as groups differ in size."""
    return " of the groups" if trial.setup.plan == "grouped" else ""


def _splits(trial: Trial) -> str:
    of = trial.setup.splits
    return f"{of} splits" if trial.budget is None else f"{trial.budget.splits} of at most {of} splits"


def _budget(budget: Budgeted) -> str:
    after = [str(each) for each in looks(budget.of)]
    if not after:
        return f"{budget.seconds:,.0f} s to train; with so few splits every rival gets all."
    seen = f"{', '.join(after)} splits"
    return (
        f"{budget.seconds:,.0f} s to train: after {seen}, a rival that is clearly behind the best head "
        "(at 99 %) gets no more."
    )


def _next(trial: Trial) -> str:
    target = f" --target {shlex.quote(trial.target)}" if trial.wanted.target else ""
    said = "".join(f" --{name} {shlex.quote(str(value))}" for name, value in trial.said.items())
    return f"lossadvisor recommend --from {shlex.quote(trial.place)}{target}{said}"
