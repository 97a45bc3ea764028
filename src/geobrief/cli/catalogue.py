"""What the plugins of a registry offer, by layer and by rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import attrs

from geobrief._descriptors import Analyzer, Parser, Resource, Rule
from geobrief._layer import AnyLayer
from geobrief._registry import Plugin, Registry

Offer: TypeAlias = "Parser | Analyzer | Resource[Any]"


@attrs.frozen
class Entry:
    """A rule, and who brings it."""

    rule: Rule
    plugin: Plugin
    offer: Offer


def layers(plugin: Plugin) -> Iterator[tuple[Parser | Analyzer, AnyLayer]]:
    """The layers that a plugin provides, each with the parser or analyzer that makes it."""
    offers: list[Parser | Analyzer] = [*plugin.parsers, *plugin.analyzers]
    return ((offer, key) for offer in offers for key in offer.provides)


def rules(registry: Registry) -> dict[str, Entry]:
    """The rules of all plugins by id, sorted."""
    entries = {entry.rule.id: entry for plugin in registry.plugins for entry in _entries(plugin)}
    return dict(sorted(entries.items()))


def _entries(plugin: Plugin) -> Iterator[Entry]:
    offers: list[Offer] = [*plugin.resources, *plugin.analyzers, *plugin.parsers]
    return (Entry(rule, plugin, offer) for offer in offers for rule in offer.rules)
