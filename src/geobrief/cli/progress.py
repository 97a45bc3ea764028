"""How far a run is: shown to a person who waits, and to nobody else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

from geobrief.export.one_line import one_line

_PATIENCE = 2.0  # seconds


@contextmanager
def progress(*, wanted: bool = True) -> Iterator[Callable[[str], None]]:
    """A function to call with the id of each article that is done.

    After two seconds a line on stderr counts the articles, if stderr is a terminal and the line is wanted.
    """
    if not (wanted and sys.stderr.isatty()):
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed:.0f} articles"),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
    )
    line = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
    task = line.add_task("")
    start = Timer(_PATIENCE, line.start)
    start.start()
    try:
        yield lambda name: line.update(task, advance=1, description=one_line(name))
    finally:
        start.cancel()
        start.join()
        if line.live.is_started:
            line.stop()
