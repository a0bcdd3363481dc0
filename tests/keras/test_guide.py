"""The commands of the guide for contributors that need Keras run, or choose tests that are there."""

from __future__ import annotations

import pytest

from tests.test_project_files import WITH_KERAS, chosen


@pytest.mark.parametrize("command", WITH_KERAS)
def test_a_command_of_the_guide_runs_or_chooses_tests(command: str) -> None:
    done, chooses = chosen(command)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "::" in done.stdout or not chooses
