"""The site in a folder: written where there is nothing else, and only what was written is ever removed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lossadvisor.errors import AdvisorError, shown
from lossadvisor.writing import LeftAloneError, save

LIST = ".lossadvisor-page"  # the names of all files that the command wrote
MOST = 300  # letters of a path in a message


def written(folder: Path, files: Mapping[str, bytes], *, force: bool) -> None:
    """Write `files` below `folder`, and remove those of an earlier site that are no part of this one.

    Raises AdvisorError where the folder holds what this command did not write, unless `force`.
    """
    try:
        before = _before(folder)
        if not force:
            _judge(folder, files, before)
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
    if folder.exists() and not folder.is_dir():
        raise AdvisorError(f"{shown(str(folder), MOST)}: is a file; name a folder")
    try:
        names = (folder / LIST).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return set()
    except UnicodeDecodeError:
        return set()
    return {name for name in names if name and not Path(name).is_absolute() and ".." not in Path(name).parts}


def _judge(folder: Path, files: Mapping[str, bytes], before: set[str]) -> None:
    if not folder.exists():
        return
    ours = (folder / LIST).exists()
    strange = next(folder.iterdir(), None) if not ours else None
    taken = next(
        (name for name in sorted(files) if ours and name not in before and (folder / name).exists()), None
    )
    if strange is not None or taken is not None:
        what = f"it holds {shown(taken or getattr(strange, 'name', ''))}, which this command did not write"
        raise AdvisorError(
            f"{shown(str(folder), MOST)}: {what}; name another folder, or overwrite with --force"
        )


def _listed(names: object) -> bytes:
    return "".join(f"{name}\n" for name in sorted(names)).encode()  # type: ignore[call-overload]
