"""The decision tree as one HTML page that needs nothing else, light and dark, to be folded and unfolded."""

from __future__ import annotations

from html import escape

from lossadvisor.lookup.tree_drawing import Drawn

from .styles import style
from .words import answered, varying

TITLE = "Which last layer, loss and metrics?"


def rendered(top: Drawn, unfolded: int) -> str:
    """The whole page, with the questions unfolded so many deep."""
    heading = escape(answered(top) or TITLE)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{heading}</title>\n<style>{style('html')}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{heading}</h1>\n{_node(top, unfolded, is_top=True)}</main>\n</body>\n</html>\n"
    )


def _node(node: Drawn, unfolded: int, *, is_top: bool = False) -> str:
    said = _led(node) if is_top else f"{_answered(node)} {_led(node)}"
    if not node.below:
        return f"<p>{said}</p>\n" if is_top else f"<li>{said}</li>\n"
    inside = "".join(_node(each, unfolded - 1) for each in node.below)
    opened = " open" if unfolded > 0 else ""
    found = f"<details{opened}><summary>{said}</summary>\n<ul>\n{inside}</ul>\n</details>"
    return f"{found}\n" if is_top else f"<li>{found}</li>\n"


def _answered(node: Drawn) -> str:
    said = (f"<b>{escape(each.answer)}</b> <small>{escape(each.example)}</small>" for each in node.answers)
    return f"{'<br>'.join(said)}<br>"


def _led(node: Drawn) -> str:
    if node.asks:
        return f'<span class="ask">{escape(node.question)}</span> <code>--{escape(node.asks)}</code>'
    more = varying(node)
    return f'<span class="end">{escape(node.recommends)}</span><small>{escape(more)}</small>'
