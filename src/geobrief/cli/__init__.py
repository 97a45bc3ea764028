"""The command `geobrief`: `brief`, `analyze`, `plugins`, `rule` and `explain`."""

from __future__ import annotations

import click

from geobrief._version import __version__
from geobrief.cli import analyze, brief, explain, plugins, rule
from geobrief.cli.group import Group

__all__ = ["main"]


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="geobrief", message="%(prog)s %(version)s")
def main() -> None:
    """Read news articles: when published, what is litter, which dates, what about.

    \b
    Examples:
      geobrief brief article.txt
      geobrief brief articles/ -o table.csv
      geobrief analyze articles.jsonl > documents.jsonl
      geobrief explain article.txt --at 120

    Exit codes: 0, all went well; 1, some inputs were rejected, each named on stderr; 2, nothing could
    be done; 130, interrupted.
    """


for command in (brief.brief, analyze.analyze, explain.explain, rule.rule, plugins.plugins):
    main.add_command(command)
