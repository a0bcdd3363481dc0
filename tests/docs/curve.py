"""The curves that the README shows: `python -m tests.docs.curve` draws them anew from the formulas."""

from __future__ import annotations

from lossadvisor.lookup.explanation import explanation
from lossadvisor.page.curves import picture
from tests.docs.readme import README
from tests.shipped import RULES

STYLE = "svg { color: #22252a } @media (prefers-color-scheme: dark) { svg { color: #e6e7e9 } }"
FILE = README.parent / ".github" / "curve.svg"


def drawn() -> str:
    """Sigmoid and softmax in one picture, readable on a light and on a dark page."""
    svg = picture(explanation(RULES, "sigmoid vs softmax")).partition("</svg>")[0]
    named = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" height="190" ', 1)
    return named.replace(">", f"><style>{STYLE}</style>", 1) + "</svg>\n"


if __name__ == "__main__":
    FILE.write_text(drawn(), encoding="utf-8")
