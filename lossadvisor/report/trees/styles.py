"""The styles of the pictures that bring their own, each in a file of its own."""

from __future__ import annotations

from importlib import resources


def style(name: str) -> str:
    """The style sheet for a format."""
    return (resources.files(__package__) / f"{name}.css").read_text("utf-8")
