"""The site in a folder: written where there is nothing else, and only what was written is ever removed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lossadvisor.errors import AdvisorError, shown
from lossadvisor.writing import LeftAloneError, save

LIST = ".lossadvisor-page"  # the names of all files that the command wrote
MOST = 300  # letters of a path in a message


def judged(folder: Path, *, force: bool) -> None:
    """Raises AdvisorError where the site cannot be written into a folder, whatever will be in it."""
    if folder.exists() and not folder.is_dir():
        raise AdvisorError(f"{shown(str(folder), MOST)}: is a file; name a folder")
    if force or not folder.is_dir() or (folder / LIST).exists():
        return
    try:
        strange = next(folder.iterdir(), None)
    except OSError as error:
        raise AdvisorError(f"{shown(str(folder), MOST)}: cannot be read: {error.strerror}") from error
    if strange is not None:
        raise _foreign(folder, strange.name)


def written(folder: Path, files: Mapping[str, bytes], *, force: bool) -> None:
    """Write `files` below `folder`, and remove those of an earlier site that are no part of this one.

    Raises AdvisorError where the folder holds what this command did not write, unless `force`.
    """
    judged(folder, force=force)
    try:
        before = _before(folder)
        for name in sorted({*files, *before}):
            _stays_inside(folder, name)
            place = folder / name
            if not force and (place.is_symlink() or (name not in before and place.exists())):
                raise _foreign(folder, name)
        for name, content in {LIST: _listed({*files, *before}), **files}.items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            save(str(place), content)
        for name in before - files.keys():
            (folder / name).unlink(missing_ok=True)
        save(str(folder / LIST), _listed(files))
    except AdvisorError:
        raise
    except (OSError, LeftAloneError, ValueError) as error:
        place = getattr(error, "filename", None) or folder
        reason = getattr(error, "strerror", None) or error
        raise AdvisorError(f"{shown(str(place), MOST)}: cannot be written: {reason}") from error


def _before(folder: Path) -> set[str]:
    """What an earlier run wrote; a name that leads out of the folder is none of ours."""
    try:
        names = (folder / LIST).read_text("utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return set()
    return {name for name in names if name and not Path(name).is_absolute() and ".." not in Path(name).parts}


def _stays_inside(folder: Path, name: str) -> None:
    """Raises AdvisorError where a link leads from a folder of the site to another place."""
    if not (folder / name).parent.resolve().is_relative_to(folder.resolve()):
        link = shown(str(folder / Path(name).parent), MOST)
        raise AdvisorError(
            f"{link}: leads out of the site's folder; remove this link, or name another folder"
        )


def _foreign(folder: Path, name: str) -> AdvisorError:
    what = f"it holds {shown(name)}, which this command did not write"
    return AdvisorError(f"{shown(str(folder), MOST)}: {what}; name another folder, or overwrite with --force")


def _listed(names: object) -> bytes:
    return "".join(f"{name}\n" for name in sorted(names)).encode()  # type: ignore[call-overload]
