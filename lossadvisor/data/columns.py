"""A column of a table in SQL: its text, its number, and all that is measured of it in one pass."""

from __future__ import annotations

from msgspec import Struct

from .labels import Texts

LARGEST = 1e60  # numbers beyond it would overflow in the fourth power
NUMERIC = ("DECIMAL", "DOUBLE", "FLOAT", "REAL", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT",
           "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT")  # fmt: skip
NOTHING = "CAST(NULL AS DOUBLE)"


class Column(Struct, frozen=True):
    """A column by its name, with the SQL of its text and of its number, both NULL where it is missing.

    `truth` says that it holds true and false, `dated` that it holds dates.
    """

    name: str
    text: str
    number: str
    truth: bool = False
    dated: bool = False


def column_of(name: str, kind: str) -> Column:
    """The column called `name` of a type of DuckDB."""
    cell = '"' + name.replace('"', '""') + '"'
    as_text = f"CAST({cell} AS VARCHAR)"
    if kind == "VARCHAR":
        return Column(name, f"nullif({cell}, '')", f"TRY_CAST({cell} AS DOUBLE)")
    if kind == "BOOLEAN":
        as_number = f"CAST({cell} AS INTEGER)"
        return Column(name, f"CAST({as_number} AS VARCHAR)", f"CAST({as_number} AS DOUBLE)", truth=True)
    if kind.endswith("[]"):
        return Column(name, f"array_to_string({cell}, ';')", NOTHING)
    if kind.startswith(NUMERIC):
        as_number = f"CAST({cell} AS DOUBLE)"
        known = f"CASE WHEN isnan({as_number}) THEN NULL ELSE "
        return Column(name, f"{known}{as_text} END", f"{known}{as_number} END")
    return Column(name, as_text, NOTHING, dated=kind.startswith(("DATE", "TIME")))


def of_numbers(column: Column, *, is_listed: bool) -> list[str]:
    """What is measured of a column of numbers, in SQL, in the order in which a table takes it."""
    number = column.number
    finite = f"CASE WHEN isfinite({number}) AND abs({number}) < {LARGEST} THEN {number} END"
    return [
        "count(*)", f"count({column.text})", f"count({number})", f"min({finite})", f"max({finite})",
        f"avg({finite})", f"var_pop({finite})", f"skewness({finite})", f"kurtosis_pop({finite})",
        f"count_if({number} = 0)", f"count_if({number} = floor({number}))", f"count_if(isinf({number}))",
        f"approx_count_distinct({number})", f"histogram({finite})" if is_listed else "NULL",
    ]  # fmt: skip


def of_texts(column: Column, first: Texts, *, is_listed: bool) -> list[str]:
    """The same of texts. Where all are listed they tell the rest; what the `first` lack is not looked for."""
    text = column.text
    if is_listed:
        return ["count(*)", f"count({text})", *["NULL"] * 6, f"histogram({text})"]
    several = f"count_if(regexp_matches({text}, '[^,;|]+[,;|][^,;|]+') AND {column.number} IS NULL)"
    dates = f"count_if(TRY_CAST({text} AS TIMESTAMP) IS NOT NULL AND length({text}) >= 8)"
    blanks = f"count_if(trim({text}) <> {text})"
    looked_for = (
        (first.numbers, f"count({column.number})"),
        (first.length, f"avg(length({text}))"),
        (first.blanks, blanks),
        (first.several, several),
        (first.dates, dates),
    )
    sought = [part if there else "0" for there, part in looked_for]
    return ["count(*)", f"count({text})", *sought, f"approx_count_distinct({text})", "NULL"]


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
