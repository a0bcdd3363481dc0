"""All code that the project hands out, as files to be checked: `python -m tests.docs.snippets FOLDER`.

The scripts of every path through the tree, and the code in the README but for the files that show a fault.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from lossadvisor.advice.advice import Referral
from lossadvisor.advice.recommending import recommended
from tests.docs.readme import README, files
from tests.shipped import PATHS, RULES


def write(folder: Path) -> int:
    """Write them all; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for number, answers in enumerate(PATHS):
        found = recommended(RULES, answers)
        if not isinstance(found, Referral):
            (folder / f"{answers['task']}_{number}.py").write_text(found.script, encoding="utf-8")
            written += 1
    text = README.read_text(encoding="utf-8")
    blocks = set(re.findall(r"```python\n(.*?)```", text, re.DOTALL)) - set(files(text).values())
    for number, block in enumerate(sorted(blocks)):
        (folder / f"readme_{number}.py").write_text(block, encoding="utf-8")
    return written + len(blocks)


if __name__ == "__main__":
    print(f"{write(Path(sys.argv[1]))} programs")
