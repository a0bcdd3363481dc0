"""What has been read once is not read again, unless anything has changed; the cache is never needed."""

from __future__ import annotations

import os

import pytest

from lossadvisor.advice.recommending import recommended
from lossadvisor.report import document, encoding
from lossadvisor.rulebook import cache
from lossadvisor.rulebook.loading import load, rule_files
from tests.shipped import PATHS, RULES
from tests.test_loading import squared_with


@pytest.fixture
def cache_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_cached_rules_recommend_the_same_as_rules_that_were_read(cache_folder):
    load()
    cached = cache.read(rule_files(RULES.folder))
    assert cached is not None
    for answers in PATHS:
        one, other = (recommended(rules, answers) for rules in (cached, RULES))
        assert encoding.encoded(document.record(one)) == encoding.encoded(document.record(other))


def test_rules_that_have_changed_are_read_again(cache_folder, small):
    assert load(small).spaces["unit"].high == 1
    file = small / "spaces.yaml"
    file.write_text(file.read_text("utf-8").replace("high: 1", "high: 2"), "utf-8")
    os.utime(file, ns=(1, 1))
    assert load(small).spaces["unit"].high == 2


def test_a_new_file_is_noticed(cache_folder, small):
    assert set(load(small).tasks) == {"guess", "measure"}
    text = (small / "tasks" / "guess.yaml").read_text("utf-8")
    (small / "tasks" / "reckon.yaml").write_text(text, "utf-8")
    assert set(load(small).tasks) == {"guess", "measure", "reckon"}
    (small / "tasks" / "reckon.yaml").unlink()
    assert set(load(small).tasks) == {"guess", "measure"}


def test_a_python_file_that_has_changed_is_read_again(cache_folder, small):
    squared_with(small, "class MeanSquaredError(Loss): first\n")
    assert "first" in load(small).losses["squared-error"].python
    assert cache.read(rule_files(str(small))) is not None
    file = small / "losses" / "squared.py"
    file.write_text("class MeanSquaredError(Loss): other\n", "utf-8")
    os.utime(file, ns=(1, 1))
    assert cache.read(rule_files(str(small))) is None
    assert "other" in load(small).losses["squared-error"].python


@pytest.mark.parametrize("spoiled", [b"", b"nonsense", bytes(10_000)])
def test_a_spoiled_cache_is_passed_over(cache_folder, small, spoiled):
    load(small)
    (place,) = (cache_folder / "lossadvisor").iterdir()
    place.write_bytes(spoiled)
    assert cache.read(rule_files(str(small))) is None
    assert load(small).spaces["unit"].high == 1


def test_a_cache_cut_short_is_passed_over(cache_folder, small):
    load(small)
    (place,) = (cache_folder / "lossadvisor").iterdir()
    place.write_bytes(place.read_bytes()[:-5])
    assert cache.read(rule_files(str(small))) is None


def test_where_nothing_can_be_kept_the_rules_are_read_each_time(cache_folder, small):
    cache_folder.write_text("a file where the folder should be", "utf-8")
    assert load(small).spaces["unit"].high == 1
    assert cache.read(rule_files(str(small))) is None


def test_rules_with_complaints_are_not_kept(cache_folder, small):
    (small / "spaces.yaml").write_text("real: {}\n", "utf-8")
    with pytest.raises(ValueError, match=r"spaces\.yaml"):
        load(small)
    assert not cache_folder.exists()


def test_two_folders_do_not_share_a_place(cache_folder, small):
    load(small)
    assert set(load().tasks) == set(RULES.tasks)
    assert set(load(small).tasks) == {"guess", "measure"}
