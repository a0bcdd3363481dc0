"""A file is replaced whole or not at all, and stays what it is but for its content."""

from __future__ import annotations

import os
import stat

import pytest

from lossadvisor import writing


def test_a_file_is_replaced_with_its_mode_and_behind_its_link(tmp_path):
    path, link = tmp_path / "a.py", tmp_path / "b.py"
    path.write_text("old")
    path.chmod(0o751)
    link.symlink_to(path)
    writing.write(str(link), b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o751
    assert link.is_symlink()
    assert sorted(os.listdir(tmp_path)) == ["a.py", "b.py"]


def test_where_writing_fails_the_file_stays_and_no_draft_is_left(tmp_path):
    path = tmp_path / "a.py"
    path.write_text("old")
    with pytest.raises(TypeError):
        writing.write(str(path), "no bytes")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.py"]
