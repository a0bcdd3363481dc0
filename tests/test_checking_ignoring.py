"""--add-ignore writes comments for all that is found, and changes no other byte of any kind of file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from lossadvisor.check.ignoring import WAY_OUT
from lossadvisor.check.onefile import report
from lossadvisor.check.readers import NAMED_KINDS, READERS
from lossadvisor.check.reports import Source, Wanted
from tests.programs import CLEAN, FAULTY, code, notebook, text
from tests.running import ran, refused
from tests.shipped import RULES
from tests.test_checking_archives import BCE, dense, sequential

CASES = Path(__file__).parent / "cases"
WRITE = Wanted(fix="write", ignoring=True)
ABOVE = re.compile(rb"(?m)^[ \t]*# lossadvisor: ignore\[[\w, -]+\]\r?\n")
ABOVE_IN_JSON = re.compile(rb"(?<=[n\"])[ ]*# lossadvisor: ignore\[[\w, -]+\]\\n(\",\s*\")?")
BEHIND = re.compile(rb"  # lossadvisor: ignore\[[\w, -]+\]")
FILES = sorted(
    each
    for folder in ("check", "forms")
    for each in (CASES / folder).rglob("*")
    if each.is_file() and READERS.get(NAMED_KINDS.get(each.suffix.lower(), ""), READERS["r"]).document
)


def checked(content: bytes, kind: str, wanted: Wanted = WRITE, path: str = "a.py"):
    return report(RULES, Source(path, kind, content, named=True), wanted)


def bare(content: bytes) -> bytes:
    """What is left of a file without the comments that ignore."""
    for each in (ABOVE_IN_JSON, ABOVE, BEHIND):
        content = each.sub(b"", content)
    return content


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_afterwards_nothing_is_found_and_without_the_comments_it_is_the_file(path):
    kind, before = NAMED_KINDS[path.suffix.lower()], path.read_bytes()
    found = checked(before, kind, Wanted(), str(path)).checked.findings
    told = checked(before, kind, path=str(path))
    assert (told.change is None) == (not found)
    if told.change is None:
        return
    after = told.change.content
    assert (told.ignored, told.checked.findings, told.remarks) == (len(found), (), ())
    again = checked(after, kind, path=str(path))
    assert (again.change, again.checked.findings, again.remarks) == (None, (), ())
    assert again.checked.unfollowed == told.checked.unfollowed
    assert bare(after) == bare(before)
    assert len(after) > len(before)


IGNORE = b"# lossadvisor: ignore[softmax-of-one]"
HEAD = b'm = Sequential([Dense(1, "softmax")])'
IMPORTS = b"from keras import Sequential, layers; Dense = layers.Dense"
REST = b'm.compile("adam", "binary_crossentropy")'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HEAD, HEAD + b"  " + IGNORE),
        (HEAD + b"  \t", HEAD + b"  " + IGNORE + b"  \t"),  # blanks at the end stay there
        (b"a, b = 1, 2;" + HEAD, b"a, b = 1, 2;" + HEAD + b"  " + IGNORE),
        (b"a, b = 1, 2; " + HEAD, IGNORE + b"\na, b = 1, 2; " + HEAD),  # of 89 letters
        (HEAD + b"  # lossadvisor: ignore[]", HEAD + b"  " + IGNORE),
        (HEAD + b"  # noqa  # lossadvisor: ignore[ other ] as we know",
         HEAD + b"  # noqa  # lossadvisor: ignore[ other, softmax-of-one ] as we know"),
        (b"# lossadvisor: ignore[other]\n" + HEAD, b"# lossadvisor: ignore[other, softmax-of-one]\n" + HEAD),
        (b"m = Sequential([\n  Dense(1,\n    'softmax')])",
         b"m = Sequential([\n  Dense(1,  " + IGNORE + b"\n    'softmax')])"),
        (b"m = Sequential([ \\\n  Dense(1, \\\n  'softmax') \\\n ])",
         b"m = Sequential([ \\\n  Dense(1, \\\n  'softmax') \\\n ])  " + IGNORE),
        (b"m = Sequential([Dense(1, 'softmax', name='''a''')])\n'''\n'''",
         IGNORE + b"\nm = Sequential([Dense(1, 'softmax', name='''a''')])\n'''\n'''"),
        (b"x = '''\n# no comment: ''', (m := Sequential([Dense(1, 'softmax')]))",
         IGNORE + b"\nx = '''\n# no comment: ''', (m := Sequential([Dense(1, 'softmax')]))"),
        (HEAD + b"  # noqa", HEAD + b"  # noqa  " + IGNORE),
        (b"if True:\n\t" + HEAD + b"  # type: ignore[x]",
         b"if True:\n\t" + IGNORE + b"\n\t" + HEAD + b"  # type: ignore[x]"),
        (b"@property\ndef f(): return 1\n" + HEAD, b"@property\ndef f(): return 1\n" + HEAD + b"  " + IGNORE),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_a_comment_stands_where_it_is_read(before, after, end):
    whole = [b"\n".join([IMPORTS, each, REST]).replace(b"\n", end) for each in (before, after)]
    told = checked(whole[0], "python")
    assert told.change.content == whole[1]
    assert checked(whole[1], "python", Wanted()).checked.findings == ()


def test_several_findings_of_a_line_share_a_comment_and_those_chosen_alone_are_named():
    lines = [
        "import keras",
        "m = keras.Sequential([keras.layers.Dense(1)])",
        "m.compile('adam', keras.losses.BinaryCrossentropy(from_logits=True),",
        "  metrics=['accuracy', keras.metrics.AUC()])",
    ]
    content = "\n".join(lines).encode()
    both = checked(content, "python").change.content.decode().splitlines()
    comment = "  # lossadvisor: ignore[accuracy-on-logits, metric-on-logits]"
    assert both == [*lines[:3], comment, lines[3]]
    one = checked(content, "python", Wanted(frozenset(["metric-on-logits"]), fix="write", ignoring=True))
    comment = "  # lossadvisor: ignore[metric-on-logits]"
    assert one.change.content.decode().splitlines() == [*lines[:3], lines[3] + comment]
    rest = checked(one.change.content, "python", Wanted())
    assert [each.name for each in rest.checked.findings] == ["accuracy-on-logits"]


@pytest.mark.parametrize("source", [FAULTY, FAULTY.splitlines(keepends=True), "%%time\n" + FAULTY])
def test_a_notebook_gets_its_comment_within_the_cell(source):
    content = notebook(text("é"), code(source), code("print('x')"))
    told = checked(content, "notebook", path="a.ipynb")
    assert bare(told.change.content) == content
    assert told.change.content.count(IGNORE) == 1
    assert checked(told.change.content, "notebook", Wanted()).checked.findings == ()


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_comment_on_a_line_of_its_own_gets_its_own_string_in_a_notebook(indent, end):
    lines = [
        "import keras\n",
        "m = keras.Sequential([keras.layers.Dense(1)])\n",
        "m.compile('adam', keras.losses.BinaryCrossentropy(from_logits=True),\n",
        "  metrics=['accuracy', keras.metrics.AUC()])",
    ]
    cell = {"cell_type": "code", "source": lines}
    content = json.dumps({"cells": [cell], "nbformat": 4}, indent=indent).replace("\n", end)
    made = checked(content.encode(), "notebook", path="a.ipynb").change.content
    comment = "  # lossadvisor: ignore[accuracy-on-logits, metric-on-logits]\n"
    cell["source"] = [*lines[:3], comment, lines[3]]
    wanted = json.dumps({"cells": [cell], "nbformat": 4}, indent=indent).replace("\n", end)
    assert made.decode() == wanted


def test_a_chunk_within_a_quotation_is_not_torn():
    lines = [
        b"> ```{python}",
        b"> " + IMPORTS,
        b"> " + HEAD + b"  # more words are to be said of it",
        b"> " + REST,
    ]
    told = checked(b"\n".join(lines), "markdown", path="a.qmd")
    assert told.change.content.splitlines() == [*lines[:2], lines[2] + b"  " + IGNORE, lines[3]]


def test_a_comment_that_cannot_be_written_is_told_with_the_way_out():
    content = b"# coding: utf-7\n" + FAULTY.encode() + b"x = '+AH4-~'\n"  # two ways to write one letter
    told = checked(content, "python")
    assert (told.change, len(told.checked.findings)) == (None, 1)
    assert [(each.cell, each.line) for each in told.remarks] == [(0, 4)]
    assert told.remarks[0].says.startswith("softmax-of-one is not ignored: write # lossadvisor: ignore[")
    assert told.remarks[0].says.endswith(WAY_OUT)


def test_a_saved_model_is_named_with_the_way_out(tmp_path):
    copy, model = tmp_path / "model.json", sequential(dense(1, "softmax"), **BCE)
    copy.write_text(json.dumps(model))
    done = ran("check", "--add-ignore", str(copy))
    assert done.code == 1
    assert "no comment can stand in a saved model, so softmax-of-one is not ignored" in done.err
    assert "--write-baseline FILE" in done.err
    assert json.loads(copy.read_text()) == model


def test_a_project_is_silent_afterwards_and_a_second_run_changes_nothing(tmp_path):
    (tmp_path / "a.py").write_text(FAULTY)
    (tmp_path / "b.ipynb").write_bytes(notebook(code(FAULTY)))
    (tmp_path / "c.qmd").write_text(f"# Text\n\n```{{python}}\n{FAULTY}```\n")
    before = {each: each.read_bytes() for each in tmp_path.iterdir()}
    shown = ran("check", "--add-ignore", "--diff", str(tmp_path))
    assert (shown.code, shown.out.count("+# lossadvisor: ignore[softmax-of-one]")) == (1, 2)
    assert "3 can be ignored with --add-ignore" in shown.err
    assert {each: each.read_bytes() for each in tmp_path.iterdir()} == before
    done = ran("check", "--add-ignore", str(tmp_path))
    assert (done.code, done.err) == (0, "")
    assert done.out == "Wrote comments that ignore 3 findings in 3 files; nothing is left\n"
    after = {each: each.read_bytes() for each in tmp_path.iterdir()}
    assert after != before
    assert ran("check", str(tmp_path)).code == 0
    assert ran("check", "--add-ignore", str(tmp_path)).out == "All good: 3 files, 3 models\n"
    assert {each: each.read_bytes() for each in tmp_path.iterdir()} == after


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--fix", "a.py"], "--add-ignore does not work with --fix; run --fix first, then --add-ignore"),
        (["--write-baseline", "known.json", "a.py"], "leave out one of them"),
        (["-"], "--add-ignore cannot write to standard input; --diff shows what it would change"),
        (["--activation", "softmax", "--loss", "mse"], "--add-ignore works only with files"),
    ],
)
def test_what_has_no_place_beside_it_is_refused(options, says):
    assert says in refused(ran("check", "--add-ignore", *options))


def test_comments_that_ignore_nothing_are_named_when_they_are_asked_for(tmp_path):
    stale = f"{CLEAN}x = 1  # lossadvisor: ignore[softmax-of-one]\n"
    (tmp_path / "a.py").write_text(stale)
    (tmp_path / "b.ipynb").write_bytes(notebook(code(CLEAN), code("y = 1  # lossadvisor: ignore\n")))
    (tmp_path / "c.py").write_text("# lossadvisor: ignore[inputs-alike]\nz = 1\n")  # only a run tells
    (tmp_path / "d.py").write_text(FAULTY.replace("])", "])  # lossadvisor: ignore[softmax-of-one]"))
    assert ran("check", str(tmp_path)).err == ""
    done = ran("check", "--unused-ignores", str(tmp_path))
    assert done.code == 0
    assert done.err.splitlines() == [
        f"{tmp_path}/a.py:5: softmax-of-one is not found here, so the comment need not ignore it",
        f"{tmp_path}/b.ipynb:cell 2:1: nothing is found here, so the comment need not ignore it",
    ]
    assert done.out == "All good: 4 files, 3 models; 2 comments ignore nothing\n"
    assert "leave out --fix" in refused(ran("check", "--unused-ignores", "--fix", str(tmp_path)))


def test_comments_that_ignore_nothing_are_notes_to_programs_and_fail_where_notes_do(tmp_path):
    (tmp_path / "b.ipynb").write_bytes(notebook(text("#"), code(f"{CLEAN}y = 1  # lossadvisor: ignore\n")))
    asked = ("check", str(tmp_path), "--unused-ignores")
    (told,) = json.loads(ran(*asked, "--format", "json").out)["remarks"]
    assert (told["cell"], told["cell_line"], told["name"]) == (2, 5, "unused-ignore")
    assert "# lossadvisor" in (tmp_path / "b.ipynb").read_text().splitlines()[told["line"] - 1]
    assert f"line={told['line']},title=unused-ignore" in ran(*asked, "--format", "github").out
    assert [ran(*asked, "--fail-on", each).code for each in ("note", "warning", "never")] == [1, 0, 0]
    assert ran("check", str(tmp_path), "--fail-on", "note").code == 0
