"""The command `lsp`: a server for editors, on standard input and output."""

from __future__ import annotations

from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.loading import load

from . import ending
from .common_options import RulesFolder


def lsp(rules: RulesFolder = None) -> int:
    """Serve an editor on standard input and output: findings while you type, fixes, hover and completion.

    For example: vim.lsp.config("lossadvisor", {cmd = {"lossadvisor", "lsp"}, filetypes = {"python"}})
    """
    try:
        from lossadvisor.editor.server import serve
    except ModuleNotFoundError as error:
        if error.name not in ("pygls", "lsprotocol"):
            raise
        raise AdvisorError("lsp needs pygls; install it with: pip install 'lossadvisor[lsp]'") from None
    ending.let_signals_end()  # else it would wait for another word of the client
    load(rules)  # what is wrong with them is told before an editor waits for an answer
    serve(load, rules)
    return 0
