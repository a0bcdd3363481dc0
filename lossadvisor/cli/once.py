"""Options that take one value and are given another beside it: typer would silently take the last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from typer.core import TyperCommand, TyperOption

from lossadvisor.errors import AdvisorError, shown


class Once(TyperCommand):
    """A command that refuses two values of an option that takes one. The same value may stand twice."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse `args` as ever, and then with every value kept. Raises AdvisorError where two differ."""
        given = list(args)
        rest = super().parse_args(ctx, args)
        if ctx.resilient_parsing:  # a shell completes what is not whole yet
            return rest
        parser = self.make_parser(ctx)
        keeping = _Keeping(parser)
        options = [each for each in self.get_params(ctx) if isinstance(each, TyperOption)]
        for each in options:
            each.add_to_parser(keeping, ctx)  # type: ignore[arg-type]
        found, _, _ = parser.parse_args(given)
        for each in options:
            values = found.get(str(each.name), ())
            if each.is_flag and len(set(values)) > 1:
                names = f"{each.opts[0]} and {each.secondary_opts[0]}"
                raise AdvisorError(f"{names} contradict each other; leave out one of them")
            if not each.is_flag and not each.multiple:
                once(each.opts[0], values, is_list="," in (each.metavar or ""))
        return rest


class _Keeping:
    """Stands for a parser where options are added, which then keeps all values and not the last."""

    def __init__(self, parser: Any) -> None:
        self._parser = parser

    def add_option(self, *, action: str = "store", **more: Any) -> None:
        self._parser.add_option(action=action.replace("store", "append"), **more)


def once(option: str, values: Sequence[str], *, is_list: bool = False) -> None:
    """Raises AdvisorError where an option that takes one of `values` is given several that differ.

    `is_list` tells that one value of it may be a list.
    """
    known = [shown(each, 40) for each in dict.fromkeys(values)]
    if len(known) < 2:
        return
    listed = f"{', '.join(known[:-1])} and {known[-1]}"
    way = f"; a list is one value: {option} {','.join(known)}" if is_list else ""
    raise AdvisorError(f"{option} is given more than once, as {listed}; keep one of them{way}")
