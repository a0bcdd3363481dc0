"""Text is copied with the platform's tool, else through the terminal itself."""

from __future__ import annotations

import base64
from io import StringIO

from lossadvisor.cli.clipboard import copied

TEXT = "import keras\n# ä → β\n"


def tool(folder, name: str, does: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{does}\n", "utf-8")
    (folder / name).chmod(0o755)


def test_without_a_tool_the_terminal_is_told():
    terminal = StringIO()
    assert "terminal" in copied(TEXT, terminal, {})
    start, end = "\x1b]52;c;", "\a"
    sent = terminal.getvalue()
    assert sent.startswith(start)
    assert sent.endswith(end)
    assert base64.b64decode(sent[len(start) : -len(end)]).decode() == TEXT


def test_a_tool_gets_the_text_and_the_terminal_nothing(tmp_path, monkeypatch):
    tool(tmp_path, "wl-copy", f"/bin/cat > {tmp_path}/clipboard")
    monkeypatch.setenv("PATH", str(tmp_path))
    terminal = StringIO()
    assert copied(TEXT, terminal, {"WAYLAND_DISPLAY": "wayland-0"}) == "copied with wl-copy"
    assert (tmp_path / "clipboard").read_text("utf-8") == TEXT
    assert terminal.getvalue() == ""


def test_a_tool_that_fails_is_passed_over(tmp_path, monkeypatch):
    tool(tmp_path, "xclip", "exit 1")
    tool(tmp_path, "xsel", f"/bin/cat > {tmp_path}/clipboard")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert copied(TEXT, StringIO(), {"DISPLAY": ":0"}) == "copied with xsel"
    tool(tmp_path, "xsel", "exit 1")
    assert "terminal" in copied(TEXT, StringIO(), {"DISPLAY": ":0"})
