"""A record walked by the types of its fields: every text that stands for something, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct, inspect

from .heads import Pair
from .record import Record
from .yamlfile import Trail

NOTHING: Mapping[str, Any] = {}


class Text(Struct, frozen=True):
    """A text of a record: where it stands, and what it means in the words of `meanings`."""

    trail: Trail
    says: str
    means: Mapping[str, Any]


def texts(record: Record) -> Iterator[Text]:
    """The texts in `record` that stand for something. One that is empty because it may be is none."""
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if value != "" or field.required or field.default != "":
            yield from _texts(field.type, value, (field.encode_name,), NOTHING, field.required)


@lru_cache(maxsize=64)
def fields_of(kind: type[Record]) -> tuple[inspect.Field, ...]:
    """The fields of a record with their types."""
    told = inspect.type_info(kind)
    assert isinstance(told, inspect.StructType)
    return told.fields


def _texts(kind: Any, value: object, trail: Trail, means: Mapping[str, Any], needed: bool) -> Iterator[Text]:
    while isinstance(kind, inspect.Metadata) or (isinstance(kind, inspect.UnionType) and not means):
        if isinstance(kind, inspect.Metadata):
            kind, means = kind.type, {**means, **(kind.extra or {})}
        else:
            kind = _member(kind, value)
    if means:
        if value is not None and (needed or value != "" or not means.get("blank")):
            yield Text(trail, str(value), means)
    elif isinstance(value, Pair):
        yield Text(trail, value.activation, {"names": "activations"})
        yield Text(trail, value.loss, {"names": "losses"})
    else:
        yield from _within(kind, value, trail)


def _within(kind: Any, value: object, trail: Trail) -> Iterator[Text]:
    """The texts in what holds others."""
    if isinstance(value, Record):
        for text in texts(value):
            yield Text((*trail, *text.trail), text.says, text.means)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(kind.key_type, key, (*trail, key), NOTHING, True)
            yield from _texts(kind.value_type, each, (*trail, key), NOTHING, True)
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from _texts(kind.item_type, each, (*trail, number), NOTHING, True)


def _member(union: inspect.UnionType, value: object) -> Any:
    """The type in `union` that `value` is of."""
    wanted: dict[type, Any] = {
        dict: inspect.DictType,
        tuple: inspect.VarTupleType,
        type(None): inspect.NoneType,
    }
    kind = wanted.get(type(value))
    if kind is not None:
        return next(each for each in union.types if isinstance(each, kind))
    return next((each for each in union.types if isinstance(each, inspect.Metadata)), union.types[0])
