"""Every error that geobrief raises. All of them derive from `GeobriefError`.

Each message is one sentence that says what was wrong, where, and what to do.
"""

from __future__ import annotations

__all__ = [
    "AnalyzerError",
    "ConfigurationError",
    "GeobriefError",
    "InputError",
    "LayerDefinitionError",
    "MissingLayerError",
    "OffsetError",
    "PayloadError",
    "PluginError",
    "StoreError",
    "UndeclaredLayerError",
    "ViewGapError",
]


class GeobriefError(Exception):
    """The root of geobrief's errors: catch it to catch them all.

    >>> issubclass(OffsetError, GeobriefError)
    True
    """


class InputError(GeobriefError):
    """What was given can't be read: no such file, a binary, an unknown media type, a malformed value."""


class ConfigurationError(GeobriefError):
    """The pipeline can't be built as asked: an unknown plugin name, two providers of a layer, a cycle."""


class PluginError(ConfigurationError):
    """A plugin that was required is broken or skipped."""


class LayerDefinitionError(GeobriefError):
    """A layer key is declared with a payload class that can't serve as one."""


class PayloadError(GeobriefError, TypeError):
    """A layer is filled with what its key doesn't declare, or with a payload that can't be saved."""


class MissingLayerError(GeobriefError, KeyError):
    """A layer was read that the document doesn't have."""

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would quote the sentence


class UndeclaredLayerError(MissingLayerError):
    """An analyzer read a layer that it declared neither as `requires` nor as `optional`."""


class OffsetError(GeobriefError, ValueError):
    """A range doesn't lie in the text: offsets are code points, half-open, `0 <= start < end <= len(text)`."""


class ViewGapError(OffsetError):
    """A range can't be mapped between a text and a view of it, since it touches what the view leaves out."""


class AnalyzerError(GeobriefError):
    """An analyzer failed on a document; names analyzer, plugin, version and document, and has the cause."""


class StoreError(GeobriefError):
    """JSON that isn't a geobrief document, or one that a newer, incompatible geobrief wrote."""
