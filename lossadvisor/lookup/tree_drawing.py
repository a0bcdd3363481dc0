"""The decision tree as a picture in text: for rich, for Mermaid, as a table and as JSON.

Pictures for people are `merged`: answers that lead to the same share a branch.
Tables and JSON have every end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from lossadvisor.errors import AdvisorError
from lossadvisor.rulebook.leaves import Branch, Bundle, Fork, Node, Stop
from lossadvisor.rulebook.questions import Question
from lossadvisor.rulebook.rules import Rules

if TYPE_CHECKING:
    from rich.tree import Tree


class Drawn(Struct, frozen=True):
    """A node of the drawing: the answer that leads to it, then a question or a recommendation.

    `asks` is the option of the question, `question` what it asks in words.
    """

    answer: str
    asks: str = ""
    recommends: str = ""
    below: tuple[Drawn, ...] = ()
    question: str = ""
    example: str = ""


def drawn(rules: Rules, task: str | None = None) -> Drawn:
    """The tree, or one task's branch of it. Raises AdvisorError for an unknown task."""
    if task is None:
        return _drawn(rules, "", rules.tree)
    node = rules.tree.follow(task)
    if node is None:
        raise AdvisorError(f"'{task}' is not a task of these rules")
    return _drawn(rules, task, node)


def _drawn(rules: Rules, answer: str, node: Node) -> Drawn:
    if isinstance(node, Stop):
        return Drawn(answer, recommends=f"stop: {node.stop}")
    if isinstance(node, Bundle):
        return Drawn(answer, recommends=f"a head for each of --{node.bundle}")
    if not isinstance(node, Fork):
        arguments = ", ".join(f"{key}={value!r}" for key, value in node.arguments.items())
        return Drawn(answer, recommends=f"{node.recommend}{f' ({arguments})' if arguments else ''}")
    question = rules.questions[node.ask]
    below = tuple(
        replace(_drawn(rules, str(branch), branch.node), example=_example(question, branch))
        for branch in node.branches
    )
    return Drawn(answer, asks=node.ask, below=below, question=question.asks)


def _example(question: Question, branch: Branch) -> str:
    """What one answer stands for, with an example; nothing where several share a branch."""
    if len(branch.choices) != 1 or branch.choices[0] not in question.choices:
        return ""
    choice = question.choices[branch.choices[0]]
    return f"{choice.says}, such as {choice.example}" if choice.example else choice.says


def cut(top: Drawn, depth: int) -> Drawn:
    """The drawing down to `depth` questions; below them it says how many ends there are."""
    if not top.asks:
        return top
    if depth == 0:
        count = sum(1 for _ in rows(top))
        return replace(top, asks="", question="", recommends=f"{count} ends below {top.answer}", below=())
    return replace(top, below=tuple(cut(each, depth - 1) for each in top.below))


def merged(top: Drawn) -> Drawn:
    """`top` with one branch for all answers that lead to the same, and no question if all of them do."""
    groups: dict[Drawn, list[str]] = {}
    for each in map(merged, top.below):
        groups.setdefault(replace(each, answer="", example=""), []).append(each.answer)
    examples = {each.answer: each.example for each in top.below}
    below = tuple(
        replace(each, answer=" or ".join(answers), example=examples[answers[0]] if len(answers) == 1 else "")
        for each, answers in groups.items()
    )
    if len(below) != 1:
        return replace(top, below=below)
    return replace(below[0], answer=top.answer, example=top.example)


def rich_tree(top: Drawn) -> Tree:
    """The drawing as rich prints it."""
    from rich.text import Text
    from rich.tree import Tree

    def label(node: Drawn) -> Text:
        text = Text(node.answer, style="bold")
        if node.answer:
            text.append("  ")
        text.append(node.question or node.recommends, style="cyan" if node.asks else "green")
        if node.asks:
            text.append(f" --{node.asks}", style="dim")
        if node.example:
            text.append(f"  ({node.example})", style="dim")
        return text

    def grown(tree: Tree, node: Drawn) -> Tree:
        for each in node.below:
            grown(tree.add(label(each)), each)
        return tree

    return grown(Tree(label(top), guide_style="dim"), top)


def plain(top: Drawn, depth: int = 0) -> str:
    """The drawing as indented lines."""
    said = f"{top.question} --{top.asks}" if top.asks else top.recommends
    line = "  " * depth + (f"{top.answer}: {said}" if top.answer else said) + "\n"
    return line + "".join(plain(each, depth + 1) for each in top.below)


def mermaid(top: Drawn) -> str:
    """The drawing as a Mermaid flowchart."""
    lines = ["flowchart LR"]

    def add(node: Drawn, name: str) -> None:
        says = (node.question or node.recommends).replace('"', "#quot;")
        lines.append(f'    {name}{{"{says}"}}' if node.asks else f'    {name}["{says}"]')
        for number, each in enumerate(node.below, start=1):
            add(each, f"{name}_{number}")
            lines.append(f'    {name} -->|"{each.answer}"| {name}_{number}')

    add(top, "q")
    return "\n".join(lines) + "\n"


def rows(top: Drawn, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every leaf as the options that lead to it and what is recommended there."""
    if top.recommends:
        yield " ".join(path) or f"--task {top.answer}", top.recommends
    for each in top.below:
        yield from rows(each, (*path, f"--{top.asks} {each.answer.replace(' or ', '|')}"))


def table(top: Drawn) -> str:
    """Every leaf on a line: the options that lead to it, then the recommendation, in two columns."""
    found = list(rows(top))
    width = max(len(options) for options, _ in found)
    return "".join(f"{options:<{width}}  {recommended}\n" for options, recommended in found)
