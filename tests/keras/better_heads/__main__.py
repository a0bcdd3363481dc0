"""Trains the heads of the problems that are asked for, and prints how they do."""

from __future__ import annotations

import argparse

import numpy as np

from .all_problems import EVERY, TABLE
from .comparing import Outcome, deviation, outcome


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "only", nargs="*", help="only problems whose names begin so, also those not in the table"
    )
    parser.add_argument("--seeds", type=int, default=5)
    wanted = parser.parse_args()
    chosen = [each for each in EVERY if each.name.startswith(tuple(wanted.only))] if wanted.only else TABLE
    found = []
    for problem in chosen:
        found.append(outcome(problem, wanted.seeds))
        print(told(found[-1]), flush=True)
    print(summed("before", [each.formerly() for each in found]))
    print(summed("now", found))


def told(found: Outcome) -> str:
    """Each head with its standard error, and by how much it is further off than what is advised."""
    lines = [f"{found.problem} (a constant: {found.nothing:.4f})"]
    for name, each in found.heads.items():
        gap = each - found.advised
        mark = "*" if name == found.best else " "
        score = f"{each.mean():10.4f} ± {deviation(each):.4f}"
        lines.append(f" {mark}{name:36}{score}  {gap.mean():+.4f} ± {deviation(gap):.4f}")
    return "\n".join(lines)


def summed(title: str, found: list[Outcome]) -> str:
    noise = sum(each.within_noise for each in found)
    near = sum(each.behind_by <= 0.02 for each in found)
    lost = np.mean([each.lost for each in found])
    return (
        f"{title}: of {len(found)} within noise of the best {noise}, within 2 % {near}; skill lost {lost:.1%}"
    )


if __name__ == "__main__":
    main()
