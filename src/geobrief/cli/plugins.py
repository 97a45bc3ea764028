"""`geobrief plugins`: what is installed, what is broken, and who makes which layer."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import attrs
import click

from geobrief._layer import AnyLayer
from geobrief._plan import Skipped
from geobrief._registry import Plugin, Registry
from geobrief.cli.catalogue import layers
from geobrief.cli.options import Choice, plugin_options
from geobrief.errors import ConfigurationError, PluginError
from geobrief.export.one_line import one_line

JSON = dict[str, Any]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@plugin_options
def plugins(as_json: bool, choice: Choice) -> None:
    """Show which plugins are installed, what they offer, what is broken and why, who makes which layer.

    \b
    Examples:
      geobrief plugins
      geobrief plugins --require dates,topics
      geobrief plugins --json | jq .broken
    """
    registry = choice.registry()
    skipped, conflict = _planned(registry, choice)
    overview = {
        "plugins": [_plugin(plugin) for plugin in registry.plugins],
        "broken": [attrs.asdict(broken) for broken in registry.broken],
        "skipped": [attrs.asdict(skip) for skip in skipped],
        "conflict": conflict,
        "layers": _layers(registry),
    }
    click.echo(json.dumps(overview) if as_json else "\n".join(map(_plain, _lines(overview))))


def _planned(registry: Registry, choice: Choice) -> tuple[tuple[Skipped, ...], str | None]:
    """The analyzers that are skipped, and why no pipeline can be made of these plugins, if so.

    Raises `PluginError` if a required plugin has an analyzer that is skipped.
    """
    try:
        return choice.pipeline_of(registry).skipped, None
    except PluginError:
        raise
    except ConfigurationError as error:
        return (), str(error)


def _plugin(plugin: Plugin) -> JSON:
    return {
        "name": plugin.name,
        "distribution": plugin.distribution,
        "version": plugin.version,
        "readers": [{"name": reader.name, "suffixes": list(reader.suffixes)} for reader in plugin.readers],
        "parsers": [
            {
                "name": parser.name,
                "media_types": list(parser.media_types),
                "suffixes": list(parser.suffixes),
                "provides": _names(parser.provides),
            }
            for parser in plugin.parsers
        ],
        "analyzers": [
            {
                "name": analyzer.name,
                "provides": _names(analyzer.provides),
                "requires": _names(analyzer.requires),
                "optional": _names(analyzer.optional),
            }
            for analyzer in plugin.analyzers
        ],
        "resources": [
            {"name": resource.name, "version": resource.version, "type": resource.type.__qualname__}
            for resource in plugin.resources
        ],
        "exporters": [{"name": exporter.name, "suffix": exporter.suffix} for exporter in plugin.exporters],
    }


def _names(keys: tuple[AnyLayer, ...]) -> list[str]:
    return [key.name for key in keys]


def _layers(registry: Registry) -> JSON:
    """Who provides and who reads each layer, as `plugin/analyzer`."""
    table: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"provided_by": [], "read_by": []})
    for plugin in registry.plugins:
        for offer, key in layers(plugin):
            table[key.name]["provided_by"].append(f"{plugin.name}/{offer.name}")
        for analyzer in plugin.analyzers:
            for key in (*analyzer.requires, *analyzer.optional):
                table[key.name]["read_by"].append(f"{plugin.name}/{analyzer.name}")
    return dict(sorted(table.items()))


def _lines(overview: JSON) -> Iterator[str]:
    for plugin in overview["plugins"]:
        yield f"{plugin['name']}: {plugin['distribution']} {plugin['version']}"
        for sort in ("readers", "parsers", "analyzers", "resources", "exporters"):
            for offer in plugin[sort]:
                said = (f"{name.replace('_', ' ')} {_said(value)}" for name, value in offer.items() if value)
                yield f"  {sort.removesuffix('s')} {'; '.join(said).removeprefix('name ')}"
    for broken in overview["broken"]:
        yield f"broken: {broken['name']}: {broken['distribution']} {broken['version']}: {broken['error']}"
    for skip in overview["skipped"]:
        yield f"skipped: analyzer {skip['analyzer']} of {skip['plugin']} {skip['version']}: {skip['reason']}"
    if overview["conflict"]:
        yield f"conflict: {overview['conflict']}"
    yield "layers"
    for name, layer in overview["layers"].items():
        yield f"  {name}: from {_said(layer['provided_by']) or 'nobody'}; read by {_said(layer['read_by']) or 'nobody'}"


def _plain(line: str) -> str:
    indent = len(line) - len(line.lstrip(" "))
    return " " * indent + one_line(line)


def _said(value: str | list[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value)
