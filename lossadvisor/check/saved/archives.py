"""The heads in a saved model: its configuration is read, with limits, and judged as a program is."""

from __future__ import annotations

from json import loads
from typing import BinaryIO

from msgspec.structs import replace

from lossadvisor.check.findings import Checked, Finding
from lossadvisor.check.judging.judgement import judged
from lossadvisor.check.seen import NOWHERE, Model, Output, Seen, Unfollowed
from lossadvisor.check.unreadable import Unreadable
from lossadvisor.regular import opened
from lossadvisor.rulebook.libraries import Libraries, libraries
from lossadvisor.rulebook.rules import Rules

from .compiling import outputs
from .parts import ends_of

MOST_BYTES = 5_000_000
MOST_READ = 6_000_000  # of an archive: its contents, and as much of its configuration as is packed
DEEPEST = 150
DIGITS = 18
ZIP, HDF5 = b"PK\x03\x04", b"\x89HDF"
DAMAGED = "the archive is damaged"
NEVER_COMPILED = "the model was saved without being compiled"
NO_MODEL = "holds no Keras model"
TOO_LARGE = f"its configuration is larger than {MOST_BYTES // 1_000_000} MB"


def checked(rules: Rules, path: str) -> Checked:
    """What is wrong with the head of the model saved at `path`. Raises Unreadable where there is none."""
    return judged_config(rules, _config_at(path))


def _config_at(path: str) -> object:
    try:
        with opened(path) as file:
            return config_in(Limited(file))
    except (OSError, ValueError) as error:  # ValueError: no name that a file can have
        raise Unreadable(getattr(error, "strerror", None) or "cannot be opened") from None


class Limited:
    """A file of which no more than so many bytes are read, whatever an archive says of itself."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.left = file, MOST_READ
        self.seek, self.tell = file.seek, file.tell

    def seekable(self) -> bool:
        return True

    def readinto(self, room: bytearray) -> int:
        """Fill `room`, as the library for HDF5 asks for."""
        content = self.read(len(room))
        room[: len(content)] = content
        return len(content)

    def read(self, size: int = -1) -> bytes:
        most = self.left + 1 if size is None or size < 0 else size
        if most > self.left + 1:
            raise Unreadable("its table of contents is too large")
        content = self.file.read(most)
        self.left -= len(content)
        if self.left < 0:
            raise Unreadable("too large to be read")
        return content


def config_in(file: Limited) -> object:
    """The configuration in an open file: that of an archive, or the file itself."""
    first = file.read(4)
    file.seek(0)
    if first == HDF5:  # under another name
        from . import hdf5

        return hdf5.config_in(file)
    content = _unpacked(file) if first[:2] == ZIP[:2] else file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    return parsed(content)


def _unpacked(file: Limited) -> bytes:
    """config.json of an archive; nothing else in it is opened."""
    from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

    try:
        archive = ZipFile(file)
    except Unreadable:
        raise
    except Exception:  # zipfile raises whatever comes up: struct.error, NotImplementedError …
        raise Unreadable(DAMAGED) from None
    entry = archive.NameToInfo.get("config.json")
    if entry is None:
        raise Unreadable("the archive has no config.json, so it is not a Keras model")
    if entry.compress_type not in (ZIP_DEFLATED, ZIP_STORED) or entry.flag_bits & 1:
        raise Unreadable("its config.json is compressed in a way that Keras does not use")
    try:
        with archive.open(entry) as config:
            return config.read(MOST_BYTES + 1)
    except Unreadable:
        raise
    except Exception:  # as above, and zlib.error
        raise Unreadable(DAMAGED) from None


def parsed(content: bytes) -> object:
    """The JSON in `content`, once more where it was written as a text in JSON. Raises Unreadable."""
    value = _json(content)
    return _json(value.encode(errors="replace")) if isinstance(value, str) else value


def _json(content: bytes) -> object:
    if _depth(content) > DEEPEST:
        raise Unreadable(f"its configuration is nested more than {DEEPEST} levels deep")
    try:
        return loads(content, parse_int=_number)
    except (ValueError, RecursionError):
        raise Unreadable("its configuration is not JSON") from None


def _depth(content: bytes) -> int:
    """How deep brackets are nested; those in texts count too, which makes it no less."""
    deepest = depth = 0
    for letter in content.translate(None, NO_BRACKETS):
        depth += 1 if letter in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


NO_BRACKETS = bytes(each for each in range(256) if each not in b"[]{}")


def _number(digits: str) -> int | None:
    """A whole number; one of thousands of digits would take long."""
    return int(digits) if len(digits) <= DIGITS else None


def judged_config(rules: Rules, config: object) -> Checked:
    """What is wrong with the model that `config` describes; where it was never compiled, just that."""
    if (
        not isinstance(config, dict)
        or not isinstance(config.get("class_name"), str)
        or "config" not in config
    ):
        raise Unreadable(NO_MODEL)
    compiling = config.get("compile_config") or config.get("training_config")
    if not compiling:
        return Checked((), (Unfollowed(NOWHERE, "the loss", NEVER_COMPILED),))
    if not isinstance(compiling, dict):
        raise Unreadable("its compile_config is not an object")
    return named(judged(rules, Seen((_model(libraries(rules), config, compiling),), compiles=1)))


def outputs_at(known: Libraries, path: str) -> tuple[Output, ...]:
    """What the model saved at `path` puts out, each output with its loss. Raises Unreadable for none."""
    config = _config_at(path)
    if not isinstance(config, dict) or not isinstance(config.get("class_name"), str):
        raise Unreadable(NO_MODEL)
    ends, compiling = ends_of(known, config), config.get("compile_config") or config.get("training_config")
    heads = ends.heads or ()
    found = outputs(ends, compiling)[0] if isinstance(compiling, dict) else ()
    if len(found) != len(heads):
        return tuple(Output((head,)) for head in heads)
    return tuple(Output((head,), each.losses) for head, each in zip(heads, found, strict=True))


def _model(known: Libraries, config: dict[str, object], compiling: dict[str, object]) -> Model:
    """The model at the one compile() that it went through."""
    ends = ends_of(known, config)
    found, mismatches = outputs(ends, compiling)
    unknown = ends.heads is None and compiling.get("loss") not in (None, [], {})
    unfollowed = (Unfollowed(NOWHERE, "the model", ends.why),) if unknown else ()
    return Model(NOWHERE, found, mismatches=mismatches, unfollowed=unfollowed)


def named(checked: Checked) -> Checked:
    """What was found, with names of layers in the place of lines, which a saved model has not."""
    findings = dict.fromkeys(map(_named, checked.findings))
    unfollowed = dict.fromkeys(replace(each, place=NOWHERE) for each in checked.unfollowed)
    return Checked(tuple(findings), tuple(unfollowed), checked.compiles)


def _named(finding: Finding) -> Finding:
    part = finding.place.part
    says = f"{finding.says} ({part})" if part else finding.says
    return replace(finding, place=NOWHERE, says=says, related=(), repairs=())
