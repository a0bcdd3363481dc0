"""The files of the site, by their names: the same bytes for the same rules."""

from __future__ import annotations

import html
import re
import shlex
import zlib
from base64 import b64encode
from collections import Counter
from importlib import resources
from itertools import groupby
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from lossadvisor.report.encoding import plain_value
from lossadvisor.rulebook.contract import TASK
from lossadvisor.rulebook.leaves import Fork
from lossadvisor.rulebook.rules import Rules

from . import compared, sheet
from .ends import Counts, Way, grown
from .entries import FILES, entries, links
from .screens import screen
from .sharing import Shared
from .words import words

PAGES = (
    ("index.html", "Ask"),
    *FILES.values(),
    ("compare.html", "Compare"),
    ("cheatsheet.html", "Cheat sheet"),
)
STATIC = ("page.css", "page.js", "search.js", "wizard.js")
JOINTS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=\w_)(?=\w)")
OFTEN = 2  # tasks from which on a text stands in the common file


class Site:
    """The site of some rules, made once."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.counts = Counts()
        self.templates = Environment(
            loader=PackageLoader("lossadvisor.page"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self.templates.filters["plain"] = _plain
        self.templates.filters["breakable"] = _breakable

    def files(self) -> dict[str, bytes]:
        """Everything that is written, by its name below the folder."""
        pages = entries(self.rules)
        known = links(pages)
        found = {name: _static(name) for name in STATIC}
        found |= self._data()
        found["index.html"] = self._index()
        for file, title in FILES.values():
            found[file] = self._page("kind.html", file, title, entries=pages[file], links=known)
        found["compare.html"] = self._page(
            "kind.html", "compare.html", "Compare", entries=compared.pages(self.rules), links=known
        )
        rows = [row.cells for row in sheet.rows(self.rules)]
        found["cheatsheet.html"] = self._page(
            "sheet.html", "cheatsheet.html", sheet.TITLE, rows=rows, columns=sheet.COLUMNS, lead=sheet.LEAD,
            links={row[0]: known.get(row[0], "") for row in rows},
        )  # fmt: skip
        return dict(sorted(found.items()))

    def _page(self, template: str, here: str, title: str, **more: Any) -> bytes:
        filled = self.templates.get_template(template).render(
            here=here, title=title, pages=PAGES, footer=self._footer(), **more
        )
        return f"{filled.rstrip()}\n".encode()

    def _footer(self) -> str:
        whose = "" if self.rules.shipped else f" from the rules in {self.rules.folder}"
        return f"Made by lossadvisor page{whose}. Everything here works without a network."

    def _index(self) -> bytes:
        assert isinstance(self.rules.tree, Fork)
        shown = screen(self.rules, self.rules.tree, {})
        options = [each for each in shown["options"] if each[0] in self.rules.tree.offers]
        groups = [(group, list(found)) for group, found in groupby(options, key=lambda each: str(each[4]))]
        return self._page("index.html", "index.html", "Ask", screen=shown, groups=groups)

    def _data(self) -> dict[str, bytes]:
        """The questions and ends of each task in a file of its own, what several have in a common one."""
        assert isinstance(self.rules.tree, Fork)
        trees: dict[str, tuple[dict[str, Any], Shared]] = {}
        for branch in self.rules.tree.branches:
            for task in branch.choices:
                shared = Shared()
                way = Way({TASK: task})
                trees[task] = (grown(self.rules, branch.node, way, shared, self.counts), shared)
        often = Counter(each for _, shared in trees.values() for each in shared.all if isinstance(each, str))
        common = {each: place for place, each in enumerate(text for text in often if often[text] >= OFTEN)}
        rules = "" if self.rules.shipped else f" --rules {shlex.quote(self.rules.folder)}"
        more = {"texts": list(common), "settings": self._settings(), "rules": rules}
        found = {"data/common.js": _packed("common", more)}
        for task, (tree, shared) in trees.items():
            part = {
                "t": tree,
                "s": [common.get(each, each) if isinstance(each, str) else each for each in shared.all],
            }
            found[f"data/{task}.js"] = _packed(f"task {task}", part)
        found["data/words.js"] = _packed("words", words(self.rules))
        return found

    def _settings(self) -> str:
        """What the command takes besides what is asked."""
        names = ", ".join(f"--{each.name}" for each in self.rules.settings())
        return f"The command takes settings besides: {names}." if names else ""


def _plain(text: str) -> Markup:
    """Text between tags, where quotation marks need no escape."""
    return Markup(html.escape(text, quote=False))


def _breakable(text: str) -> Markup:
    """Text whose long names may break between their words, as in BinaryCrossentropy."""
    return Markup(JOINTS.sub("<wbr>", str(_plain(text))))


def _static(name: str) -> bytes:
    return (resources.files(__package__) / "static" / name).read_bytes()


def _json(value: Any) -> str:
    return msgspec.json.encode(value, enc_hook=plain_value).decode()


def _packed(name: str, value: Any) -> bytes:
    """A script that hands over data, deflated: a page from a file may load scripts, and no data."""
    data = b64encode(zlib.compress(_json(value).encode(), 9)).decode()
    return f'lossadvisor.packed[{_json(name)}]="{data}";\n'.encode()
