"""Answers out of files: YAML or JSON for one recommendation, JSON lines for many."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from lossadvisor.errors import AdvisorError, shown
from lossadvisor.rulebook import yamlfile
from lossadvisor.rulebook.facts import Answer
from lossadvisor.rulebook.yamlfile import decoded

MOST_BYTES = 1_000_000
WORDS_OF_YAML = ("true", "false", "yes", "no", "on", "off", "null", "y", "n")


def answers(source: str, stdin: BinaryIO) -> dict[str, object]:
    """The answers in the file `source`, or in `stdin` for `-`. Raises AdvisorError."""
    if source == "-":
        content = decoded(stdin.read(MOST_BYTES + 1), "standard input", MOST_BYTES)
        source = "standard input"
    else:
        content = yamlfile.text(Path(source), MOST_BYTES)
    if content.lstrip().startswith("{"):
        try:
            return _object(content, source)
        except AdvisorError as error:
            if "not JSON" not in str(error):
                raise
    found = yamlfile.document(content, source)
    if not isinstance(found, dict):
        raise AdvisorError(f"{source}: holds no answers; write lines such as 'task: binary'")
    return found


def written(answers: Mapping[str, Answer]) -> str:
    """Answers as a file that `answers` reads, a line of YAML for each."""
    return "".join(f"{name}: {_as_yaml(answer)}\n" for name, answer in answers.items())


def _as_yaml(answer: Answer) -> str:
    """A plain word as it is, all else as in JSON, which YAML takes for the same."""
    is_plain = isinstance(answer, str) and re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", answer) is not None
    return str(answer) if is_plain and answer not in WORDS_OF_YAML else json.dumps(answer)


def lines(source: BinaryIO, name: str) -> Iterator[tuple[int, dict[str, object] | AdvisorError]]:
    """Each line of `source` with its number: the answers in it, or what is wrong with it."""
    number = 0
    while line := source.readline(MOST_BYTES + 1):
        number += 1
        where = f"{name}:{number}"
        if len(line) > MOST_BYTES:
            while line and not line.endswith(b"\n"):
                line = source.readline(MOST_BYTES)
            yield number, AdvisorError(f"{where}: the line is longer than {MOST_BYTES / 1e6:g} MB")
            continue
        try:
            yield number, _object(decoded(line, where, MOST_BYTES), where)
        except AdvisorError as error:
            yield number, error


def _object(content: str, where: str) -> dict[str, object]:
    try:
        found = json.loads(content, object_pairs_hook=lambda pairs: _once(pairs, where))
    except (ValueError, RecursionError) as error:
        if isinstance(error, AdvisorError):
            raise
        place = (
            f"{error.msg} at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else error
        )
        raise AdvisorError(f"{where}: not JSON: {shown(place, 80)}") from error
    if not isinstance(found, dict):
        raise AdvisorError(f"{where}: not a JSON object of answers")
    return found


def _once(pairs: list[tuple[str, object]], where: str) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise AdvisorError(f"{where}: the key '{shown(twice)}' is given twice")
    return found
