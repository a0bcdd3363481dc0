"""A file is replaced whole or not at all, and stays what it is but for its content."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from lossadvisor import writing
from lossadvisor.writing import LeftAloneError, digest

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
OLD, NEW = b"old", b"new and longer"


@pytest.fixture
def path(tmp_path) -> Path:
    path = tmp_path / "a.py"
    path.write_bytes(OLD)
    return path


def replace(path: Path, content: bytes = NEW, folder: str = "") -> None:
    writing.replace(str(path), content, digest(OLD), folder)


def test_a_file_is_replaced_with_its_mode_and_behind_its_link(path):
    link = path.with_name("b.py")
    path.chmod(0o751)
    link.symlink_to(path)
    replace(link)
    assert path.read_bytes() == NEW
    assert stat.S_IMODE(path.stat().st_mode) == 0o751
    assert link.is_symlink()
    assert sorted(os.listdir(path.parent)) == ["a.py", "b.py"]


def test_whoever_has_the_file_open_keeps_what_he_reads(path):
    with path.open("rb") as opened:
        replace(path)
        assert opened.read() == OLD


def test_where_writing_fails_the_file_stays_and_no_draft_is_left(path):
    with pytest.raises(TypeError):
        writing.replace(str(path), "no bytes", digest(OLD))
    assert path.read_bytes() == OLD
    assert os.listdir(path.parent) == ["a.py"]


def test_a_file_that_has_changed_is_left_alone(path):
    path.write_bytes(b"edited")
    with pytest.raises(LeftAloneError, match="changed"):
        replace(path)
    assert path.read_bytes() == b"edited"


@pytest.mark.parametrize("drafts", ["without a name", "with a name"])
@pytest.mark.parametrize("way", ["in place", "another file"])
def test_a_save_at_the_last_moment_is_kept(path, way, drafts, monkeypatch):
    if drafts == "with a name":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    dress = writing._dress

    def and_somebody_saves(draft: int, like: int) -> None:
        dress(draft, like)
        if way == "another file":
            path.unlink()
        path.write_bytes(OLD if way == "another file" else b"edited")

    monkeypatch.setattr(writing, "_dress", and_somebody_saves)
    with pytest.raises(LeftAloneError, match="changed"):
        replace(path)
    assert path.read_bytes() == (OLD if way == "another file" else b"edited")
    assert os.listdir(path.parent) == ["a.py"]


def test_a_file_that_another_program_is_writing_is_left_alone(path):
    fcntl = pytest.importorskip("fcntl")
    with path.open("rb") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        with pytest.raises(LeftAloneError, match="another program"):
            replace(path)
    assert path.read_bytes() == OLD
    replace(path)
    assert path.read_bytes() == NEW


@pytest.mark.parametrize("content", [NEW, b"", b"x" * 100_000])
def test_a_file_of_two_names_has_both_afterwards(path, content):
    other = path.with_name("b.py")
    os.link(path, other)
    replace(path, content)
    assert path.read_bytes() == other.read_bytes() == content
    assert path.samefile(other)
    assert sorted(os.listdir(path.parent)) == ["a.py", "b.py"]


def test_a_file_of_two_names_is_restored_where_it_cannot_be_written(path, monkeypatch):
    os.link(path, path.with_name("b.py"))
    write = writing._write

    def on_a_full_disk(file: int, content: bytes) -> None:
        if content == NEW:
            write(file, content[:5])
            raise OSError(errno.ENOSPC, "No space left on device")
        write(file, content)

    monkeypatch.setattr(writing, "_write", on_a_full_disk)
    with pytest.raises(OSError, match="No space"):
        replace(path)
    assert path.read_bytes() == OLD


def test_a_read_only_file_is_left_alone(path):
    path.chmod(0o444)
    with pytest.raises(LeftAloneError, match="read-only"):
        replace(path)
    assert path.read_bytes() == OLD


@pytest.mark.parametrize("folder", ["", ".", "sub/.."])
def test_a_link_that_leads_out_of_the_folder_is_left_alone(path, folder, monkeypatch):
    inside = path.parent / "inside"
    inside.mkdir()
    (inside / "link.py").symlink_to(path)
    (inside / "sub").mkdir()
    monkeypatch.chdir(inside)
    with pytest.raises(LeftAloneError, match="leads out of"):
        replace(Path("link.py"), folder=folder or str(inside))
    assert path.read_bytes() == OLD
    replace(path, folder=str(path.parent))
    assert path.read_bytes() == NEW


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no extended attributes here")
def test_extended_attributes_are_kept(path):
    try:
        os.setxattr(path, "user.note", b"kept")
    except OSError:
        pytest.skip("not on this file system")
    replace(path)
    assert path.read_bytes() == NEW
    assert os.getxattr(path, "user.note") == b"kept"


@pytest.mark.skipif(not ROOT, reason="only root can give files away")
def test_owner_and_group_are_kept(path):
    os.chown(path, 1234, 2345)
    path.chmod(0o4755)
    replace(path)
    status = path.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (1234, 2345, 0o4755)


@pytest.mark.parametrize("step", ["_dress", "_draft"])
def test_where_no_draft_can_be_like_the_file_it_is_overwritten(path, step, monkeypatch):
    def refused(*arguments: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(writing, step, refused)
    before = path.stat()
    replace(path)
    assert path.read_bytes() == NEW
    assert path.stat().st_ino == before.st_ino
    assert os.listdir(path.parent) == ["a.py"]


KILLED = """
import os, signal, sys
from lossadvisor import writing
name = sys.argv[2]
step = getattr(writing, name)
def and_killed(*arguments):
    found = step(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
    return found
setattr(writing, name, and_killed)
writing.replace(sys.argv[1], b"new", writing.digest(b"old"))
"""


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="drafts have names here")
@pytest.mark.parametrize("step", ["_draft", "_write", "_dress"])
def test_a_program_that_is_killed_leaves_no_draft(path, step):
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), step], timeout=60)
    assert done.returncode < 0
    assert path.read_bytes() == OLD
    assert os.listdir(path.parent) == ["a.py"]


def test_what_is_saved_has_the_mode_of_any_new_file(tmp_path):
    (tmp_path / "usual").write_bytes(NEW)
    writing.save(str(tmp_path / "saved"), NEW)
    assert (tmp_path / "saved").read_bytes() == NEW
    assert (tmp_path / "saved").stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert sorted(os.listdir(tmp_path)) == ["saved", "usual"]


@pytest.mark.parametrize("there", [True, False])
def test_where_saving_fails_the_old_file_stays_and_a_new_one_is_not_begun(there, path, monkeypatch):
    if not there:
        path.unlink()
    write = writing._write

    def on_a_full_disk(file: int, content: bytes) -> None:
        write(file, content[:2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writing, "_write", on_a_full_disk)
    with pytest.raises(OSError, match="No space"):
        writing.save(str(path), NEW)
    assert os.listdir(path.parent) == (["a.py"] if there else [])
    assert not there or path.read_bytes() == OLD


def test_a_device_can_be_saved_to():
    writing.save(os.devnull, NEW)
    assert not os.path.isfile(os.devnull)
