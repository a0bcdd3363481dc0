"""A folder of rules is found, or refused in one line that names it."""

from __future__ import annotations

import pytest

from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.contents import LENT, rule_files
from lossadvisor.rulebook.library_facts import LIBRARY_FACTS
from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.shipped import shipped
from tests.running import CASES, ran, refused


def test_shipped_rules_are_the_usual_ones():
    assert load().folder == shipped()
    assert load().shipped
    assert not load(CASES / "small").shipped


def test_the_shipped_rules_lend_the_files_about_packages():
    assert sorted(LENT) == sorted(f"{name}.yaml" for name in LIBRARY_FACTS)


def test_a_folder_may_be_a_path_or_text():
    assert set(load(CASES / "small").tasks) == set(load(str(CASES / "small")).tasks) == {"guess", "measure"}


def test_only_yaml_files_are_rules(small):
    before = list(rule_files(str(small)))
    (small / "README.md").write_text("# not a rule", "utf-8")
    (small / "notes.yaml.bak").write_text("[", "utf-8")
    for folder in ("losses", "metrics", "others"):
        (small / folder).mkdir()
        (small / folder / "notes.txt").write_text("(", "utf-8")
    (small / "others" / "more.py").write_text("(", "utf-8")
    (small / "more.py").write_text("(", "utf-8")
    assert list(rule_files(str(small))) == before


def test_python_beside_losses_and_metrics_belongs_to_the_rules(small):
    before = list(rule_files(str(small)))
    for kind in ("losses", "metrics"):
        (small / kind).mkdir()
        (small / kind / "odd.py").write_text("x = 1\n", "utf-8")
    assert set(rule_files(str(small))) - set(before) == {f"{kind}/odd.py" for kind in ("losses", "metrics")}
    assert load(small).losses["squared-error"].python == "", "a file that no entry names is nobody's"


def test_the_text_of_a_python_file_is_read_with_its_entry(small):
    squared_with(small, "class MeanSquaredError(Loss):\n    pass\n")
    loss = load(small).losses["squared-error"]
    assert (loss.file, loss.lacks) == ("losses/squared.py", "nothing")
    assert loss.python == "class MeanSquaredError(Loss):\n    pass\n"


def test_python_that_is_no_text_or_too_large_is_refused(small):
    squared_with(small, "class MeanSquaredError(Loss): pass")
    (small / "losses" / "squared.py").write_bytes(b"\xff\xfe class")
    with pytest.raises(AdvisorError, match=r"squared-error > file: .*not a text file"):
        load(small)
    (small / "losses" / "squared.py").unlink()
    (small / "losses" / "squared.py").mkdir()
    with pytest.raises(AdvisorError, match=r"losses/squared\.py.*cannot be read"):
        load(small)


def squared_with(folder, python: str) -> None:
    """Let the loss squared-error be the class in a file of `python`."""
    (folder / "losses").mkdir(exist_ok=True)
    (folder / "losses" / "squared.py").write_text(python, "utf-8")
    entries = folder / "losses.yaml"
    text, named = entries.read_text("utf-8"), "  keras: MeanSquaredError\n"
    entries.write_text(text.replace(named, f"{named}  file: losses/squared.py\n  lacks: nothing\n"), "utf-8")


@pytest.mark.parametrize("kind", ["missing", "a file", "empty"])
def test_what_is_no_folder_of_rules_is_refused_by_every_command(kind, tmp_path):
    folder = tmp_path / "rules"
    if kind == "a file":
        folder.write_text("task: binary\n", "utf-8")
    if kind == "empty":
        folder.mkdir()
    for command in (
        ("recommend", "--task", "binary", "--rules", str(folder)),
        ("recommend", f"--rules={folder}"),
        ("explain", "hinge", "--rules", str(folder)),
        ("tree", "--rules", str(folder)),
        ("validate", str(folder)),
        ("recommend", "--help", "--rules", str(folder)),
    ):
        assert str(folder) in refused(ran(*command))


def test_a_folder_where_a_file_should_be_is_named(small):
    (small / "losses.yaml").unlink()
    (small / "losses.yaml").mkdir()
    with pytest.raises(AdvisorError, match=r"losses\.yaml.*cannot be read"):
        load(small)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"[" * 100_000, "nested more than 60 deep"),
        (b"{a: " * 100_000, "nested more than 60 deep"),
        (b"\x89PNG\r\n\xff", "not a text file"),
        (bytes(17_000_000), "larger than 16 MB"),
    ],
    ids=["lists", "mappings", "a picture", "too large"],
)
def test_a_file_that_would_take_all_the_memory_or_is_no_text_is_refused(content, word, small):
    (small / "losses.yaml").write_bytes(content)
    for command in (
        ("recommend", "--task", "guess", "--rules", str(small)),
        ("explain", "x", "--rules", str(small)),
    ):
        says = refused(ran(*command))
        assert "losses.yaml" in says
        assert word in says
    assert ran("validate", str(small)).code == 2


def test_a_file_where_the_folder_of_tasks_should_be_is_named(small):
    for file in (small / "tasks").iterdir():
        file.unlink()
    (small / "tasks").rmdir()
    (small / "tasks").write_text("", "utf-8")
    with pytest.raises(AdvisorError, match="tasks"):
        load(small)


def test_the_first_complaint_is_told_and_how_to_see_the_others(small):
    (small / "losses.yaml").write_text("", "utf-8")
    (small / "metrics.yaml").write_text("", "utf-8")
    with pytest.raises(AdvisorError, match="more; run: lossadvisor validate"):
        load(small)


def test_two_folders_of_rules_are_refused_before_one_is_read_and_the_same_one_is_taken_twice(small):
    for command in ("recommend", "ask", "tree"):
        says = refused(ran(command, "--rules", "nowhere", f"--rules={small}", "--task", "guess"))
        assert says.startswith("--rules is given more than once, as nowhere and ")
    twice = ("--rules", str(small), f"--rules={small}", "--task", "guess", "--mood", "quiet")
    assert ran("recommend", *twice).code == 0


def test_a_giant_name_of_a_folder_is_not_echoed_whole():
    assert len(refused(ran("validate", "x" * 100_000))) < 500


def test_ones_own_rules_bring_their_own_options(small):
    done = ran("recommend", "--rules", str(small), "--task", "guess", "--mood", "quiet", "--format", "json")
    assert done.code == 0
    assert '"mood":"calm"' in done.out
    assert f"--rules {small}" in done.out
    assert "--labels" in refused(ran("recommend", "--rules", str(small), "--labels", "integer"))
