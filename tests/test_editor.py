"""What `lossadvisor lsp` says to an editor, through the protocol and a process of its own."""

from __future__ import annotations

import gc
from concurrent.futures import Future
from pathlib import Path

import pytest

pytest.importorskip("pygls")

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams, JsonRpcMethodNotFound

from lossadvisor.editor.server import server

from .endless import ENDLESS
from .shipped import RULES
from .talking import Client, edited, talked

WRONG = """import keras

model = keras.Sequential([keras.layers.Dense(1, activation="softmax")])
model.compile(optimizer="adam", loss="binary_crossentropy")
"""
RIGHT = WRONG.replace("softmax", "sigmoid")


def test_a_finding_is_shown_fixed_and_gone(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "train.py").as_uri()
        client.open(uri, WRONG)
        (told,) = await client.told(uri)
        assert (told.code, told.source, told.severity) == (
            "softmax-of-one",
            "lossadvisor",
            types.DiagnosticSeverity.Error,
        )
        assert WRONG.split("\n")[told.range.start.line][told.range.start.character : told.range.end.character]

        offered = await client.actions(uri, told.range.start.line)
        (fix,) = [edit for title, edit in offered.items() if title.startswith("Fix softmax-of-one: … ")]
        assert any(title.endswith('activation="sigmoid")])') for title in offered)
        assert edited(WRONG, fix.changes[uri]) == RIGHT
        assert await client.actions(uri, 0, ["refactor"]) == {}

        client.change(uri, 1, RIGHT)
        assert not await client.told(uri, 1)

    talked(say)


def test_a_file_that_does_not_parse_keeps_its_last_findings_grayed_where_they_have_moved(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "train.py").as_uri()
        client.open(uri, WRONG)
        (first,) = await client.told(uri)

        client.change(uri, 1, f"import os\ndef load(:\n    model.\n{WRONG}")
        (old,) = await client.told(uri, 1)
        assert old.range.start.line == first.range.start.line + 3
        assert old.tags == (types.DiagnosticTag.Unnecessary,)
        assert old.severity == types.DiagnosticSeverity.Hint

        client.change(uri, 2, f"import os\n{WRONG}")
        (now,) = await client.told(uri, 2)
        assert (now.range.start.line, now.tags) == (first.range.start.line + 1, None)

    talked(say)


def test_what_parses_only_without_magics_is_read_once_a_person_has_stopped_writing(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "train.py").as_uri()
        client.open(uri, WRONG)
        await client.told(uri)
        client.change(uri, 1, f"%matplotlib inline\n{RIGHT}")
        await client.until(lambda: len([each for each in client.published[uri] if each.version == 1]) == 2)
        grayed, read = (each.diagnostics for each in client.published[uri] if each.version == 1)
        assert [each.tags for each in grayed] == [(types.DiagnosticTag.Unnecessary,)]
        assert not read

    talked(say)


CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


@pytest.mark.parametrize("encoding", CODECS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_positions_are_counted_as_agreed_on_whatever_ends_a_line(tmp_path: Path, encoding: str, end: str):
    lines = [
        "import keras",
        "\f",  # is no end of a line to an editor
        'face = "\N{GRINNING FACE}é"; layer = keras.layers.Dense(1, activation="softmax")',
        "model = keras.Sequential([layer])",
        'model.compile("adam", "binary_crossentropy")',
        "",
    ]
    codec, unit = CODECS[encoding]
    general = types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind(encoding)])

    def units_before(word: str) -> int:
        return len(lines[2].partition(word)[0].encode(codec)) // unit

    async def say(client: Client) -> None:
        done = await client.start([tmp_path.as_uri()], types.ClientCapabilities(general=general))
        assert done.capabilities.position_encoding == encoding
        uri = (tmp_path / "train.py").as_uri()
        client.open(uri, end.join(lines))
        (told,) = await client.told(uri)
        assert told.range.start == types.Position(2, units_before("keras.layers"))

        begin = units_before("softmax")
        there = types.Range(types.Position(2, begin), types.Position(2, begin + len("softmax")))
        client.change(uri, 1, types.TextDocumentContentChangePartial(there, "sigmoid"))
        assert not await client.told(uri, 1)

    talked(say)


NOTEBOOK = [
    "import keras",
    "m = keras.Sequential([keras.layers.Dense(1, activation='softmax')])",
    "m.compile(loss='bce')",
]


def notebook(uri: str, texts: list[str]) -> types.DidOpenNotebookDocumentParams:
    cells = [
        types.NotebookCell(types.NotebookCellKind.Code, f"{uri}#{number}") for number in range(len(texts))
    ]
    items = [
        types.TextDocumentItem(each.document, "python", 0, text)
        for each, text in zip(cells, texts, strict=True)
    ]
    return types.DidOpenNotebookDocumentParams(
        types.NotebookDocument(uri, "jupyter-notebook", 0, cells), items
    )


def test_a_notebook_is_read_as_a_whole_and_marked_cell_by_cell(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "notes.ipynb").as_uri()
        client.talking.notebook_document_did_open(notebook(uri, ["# no code", *NOTEBOOK]))
        (told,) = await client.told(f"{uri}#2")
        assert (told.code, told.range.start.line) == ("softmax-of-one", 0)
        assert not await client.told(f"{uri}#3")
        offered = await client.actions(f"{uri}#2", 0)
        (all_fixes,) = [edit for title, edit in offered.items() if title.startswith("Fix all")]
        assert edited(NOTEBOOK[1], all_fixes.changes[f"{uri}#2"]) == NOTEBOOK[1].replace("softmax", "sigmoid")

        # the cell with the layer moves down, and is changed there by one word
        begin = NOTEBOOK[1].index("softmax")
        there = types.Range(types.Position(0, begin), types.Position(0, begin + 7))
        changed = types.NotebookDocumentCellContentChanges(
            types.VersionedTextDocumentIdentifier(1, f"{uri}#2"),
            [types.TextDocumentContentChangePartial(there, "sigmoid")],
        )
        new = types.NotebookCell(types.NotebookCellKind.Code, f"{uri}#new")
        opened = types.TextDocumentItem(new.document, "python", 0, "x = 1")
        structure = types.NotebookDocumentCellChangeStructure(
            types.NotebookCellArrayChange(0, 1, [new]), [opened]
        )
        client.talking.notebook_document_did_change(
            types.DidChangeNotebookDocumentParams(
                types.VersionedNotebookDocumentIdentifier(1, uri),
                types.NotebookDocumentChangeEvent(
                    cells=types.NotebookDocumentCellChanges(structure=structure, text_content=[changed])
                ),
            )
        )
        assert not await client.told(f"{uri}#2", 1)

    talked(say)


def test_what_is_not_saved_is_what_other_files_see(tmp_path: Path):
    (tmp_path / "heads.py").write_text('import keras\nHEAD = keras.layers.Dense(1, activation="sigmoid")\n')
    program = (
        "import keras\nimport heads\nmodel = keras.Sequential([heads.HEAD])\nmodel.compile(loss='bce')\n"
    )

    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri, other = ((tmp_path / name).as_uri() for name in ("train.py", "heads.py"))
        client.open(uri, program)
        assert not await client.told(uri)
        head = 'import keras\nHEAD = keras.layers.Dense(1, activation="softmax")\n'
        client.open(other, head.replace("softmax", "sigmoid"))
        client.change(other, 1, head)
        await client.until(lambda: bool(client.published[uri][-1].diagnostics))  # nobody touched it
        assert await client.names(uri) == ["softmax-of-one"]
        client.talking.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(other))
        )
        await client.until(lambda: not client.published[uri][-1].diagnostics)

    talked(say)


def test_the_settings_of_each_root_hold_as_they_are_now(tmp_path: Path):
    strict, lenient = tmp_path / "strict", tmp_path / "lenient"
    for folder in (strict, lenient):
        folder.mkdir()
    settings = lenient / "pyproject.toml"
    settings.write_text("[tool.lossadvisor]\nignore = ['softmax-of-one']\n")

    async def say(client: Client) -> None:
        await client.start([strict.as_uri(), lenient.as_uri()])
        kept, left_out = ((each / "train.py").as_uri() for each in (strict, lenient))
        for uri in (kept, left_out):
            client.open(uri, WRONG)
        assert await client.names(kept) == ["softmax-of-one"]
        assert await client.names(left_out) == []

        settings.write_text("[tool.lossadvisor]\nignor = []\n")
        event = types.FileEvent(settings.as_uri(), types.FileChangeType.Changed)
        client.talking.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
        await client.until(lambda: bool(client.messages))
        assert "did you mean 'ignore'" in client.messages[0]
        client.change(left_out, 1, WRONG)
        assert await client.names(left_out, 1) == ["softmax-of-one"]

    talked(say)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_ignore_here_takes_away_one_finding_and_no_other(tmp_path: Path, end: str):
    text = WRONG.replace("\n", end)

    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "train.py").as_uri()
        client.open(uri, text)
        offered = await client.actions(uri, 2)
        edit = offered["Ignore softmax-of-one here"]
        (change,) = edit.changes[uri]
        lines = text.split(end)
        at = change.range.start
        lines[at.line] = lines[at.line][: at.character] + change.new_text + lines[at.line][at.character :]
        assert "# lossadvisor: ignore[softmax-of-one]" in lines[2]
        client.change(uri, 1, end.join(lines))
        assert not await client.told(uri, 1)

    talked(say)


def test_names_are_offered_by_how_they_fit_the_head(tmp_path: Path):
    text = WRONG.replace("1, ", "10, ").replace("binary_crossentropy", "sparse_categorical_crossentropy")

    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "train.py").as_uri()
        client.open(uri, text.replace('softmax")', "soft"))  # as one types it: nothing is closed
        column = text.split("\n")[2].index("max")
        params = types.CompletionParams(types.TextDocumentIdentifier(uri), types.Position(2, column))
        found = await client.patiently(client.talking.text_document_completion_async(params))
        names = [each.label for each in sorted(found.items, key=lambda each: each.sort_text)]
        assert names[0] == "softmax"
        assert names.index("sigmoid") < names.index("relu")
        by_name = {each.label: each for each in found.items}
        assert by_name["sigmoid"].detail == "sigmoid-for-one-of-many"
        at = by_name["softmax"].text_edit.range
        assert (at.start.character, at.end.character) == (column - len("soft"), column)

        elsewhere = types.CompletionParams(types.TextDocumentIdentifier(uri), types.Position(0, 3))
        assert await client.patiently(client.talking.text_document_completion_async(elsewhere)) is None

    talked(say)


def test_hovering_explains_names_and_findings(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "train.py").as_uri()
        client.open(uri, WRONG)
        await client.told(uri)

        async def said(line: int, word: str) -> str:
            at = types.Position(line, WRONG.split("\n")[line].index(word) + 1)
            params = types.HoverParams(types.TextDocumentIdentifier(uri), at)
            found = await client.patiently(client.talking.text_document_hover_async(params))
            return found.contents.value.split("\n")[0] if found else ""

        assert await said(2, "softmax") == "### softmax"
        assert await said(3, "binary") == "### binary-crossentropy"
        assert await said(2, "Dense") == "### softmax-of-one"
        assert await said(0, "keras") == ""

    talked(say)


ASKS = types.ClientCapabilities(
    window=types.WindowClientCapabilities(show_message=types.ShowMessageRequestClientCapabilities()),
    workspace=types.WorkspaceClientCapabilities(apply_edit=True),
)


def test_a_head_is_inserted_after_questions_where_the_client_asks(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()], ASKS)
        uri = (tmp_path / "train.py").as_uri()
        client.open(uri, "import keras\n\n")
        there = types.Range(types.Position(1, 0), types.Position(1, 0))
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), there, types.CodeActionContext([]))
        (action,) = await client.patiently(client.talking.text_document_code_action_async(params))
        assert action.title == "Insert the head for …"  # lsprotocol 2025.0.0 reads its command as a text
        command = types.ExecuteCommandParams("lossadvisor.insertHead", [uri, 1])
        client.choose = lambda titles: titles[0]
        await client.patiently(client.talking.workspace_execute_command_async(command))
        assert client.asked[0].actions[0].title == "binary"
        code = edited("import keras\n\n", client.applied[0].changes[uri])
        compile(code, "train.py", "exec")
        assert "BinaryCrossentropy" in code

        client.choose = lambda titles: None  # who closes the question gets nothing
        await client.patiently(client.talking.workspace_execute_command_async(command))
        assert len(client.applied) == 1

    talked(say)


def test_the_common_heads_are_listed_where_nobody_can_be_asked(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "train.py").as_uri()
        client.open(uri, "import keras\n\n")
        offered = await client.actions(uri, 1)
        assert [title.split(":")[0] for title in offered] == [
            f"Insert the head for {task}" for task in ("binary", "multiclass", "multilabel", "regression")
        ]
        code = edited("import keras\n\n", next(iter(offered.values())).changes[uri])
        compile(code, "train.py", "exec")
        assert "BinaryCrossentropy" in code

    talked(say)


def test_a_file_that_takes_for_ever_keeps_no_other_waiting(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        slow, other = ((tmp_path / name).as_uri() for name in ("slow.py", "train.py"))
        client.open(slow, ENDLESS["activations that call others"])
        client.open(other, WRONG)
        assert await client.names(other) == ["softmax-of-one"]
        assert slow not in client.published
        client.change(slow, 1, RIGHT)  # what was begun for it is given up
        assert not await client.told(slow, 1)
        assert [each.version for each in client.published[slow]] == [1]

    talked(say)


def test_what_cannot_be_answered_gets_an_error_and_the_next_is_answered(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "train.py").as_uri()
        with pytest.raises(JsonRpcMethodNotFound):
            await client.patiently(client.talking.protocol.send_request_async("textDocument/unheardOf", {}))
        command = types.ExecuteCommandParams("lossadvisor.insertHead", ["too few"])
        with pytest.raises(JsonRpcInvalidParams):
            await client.patiently(client.talking.workspace_execute_command_async(command))
        for body in (b"not{JSON", b"[]", b"{}"):
            client.send(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        client.change(uri, 7, "was never opened")
        client.open(uri, WRONG)
        beyond = types.Range(types.Position(900, 4), types.Position(800, 9))
        client.change(uri, 1, types.TextDocumentContentChangePartial(beyond, "# at the end"))
        assert await client.names(uri, 1) == ["softmax-of-one"]
        assert client.log
        assert not client.messages

    talked(say)


def test_the_server_ends_when_its_client_is_gone(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        client.open((tmp_path / "slow.py").as_uri(), ENDLESS["activations that call others"])
        code, errors = await client.vanish()
        assert (code, errors) == (0, b"")

    talked(say)


def test_nothing_is_kept_of_a_change_that_was_handled():
    def kept() -> int:
        gc.collect()
        return sum(isinstance(each, Future) for each in gc.get_objects())

    talking, _ = server(lambda folder: RULES, None)
    text = types.VersionedTextDocumentIdentifier(1, "file:///train.py")
    whole = types.TextDocumentContentChangeWholeDocument("x = 1")
    change = types.DidChangeTextDocumentNotification(types.DidChangeTextDocumentParams(text, [whole]))
    before = kept()
    for _ in range(100):
        talking.protocol.handle_message(change)
    assert kept() - before < 50  # pygls keeps one for each where its own handlers do this


def test_rules_that_cannot_be_read_are_told_of_and_those_that_came_with_the_program_hold(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()], options={"rules": str(tmp_path / "none"), "delay": -5})
        uri = (tmp_path / "train.py").as_uri()
        client.open(uri, WRONG)
        assert await client.names(uri) == ["softmax-of-one"]
        assert [each for each in client.messages if "none" in each]

    talked(say)
