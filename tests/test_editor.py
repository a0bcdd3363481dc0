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


def test_a_file_that_does_not_parse_keeps_its_last_findings_greyed_where_they_have_moved(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "train.py").as_uri()
        client.open(uri, WRONG)
        (first,) = await client.told(uri)

        client.change(uri, 1, f"import os\ndef load(:\n    model.\n{WRONG}")
        (old,) = await client.told(uri, 1)
        assert old.range.start.line == first.range.start.line + 3
        assert old.tags == [types.DiagnosticTag.Unnecessary]
        assert old.severity == types.DiagnosticSeverity.Hint

        client.change(uri, 2, f"import os\n{WRONG}")
        (now,) = await client.told(uri, 2)
        assert (now.range.start.line, now.tags) == (first.range.start.line + 1, None)

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
