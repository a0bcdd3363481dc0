"""A folder of rules with as many leaves as wanted, for measuring how time grows."""

from __future__ import annotations

import shutil
from pathlib import Path

from lossadvisor.rulebook.loading import load
from lossadvisor.rulebook.shipped import shipped

WIDTH = 10


def write_rules(folder: Path, leaves: int) -> Path:
    """The shipped facts with one task of `leaves` leaves, a power of ten, under questions q0, q1, …"""
    led_to_tasks = ("symptoms.yaml", "names.yaml", "traps.yaml")
    shutil.copytree(shipped(), folder, ignore=shutil.ignore_patterns("tasks", "__pycache__", *led_to_tasks))
    depth = len(str(leaves)) - 1
    with (folder / "questions.yaml").open("a") as questions:
        for level in range(depth):
            questions.write(f"\nq{level}:\n  says: a choice\n  asks: Which?\n  choices:\n")
            questions.writelines(f"    c{number}: {{says: a choice}}\n" for number in range(WIDTH))
    (folder / "tasks").mkdir()
    head = "says: many leaves\nexample: none\nunits: 1\nlabels: zero-one\n"
    settings = (each.name for each in load().settings() if each.default is None)
    head += "given:\n" + "".join(f"  {name}: {{because: it is known}}\n" for name in settings)
    head += "metrics: [roc-auc]\ndata: x = 0\ntree:\n"
    (folder / "tasks" / "grown.yaml").write_text(head + _node(0, depth, "  "))
    return folder


def _node(level: int, depth: int, margin: str) -> str:
    if level == depth:
        return f"{margin}recommend: sigmoid with binary-crossentropy\n{margin}because: a leaf\n"
    lines = [f"{margin}ask: q{level}\n{margin}then:\n"]
    for number in range(WIDTH):
        lines.append(f"{margin}  c{number}:\n{_node(level + 1, depth, margin + '    ')}")
    return "".join(lines)
