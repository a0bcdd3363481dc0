#!/usr/bin/env bash
# Jupytext 1.19.6: a nested cell without a title is written as a line of `# %%%`, and that line is not read as a marker.
# Cells of depth 1 with a title become `# %%% Title`, which comes back. Without a title there is nothing behind the last
# %, and the reader wants a blank there, except after exactly two %. So a notebook of three cells that is written and
# read again has one, with the markers as comments in its code, and no warning. In a magic cell that is more than
# style: what follows `%%bash` becomes part of the shell script. Seen: 3 cells become 1. Exits with 1 if this changes.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/env"
"$room/env/bin/pip" install -q jupytext==1.19.6 nbformat==5.10.4 2> /dev/null
"$room/env/bin/python" - <<'PYTHON'
import jupytext
from nbformat.v4 import new_code_cell, new_notebook


def again(*titles):
    cells = [
        new_code_cell(f"a = {number}", metadata={"cell_depth": 1, **({"title": title} if title else {})})
        for number, title in enumerate(titles)
    ]
    text = jupytext.writes(new_notebook(cells=cells), "py:percent")
    return text, [cell.source for cell in jupytext.reads(text, "py:percent").cells]


_, titled = again("one", "two", "three")
text, bare = again("one", "", "")
print("with titles:", titled)
print("without:", bare)

assert titled == ["a = 0", "a = 1", "a = 2"]
assert text.count("\n# %%%") == 3
assert len(bare) == 1
PYTHON
