"""What a report consists of: a title, and sections of facts, lines and code. Knows no output format."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from lossadvisor.errors import printable


class Facts(Struct, frozen=True):
    """Rows of a short name and what there is to say about it, in prose or in code."""

    rows: tuple[tuple[str, str], ...]
    code: bool = False


class Lines(Struct, frozen=True):
    """Sentences, one below the other."""

    lines: tuple[str, ...]


class Code(Struct, frozen=True):
    """Text to copy, in Python or in a shell."""

    text: str
    language: str = "python"


Block: TypeAlias = Facts | Lines | Code


class Section(Struct, frozen=True):
    """A heading with what stands below it."""

    title: str
    blocks: tuple[Block, ...]


class Outline(Struct, frozen=True):
    """A whole report."""

    title: str
    lead: str
    sections: tuple[Section, ...]


def printable_outline(outline: Outline) -> Outline:
    """The outline without what a terminal would act on: rules may be anybody's."""
    sections = (Section(_shown(each.title), tuple(map(_printable, each.blocks))) for each in outline.sections)
    return Outline(_shown(outline.title), _shown(outline.lead), tuple(sections))


def _printable(block: Block) -> Block:
    if isinstance(block, Facts):
        return Facts(tuple((_shown(name), _shown(said)) for name, said in block.rows), block.code)
    if isinstance(block, Lines):
        return Lines(tuple(map(_shown, block.lines)))
    return Code(_shown(block.text), block.language)


def _shown(text: str) -> str:
    return printable(text, keep="\n\t")


def section(title: str, *blocks: Block) -> tuple[Section, ...]:
    """A section without its empty blocks; nothing where all of them are empty."""
    kept = tuple(block for block in blocks if _content(block))
    return (Section(title, kept),) if kept else ()


def _content(block: Block) -> object:
    if isinstance(block, Facts):
        return block.rows
    return block.lines if isinstance(block, Lines) else block.text
