"""The plan of a pipeline: which analyzers run, in which order, prepared once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, TypeVar

import attrs

from geobrief._codec import JSON, digest
from geobrief._descriptors import Analyzer, Resource, Run
from geobrief._document import Producer, Scope
from geobrief._frozen import frozen_object, thawed
from geobrief._layer import AnyLayer
from geobrief._registry import Plugin, Registry, described
from geobrief.errors import ConfigurationError, GeobriefError

T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Step:
    """An analyzer that is ready to run."""

    analyzer: Analyzer
    run: Run
    scope: Scope
    producer: Producer
    provides: Mapping[str, AnyLayer]


@attrs.frozen(kw_only=True)
class Skipped:
    """An analyzer that doesn't run, and why."""

    analyzer: str
    plugin: str
    version: str
    layers: tuple[str, ...]
    reason: str

    def __str__(self) -> str:
        return f"analyzer {self.analyzer!r} (plugin {self.plugin!r} {self.version}) is skipped: {self.reason}"


@attrs.frozen
class Plan:
    """Analyzers in the order of their layers, and those that are skipped."""

    steps: tuple[Step, ...]
    skipped: tuple[Skipped, ...]


@attrs.frozen
class _Candidate:
    plugin: Plugin
    analyzer: Analyzer

    def __str__(self) -> str:
        return f"analyzer {self.analyzer.name!r} (plugin {self.plugin.name!r} {self.plugin.version})"

    def skipped(self, reason: str) -> Skipped:
        layers = tuple(sorted(key.name for key in self.analyzer.provides))
        return Skipped(
            analyzer=self.analyzer.name,
            plugin=self.plugin.name,
            version=self.plugin.version,
            layers=layers,
            reason=reason,
        )


def plan(registry: Registry, options: Mapping[str, Mapping[str, Any]]) -> Plan:
    """Order the registry's analyzers by their layers, and prepare each with the options of its plugin.

    An analyzer is skipped if a layer that it requires comes from nobody, or if preparing it fails.
    Raises `ConfigurationError` if two provide the same layer, or need one another's.
    """
    parsed = {key.name for plugin in registry.plugins for parser in plugin.parsers for key in parser.provides}
    waiting = [_Candidate(plugin, analyzer) for plugin in registry.plugins for analyzer in plugin.analyzers]
    order = _ordered(waiting, _providers(waiting, parsed, registry))
    steps: list[Step] = []
    skipped: list[Skipped] = []
    there = set(parsed)
    for candidate in order:
        missing = sorted({key.name for key in candidate.analyzer.requires} - there)
        if missing:
            names = ", ".join(map(repr, missing))
            skipped.append(candidate.skipped(f"no working plugin provides layer {names}; install one, or block this"))
            continue
        try:
            step = _prepared(candidate, registry, options.get(candidate.plugin.name, {}))
        except ConfigurationError:
            raise
        except (Exception, SystemExit) as error:
            reason = f"preparing it failed: {described(error)}; report it to its authors, or block it"
            skipped.append(candidate.skipped(reason))
            continue
        steps.append(step)
        there |= step.provides.keys()
    return Plan(tuple(steps), tuple(skipped))


def _providers(candidates: list[_Candidate], parsed: set[str], registry: Registry) -> dict[str, _Candidate]:
    providers: dict[str, _Candidate] = {}
    for candidate in candidates:
        for key in candidate.analyzer.provides:
            if key.name in parsed:
                raise ConfigurationError(
                    f"{candidate} provides layer {key.name!r}, which a parser provides: "
                    f"choose with block=[{candidate.plugin.name!r}]"
                )
            rival = providers.setdefault(key.name, candidate)
            if rival is not candidate:
                raise ConfigurationError(
                    f"{rival} and {candidate} both provide layer {key.name!r}: choose with {_blocks(rival, candidate)}"
                )
    return providers


def _ordered(candidates: list[_Candidate], providers: dict[str, _Candidate]) -> list[_Candidate]:
    """The candidates, each after those whose layers it reads; among equals by plugin and name."""
    from graphlib import CycleError, TopologicalSorter

    places = {id(candidate): place for place, candidate in enumerate(candidates)}
    sorter: TopologicalSorter[int] = TopologicalSorter()
    for place, candidate in enumerate(candidates):
        read = (*candidate.analyzer.requires, *candidate.analyzer.optional)
        sorter.add(place, *sorted({places[id(providers[key.name])] for key in read if key.name in providers}))
    try:
        return [candidates[place] for place in sorter.static_order()]
    except CycleError as error:
        cycle = [candidates[place] for place in error.args[1]]
        raise ConfigurationError(
            f"these need one another's layers: {' → '.join(map(str, cycle))}: leave one out with {_blocks(*cycle)}"
        ) from None


def _blocks(*candidates: _Candidate) -> str:
    return " or ".join(f"block=[{name!r}]" for name in sorted({candidate.plugin.name for candidate in candidates}))


@attrs.define
class _Recorder:
    """The registry as `prepare` sees it: remembers which resources were asked for."""

    registry: Registry
    used: list[Resource[Any]] = attrs.field(factory=list)

    def resources(self, type: type[T], /) -> tuple[Resource[T], ...]:
        found = self.registry.resources(type)
        self.used += found
        owners = {id(resource): plugin for plugin in self.registry.plugins for resource in plugin.resources}
        return tuple(attrs.evolve(item, load=partial(_load, item, owners[id(item)])) for item in found)


def _load(resource: Resource[T], plugin: Plugin) -> T:
    """Load a resource. Raises `GeobriefError` that names its plugin, which need not be that of the analyzer."""
    try:
        return resource.load()
    except (Exception, SystemExit) as error:
        raise GeobriefError(
            f"loading resource {resource.name!r} (plugin {plugin.name!r} {plugin.version}) raised {described(error)}"
        ) from error


def _prepared(candidate: _Candidate, registry: Registry, options: Mapping[str, Any]) -> Step:
    analyzer, plugin = candidate.analyzer, candidate.plugin
    recorder = _Recorder(registry)
    run = analyzer.prepare(recorder, frozen_object(options))
    if not callable(run):
        raise TypeError(f"prepare returned {run!r:.60}, not a function")
    return Step(
        analyzer=analyzer,
        run=run,
        scope=Scope(analyzer.name, frozenset(key.name for key in (*analyzer.requires, *analyzer.optional))),
        producer=Producer(
            plugin.name,
            plugin.version,
            analyzer.name,
            tuple(sorted({(resource.name, resource.version) for resource in recorder.used})),
            digest(options)[:16] if options else None,
        ),
        provides={key.name: key for key in analyzer.provides},
    )


def checked_options(options: Mapping[str, Any], registry: Registry) -> dict[str, dict[str, JSON]]:
    """The options by plugin name. Raises `ConfigurationError` if they aren't, or aren't JSON."""
    if not isinstance(options, Mapping):
        raise ConfigurationError(f"options= is a {type(options).__name__}: give a dict of dicts, by name of plugin")
    checked = {}
    for name, values in options.items():
        if name not in registry.names:
            raise ConfigurationError(f"options= names {name!r}, but no such plugin is loaded")
        if not isinstance(values, Mapping):
            raise ConfigurationError(f"options= of {name!r} is a {type(values).__name__}: give a dict")
        try:
            checked[name] = thawed(frozen_object(values))
        except (TypeError, RecursionError) as error:
            raise ConfigurationError(f"options= of {name!r} must be JSON: {error}") from error
    return checked
