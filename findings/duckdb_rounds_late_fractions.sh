#!/usr/bin/env bash
# DuckDB 2.0.1: read_csv guesses the type of a column from the first 20,480 rows. If these hold whole numbers, a fraction
# that comes later is rounded to one, and nothing says so: 2.4 is read as 2, 2.5 as 3. A text that comes later is an error,
# and the same fractions within the first rows make the column DOUBLE. pandas 2.3.3 reads the same file as 2.4 and 2.5.
# For labels this turns a regression into classes. Exits with 1 if this changes.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/env"
"$room/env/bin/pip" install -q duckdb==2.0.1 pandas==2.3.3 2> /dev/null
cd "$room"
"$room/env/bin/python" - <<'PYTHON'
import duckdb
import pandas as pd


def read(before: int, last: str) -> tuple[list[float], str]:
    """The different values that DuckDB reads after so many rows of 1, and the type of the column."""
    with open("labels.csv", "w") as file:
        file.write("y\n" + "1\n" * before + last)
    kind = duckdb.sql("DESCRIBE SELECT * FROM read_csv('labels.csv')").fetchall()[0][1]
    rows = duckdb.sql("SELECT DISTINCT y FROM read_csv('labels.csv') ORDER BY y").fetchall()
    return [float(row[0]) for row in rows], kind


early, late = read(100, "2.4\n2.5\n"), read(30_000, "2.4\n2.5\n")
kept = sorted(map(float, pd.read_csv("labels.csv")["y"].unique()))
print("within the first rows:", *early)
print("after 30,000 rows:", *late)
print("pandas:", kept)
try:
    read(30_000, "many\n")
    text = "read"
except duckdb.Error as error:
    text = type(error).__name__
print("a text after 30,000 rows:", text)

assert early == ([1.0, 2.4, 2.5], "DOUBLE")
assert late == ([1.0, 2.0, 3.0], "BIGINT")
assert kept == [1.0, 2.4, 2.5]
assert text == "ConversionException"
PYTHON
