"""What becomes of a server when something goes wrong: it lives on, or ends by itself."""

from __future__ import annotations

import gc
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from io import BytesIO
from pathlib import Path

import pytest

pytest.importorskip("pygls")

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams, JsonRpcMethodNotFound

from lossadvisor.editor.incoming import MOST
from lossadvisor.editor.server import server

from .endless import ENDLESS
from .shipped import RULES
from .talking import Client, talked

WRONG = """import keras

model = keras.Sequential([keras.layers.Dense(1, activation="softmax")])
model.compile(optimizer="adam", loss="binary_crossentropy")
"""
RIGHT = WRONG.replace("softmax", "sigmoid")


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


def test_a_request_that_says_not_what_it_is_about_is_answered_with_an_error():
    talking, _ = server(lambda folder: RULES, None)
    written = BytesIO()
    talking.protocol.set_writer(written)
    with pytest.raises(JsonRpcInvalidParams):
        talking.protocol.structure_message(
            {"jsonrpc": "2.0", "id": 7, "method": "textDocument/hover", "params": {}}
        )
    answer = json.loads(written.getvalue().split(b"\r\n\r\n")[1])
    assert (answer["id"], answer["error"]["code"]) == (7, -32602)


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


def test_a_message_of_100_megabytes_is_passed_over_and_none_of_it_is_kept(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "train.py").as_uri()
        client.open(uri, WRONG)
        await client.told(uri)
        before, size = client.resident(), 2 * MOST
        client.send(b"Content-Length: %d\r\n\r\n" % size)
        part = b"x" * 1_000_000
        for _ in range(size // len(part)):
            client.send(part)
            await client.drain()
        client.change(uri, 1, RIGHT)
        assert not await client.told(uri, 1)
        assert [each for each in client.log if f"a message of {size:,} bytes" in each]
        assert len(client.log) == 1
        assert client.resident() - before < 30

    talked(say)


def test_a_text_that_is_too_large_to_be_a_program_is_told_of_once_and_let_go_of(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri, other = ((tmp_path / name).as_uri() for name in ("large.py", "train.py"))
        before = client.resident()
        client.open(uri, WRONG + "x = 1  # some words, and then some more\n" * 500_000)
        assert await client.names(uri) == []
        assert [each for each in client.log if "large.py" in each and "too large" in each]
        client.talking.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        )
        client.open(other, WRONG)
        assert await client.names(other) == ["softmax-of-one"]
        assert client.resident() - before < 60

    talked(say)


STRANGE = {
    "no header": b"GET / HTTP/1.1\r\n\r\n",
    "no number": b"Content-Length: many\r\n\r\n",
    "no size": b"Content-Type: text\r\n\r\n",
    "bytes": bytes(range(256)) * 40,
    "a line without an end": b"a" * 1_000_000,
    "an empty message": b"Content-Length: 0\r\n\r\n",
    "deep brackets": b"Content-Length: 200000\r\n\r\n" + b"[" * 200_000,
}


@pytest.mark.parametrize("what", STRANGE)
def test_what_is_no_message_is_passed_over(tmp_path: Path, what: str):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "train.py").as_uri()
        client.send(STRANGE[what])
        client.open(uri, WRONG)
        assert await client.names(uri) == ["softmax-of-one"]
        assert len(client.log) <= 1
        assert bool(client.log) == (what not in ("no size", "an empty message"))

    talked(say)


def test_headers_are_read_as_http_has_them(tmp_path: Path):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        body = b'{"jsonrpc":"2.0","method":"textDocument/didClose","params":{"textDocument":{"uri":"file:///a.py"}}}'
        client.send(b"content-type: x; charset=utf-8\r\ncontent-length:%d\r\n\r\n%s" % (len(body), body))
        uri = (tmp_path / "train.py").as_uri()
        client.open(uri, WRONG)
        assert await client.names(uri) == ["softmax-of-one"]
        assert not client.log

    talked(say)


def test_the_server_ends_when_the_process_that_began_it_is_gone_though_its_pipe_is_held(tmp_path: Path):
    parent = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)

    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()], process=parent.pid)
        uri = (tmp_path / "train.py").as_uri()
        client.open(uri, WRONG)
        await client.told(uri)
        parent.communicate()
        assert await client.ended() == 0

    try:
        talked(say)
    finally:
        parent.communicate()


@pytest.fixture(params=["SIGTERM", "SIGINT", "SIGHUP"])
def heeded(request: pytest.FixtureRequest) -> Iterator[int]:
    """A signal that the server gets to feel, also where tests run in the background or below nohup."""
    number = getattr(signal, request.param)
    before = signal.signal(number, signal.SIG_DFL)
    yield number
    signal.signal(number, before)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_a_signal_ends_the_server_though_its_client_says_nothing(tmp_path: Path, heeded: int):
    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()])
        uri = (tmp_path / "train.py").as_uri()
        client.open(uri, WRONG)
        await client.told(uri)
        client.signalled(heeded)
        assert await client.ended() == -heeded

    talked(say)


def test_a_process_that_is_none_here_ends_nothing(tmp_path: Path):
    """Where the server runs in a container, the number that a client gives is that of no process."""
    gone = subprocess.Popen([sys.executable, "-c", "pass"])
    gone.wait()

    async def say(client: Client) -> None:
        await client.start([tmp_path.as_uri()], process=gone.pid)
        uri = (tmp_path / "train.py").as_uri()
        (tmp_path / "pyproject.toml").write_text("[tool.lossadvisor]\n")
        client.open(uri, WRONG)
        await client.told(uri)
        # two looks later it is still there
        for text in ("ignore = ['softmax-of-one']", ""):
            before = len(client.published[uri])
            (tmp_path / "pyproject.toml").write_text(f"[tool.lossadvisor]\n{text}\n")
            await client.until(lambda before=before: len(client.published[uri]) > before)

    talked(say)
