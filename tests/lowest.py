"""The lowest versions that pyproject.toml allows, as pip takes them: `python -m tests.lowest`.

Only what the tests outside `tests/keras` need: Keras, what comes with it, and a browser are left out.
`--passed-over` prints options for pytest that leave out tests in which no other package does anything but
read the rules, as all tests do.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"
PASSED_OVER = (
    "checking_cases", "checking_following", "checking_fuzz", "checking_ignoring", "checking_own_scripts",
    "checking_sharing", "checking_spoken", "checking_steps", "contract", "mistakes", "patches",
    "properties", "snippet",
)  # fmt: skip
APART = {
    "keras",
    "jax",
    "keras-rs",
    "scikit-learn",
    "selenium",
    "axe-playwright-python",
    "distributed",
    "ray",
    "pre-commit",
    "check-jsonschema",
}  # for tests that run once, elsewhere
BOUND = re.compile(r"(?P<name>[A-Za-z0-9-]+)>=(?P<lowest>[\d.]+)[^;]*(?P<marker>;.*)?")


def pins(pyproject: Path = PYPROJECT) -> Iterator[str]:
    """`name==version` for each dependency of the program and of its tests."""
    project = tomllib.loads(pyproject.read_text("utf-8"))["project"]
    for requirement in (*project["dependencies"], *project["optional-dependencies"]["test"]):
        bound = BOUND.fullmatch(requirement)
        if bound is None:
            raise ValueError(f"{requirement}: has no lowest version")
        if bound["name"] not in APART:
            yield f"{bound['name']}=={bound['lowest']}{bound['marker'] or ''}"


def main(arguments: list[str]) -> None:
    if "--passed-over" in arguments:
        print(" ".join(f"--ignore tests/test_{name}.py" for name in PASSED_OVER))
    else:
        print("\n".join(pins()))


if __name__ == "__main__":
    main(sys.argv[1:])
