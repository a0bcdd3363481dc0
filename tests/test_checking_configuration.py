"""A project says in its pyproject.toml how it is checked; what it says wrong is refused with the way out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lossadvisor import AdvisorError
from lossadvisor.check.configuration import Configuration, configuration

KNOWN = ("softmax-of-one", "activation-twice")


def configured(folder: Path, text: str, path: str = ".") -> Configuration:
    (folder / "pyproject.toml").write_text(text)
    return configuration(str(folder / path), KNOWN)


def test_every_key_is_read(tmp_path):
    found = configured(
        tmp_path,
        "[tool.lossadvisor]\nselect = ['softmax-of-one']\nignore = ['activation-twice']\n"
        "severity = 'warning'\nfail-on = 'never'\nexit-zero-unreadable = true\n"
        "exclude = ['old/', '*_copy.py']\n",
    )
    assert found == Configuration(
        str(tmp_path / "pyproject.toml"), str(tmp_path), ("softmax-of-one",), ("activation-twice",),
        ("old/", "*_copy.py"), "warning", "never", True,
    )  # fmt: skip


def test_the_nearest_file_that_speaks_of_us_counts(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "train.py").write_text("")
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.ruff]\n# not lossadvisor\n")
    for path in ("a/b/train.py", "a/b", "a", "."):
        assert configured(tmp_path, "tool.lossadvisor.severity = 'error'", path).severity == "error"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool]\nlossadvisor = {}\n")
    assert configuration(str(tmp_path / "a" / "b" / "train.py"), KNOWN).severity is None


def test_a_byte_order_mark_is_passed_over(tmp_path):
    (tmp_path / "pyproject.toml").write_bytes(b"\xef\xbb\xbf[tool.lossadvisor]\nseverity = 'error'\n")
    assert configuration(str(tmp_path), KNOWN).severity == "error"


def test_without_a_file_nothing_is_said(tmp_path):
    assert configuration(str(tmp_path / "none"), KNOWN) == Configuration()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("selct = []", "no key 'selct'; did you mean 'select'"),
        ("fail_on = 'error'", "no key 'fail_on'; did you mean 'fail-on'"),
        ("colour = 1", "no key 'colour'; known: select, ignore, exclude, severity, fail-on, exit-zero"),
        ("select = 'softmax-of-one'", "select is a list of texts"),
        ("exclude = [1]", "exclude is a list of texts"),
        ("severity = 'bad'", "severity is one of note, warning, error, not 'bad'"),
        ("severity = ['note']", "severity is one of"),
        ("fail-on = true", "fail-on is one of note, warning, error, never"),
        (
            "ignore = ['softmax-of-won']",
            "ignore: 'softmax-of-won' is not a finding; did you mean 'softmax-of-one'",
        ),
        ("exit-zero-unreadable = 'yes'", "exit-zero-unreadable is true or false, not 'yes'"),
        ("baseline = ['a']", "baseline is the name of a file, not "),
        ("baseline = ''", "baseline is the name of a file, not ''"),
        ("select = [", "not TOML"),
        ("select = []\nselect = []", "not TOML"),
    ],
)
def test_a_wrong_setting_is_refused_with_file_key_and_way_out(tmp_path, text, words):
    with pytest.raises(AdvisorError) as refusal:
        configured(tmp_path, f"[tool.lossadvisor]\n{text}\n")
    assert words in str(refusal.value)
    assert str(tmp_path / "pyproject.toml") in str(refusal.value)


def test_what_is_no_table_is_refused(tmp_path):
    with pytest.raises(AdvisorError, match="must be a table"):
        configured(tmp_path, "[tool]\nlossadvisor = 3\n")


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    (tmp_path / "pyproject.toml").write_bytes(b"# \xff lossadvisor")
    with pytest.raises(AdvisorError, match="not TOML"):
        configuration(str(tmp_path), KNOWN)


def test_a_file_that_is_waited_for_or_has_no_end_says_nothing(tmp_path):
    os.mkfifo(tmp_path / "pyproject.toml")
    assert configuration(str(tmp_path), KNOWN) == Configuration()
    (tmp_path / "pyproject.toml").unlink()
    (tmp_path / "pyproject.toml").symlink_to("/dev/zero")
    assert configuration(str(tmp_path), KNOWN) == Configuration()


def test_a_file_that_is_too_large_is_refused_before_it_is_read_as_toml(tmp_path):
    with pytest.raises(AdvisorError, match="larger than 1 MB"):
        configured(tmp_path, "[tool.lossadvisor]\n" + "#" * 1_000_000)


def test_a_key_of_many_parts_is_refused_before_it_is_read_as_toml(tmp_path):
    with pytest.raises(AdvisorError, match=r"pyproject.toml:2: more than 50 dots"):
        configured(tmp_path, f"[tool.lossadvisor]\n{'a.' * 60}a = 1\n")
    said = f"[tool.lossadvisor]\nexclude = ['{'a.' * 60}']\n"
    assert configured(tmp_path, said).exclude == ("a." * 60,)
