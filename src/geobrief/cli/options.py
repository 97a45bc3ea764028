"""Options that several commands share: which plugins run, and what is known about the articles."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

import attrs
import click

from geobrief._pipeline import Pipeline, pipeline
from geobrief._registry import Registry
from geobrief.cli.messages import prints_aside

Command = Callable[..., None]

_GIVEN = {
    "published": "When the articles were published, in ISO 8601, such as 2024-03-18.",
    "url": "Where they come from; a hint, never fetched.",
    "language": "Their language, such as en.",
    "title": "Their title.",
    "media_type": "What the files are, such as 'text/plain; charset=latin-1', whatever their names.",
}


@attrs.frozen
class Choice:
    """Which plugins were chosen on the command line, and the options for them."""

    only: list[str] | None
    block: list[str]
    require: list[str]
    options: dict[str, dict[str, Any]] = attrs.field(factory=dict)

    def registry(self) -> Registry:
        """The chosen plugins. Raises `ConfigurationError`, also if a required one is broken or missing."""
        with prints_aside():
            registry = Registry.discover(only=self.only, block=self.block)
        registry.require(self.require)
        return registry

    def pipeline(self) -> Pipeline:
        """The pipeline of the chosen plugins. Raises `ConfigurationError` if it can't be built."""
        return self.pipeline_of(self.registry())

    def pipeline_of(self, registry: Registry) -> Pipeline:
        """The pipeline of the chosen plugins, if they are there already."""
        with prints_aside():
            return pipeline(registry=registry, require=self.require, options=self.options)


def plugin_options(command: Command) -> Command:
    """Add `--only`, `--block` and `--require` to a command, which takes them as one `choice`."""

    @wraps(command)
    def chosen(*, only: list[str] | None, block: list[str] | None, require: list[str] | None, **arguments: Any) -> None:
        command(choice=Choice(only, block or [], require or [], arguments.pop("option", {})), **arguments)

    for name, help in (
        ("--require", "Stop before the first article if one of these plugins isn't there and whole."),
        ("--block", "Leave these plugins out."),
        ("--only", "Use these plugins alone; '' for none. Repeat it, or separate names by commas."),
    ):
        chosen = click.option(name, multiple=True, callback=_names, metavar="NAMES", help=help)(chosen)
    return chosen


def article_options(command: Command) -> Command:
    """Add the options of `plugin_options`, those for plugins, and what is known about the articles, as `given`."""

    @wraps(command)
    def informed(**arguments: Any) -> None:
        known = {name: arguments.pop(name) for name in _GIVEN}
        command(given={name: value for name, value in known.items() if value is not None}, **arguments)

    for name, help in reversed(_GIVEN.items()):
        informed = click.option(f"--{name.replace('_', '-')}", help=help)(informed)
    informed = click.option(
        "--option",
        multiple=True,
        callback=_settings,
        metavar="NAME.KEY=VALUE",
        help="An option for a plugin, such as dates.genre=narrative. Can be repeated.",
    )(informed)
    return plugin_options(informed)


def _names(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> list[str] | None:
    """A list of names, from an option that was repeated or has commas; None if it wasn't given."""
    return [name.strip() for value in values for name in value.split(",") if name.strip()] if values else None


def _settings(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """The options of each plugin, from `NAME.KEY=VALUE`: JSON, if the value can be read as such, else text."""
    options: dict[str, dict[str, Any]] = {}
    for setting in values:
        place, equals, value = setting.partition("=")
        name, dot, key = place.partition(".")
        if not (equals and dot and name and key):
            raise click.BadParameter(f"{setting!r} isn't NAME.KEY=VALUE, such as dates.genre=narrative")
        options.setdefault(name, {})[key] = _value(value)
    return options


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
