"""What is printed from the records of the rules: `python -m tests.docs.rules` writes it anew.

Tables of keys in rules/README.md, each between `<!-- begin: NAME -->` and `<!-- end -->`, and the schemas
beside the rules that editors read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from msgspec import inspect

from lossadvisor.report import encoding
from lossadvisor.rulebook import contract, schema
from lossadvisor.rulebook.evidence import MEASURED
from lossadvisor.rulebook.facts import UNWRITTEN, Entry
from lossadvisor.rulebook.fields import fields_of
from lossadvisor.rulebook.findings import Condition, FindingRule, RepairRule
from lossadvisor.rulebook.folder import TaskFile
from lossadvisor.rulebook.leaves import Overlay
from lossadvisor.rulebook.record import Record
from lossadvisor.rulebook.treefile import NodeFile

RULES = Path(__file__).parents[2] / "rules"
README = RULES / "README.md"
PART = re.compile(r"(<!-- begin: (.+?) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
COMMON = tuple(each.name for each in fields_of(Entry))


def table(*rows: tuple[str, ...]) -> str:
    lines = [rows[0], ("---",) * len(rows[0]), *rows[1:]]
    written = ("|" + "".join(f" {cell} |".replace("  ", " ") for cell in line) for line in lines)
    return "\n" + "".join(f"{line}\n" for line in written) + "\n"


def says(kind: Any) -> str:
    """What the type of a field says of it, else the keys of the records in it."""
    if isinstance(kind, inspect.Metadata):
        return (kind.extra_json_schema or {}).get("description") or says(kind.type)
    if isinstance(kind, inspect.UnionType):
        return next(filter(None, map(says, kind.types)), "")
    if isinstance(kind, inspect.VarTupleType):
        item = says(kind.item_type)
        return item if record_in(kind) or not item else f"each {item}"
    if isinstance(kind, inspect.DictType):
        return says(kind.value_type) if record_in(kind) else ""
    return keys_of(kind.cls) if isinstance(kind, inspect.StructType) else ""


def record_in(kind: Any) -> type[Record] | None:
    """The record that a field holds, one or several."""
    if isinstance(kind, inspect.StructType):
        return kind.cls
    inner = [getattr(kind, name, None) for name in ("type", "item_type", "value_type")]
    return next(filter(None, map(record_in, [*filter(None, inner), *getattr(kind, "types", ())])), None)


def keys_of(kind: type[Record], but: Collection[str] = ()) -> str:
    return ", ".join(f"`{each.encode_name}`" for each in fields_of(kind) if each.name not in but)


def written(kind: type[Record], but: Collection[str]) -> Iterator[inspect.Field]:
    return (each for each in fields_of(kind) if each.name not in (*UNWRITTEN, *but))


def cell(kind: type[Record], but: Collection[str], *, required: bool) -> str:
    """The keys that must be there, or those that may be."""
    keys = []
    for each in written(kind, but):
        said = "" if kind is FindingRule else says(each.type)  # findings have a table of their own
        if each.required == required:
            keys.append(f"`{each.encode_name}` ({said})" if said else f"`{each.encode_name}`")
    return ", ".join(keys)


def of_files() -> str:
    """A row for every rule file."""
    others = ", ".join(
        f"`{name}.yaml`" for name, kind in schema.ENTRIES.items() if not issubclass(kind, Entry)
    )
    rows: list[tuple[str, type[Record], Collection[str]]] = [(f"any but {others}", Entry, ())]
    for name, kind in schema.ENTRIES.items():
        rows.append((f"`{name}.yaml`", kind, COMMON if issubclass(kind, Entry) else ()))
    rows.append(("`tasks/*.yaml`", TaskFile, NodeFile.__struct_fields__))
    cells = [(file, *(cell(kind, but, required=must) for must in (True, False))) for file, kind, but in rows]
    cells[-1] = (*cells[-1][:2], f"{cells[-1][2]}, and all that a leaf may say")
    return table(("file", "keys that must be there", "keys that may be"), *cells)


def of_record(kind: type[Record], but: Collection[str] = ()) -> str:
    """A row for every key of a record; one that holds an overlay tells which keys it has besides."""
    rows = []
    for each in written(kind, but):
        inner = record_in(each.type)
        besides = ""
        if inner and issubclass(inner, Overlay):
            besides = f": {keys_of(inner, Overlay.__struct_fields__)}, and any from `labels` to `fit`"
        rows.append((f"`{each.encode_name}`", says(each.type) + besides))
    return table(("key", "says"), *rows)


def of_contract() -> str:
    """A row for what Python relies on."""
    rows = [
        (f"`{each.file}.yaml`", ", ".join(f"`{name}`" for name in each.names),
         "must be there" if each.needed else each.without)
        for each in contract.RELIED
    ]  # fmt: skip
    rows += [
        ("`questions.yaml`", f"`{each.name}`" + "".join(f", `{choice}`" for choice in each.choices),
         each.without or "what is made of it cannot be used")
        for each in contract.QUESTIONS
    ]  # fmt: skip
    return table(("file", "name", "without it"), *rows)


def of_labels() -> str:
    """A row for everything that is measured in labels."""
    return table(("name", "what it says"), *((f"`{name}`", says) for name, says in MEASURED.items()))


PARTS = {
    "keys of the files": of_files,
    "keys of a leaf": lambda: of_record(NodeFile),
    "keys of a finding": lambda: of_record(FindingRule, COMMON),
    "keys of fix": lambda: of_record(RepairRule),
    "keys of when": lambda: of_record(Condition),
    "what is measured in labels": of_labels,
    "names that Python relies on": of_contract,
}


def readme() -> str:
    """rules/README.md with its tables as the records have them."""
    return PART.sub(lambda match: match[1] + PARTS[match[2]]() + match[4], README.read_text("utf-8"))


def schemas() -> dict[str, str]:
    """The schema of every rule file, by the path where editors find it."""
    return {f"schema/{file}.json": encoding.pretty(schema.json_schema(file)) for file in schema.FILES}


def line(file: Path) -> str:
    """The line on top of a rule file that leads an editor to its schema."""
    place = "../schema/tasks" if file.parent.name == "tasks" else f"schema/{file.stem}"
    return f"# yaml-language-server: $schema={place}.json\n"


def main() -> None:
    README.write_text(readme(), "utf-8")
    for name, text in schemas().items():
        (RULES / name).parent.mkdir(exist_ok=True)
        (RULES / name).write_text(text, "utf-8")
    for file in RULES.rglob("*.yaml"):
        text = file.read_text("utf-8")
        if not text.startswith(line(file)):
            file.write_text(line(file) + text, "utf-8")


if __name__ == "__main__":
    main()
