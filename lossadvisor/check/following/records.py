"""Classes whose fields are written in their bodies: named tuples, data classes and the like."""

from __future__ import annotations

import ast

from .run import Run
from .values import Class, Symbol, Unknown, Value, constant

NAMED_TUPLE = Symbol("typing.NamedTuple")


def fields(made_of: Class) -> tuple[str, ...]:
    """The names of the fields of a class of the program, in their order."""
    found: dict[str, None] = {}
    for base in reversed(made_of.bases):
        if isinstance(base, Class) and base is not made_of:
            found.update(dict.fromkeys(_own(base)))
    return tuple(found | dict.fromkeys(_own(made_of)))


def _own(made_of: Class) -> list[str]:
    body = (each.target for each in made_of.node.body if isinstance(each, ast.AnnAssign))
    return [each.id for each in body if isinstance(each, ast.Name)]


def filled(
    run: Run, made_of: Class, positional: tuple[Value, ...], named: dict[str, Value]
) -> dict[str, Value]:
    """The fields of an instance that its class is given."""
    names = fields(made_of)
    run.entered(len(names))
    given = {name: value for name, value in named.items() if name in names}
    return dict(zip(names, positional, strict=False)) | given


def row(made_of: Class) -> tuple[str, ...]:
    """The names of the items of a tuple whose items have names."""
    return fields(made_of) if NAMED_TUPLE in made_of.bases else ()


def named_tuple(
    run: Run, path: str, name: str, positional: tuple[Value, ...], named: dict[str, Value], node: ast.Call
) -> Value:
    """The class that collections.namedtuple() makes."""
    given = positional[1] if len(positional) > 1 else Unknown()
    text = constant(given)
    names = text.replace(",", " ").split() if isinstance(text, str) else None
    if names is None:
        items = [constant(each) for each in run.world.items(given) or ()]
        names = [each for each in items if isinstance(each, str)]
    title = constant(positional[0]) if positional else ""
    if not names:
        return Unknown("what namedtuple() returns is unknown")
    run.made(len(names))
    body: list[ast.stmt] = [
        ast.AnnAssign(ast.Name(each, ast.Store()), ast.Constant(None), None, 1) for each in names
    ]
    return Class(
        str(title), (NAMED_TUPLE,), {}, ast.ClassDef(str(title), [], [], body, [], lineno=node.lineno)
    )
