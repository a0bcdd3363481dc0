"""What an option or a choice was called once is still read: on the command line, in files, in Python."""

from __future__ import annotations

import json

import pytest

from lossadvisor import recommend
from tests.running import ran, refused

# the former name and a choice of it, what both are called today, and the answers that lead there
FORMER = [
    ("dearer", "neither", "worse-mistake", "equal", {"task": "binary", "goal": "decisions"}),
    ("dearer", "misses", "worse-mistake", "false-negatives", {"task": "binary", "goal": "decisions"}),
    ("dearer", "false-alarms", "worse-mistake", "false-positives", {"task": "binary", "goal": "decisions"}),
    ("marked", "region", "annotation", "region", {"task": "segmentation"}),
    ("area", "small", "region-size", "small", {"task": "segmentation", "annotation": "region"}),
    ("whole", "tries", "share-of", "successes", {"task": "proportion"}),
    ("limits", "angle", "bounds", "angle", {"task": "bounded"}),
    ("alike", "pairs", "similarity", "pairs", {"task": "embedding"}),
    ("rebuilt", "another", "reconstruct", "image-to-image", {"task": "reconstruction"}),
    ("ties", "order", "dependence", "order", {"task": "several-outputs"}),
    ("steps", "shorter", "sequence-target", "unaligned", {"task": "sequence", "classes": 28}),
    ("lengths", "same", "sequence-length", "same", {"task": "sequence", "sequence-target": "number"}),
    ("lists", "graded", "feedback", "graded", {"task": "ranking"}),
    ("aim", "clusters", "purpose", "clusters", {"task": "elsewhere"}),
    ("censoring", "all", "censoring", "none", {"task": "survival"}),
    ("goal", "top", "goal", "accuracy", {"task": "multiclass", "classes": 10}),
]
each = pytest.mark.parametrize(("old", "choice", "name", "now", "before"), FORMER)


@each
def test_a_former_name_is_an_option_that_help_does_not_show(old, choice, name, now, before):
    options = [f"--{key}={value}" for key, value in before.items()]
    done = ran("recommend", *options, f"--{old}", choice, "--format", "json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["answers"][name] == now
    assert ran("recommend", *options, f"--{old}={choice}", "--format", "json") == done
    if old != name:
        assert f"--{old}" not in ran("recommend", "--help").out.split()


@each
def test_a_former_name_is_read_in_a_file_of_answers_and_in_json_lines(
    tmp_path, old, choice, name, now, before
):
    said = {**before, old: choice}
    file = tmp_path / "answers.yaml"
    file.write_text("".join(f"{key}: {value}\n" for key, value in said.items()), "utf-8")
    done = ran("recommend", "--answers", str(file), "--format", "json")
    assert json.loads(done.out)["answers"][name] == now
    file.write_text(json.dumps(said), "utf-8")
    assert ran("recommend", "--batch", str(file)).out == done.out


@each
def test_a_former_name_is_a_parameter_of_recommend(old, choice, name, now, before):
    said = {key.replace("-", "_"): value for key, value in before.items()}
    answers = recommend(**said, **{old: choice}).answers
    assert answers[name] == now


def test_a_question_is_answered_once_by_whatever_names(tmp_path):
    file = tmp_path / "answers.yaml"
    file.write_text("task: binary\ndearer: misses\nworse-mistake: equal\n", "utf-8")
    assert "--worse-mistake is given twice" in refused(ran("recommend", "--answers", str(file)))
