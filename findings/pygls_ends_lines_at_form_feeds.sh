#!/usr/bin/env bash
# pygls 2.1.1: the protocol ends lines at \n, \r\n and \r alone; pygls splits a text with str.splitlines(), which also ends
# them at a form feed, a vertical tab, U+0085, U+2028 and U+2029. Python files may hold form feeds (PEP 8 names them as
# separators). After an incremental change behind one, the text of the server is another than that of the client, and every
# change after it makes it worse. Exits with 1 if this changes.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/env"
"$room/env/bin/pip" install -q pygls==2.1.1 lsprotocol==2025.0.0 2> /dev/null
"$room/env/bin/python" - <<'PYTHON'
from lsprotocol.types import Position, Range, TextDocumentContentChangePartial
from pygls.workspace import TextDocument


def changed(between: str) -> str:
    """A program of which line 2, counted from 0, is changed: `b = 2` becomes `b = 9`."""
    document = TextDocument("file:///a.py", source=f"a = 1\n{between}\nb = 2\nc = 3\n")
    there = Range(Position(2, 4), Position(2, 5))
    document.apply_change(TextDocumentContentChangePartial(range=there, text="9"))
    return document.source


for name, letter in (("nothing", ""), ("form feed", "\x0c"), ("U+2028", "\u2028")):
    print(f"{name} on the line between: {changed(letter)!r}")
assert changed("") == "a = 1\n\nb = 9\nc = 3\n"
assert changed("\x0c") == "a = 1\n\x0c9\nb = 2\nc = 3\n"  # the client has b = 9
assert changed("\u2028") == "a = 1\n\u20289\nb = 2\nc = 3\n"
PYTHON
