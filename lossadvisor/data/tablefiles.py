"""Files of tables as DuckDB reads them, with nothing guessed from the first rows alone."""

from __future__ import annotations

import csv
import os
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lossadvisor.errors import AdvisorError, shown

from .columns import quoted
from .texts import is_number

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KINDS = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".tab": "csv", ".json": "json", ".jsonl": "json",
    ".ndjson": "json", ".parquet": "parquet", ".pq": "parquet", ".arrow": "arrow", ".feather": "arrow",
    ".ipc": "arrow",
}  # fmt: skip
# what pandas.read_csv takes for missing, from its documentation
MISSING = (
    "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A",
    "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
)  # fmt: skip
NANS = ("NaN", "-NaN", "nan", "-nan", "NAN")  # which DuckDB would read as numbers
PACKED = (".gz", ".zst")
STRICT, LENIENT = "strict_mode=true", "strict_mode=false"  # which passes over cells too many
MEMORY = "500MB"  # DuckDB keeps what it has read of a file up to here
RAGGED = re.compile(
    r"Line: (?P<line>\d+).*Expected Number of Columns: (?P<wanted>\d+) Found: (?P<found>\d+)", re.DOTALL
)
MOST_HEADER = 1_000_000  # letters of a first line


def connection() -> DuckDBPyConnection:
    """A DuckDB that fetches nothing and spills to disk what does not fit. Raises AdvisorError without it."""
    try:
        import duckdb
    except ImportError:
        raise AdvisorError(
            'tables are read with DuckDB, which is not installed; run: pip install "lossadvisor[data]"'
        ) from None
    settings: dict[str, Any] = {
        "autoinstall_known_extensions": "false",  # nothing is fetched while the program runs
        "memory_limit": MEMORY,
        "temp_directory": os.path.join(
            tempfile.gettempdir(), f"lossadvisor-{os.getpid()}"
        ),  # if it must spill
        "preserve_insertion_order": "true",
    }
    return duckdb.connect(":memory:", config=settings)


def source(connection: DuckDBPyConnection, path: str, missing: Collection[str] = MISSING) -> str:
    """The table in SQL, without cells of text files that are `missing`. Raises AdvisorError if it is none."""
    if os.path.isdir(path):
        raise AdvisorError(f"{shown(path, 80)}: is a folder, not a table")
    if not os.path.exists(path):
        raise AdvisorError(f"{shown(path, 80)}: there is no such file")
    plain = path
    for ending in PACKED:
        plain = plain.removesuffix(ending)
    kind = KINDS.get(os.path.splitext(plain)[1].lower(), "")
    if kind == "parquet":
        return f"read_parquet({quoted(path)})"
    if kind == "json":
        return f"read_json_auto({quoted(path)})"
    if kind == "arrow":
        connection.register("arrow", _arrow(path))
        return "arrow"
    return _csv(path, missing)


def _arrow(path: str) -> Any:
    try:
        from pyarrow import dataset
    except ImportError:
        raise AdvisorError(
            f"{shown(path, 80)}: Arrow files are read with pyarrow, which is not installed"
        ) from None
    try:
        return dataset.dataset(path, format="ipc")
    except (OSError, ValueError) as error:
        raise AdvisorError(f"{shown(path, 80)}: cannot be read as Arrow: {shown(error, 120)}") from None


def _csv(path: str, missing: Collection[str]) -> str:
    """A CSV file with all cells as text: DuckDB would guess their types from the first rows alone."""
    header = _header(path)
    delimiter = max((",", ";", "\t", "|"), key=header.count)
    names = next(csv.reader([header], delimiter=delimiter))
    has_names = not any(map(is_number, names))
    names = (
        list(_apart(_all_named(names))) if has_names else [f"column{number}" for number in range(len(names))]
    )
    columns = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in names)
    gaps = ", ".join(map(quoted, ("", *sorted(missing))))
    return (
        f"read_csv({quoted(path)}, auto_detect=false, delim={quoted(delimiter)}, quote='\"', escape='\"', "
        f"header={str(has_names).lower()}, {STRICT}, nullstr=[{gaps}], columns={{{columns}}})"
    )


def _all_named(names: Sequence[str]) -> Iterator[str]:
    """Names of columns, with a number for those that have none, as pandas has it: it writes its index so."""
    for number, name in enumerate(names):
        yield name if name.strip() else f"Unnamed: {number}"


def _apart(names: Iterable[str]) -> Iterator[str]:
    """Names of columns, with a number behind those that come again, as pandas has it."""
    seen: set[str] = set()
    for name in names:
        each, times = name, 0
        while each.casefold() in seen:
            times += 1
            each = f"{name}.{times}"
        seen.add(each.casefold())
        yield each


def _header(path: str) -> str:
    import gzip

    opened: Any = gzip.open if path.endswith(".gz") else open
    try:
        with opened(path, "rb") as file:
            first = file.readline(MOST_HEADER)
    except OSError as error:
        raise AdvisorError(f"{shown(path, 80)}: {error.strerror or 'cannot be read'}") from None
    if b"\0" in first:
        raise AdvisorError(f"{shown(path, 80)}: is not a table: it holds bytes that no text has")
    try:
        text: str = first.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        text = first.decode("latin-1").rstrip("\r\n")
    if not text:
        raise AdvisorError(
            f"{shown(path, 80)}: the first line is empty; a table begins with names of columns"
        )
    return text


def told(path: str, error: Exception) -> str:
    """What DuckDB says, in one line."""
    says = str(error).strip()
    place = shown(path, 80)
    if ragged := RAGGED.search(says):
        wanted, found = ragged["wanted"], ragged["found"]
        cells = "1 cell" if found == "1" else f"{found} cells"
        return f"{place}:{ragged['line']}: has {cells} where the first line has {wanted}"
    if any(word in says.lower() for word in ("utf-8", "utf8", "unicode")):
        return f"{place}: is not text in UTF-8; save it in this encoding, or as Parquet"
    return f"{place}: cannot be read as a table: {shown(says.partition(chr(10))[0], 160)}"
