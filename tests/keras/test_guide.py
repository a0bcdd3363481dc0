"""The commands of the guide for contributors that need Keras choose tests that are there."""

from __future__ import annotations

import pytest

from tests.test_project_files import WITH_KERAS, run


@pytest.mark.parametrize("command", WITH_KERAS)
def test_a_command_of_the_guide_chooses_tests(command: str) -> None:
    done = run(f"{command} --collect-only")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "::" in done.stdout
