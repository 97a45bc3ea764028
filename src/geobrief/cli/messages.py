"""What is said on stderr."""

from __future__ import annotations

import click

from geobrief.export.one_line import one_line


def say(message: str) -> None:
    """Write a message to stderr, on one line."""
    click.echo(f"geobrief: {one_line(message)}", err=True)
