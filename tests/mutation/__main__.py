"""Which small changes of the program its fast tests do not notice: `python -m tests.mutation soundness`.

The library mutmut (`pip install "mutmut>=3.8,<4"`, not on Windows) changes one thing in one function, runs
the tests that reach the function, and does so for every change. All of it happens in a copy of the project
below build/. A change that no test notices is a survivor: a test is missing, or the change makes no
difference to anyone, which tests/cases/mutants.yaml then says with the reason.

Of a large area a sample is taken, the same each time; `--sample 0` takes everything, `--seed` another sample.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import yaml

ROOT = Path(__file__).parents[2]
MUTMUT = (sys.executable, str(Path(__file__).with_name("guards.py")))
REASONS = ROOT / "tests" / "cases" / "mutants.yaml"
COPIED = ("lossadvisor", "rules", "tests", "README.md", "CHANGELOG.md", "pyproject.toml")
ENOUGH = 0.85
UNNOTICED = (0, 5, 33)  # what mutmut notes where all tests pass or none was run; all else is noticed
NOT_RUN = 255  # pytest itself failed: it did not find one of the tests by its name, say
ON_CHECKING = (
    "cases",
    "configuration",
    "decoding",
    "files",
    "following",
    "fixing",
    "formats",
    "judging",
    "notebooks",
    "repairs",
    "spoken",
    "suppression",
)


class Area(NamedTuple):
    """What is changed, by patterns of files, the tests that should notice, and how many changes are tried."""

    changed: tuple[str, ...]
    tests: tuple[str, ...]
    sample: int = 0


CHECKS = ("findings", *(f"checking_{name}" for name in ON_CHECKING))
AREAS = {
    "soundness": Area(
        ("lossadvisor/rulebook/soundness.py",),
        ("soundness", "findings", "references", "recommendation", "checking_cases"),
    ),
    "fixing": Area(
        (
            "lossadvisor/check/fixing.py",
            "lossadvisor/check/choosing.py",
            "lossadvisor/check/judging/repairs.py",
            "lossadvisor/check/following/edits.py",
        ),
        CHECKS,
    ),
    "judging": Area(("lossadvisor/check/judging/*.py",), CHECKS, sample=200),
    "following": Area(("lossadvisor/check/following/*.py",), CHECKS, sample=200),
}


class Survivor(NamedTuple):
    """A change that no test noticed: the function, what stood there and what stands there now."""

    where: str
    was: str
    now: str


def main() -> int:
    """Try the changes of one area and tell what was noticed; 1 where that is too little."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("area", choices=AREAS)
    parser.add_argument("--sample", type=int, help="how many changes to try, 0 for all of them")
    parser.add_argument("--seed", default="", help="any word; another one takes another sample")
    said = parser.parse_args()
    area = AREAS[said.area]
    work = ROOT / "build" / "mutation" / said.area
    prepare(work, area)
    os.chdir(work)  # where mutmut looks for its settings
    names = changes(work, area)
    size = area.sample if said.sample is None else said.sample
    chosen = sorted(names, key=lambda name: crc32(f"{said.seed}{name}".encode()))[: size or None]
    everything = len(chosen) == len(names)
    done = subprocess.run(
        [*MUTMUT, "run", *(() if everything else chosen)], stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        print(done.stdout[-2000:])
        return done.returncode
    codes = {name: code for name, code in results(work).items() if name in set(chosen)}
    left = [name for name, code in codes.items() if code in UNNOTICED]
    if NOT_RUN in codes.values():
        raise SystemExit(f"{list(codes.values()).count(NOT_RUN)} changes could not be tried")
    print(f"{said.area}: {len(chosen)} changes tried of {len(names)}")
    return report(said.area, len(chosen), [survivor(work, name) for name in left], everything)


def prepare(work: Path, area: Area) -> None:
    """A copy of the project with the settings of mutmut in it."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, work / name)
    settings = {
        "source_paths": ["lossadvisor"],
        "only_mutate": list(area.changed),
        "also_copy": ["rules", "README.md", "CHANGELOG.md"],
        "pytest_add_cli_args": [
            "--override-ini=addopts=",
            "--no-header",
            "-p",
            "no:xdist",
            "-p",
            "no:cacheprovider",
        ],
        "pytest_add_cli_args_test_selection": [f"tests/test_{name}.py" for name in area.tests],
        "process_isolation": "forkserver",  # so that what functions have cached is not handed on
        "timeout_constant": 8,  # 15 times as many seconds at least, as the machine may be busy
        "use_git_change_detection": False,
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    with open(work / "pyproject.toml", "a", encoding="utf-8") as file:
        file.write("\n".join(["", "[tool.mutmut]", *lines, ""]))


def changes(work: Path, area: Area) -> list[str]:
    """The names that mutmut gives to all changes of an area."""
    from mutmut.mutation.file_mutation import mutate_file_contents
    from mutmut.utils.format_utils import get_mutant_name

    from . import guards  # noqa: F401  # adds to what mutmut changes

    names = []
    for path in sorted(path for pattern in area.changed for path in work.glob(pattern)):
        short = path.relative_to(work)
        made = mutate_file_contents(str(short), path.read_text("utf-8"))
        names += [get_mutant_name(short, name) for name in made.mutant_names]
    return names


def results(work: Path) -> dict[str, int | None]:
    """What came of each change, as mutmut notes it."""
    found: dict[str, int | None] = {}
    for path in sorted((work / "mutants").rglob("*.meta")):
        found |= json.loads(path.read_text("utf-8"))["exit_code_by_key"]
    return found


def survivor(work: Path, name: str) -> Survivor:
    """A change by its words, which stay the same when other lines come and go."""
    shown = subprocess.run([*MUTMUT, "show", name], capture_output=True, text=True, check=True).stdout
    lines = [line for line in shown.splitlines() if not line.startswith(("---", "+++", "#"))]
    was, now = (
        " ".join(line[1:].strip() for line in lines if line.startswith(sign)).strip() for sign in "-+"
    )
    module, _, function = name.partition("__mutmut_")[0].removeprefix("lossadvisor.").rpartition(".")
    return Survivor(f"{module}.{re.sub('^x_?', '', function).strip('ǁ').replace('ǁ', '.')}", was, now)


def explained(area: str) -> dict[Survivor, str]:
    """The survivors of an area that tests/cases/mutants.yaml gives a reason for."""
    groups = yaml.safe_load(REASONS.read_text("utf-8")) if REASONS.exists() else {}
    return {
        Survivor(change["in"], change["was"], change["now"]): group["because"]
        for group in groups.get(area, ())
        for change in group["changes"]
    }


def report(area: str, tried: int, left: list[Survivor], everything: bool) -> int:
    """Tell how many changes were noticed, and print those that were not as lines of the file of reasons."""
    reasons = explained(area)
    open_ = [each for each in left if each not in reasons]
    noticed = tried - len(left)
    print(f"noticed: {noticed}, that is {noticed / tried:.1%}")
    print(f"not noticed, with a reason: {len(left) - len(open_)}, without: {len(open_)}")
    print(*as_yaml(open_), sep="\n")
    if everything and (idle := set(reasons) - set(left)):
        print("no longer needed:", *as_yaml(sorted(idle)), sep="\n")
    return int(noticed < ENOUGH * tried)


def as_yaml(survivors: list[Survivor]) -> Iterator[str]:
    """Changes as they stand in the file of reasons."""
    for where, was, now in survivors:
        yield f"      - in: {where}"
        yield from (
            f"        {key}: {json.dumps(text, ensure_ascii=False)}"
            for key, text in (("was", was), ("now", now))
        )


if __name__ == "__main__":
    sys.exit(main())
