"""The picture of an editor in README, drawn as Neovim shows it: `python -m tests.docs.editor`.

It needs Neovim 0.7 or later and tmux, and talks to a real server.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.text import Text

from .interview import COLUMNS, save

ROWS = 22
PROGRAM = """import keras
from keras import layers

(x_train, y_train), _ = keras.datasets.mnist.load_data()

model = keras.Sequential([
    layers.Flatten(),
    layers.Dense(64, activation="relu"),
    layers.Dense(10, activation="sigmoid"),
])
model.compile("adam", loss="sparse_categorical_crossentropy")
model.fit(x_train, y_train)
"""
SETTINGS = """
vim.api.nvim_create_autocmd("FileType", {{ pattern = "python", callback = function()
  local client = vim.lsp.start_client({{ cmd = {{ {python!r}, "-m", "lossadvisor", "lsp" }} }})
  vim.lsp.buf_attach_client(0, client)
  vim.bo.omnifunc = "v:lua.vim.lsp.omnifunc"
end }})
vim.diagnostic.config({{ virtual_text = false, update_in_insert = true }})
vim.o.completeopt = "menuone,noselect"
vim.cmd("highlight Pmenu ctermbg=237 ctermfg=252")
vim.o.ruler = false
vim.o.laststatus = 0
"""
WRITES = ("Escape", 'f"ci"', "C-x", "C-o")
PATIENCE = 60  # seconds


def draw() -> None:
    """Wait for the finding, begin to write another activation, and keep what is on the screen."""
    with tempfile.TemporaryDirectory() as folder:
        program, settings = Path(folder, "train.py"), Path(folder, "init.lua")
        program.write_text(PROGRAM, encoding="utf-8")
        settings.write_text(SETTINGS.format(python=sys.executable), encoding="utf-8")
        editor = ["nvim", "-n", "-i", "NONE", "-u", str(settings), "+9", str(program)]
        tmux("new-session", "-d", "-s", "drawn", "-x", str(COLUMNS), "-y", str(ROWS), *editor)
        try:
            until("W ")
            tmux("send-keys", "-t", "drawn", *WRITES)
            until("softmax")
            screen = tmux("capture-pane", "-e", "-p", "-t", "drawn")
        finally:
            tmux("kill-server")
    save("editor", lambda console: console.print(Text.from_ansi(screen)))


def until(word: str) -> None:
    """Wait until a word is on the screen."""
    begin = time.monotonic()
    while word not in tmux("capture-pane", "-p", "-t", "drawn"):
        if time.monotonic() - begin > PATIENCE:
            raise TimeoutError(word)
        time.sleep(0.2)


def tmux(*arguments: str) -> str:
    """What tmux prints, on a server of its own."""
    return subprocess.run(
        ["tmux", "-L", "lossadvisor-drawn", *arguments], capture_output=True, text=True, check=True
    ).stdout


if __name__ == "__main__":
    draw()
