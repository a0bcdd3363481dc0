"""Answers out of files: read strictly, refused with the place, one line at a time where there are many."""

from __future__ import annotations

import json
import tracemalloc
from io import BytesIO

import pytest

from lossadvisor.cli.answerfiles import MOST_BYTES, answers, lines
from lossadvisor.errors import AdvisorError
from tests.running import CASES, cases, piped, ran, refused
from tests.shipped import PATHS

NOTHING = BytesIO()
BAD = cases("bad_answers")
GOOD = (
    b'{"task": "binary"}',
    b'{"task": "multilabel", "classes": 672}',
    b'{"Task": "Multi-Class", "classes": "10"}',
)


@pytest.mark.parametrize("given", PATHS[:: len(PATHS) // 8], ids=str)
def test_yaml_and_json_hold_the_same_answers(given, tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(given, indent=1), "utf-8")
    lines = (f"{name}: {json.dumps(said)}\n" for name, said in given.items())
    (tmp_path / "a.yaml").write_text("".join(lines), "utf-8")
    assert answers(str(tmp_path / "a.json"), NOTHING) == answers(str(tmp_path / "a.yaml"), NOTHING) == given


def test_a_list_of_numbers_and_heads_on_lines_of_their_own_are_read(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("task: quantile\nquantiles: [0.9, 0.1]\n", "utf-8")
    done = ran("recommend", "--answers", str(path), "--format", "json")
    assert json.loads(done.out)["answers"]["quantiles"] == "0.1,0.9"
    path.write_text("task: several-outputs\nheads: |\n  a: binary,\n  b: regression\n", "utf-8")
    done = ran("recommend", "--answers", str(path), "--format", "json")
    assert list(json.loads(done.out)["heads"]) == ["a", "b"]


def test_a_dash_is_standard_input():
    assert answers("-", BytesIO(b"task: binary\n")) == {"task": "binary"}
    done = piped(
        "recommend", "--answers", "-", "--format", "json", stdin=b'{"task": "multilabel", "classes": 9}'
    )
    assert (done.code, json.loads(done.out)["units"]) == (0, 9)
    assert "standard input" in refused(piped("recommend", "--answers", "-", stdin=b"\xff\xfe"))


def test_what_looks_like_json_may_be_yaml():
    assert answers("-", BytesIO(b"{task: binary, data: plain}")) == {"task": "binary", "data": "plain"}


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["name"])
def test_a_bad_file_of_answers_is_refused_with_its_place(case, tmp_path):
    path = tmp_path / "answers"
    path.write_bytes(bytes.fromhex(case["hex"]) if "hex" in case else case["text"].encode())
    says = refused(ran("recommend", "--answers", str(path)))
    assert all(word in says for word in case["words"]), says
    as_json = ran("recommend", "--answers", str(path), "--format", "json")
    assert (as_json.code, as_json.err) == (2, "")
    assert json.loads(as_json.out) == {"schema": "lossadvisor/error/1", "error": says}


@pytest.mark.parametrize("deep", [b"[" * 100_000, b'{"a":' * 100_000, b"- " * 100_000, b"{? " * 100_000])
def test_answers_nested_too_deep_are_refused(deep):
    with pytest.raises(AdvisorError):
        answers("-", BytesIO(deep))
    assert isinstance(next(iter(lines(BytesIO(deep), "f")))[1], AdvisorError)


def test_100_mb_are_refused_before_they_are_read(tmp_path):
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(100_000_000)
    tracemalloc.start()
    try:
        assert "larger than 1 MB" in refused(ran("recommend", "--answers", str(huge)))
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("command", ["--answers", "--batch"])
def test_what_cannot_be_opened_is_named(command, tmp_path):
    for path in (tmp_path / "missing.yaml", tmp_path):
        assert str(path) in refused(ran("recommend", command, str(path)))


def test_options_override_the_answers_of_a_file(tmp_path):
    (tmp_path / "a.yaml").write_text("task: multilabel\nclasses: 5\n", "utf-8")
    done = ran("recommend", "--answers", str(tmp_path / "a.yaml"), "--classes", "7", "--format", "json")
    assert json.loads(done.out)["units"] == 7


def test_a_batch_has_a_line_out_for_every_line_in():
    done = ran("recommend", "--batch", str(CASES / "batch.jsonl"))
    given = (CASES / "batch.jsonl").read_bytes().splitlines()
    told = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 2
    assert done.err == ""
    assert len(told) == len(given)
    assert set(GOOD) < set(given)
    for number, (line, record) in enumerate(zip(given, told, strict=True), start=1):
        if line in GOOD:
            assert "error" not in record, record
        else:
            assert record["error"]
            assert record["line"] == number


def test_a_batch_of_good_lines_exits_0():
    good = "\n".join(json.dumps(given) for given in PATHS)
    done = piped("recommend", "--batch", "-", stdin=good.encode())
    assert done.code == 0
    assert [json.loads(line)["answers"]["task"] for line in done.out.splitlines()] == [
        given["task"] for given in PATHS
    ]


def test_a_batch_of_nothing_is_nothing():
    assert piped("recommend", "--batch", "-") == (0, "", "")


def test_options_hold_for_every_line_of_a_batch():
    done = piped(
        "recommend", "--batch", "-", "--task", "multilabel", stdin=b'{"classes": 3}\n{"classes": 4}\n'
    )
    assert [json.loads(line)["units"] for line in done.out.splitlines()] == [3, 4]


def test_a_batch_prints_json_and_nothing_else():
    assert "leave out" in refused(piped("recommend", "--batch", "-", "--format", "code"))
    assert "leave out" in refused(piped("recommend", "--batch", "-", "--answers", "-"))


def test_memory_is_flat_in_the_number_of_lines():
    class Endless:
        def __init__(self, count: int) -> None:
            self.left = count

        def readline(self, most: int) -> bytes:
            self.left -= 1
            return b'{"task": "binary"}\n' if self.left >= 0 else b""

    def most(count: int) -> int:
        tracemalloc.start()
        try:
            assert sum(1 for _ in lines(Endless(count), "many")) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    most(10)
    assert most(20_000) < 2 * most(200) + 50_000


def test_a_line_that_is_too_long_is_skipped_whole():
    long = b'{"task": "' + b"x" * (2 * MOST_BYTES) + b'"}\n'
    found = list(lines(BytesIO(long + b'{"task": "binary"}\n'), "f"))
    assert [number for number, _ in found] == [1, 2]
    assert isinstance(found[0][1], AdvisorError)
    assert found[1][1] == {"task": "binary"}
