"""Arrays in files: NumPy's, MATLAB's and HDF5, each by its name."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from lossadvisor.errors import AdvisorError, shown, suggestion

LABEL_NAMES = ("y", "y_train", "labels", "label", "target", "targets", "t", "Y")
HDF5 = b"\x89HDF"


def array_at(path: str, name: str | None) -> tuple[str, Any]:
    """The array called `name` in a file, or the only one, with its name. Raises AdvisorError."""
    ending = os.path.splitext(path)[1].lower()
    if ending == ".npy":
        if name is not None:
            raise AdvisorError(f"{shown(path, 80)}: holds a single array; leave out --target")
        return "y", _npy(path)
    found = _found(path, ending)
    if name is None:
        name = _only(path, found)
    if name not in found:
        raise AdvisorError(f"{shown(path, 80)}: has no array '{shown(name)}'{suggestion(name, found)}")
    return name, _read(path, found[name])


def names_at(path: str) -> list[str]:
    """The names of the arrays in a file."""
    ending = os.path.splitext(path)[1].lower()
    return ["y"] if ending == ".npy" else list(_found(path, ending))


def _only(path: str, found: Mapping[str, Any]) -> str:
    usual = [name for name in LABEL_NAMES if name in found]
    if len(found) == 1 or len(usual) == 1:
        return (usual or list(found))[0]
    listed = ", ".join(found) or "no arrays"
    raise AdvisorError(
        f"{shown(path, 80)}: which array holds the labels? Name it with --target; it has {shown(listed, 200)}"
    )


def _found(path: str, ending: str) -> Mapping[str, Callable[[], Any]]:
    with open(path, "rb") as file:
        is_hdf5 = file.read(4) == HDF5
    if is_hdf5 or ending in (".h5", ".hdf5"):
        return _hdf5(path)
    return _npz(path) if ending == ".npz" else _mat(path)


def _read(path: str, array: Callable[[], Any]) -> Any:
    try:
        return array()
    except (ValueError, OSError, KeyError, zipfile.BadZipFile) as error:
        told = getattr(error, "strerror", None) or shown(error, 120)
        raise AdvisorError(f"{shown(path, 80)}: cannot be read: {told}") from None


def _npy(path: str) -> Any:
    import numpy as np

    return _read(path, lambda: np.load(path, mmap_mode="r", allow_pickle=False))


def _npz(path: str) -> Mapping[str, Callable[[], Any]]:
    import numpy as np

    try:
        held = np.load(path, allow_pickle=False)
        names = list(held.files)
    except (ValueError, OSError, AttributeError, zipfile.BadZipFile) as error:
        raise AdvisorError(f"{shown(path, 80)}: cannot be read as .npz: {shown(error, 120)}") from None
    return {name: partial(held.__getitem__, name) for name in names}


def _mat(path: str) -> Mapping[str, Callable[[], Any]]:
    try:
        from scipy import io
    except ImportError:
        raise AdvisorError(f"{shown(path, 80)}: is read with SciPy, which is not installed") from None
    try:
        names = [name for name, *_ in io.whosmat(path)]
    except Exception as error:  # SciPy raises what it likes for a file that is none
        raise AdvisorError(f"{shown(path, 80)}: cannot be read as .mat: {shown(error, 120)}") from None
    return {name: partial(_of_matlab, path, name) for name in names}


def _of_matlab(path: str, name: str) -> Any:
    from scipy import io

    return _flat(io.loadmat(path, variable_names=[name])[name])


def _flat(array: Any) -> Any:
    """A row or a column of MATLAB as the vector that it stands for; cells of text as texts."""
    if array.ndim == 2 and 1 in array.shape:
        array = array.ravel()
    if array.dtype == object:
        return [str(each[0]) if getattr(each, "size", 0) == 1 else each for each in array]
    return array


def _hdf5(path: str) -> Mapping[str, Callable[[], Any]]:
    try:
        import h5py
    except ImportError:
        raise AdvisorError(
            f"{shown(path, 80)}: is read with h5py, which is not installed; "
            'run: pip install "lossadvisor[h5]"'
        ) from None
    try:
        file = h5py.File(path, "r")
    except OSError as error:
        raise AdvisorError(f"{shown(path, 80)}: cannot be read as HDF5: {shown(error, 120)}") from None
    found: dict[str, Callable[[], Any]] = {}

    def keep(name: str, held: Any) -> None:
        if isinstance(held, h5py.Dataset) and held.shape:
            found[name] = partial(_of_hdf5, held)

    file.visititems(keep)
    return found


def _of_hdf5(held: Any) -> Any:
    return held.asstr()[:] if held.dtype.kind == "O" else held[:]
