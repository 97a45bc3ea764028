"""How far a run is: shown to a person who waits, and to nobody else."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable
from threading import Timer
from typing import TypeVar

from geobrief._document import Document
from geobrief._input import Rejected
from geobrief.export.one_line import one_line

_PATIENCE = 2.0  # seconds

R = TypeVar("R", bound=Document | Rejected)


def watched(results: Iterable[R], *, apart: bool) -> Generator[R]:
    """The same results. If they take more than two seconds, a line on stderr counts them, if that is a terminal.

    `apart` is for results that are written to the same terminal: the line is taken away before each,
    and comes back if the next takes long. Close the generator to be rid of the line in any case.
    """
    if not sys.stderr.isatty():
        yield from results
        return
    line = _Line()
    line.show()
    try:
        for result in results:
            line.count(result.id)
            if apart:
                line.hide()
            yield result
            if apart:
                line.show()
    finally:
        line.hide()


class _Line:
    """A line that counts articles, once patience has run out."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (
            SpinnerColumn(),
            TextColumn("{task.completed:.0f} articles done"),
            TimeElapsedColumn(),
            TextColumn("{task.description}", markup=False),
        )
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
        self._task = self._progress.add_task("")

    def count(self, name: str) -> None:
        self._progress.update(self._task, advance=1, description=one_line(name))

    def show(self) -> None:
        self._timer = Timer(_PATIENCE, self._progress.start)
        self._timer.daemon = True
        self._timer.start()

    def hide(self) -> None:
        self._timer.cancel()
        self._timer.join()
        if self._progress.live.is_started:
            self._progress.stop()
