"""The reader of folders: every file below one, in order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from geobrief._descriptors import Reader
from geobrief._input import Input, Rejected
from geobrief.errors import InputError

__all__ = ["FOLDER"]


def _read(folder: Path) -> Iterator[Input | Rejected]:
    """The files below a folder: those of each folder before those of its subfolders, sorted by name.

    Hidden files and folders are passed over, and so are links to folders, which may lead in a circle.
    """
    refused: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield _item(Path(parent, name))
        yield from (_rejected(Path(error.filename), error.strerror or "unknown error") for error in refused)
        refused.clear()
    yield from (_rejected(Path(error.filename), error.strerror or "unknown error") for error in refused)


def _item(path: Path) -> Input | Rejected:
    if path.is_file():
        return Input(path, id=str(path))
    return _rejected(path, "it is no regular file, or a link to nothing")  # reading a pipe would wait for ever


def _rejected(path: Path, why: str) -> Rejected:
    return Rejected(str(path), InputError(f"{path} can't be read: {why}"))


FOLDER = Reader(name="folder", suffixes=("/",), read=_read)
