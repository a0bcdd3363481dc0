"""A model saved in HDF5, as Keras did before 3: the texts of its configuration are read, and nothing else.

The library that reads HDF5 gets the file through our hands, so that it sees no more of it than is allowed.
Nothing in a configuration is ever run: code of a Lambda stays text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice
from types import ModuleType
from typing import Any, NoReturn

from lossadvisor.check.findings import Checked
from lossadvisor.check.unreadable import Unreadable
from lossadvisor.regular import opened
from lossadvisor.rulebook.rules import Rules

from .archives import MOST_BYTES, NO_MODEL, TOO_LARGE, Limited, judged_config, parsed

MARK = b"\x89HDF\r\n\x1a\n"
MOST_PIECES = 1000
WITHOUT = 'reading HDF5 needs h5py: pip install "lossadvisor[h5]"'
DAMAGED = "the HDF5 file is damaged"
WEIGHTS = "holds only weights; model.save() saves a whole model"
OF_WEIGHTS = ("layer_names", "layers", "_layer_checkpoint_dependencies", "model_weights", "vars")


def checked(rules: Rules, path: str) -> Checked:
    """What is wrong with the head of the model saved at `path`. Raises Unreadable where there is none."""
    try:
        with opened(path) as file:
            return judged_config(rules, config_in(Limited(file)))
    except (OSError, ValueError) as error:  # ValueError: no name that a file can have
        raise Unreadable(getattr(error, "strerror", None) or "cannot be opened") from None


def config_in(file: Limited) -> object:
    """The configuration in an open file, with what it was compiled with. Raises Unreadable."""
    if file.read(len(MARK)) != MARK:
        raise Unreadable("is not an HDF5 file")
    file.seek(0)
    model, compiled = _texts(_library(), file)
    config = parsed(model)
    if isinstance(config, dict) and compiled:
        return {**config, "training_config": parsed(compiled)}
    return config


def _library() -> ModuleType:
    try:
        import h5py
    except ImportError:
        raise Unreadable(WITHOUT) from None
    except Exception as error:  # one that was built for another numpy
        says = " ".join(str(error).split())[:100]
        raise Unreadable(f"h5py cannot be loaded ({says}); reinstall it: {WITHOUT}") from None
    return h5py  # type: ignore[no-any-return]


def _texts(h5py: ModuleType, file: Limited) -> tuple[bytes, bytes]:
    """What a model is and what it was compiled with, each as JSON; the second is empty where it was not."""
    try:
        with h5py.File(file, "r") as content:
            model = b"".join(_pieces(h5py, content.attrs, "model_config"))
            return model or _none(content), b"".join(_pieces(h5py, content.attrs, "training_config"))
    except Unreadable:
        raise
    except Exception:  # h5py raises whatever comes up: OSError, KeyError, RuntimeError …
        raise Unreadable(DAMAGED) from None


def _none(content: Any) -> NoReturn:
    """Raise Unreadable for a file without a model: it may hold the weights of one."""
    names = {*islice(content.attrs, MOST_PIECES), *islice(content, MOST_PIECES)}
    raise Unreadable(NO_MODEL if names.isdisjoint(OF_WEIGHTS) else WEIGHTS)


def _pieces(h5py: ModuleType, attributes: Any, name: str) -> Iterator[bytes]:
    """The text of an attribute, or of several that are numbered because one was too small."""
    names = [name] if name in attributes else (f"{name}{number}" for number in count())
    left = MOST_BYTES
    for each in islice(names, MOST_PIECES):
        if each not in attributes:
            return
        piece = _text(h5py, attributes, each)
        left -= len(piece)
        if left < 0:
            raise Unreadable(TOO_LARGE)
        yield piece


def _text(h5py: ModuleType, attributes: Any, name: str) -> bytes:
    """An attribute that is one text, read once it is known to be that, and no longer than it may be."""
    attribute = attributes.get_id(name)
    if not isinstance(attribute.get_type(), h5py.h5t.TypeStringID) or attribute.shape not in ((), (1,)):
        raise Unreadable(f"its {name} is not text")
    if attribute.get_storage_size() > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    value = attributes[name]
    value = value if attribute.shape == () else value[0]
    return value.encode(errors="replace") if isinstance(value, str) else bytes(value)
