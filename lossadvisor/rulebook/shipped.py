"""Where the rules are that came with the package."""

from __future__ import annotations

import os


def shipped() -> str:
    """The folder of rules inside the package, or beside it in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "rules")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), "rules")
