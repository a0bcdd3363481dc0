"""A page for each kind of entry in the rules: what `explain` tells of every name of that kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from lossadvisor.lookup.explanation import Explanation, explained
from lossadvisor.lookup.naming import explainable
from lossadvisor.report.outlines.explanation import outline
from lossadvisor.rulebook.rules import Rules

from .curves import picture
from .told import CODE, LINES, told

FEW = 3  # names that stand on lines of their own, each with a link
NAME = re.compile(r"[a-z][a-z0-9-]*")
FILES = {
    "task": ("tasks.html", "Tasks"),
    "loss": ("losses.html", "Losses"),
    "activation": ("activations.html", "Activations"),
    "metric": ("metrics.html", "Metrics"),
    "label encoding": ("labels.html", "Label formats"),
    "finding": ("findings.html", "Findings"),
    "symptom": ("symptoms.html", "Symptoms"),
}


def entries(rules: Rules) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """What there is to show of each entry, by file."""
    known = explainable(rules)
    found = {
        file: [entry_of(name, explained(rules, kind, entry)) for name, entry in known[kind].items()]
        for kind, (file, _) in FILES.items()
    }
    for pages in found.values():
        _once(pages)
    return found


def _once(pages: Sequence[Mapping[str, Any]]) -> None:
    """Code that several names share stands at the first of them."""
    homes: dict[str, str] = {}
    for page in pages:
        for _, blocks in page["sections"]:
            for block in blocks:
                if block["kind"] == "facts":
                    block["rows"] = [_row(page["id"], fact, said, homes) for fact, said in block["rows"]]


def _row(name: str, fact: str, said: str, homes: dict[str, str]) -> tuple[str, str]:
    if fact != "code" or homes.setdefault(said, name) == name:
        return fact, said
    return fact, f"{homes[said]}: has the same code"


def links(pages: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, str]:
    """Where each name has its page."""
    found: dict[str, str] = {}
    for file, entries_there in pages.items():
        for page in entries_there:
            found.setdefault(page["id"], f"{file}#{page['id']}")
    return found


def entry_of(name: str, explanation: Explanation) -> dict[str, Any]:
    """A page as the template takes it, to be found by `name`."""
    title, lead, sections = told(outline(explanation))
    return {
        "id": name,
        "title": title,
        "lead": lead,
        "curve": Markup(picture(explanation)),
        "sections": [(heading, list(map(_block, blocks))) for heading, blocks in sections],
    }


def _block(block: Sequence[Any]) -> dict[str, Any]:
    kind, content = block
    if kind == CODE:
        return {"kind": "code", "text": "\n\n".join("\n".join(part) for part in content)}
    if kind == LINES:
        is_list = len(content) > FEW and all(NAME.fullmatch(each) for each in content)
        return {"kind": "lines", "lines": [", ".join(content)] if is_list else content}
    return {"kind": "facts", "rows": list(_pairs(content))}


def _pairs(content: Sequence[str]) -> Iterator[tuple[str, str]]:
    return zip(content[::2], content[1::2], strict=True)
