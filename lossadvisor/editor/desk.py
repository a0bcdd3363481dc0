"""What the server does: it keeps the open files, judges them when they change, and answers about them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.rules import Rules

from .actions import actions, versioned
from .asking import Asking
from .completing import items
from .hovering import hover
from .judging import Judged, Task, judged, task
from .positions import Columns
from .showing import Shown, shown
from .texts import File, Texts
from .turns import Turns
from .watching import State, state, watch

DELAY = 150  # milliseconds without a change
WATCHED = ("**/*.py", "**/pyproject.toml", "**/*.yaml")


class Desk:
    """The state of one server, and what it does with each request."""

    def __init__(
        self, talking: LanguageServer, load: Callable[[Path | None], Rules], folder: Path | None
    ) -> None:
        self._talking, self._load, self._folder = talking, load, folder
        self._rules: Rules | None = None
        self.texts, self.columns = Texts(), Columns("utf-16")
        self._asking = Asking(talking, self.texts)
        self._watch: asyncio.Task[None] | None = None
        self._shown: dict[str, Shown] = {}
        self._troubles: set[str] = set()
        self._turns = Turns(self._judge, self._failed)
        self._proven: dict[str, Judged] = {}
        self._broken: dict[str, int] = {}  # numbers of texts that parse less well, to be read in part

    def handlers(self) -> Mapping[str, Callable[..., Any]]:
        """What answers each method."""
        return {
            types.INITIALIZE: self.initialize,
            types.INITIALIZED: self.initialized,
            types.SHUTDOWN: self.shutdown,
            types.TEXT_DOCUMENT_DID_OPEN: self.opened,
            types.TEXT_DOCUMENT_DID_CHANGE: self.changed,
            types.TEXT_DOCUMENT_DID_CLOSE: self.closed,
            types.NOTEBOOK_DOCUMENT_DID_OPEN: self.notebook_opened,
            types.NOTEBOOK_DOCUMENT_DID_CHANGE: self.notebook_changed,
            types.NOTEBOOK_DOCUMENT_DID_CLOSE: self.notebook_closed,
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES: self.files_changed,
            types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: self.all_anew,
            types.TEXT_DOCUMENT_CODE_ACTION: self.code_actions,
            types.TEXT_DOCUMENT_HOVER: self.hover,
            types.TEXT_DOCUMENT_COMPLETION: self.completion,
        }

    @property
    def rules(self) -> Rules:
        """The rules at hand: those of the folder, else those that came with the program."""
        if self._rules is None:
            try:
                self._rules = self._load(self._folder)
            except AdvisorError as error:
                self._tell(str(error))
                self._rules = self._load(None)
        return self._rules

    def initialize(self, params: types.InitializeParams) -> None:
        """Take in what was agreed on, and the settings that the client gives."""
        agreed = self._talking.workspace.position_encoding or types.PositionEncodingKind.Utf16
        self.columns = Columns(types.PositionEncodingKind(agreed).value)
        given = params.initialization_options
        options = given if isinstance(given, dict) else vars(given) if hasattr(given, "__dict__") else {}
        delay, folder = options.get("delay", DELAY), options.get("rules")
        self._turns.delay = delay / 1000 if isinstance(delay, int | float) and delay >= 0 else DELAY / 1000
        if isinstance(folder, str) and folder:
            self._folder = Path(folder)

    def initialized(self, _params: types.InitializedParams) -> None:
        """Ask the client to say when settings, rules or other programs change on disk."""
        _ = self.rules
        workspace = self._talking.client_capabilities.workspace
        watching = workspace and workspace.did_change_watched_files
        look: Callable[[], State] | None = self._state
        if watching and watching.dynamic_registration:
            watchers = [types.FileSystemWatcher(each) for each in WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            asked = types.Registration("watching", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            self._talking.client_register_capability(types.RegistrationParams([asked]))
            look = None
        watching_all = watch(self._talking.process_id, look, self._settings_changed)
        self._watch = asyncio.ensure_future(watching_all)

    def shutdown(self, *_: object) -> None:
        """Begin nothing more."""
        self._turns.close()

    def _state(self) -> State:
        """Settings and rules as they are on disk."""
        return state((each.path for each in self.texts.files.values()), self._folder)

    def _settings_changed(self) -> None:
        self._rules = None
        self.all_anew()

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """Judge a program that was opened."""
        if file := self.texts.open(params.text_document):
            self._turns.changed(file.uri, at_once=True)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Judge a program that was changed, once nothing has changed for a while."""
        if file := self.texts.change(params, self.columns):
            self._turns.changed(file.uri)
            self._others_anew(file)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """Let go of a program."""
        self._let_go(params.text_document.uri)

    def notebook_opened(self, params: types.DidOpenNotebookDocumentParams) -> None:
        """Judge a notebook that was opened."""
        self._turns.changed(self.texts.open_notebook(params).uri, at_once=True)

    def notebook_changed(self, params: types.DidChangeNotebookDocumentParams) -> None:
        """Judge a notebook that was changed; nothing is marked any more in cells that went."""
        before = self.texts.files.get(params.notebook_document.uri)
        if file := self.texts.change_notebook(params, self.columns):
            kept = {each.uri for each in file.cells}
            for each in before.cells if before else ():
                if each.uri not in kept:
                    self._publish(each.uri, [], None)
            self._turns.changed(file.uri)

    def notebook_closed(self, params: types.DidCloseNotebookDocumentParams) -> None:
        """Let go of a notebook."""
        self._let_go(params.notebook_document.uri)

    def _others_anew(self, changed: File) -> None:
        """Judge the open files that may import one which has changed: their text has its name."""
        self._proven.clear()
        for uri in self.texts.naming(changed):
            self._turns.changed(uri)

    def _let_go(self, uri: str) -> None:
        self._turns.forget(uri)
        self._shown.pop(uri, None)
        self._broken.pop(uri, None)
        file = self.texts.close(uri)
        if file is not None:
            self._others_anew(file)
        for each in file.cells if file else ():
            self._publish(each.uri, [], None)

    def files_changed(self, params: types.DidChangeWatchedFilesParams) -> None:
        """Judge all anew where something changed on disk, by new rules if it was one of theirs."""
        paths = [to_fs_path(each.uri) or "" for each in params.changes]
        if self._folder and any(Path(self._folder) in Path(each).parents for each in paths):
            self._rules = None
        self.all_anew()

    def all_anew(self, *_: object) -> None:
        """Judge every open file."""
        self._proven.clear()
        for uri in self.texts.files:
            self._turns.changed(uri)

    def _task(self, file: File) -> Task:
        workspace = self._talking.workspace
        roots = workspace.folders or filter(None, [workspace.root_uri])
        folders = (to_fs_path(each) or "" for each in roots)
        return task(file, filter(None, folders), self.texts.unsaved(file))

    async def _judge(self, uri: str) -> None:
        """Judge a file and show what was found, unless it has changed by then."""
        file = self.texts.files.get(uri)
        if file is None:
            return
        rules, task, last = self.rules, self._task(file), self._shown.get(uri)
        rested = self._broken.get(uri) == file.number
        recovers = last is None or not last.judged.is_whole or rested
        found = await self._turns.apart(uri, lambda steps: judged(rules, task, steps, recovers=recovers))
        now = self.texts.files.get(uri)
        if now is None or now.number != file.number:
            return
        self._tell(found.trouble)
        told = shown(found, last, self.columns, rested=rested)
        if told.judged is found:
            self._shown[uri] = told
        elif not rested:
            self._broken[uri] = file.number
            self._turns.later(uri)
        if found.report.unreadable and last is None:
            self._log(f"{found.report.path}: not checked: {found.report.unreadable}")
        for each in file.cells:
            self._publish(each.uri, told.told.get(each.uri, []), each.version)

    async def proven(self, file: File) -> Judged:
        """What is found in a file, with edits that are proven; looked at once for each version."""
        known = self._proven.get(file.uri)
        if known is None or known.task.file.number != file.number:
            rules, task = self.rules, self._task(file)
            known = await self._turns.apart(file.uri, lambda steps: judged(rules, task, steps, proven=True))
            self._proven[file.uri] = known
        return known

    async def code_actions(self, params: types.CodeActionParams) -> list[types.CodeAction] | None:
        """What may be done about the findings in a range."""
        file = self.texts.file(params.text_document.uri)
        if file is None:
            return None
        found = await self.proven(file)
        rules, columns, can_ask = self.rules, self.columns, self._asking.can_ask
        offered = await self._turns.apart(
            file.uri, lambda steps: actions(rules, found, params, columns, steps, can_ask=can_ask)
        )
        workspace = self._talking.client_capabilities.workspace
        edits = workspace.workspace_edit if workspace else None
        return [versioned(each, file) for each in offered] if edits and edits.document_changes else offered

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        """What there is to say about what is below the pointer."""
        uri = params.text_document.uri
        file = self.texts.file(uri)
        if file is None:
            return None
        shown = self._shown.get(file.uri)
        found = shown.judged if shown and shown.judged.task.file.number == file.number else None
        return hover(self.rules, found, file.named(uri), params.position, self.columns)

    async def completion(self, params: types.CompletionParams) -> types.CompletionList | None:
        """Names for the activation or the loss that is being written."""
        uri = params.text_document.uri
        file = self.texts.file(uri)
        if file is None:
            return None
        task, at = self._task(file), params.position
        rules, columns = self.rules, self.columns
        found = await self._turns.apart(file.uri, lambda steps: items(rules, task, uri, at, columns, steps))
        return types.CompletionList(False, found) if found else None

    async def insert_head(self, uri: str, line: int) -> None:
        """Ask what is predicted, and insert the head that follows at a line."""
        await self._asking.insert_head(self.rules, uri, line)

    def _publish(self, uri: str, told: list[types.Diagnostic], version: int | None) -> None:
        self._talking.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, told, version))

    def _tell(self, trouble: str) -> None:
        """Say once what is wrong with settings or rules."""
        if trouble and trouble not in self._troubles:
            self._troubles.add(trouble)
            self._talking.window_show_message(
                types.ShowMessageParams(types.MessageType.Warning, f"lossadvisor: {trouble}")
            )

    def _failed(self, error: BaseException) -> None:
        self._log(f"{type(error).__name__}: {error}")

    def _log(self, says: str) -> None:
        self._talking.window_log_message(types.LogMessageParams(types.MessageType.Warning, says))
