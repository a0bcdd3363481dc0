"""YAML read strictly: what it would read as something else is refused, with the line."""

from __future__ import annotations

import pytest
import yaml

from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook import yamlfile


def refusal(content: str) -> str:
    with pytest.raises(AdvisorError) as raised:
        yamlfile.document(content, "a.yaml")
    assert "\n" not in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", None),
        ("# only a comment\n", None),
        (
            "a: 1\nb: -2.5\nc: true\nd: null\ne: word\n",
            {"a": 1, "b": -2.5, "c": True, "d": None, "e": "word"},
        ),
        ("a: {b: [1, {c: d}]}\n", {"a": {"b": [1, {"c": "d"}]}}),
        ("a: 'true'\nb: \"1\"\n", {"a": "true", "b": "1"}),
        ("a: 2024-01-01\n", {"a": "2024-01-01"}),
        ("a: =\n", {"a": "="}),
        ("'yes': 1\n", {"yes": 1}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("a: >-\n  one\n  two\n", {"a": "one two"}),
        ("\ufeffa: 1\n", {"a": 1}),
        ('{"a": "b"}', {"a": "b"}),
    ],
)
def test_plain_values_are_read_as_they_stand(content, expected):
    assert yamlfile.document(content, "a.yaml") == expected


@pytest.mark.parametrize(
    ("content", "line", "word"),
    [
        ("a: 1\nyes: 2\n", 2, "'yes'"),
        ("a: 1\noff: 2\n", 2, "'off'"),
        ("a: 1\n1: 2\n", 2, "'1'"),
        ("a: 1\nnull: 2\n", 2, "'null'"),
        ("a: 1\n? [b]\n: 2\n", 2, "a key must be a word"),
        ("a: 1\nb: 1\na: 2\n", 3, "'a' is given twice"),
        ("x:\n  a: 1\n  'a': 2\n", 3, "'a' is given twice"),
        ("a: &b 1\n", 1, "anchors"),
        ("a: 1\nb: *a\n", 2, "a"),
        ("a: !!set {b}\n", 1, "tag"),
        ("a: !!python/tuple [b]\n", 1, "tag"),
        ("a: !mine b\n", 1, "tag"),
        ("a: !!python/name:os.system\n", 1, "tag"),
        ("a: 1\n---\nb: 1\n", 2, "second document"),
        ("a: [1\nb: 2\n", 2, "not YAML"),
        ("a: '\n", 2, "not YAML"),
        ("a: 1\nb: \x07\n", 2, "U+0007 is not text; take it out"),
    ],
)
def test_what_would_be_read_otherwise_is_refused_with_its_line(content, line, word):
    says = refusal(content)
    assert says.startswith(f"a.yaml:{line}: ")
    assert word in says


@pytest.mark.parametrize("loader", [yamlfile._Loader, yaml.SafeLoader], ids=["in C", "in Python"])
@pytest.mark.parametrize("deep", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "a: {b: [\n" * 9_000])
def test_what_is_nested_too_deep_is_refused_in_our_words_whoever_reads_it(deep, loader, monkeypatch):
    monkeypatch.setattr(yamlfile, "_Loader", loader)
    assert "nested more than 60 deep; write it flatter" in refusal(deep)


def test_a_fault_in_a_flat_file_is_not_blamed_on_its_depth():
    assert "deep" not in refusal("a: [[1], [2]]\n" + "b: [1]\n" + "c: }\n")


def test_what_is_nested_as_deep_as_the_limit_is_read():
    depth = yamlfile.MOST_DEPTH
    assert yamlfile.document("[" * depth + "]" * depth, "a.yaml")
    assert "deep" in refusal("[" * (depth + 2) + "]" * (depth + 2))


def test_lines_are_told_of_every_key_and_item():
    lines = {}
    yamlfile.document("a:\n  b: 1\n  c:\n    - x\n    - y\n", "a.yaml", lines)
    assert lines[("a",)] == 1
    assert lines[("a", "b")] == 2
    assert lines[("a", "c", 1)] == 5


def test_a_file_is_refused_before_it_is_read_whole(tmp_path):
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(AdvisorError, match="larger than 16 MB"):
        yamlfile.text(huge)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", bytes(range(256)), "ä".encode("latin-1")])
def test_what_is_no_text_is_refused(content, tmp_path):
    (tmp_path / "a.yaml").write_bytes(content)
    with pytest.raises(AdvisorError, match="not a text file"):
        yamlfile.text(tmp_path / "a.yaml")


@pytest.mark.parametrize("content", ["\0", "a: \x07\n", "\x1b[2J", "a: \ud800"])
def test_characters_that_no_text_holds_are_refused_on_a_printable_line(content):
    assert refusal(content).isprintable()


def test_what_cannot_be_opened_is_refused_with_its_name(tmp_path):
    for path in (tmp_path, tmp_path / "missing.yaml", tmp_path / ("x" * 300)):
        with pytest.raises(AdvisorError, match="cannot be read"):
            yamlfile.text(path)
