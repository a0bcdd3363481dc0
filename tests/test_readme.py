"""The README shows what the program prints, and its code runs."""

from __future__ import annotations

import re
import shutil

import pytest
import yaml

from lossadvisor.advice.examples import complaints
from lossadvisor.rulebook.shipped import shipped
from tests.docs import interview
from tests.docs.readme import README, needs_keras, parts, printed

TEXT = README.read_text(encoding="utf-8")
PRINTED = [(command, shown) for command, shown in parts(TEXT) if not needs_keras(command)]


@pytest.mark.parametrize(("command", "shown"), PRINTED, ids=[command for command, _ in PRINTED])
def test_every_transcript_is_what_the_program_prints(command: str, shown: str) -> None:
    assert shown == printed(command), "write it anew with: python -m tests.docs.readme"


def test_the_python_in_the_readme_runs() -> None:
    blocks = re.findall(r"```python\n(from lossadvisor.*?)```", TEXT, re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})


def test_there_are_exactly_two_set_up_commands() -> None:
    commands = [line for line in TEXT.splitlines() if line.startswith("pip install")]
    assert commands == [
        "pip install . && lossadvisor recommend --task multilabel --classes 672",
        'pip install -e ".[test]" && pytest',
    ]


def test_the_pictures_show_the_interview_as_it_is(tmp_path, monkeypatch) -> None:
    kept = {name: interview.PICTURES / f"{name}.svg" for name in interview.SHOWN}
    monkeypatch.setattr(interview, "PICTURES", tmp_path)
    interview.draw()
    for name, picture in kept.items():
        drawn = interview.shown((tmp_path / f"{name}.svg").read_text(encoding="utf-8"))
        assert len(drawn) > 5
        assert drawn == interview.shown(picture.read_text("utf-8")), (
            "draw it with: python -m tests.docs.interview"
        )
        assert f".github/{name}.svg" in TEXT


def test_the_task_in_the_rules_readme_is_sound(tmp_path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(shipped(), folder)
    text = (README.parent / "rules" / "README.md").read_text(encoding="utf-8")
    task = re.search(r"```yaml\n# (tasks/\w+\.yaml)\n(.*?)```", text, re.DOTALL)
    assert task
    (folder / task[1]).write_text(task[2], encoding="utf-8")
    assert complaints(str(folder)) == []


def test_the_disagreements_in_the_rules_readme_are_those_that_the_proof_lists() -> None:
    listed = yaml.safe_load((README.parent / "tests" / "keras" / "disagreements.yaml").read_text("utf-8"))
    counts = {True: [], False: []}
    for reason in listed:
        counts[reason["sound"]].append(sum(map(len, reason["heads"].values())))
    text = (README.parent / "rules" / "README.md").read_text(encoding="utf-8")
    told = {
        facts == "sound": [int(number) for number in re.findall(rf"\| {facts} \| \w+ \| (\d+) \|", text)]
        for facts in ("sound", "refused")
    }
    assert {key: sorted(found) for key, found in told.items()} == {
        key: sorted(found) for key, found in counts.items()
    }
    assert f"Of these {sum(counts[True])} fail" in " ".join(text.split())
    assert f"refuse the others. Of these {sum(counts[False])} still train" in " ".join(text.split())
