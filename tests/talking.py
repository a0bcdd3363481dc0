"""A client of `lossadvisor lsp`, which talks to a real server process through the protocol."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

PATIENCE = 120  # seconds, after which a server that says nothing is taken for dead


class Client:
    """An editor with a folder open; what the server says of each text is kept as it comes."""

    def __init__(self) -> None:
        self.talking = LanguageClient("tests", "1")
        self.published: dict[str, list[types.PublishDiagnosticsParams]] = {}
        self.messages: list[str] = []
        self.log: list[str] = []
        self.asked: list[types.ShowMessageRequestParams] = []
        self.choose: Callable[[list[str]], str | None] = lambda titles: None
        self.applied: list[types.WorkspaceEdit] = []
        self.registered: list[types.Registration] = []
        self._news = asyncio.Event()
        self.talking.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(self._take())
        self.talking.feature(types.WINDOW_SHOW_MESSAGE)(
            lambda params: self._keep(self.messages, params.message)
        )
        self.talking.feature(types.WINDOW_LOG_MESSAGE)(lambda params: self._keep(self.log, params.message))
        self.talking.feature(types.CLIENT_REGISTER_CAPABILITY)(
            lambda params: [self._keep(self.registered, each) for each in params.registrations] and None
        )
        self.talking.feature(types.WINDOW_SHOW_MESSAGE_REQUEST)(lambda params: self._answer(params))
        self.talking.feature(types.WORKSPACE_APPLY_EDIT)(lambda params: self._apply(params))

    def _take(self) -> Callable[[types.PublishDiagnosticsParams], None]:
        def take(params: types.PublishDiagnosticsParams) -> None:
            self._keep(self.published.setdefault(params.uri, []), params)

        return take

    def _keep(self, kept: list[Any], new: object) -> None:
        kept.append(new)
        self._news.set()

    def _answer(self, params: types.ShowMessageRequestParams) -> types.MessageActionItem | None:
        self._keep(self.asked, params)
        wanted = self.choose([each.title for each in params.actions or ()])
        return None if wanted is None else types.MessageActionItem(wanted)

    def _apply(self, params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        self._keep(self.applied, params.edit)
        return types.ApplyWorkspaceEditResult(True)

    async def start(
        self,
        folders: list[str],
        capabilities: types.ClientCapabilities | None = None,
        options: dict[str, object] | None = None,
        root: str | None = None,
        process: int | None = None,
    ) -> types.InitializeResult:
        """Start a server that waits for nothing before it judges."""
        await self.talking.start_io(sys.executable, "-m", "lossadvisor", "lsp")
        params = types.InitializeParams(
            capabilities or types.ClientCapabilities(),
            initialization_options={"delay": 0, **(options or {})},
            workspace_folders=[types.WorkspaceFolder(each, each) for each in folders],
            root_uri=root,
            process_id=process,
        )
        done = await self.patiently(self.talking.initialize_async(params))
        self.talking.initialized(types.InitializedParams())
        return done

    async def stop(self) -> None:
        """End the server as an editor does; it leaves in order, without a word."""
        await self.patiently(self.talking.shutdown_async(None))
        self.talking.exit(None)
        assert self._server.stderr is not None
        errors = await self.patiently(self._server.stderr.read())
        assert (await self.ended(), errors) == (0, b"")
        await self.talking.stop()

    @property
    def _server(self) -> asyncio.subprocess.Process:
        assert self.talking._server is not None
        return self.talking._server

    def send(self, raw: bytes) -> None:
        """Send bytes as they are."""
        assert self._server.stdin is not None
        self._server.stdin.write(raw)

    async def drain(self) -> None:
        """Wait until the server has taken what was sent."""
        assert self._server.stdin is not None
        await self.patiently(self._server.stdin.drain())

    async def ended(self) -> int:
        """The exit code of the server, once it has ended."""

        async def waited() -> int:
            while (code := self._server.returncode) is None:
                await asyncio.sleep(0.05)
            return code

        return await self.patiently(waited())  # type: ignore[no-any-return]

    def signalled(self, number: int) -> None:
        """Send the server a signal."""
        self._server.send_signal(number)

    def resident(self) -> float:
        """The megabytes of memory that the server takes; 0 where the system does not say."""
        status = Path(f"/proc/{self._server.pid}/status")
        lines = status.read_text("utf-8").split("\n") if status.exists() else []
        return next((int(each.split()[1]) / 1024 for each in lines if each.startswith("VmRSS")), 0.0)

    async def vanish(self) -> tuple[int, bytes]:
        """End without a word; the exit code of the server, and what it wrote on stderr."""
        assert self._server.stdin is not None
        assert self._server.stderr is not None
        self._server.stdin.close()
        errors = await self.patiently(self._server.stderr.read())
        return await self.patiently(self._server.wait()), errors

    @staticmethod
    async def patiently(what: Any) -> Any:
        """The answer to a request."""
        return await asyncio.wait_for(what, PATIENCE)

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until the server has said something."""
        while not true():
            self._news.clear()
            await asyncio.wait_for(self._news.wait(), PATIENCE)

    def open(self, uri: str, text: str, language: str = "python") -> None:
        """Open a text."""
        item = types.TextDocumentItem(uri, language, 0, text)
        self.talking.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, uri: str, version: int, *changes: Any) -> None:
        """Change a text: as a whole, or in ranges of it."""
        made = [types.TextDocumentContentChangeWholeDocument(c) if isinstance(c, str) else c for c in changes]
        changed = types.VersionedTextDocumentIdentifier(version, uri)
        self.talking.text_document_did_change(types.DidChangeTextDocumentParams(changed, made))

    async def told(self, uri: str, version: int = 0) -> list[types.Diagnostic]:
        """What is found in a version of a text."""
        await self.until(lambda: any(each.version == version for each in self.published.get(uri, [])))
        return [each for each in self.published[uri] if each.version == version][-1].diagnostics

    async def names(self, uri: str, version: int = 0) -> list[object]:
        """The names of what is found in a version of a text."""
        return [each.code for each in await self.told(uri, version)]

    async def completed(self, uri: str, line: int, column: int) -> list[str]:
        """The names that are offered at a place, in their order."""
        params = types.CompletionParams(types.TextDocumentIdentifier(uri), types.Position(line, column))
        found = await self.patiently(self.talking.text_document_completion_async(params))
        items = sorted(found.items, key=lambda each: each.sort_text) if found else []
        return [each.label for each in items]

    async def hover(self, uri: str, at: types.Position) -> str:
        """The first line of what is said of a place."""
        params = types.HoverParams(types.TextDocumentIdentifier(uri), at)
        found = await self.patiently(self.talking.text_document_hover_async(params))
        return found.contents.value.split("\n")[0] if found else ""

    async def actions(
        self, uri: str, line: int, only: list[str] | None = None
    ) -> dict[str, types.WorkspaceEdit | None]:
        """What is offered on a line, by its title."""
        there = types.Range(types.Position(line, 0), types.Position(line, 1000))
        context = types.CodeActionContext([], only)  # type: ignore[arg-type]
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), there, context)
        found = await self.patiently(self.talking.text_document_code_action_async(params))
        return {each.title: each.edit for each in found or ()}


def edited(text: str, edits: list[types.TextEdit]) -> str:
    """A text of the Basic Multilingual Plane with edits made, as a client makes them."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    stretches = [
        (
            starts[e.range.start.line] + e.range.start.character,
            starts[e.range.end.line] + e.range.end.character,
            e.new_text,
        )
        for e in edits
    ]
    for begin, end, new in sorted(stretches, reverse=True):
        text = text[:begin] + new + text[end:]
    return text


def talked(say: Callable[[Client], Coroutine[Any, Any, None]]) -> None:
    """Let a test talk to a server of its own."""

    async def whole() -> None:
        client = Client()
        try:
            await say(client)
        finally:
            if client.talking._server is not None and client.talking._server.returncode is None:
                await client.stop()

    asyncio.run(whole())
