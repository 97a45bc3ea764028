"""The registry: which plugins are there, what they offer, and what is broken and why."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import pluggy

from geobrief._descriptors import Analyzer, Descriptor, Exporter, Parser, Reader, Resource
from geobrief._input import Input, Rejected
from geobrief._version import __version__
from geobrief.errors import ConfigurationError, GeobriefError, InputError, PluginError

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")

CORE = "core"
"""The name of geobrief's own readers, parsers and analyzers, which always load."""

_HOOKS: dict[str, type[Descriptor]] = {
    "geobrief_readers": Reader,
    "geobrief_parsers": Parser,
    "geobrief_analyzers": Analyzer,
    "geobrief_resources": Resource,
    "geobrief_exporters": Exporter,
}


@attrs.frozen(kw_only=True)
class Plugin:
    """A plugin that loaded: its entry-point name, its distribution and version, and what it offers."""

    name: str
    distribution: str
    version: str
    readers: tuple[Reader, ...] = ()
    parsers: tuple[Parser, ...] = ()
    analyzers: tuple[Analyzer, ...] = ()
    resources: tuple[Resource[Any], ...] = ()
    exporters: tuple[Exporter, ...] = ()


@attrs.frozen(kw_only=True)
class BrokenPlugin:
    """A plugin that didn't load, and why."""

    name: str
    distribution: str
    version: str
    error: str

    def __str__(self) -> str:
        return f"plugin {self.name!r} ({self.distribution} {self.version}) is broken: {self.error}"


class _Fault(Exception):
    """What is wrong with a plugin, in one clause, and what a user can do."""

    def __init__(self, what: str, remedy: str = "report it to its authors, or block it") -> None:
        super().__init__(f"{what}; {remedy}")


@attrs.frozen
class Registry:
    """The plugins that are there, core last, and those that are broken.

    A plugin that fails to load is data, never an exception.

    >>> registry = Registry.discover(only=[])
    >>> [plugin.name for plugin in registry.plugins]
    ['core']
    """

    plugins: tuple[Plugin, ...]
    broken: tuple[BrokenPlugin, ...] = ()

    @classmethod
    def discover(cls, *, only: Collection[str] | None = None, block: Collection[str] = ()) -> Registry:
        """Load the installed plugins, found through the entry-point group `geobrief`.

        `only` and `block` are entry-point names (`dates`); the environment variable `GEOBRIEF_PLUGINS`,
        if it is set, is one more list like `only`, separated by commas, empty for none. Raises
        `ConfigurationError` for a name that no installed distribution has.
        """
        from importlib.metadata import entry_points

        points = {(point.name, *_distribution(point), point.value): point for point in entry_points(group="geobrief")}
        names = sorted({name for name, *_ in points})
        allowed = set(names)
        listed = os.environ.get("GEOBRIEF_PLUGINS")
        if listed is not None:
            allowed &= _known(_split(listed), names, "GEOBRIEF_PLUGINS")
        if only is not None:
            allowed &= _known(only, names, "only=")
        allowed -= _known(block, names, "block=")

        registry = cls(())._loading(CORE, "geobrief", __version__, _core)
        for (name, distribution, version, _), point in sorted(points.items(), key=lambda item: item[0]):
            if name in allowed:
                registry = registry._loading(name, distribution, version, point.load)
        return registry

    def adding(self, name: str, plugin: object, *, version: str = "0") -> Registry:
        """This registry with one more plugin, a module or object that isn't installed: for trying things out."""
        return self._loading(name, name, version, lambda: plugin)

    def _loading(self, name: str, distribution: str, version: str, load: Callable[[], object]) -> Registry:
        try:
            if rival := self._named(name):
                raise _Fault(f"its name is that of {rival.distribution} {rival.version}", "uninstall one of the two")
            plugin = Plugin(name=name, distribution=distribution, version=version, **_offers(_loaded(load)))
        except _Fault as fault:
            broken = BrokenPlugin(name=name, distribution=distribution, version=version, error=str(fault))
            return attrs.evolve(self, broken=(*self.broken, broken))
        plugins = sorted((*self.plugins, plugin), key=lambda plugin: (plugin.name == CORE, plugin.name))
        return attrs.evolve(self, plugins=tuple(plugins))

    def _named(self, name: str) -> Plugin | BrokenPlugin | None:
        plugins: tuple[Plugin | BrokenPlugin, ...] = (*self.plugins, *self.broken)
        return next((plugin for plugin in plugins if plugin.name == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all plugins, whole and broken."""
        return tuple(plugin.name for plugin in self.plugins) + tuple(plugin.name for plugin in self.broken)

    def require(self, names: Collection[str]) -> None:
        """Raise `ConfigurationError` unless all these plugins are there and whole."""
        required = _known(names, self.names, "require=")
        for broken in self.broken:
            if broken.name in required:
                raise PluginError(f"required {broken}")

    def resources(self, type: type[T], /) -> tuple[Resource[T], ...]:
        """The resources of a type, of whichever plugin, ordered by name."""
        found = [item for plugin in self.plugins for item in plugin.resources if issubclass(item.type, type)]
        return tuple(sorted(found, key=lambda resource: (resource.name, resource.version)))

    def read(self, path: os.PathLike[str], *, skip: Collection[str] = ()) -> Iterator[Input | Rejected]:
        """The articles of a file or folder, in order, each an `Input` with its id.

        What can't be read is a `Rejected` in its place, a file of many articles in a folder is read, too.
        Files in a folder whose absolute paths are in `skip`, such as one that is being written, are
        passed over. Raises `InputError` if there is no such file, a folder without articles, or if the
        reader fails.
        """
        from pathlib import Path

        path = Path(path)
        reader = self.reader(path)
        if reader is None:
            yield Input(path, id=str(path))
            return
        empty = True
        for item in _articles(reader, path, self._owner(reader)):
            inner = item.content if isinstance(item, Input) and item.media_type is None else None
            if skip and isinstance(inner, os.PathLike) and os.path.abspath(inner) in skip:
                continue
            empty = False
            if not isinstance(inner, os.PathLike) or inner == path:
                yield item
                continue
            try:
                yield from self.read(inner, skip=skip) if self.reader(inner) else (item,)
            except InputError as error:
                yield Rejected(str(inner), error)
        if empty and path.is_dir():
            raise InputError(f"{path} is a folder without articles")

    def reader(self, path: os.PathLike[str]) -> Reader | None:
        """The reader of a folder or of a file that holds many articles, None for a file that is one.

        Raises `InputError` if there is no such file.
        """
        try:
            suffix = "/" if os.path.isdir(path) else os.path.splitext(path)[1].lower()
            there = suffix == "/" or os.path.exists(path)
        except ValueError as error:
            raise InputError(f"{str(path)!r} can't be read: {error}") from error
        if not there:
            raise InputError(f"{path}: there is no such file or folder")
        readers = (reader for plugin in self.plugins for reader in plugin.readers)
        return next((reader for reader in readers if suffix in reader.suffixes), None)

    def _owner(self, reader: Reader) -> Plugin:
        return next(plugin for plugin in self.plugins if any(own is reader for own in plugin.readers))


def _articles(reader: Reader, path: Path, plugin: Plugin) -> Iterator[Input | Rejected]:
    """What the reader yields. Raises `InputError` if it fails, or yields something else."""
    try:
        for item in reader.read(path):
            if not isinstance(item, (Input, Rejected)):
                raise TypeError(f"it yielded a {type(item).__name__}, not an Input")
            yield item
    except GeobriefError:
        raise
    except (Exception, SystemExit) as error:
        raise InputError(
            f"reader {reader.name!r} (plugin {plugin.name!r} {plugin.version}) failed on {path}: {described(error)}; "
            f"report it to the plugin's authors, or leave it out with block=[{plugin.name!r}]"
        ) from error


def _core() -> object:
    from geobrief import _core_plugin

    return _core_plugin


def _distribution(point: Any) -> tuple[str, str]:
    return (point.dist.name, point.dist.version) if point.dist else ("unknown", "0")


def _split(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


def _known(names: Collection[str], known: Iterable[str], where: str) -> set[str]:
    """The names as a set. Raises `ConfigurationError` for one that isn't known."""
    import difflib

    known = sorted(known)
    if isinstance(names, str):
        raise ConfigurationError(f"{where} is the string {names!r}: give a list of names")
    for name in sorted(set(names) - set(known), key=str):
        near = difflib.get_close_matches(str(name), known, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else f"there is {', '.join(known) or 'none'}"
        raise ConfigurationError(f"{where} names {name!r}, but no such plugin is there: {hint}")
    return set(names)


def _loaded(load: Callable[[], object]) -> object:
    try:
        plugin = load()
    except (Exception, SystemExit) as error:
        raise _Fault(f"importing it raised {described(error)}", "reinstall it, or block it") from error
    if isinstance(plugin, type):
        raise _Fault(f"its entry point is the class {plugin.__qualname__}, not a module or an object")
    return plugin


def _offers(plugin: object) -> dict[str, tuple[Any, ...]]:
    """What a plugin's hooks return, by field of `Plugin`. Raises `_Fault`."""
    manager = pluggy.PluginManager("geobrief")
    try:
        manager.register(plugin, "plugin")
    except Exception as error:
        raise _Fault(f"looking for its hooks raised {described(error)}") from error
    callers = manager.get_hookcallers(plugin) or []
    if not callers:
        raise _Fault("it has no hooks, functions marked with geobrief.hookimpl")
    for unknown in sorted({caller.name for caller in callers} - _HOOKS.keys()):
        raise _Fault(
            f"it has a hook {unknown}, and geobrief {__version__} knows only {', '.join(_HOOKS)}",
            "upgrade geobrief, or report it to its authors, or block it",
        )
    offers = {hook: list[Descriptor]() for hook in _HOOKS}
    for caller in callers:
        for implementation in caller.get_hookimpls():
            offers[caller.name] += _descriptors(caller.name, _HOOKS[caller.name], implementation)
    return {hook.removeprefix("geobrief_"): tuple(descriptors) for hook, descriptors in offers.items()}


def _descriptors(hook: str, expected: type[Descriptor], implementation: pluggy.HookImpl) -> list[Descriptor]:
    if implementation.wrapper or implementation.hookwrapper:
        raise _Fault(f"{hook} is a wrapper, and a plugin can't wrap other plugins")
    if implementation.argnames:
        raise _Fault(f"{hook} asks for {', '.join(implementation.argnames)}, and hooks take no arguments")
    try:
        returned: Any = implementation.function()
        descriptors: list[Any] = list(returned)
    except (Exception, SystemExit) as error:
        raise _Fault(f"{hook} raised {described(error)}") from error
    for descriptor in descriptors:
        if not isinstance(descriptor, expected):
            raise _Fault(f"{hook} returned a {type(descriptor).__name__}, which is no {expected.__name__}")
    return descriptors


def described(error: BaseException) -> str:
    """An error in one line: its type and message.

    >>> described(ValueError("no such day"))
    'ValueError: no such day'
    """
    message = " ".join(str(error).split())
    if isinstance(error, GeobriefError) and message:
        return message
    return f"{type(error).__name__}: {message}" if message else type(error).__name__
