"""The server that an editor talks to: which request is answered by what."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from lossadvisor.rulebook.rules import Rules
from lossadvisor.version import __version__

from .actions import INSERT
from .desk import Desk
from .incoming import PASSED_OVER, Incoming
from .protocol import Protocol

CODE = types.NotebookDocumentFilterWithCells(
    notebook="*", cells=[types.NotebookCellLanguage(language="python")]
)
FIXES = types.CodeActionOptions(
    code_action_kinds=[
        types.CodeActionKind.QuickFix,
        types.CodeActionKind.SourceFixAll,
        types.CodeActionKind.RefactorRewrite,
    ]
)
NAMES = types.CompletionOptions(trigger_characters=['"', "'"])
OPTIONS: Mapping[str, Any] = {
    types.TEXT_DOCUMENT_CODE_ACTION: FIXES,
    types.TEXT_DOCUMENT_COMPLETION: NAMES,
}


class Server(LanguageServer):
    """A server that tells what goes wrong in the client's log, not in its face."""

    def report_server_error(self, error: Exception, source: object) -> None:
        """One line for a message that could not be read, or not be answered."""
        self.told(" ".join(str(error).split())[:200])

    def told(self, says: str) -> None:
        """Put a line into the client's log."""
        self.window_log_message(types.LogMessageParams(types.MessageType.Warning, f"lossadvisor: {says}"))


def server(load: Callable[[Path | None], Rules], rules: Path | None) -> tuple[Server, Desk]:
    """A server and its desk. It judges by the rules in a folder, or by those that `load` has without one."""
    talking = Server(
        "lossadvisor",
        __version__,
        notebook_document_sync=types.NotebookDocumentSyncOptions([CODE]),
        protocol_cls=Protocol,
    )
    desk = Desk(talking, load, rules)
    for method, handler in desk.handlers().items():
        talking.feature(method, OPTIONS.get(method))(partial(handler))

    async def insert_head(uri: str, line: int) -> None:
        await desk.insert_head(uri, line)

    def passed_over(params: Any) -> None:
        talking.told(params.says)

    talking.command(INSERT)(insert_head)
    talking.feature(PASSED_OVER)(passed_over)
    return talking, desk


def serve(load: Callable[[Path | None], Rules], rules: Path | None) -> None:
    """Answer on standard input and output until the client ends it, or is gone."""
    for name in ("pygls", "asyncio"):  # else a client that is gone leaves tracebacks behind
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")  # the library closes it at the end
    with redirect_stdout(sys.stderr):  # a stray word there would be taken for a message
        talking, desk = server(load, rules)
        try:
            talking.start_io(Incoming(sys.stdin.buffer), output)  # type: ignore[arg-type]
        finally:
            desk.shutdown()
