"""What is said on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, redirect_stdout
from typing import TypeVar

import click

from geobrief.export.one_line import one_line

T = TypeVar("T")


def prints_aside() -> AbstractContextManager[object]:
    """A context in which what plugins print goes to stderr: stdout holds what was asked for, and no more."""
    return redirect_stdout(sys.stderr)


def made_aside(results: Iterator[T]) -> Iterator[T]:
    """The same results, each made in that context."""
    while True:
        with prints_aside():
            try:
                result = next(results)
            except StopIteration:
                return
        yield result


def say(message: str) -> None:
    """Write a message to stderr, on one line."""
    click.echo(f"geobrief: {one_line(message)}", err=True)
