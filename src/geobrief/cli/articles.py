"""The articles that a command line names: read one after the other, and analyzed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from geobrief._document import Document
from geobrief._input import Input, Rejected
from geobrief._pipeline import Pipeline
from geobrief.cli.messages import made_aside, prints_aside, say
from geobrief.errors import InputError

STDIN = "-"


def analyzed(
    pipeline: Pipeline, paths: Iterable[str], given: Mapping[str, str], *, skip: str | None = None
) -> Iterator[Document | Rejected]:
    """The documents of all articles, with their failures, and what couldn't be read, in its place.

    What `given` says holds for every article that doesn't say it of itself, as a row of a table can.
    A path of `-` is what comes in on stdin; `skip` is a file to pass over in folders. Raises `InputError`
    before the first article if a path doesn't exist, a folder has no articles, or `given` can't be true
    of any.
    """
    from pathlib import Path

    def read(path: str) -> Iterator[Input | Rejected]:
        if path == STDIN:
            return iter([Input(sys.stdin.buffer.read())])
        return pipeline.registry.read(Path(path), skip={os.path.abspath(skip)} if skip else ())

    paths = list(dict.fromkeys(paths))
    with prints_aside():
        pipeline.parse("", **given)
        for path in paths:
            if path != STDIN:
                next(read(path), None)  # the readers say at the first article if there is none
    for fault in (*pipeline.registry.broken, *pipeline.skipped):
        say(f"warning: {fault}")
    return made_aside(pipeline.analyze_many(_inputs(paths, read, given), errors="return"))


def _inputs(
    paths: Iterable[str], read: Callable[[str], Iterator[Input | Rejected]], given: Mapping[str, str]
) -> Iterator[Input | Rejected]:
    for path in paths:
        try:
            for item in read(path):
                yield _informed(item, given) if isinstance(item, Input) else item
        except InputError as error:  # the reader failed on it, and may not on the next
            yield Rejected(path, error)


def _informed(item: Input, given: Mapping[str, str]) -> Input:
    unsaid: dict[str, Any] = {name: value for name, value in given.items() if getattr(item, name) is None}
    return attrs.evolve(item, **unsaid)
