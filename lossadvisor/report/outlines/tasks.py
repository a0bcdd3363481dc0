"""The tasks that words may mean, as an outline."""

from __future__ import annotations

from collections.abc import Sequence

from lossadvisor.interview.tasks import FoundTask

from .outline import Code, Facts, Outline, section


def outline(words: str, found: Sequence[FoundTask]) -> Outline:
    """The tasks, the likeliest first, each with what makes it that one."""
    rows = tuple((each.task, _told(each)) for each in found)
    answers = "".join(f" --{name} {answer}" for name, answer in found[0].answers.items())
    return Outline(
        title=f"Tasks for: {words}",
        lead="the most likely first; choose the one whose description fits your target",
        sections=(
            *section("Tasks", Facts(rows)),
            *section("Next", Code(f"lossadvisor ask --task {found[0].task}{answers}", "shell")),
        ),
    )


def _told(found: FoundTask) -> str:
    """What a task is, and when it is better than another that fits."""
    when = f". Take it when {found.when}" if found.when else ""
    return f"{found.says}, such as {found.example}{when}"
