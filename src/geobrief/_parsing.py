"""Parsing: which parser reads an input, and the document that it makes of it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeAlias

from geobrief._check import Misbehaved, check_results, said
from geobrief._descriptors import Parsed, Parser
from geobrief._document import Document, Producer, StoredLayer
from geobrief._frozen import frozen_object
from geobrief._input import Input
from geobrief._registry import Plugin, Registry
from geobrief.errors import InputError

Owned: TypeAlias = tuple[Plugin, Parser]

_SNIFFED = 4_096
_BYTE_ORDER_MARKS = b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"


def parsers(registry: Registry) -> tuple[Owned, ...]:
    """The parsers of a registry, each with its plugin, in the order in which they are asked."""
    return tuple((plugin, parser) for plugin in registry.plugins for parser in plugin.parsers)


def parsed(item: Input, registry: Registry) -> Document:
    """The document of an input, with its parser's layers. Raises `InputError`."""
    if isinstance(item.content, os.PathLike) and not item.media_type:
        reader = registry.reader(item.content)
        if reader is not None:
            raise InputError(f"{item.content} holds many articles ({reader.name}): read them with geobrief.read")
    item = item.loaded()
    plugin, parser = _chosen(item, parsers(registry))
    try:
        return _document(item, parser, Producer(plugin.name, plugin.version, parser.name))
    except InputError:
        raise
    except (Exception, SystemExit) as error:
        raise _failed(plugin, parser, item, error) from error


def _chosen(item: Input, parsers: Iterable[Owned]) -> Owned:
    """The parser of an input: by media type, else by suffix, else by content. Raises `InputError`."""
    if item.media_type is not None:
        return _of_media_type(item, item.media_type, parsers)
    if _is_binary(item):
        raise InputError(f"{_name(item)} is binary, not text: if it is text, say so with media_type='text/plain'")
    suffix = os.path.splitext(item.path or "")[1].lower()
    of_suffix = (owned for owned in parsers if suffix in owned[1].suffixes)
    of_content = (owned for owned in parsers if _sniffs(*owned, item))
    chosen = next(of_suffix, None) or next(of_content, None)
    if chosen is None:
        raise InputError(f"{_name(item)}: no parser reads it; install one, or unblock it")
    return chosen


def _of_media_type(item: Input, given: str, parsers: Iterable[Owned]) -> Owned:
    media_type = given.partition(";")[0].strip().lower()
    by_type: dict[str, Owned] = {}
    for owned in parsers:
        for known in owned[1].media_types:
            by_type.setdefault(known, owned)
    if media_type not in by_type:
        known = ", ".join(sorted(by_type))
        raise InputError(f"{_name(item)}: no parser reads media type {media_type!r}; there are {known}")
    return by_type[media_type]


def _is_binary(item: Input) -> bool:
    content = item.content
    return isinstance(content, bytes) and b"\0" in content and not content.startswith(_BYTE_ORDER_MARKS)


def _sniffs(plugin: Plugin, parser: Parser, item: Input) -> bool:
    assert not isinstance(item.content, os.PathLike)  # it is loaded
    try:
        return parser.sniff(item.content[:_SNIFFED])
    except (Exception, SystemExit) as error:
        raise _failed(plugin, parser, item, error) from error


def _document(item: Input, parser: Parser, producer: Producer) -> Document:
    """The document that a parser makes of an input. Raises what it raises, or `Misbehaved`."""
    parsed = parser.parse(item)
    if not isinstance(parsed, Parsed):
        raise Misbehaved(f"it returned {parsed!r:.60}, not a Parsed")
    if parsed.offsets.length != len(parsed.text):
        raise Misbehaved(f"its map is of {parsed.offsets.length} code points, its text has {len(parsed.text)}")
    if not parsed.offsets.fits(parsed.source.length):
        raise Misbehaved(f"its map doesn't fit a source of {parsed.source.length} code points")
    document = Document(
        parsed.text,
        item.id or f"sha256:{parsed.source.sha256[:16]}",
        frozen_object({**item.metadata, **item.given}),
        parsed.source,
        parsed.offsets,
        tuple(sorted(parsed.diagnostics)),
        stored={filled.key.name: StoredLayer(filled, producer) for filled in parsed.layers},
    )
    check_results(parsed.layers, {key.name: key for key in parser.provides}, document)
    return document


def _failed(plugin: Plugin, parser: Parser, item: Input, error: BaseException) -> InputError:
    return InputError(
        f"parser {parser.name!r} (plugin {plugin.name!r} {plugin.version}) failed on {_name(item)}: "
        f"{said(error)}; report it to the plugin's authors, or leave it out with block=[{plugin.name!r}]"
    )


def _name(item: Input) -> str:
    return item.id or "the input"
