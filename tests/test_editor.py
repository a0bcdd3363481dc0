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
        (fix,) = [edit for title, edit in offered.items() if title.startswith("Fix softmax-of-one")]
        assert edited(WRONG, fix.changes[uri]) == RIGHT
        assert await client.actions(uri, 0, ["refactor"]) == {}

        client.change(uri, 1, RIGHT)
        assert not await client.told(uri, 1)

    talked(say)
