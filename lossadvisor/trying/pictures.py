"""Pictures of a trial as SVG to stand in a page, in colors that the page chooses: dark and light alike."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from .comparing import Compared
from .figures import Calibration

INK, FAINT = "#010203", "#040506"  # stand for colors of the page
SERIES = tuple(f"#0{number}0a0b" for number in range(1, 9))
WIDTH = 6.4  # inches
NAMED = 34  # letters of a name on one line, so that as much room is left for what it did
SAID = ("no difference", "worse", "better")


def _new(height: float, title: str, x: str, y: str) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    figure.patch.set_alpha(0)
    axes = figure.add_subplot()
    axes.set_facecolor("none")
    figure.suptitle(title, color=INK, x=0.01, ha="left", fontsize=11)
    axes.set_xlabel(x, color=INK)
    axes.set_ylabel(y, color=INK)
    axes.tick_params(colors=INK)
    axes.grid(color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    for name, spine in axes.spines.items():
        spine.set_visible(name in ("left", "bottom"))
        spine.set_color(FAINT)
    return figure, axes


def _svg(figure: Any, says: str) -> str:
    """The figure as an element; text stays text, and the same figure is the same text."""
    from matplotlib import rc_context

    held = io.StringIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "lossadvisor"}):
        figure.savefig(held, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    text = held.getvalue()
    text = text[text.index("<svg") :].replace(INK, "var(--ink)").replace(FAINT, "var(--faint)")
    for number, color in enumerate(SERIES, 1):
        text = text.replace(color, f"var(--series-{number})")
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r"font: [^;\"]*'[^;\"]*", "font: 11px system-ui, sans-serif", text)
    return text.replace("<svg ", f'<svg role="img" aria-label="{_plain(says)}" ', 1)


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _legend(axes: Any) -> None:
    axes.legend(frameon=False, labelcolor=INK, fontsize=9)


def differences(found: Sequence[Compared], judge: str) -> str:
    """What each rival is worse by than the recommended head, with its interval."""
    shown = [each for each in found if each.low is not None and each.high is not None][::-1]
    title = f"{judge}: worse than the recommended head by …"
    figure, axes = _new(0.9 + 0.38 * len(shown), title, "above 0 is worse; bars hold 95 %", "")
    axes.axvline(0, color=INK, linewidth=1)
    for row, each in enumerate(shown):
        color = SERIES[SAID.index(each.says)]
        axes.plot([each.low, each.high], [row, row], color=color, linewidth=3, solid_capstyle="round")
        axes.plot([each.difference], [row], "o", color=color)
    axes.set_yticks(range(len(shown)), [textwrap.fill(each.name, NAMED) for each in shown], fontsize=9)
    return _svg(figure, title)


def learning(curves: Mapping[str, Sequence[float]], unit: str) -> str:
    """Learning curves of all heads on one axis, each as a share of its first epoch's loss."""
    title = f"Loss on {unit} that stop the training, as a share of the first epoch's"
    figure, axes = _new(3.2, title, "epoch", "")
    for color, (name, values) in zip(SERIES, curves.items(), strict=False):
        axes.plot(range(1, len(values) + 1), values, color=color, label=name)
    _legend(axes)
    return _svg(figure, title)


def reliability(found: Mapping[str, Calibration]) -> str:
    """What came true beside what was said."""
    title = "Calibration: on the line, probabilities are right"
    figure, axes = _new(3.6, title, "predicted probability", "share that came true")
    axes.plot([0, 1], [0, 1], color=INK, linewidth=1, linestyle="dashed")
    for color, (name, each) in zip(SERIES, found.items(), strict=False):
        axes.plot(each.said, each.came, "o-", color=color, label=name, markersize=4)
    _legend(axes)
    return _svg(figure, title)


def scatter(pairs: Any, name: str, target: str) -> str:
    """Predicted beside true."""
    title = f"Predicted and true {target}: {name}"
    figure, axes = _new(3.6, title, "true", "predicted")
    low, high = float(pairs.min()), float(pairs.max())
    axes.plot([low, high], [low, high], color=INK, linewidth=1, linestyle="dashed")
    axes.plot(pairs[0], pairs[1], "o", color=SERIES[0], markersize=3, alpha=0.6)
    return _svg(figure, title)


def residuals(pairs: Any, name: str, target: str) -> str:
    """What is left over, beside what was predicted."""
    title = f"Errors of {target}: {name}"
    figure, axes = _new(3.0, title, "predicted", "true minus predicted")
    axes.axhline(0, color=INK, linewidth=1)
    axes.plot(pairs[1], pairs[0] - pairs[1], "o", color=SERIES[0], markersize=3, alpha=0.6)
    return _svg(figure, title)


def table(counts: Any, levels: Sequence[Any], name: str) -> str:
    """What each class got, as shares of what it has."""
    title = f"What each class got: {name}"
    figure, axes = _new(1.4 + 0.42 * len(levels), title, "answer", "truth")
    axes.grid(visible=False)
    shares = counts / counts.sum(axis=1, keepdims=True).clip(1)
    for row in range(len(levels)):
        for column in range(len(levels)):
            share = float(shares[row, column])
            axes.barh(row, 0.96, 0.9, column - 0.48, color=SERIES[0], alpha=0.75 * share, linewidth=0)
            if counts[row, column]:
                axes.text(column, row, f"{share:.0%}", ha="center", va="center", color=INK, fontsize=9)
    axes.set_xticks(range(len(levels)), [str(each) for each in levels])
    axes.set_yticks(range(len(levels)), [str(each) for each in levels])
    axes.invert_yaxis()
    return _svg(figure, title)
