"""Known findings are known by what they say, wherever they stand; only new ones are told, fixed and fail."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from lossadvisor.check.baseline import SCHEMA
from tests.programs import CLEAN, FAULTY, FIXABLE, code, notebook
from tests.running import piped, ran, refused
from tests.test_checking_archives import BCE, dense, sequential

BASE = "known.json"
TWO_ON_A_LINE = """import keras

model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
loss = keras.losses.BinaryCrossentropy(from_logits=True)
model.compile("adam", loss, metrics=["accuracy", keras.metrics.AUC()])
"""


UNFIXABLE = FAULTY.replace(', activation="softmax"', "").replace(
    '"binary_crossentropy"', "keras.losses.BinaryCrossentropy(from_logits=True)"
)
UNFIXABLE += "answers = model.predict(x) > 0.5\n"


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A folder with one known finding in src/a.py, in which the test stands."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").write_text(FAULTY)
    monkeypatch.chdir(tmp_path)
    assert ran("check", "src", "--write-baseline", BASE).code == 0
    return tmp_path


def told(*typed: str, base: str = BASE) -> list[str]:
    """The names of the new findings."""
    done = ran("check", *typed, "--baseline", base, "--format", "json")
    found = json.loads(done.out)
    assert done.code == (2 if found["unreadable"] else 1 if found["findings"] else 0), done
    return [each["name"] for each in found["findings"]]


def entries() -> list[dict]:
    return json.loads(Path(BASE).read_text())["findings"]


def test_what_is_known_is_neither_told_nor_fails(project):
    done = ran("check", "src", "--baseline", BASE)
    assert done == (0, "Nothing new: 1 file, 1 model; 1 finding is known\n", "")
    assert ran("check", "src").code == 1


def test_writing_tells_how_many_are_known_and_fails_no_more(project):
    (project / "src" / "b.py").write_text(FAULTY + FAULTY)
    done = ran("check", "src", "--write-baseline", BASE)
    assert done.out == "Nothing new: 2 files, 3 models; 3 findings are known\n"
    assert (done.code, done.err) == (0, f"{BASE}: 3 findings are known from now on\n")
    assert [(each["file"], each["name"], each["count"]) for each in entries()] == [
        ("src/a.py", "softmax-of-one", 1),
        ("src/b.py", "softmax-of-one", 2),
    ]
    assert Path(BASE).read_text().count("\n    {") == 2  # each on a line of its own
    assert json.loads(Path(BASE).read_text())["schema"] == SCHEMA


@pytest.mark.parametrize(
    "text",
    [
        f"# a line\n\n{FAULTY}",
        f"{FAULTY}\n\nx = 1\n",
        FAULTY.replace("\n", "\r\n"),
        FAULTY.replace("model = ", "model  =  "),
        "def f():\n" + "".join(f"    {line}\n" for line in FAULTY.splitlines()),
    ],
)
def test_lines_that_move_stay_known(project, text):
    (project / "src" / "a.py").write_text(text)
    assert told("src") == []


def test_another_folder_another_order_and_links_change_nothing(project, monkeypatch):
    (project / "src" / "b.py").write_text(CLEAN)
    assert told("src/b.py", "src/a.py") == []
    assert told(str(project / "src")) == []
    monkeypatch.chdir(project / "src")
    assert told(".", base="../known.json") == []
    assert told("a.py", base=str(project / BASE)) == []
    (project / "link").symlink_to(project)
    assert told(str(project / "link" / "src"), base=str(project / "link" / BASE)) == []


def test_a_project_that_is_moved_takes_its_baseline_along(project, tmp_path_factory, monkeypatch):
    there = tmp_path_factory.mktemp("there") / "project"
    shutil.copytree(project, there)
    monkeypatch.chdir(there)
    assert told("src") == []


def test_of_two_that_are_alike_one_is_new(project):
    (project / "src" / "a.py").write_text(FAULTY + FAULTY)
    done = ran("check", "src", "--baseline", BASE)
    assert done.code == 1
    assert done.out.startswith("src/a.py:7:46: error softmax-of-one: ")
    assert done.out.splitlines()[-1].startswith(
        "Found 1 new error in 1 file; 1 more is known; 1 can be fixed"
    )


@pytest.mark.parametrize("changed", [FAULTY.replace("(3,)", "(4,)"), FAULTY.replace("model", "network")])
def test_a_line_that_is_changed_is_new(project, changed):
    (project / "src" / "a.py").write_text(changed)
    assert told("src") == ["softmax-of-one"]


def test_a_file_that_is_copied_or_renamed_is_new(project):
    (project / "src" / "a.py").rename(project / "src" / "b.py")
    assert told("src") == ["softmax-of-one"]


def test_what_is_gone_is_told_and_taken_out_when_it_is_written_again(project):
    (project / "src" / "a.py").write_text(CLEAN)
    done = ran("check", "src", "--baseline", BASE)
    line = "src/a.py: softmax-of-one is gone, but still in the baseline; --write-baseline removes it"
    assert (done.code, done.out.splitlines()) == (0, [line, "All good: 1 file, 1 model"])
    found = json.loads(ran("check", "src", "--baseline", BASE, "--format", "json").out)
    assert found["stale"] == [{"file": "src/a.py", "name": "softmax-of-one", "count": 1}]
    github = ran("check", "src", "--baseline", BASE, "--format", "github").out
    assert github.startswith("::notice file=src/a.py,line=1,title=known::softmax-of-one is gone")
    assert "is gone" in ran("check", "src", "--baseline", BASE, "--format", "sarif").out
    assert "is gone" in ran("check", "src", "--baseline", BASE, "--diff").err
    assert ran("check", "src", "--write-baseline", BASE).err == f"{BASE}: 0 findings are known from now on\n"
    assert entries() == []


def test_a_file_that_is_gone_is_told_and_one_that_was_not_checked_is_not(project):
    (project / "src" / "b.py").write_text(FAULTY)
    assert ran("check", "src", "--write-baseline", BASE).code == 0
    done = ran("check", "src/b.py", "--baseline", BASE)
    assert (done.code, done.out) == (0, "Nothing new: 1 file, 1 model; 1 finding is known\n")
    (project / "src" / "a.py").unlink()
    done = ran("check", "src/b.py", "--baseline", BASE)
    assert done.code == 0
    assert done.out.startswith("src/a.py: softmax-of-one is gone")
    assert done.out.endswith("Nothing new: 1 file, 1 model; 1 finding is known\n")
    ran("check", "src/b.py", "--write-baseline", BASE)
    assert [each["file"] for each in entries()] == ["src/b.py"]


def test_writing_for_one_file_keeps_what_is_known_of_others(project):
    (project / "src" / "b.py").write_text(FAULTY)
    ran("check", "src/b.py", "--write-baseline", BASE)
    assert [each["file"] for each in entries()] == ["src/a.py", "src/b.py"]


@pytest.mark.parametrize("content", ["model.compile(", "print 'a'\n"])
def test_what_cannot_be_read_keeps_what_was_known(project, content):
    (project / "src" / "a.py").write_text(content)
    done = ran("check", "src/a.py", "--baseline", BASE)
    assert done.code == 2
    assert "is gone" not in done.out
    ran("check", "src/a.py", "--write-baseline", BASE)
    assert [each["file"] for each in entries()] == ["src/a.py"]


def test_what_is_not_asked_for_is_not_written_and_not_lost(project):
    (project / "src" / "b.py").write_text(FIXABLE)
    ran("check", "src", "--write-baseline", BASE, "--select", "activation-twice")
    assert [each["file"] for each in entries()] == ["src/a.py"]
    assert "is gone" not in ran("check", "src", "--baseline", BASE, "--ignore", "softmax-of-one").out
    assert told("src", "--ignore", "softmax-of-one") == ["metrics-taken-for-loss-weights"]


def test_a_comment_that_ignores_a_known_finding_leaves_it_stale(project):
    (project / "src" / "a.py").write_text(FAULTY.replace('x")])', 'x")])  # lossadvisor: ignore'))
    assert "is gone" in ran("check", "src", "--baseline", BASE).out


def test_json_has_what_is_known(project):
    found = json.loads(ran("check", "src", "--baseline", BASE, "--format", "json").out)
    (known,) = found["known"]
    assert (known["name"], known["line"], known["fixable"]) == ("softmax-of-one", 3, False)
    assert known["related"][0]["line"] == 4
    assert (found["findings"], found["summary"]["known"], found["summary"]["errors"]) == ([], 1, 0)


def test_the_number_of_processes_changes_nothing(project):
    for number in range(30):
        (project / "src" / f"{number:02}.py").write_text(FAULTY)
    assert ran("check", "src", "--jobs", "1", "--write-baseline", BASE).code == 0
    one = Path(BASE).read_bytes()
    assert ran("check", "src", "--jobs", "2", "--write-baseline", "two.json").code == 0
    assert Path("two.json").read_bytes() == one
    (project / "src" / "07.py").write_text(FAULTY + FAULTY)
    for jobs in "12":
        assert told("src", "--jobs", jobs) == ["softmax-of-one"]


def test_fix_leaves_what_is_known_and_fixes_what_is_new(project):
    (project / "src" / "b.py").write_text(FIXABLE)
    done = ran("check", "src", "--baseline", BASE, "--fix")
    assert done.out == "Fixed 1 finding; nothing new is left: 2 files, 2 models; 1 finding is known\n"
    assert (done.code, (project / "src" / "a.py").read_text()) == (0, FAULTY)
    assert (project / "src" / "b.py").read_text() != FIXABLE
    assert ran("check", "src", "--baseline", BASE, "--diff").out == ""


def test_fix_beside_a_known_finding_on_the_same_line(project):
    (project / "src" / "a.py").write_text(TWO_ON_A_LINE)
    known = ran("check", "src", "--write-baseline", BASE, "--select", "metric-on-logits")
    assert known.code == 0
    assert told("src") == ["accuracy-on-logits"]
    done = ran("check", "src", "--baseline", BASE, "--fix")
    assert done.out == "Fixed 1 finding; nothing new is left: 1 file, 1 model; 1 finding is known\n"
    assert "keras.metrics.AUC()" in (project / "src" / "a.py").read_text()
    assert "BinaryAccuracy(threshold=0.0)" in (project / "src" / "a.py").read_text()


def test_fix_and_write_together_make_known_what_is_left(project):
    (project / "src" / "b.py").write_text(FIXABLE + UNFIXABLE)
    done = ran("check", "src/b.py", "--fix", "--write-baseline", "new.json")
    assert done.code == 0
    assert json.loads(Path("new.json").read_text())["findings"]
    assert told("src/b.py", base="new.json") == []


def test_a_notebook_is_known_by_the_source_of_its_cells(project):
    (project / "src" / "a.ipynb").write_bytes(notebook(code(FAULTY)))
    ran("check", "src", "--write-baseline", BASE)
    (project / "src" / "a.ipynb").write_bytes(notebook(code("x = 1"), code("y = 2"), code(FAULTY), indent=1))
    assert told("src") == []
    (project / "src" / "a.ipynb").write_bytes(notebook(code(FAULTY), code(FAULTY)))
    assert told("src") == ["softmax-of-one"]


def test_a_saved_model_is_known_by_what_is_said_of_it(project):
    (project / "m.json").write_text(json.dumps(sequential(dense(1, "softmax"), **BCE)))
    ran("check", "m.json", "--write-baseline", BASE)
    assert told("m.json") == []
    (project / "m.json").write_text(json.dumps(sequential(dense(1, "softmax", name="other"), **BCE)))
    assert told("m.json") == ["softmax-of-one"]


def test_standard_input_has_a_place_of_its_own(project):
    assert piped("check", "-", "--write-baseline", BASE, stdin=FAULTY.encode()).code == 0
    assert [each["file"] for each in entries()] == ["-", "src/a.py"]
    assert piped("check", "-", "--baseline", BASE, stdin=b"\n" + FAULTY.encode()).code == 0
    assert piped("check", "-", "--baseline", BASE, stdin=2 * FAULTY.encode()).code == 1
    assert "is gone" not in ran("check", "src", "--baseline", BASE).out


def test_the_configuration_names_it_from_its_own_folder(project, monkeypatch):
    (project / "pyproject.toml").write_text(f"[tool.lossadvisor]\nbaseline = '{BASE}'\n")
    monkeypatch.chdir(project / "src")
    assert ran("check", "a.py").code == 0
    assert ran("check", "a.py", "--no-config").code == 1
    assert ran("check", "a.py", "--write-baseline", "other.json").code == 0
    assert json.loads(Path("other.json").read_text())["findings"][0]["file"] == "a.py"
    assert ran("check", "--activation", "softmax", "--loss", "bce", "--units", "1").code == 1
    (project / BASE).unlink()
    assert f"{BASE}: No such file or directory; --write-baseline" in refused(ran("check", "a.py"))


@pytest.mark.skipif(os.name == "nt", reason="no such names")
def test_a_name_that_is_not_utf_8_is_known(project):
    (project / "src" / os.fsdecode(b"\xff.py")).write_text(FAULTY)
    ran("check", "src", "--write-baseline", BASE)
    assert told("src") == []
    assert "is gone" not in ran("check", "src/a.py", "--baseline", BASE).out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is not a baseline of lossadvisor"),
        ("{", "is not a baseline"),
        ("import keras\n", "is not a baseline"),
        ("[]", "is not a baseline"),
        ('{"schema": "lossadvisor/check/2", "findings": []}', "is not a baseline"),
        (f'{{"schema": "{SCHEMA}"}}', "is not a baseline"),
        (f'{{"schema": "{SCHEMA}", "findings": [1]}}', "is not a baseline"),
        (f'{{"schema": "{SCHEMA}", "findings": [{{"file": "a", "name": "b", "digest": "c", "count": 0}}]}}',
         "is not a baseline"),
        (f'{{"schema": "{SCHEMA}", "findings": [\n<<<<<<< ours\n]}}', "is not a baseline"),
        ('{"schema": "lossadvisor/baseline/9", "findings": []}', "is from another release"),
        ("[" * 100_000, "is not a baseline"),
    ],
)  # fmt: skip
def test_another_file_is_refused_and_never_written_over(project, content, words):
    Path("other.json").write_text(content)
    for option in ("--baseline", "--write-baseline"):
        line = refused(ran("check", "src", option, "other.json"))
        assert line.startswith(f"other.json: {words}")
        assert "delete the file and use --write-baseline" in line
    assert Path("other.json").read_text() == content


def test_a_file_that_cannot_be_read_or_written_is_refused(project):
    assert refused(ran("check", "src", "--baseline", "none.json")) == (
        "none.json: No such file or directory; --write-baseline none.json makes it"
    )
    assert "src: Is a directory; --write-baseline makes" in refused(ran("check", "src", "--baseline", "src"))
    missing = refused(ran("check", "src", "--write-baseline", "no/such/folder.json"))
    assert missing == "no/such/folder.json: No such file or directory"
    os.mkfifo("pipe")
    assert "pipe: not a regular file" in refused(ran("check", "src", "--baseline", "pipe"))
    Path(BASE).chmod(0o444)
    (project / "src" / "a.py").write_text(CLEAN)
    done = ran("check", "src", "--write-baseline", BASE)
    assert (done.code, done.err) == (2, f"{BASE}: is read-only, so it was left alone\n")


def test_it_is_written_by_a_draft_that_takes_its_place(project, monkeypatch):
    from lossadvisor import writing

    before = Path(BASE).read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (project / "src" / "a.py").write_text(CLEAN)
    monkeypatch.setattr(writing, "_write", full)
    done = ran("check", "src", "--write-baseline", BASE)
    assert (done.code, done.err) == (2, f"{BASE}: cannot be written: No space left on device\n")
    assert Path(BASE).read_bytes() == before
    assert not [each for each in os.listdir() if each.startswith(".lossadvisor")]


def test_a_file_that_was_changed_meanwhile_is_left_alone(project, monkeypatch):
    from lossadvisor.check.baseline import Baseline

    kept = Baseline(BASE, writes=True)
    Path(BASE).write_text(Path(BASE).read_text() + "\n")
    with pytest.raises(ValueError, match="has changed since it was read"):
        kept.save()


def test_empty_and_again_gives_the_same_bytes(project):
    before = Path(BASE).read_bytes()
    ran("check", "src", "--write-baseline", BASE)
    assert Path(BASE).read_bytes() == before
