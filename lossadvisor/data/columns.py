"""A column of a table in SQL: its text, its number, and all that is measured of it in one pass."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from .labels import Texts

LARGEST = 1e60  # numbers beyond it would overflow in the fourth power
NUMERIC = ("DECIMAL", "DOUBLE", "FLOAT", "REAL", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT",
           "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT")  # fmt: skip
NOTHING = "CAST(NULL AS DOUBLE)"


class Column(Struct, frozen=True):
    """A column by its name, with the SQL of its text and of its number, both NULL where it is missing.

    `raw` is the text with words for missing values still in it, and `wordy` says that there can be some.
    `truth` says that it holds true and false, `dated` that it holds dates.
    """

    name: str
    text: str
    number: str
    raw: str
    wordy: bool = False
    truth: bool = False
    dated: bool = False


def column_of(name: str, kind: str, gaps: Collection[str] = ()) -> Column:
    """The column called `name` of a type of DuckDB, in which the `gaps` are texts for missing values."""
    cell = '"' + name.replace('"', '""') + '"'
    as_text = f"CAST({cell} AS VARCHAR)"
    if kind == "VARCHAR":
        raw = f"nullif({cell}, '')"
        listed = ", ".join(map(quoted, sorted(gaps)))
        text = f"CASE WHEN {cell} NOT IN ({listed}) THEN {raw} END" if gaps else raw
        return Column(name, text, f"TRY_CAST({cell} AS DOUBLE)", raw, wordy=True)
    if kind == "BOOLEAN":
        as_number = f"CAST({cell} AS INTEGER)"
        text = f"CAST({as_number} AS VARCHAR)"
        return Column(name, text, f"CAST({as_number} AS DOUBLE)", text, truth=True)
    if kind.endswith("[]"):
        text = f"array_to_string({cell}, ';')"
        return Column(name, text, NOTHING, text)
    if kind.startswith(NUMERIC):
        as_number = f"CAST({cell} AS DOUBLE)"
        known = f"CASE WHEN isnan({as_number}) THEN NULL ELSE "
        return Column(name, f"{known}{as_text} END", f"{known}{as_number} END", f"{known}{as_text} END")
    return Column(name, as_text, NOTHING, as_text, dated=kind.startswith(("DATE", "TIME")))


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
    """The same of texts. Where all are listed they tell the rest; what the `first` lack is not looked for.

    The length is in bytes, which DuckDB has at hand: to count letters takes a tenth of the time.
    """
    text = column.text
    if is_listed:
        return ["count(*)", f"count({text})", *["NULL"] * 6, f"histogram({text})"]
    several = f"count_if(regexp_matches({text}, '[^,;|]+[,;|][^,;|]+') AND {column.number} IS NULL)"
    dates = f"count_if(TRY_CAST({text} AS TIMESTAMP) IS NOT NULL AND length({text}) >= 8)"
    blanks = f"count_if(trim({text}) <> {text})"
    looked_for = (
        (first.numbers, f"count({column.number})"),
        (first.length, f"avg(strlen({text}))"),
        (first.blanks, blanks),
        (first.several, several),
        (first.dates, dates),
    )
    sought = [part if there else "0" for there, part in looked_for]
    return ["count(*)", f"count({text})", *sought, f"approx_count_distinct({text})", "NULL"]


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
