"""`try --budget`: the clock decides where a trial ends, scores alone decide who goes on."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from lossadvisor.errors import AdvisorError
from lossadvisor.trying import schedule
from lossadvisor.trying.comparing import compared
from lossadvisor.trying.records import Job, Rival, Run, Score, Setup, place
from lossadvisor.trying.schedule import budgeted, jobs, looks, seconds, within
from lossadvisor.trying.verdict import verdict
from tests.running import ran, refused

pytest.importorskip("sklearn", reason="trials need what the extra `try` brings")

JUDGE = Score("mae", "answers", "np.mean(np.abs(answers - truth))", True, reads="is off by {score}")
SHARE = 1 / 3
NAMES = ("first", "close", "far", "constant")
RIVALS = tuple(
    Rival(name, "constant" if name == "constant" else "instead", code="" if name == "constant" else "code")
    for name in NAMES
)
WORSE = {"first": 0.0, "close": 0.01, "far": 5.0, "constant": 9.0}
NOISE = (0.3, -0.2, 0.1, -0.4, 0.2, 0.0, -0.1)


class Machine:
    """A clock that moves by what each training takes, and the trainings that it did."""

    def __init__(self, takes: float | Callable[[Job], float] = 1.0) -> None:
        self.now, self.takes = 0.0, takes
        self.did: list[Run] = []

    def clock(self) -> float:
        return self.now

    def train(self, work):
        for job in work:
            took = self.takes(job) if callable(self.takes) else self.takes if job.rival.is_head else 0.0
            self.now += took
            noise = NOISE[(job.split + 3 * NAMES.index(job.rival.name)) % len(NOISE)] / 10
            score = 1 + job.split % 3 + WORSE[job.rival.name] + noise
            run = Run(job.rival.name, job.split, job.seed, {"mae": score}, seconds=took)
            self.did.append(run)
            yield run


def done(budget: float, machine: Machine, kept=(), splits: int = 50, rivals=RIVALS) -> list[Run]:
    setup = Setup(splits=splits, budget=budget)
    known = {place(run): run for run in kept}

    def train(work):
        yield from (known[place(job)] for job in work if place(job) in known)
        yield from machine.train([job for job in work if place(job) not in known])

    return list(within(rivals, setup, JUDGE, SHARE, known, train, machine.clock))


def counts(runs) -> dict[str, int]:
    return {name: sum(run.rival == name for run in runs) for name in NAMES}


def told(runs, budget: float, splits: int = 50):
    return budgeted(runs, RIVALS, Setup(splits=splits, budget=budget), JUDGE, SHARE)


@pytest.mark.parametrize(
    ("text", "length"), [("60s", 60), ("5m", 300), ("1h30m", 5400), ("1.5m", 90), (" 2H ", 7200)]
)
def test_a_budget_is_a_length_of_time_with_its_unit(text, length):
    assert seconds(text) == length


@pytest.mark.parametrize("text", ["60", "", "0s", "soon", "-5m", "5 apples", "1e3s", "infs"])
def test_a_budget_without_a_unit_is_refused_with_how_to_write_it(text):
    with pytest.raises(AdvisorError, match="90s, 5m or 1h30m"):
        seconds(text)


def test_the_command_refuses_it_in_one_line(tmp_path):
    assert "90s, 5m or 1h30m" in refused(
        ran("try", str(tmp_path / "t.csv"), "--target", "y", "--budget", "60")
    )


def test_rivals_that_are_clearly_behind_get_fewer_splits():
    runs = done(100, Machine())
    found = counts(runs)
    assert found["first"] == found["close"] > 3 * found["far"]
    assert found["far"] == found["constant"] == 3
    assert told(runs, 100).behind == {"far": 3, "constant": 3}


def test_a_rival_that_is_close_is_never_left_behind():
    """Chance alone: of many trials of two equal heads, few end one of them at any look."""
    import numpy as np

    rng, ended, trials = np.random.default_rng(0), 0, 400
    pair = RIVALS[:2]
    setup = Setup(splits=50, budget=1)
    for _ in range(trials):
        ours = rng.normal(size=50)  # what splits share is in the correction alone
        runs = [
            Run(job.rival.name, job.split, job.seed, {"mae": ours[job.split] * (job.rival is pair[1])})
            for job in jobs(pair, setup)
        ]
        ended += bool(schedule.behind(runs, pair, setup, JUDGE, SHARE))
    assert ended < 0.05 * trials


def test_a_budget_is_kept_and_most_of_it_is_used():
    for budget, takes in itertools.product((20, 47, 100), (0.5, 1.0, 3.0)):
        machine = Machine(takes)
        done(budget, machine, splits=1000)
        assert budget * 0.7 <= machine.now <= budget, (budget, takes)


def test_a_training_that_cannot_end_in_time_is_not_begun():
    """Those of one rival take ten times as long as those of the other."""
    for budget in range(23, 120, 7):
        machine = Machine(lambda job: {"first": 1.0, "close": 10.0}.get(job.rival.name, 0.0))
        runs = done(budget, machine, splits=1000)
        assert machine.now <= budget
        assert told(runs, budget, 1000).is_over


def test_a_first_training_that_compiles_says_little_of_those_that_follow():
    machine = Machine(lambda job: 0.0 if not job.rival.is_head else 1.0 if job.split else 8.0)
    done(60, machine, splits=1000)
    assert 58 <= machine.now <= 60


def test_only_the_first_training_of_a_rival_may_go_beyond_the_budget():
    machine = Machine(lambda job: {"first": 1.0, "close": 30.0}.get(job.rival.name, 0.0))
    runs = done(10, machine)
    assert [run.rival for run in runs] == ["first", "close"]
    assert told(runs, 10).untried == ("far", "constant")


def test_splits_are_whole_so_that_differences_stay_paired():
    for budget in range(10, 60, 7):
        runs = done(budget, Machine())
        alive = counts(runs)
        assert alive["first"] == alive["close"], budget


def test_the_first_training_ends_however_short_the_time_and_the_rest_is_said():
    runs = done(1, Machine(takes=9))
    assert [run.rival for run in runs] == ["first"]
    spent = told(runs, 1)
    assert (spent.untried, spent.splits, spent.is_over) == (NAMES[1:], 0, True)
    found = compared(runs, NAMES, JUDGE, SHARE)
    said = " ".join(verdict(found, {each.name: each for each in RIVALS}, JUDGE, spent))
    assert "There was no time for close, far, constant." in said
    assert "The time was over after 0 of 50 splits" in said
    assert said.count("no time") == 1
    assert "gives nothing that this judge reads" not in said


def test_time_that_is_left_is_not_spent_where_nothing_is_left_to_say():
    only = (RIVALS[0], RIVALS[2])
    runs = done(1000, Machine(), rivals=only)
    assert {name: number for name, number in counts(runs).items() if number} == {"first": 3, "far": 3}
    assert not budgeted(runs, only, Setup(splits=50, budget=1000), JUDGE, SHARE).is_over


def test_a_budget_that_does_for_all_splits_says_so():
    runs = done(1000, Machine(), splits=12)
    assert counts(runs)["close"] == 12
    assert not told(runs, 1000, splits=12).is_over


def test_what_is_kept_takes_no_time_so_a_second_call_goes_further():
    first = done(20, Machine())
    machine = Machine()
    second = done(20, machine, kept=first)
    assert counts(second)["first"] > counts(first)["first"]
    assert not {place(run) for run in machine.did} & {place(run) for run in first}
    assert [run for run in second if run.split < 2] == [run for run in first if run.split < 2]


def test_who_goes_on_hangs_on_scores_and_not_on_how_fast_the_machine_is():
    quick, slow = done(60, Machine(0.5)), done(60, Machine(2.0))
    assert counts(quick)["first"] > counts(slow)["first"]
    assert told(quick, 60).behind == told(slow, 60).behind


def test_the_same_trainings_give_the_same_report_however_they_came():
    """What `--again` rests on: no clock is asked again."""
    runs = done(60, Machine())
    assert told(list(reversed(runs)), 60) == told(runs, 60)


def test_a_head_that_fails_on_every_split_gets_no_more():
    machine = Machine()
    failing = [Run("far", split, split, failed="ValueError: nan", seconds=0.1) for split in range(50)]
    runs = done(30, machine, kept=failing)
    assert told(runs, 30).behind["far"] == 3


def test_looks_double():
    assert list(looks(50)) == [3, 6, 12, 24, 48]
    assert list(looks(3)) == []


def test_an_early_end_of_processes_is_quiet(recwarn):
    """What other processes are at then is left, and joblib says so in a warning that tells a user nothing."""
    import numpy as np

    from lossadvisor.trying.engines import _in_parallel
    from lossadvisor.trying.records import Job, Problem, Target

    y = np.arange(200.0)
    problem = Problem("t.csv", "y", Target(y, y, "numbers"), x=np.ones((200, 2), "float32"))
    asked = [(problem, Setup(), {"mae": JUDGE}, Job(RIVALS[3], split, split)) for split in range(30)]
    coming = _in_parallel(2, asked)
    assert next(coming).rival == "constant"
    coming.close()
    assert not [each for each in recwarn if "tasks" in str(each.message)]
