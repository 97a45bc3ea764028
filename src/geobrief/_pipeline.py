"""The pipeline: an input in, a document with every layer out."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, Literal, TypeAlias

import attrs

from geobrief._check import check_results, said
from geobrief._codec import JSON, canonical, digest, parsed_json
from geobrief._document import Diagnostic, Document, Failure, StoredLayer
from geobrief._frozen import frozen, thawed
from geobrief._input import Input, Rejected
from geobrief._layer import Filled
from geobrief._parsing import parsed, parsers
from geobrief._plan import Plan, Skipped, Step, checked_options, plan
from geobrief._registry import Registry
from geobrief._version import __version__
from geobrief.errors import AnalyzerError, ConfigurationError, GeobriefError, InputError, PluginError

Readable: TypeAlias = "str | bytes | os.PathLike[str] | Input"


@attrs.frozen
class Pipeline:
    """A registry's parsers and analyzers, prepared and in order. Make one with `geobrief.pipeline`.

    It holds no state between documents, and may be shared by threads.
    """

    registry: Registry
    _plan: Plan

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """The analyzers that don't run, and why."""
        return self._plan.skipped

    @property
    def fingerprint(self) -> str:
        """A digest of everything that decides what comes out: versions, resources, options. Equal on every machine."""
        reading = [[plugin.name, plugin.version, parser.name] for plugin, parser in parsers(self.registry)]
        steps = [step.producer.to_json() for step in self._plan.steps]
        return digest([__version__, reading, steps, sorted({fault.message for fault in self._faults})])

    def analyze(self, source: Readable, **given: Any) -> Document:
        """Read one article and run every analyzer over it.

        `source` is its text or HTML as `str` or `bytes`, the `Path` of its file, or an `Input`; `given`
        are the other arguments of `Input`. Raises `InputError` if it can't be read, `AnalyzerError` if
        an analyzer fails on it.
        """
        return self._analyzed(_input(source, given), keep_failures=False)

    def analyze_many(
        self, sources: Iterable[Readable | Rejected], *, errors: Literal["raise", "return"] = "raise"
    ) -> Iterator[Document | Rejected]:
        """Read many articles, one after the other, in order.

        With `errors="raise"` the first error ends it. With `errors="return"` a document keeps what did
        work and lists its `failures`, and an article that can't be read comes out as a `Rejected`.
        """
        if errors not in ("raise", "return"):
            raise ConfigurationError(f"errors={errors!r}: it must be 'raise' or 'return'")
        if isinstance(sources, (str, bytes)):
            raise InputError("analyze_many takes many articles: put the one in a list, or use analyze")
        for place, source in enumerate(sources):
            try:
                if isinstance(source, Rejected):
                    raise source.error
                yield self._analyzed(_input(source, {}), keep_failures=errors == "return")
            except GeobriefError as error:
                if errors == "raise":
                    raise
                yield source if isinstance(source, Rejected) else Rejected(_name(source, place), error)

    def parse(self, source: Readable, **given: Any) -> Document:
        """Read one article without analyzing it: the text and its parser's layers. Raises `InputError`."""
        return parsed(_input(source, given), self.registry)

    def _analyzed(self, item: Input, *, keep_failures: bool) -> Document:
        document = parsed(item, self.registry)
        layers = dict(document._layers)
        diagnostics = list(self._faults)
        failures: list[Failure] = []
        for step in self._plan.steps:
            missing = sorted(key.name for key in step.analyzer.requires if key.name not in layers)
            if missing:
                failures.append(_failure(step, f"skipped: layer {', '.join(map(repr, missing))} is missing"))
                continue
            try:
                results = _run(step, document._seen_by(step.scope, layers))
            except (Exception, SystemExit) as error:
                if not keep_failures:
                    raise _failed(step, document, error) from error
                failures.append(_failure(step, said(error)))
                continue
            diagnostics += [result for result in results if isinstance(result, Diagnostic)]
            filled = [result for result in results if isinstance(result, Filled)]
            layers |= {each.key.name: StoredLayer(each, step.producer) for each in filled}
        absent = self._absent + tuple(f"analyzer {failure.analyzer!r}: {failure.message}" for failure in failures)
        return document._with(layers=layers, diagnostics=diagnostics, failures=failures, absent=absent)

    @cached_property
    def _faults(self) -> tuple[Diagnostic, ...]:
        """What every document says of plugins that don't work: not why, since reasons can name paths of a machine."""
        broken = (
            Diagnostic(
                "plugins/broken",
                f"plugin {plugin.name!r} ({plugin.distribution} {plugin.version}) is broken, and its part is missing: "
                "geobrief plugins says why",
            )
            for plugin in self.registry.broken
        )
        skipped = (
            Diagnostic(
                "plugins/skipped",
                f"analyzer {skipped.analyzer!r} (plugin {skipped.plugin!r} {skipped.version}) is skipped, and its part "
                "is missing: geobrief plugins says why",
            )
            for skipped in self.skipped
        )
        return *broken, *skipped

    @cached_property
    def _absent(self) -> tuple[str, ...]:
        """Why layers may be missing, as a `MissingLayerError` says it."""
        return tuple(str(fault) for fault in (*self.registry.broken, *self.skipped))


def _input(source: Readable, given: Mapping[str, Any]) -> Input:
    if isinstance(source, Input) and not given:
        return source
    try:
        return attrs.evolve(source, **given) if isinstance(source, Input) else Input(source, **given)
    except TypeError as error:
        raise InputError(f"{error}: see the arguments of geobrief.Input") from error


def _name(source: Readable, place: int) -> str:
    if isinstance(source, Input):
        return source.id or (str(source.content) if isinstance(source.content, os.PathLike) else f"input {place + 1}")
    return str(source) if isinstance(source, os.PathLike) else f"input {place + 1}"


def _failure(step: Step, message: str) -> Failure:
    producer = step.producer
    addressless = re.sub(r"\bat 0x[0-9a-fA-F]+", "at …", message)  # the same bytes in every process
    return Failure(producer.analyzer, producer.plugin, producer.version, tuple(sorted(step.provides)), addressless)


def _run(step: Step, document: Document) -> list[Filled[Any] | Diagnostic]:
    """What the analyzer yields for the document. Raises what it raises, or `Misbehaved`."""
    results = list(step.run(document))
    check_results(results, step.provides, document)
    return results


def _failed(step: Step, document: Document, error: BaseException) -> AnalyzerError:
    producer = step.producer
    return AnalyzerError(
        f"analyzer {producer.analyzer!r} (plugin {producer.plugin!r} {producer.version}) failed on document "
        f"{document.id!r}: {said(error)}; report it to the plugin's authors, or leave it out with "
        f"block=[{producer.plugin!r}]"
    )


def pipeline(
    *,
    only: Collection[str] | None = None,
    block: Collection[str] = (),
    require: Collection[str] = (),
    options: Mapping[str, Mapping[str, Any]] | None = None,
    registry: Registry | None = None,
) -> Pipeline:
    """Build a pipeline of the installed plugins, or of those of a `registry`.

    `only` and `block` choose plugins by their entry-point names; those in `require` must be there and
    whole, with no analyzer skipped. `options` go to the analyzers of a plugin: `{"dates": {"genre":
    "narrative"}}`. Raises `ConfigurationError` if two plugins provide the same layer, if some need one
    another's, or if a name isn't known; `PluginError` if a required plugin is broken or skipped.

    >>> with_core_alone = pipeline(only=[])
    >>> with_core_alone.analyze("Oil fell. Gas rose.").layers
    ('blocks', 'language', 'sentences', 'title')
    """
    if registry is None:
        registry = Registry.discover(only=only, block=block)
    elif only is not None or block:
        raise ConfigurationError("registry= is given together with only= or block=: choose when you make the registry")
    registry.require(require)
    checked = checked_options(options or {}, registry)
    made = plan(registry, checked)
    for skipped in made.skipped:
        if skipped.plugin in require:
            raise PluginError(f"required {skipped}")
    return Pipeline(registry, made)


def analyze(
    source: Readable,
    *,
    media_type: str | None = None,
    url: str | None = None,
    published: str | dt.date | None = None,
    retrieved: str | dt.date | None = None,
    title: str | None = None,
    language: str | None = None,
    id: str | None = None,
    metadata: Mapping[str, JSON] | None = None,
    only: Collection[str] | None = None,
    block: Collection[str] = (),
    require: Collection[str] = (),
    options: Mapping[str, Mapping[str, Any]] | None = None,
) -> Document:
    """Read one article and run every installed analyzer over it.

    `source` is the article itself as `str` or `bytes`, text or HTML, or the `Path` of its file. What the
    caller knows (`media_type` to `metadata`) is as in `Input`; what is left out is found or left open.
    `only` to `options` are as in `pipeline`, and one pipeline is kept for each combination of them.

    Raises `InputError` if it can't be read, `ConfigurationError` if the pipeline can't be built,
    `AnalyzerError` if an analyzer fails on it; all of them are a `GeobriefError`.

    >>> from geobrief.vocabulary import SENTENCES
    >>> doc = analyze("Oil fell on Monday. Gas rose.", only=[])
    >>> [doc.slice(span) for span in doc[SENTENCES]]
    ['Oil fell on Monday.', 'Gas rose.']
    """
    known = {
        "media_type": media_type,
        "url": url,
        "published": published,
        "retrieved": retrieved,
        "title": title,
        "language": language,
        "id": id,
        "metadata": metadata,
    }
    kept = _kept(
        None if only is None else _hashable(only),
        _hashable(block),
        _hashable(require),
        os.environ.get("GEOBRIEF_PLUGINS"),
        _canonical(options or {}),
    )
    return kept.analyze(source, **{name: value for name, value in known.items() if value is not None})


def read(path: os.PathLike[str]) -> Iterator[Input | Rejected]:
    """The articles of a file or folder, one after the other, each an `Input` for `Pipeline.analyze_many`.

    Folders are read whole, JSONL and CSV files row by row, other files as one article each; what can't be
    read is a `Rejected` in its place. Raises `InputError` if there is no such file, or no article in a folder.
    """
    return _kept(None, (), (), os.environ.get("GEOBRIEF_PLUGINS"), "{}").registry.read(path)


def _canonical(options: object) -> str:
    try:
        return canonical(thawed(frozen(options)))
    except (TypeError, RecursionError) as error:
        raise ConfigurationError(f"options= must be JSON: {error}") from error


def _hashable(names: Collection[str]) -> Any:
    return names if isinstance(names, str) else tuple(names)  # a lone string is refused where names are looked up


@lru_cache(maxsize=32)
def _kept(
    only: tuple[str, ...] | None,
    block: tuple[str, ...],
    require: tuple[str, ...],
    environment: str | None,
    options: str,
) -> Pipeline:
    return pipeline(only=only, block=block, require=require, options=parsed_json(options))
