"""What is asked of the person in front of the editor, and what the editor is told to do by the answers."""

from __future__ import annotations

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.rules import Rules

from .actions import INSERT_TITLE, insertion
from .inserting import asked
from .texts import Texts


class Asking:
    """The questions of the wizard, put by a client."""

    def __init__(self, talking: LanguageServer, texts: Texts) -> None:
        self._talking, self._texts = talking, texts

    @property
    def can_ask(self) -> bool:
        """Whether the client lets a person choose from a list, and makes edits that it is told to make."""
        can = self._talking.client_capabilities
        asks = can.window is not None and can.window.show_message is not None
        return asks and can.workspace is not None and bool(can.workspace.apply_edit)

    async def insert_head(self, rules: Rules, uri: str, line: int) -> None:
        """Ask what is predicted, and insert the head that follows at a line."""
        if self._texts.file(uri) is None:
            return
        try:
            code = await asked(rules, self._ask)
        except AdvisorError as error:
            self._talking.window_show_message(types.ShowMessageParams(types.MessageType.Info, str(error)))
            return
        now = self._texts.file(uri)
        if code is not None and now is not None:
            edit = insertion(now.named(uri), line, code)
            await self._talking.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, INSERT_TITLE))

    async def _ask(self, asks: str, answers: list[str]) -> str | None:
        """What a person chooses; None where they choose nothing."""
        offered = [types.MessageActionItem(each) for each in answers]
        said = await self._talking.window_show_message_request_async(
            types.ShowMessageRequestParams(types.MessageType.Info, asks, offered)
        )
        return said.title if said else None
