"""What has been read once is not read again, unless anything has changed; the cache is never needed."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from lossadvisor.advice.recommending import recommended
from lossadvisor.report import document, encoding
from lossadvisor.rulebook import cache, facts, findings, leaves, libraries, rules, yamlfile
from lossadvisor.rulebook.contents import LENT, contents
from lossadvisor.rulebook.loading import load
from tests.shipped import PATHS, RULES
from tests.test_loading import squared_with

DECODED = {each.__name__ for each in (facts, findings, leaves, libraries, rules)}


@pytest.fixture
def cache_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_cached_rules_recommend_the_same_as_rules_that_were_read(cache_folder):
    load()
    cached = cache.read(contents(RULES.folder))
    assert cached is not None
    cached = replace(cached, folder=RULES.folder, shipped=True)
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
    assert cache.read(contents(str(small))) is not None
    file = small / "losses" / "squared.py"
    file.write_text("class MeanSquaredError(Loss): other\n", "utf-8")
    os.utime(file, ns=(1, 1))
    assert cache.read(contents(str(small))) is None
    assert "other" in load(small).losses["squared-error"].python


@pytest.mark.parametrize("spoiled", [b"", b"nonsense", bytes(10_000)])
def test_a_spoiled_cache_is_passed_over(cache_folder, small, spoiled):
    load(small)
    (place,) = (cache_folder / "lossadvisor").iterdir()
    place.write_bytes(spoiled)
    assert cache.read(contents(str(small))) is None
    assert load(small).spaces["unit"].high == 1


def test_a_cache_cut_short_is_passed_over(cache_folder, small):
    load(small)
    (place,) = (cache_folder / "lossadvisor").iterdir()
    place.write_bytes(place.read_bytes()[:-5])
    assert cache.read(contents(str(small))) is None


def test_where_nothing_can_be_kept_the_rules_are_read_each_time(cache_folder, small):
    cache_folder.write_text("a file where the folder should be", "utf-8")
    assert load(small).spaces["unit"].high == 1
    assert cache.read(contents(str(small))) is None


def test_rules_with_complaints_are_not_kept(cache_folder, small):
    (small / "spaces.yaml").write_text("real: {}\n", "utf-8")
    with pytest.raises(ValueError, match=r"spaces\.yaml"):
        load(small)
    assert not cache_folder.exists()


def test_two_folders_do_not_share_a_place(cache_folder, small):
    load(small)
    assert set(load().tasks) == set(RULES.tasks)
    assert set(load(small).tasks) == {"guess", "measure"}


def test_an_edit_of_equal_size_and_time_is_noticed(cache_folder, small):
    file = small / "spaces.yaml"
    before = file.stat()
    assert load(small).spaces["unit"].high == 1
    file.write_text(file.read_text("utf-8").replace("high: 1", "high: 2"), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert load(small).spaces["unit"].high == 2


def test_an_edit_while_rules_are_read_is_not_kept_under_the_new_contents(cache_folder, small, monkeypatch):
    file = small / "spaces.yaml"
    old = file.read_text("utf-8")
    parsed = yamlfile.document

    def document(content, name, lines=None):  # somebody saves the file as soon as it is being judged
        if name == "spaces.yaml":
            file.write_text(old.replace("high: 1", "high: 2"), "utf-8")
        return parsed(content, name, lines)

    monkeypatch.setattr(yamlfile, "document", document)
    assert load(small).spaces["unit"].high == 1
    monkeypatch.undo()
    assert load(small).spaces["unit"].high == 2


def test_what_is_kept_of_a_relative_folder_serves_every_other_name_of_it(cache_folder, small, monkeypatch):
    monkeypatch.chdir(small.parent)
    assert load("small").folder == "small"
    (kept,) = (cache_folder / "lossadvisor").iterdir()
    monkeypatch.chdir(small)
    assert load("../small").folder == "../small"
    assert load(small).folder == str(small)
    assert list((cache_folder / "lossadvisor").iterdir()) == [kept]


def test_the_shipped_rules_are_the_shipped_ones_by_any_name(cache_folder, monkeypatch):
    monkeypatch.chdir(Path(RULES.folder).parent)
    assert load("rules").shipped
    assert (load().folder, load().shipped) == (RULES.folder, True)


def test_equal_rules_share_what_is_kept_and_are_still_not_the_shipped_ones(cache_folder, tmp_path):
    load()
    copy = shutil.copytree(RULES.folder, tmp_path / "copy")
    assert cache.read(contents(str(copy))) is not None
    assert not load(copy).shipped


def test_a_change_of_what_the_shipped_rules_lend_is_noticed(cache_folder, small):
    found = contents(str(small))
    assert set(found.lent) == set(LENT)
    changed = {**found.lent, LENT[0]: found.lent[LENT[0]] + b"\n"}
    assert replace(found, lent=changed).digest() != found.digest()
    moved = dict.fromkeys(found.files, b"")
    assert replace(found, files=moved).digest() != found.digest()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_among_the_rules_is_a_complaint_and_nothing_is_waited_for(cache_folder, small):
    os.mkfifo(small / "more.yaml")
    with pytest.raises(ValueError, match=r"more\.yaml.*cannot be read: not a regular file"):
        load(small)


def test_a_bit_that_has_turned_is_noticed(cache_folder, small):
    load(small)
    (place,) = (cache_folder / "lossadvisor").iterdir()
    kept = bytearray(place.read_bytes())
    for position in range(0, len(kept), 997):
        kept[position] ^= 1
        place.write_bytes(kept)
        assert cache.read(contents(str(small))) is None
        kept[position] ^= 1


def test_a_link_where_rules_would_be_kept_is_not_followed(cache_folder, small, tmp_path):
    load(small)
    (place,) = (cache_folder / "lossadvisor").iterdir()
    place.unlink()
    victim = tmp_path / "victim"
    victim.write_bytes(b"not ours")
    place.symlink_to(victim)
    assert load(small).spaces["unit"].high == 1
    assert victim.read_bytes() == b"not ours"


def test_only_the_newest_are_kept(cache_folder, small):
    file = small / "README.yaml"
    for number in range(cache.MOST_KEPT + 3):
        file.write_text(f"# {number}\n", "utf-8")
        load(small)
    names = os.listdir(cache_folder / "lossadvisor")
    assert len(names) == cache.MOST_KEPT
    assert all(name.endswith(cache.ENDING) for name in names)
    assert cache.read(contents(str(small))) is not None


@pytest.mark.parametrize(("variable", "value"), [("XDG_CACHE_HOME", "here"), ("HOME", "here")])
def test_a_relative_folder_for_caches_is_passed_over(variable, value, tmp_path, small, monkeypatch):
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv(variable, value)
    monkeypatch.chdir(small)
    assert load(small).spaces["unit"].high == 1
    assert not (small / "here").exists()


def records(kind: type) -> Iterator[type]:
    yield kind
    for each in kind.__subclasses__():
        yield from records(each)


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="types are evaluated when they are asked for")
def test_types_of_records_are_no_texts_to_be_compiled_at_every_start():
    of_rules = [each for each in records(facts.Record) if each.__module__ in DECODED]
    texts = {
        f"{each.__qualname__}.{name}"
        for each in of_rules
        for name, told in vars(each).get("__annotations__", {}).items()
        if isinstance(told, str)
    }
    assert len(of_rules) > 30
    assert texts == {"Branch.node"}  # forks have branches, and branches forks
