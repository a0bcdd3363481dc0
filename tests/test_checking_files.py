"""A check reads what is named and what git would keep of the folders named, in a steady order."""

from __future__ import annotations

import json
import os
from io import BytesIO
from pathlib import Path

import pytest

from lossadvisor import AdvisorError
from lossadvisor.check.files import HDF5_MARK, Patterns, sources
from lossadvisor.check.readers import READERS
from lossadvisor.check.reports import STANDARD_INPUT
from lossadvisor.errors import shown

MODEL = json.dumps({"class_name": "Sequential", "config": {"layers": []}, "keras_version": "3.0.0"})


def put(folder: Path, *names: str, text: str = "a = 1\n") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def read(folder: Path, *paths: str, exclude: tuple[str, ...] = ()) -> list[str]:
    """The names of what is read, as seen from `folder`."""
    excluded = Patterns().with_lines(str(folder), exclude) if exclude else Patterns()
    found = sources([str(folder / path) for path in paths or (".",)], excluded, BytesIO())
    return [os.path.relpath(source.path, folder).replace(os.sep, "/") for source in found]


def test_a_folder_is_read_to_its_depth_in_the_order_of_names(tmp_path):
    put(tmp_path, "b.py", "a/z.py", "a/B.ipynb", "a/c/d.keras", "readme.md", "data.csv", "e.PY")
    assert read(tmp_path) == ["a/B.ipynb", "a/c/d.keras", "a/z.py", "b.py", "e.PY"]


def test_files_come_in_the_order_named_and_each_once(tmp_path):
    put(tmp_path, "b.py", "a.py", "c/d.py")
    assert read(tmp_path, "b.py", "c", "a.py", ".", "./b.py") == ["b.py", "c/d.py", "a.py"]


@pytest.mark.parametrize(
    "folder", [".git", "venv", ".venv", "node_modules", "__pycache__", "lib/site-packages"]
)
def test_what_is_nobodys_own_program_is_left_out(tmp_path, folder):
    put(tmp_path, "a.py", f"{folder}/b.py")
    assert read(tmp_path) == ["a.py"]


def test_a_virtual_environment_of_any_name_is_left_out(tmp_path):
    put(tmp_path, "a.py", "myenv/pyvenv.cfg", "myenv/b.py")
    assert read(tmp_path) == ["a.py"]


def test_gitignore_is_honoured_at_every_level(tmp_path):
    put(tmp_path, "a.py", "out/b.py", "c/d.py", "c/e.py", "c/f/e.py", "c/keep_d.py", "x_d.py")
    put(tmp_path, ".gitignore", text="out/\n*_d.py\n# comment\n\n")
    put(tmp_path, "c/.gitignore", text="/e.py\n!keep_d.py\n")
    assert read(tmp_path) == ["a.py", "c/d.py", "c/f/e.py", "c/keep_d.py"]


def test_gitignore_above_the_folder_counts_within_the_repository(tmp_path):
    put(tmp_path, "src/a.py", "src/gen/b.py", ".gitignore", text="gen/\n")
    assert read(tmp_path, "src") == ["src/a.py", "src/gen/b.py"]
    (tmp_path / ".git").mkdir()
    assert read(tmp_path, "src") == ["src/a.py"]


def test_what_is_named_is_read_though_git_ignores_it(tmp_path):
    put(tmp_path, "gen/b.py", ".gitignore", text="gen/\n")
    (tmp_path / ".git").mkdir()
    assert read(tmp_path, "gen") == ["gen/b.py"]
    assert read(tmp_path, "gen/b.py") == ["gen/b.py"]


def test_lines_of_gitignore_that_are_no_patterns_fit_nothing(tmp_path):
    put(tmp_path, "a.py", "b.py")
    (tmp_path / ".gitignore").write_bytes(b"!\n[\n\xff\n**a**/\n/\nb.py\n")
    assert read(tmp_path) == ["a.py"]


def test_excluded_files_are_left_out_also_where_they_are_named(tmp_path):
    put(tmp_path, "a.py", "old/b.py", "c_copy.py")
    assert read(tmp_path, exclude=("old", "*_copy.py")) == ["a.py"]
    assert read(tmp_path, "a.py", "old/b.py", exclude=("old",)) == ["a.py"]


def test_json_in_a_folder_is_read_where_it_is_a_model(tmp_path):
    put(tmp_path, "model.json", text=MODEL)
    put(tmp_path, "data.json", text='{"a": 1}')
    put(tmp_path, "list.json", text=f"[{MODEL}]")
    put(tmp_path, "large.json", text=MODEL + " " * 5_000_000)
    assert read(tmp_path) == ["model.json"]
    assert read(tmp_path, "data.json") == ["data.json"]


def test_hdf5_in_a_folder_is_met_where_it_holds_a_model(tmp_path):
    (tmp_path / "model.h5").write_bytes(HDF5_MARK + b"...model_config...")
    (tmp_path / "weights.h5").write_bytes(HDF5_MARK + b"...")
    assert read(tmp_path) == ["model.h5"]
    assert read(tmp_path, "weights.h5") == ["weights.h5"]


def test_links_that_go_round_in_circles_have_an_end(tmp_path):
    put(tmp_path, "a/b.py")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "self.py").symlink_to(tmp_path / "a" / "self.py")
    (tmp_path / "linked.py").symlink_to(tmp_path / "a" / "b.py")
    assert read(tmp_path) == ["a/b.py", "a/self.py", "linked.py"]  # that which cannot be read says so itself


def test_a_fifo_in_a_folder_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.py")
    assert read(tmp_path) == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"a = 1", "python"),
        (b'\n {"cells": []}', "notebook"),
        (b"\xef\xbb\xbf{}", "notebook"),
        (b"", "python"),
    ],
)
def test_standard_input_is_a_notebook_where_it_begins_like_one(content, kind):
    (found,) = sources(["-"], Patterns(), BytesIO(content))
    assert (found.path, found.kind, found.content) == (STANDARD_INPUT, kind, content)


@pytest.mark.parametrize("path", ["no/such.py", "a\0b", "a.py/b.py"])
def test_a_path_that_is_none_is_refused_by_name(tmp_path, path):
    put(tmp_path, "a.py")
    with pytest.raises(AdvisorError) as refusal:
        read(tmp_path, path)
    assert str(refusal.value).startswith(shown(str(tmp_path / path), 200))


def special(folder: Path, *names: str) -> None:
    """Files that are waited for without end, or that have none."""
    for name in names:
        os.mkfifo(folder / f"fifo{name}")
        (folder / f"zero{name}").symlink_to("/dev/zero")


def test_what_is_no_regular_file_is_passed_over_where_nobody_named_it(tmp_path):
    put(tmp_path, "a.py")
    special(tmp_path, ".py", ".ipynb", ".keras", ".json", ".h5")
    os.mkfifo(tmp_path / ".gitignore")
    assert read(tmp_path) == ["a.py"]
    (tmp_path / ".gitignore").unlink()
    (tmp_path / ".gitignore").symlink_to("/dev/zero")
    assert read(tmp_path) == ["a.py"]


@pytest.mark.parametrize("name", ["fifo.py", "zero.py", "fifo", "zero"])
def test_what_is_no_regular_file_is_refused_where_it_was_named(tmp_path, name):
    special(tmp_path, ".py", "")
    with pytest.raises(AdvisorError, match="not a regular file; give what it holds to: check -"):
        read(tmp_path, name)


@pytest.fixture
def deep(tmp_path, monkeypatch):
    """A file in a thousand folders, which are taken away again: they are too deep for what clears up."""
    monkeypatch.chdir(tmp_path)
    for _ in range(1_000):
        os.mkdir("d")
        os.chdir("d")
    Path("a.py").write_text("a = 1\n")
    os.chdir(tmp_path)
    yield tmp_path
    os.chdir(tmp_path / ("d/" * 1_000))
    os.unlink("a.py")
    for _ in range(1_000):
        os.chdir("..")
        os.rmdir("d")


def test_a_thousand_folders_in_each_other_are_walked(deep):
    assert read(deep) == ["d/" * 1_000 + "a.py"]


@pytest.mark.parametrize("line", ["[z-a]", "!"])
def test_a_pattern_of_ours_that_is_none_is_refused(tmp_path, line):
    with pytest.raises(AdvisorError) as refusal:
        Patterns().with_lines(str(tmp_path), ["a", line])
    assert str(refusal.value) == f"--exclude: '{line}' is not a pattern as in .gitignore"


@pytest.mark.filterwarnings("error")
def test_a_pattern_that_python_would_warn_of_is_taken_without_a_word(tmp_path):
    put(tmp_path, "a.py", "b.py")
    put(tmp_path, ".gitignore", text="[[:alpha:]]*x\n[z-a]\n!\n/a.py\n")
    assert read(tmp_path) == ["b.py"]


def test_a_pattern_of_many_stars_fits_names_that_are_not_too_long(tmp_path):
    put(tmp_path, "a_b_c_d_e.py", f"{'a_' * 60}e.py")
    assert read(tmp_path, exclude=("*_*_*_*_*.py",)) == [f"{'a_' * 60}e.py"]
    assert read(tmp_path, exclude=("*a*a*a*a*a*a*a*a*a*a*b", "*_e.py")) == []


def test_patterns_are_counted_before_they_are_made(tmp_path):
    put(tmp_path, "a.py")
    put(tmp_path, ".gitignore", text="a\n" * 10_001)
    with pytest.raises(AdvisorError, match="more than 10,000 patterns"):
        read(tmp_path)
    put(tmp_path, ".gitignore", text="#" * 1_000_001)
    with pytest.raises(AdvisorError, match=r"\.gitignore: "):
        read(tmp_path)
    with pytest.raises(AdvisorError, match="--exclude: more than 10,000 patterns"):
        Patterns().with_lines(".", ["a"] * 10_001)


class Endless(BytesIO):
    """Standard input that has no end."""

    def read(self, size: int | None = -1) -> bytes:
        assert size is not None
        assert size >= 0, "all of it is asked for"
        return b"{" * size


def test_of_standard_input_no_more_is_read_than_of_a_file():
    (found,) = sources(["-"], Patterns(), Endless())
    assert found.content is not None
    assert len(found.content) == READERS[found.kind].most + 1
