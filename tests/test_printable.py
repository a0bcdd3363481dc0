"""Nothing from outside reaches a terminal or a log as a command: not in any format, nor on either stream."""

from __future__ import annotations

import json
import os

import pytest

from lossadvisor.errors import printable, shown
from lossadvisor.report import encoding
from lossadvisor.report.streams import named
from lossadvisor.rulebook.loading import load
from tests.programs import FAULTY
from tests.running import piped, ran, refused
from tests.test_loading import squared_with

ACTING = "\x1b[31m\x07\r\x7f\x9b2J\u202e\u2066"
NAMES = [
    "::error::x.py",
    "::stop-commands::x.py",
    " ::error::x.py",
    "##[error]x.py",
    f"x{ACTING}.py",
    "x\ny.py",
]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such names")


def quiet(text: str) -> bool:
    """Whether nothing in the lines of a text is acted on by a terminal or by GitHub."""
    lines = text.split("\n")
    return all(
        line.isprintable() and not line.lstrip().startswith("::") and "##[" not in line for line in lines
    )


@pytest.mark.parametrize(
    "acting",
    ["\x1b", "\x07", "\r", "\x7f", "\x9b", "\u202e", "\u2066", "\n", "\t", "\x85", "\u2028", "\udcff", "\0"],
    ids=ascii,
)
def test_what_acts_is_written_as_an_escape(acting):
    assert printable(f"a{acting}b") != f"a{acting}b"
    assert printable(f"a{acting}b").isprintable()
    assert printable(f"a{acting}b", keep=acting) == f"a{acting}b"


@pytest.mark.parametrize("seen", ["é日本\u3000\xa0", "می\u200cخواهم", "👩\u200d🔬", "a##b[", ""])
def test_what_is_seen_stays(seen):
    assert printable(seen) == seen


def test_a_byte_of_a_name_that_is_not_utf_8_is_shown_as_one():
    assert printable("\udcff.py") == "\\xff.py"


@pytest.mark.parametrize(
    "value", [0xF**10_000, [0xF**10_000], {"a": 0xF**10_000}, "\x1b", b"\x1b"], ids=list("abcde")
)
def test_any_value_can_be_shown(value):
    assert shown(value).isprintable()
    assert len(shown(value)) <= 40


def test_a_name_begins_no_command():
    assert named("::error::x") == "./::error::x"
    assert named("a::b") == "a::b"
    assert named("##[error]x") == "#\\x23[error]x"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format", ["plain", "json", "sarif", "github", "gitlab", "junit"])
@pytest.mark.parametrize("spoken_of", [".", "name"])
def test_a_file_of_any_name_is_told_in_every_format(name, format, spoken_of, tmp_path, monkeypatch):
    (tmp_path / name).write_text(FAULTY.replace("])", "])  # lossadvisor: ignore[nothing]", 1), "utf-8")
    monkeypatch.chdir(tmp_path)
    done = ran("check", "--format", format, "." if spoken_of == "." else name)
    assert done.code == 1
    assert "nothing" in done.err, "a remark"
    assert quiet(done.err)
    if format == "github":
        lines = done.out.splitlines()
        assert all(map(str.isprintable, lines))
        assert [line.partition(" file=")[0] for line in lines] == ["::error", "::notice"]
    else:
        assert quiet(done.out)
    if format == "json":
        assert json.loads(done.out)["findings"][0]["file"] == name


@pytest.mark.parametrize("name", NAMES)
def test_an_error_about_a_file_of_any_name_is_one_quiet_line(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for arguments in (("check", name), ("recommend", "--rules", name), ("recommend", "--answers", name)):
        done = ran(*arguments)
        assert done.code == 2
        assert quiet(refused(done))


def test_json_keeps_what_it_escapes():
    value = {"name": f"{ACTING}\n##[x]👩\U000e0001"}
    for written in (encoding.encoded(value), encoding.pretty(value)):
        assert quiet(written)
        assert json.loads(written) == value


@pytest.mark.parametrize("letter", ["\\e", "\\a", "\\x7F", "\\u202E", "\\x9B", "\\u2028"])
def test_rules_hold_nothing_that_acts(letter, small):
    text = (small / "losses.yaml").read_text("utf-8")
    (small / "losses.yaml").write_text(text.replace("says: ", f'says: "{letter}"  # ', 1), "utf-8")
    with pytest.raises(ValueError, match=r"losses\.yaml:\d+: the character U\+.* is not text"):
        load(small)
    assert quiet(ran("validate", str(small)).out)


def test_python_of_rules_holds_nothing_that_acts(small):
    squared_with(small, "class MeanSquaredError(Loss):\n    name = '\x1b[31m'\n")
    with pytest.raises(
        ValueError, match=r"squared-error > file: losses/squared\.py:2: the character U\+001B"
    ):
        load(small)


def test_validate_tells_names_of_files_and_keys_quietly(small):
    text = (small / "tasks" / "guess.yaml").read_text("utf-8")
    (small / "tasks" / "::error::a\n\x1b.yaml").write_text(text, "utf-8")
    (small / "::notice::b.yaml").write_text("[", "utf-8")
    done = ran("validate", str(small))
    assert done.code == 2
    assert quiet(done.out)
    assert "cannot be shown" in done.out


def test_a_folder_of_rules_of_any_name_is_told_quietly(small):
    odd = small.rename(small.with_name(f"x{ACTING}"))
    for format in ("plain", "markdown", "terminal"):
        done = ran("recommend", "--rules", str(odd), "--task", "guess", "--format", format)
        assert done.code == 0
        assert "\x1b[31m\x07" not in done.out
    assert quiet(ran("validate", str(odd)).out)


def test_a_name_that_is_not_utf_8_is_told_with_its_bytes(tmp_path):
    with open(os.path.join(os.fsencode(tmp_path), b"\xff.py"), "w") as file:
        file.write(FAULTY)
    for format in ("plain", "github"):
        assert "\\xff.py" in piped("check", "--format", format, str(tmp_path)).out


@pytest.mark.parametrize(
    "value", ["0x" + "f" * 3_600, "1" + ":1" * 3_000, "!!bool x", "!!int ''", "!!int", "!!int '-'"]
)
def test_numbers_that_are_none_are_told_with_their_line(value, tmp_path, small):
    (tmp_path / "answers.yaml").write_text(f"task: multiclass\n\nclasses: {value}\n", "utf-8")
    assert "answers.yaml:3: " in refused(ran("recommend", "--answers", str(tmp_path / "answers.yaml")))
    text = (small / "spaces.yaml").read_text("utf-8")
    line = text[: text.index("high: 1")].count("\n") + 1
    (small / "spaces.yaml").write_text(text.replace("high: 1", f"high: {value}"), "utf-8")
    assert f"spaces.yaml:{line}: " in refused(ran("recommend", "--rules", str(small), "--task", "guess"))


@pytest.mark.parametrize("value", ["0x" + "f" * 4_000, "[0x" + "f" * 4_000 + "]", "'\\u001b'"])
@pytest.mark.parametrize("key", ["severity", "select", "fail-on"])
def test_settings_of_any_value_are_refused_in_one_line(key, value, tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").write_text(f"[tool.lossadvisor]\n{key} = {value}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert quiet(refused(ran("check", ".")))
