"""Whatever a file holds, its report says what came of it, and the other files are checked all the same."""

from __future__ import annotations

import os
import random
import time
from io import BytesIO
from pathlib import Path

import pytest

from lossadvisor import writing
from lossadvisor.check import crew, fixing, project
from lossadvisor.check.files import Patterns, sources
from lossadvisor.check.onefile import report
from lossadvisor.check.project import check_paths
from lossadvisor.check.reports import FileReport, Source, Tally, Wanted
from lossadvisor.rulebook import loading
from tests.programs import CLEAN, FAULTY, FAULTY_LINE, FIXABLE, FIXED, code, notebook, text

RULES = loading.load()


def written(folder: Path, name: str, content: str | bytes) -> Source:
    kinds = {".py": "python", ".ipynb": "notebook", ".h5": "hdf5"}
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return Source(str(folder / name), kinds.get(Path(name).suffix, "unknown"))


def reported(folder: Path, name: str, content: str | bytes, **wanted):
    (found,) = check_paths(RULES, [written(folder, name, content)], Wanted(**wanted))
    return found


def names(found) -> list[str]:
    return [finding.name for finding in found.checked.findings]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_a_fault_is_found_whatever_the_encoding_and_the_line_ends(tmp_path, line_end, encoding):
    start = "# coding: latin-1 é\n" if encoding == "latin-1" else "# é\n"
    found = reported(tmp_path, "a.py", (start + FAULTY).replace("\n", line_end).encode(encoding))
    assert names(found) == ["softmax-of-one"]
    location = found.locations[found.checked.findings[0].place]
    assert location.line == FAULTY_LINE + 1
    assert "softmax" in location.source


def test_a_fault_in_a_notebook_has_cell_and_line(tmp_path):
    first, *rest = FAULTY.splitlines(keepends=True)
    cells = [text("# title"), code(["%matplotlib inline\n", first]), code("print 'a'"), code(rest)]
    found = reported(tmp_path, "a.ipynb", notebook(*cells))
    assert names(found) == ["softmax-of-one"]
    location = found.locations[found.checked.findings[0].place]
    assert (location.cell, location.cell_line) == (4, FAULTY_LINE - 1)
    assert "softmax" in (tmp_path / "a.ipynb").read_text().splitlines()[location.line - 1]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.py", "print 'a'; model.compile()", "not Python 3"),
        ("a.py", "model.compile()\0", "NUL"),
        ("a.py", "model.compile()\n" * 150_000, "2 MB"),
        ("a.py", f"model.compile({'(' * 3000}", ""),
        ("a.ipynb", "{ compile()", "not JSON"),
        ("a.h5", "", "is not an HDF5 file"),
        ("a.txt", "compile()", "not a .py, .pyw, .ipynb, .keras, .json, .h5, .hdf5, .qmd, .rmd or .r file"),
    ],
)
def test_what_cannot_be_checked_says_why(tmp_path, name, content, words):
    found = reported(tmp_path, name, content)
    assert found.unreadable
    assert words in found.unreadable


def test_what_cannot_be_opened_says_why(tmp_path):
    assert "No such file" in report(RULES, Source(str(tmp_path / "a.py"), "python"), Wanted()).unreadable
    assert "irectory" in report(RULES, Source(str(tmp_path), "python"), Wanted()).unreadable


WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be")


@pytest.mark.parametrize("encoding", WIDE)
def test_a_notebook_in_utf_16_is_read_and_never_changed(tmp_path, encoding):
    content = notebook(code("# é"), code(FAULTY)).decode().encode(encoding)
    found = reported(tmp_path, "a.ipynb", content, fix="write")
    assert names(found) == ["softmax-of-one"]
    assert (found.change, found.checked.findings[0].edits) == (None, ())
    location = found.locations[found.checked.findings[0].place]
    assert (location.cell, location.cell_line) == (2, FAULTY_LINE)
    piped = sources(["-"], Patterns(), BytesIO(content))
    assert [names(each) for each in check_paths(RULES, piped, Wanted())] == [["softmax-of-one"]]


@pytest.mark.parametrize("encoding", WIDE)
@pytest.mark.parametrize(("name", "start"), [("a.py", ""), ("a.qmd", "```{python}\n"), ("a.R", "")])
def test_other_files_in_utf_16_are_named_wherever_they_are_met(tmp_path, encoding, name, start):
    written(tmp_path, name, (start + FAULTY).encode(encoding))
    for path in (tmp_path, tmp_path / name):
        (found,) = check_paths(RULES, sources([str(path)], Patterns(), BytesIO()), Wanted())
        assert f"written in {encoding[:6].upper()}, " in found.unreadable
        assert found.unreadable.endswith("save it as UTF-8")
        assert not found.excused


def test_data_and_other_programs_in_utf_16_are_passed_over_in_a_folder(tmp_path):
    for name, content in {"a.py": "x = 1", "b.qmd": "# text", "c.R": "x <- 1", "d.json": "{}"}.items():
        written(tmp_path, name, content.encode("utf-16"))
    found = check_paths(RULES, sources([str(tmp_path)], Patterns(), BytesIO()), Wanted())
    assert [each.unreadable for each in found] == [""]


@pytest.mark.parametrize("content", ["print 'a'", "import re\nre.compile('(')", "\0", "a = compile_it()"])
def test_a_file_that_compiles_no_model_is_passed_over(tmp_path, content):
    found = reported(tmp_path, "a.py", content)
    assert (found.unreadable, found.checked.compiles) == ("", 0)


def test_a_script_without_ending_is_known_by_its_first_line(tmp_path):
    assert names(reported(tmp_path, "train", f"#!/usr/bin/env python3\n{FAULTY}")) == ["softmax-of-one"]


def test_only_what_is_wanted_is_told(tmp_path):
    assert names(reported(tmp_path, "a.py", FAULTY, select=frozenset(["activation-twice"]))) == []
    assert names(reported(tmp_path, "a.py", FAULTY, ignore=frozenset(["softmax-of-one"]))) == []
    assert names(reported(tmp_path, "a.py", FAULTY, severity="error")) == ["softmax-of-one"]
    ignored = FAULTY.replace('x")])', 'x")])  # lossadvisor: ignore[softmax-of-one]')
    assert names(reported(tmp_path, "a.py", ignored)) == []


def test_a_comment_that_ignores_what_is_no_finding_is_remarked(tmp_path):
    wrong = FAULTY.replace('x")])', 'x")])  # lossadvisor: ignore[softmax-of-won]')
    found = reported(tmp_path, "a.py", wrong)
    assert names(found) == ["softmax-of-one"]
    assert found.remarks[0].line == FAULTY_LINE
    assert "did you mean 'softmax-of-one'?" in found.remarks[0].says


def test_fixing_writes_the_file_and_leaves_it_clean(tmp_path):
    found = reported(tmp_path, "a.py", FIXABLE, fix="write")
    assert (found.fixed, names(found)) == (1, [])
    assert (tmp_path / "a.py").read_text() == FIXED


def test_showing_the_fix_changes_nothing(tmp_path):
    found = reported(tmp_path, "a.py", FIXABLE, fix="show")
    assert (found.fixed, names(found)) == (0, ["metrics-taken-for-loss-weights"])
    assert b'+model.compile("adam", "mse", metrics=["mae"])  # as it was' in found.diff
    assert (tmp_path / "a.py").read_text() == FIXABLE


def test_what_is_not_wanted_is_not_fixed(tmp_path):
    ignore = frozenset(["metrics-taken-for-loss-weights"])
    assert reported(tmp_path, "a.py", FIXABLE, fix="write", ignore=ignore).fixed == 0
    assert (tmp_path / "a.py").read_text() == FIXABLE


def test_a_file_that_cannot_be_written_is_told_and_its_findings_too(tmp_path):
    source = Source(str(tmp_path / "gone" / "a.py"), "python", FIXABLE.encode())
    (found,) = check_paths(RULES, [source], Wanted(fix="write"))
    assert (found.fixed, names(found)) == (0, ["metrics-taken-for-loss-weights"])
    assert "cannot be written: No such file" in found.remarks[0].says


def test_many_files_are_told_in_their_order_with_the_same_findings(tmp_path, monkeypatch):
    monkeypatch.setattr(project, "cores", lambda: 2)
    content = [FAULTY, CLEAN, "print 'a'; model.compile()", FIXABLE, "a = 1"]
    files = [written(tmp_path, f"{number:03}.py", content[number % 5]) for number in range(73)]
    random.Random(1).shuffle(files)
    alone = list(check_paths(RULES, files, Wanted(), jobs=1))
    together = list(check_paths(RULES, files, Wanted(), jobs=2))
    assert together == alone
    assert [each.path for each in alone] == [each.path for each in files]


def test_the_tally_counts_what_passes_by(tmp_path):
    files = [written(tmp_path, f"{number}.py", each) for number, each in
             enumerate([FAULTY, FAULTY, CLEAN, "a = 1", "model.compile("])]  # fmt: skip
    tally = Tally()
    assert len(list(tally.counted(check_paths(RULES, files, Wanted())))) == 5
    assert (tally.files, tally.compiling, tally.errors, tally.unreadable) == (5, 3, 2, 1)
    assert [tally.at_least(each) for each in ("note", "warning", "error")] == [2, 2, 2]


def saved_meanwhile(monkeypatch, path: Path, content: str) -> None:
    """Let somebody save `path` as soon as it has been checked and fixed."""
    fixed = fixing.fixed

    def and_then(*arguments):
        done = fixed(*arguments)
        path.write_text(content)
        return done

    monkeypatch.setattr(fixing, "fixed", and_then)


def test_what_an_editor_saves_meanwhile_is_kept_and_told(tmp_path, monkeypatch):
    edited = f"{FIXABLE}# edited\n"
    saved_meanwhile(monkeypatch, tmp_path / "a.py", edited)
    found = reported(tmp_path, "a.py", FIXABLE, fix="write")
    assert (tmp_path / "a.py").read_text() == edited
    assert (found.fixed, names(found)) == (0, ["metrics-taken-for-loss-weights"])
    assert [each.says for each in found.remarks] == [writing.CHANGED]


def test_of_two_that_make_the_same_fix_both_are_right(tmp_path, monkeypatch):
    saved_meanwhile(monkeypatch, tmp_path / "a.py", FIXED)
    found = reported(tmp_path, "a.py", FIXABLE, fix="write")
    assert (tmp_path / "a.py").read_text() == FIXED
    assert (found.remarks, names(found)) == ((), [])


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_link_that_leads_out_of_the_folder_is_not_followed_by_a_fix(jobs, tmp_path):
    inside, outside = tmp_path / "inside", tmp_path / "outside.py"
    (inside / "deep").mkdir(parents=True)
    outside.write_text(FIXABLE)
    written(inside, "a.py", FIXABLE)
    (inside / "b.py").symlink_to(outside)
    (inside / "deep" / "c.py").symlink_to(inside / "a.py")
    files = sources([str(inside)], Patterns(), BytesIO())
    a, b, c = check_paths(RULES, files, Wanted(fix="write"), jobs)
    assert (inside / "a.py").read_text() == FIXED
    assert (inside / "deep" / "c.py").is_symlink()
    assert names(a) == names(c) == []
    assert outside.read_text() == FIXABLE
    assert (b.fixed, names(b)) == (0, ["metrics-taken-for-loss-weights"])
    assert "leads out of" in b.remarks[0].says
    assert str(outside) in b.remarks[0].says


class Fatal:
    """Ends or hangs the process in which it is unpickled: a stand-in for what no check survives."""

    def __init__(self, deed: str) -> None:
        self.deed = deed

    def __reduce__(self) -> tuple[object, ...]:
        return {"end": (os._exit, (9,)), "hang": (time.sleep, (60,))}[self.deed]


def reports_with(deed: str, at: int, folder) -> list[FileReport]:
    """The reports of 24 files, of which one ends or hangs the process that checks it."""
    files = [written(folder, f"{number:02}.py", FAULTY) for number in range(24)]
    files[at] = Source(files[at].path, "python", Fatal(deed))
    found = list(check_paths(RULES, files, Wanted(), jobs=2))
    assert [each.path for each in found] == [each.path for each in files]
    return found


@pytest.mark.parametrize(
    ("deed", "patience", "chunk"),
    [
        ("end", crew.PATIENCE, 3),  # a process that is gone is noticed at once
        ("hang", 10, 1),  # many times what it takes to start a process, also on a busy machine
    ],
)
def test_a_process_that_dies_or_hangs_costs_one_file(deed, patience, chunk, tmp_path, monkeypatch):
    monkeypatch.setattr(crew, "PATIENCE", patience)
    monkeypatch.setattr(project, "CHUNK", chunk)
    monkeypatch.setattr(project, "cores", lambda: 2)
    found = reports_with(deed, 4, tmp_path)
    assert [number for number, each in enumerate(found) if each.unreadable] == [4]
    assert all(names(each) == ["softmax-of-one"] for each in found if not each.unreadable)


def test_no_more_processes_are_started_than_there_is_work_or_there_are_cores(monkeypatch):
    monkeypatch.setattr(project, "cores", lambda: 4)
    assert project.processes(20, jobs=3) == 1
    assert project.processes(21) == 3
    assert project.processes(21, jobs=2) == 2
    assert project.processes(10_000) == 4
    assert project.processes(10_000, jobs=1_000) == 4


def test_more_words_than_can_be_parsed_are_not_tried(tmp_path):
    for content in (f"{'a, ' * 60_000}!\n", f"x = f'{'{a}' * 20_001}'\n"):
        found = reported(tmp_path, "a.py", f"{CLEAN}{content}")
        assert "too many to check" in found.unreadable
        assert found.unparsed == ()
    assert reported(tmp_path, "a.py", f"{CLEAN}{'a, ' * 50_000}\n").unreadable == ""
