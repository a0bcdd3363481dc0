"""Which trainings are done, in which order, and which rivals get no more of them where time is short.

Successive halving in the manner of Jamieson and Talwalkar (2016): all rivals begin, and from look to look,
each after twice as many splits, only those go on that are not clearly behind. Scores alone decide who goes
on; the clock decides only where it all ends. So the same trainings always lead to the same report.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing

from msgspec import Struct

from lossadvisor.errors import AdvisorError, shown

from .comparing import by_split, interval
from .records import Job, Place, Rival, Run, Score, Setup, place

FIRST_LOOK = 3  # splits; each look after it has twice as many
CLEARLY = 0.99  # of the interval at a look: of the five looks at 50 splits, 5 in 100 are wrong at most
USUAL, MOST = 10, 50  # splits, without a budget and with one, where no number is named
LENGTH = re.compile(r"(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?")
Clock = Callable[[], float]


class Budgeted(Struct, frozen=True):
    """What became of a budget: after how many splits rivals were clearly `behind`, or had no time at all.

    `splits` were done by all that went on, `of` so many; `is_over` where time ended it before those.
    """

    seconds: float
    splits: int
    of: int
    behind: dict[str, int]
    untried: tuple[str, ...]
    is_over: bool


def seconds(text: str) -> float:
    """A length of time such as 60s, 5m or 1h30m. Raises AdvisorError for others, also for a bare number."""
    found = LENGTH.fullmatch(text.strip().lower())
    hours, minutes, rest = (float(each or 0) for each in (found.groups() if found else ("", "", "")))
    length = 3600 * hours + 60 * minutes + rest
    if not length:
        raise AdvisorError(f"--budget {shown(text)}: write a length of time with its unit: 90s, 5m or 1h30m")
    return length


def jobs(rivals: Sequence[Rival], setup: Setup, splits: Iterable[int] | None = None) -> list[Job]:
    """Everything that is to be done, split by split, so that an early end leaves whole pairs.

    What has no random start is done once in a split.
    """
    return [
        Job(rival, split, split * setup.seeds + seed)
        for split in (range(setup.splits) if splits is None else splits)
        for seed in range(setup.seeds)
        for rival in rivals
        if rival.is_head or not seed
    ]


def looks(splits: int) -> Iterator[int]:
    """After how many splits rivals are looked at, the end left out."""
    look = FIRST_LOOK
    while look < splits:
        yield look
        look *= 2


def within(
    rivals: Sequence[Rival],
    setup: Setup,
    judge: Score,
    share: float,
    kept: Mapping[Place, Run],
    train: Callable[[Sequence[Job]], Iterator[Run]],
    clock: Clock = time.monotonic,
) -> Iterator[Run]:
    """The runs of `train` that fit into the budget of `setup`; those that are `kept` take no time.

    As many splits are begun at once as are expected to fit. A training is begun only if those of the same
    rival before it took less than what is left; the first of a rival is begun as long as anything is left.
    """
    pace, runs, done = _Pace(setup.budget, clock, kept), list[Run](), 0
    for look in (*looks(setup.splits), setup.splits):
        ended = behind(runs, rivals, setup, judge, share)
        alive = [each for each in rivals if each.name not in ended]
        while done < look and len(alive) > 1:
            last = look if done else 1
            number = pace.fitting([jobs(alive, setup, [split]) for split in range(done, last)])
            if not number:
                return
            work = jobs(alive, setup, range(done, done + number))
            following = [job for job in work if place(job) not in kept]
            with closing(train(work)) as coming:  # type: ignore[type-var]
                for run in coming:
                    pace.note(run)
                    runs.append(run)
                    yield run
                    if place(run) not in kept:
                        following = following[1:]
                    if following and not pace.allows(following[0]):
                        return
            done += number


class _Pace:
    """How long the trainings of each rival took, and how many more are likely to fit."""

    def __init__(self, budget: float, clock: Clock, kept: Mapping[Place, Run]) -> None:
        self.clock, self.kept, self.end, self.began = clock, kept, clock() + budget, clock()
        self.took: dict[str, list[float]] = {}
        self.trained = 0.0

    def left(self) -> float:
        return self.end - self.clock()

    def note(self, run: Run) -> None:
        self.took.setdefault(run.rival, []).append(run.seconds)
        if place(run) not in self.kept:
            self.trained += run.seconds

    def fitting(self, splits: Sequence[Sequence[Job]]) -> int:
        """How many of these splits, each with its jobs, are likely to fit into the time that is left."""
        rate = (self.clock() - self.began) / self.trained if self.trained else 1.0  # less than 1 if parallel
        left = self.left()
        for number, work in enumerate(splits):
            left -= rate * sum(self._mean(each.rival.name) for each in work if place(each) not in self.kept)
            if left < 0:
                return number
        return len(splits)

    def allows(self, job: Job) -> bool:
        """Whether it can be begun: no later training of its rival took longer than what is left."""
        left = self.left()
        return left > 0 and max(self._later(job.rival.name)) <= left

    def _mean(self, name: str) -> float:
        took = self._later(name)
        return sum(took) / len(took)

    def _later(self, name: str) -> Sequence[float]:
        """What trainings took; without the first, in which much is compiled, where there are others."""
        took = self.took.get(name, [0.0])
        return took[1:] or took


def behind(
    runs: Sequence[Run], rivals: Sequence[Rival], setup: Setup, judge: Score, share: float
) -> dict[str, int]:
    """The rivals that got no more at one of the looks, with the splits they had; never the first rival."""
    found: dict[str, int] = {}
    there = {place(run) for run in runs}
    for look in looks(setup.splits):
        alive = [each for each in rivals if each.name not in found]
        if not {place(job) for job in jobs(alive, setup, range(look))} <= there:
            break  # time ended before
        scores = {
            each.name: by_split(
                [run for run in runs if run.rival == each.name and run.split < look], judge.name
            )
            for each in alive
        }
        found |= dict.fromkeys(_behind(scores, alive, judge, share), look)
    return found


def _behind(
    scores: Mapping[str, Mapping[int, float]], alive: Sequence[Rival], judge: Score, share: float
) -> list[str]:
    """Those that have no score at all, or one that is clearly worse than that of the best head."""
    sign = 1 if judge.is_lowest else -1
    heads = [each.name for each in alive if each.is_head and scores[each.name]]
    if not heads:
        return []
    best = min(heads, key=lambda name: sign * sum(scores[name].values()) / len(scores[name]))
    return [
        each.name
        for each in alive[1:]
        if not scores[each.name] or _is_worse(scores[each.name], scores[best], sign, share)
    ]


def _is_worse(mine: Mapping[int, float], best: Mapping[int, float], sign: int, share: float) -> bool:
    paired = [sign * (mine[split] - best[split]) for split in sorted(mine.keys() & best.keys())]
    low = interval(paired, share, CLEARLY)[1]
    return low is not None and low > 0


def budgeted(
    runs: Sequence[Run], rivals: Sequence[Rival], setup: Setup, judge: Score, share: float
) -> Budgeted | None:
    """What became of the budget, told by the runs alone; None where there was none."""
    if not setup.budget:
        return None
    ended = behind(runs, rivals, setup, judge, share)
    there = {place(run) for run in runs}
    alive = [each for each in rivals if each.name not in ended]
    whole = 0
    while whole < setup.splits and {place(job) for job in jobs(alive, setup, [whole])} <= there:
        whole += 1
    tried = {run.rival for run in runs}
    return Budgeted(
        seconds=setup.budget, splits=whole, of=setup.splits, behind=ended,
        untried=tuple(each.name for each in rivals if each.name not in tried),
        is_over=whole < setup.splits and len(alive) > 1,
    )  # fmt: skip
