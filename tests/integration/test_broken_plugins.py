"""What a user sees of a broken plugin: one sentence with its name, its version and what to do; the rest works.

Each fault is a distribution of its own in `distributions/`, installed beside core and a healthy plugin.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
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
    "prepares_nothing": {
        "forgetful": f"preparing it failed: TypeError: prepare returned None, not a function; {REPORT}"
    },
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
    "spans_for_findings": (
        "layer 'spans-for-findings' is filled with a Finding each, not Span(start=0, end=1, payload=Mark(depth=1), "
        "rule='marks/firs"
    ),
    "no_evidence_there": "evidence lies in 'given:url', which the document hasn't got",
    "fills_another": "it filled layer 'others', which it doesn't provide: name it in provides=",
    "fills_nothing": "it filled the layers none, and must fill each of fills-nothing once",
    "yields_spans": "it yielded a Span, not a filled key such as KEY(spans)",
    "exits_on_document": "SystemExit: no such luck",
    "changes_text": "FrozenInstanceError",
    "changes_metadata": "TypeError: 'FrozenObject' object does not support item assignment",
    "changes_payload": "FrozenInstanceError",
}
"""Plugins whose analyzer fails on every document, and how."""


CONFLICTS = {
    ("healthy", "rival"): (
        "analyzer 'healthy' (plugin 'healthy' 0.3) and analyzer 'better' (plugin 'rival' 0.3) both provide layer "
        "'healthy': choose with block=['healthy'] or block=['rival']"
    ),
    ("chicken", "egg"): (
        "these need one another's layers: analyzer 'chicken' (plugin 'chicken' 0.3) → analyzer 'egg' "
        "(plugin 'egg' 0.3) → analyzer 'chicken' (plugin 'chicken' 0.3): "
        "leave one out with block=['chicken'] or block=['egg']"
    ),
}
"""Plugins that don't go together, and why."""


def entry_point(name: str) -> str:
    return "core" if name == "impostor" else name.replace("_", "-")


def broken(name: str) -> str:
    """The sentence about a plugin that doesn't load."""
    return f"plugin {entry_point(name)!r} (geobrief-{name.replace('_', '-')} 0.3) is broken: {SET_ASIDE[name]}"


def skipped(name: str) -> list[str]:
    """The sentences about a plugin's analyzers that can't run."""
    plugin = f"(plugin {entry_point(name)!r} 0.3)"
    return [f"analyzer {analyzer!r} {plugin} is skipped: {why}" for analyzer, why in SKIPPED[name].items()]


def plain(text: str) -> str:
    """A text without what differs from one release of geobrief, or of attrs, to the next."""
    return re.sub(r"\bgeobrief \d[\w.]*", "geobrief N", text).replace("Error: can't set attribute", "Error")


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    return path.name


@pytest.mark.parametrize("name", SET_ASIDE)
def test_a_plugin_that_does_not_load_is_set_aside(beside_core: BesideCore, name: str) -> None:
    broken_plugins, layers, refusal = beside_core("healthy", name).library(f"""
        [str(plugin) for plugin in Registry.discover().broken]
        analyze({TEXT!r}).layers
        pipeline(require=[{entry_point(name)!r}])
    """)
    assert [*map(plain, broken_plugins)] == [broken(name)]
    assert layers == LAYERS
    assert [*map(plain, refusal)] == ["PluginError", f"required {broken(name)}"]


@pytest.mark.parametrize("name", SKIPPED)
def test_an_analyzer_that_can_not_be_prepared_is_skipped(beside_core: BesideCore, name: str) -> None:
    skips, layers, refusal = beside_core("healthy", name).library(f"""
        [str(skip) for skip in pipeline().skipped]
        analyze({TEXT!r}).layers
        pipeline(require=[{entry_point(name)!r}])
    """)
    assert skips == skipped(name)
    assert layers == LAYERS
    assert refusal == ["PluginError", f"required {skipped(name)[0]}"]


def test_the_command_line_warns_of_each(beside_core: BesideCore, article: str) -> None:
    done = beside_core("healthy", *SET_ASIDE, *SKIPPED).geobrief("analyze", article)
    sentences = [*map(broken, SET_ASIDE), *(sentence for name in SKIPPED for sentence in skipped(name))]
    assert sorted(plain(done.stderr).splitlines()) == sorted(f"geobrief: warning: {one}" for one in sentences)
    assert [*json.loads(done.stdout)["layers"]] == LAYERS
    assert done.returncode == 0


@pytest.mark.parametrize("name", ["raises_at_import", "raises_halfway", "lacks_layer"])
def test_the_command_line_does_not_start_without_what_is_required(
    beside_core: BesideCore, name: str, article: str
) -> None:
    sentence = broken(name) if name in SET_ASIDE else skipped(name)[0]
    for command in ["brief", article, "nowhere.txt"], ["analyze", article], ["plugins"]:
        done = beside_core("healthy", name).geobrief(*command, "--require", f"healthy,{entry_point(name)}")
        assert (done.returncode, done.stdout, done.stderr) == (2, "", f"geobrief: required {sentence}\n")


def test_a_blocked_plugin_is_not_even_imported(beside_core: BesideCore) -> None:
    environment = beside_core("healthy", "exits_at_import", "prints")
    (broken_plugins,) = environment.library("Registry.discover(block=['exits-at-import', 'prints']).broken")
    assert broken_plugins == []


def test_plugins_lists_everything_that_is_wrong(beside_core: BesideCore) -> None:
    environment = beside_core("healthy", *SET_ASIDE, *SKIPPED)
    done = environment.geobrief("plugins")
    assert (done.returncode, done.stderr) == (0, "")
    lines = plain(done.stdout).splitlines()
    assert "healthy: geobrief-healthy 0.3" in lines
    for name, why in SET_ASIDE.items():
        assert f"broken: {entry_point(name)}: geobrief-{name.replace('_', '-')} 0.3: {why}" in lines
    for name, reasons in SKIPPED.items():
        for analyzer, why in reasons.items():
            assert f"skipped: analyzer {analyzer} of {entry_point(name)} 0.3: {why}" in lines

    listed = json.loads(environment.geobrief("plugins", "--json").stdout)
    assert len(listed["broken"]) == len(SET_ASIDE)
    assert {plugin["version"] for plugin in listed["broken"]} == {"0.3"}


def test_a_layer_that_is_missing_says_which_plugins_are_broken(beside_core: BesideCore) -> None:
    ((error, sentence),) = beside_core("no_hooks", "raises_at_prepare").library(f"""
        analyze({TEXT!r})[__import__("geobrief_raises_at_prepare").WEIGHTS]
    """)
    assert error == "MissingLayerError"
    assert broken("no_hooks") in sentence
    assert skipped("raises_at_prepare")[0] in sentence


def test_of_two_plugins_with_one_name_one_is_set_aside(beside_core: BesideCore, article: str) -> None:
    environment = beside_core("twin_two", "healthy", "twin_one")
    sentence = (
        "plugin 'twin' (geobrief-twin-two 0.3) is broken: its name is that of geobrief-twin-one 0.3; "
        "uninstall one of the two"
    )
    broken_plugins, layers, refusal = environment.library(f"""
        [str(plugin) for plugin in Registry.discover().broken]
        analyze({TEXT!r}).layers
        pipeline(require=['twin'])
    """)
    assert broken_plugins == [sentence]
    assert layers == LAYERS
    assert refusal == ["PluginError", f"required {sentence}"]


def test_a_resource_that_does_not_load_is_named_with_its_plugin(beside_core: BesideCore) -> None:
    (skips, layers) = beside_core("healthy", "broken_resource", "asks_for_resource").library(f"""
        [str(skip) for skip in pipeline().skipped]
        analyze({TEXT!r}).layers
    """)
    (sentence,) = skips
    assert sentence == (
        "analyzer 'asks' (plugin 'asks-for-resource' 0.3) is skipped: preparing it failed: "
        f"loading resource 'words' (plugin 'broken-resource' 0.3) raised OSError: words.txt is gone; {REPORT}"
    )
    assert layers == LAYERS


@pytest.mark.parametrize("names", CONFLICTS, ids="-".join)
def test_plugins_that_do_not_go_together_stop_the_start(
    beside_core: BesideCore, names: tuple[str, str], article: str
) -> None:
    environment = beside_core("healthy", *names) if "healthy" not in names else beside_core(*names)
    both, one, other = environment.library(f"""
        analyze({TEXT!r})
        analyze({TEXT!r}, block=[{names[0]!r}]).layers
        analyze({TEXT!r}, block=[{names[1]!r}]).layers
    """)
    assert both == ["ConfigurationError", CONFLICTS[names]]
    assert {*LAYERS, names[1]} - {"rival"} == {*one}
    assert {*LAYERS, names[0]} == {*other}

    done = environment.geobrief("analyze", article)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"geobrief: {CONFLICTS[names]}\n")
    done = environment.geobrief("analyze", article, "--block", names[0])
    assert (done.returncode, done.stderr) == (0, "")
    assert f"conflict: {CONFLICTS[names]}" in environment.geobrief("plugins").stdout.splitlines()


@pytest.mark.parametrize("name", FAILS)
def test_an_analyzer_that_fails_on_a_document(beside_core: BesideCore, name: str) -> None:
    (error, sentence), layers = beside_core("healthy", name).library(f"""
        analyze({TEXT!r}, id="doc")
        analyze({TEXT!r}, block=[{entry_point(name)!r}]).layers
    """)
    assert error == "AnalyzerError"
    assert plain(sentence) == (
        f"analyzer 'marker' (plugin {entry_point(name)!r} 0.3) failed on document 'doc': {FAILS[name]}; report it to "
        f"the plugin's authors, or leave it out with block=[{entry_point(name)!r}]"
    )
    assert layers == LAYERS


def test_at_the_command_line_the_document_lists_what_failed(beside_core: BesideCore, article: str) -> None:
    done = beside_core("healthy", *FAILS).geobrief("analyze", article)
    document = json.loads(done.stdout)
    assert [*document["layers"]] == LAYERS
    assert {failure["plugin"]: plain(failure["message"]) for failure in document["failures"]} == {
        entry_point(name): message for name, message in FAILS.items()
    }
    assert {(failure["analyzer"], failure["version"]) for failure in document["failures"]} == {("marker", "0.3")}
    assert plain(done.stderr).splitlines() == [
        f"geobrief: warning: analyzer 'marker' (plugin {entry_point(name)!r} 0.3) failed on 1 document, first on "
        f"'article.txt': {FAILS[name]}; report it, or leave it out with --block {entry_point(name)}"
        for name in sorted(FAILS)
    ]
    assert done.returncode == 0


def test_one_document_that_fails_does_not_end_the_rest(beside_core: BesideCore, tmp_path: Path) -> None:
    environment = beside_core("healthy", "raises_on_some")
    for name, text in ("a", "Oil fell."), ("b", "Gas rose."), ("c", "Coal stayed."):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    done = environment.geobrief("analyze", "a.txt", "b.txt", "c.txt")
    one, other, third = map(json.loads, done.stdout.splitlines())
    assert [*one["layers"]] == [*third["layers"]] == sorted([*LAYERS, "depths", "raises-on-some"])
    assert one["failures"] == third["failures"] == []
    assert [*other["layers"]] == LAYERS
    assert [[failure["analyzer"], failure["layers"], failure["message"]] for failure in other["failures"]] == [
        ["after", ["depths"], "skipped: layer 'raises-on-some' is missing"],
        ["marker", ["raises-on-some"], "ZeroDivisionError: division by zero"],
    ]
    assert len(done.stderr.splitlines()) == 2
    assert done.returncode == 0

    shown = environment.geobrief("brief", "b.txt")
    assert "marker: ZeroDivisionError: division by zero" in shown.stdout
    assert shown.returncode == 0


def test_a_parser_that_fails_is_named(beside_core: BesideCore) -> None:
    sniffing, parsing, layers = beside_core("healthy", "broken_parser").library(f"""
        analyze({TEXT!r}.encode(), id="doc")
        analyze({TEXT!r}, id="doc", media_type="text/percent")
        analyze({TEXT!r}).layers
    """)
    for (error, sentence), why in (
        (sniffing, "TypeError: startswith first arg must be bytes or a tuple of bytes, not str"),
        (parsing, f"it returned {TEXT!r}, not a Parsed"),
    ):
        assert error == "InputError"
        assert sentence == (
            f"parser 'percent' (plugin 'broken-parser' 0.3) failed on doc: {why}; "
            "report it to the plugin's authors, or leave it out with block=['broken-parser']"
        )
    assert layers == LAYERS


def test_a_file_whose_reader_fails_does_not_end_the_rest(beside_core: BesideCore, article: str, tmp_path: Path) -> None:
    (tmp_path / "two.news").touch()
    done = beside_core("healthy", "broken_reader").geobrief("analyze", "two.news", article)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["first", article]
    assert done.stderr == (
        "geobrief: reader 'news' (plugin 'broken-reader' 0.3) failed on two.news: UnicodeError: the second article is "
        "torn; report it to the plugin's authors, or leave it out with block=['broken-reader']\n"
    )
    assert done.returncode == 1


def test_the_cause_of_an_error_is_kept(beside_core: BesideCore) -> None:
    done = beside_core("raises_on_some").run("-c", "import geobrief; geobrief.analyze('Gas rose.')")
    assert "ZeroDivisionError: division by zero\n\nThe above exception was the direct cause" in done.stderr
    assert "geobrief_raises_on_some.py" in done.stderr


def test_what_a_plugin_prints_stays_out_of_the_answer(beside_core: BesideCore, article: str) -> None:
    done = beside_core("healthy", "prints").geobrief("analyze", article)
    (line,) = done.stdout.splitlines()
    assert [*json.loads(line)["layers"]] == sorted([*LAYERS, "prints"])
    assert done.stderr == "importing\nreading\n"
