"""What --diff shows can be handed to patch and to git, whatever a file is called or written in."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from lossadvisor.check import patches
from tests.programs import FIXABLE, FIXED
from tests.running import PROGRAM, ran

TOOLS = {"patch": ["patch", "-p0"], "git": ["git", "apply", "-p0"]}
NAMES = [
    "a.py", "a b.py", " a.py", "a\tb.py", 'a"b.py', '"a".py', "a\\b.py", "é 日本.py", "a\nb.py",
    "\x1b[31m.py",
    "-p1.py", "--- a.py", "+++ b.py", "::error::x.py", "sub folder/a.py", "dev/null.py",
    "a 2020-01-01 00:00:00.py",
    "a\r.py", "$(x)'.py", "\u202e.py", os.fsdecode(b"\xff.py"),
    "a.py\n--- victim.py\n+++ victim.py\n@@ -1 +1 @@\n-safe\n+sorry\n.py",
]  # fmt: skip
WRITTEN = {
    "plain": FIXABLE.encode(),
    "windows": FIXABLE.replace("\n", "\r\n").encode(),
    "old mac": FIXABLE.replace("\n", "\r").encode(),
    "latin-1": b"# coding: latin-1 \xe9\n" + FIXABLE.encode(),
    "cp1252": b"# coding: cp1252 \x80\n" + FIXABLE.encode(),
    "shift-jis": "# coding: shift-jis 表示ソ\n".encode("shift-jis") + FIXABLE.encode(),
    "utf-8 with a mark": b"\xef\xbb\xbf" + FIXABLE.encode(),
    "no last line end": FIXABLE.rstrip("\n").encode(),
    "form feeds and separators": b"# \x0c \x1c \xe2\x80\xa8 \xc2\x85\n" + FIXABLE.encode(),
}
pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such names")


def applied(tool: str, change: bytes, folder: Path) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"no {tool} here")
    alone = {**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    subprocess.run(TOOLS[tool], input=change, cwd=folder, check=True, env=alone, capture_output=True)


def diff(folder: Path, *paths: str) -> bytes:
    command = [*PROGRAM, "check", "--diff", *paths]
    return subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, timeout=60).stdout


@pytest.mark.parametrize("tool", TOOLS)
def test_files_of_any_name_are_patched_and_no_other(tool, tmp_path):
    for name in NAMES:
        path = tmp_path / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FIXABLE)
    (tmp_path / "files" / "victim.py").write_text("safe\n")
    applied(tool, diff(tmp_path / "files", "."), tmp_path / "files")
    for name in NAMES:
        assert (tmp_path / "files" / name).read_text() == FIXED, ascii(name)
    assert (tmp_path / "files" / "victim.py").read_text() == "safe\n"


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("written", WRITTEN)
def test_a_file_is_patched_however_it_is_written(tool, written, tmp_path):
    content = WRITTEN[written]
    (tmp_path / "a.py").write_bytes(content)
    applied(tool, diff(tmp_path, "a.py"), tmp_path)
    assert (tmp_path / "a.py").read_bytes() == content.replace(b'["mae"]', b'metrics=["mae"]')


@pytest.mark.parametrize("tool", TOOLS)
def test_a_whole_path_is_patched_below_the_working_directory(tool, tmp_path):
    (tmp_path / "a.py").write_text(FIXABLE)
    applied(tool, diff(tmp_path, str(tmp_path), f"{tmp_path}/./a.py"), tmp_path)
    assert (tmp_path / "a.py").read_text() == FIXED


@pytest.mark.parametrize("tool", TOOLS)
def test_a_link_is_patched_where_it_leads_to_and_once(tool, tmp_path):
    (tmp_path / "b.py").write_text(FIXABLE)
    (tmp_path / "a.py").symlink_to("b.py")
    (tmp_path / "c.py").symlink_to("b.py")
    applied(tool, diff(tmp_path, "."), tmp_path)
    assert (tmp_path / "b.py").read_text() == FIXED
    assert (tmp_path / "a.py").is_symlink()


def test_where_a_patch_cannot_be_applied_that_is_said(tmp_path, monkeypatch):
    (tmp_path / "a.py").write_text(FIXABLE)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    for path in ("../a.py", str(tmp_path / "a.py")):
        done = ran("check", "--diff", path)
        assert "+model" in done.out
        assert f"{path}: lies outside the working directory" in done.err
    monkeypatch.chdir(tmp_path)
    assert "outside" not in ran("check", "--diff", "a.py").err
    assert patches.obstacle("a.py") == ""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "c"])
def test_a_diff_keeps_line_ends_and_the_end(tmp_path, line_end, last, monkeypatch):
    before = line_end.join(["a", "b", *"defghijk", last]).encode()
    after = before.replace(b"b", b"B").replace(b"k", b"K")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "train.py").write_bytes(before)
    applied("patch", patches.patch("train.py", before, after), tmp_path)
    assert (tmp_path / "train.py").read_bytes() == after
