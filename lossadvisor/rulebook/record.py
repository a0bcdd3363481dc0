"""What every record of the rules is made from."""

from msgspec import Struct


class Record(
    Struct,
    frozen=True,
    eq=False,
    gc=False,
    kw_only=True,
    omit_defaults=True,
    rename="kebab",
    forbid_unknown_fields=True,
):
    """One thing out of the rule files. Two records are the same only if they are one object."""
