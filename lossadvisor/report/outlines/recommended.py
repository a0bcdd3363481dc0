"""What answers lead to as an outline: a head, several heads, or a referral."""

from __future__ import annotations

from lossadvisor.advice.advice import Advice, Combination, Referral

from .outline import Outline


def outline(found: Advice | Referral | Combination) -> Outline:
    """Everything there is to say about what answers led to."""
    if isinstance(found, Referral):
        from . import referral

        return referral.outline(found)
    if isinstance(found, Combination):
        from . import combination

        return combination.outline(found)
    from . import advice

    return advice.outline(found)


def markdown(found: Advice | Referral | Combination) -> str:
    """The same in Markdown, for notebooks."""
    from .markdown import rendered

    return rendered(outline(found))


def plain(found: Advice | Referral | Combination) -> str:
    """The same as plain text, for print()."""
    from .plain import rendered

    return rendered(outline(found))
