"""A trial as one page of HTML that needs nothing else: the verdict, the numbers, and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from importlib.util import find_spec

from lossadvisor.errors import AdvisorError
from lossadvisor.report.outlines.outline import Code, Facts, Lines

from .figures import by_rival, calibration, confusion, curves, points
from .opening import Opened
from .records import Run
from .telling import outline
from .trial import Trial

STYLE = """
:root { color-scheme: light dark; --ground: #fdfdfc; --ink: #22252a; --faint: #c9ccd1;
  --series-1: #0b63b0; --series-2: #b3440e; --series-3: #16794a; --series-4: #8a3ea8;
  --series-5: #8a6a00; --series-6: #0a7c86; --series-7: #a8294b; --series-8: #555d66; }
@media (prefers-color-scheme: dark) { :root { --ground: #15171a; --ink: #e6e7e9; --faint: #454a51;
  --series-1: #6cb2f2; --series-2: #f29d6c; --series-3: #5fcf99; --series-4: #cf9be6;
  --series-5: #dcbd5a; --series-6: #5fd0da; --series-7: #f28ca6; --series-8: #a9b1bb; } }
body { background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif;
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; vertical-align: top;
  padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--faint); }
svg { width: 100%; height: auto; margin: 1rem 0; } code { font-size: .9em; }
"""


def able() -> None:
    """Raises AdvisorError without what draws, before anything is trained."""
    if find_spec("matplotlib") is None:
        raise AdvisorError(
            "--page: pictures are drawn with Matplotlib, which is not installed; "
            'run: pip install "lossadvisor[try]"'
        )


def page(trial: Trial, opened: Opened, runs: Sequence[Run]) -> str:
    """The whole page."""
    told = outline(trial)
    parts = [f"<h1>{escape(told.title)}</h1>", f"<p>{escape(told.lead)}</p>"]
    for section in told.sections:
        parts.append(f"<h2>{escape(section.title)}</h2>")
        parts += [_block(each) for each in section.blocks]
        if section is told.sections[1]:
            parts += _pictures(trial, opened, runs)
    body = "\n".join(parts)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(told.title)}</title><style>{STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def _block(block: Facts | Lines | Code) -> str:
    if isinstance(block, Facts):
        rows = (f"<tr><th>{escape(name)}</th><td>{escape(said)}</td></tr>" for name, said in block.rows)
        return f"<table>{''.join(rows)}</table>"
    if isinstance(block, Code):
        return f"<pre><code>{escape(block.text)}</code></pre>"
    return "".join(f"<p>{escape(line)}</p>" for line in block.lines)


def _pictures(trial: Trial, opened: Opened, runs: Sequence[Run]) -> list[str]:
    """The pictures, each with names of its own: they stand in one page."""
    return [_apart(text, number) for number, text in enumerate(_drawn(trial, opened, runs))]


def _drawn(trial: Trial, opened: Opened, runs: Sequence[Run]) -> Iterator[str]:
    from . import pictures

    problem, found = opened.problem, by_rival(runs)
    heads = [each.name for each in opened.rivals if each.is_head and each.name in found]
    if any(each.compared.low is not None for each in trial.rivals[1:]):
        yield pictures.differences([each.compared for each in trial.rivals[1:]], trial.judge)
    learned = {name: curve for name in heads if (curve := curves(found[name]))}
    if learned:
        yield pictures.learning(learned, trial.unit)
    said = {name: each for name in heads if (each := calibration(problem, found[name])) is not None}
    if said:
        yield pictures.reliability(said)
    if not heads:
        return
    first = heads[0]
    counts, pairs = confusion(problem, found[first]), points(problem, found[first])
    if counts is not None:
        yield pictures.table(counts, problem.target.levels, first)
    if pairs is not None:
        yield pictures.scatter(pairs, first, problem.name)
        yield pictures.residuals(pairs, first, problem.name)


def _apart(svg: str, number: int) -> str:
    """The same picture with names that no other on the page has."""
    named = re.sub(r'id="([^"]+)"', rf'id="p{number}-\1"', svg)
    return re.sub(r'(href="#|url\(#)', rf"\1p{number}-", named)
