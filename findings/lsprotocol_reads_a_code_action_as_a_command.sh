#!/usr/bin/env bash
# lsprotocol 2025.0.0: the answer to textDocument/codeAction is a list of commands and code actions. A code action that has a
# command, as most that ask something first do, is read as a Command whose own `command` is the text of a dict; its kind is
# gone, and so are the command's name and arguments. Without a command it is read as what it is. Seen by clients that are
# written with it, such as those of pygls 2.1.1 and pytest-lsp 1.0.1. Exits with 1 if this changes.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/env"
"$room/env/bin/pip" install -q lsprotocol==2025.0.0 2> /dev/null
"$room/env/bin/python" - <<'PYTHON'
from lsprotocol import converters, types

converter = converters.get_converter()


def read(action: types.CodeAction) -> object:
    """What a client reads of an answer that holds this action."""
    sent = converter.unstructure(types.CodeActionResponse(id=1, result=[action]))
    return converter.structure(sent, types.CodeActionResponse).result[0]


kind = types.CodeActionKind.RefactorRewrite
plain = read(types.CodeAction("Insert", kind, edit=types.WorkspaceEdit({})))
asking = read(types.CodeAction("Insert", kind, command=types.Command("Insert", "insert", arguments=["a.py", 1])))
print("without a command:", plain)
print("with one:", asking)
assert isinstance(plain, types.CodeAction)
assert isinstance(asking, types.Command)
assert asking.command == "{'title': 'Insert', 'command': 'insert', 'arguments': ['a.py', 1]}"
PYTHON
