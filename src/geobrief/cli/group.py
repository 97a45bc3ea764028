"""The outermost command: what an error, a closed pipe or Ctrl-C looks like to the user."""

from __future__ import annotations

import io
import sys
from typing import Any

import click

from geobrief.cli.messages import say
from geobrief.errors import GeobriefError

FAULT = 2
_INTERRUPTED = 130  # 128 and the number of SIGINT


class Group(click.Group):
    """A group whose errors are one line on stderr. Unforeseen ones keep their traceback: they are bugs."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line; click makes a closed pipe silent."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")  # never end on what a terminal can't show
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            code = FAULT
        except click.ClickException as error:
            say(error.format_message())
            code = FAULT
        sys.exit(code)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the chosen command."""
        try:
            return super().invoke(ctx)
        except GeobriefError as error:
            say(str(error))
            ctx.exit(FAULT)
        except KeyboardInterrupt:
            say("interrupted")
            ctx.exit(_INTERRUPTED)
