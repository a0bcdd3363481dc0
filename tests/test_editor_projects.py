"""What an editor is told of a project: its roots, settings, rules, and what other files say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

pytest.importorskip("pygls")

from lsprotocol import types

from .talking import Client, talked

WRONG = """import keras

model = keras.Sequential([keras.layers.Dense(1, activation="softmax")])
model.compile(optimizer="adam", loss="binary_crossentropy")
"""
RIGHT = WRONG.replace("softmax", "sigmoid")


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


def test_settings_are_followed_where_the_client_cannot_watch(tmp_path: Path):
    settings = tmp_path / "pyproject.toml"
    settings.write_text("[tool.lossadvisor]\n")

    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "train.py").as_uri()
        client.open(uri, WRONG)
        assert await client.names(uri) == ["softmax-of-one"]
        # what is open and not saved does not count, for it may be half written
        client.open(settings.as_uri(), "[tool.lossadvisor]\nignore = ['softmax-of-one']\n", "toml")
        client.change(uri, 1, WRONG)
        assert await client.names(uri, 1) == ["softmax-of-one"]
        settings.write_text("[tool.lossadvisor]\nignore = ['softmax-of-one']\n")
        await client.until(lambda: not client.published[uri][-1].diagnostics)
        settings.unlink()
        await client.until(lambda: bool(client.published[uri][-1].diagnostics))

    talked(say)


def test_a_client_that_can_watch_is_asked_to(tmp_path: Path):
    watches = types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
    can = types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(did_change_watched_files=watches)
    )

    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()], can)
        await client.until(lambda: bool(client.registered))
        (asked,) = client.registered
        assert asked.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        assert "pyproject.toml" in str(asked.register_options)

    talked(say)


def test_roots_come_and_go_while_the_server_runs(tmp_path: Path):
    """A file sees modules of the root that it is in, and of no folder above its own without one."""
    inner = tmp_path / "project" / "scripts"
    inner.mkdir(parents=True)
    (tmp_path / "project" / "heads.py").write_text(
        "import keras\nHEAD = keras.layers.Dense(1, activation='softmax')\n"
    )
    program = "import keras\nimport heads\nm = keras.Sequential([heads.HEAD])\nm.compile(loss='bce')\n"
    root = types.WorkspaceFolder((tmp_path / "project").as_uri(), "project")

    async def say(client: Client) -> None:
        await client.start([inner.as_uri()])
        uri = (inner / "train.py").as_uri()
        client.open(uri, program)
        assert "softmax-of-one" not in await client.names(uri)

        def change(added: list[types.WorkspaceFolder], removed: list[types.WorkspaceFolder]) -> None:
            event = types.WorkspaceFoldersChangeEvent(added, removed)
            client.talking.workspace_did_change_workspace_folders(
                types.DidChangeWorkspaceFoldersParams(event)
            )

        def codes() -> list[object]:
            return [each.code for each in client.published[uri][-1].diagnostics]

        change([root], [types.WorkspaceFolder(inner.as_uri(), "scripts")])
        await client.until(lambda: "softmax-of-one" in codes())
        change([], [root])
        await client.until(lambda: "softmax-of-one" not in codes())
        change([], [root])  # it is gone already
        client.change(uri, 1, WRONG)
        assert await client.names(uri, 1) == ["softmax-of-one"]

    talked(say)


def test_the_root_of_a_client_that_knows_one_alone_is_the_project(tmp_path: Path):
    inner = tmp_path / "scripts"
    inner.mkdir()
    (tmp_path / "heads.py").write_text("import keras\nHEAD = keras.layers.Dense(1, activation='softmax')\n")

    async def say(client: Client) -> None:
        await client.start([], root=tmp_path.as_uri())
        uri = (inner / "train.py").as_uri()
        client.open(
            uri, "import keras\nimport heads\nm = keras.Sequential([heads.HEAD])\nm.compile(loss='bce')\n"
        )
        assert "softmax-of-one" in await client.names(uri)

    talked(say)


def test_a_fix_is_for_the_version_that_was_looked_at(tmp_path: Path):
    edits = types.WorkspaceEditClientCapabilities(document_changes=True)
    can = types.ClientCapabilities(workspace=types.WorkspaceClientCapabilities(workspace_edit=edits))

    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()], can)
        uri = (tmp_path / "train.py").as_uri()
        client.open(uri, RIGHT)
        client.change(uri, 7, WRONG)
        await client.told(uri, 7)
        offered = await client.actions(uri, 2)
        (fix,) = [edit for title, edit in offered.items() if title.startswith("Fix softmax-of-one")]
        (change,) = fix.document_changes
        assert (change.text_document.uri, change.text_document.version) == (uri, 7)

    talked(say)


def test_what_another_program_writes_into_an_open_file_is_left_to_the_editor(tmp_path: Path):
    path = tmp_path / "train.py"
    path.write_text(RIGHT)

    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        client.open(path.as_uri(), WRONG)
        assert await client.names(path.as_uri()) == ["softmax-of-one"]
        path.write_text("another program was here\n")
        event = types.FileEvent(path.as_uri(), types.FileChangeType.Changed)
        client.talking.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
        await client.until(lambda: len(client.published[path.as_uri()]) > 1)
        assert await client.names(path.as_uri()) == ["softmax-of-one"]
        assert await client.actions(path.as_uri(), 2)
        assert path.read_text() == "another program was here\n"

    talked(say)


def test_a_folder_that_is_removed_while_its_files_are_open_changes_nothing_but_what_they_import(
    tmp_path: Path,
):
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "pyproject.toml").write_text("[tool.lossadvisor]\n")

    async def say(client: Client) -> None:
        await client.start([folder.as_uri()])
        uri = (folder / "train.py").as_uri()
        client.open(uri, WRONG)
        await client.told(uri)
        shutil.rmtree(folder)
        client.change(uri, 1, WRONG + "\n")
        assert await client.names(uri, 1) == ["softmax-of-one"]
        assert await client.actions(uri, 2)
        assert not client.messages

    talked(say)


def test_rules_that_cannot_be_read_are_told_of_and_those_that_came_with_the_program_hold(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()], options={"rules": str(tmp_path / "none"), "delay": -5})
        uri = (tmp_path / "train.py").as_uri()
        client.open(uri, WRONG)
        assert await client.names(uri) == ["softmax-of-one"]
        assert [each for each in client.messages if "none" in each]

    talked(say)
