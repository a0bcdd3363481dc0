"""What `lossadvisor lsp` says to an editor, through the protocol and a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pygls")

from lsprotocol import types

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


def knowing(*encodings: str) -> types.ClientCapabilities:
    """What a client says that counts letters in these ways."""
    kinds = [types.PositionEncodingKind(each) for each in encodings]
    return types.ClientCapabilities(general=types.GeneralClientCapabilities(position_encodings=kinds))


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        *((knowing(each), each) for each in CODECS),
        (None, "utf-16"),  # as clients do that are older than 3.17
        (knowing(), "utf-16"),
        (types.ClientCapabilities(general=types.GeneralClientCapabilities()), "utf-16"),
        (knowing("utf-16", "utf-32"), "utf-16"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_positions_are_counted_as_agreed_on_whatever_ends_a_line(
    tmp_path: Path, said: types.ClientCapabilities | None, encoding: str, end: str
):
    lines = [
        "import keras",
        "\f",  # is no end of a line to an editor
        'face = "\N{GRINNING FACE}é"; layer = keras.layers.Dense(1, activation="softmax")',
        "model = keras.Sequential([layer])",
        'model.compile("adam", "binary_crossentropy")',
        "",
    ]
    codec, unit = CODECS[encoding]

    def units_before(word: str) -> int:
        return len(lines[2].partition(word)[0].encode(codec)) // unit

    async def say(client: Client) -> None:
        done = await client.start([tmp_path.as_uri()], said)
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
