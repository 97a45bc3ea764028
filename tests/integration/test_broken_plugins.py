"""What a user sees of a broken plugin: one sentence with its name, its version and what to do; the rest works.

Each fault is a distribution of its own in `distributions/`, installed beside core and a healthy plugin.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.integration

BesideCore = Callable[..., Any]

TEXT = "Oil fell on Monday."
LAYERS = ["blocks", "healthy", "language", "sentences", "title"]
"""What core and the healthy plugin find, whatever else is installed."""

REINSTALL = "reinstall it, or block it"
REPORT = "report it to its authors, or block it"

SET_ASIDE = {
    "raises_at_import": f"importing it raised RuntimeError: there is no licence for this machine; {REINSTALL}",
    "exits_at_import": f"importing it raised SystemExit: wrong machine; {REINSTALL}",
    "misses_dependency": (
        f"importing it raised ModuleNotFoundError: No module named 'a_module_that_nobody_has'; {REINSTALL}"
    ),
    "no_such_attribute": (
        "importing it raised AttributeError: module 'geobrief_no_such_attribute' has no attribute 'plugin'; "
        + REINSTALL
    ),
    "no_payload": f"importing it raised <class 'dict'> can't be a payload: it is not an attrs class; {REINSTALL}",
    "a_class": f"its entry point is the class Plugin, not a module or an object; {REPORT}",
    "no_hooks": f"it has no hooks, functions marked with geobrief.hookimpl; {REPORT}",
    "misspelt_hook": (
        "it has a hook geobrief_analysers, and geobrief N knows only geobrief_readers, geobrief_parsers, "
        f"geobrief_analyzers, geobrief_resources, geobrief_exporters; upgrade geobrief, or {REPORT}"
    ),
    "wrong_signature": f"geobrief_analyzers asks for config, registry, and hooks take no arguments; {REPORT}",
    "wraps_others": f"geobrief_analyzers is a wrapper, and a plugin can't wrap other plugins; {REPORT}",
    "raises_halfway": f"geobrief_analyzers raised ValueError: the second one isn't ready; {REPORT}",
    "returns_nothing": f"geobrief_analyzers raised TypeError: 'NoneType' object is not iterable; {REPORT}",
    "wrong_descriptor": f"geobrief_analyzers returned a function, which is no Analyzer; {REPORT}",
    "lone_key": (
        "geobrief_analyzers raised TypeError: provides= of Analyzer must be a tuple of Layer or DocumentLayer, "
        f"and is a Layer; {REPORT}"
    ),
    "impostor": "its name is that of geobrief N; uninstall one of the two",
}
"""Plugins that don't load, and why; N is geobrief's version."""

SKIPPED = {
    "lacks_layer": {
        "maps": "no working plugin provides layer 'places'; install one, or block this",
        "routes": "no working plugin provides layer 'maps'; install one, or block this",
    },
    "raises_at_prepare": {
        "weights": f"preparing it failed: ValueError: line 7 of weights.txt is not a number; {REPORT}"
    },
    "exits_at_prepare": {"impatient": f"preparing it failed: SystemExit: 3; {REPORT}"},
    "prepares_nothing": {"forgetful": f"preparing it failed: TypeError: prepare returned None, not a function; {REPORT}"},
}
"""Plugins that load, though their analyzers can't run, and why."""

FAILS = {
    "reads_undeclared": (
        "analyzer 'marker' read layer 'sentences' without declaring it: name it in requires= or optional="
    ),
    "out_of_range": (
        "in layer 'out-of-range', range 0–20 doesn't lie in a text of 19 code points: "
        "offsets are half-open and start < end"
    ),
    "float_offsets": (
        "in layer 'float-offsets', the offsets of Span(start=0, end=9.5, payload=Mark(depth=1), rule='marks/half') "
        "are not of type int"
    ),
    "wrong_payload": "payload 'deep' is a str, not the Mark that the key declares",
    "wrong_field": "payload Mark(depth='deep') can't be saved: Expected `int`, got `str` - at `$.depth`",
    "spans_for_findings": "layer 'spans-for-findings' is filled with a Finding each, not Span(start=0, end=1, …",
    "no_evidence_there": "evidence lies in 'given:url', which the document hasn't got",
    "fills_another": "it filled layer 'others', which it doesn't provide: name it in provides=",
    "fills_nothing": "it filled the layers none, and must fill each of fills-nothing once",
    "yields_spans": "it yielded Span(start=0, end=1, …, not a filled key such as KEY(spans)",
    "exits_on_document": "SystemExit: no such luck",
    "changes_text": "FrozenInstanceError",
    "changes_metadata": "TypeError: 'FrozenObject' object does not support item assignment",
    "changes_payload": "FrozenInstanceError",
}
"""Plugins whose analyzer fails on every document, and how."""


def broken(name: str, why: str) -> str:
    """The sentence about a plugin that didn't load."""
    entry_point = "core" if name == "impostor" else name.replace("_", "-")
    return f"plugin {entry_point!r} (geobrief-{name.replace('_', '-')} 0.3) is broken: {why}"


def skipped(name: str) -> list[str]:
    """The sentences about a plugin's analyzers that can't run."""
    plugin = f"(plugin {name.replace('_', '-')!r} 0.3)"
    return [f"analyzer {analyzer!r} {plugin} is skipped: {why}" for analyzer, why in SKIPPED[name].items()]


def plain(sentence: str) -> str:
    """A sentence without what differs from one release, or one repr, to the next."""
    without_versions = re.sub(r"\bgeobrief [0-9][0-9a-z.]*", "geobrief N", sentence)
    return re.sub(r"(Span\(start=0, end=1), [^;]*?(, not a filled|;)", r"\1, …\2", without_versions)


@pytest.mark.parametrize("name", SET_ASIDE)
def test_a_plugin_that_does_not_load_is_set_aside(beside_core: BesideCore, name: str) -> None:
    entry_point = "core" if name == "impostor" else name.replace("_", "-")
    faults, layers, refusal = beside_core("healthy", name).library(f"""
        Registry.discover().broken
        analyze({TEXT!r}).layers
        pipeline(require=[{entry_point!r}])
    """)
    (fault,) = map(plain, map(str, faults))
    assert fault == broken(name, SET_ASIDE[name])
    assert layers == LAYERS
    assert [refusal[0], plain(refusal[1])] == ["PluginError", f"required {fault}"]
