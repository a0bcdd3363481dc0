"""An honest stop as an outline: what is the answer where no last layer is."""

from __future__ import annotations

from lossadvisor.advice.advice import Referral

from .outline import Code, Facts, Lines, Outline, section


def outline(referral: Referral) -> Outline:
    """Everything there is to say where no last layer is the answer."""
    nearest = tuple((each.task, f"loses {each.loses}") for each in referral.nearest)
    return Outline(
        title="Not a question about the last layer",
        lead="",
        sections=(
            *section("Instead", Lines((referral.says,))),
            *section("Why", Lines(referral.because)),
            *section("Nearest", Facts(nearest)),
            *section("Sources", Lines(referral.sources)),
            *section("Command", Code(referral.command, "console")),
        ),
    )
