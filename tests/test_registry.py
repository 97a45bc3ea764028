"""The registry: plugins in memory, and every kind of fault of one as data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pluggy
import pytest
from plugins_for_tests import MARKS, OTHERS, analyzer, pipeline_of, plugin, registry_of, text_parser

import geobrief
from geobrief import Exporter, Input, Reader, Registry, Rejected, Resource, hookimpl
from geobrief.errors import ConfigurationError, InputError, PluginError


def test_core_loads_alone_and_nothing_of_it_is_broken() -> None:
    registry = Registry.discover(only=[])
    assert [plugin.name for plugin in registry.plugins] == ["core"]
    assert registry.broken == ()
    (core,) = registry.plugins
    assert (core.distribution, core.version) == ("geobrief", geobrief.__version__)
    assert core.parsers
    assert core.readers
    assert core.analyzers


def test_plugins_are_ordered_by_name_with_core_last() -> None:
    one = Registry.discover(only=[]).adding("zebra", plugin(analyzer(None, MARKS))).adding("ant", plugin(text_parser()))
    two = Registry.discover(only=[]).adding("ant", plugin(text_parser())).adding("zebra", plugin(analyzer(None, MARKS)))
    assert one.names == two.names == ("ant", "zebra", "core")


def test_what_a_plugin_offers_is_listed_by_hook() -> None:
    offered: list[Any] = [
        text_parser(),
        analyzer(None, MARKS),
        Reader(name="rows", suffixes=(".rows",), read=lambda path: []),
        Resource(name="words", version="1", type=list, load=list),
        Exporter(name="lines", suffix=".lines", render=lambda documents: iter(())),
    ]
    (made,) = Registry(()).adding("all", plugin(*offered), version="1.5").plugins
    assert [*made.parsers, *made.analyzers, *made.readers, *made.resources, *made.exporters] == offered
    assert (made.name, made.distribution, made.version) == ("all", "all", "1.5")


def test_a_hook_may_be_a_generator_a_method_or_of_another_name() -> None:
    class Methods:
        @hookimpl
        def geobrief_analyzers(self) -> Iterator[Any]:
            yield analyzer(None, MARKS)

        @hookimpl(specname="geobrief_parsers")
        def parsers(self) -> Iterable[Any]:
            return (text_parser(),)

    (made,) = Registry(()).adding("methods", Methods()).plugins
    assert [found.name for found in (*made.analyzers, *made.parsers)] == ["marker", "plain"]


def hooks(**functions: Any) -> Any:
    """A plugin with these functions as hooks."""
    for name, function in functions.items():
        function.__name__ = name
    return SimpleNamespace(**{name: hookimpl(function) for name, function in functions.items()})


def halfway() -> Iterator[Any]:
    yield analyzer(None, MARKS)
    raise OSError("weights.npz: no such\n file")


def leave() -> Any:
    raise SystemExit(3)


class Marked:
    @hookimpl
    def geobrief_analyzers(self) -> list[Any]:
        return []


class Surly:
    def __dir__(self) -> list[str]:
        raise RuntimeError("don't look")


def wrapper(**marks: bool) -> Any:
    def geobrief_analyzers() -> Iterator[None]:
        yield

    return SimpleNamespace(geobrief_analyzers=hookimpl(**marks)(geobrief_analyzers))


FAULTS: dict[str, tuple[Any, str]] = {
    "raises": (
        hooks(geobrief_analyzers=lambda: 1 / 0),
        "geobrief_analyzers raised ZeroDivisionError: division by zero",
    ),
    "raises halfway": (
        hooks(geobrief_analyzers=halfway),
        "geobrief_analyzers raised OSError: weights.npz: no such file",
    ),
    "leaves": (hooks(geobrief_parsers=leave), "geobrief_parsers raised SystemExit: 3"),
    "asks for more": (
        hooks(geobrief_analyzers=lambda registry: []),
        "geobrief_analyzers asks for registry, and hooks take",
    ),
    "unknown hook": (
        hooks(geobrief_tokenizers=lambda: ()),
        "it has a hook geobrief_tokenizers, and geobrief .* knows only",
    ),
    "returns None": (
        hooks(geobrief_analyzers=lambda: None),
        "geobrief_analyzers raised TypeError: 'NoneType' object is not",
    ),
    "returns one": (
        hooks(geobrief_analyzers=lambda: analyzer(None, MARKS)),
        "geobrief_analyzers raised TypeError: .* not iterable",
    ),
    "wrong type": (
        hooks(geobrief_analyzers=lambda: [text_parser()]),
        "geobrief_analyzers returned a Parser, which is no Analyzer",
    ),
    "class": (Marked, "its entry point is the class Marked, not a module or an object"),
    "no hooks": (SimpleNamespace(), "it has no hooks, functions marked with geobrief.hookimpl"),
    "module": (pluggy, "it has no hooks, functions marked with geobrief.hookimpl"),
    "unmarked": (SimpleNamespace(geobrief_analyzers=list), "it has no hooks"),
    "None": (None, "it has no hooks"),
    "wrapper": (wrapper(wrapper=True), "geobrief_analyzers is a wrapper, and a plugin can't wrap other plugins"),
    "old wrapper": (
        wrapper(hookwrapper=True),
        "geobrief_analyzers is a wrapper, and a plugin can't wrap other plugins",
    ),
    "surly": (Surly(), "looking for its hooks raised RuntimeError: don't look"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_plugins_fault_is_one_sentence_and_the_rest_works(name: str) -> None:
    faulty, message = FAULTS[name]
    registry = registry_of(healthy=analyzer(None, MARKS)).adding("faulty", faulty, version="0.3")
    (broken,) = registry.broken
    assert (broken.name, broken.version) == ("faulty", "0.3")
    sentence = str(broken)
    assert sentence.startswith("plugin 'faulty' (faulty 0.3) is broken: ")
    assert "\n" not in sentence
    assert re.search(message, sentence), sentence
    assert "block" in sentence  # what to do
    assert MARKS in geobrief.pipeline(registry=registry).analyze("text")
    with pytest.raises(PluginError, match="required plugin 'faulty'"):
        geobrief.pipeline(registry=registry, require=["faulty"])


MISTAKES: list[tuple[Any, str]] = [
    (lambda: analyzer(None, MARKS, name=5), "name= of Analyzer "),
    (
        lambda: geobrief.Analyzer(name="a", provides=MARKS, prepare=print),
        "provides= of Analyzer must be a",
    ),
    (lambda: analyzer(None, MARKS, requires=[OTHERS]), "requires= of Analyzer must be a"),
    (lambda: analyzer(None, MARKS, optional=("others",)), "optional= of Analyzer must be a"),
    (lambda: analyzer(None, MARKS, prepare="run"), "'prepare' must be callable"),
    (lambda: text_parser(suffixes=".txt"), "suffixes= of Parser must be a"),
    (lambda: text_parser(media_types="text/plain"), "media_types= of Parser must be a"),
    (lambda: Resource(name="words", version=1, type=list, load=list), "version= of Resource "),  # type: ignore[arg-type]
    (lambda: Resource(name="words", version="1", type="list", load=list), "'type' must be"),  # type: ignore[arg-type]
    (lambda: Reader(name="rows", suffixes=".rows", read=print), "suffixes= of Reader must be a"),  # type: ignore[arg-type]
    (lambda: Exporter(name="lines", suffix=5, render=iter), "suffix= of Exporter "),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("make", "message"), MISTAKES)
def test_a_mistaken_descriptor_breaks_its_plugin_and_says_which_field(make: Any, message: str) -> None:
    hook = "geobrief_analyzers"
    (broken,) = Registry(()).adding("faulty", hooks(**{hook: lambda: [make()]})).broken
    with pytest.raises(TypeError, match=message):
        make()
    assert broken.error.startswith(f"{hook} raised ")


def test_a_name_is_taken_once() -> None:
    registry = registry_of(twin=analyzer(None, MARKS)).adding("twin", plugin(analyzer(None, OTHERS)), version="9")
    (broken,) = registry.broken
    assert "is that of twin 1.2" in broken.error
    assert "uninstall one of the two" in broken.error
    assert Registry.discover(only=[]).adding("core", plugin(text_parser())).broken[0].name == "core"
    still = registry_of(twin=SimpleNamespace()).adding("twin", plugin(analyzer(None, OTHERS)))
    assert [broken.name for broken in still.broken] == ["twin", "twin"]


class Point:
    """An entry point as `importlib.metadata` gives it."""

    def __init__(self, name: str, load: Any, distribution: str = "acme", version: str = "2.0") -> None:
        self.name, self.value, self.load = name, f"{distribution}:{name}", load
        self.dist = SimpleNamespace(name=distribution, version=version) if distribution else None


def missing() -> Any:
    raise ModuleNotFoundError("No module named 'fancy'")


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [
        Point("places", lambda: plugin(analyzer(None, MARKS, name="places"))),
        Point("people", lambda: plugin(analyzer(None, OTHERS, name="people"))),
        Point("fancy", missing),
        Point("places", lambda: plugin(), "rival", "1.0"),
        Point("orphan", missing, ""),
    ]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: points if group == "geobrief" else [])


@pytest.mark.usefixtures("installed")
def test_installed_plugins_are_discovered_with_what_is_wrong_with_them() -> None:
    registry = Registry.discover()
    assert [plugin.name for plugin in registry.plugins] == ["people", "places", "core"]
    no_fancy = "is broken: importing it raised ModuleNotFoundError: No module named 'fancy'; reinstall it, or block it"
    assert [str(broken) for broken in registry.broken] == [
        f"plugin 'fancy' (acme 2.0) {no_fancy}",
        f"plugin 'orphan' (unknown 0) {no_fancy}",
        "plugin 'places' (rival 1.0) is broken: its name is that of acme 2.0; uninstall one of the two",
    ]


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("choice", "environment", "loaded"),
    [
        ({}, None, {"people", "places"}),
        ({}, "", set()),
        ({}, " people , ", {"people"}),
        ({"only": ["places"]}, "people", set()),
        ({"only": ["people"]}, None, {"people"}),
        ({"only": ("people", "people")}, None, {"people"}),
        ({"only": []}, None, set()),
        ({"block": ["places"]}, None, {"people"}),
        ({"only": ["places"], "block": {"places"}}, None, set()),
    ],
)
def test_only_block_and_the_environment_choose(
    monkeypatch: pytest.MonkeyPatch, choice: Any, environment: str | None, loaded: set[str]
) -> None:
    if environment is None:
        monkeypatch.delenv("GEOBRIEF_PLUGINS", raising=False)
    else:
        monkeypatch.setenv("GEOBRIEF_PLUGINS", environment)
    assert {plugin.name for plugin in Registry.discover(**choice).plugins} == {*loaded, "core"}


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"only": ["place"]}, "only= names 'place', but no such plugin is there: did you mean places"),
        ({"block": ["pepole"]}, "block= names 'pepole', .* did you mean people"),
        ({"only": ["xyz"]}, "only= names 'xyz', .* fancy, orphan, people, places"),
        ({"only": [5, None]}, "only= names 5"),
        ({"only": "places"}, "only= is the string 'places': give a list of names"),
        ({"block": "places"}, "block= is the string 'places': give a list of names"),
    ],
)
def test_an_unknown_name_is_an_error_with_the_nearest(choice: Any, message: str) -> None:
    for build in (Registry.discover, geobrief.pipeline, lambda **choice: geobrief.analyze("text", **choice)):
        with pytest.raises(ConfigurationError, match=message):
            build(**choice)


@pytest.mark.usefixtures("installed")
def test_an_unknown_name_in_the_environment_is_an_error_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOBRIEF_PLUGINS", "places,peopl")
    with pytest.raises(ConfigurationError, match=r"GEOBRIEF_PLUGINS names 'peopl', .* did you mean people"):
        Registry.discover()


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("require", "error", "message"),
    [
        (["fancy"], PluginError, "required plugin 'fancy' .acme 2.0. is broken: importing it raised"),
        (["nobody"], ConfigurationError, "require= names 'nobody', but no such plugin is there"),
        ("fancy", ConfigurationError, "require= is the string 'fancy': give a list of names"),
    ],
)
def test_what_is_required_is_there_and_whole(require: Any, error: type[Exception], message: str) -> None:
    for build in (geobrief.pipeline, lambda **choice: geobrief.analyze("text", **choice)):
        with pytest.raises(error, match=message):
            build(require=require)
    geobrief.pipeline(require=["people", "core"])


def test_resources_are_found_by_type_whoever_publishes_them() -> None:
    class Words(list[str]):
        pass

    def resource(name: str, type: type, version: str = "1") -> Resource[Any]:
        return Resource(name=name, version=version, type=type, load=type)

    registry = registry_of(
        b=[resource("z", list), resource("m", Words)], a=[resource("m", list, "2"), resource("d", dict)]
    )
    assert [(found.name, found.version) for found in registry.resources(list)] == [("m", "1"), ("m", "2"), ("z", "1")]
    assert [found.name for found in registry.resources(Words)] == ["m"]
    assert registry.resources(set) == ()


def names(items: Iterable[Input | Rejected]) -> list[str]:
    return [str(item.error) if isinstance(item, Rejected) else str(item.content) for item in items]


def test_a_reader_is_chosen_by_suffix_and_reads_many(tmp_path: Path) -> None:
    def read(path: Path) -> Iterator[Input | Rejected]:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            yield Input(line, id=f"{path.name}:{number}")
        yield Rejected("end", InputError("no more"))

    registry = registry_of(rows=Reader(name="rows", suffixes=(".rows",), read=read))
    path = tmp_path / "a.ROWS"
    path.write_text("one\ntwo\n")
    assert names(registry.read(path)) == ["one", "two", "no more"]
    (tmp_path / "a.txt").touch()
    assert list(registry.read(tmp_path / "a.txt")) == [Input(tmp_path / "a.txt", id=str(tmp_path / "a.txt"))]
    for missing in (tmp_path / "b.txt", tmp_path / "b.rows", tmp_path / "a\0b"):
        with pytest.raises(InputError, match=r"there is no such file or folder|can't be read"):
            list(registry.read(missing))
    with pytest.raises(InputError, match=r"holds many articles \(rows\): read them with geobrief.read"):
        geobrief.pipeline(registry=registry).analyze(path)
    assert geobrief.pipeline(registry=registry).analyze(path, media_type="text/plain").text == "one\ntwo\n"


def test_a_folder_gives_files_and_what_is_in_them(tmp_path: Path) -> None:
    def fail(path: Path) -> Iterator[Input | Rejected]:
        yield Input("one")
        raise ValueError("row 2 is torn")

    def read(folder: Path) -> Iterator[Input | Rejected]:
        yield from (Input(path, title="kept") for path in sorted(folder.iterdir()))
        yield Input(folder / "gone.txt")

    registry = registry_of(
        folder=Reader(name="folder", suffixes=("/",), read=read),
        rows=Reader(name="rows", suffixes=(".rows",), read=fail),
    )
    with pytest.raises(InputError, match="there is no such file"):
        list(registry.read(tmp_path / "gone"))
    (tmp_path / "a.rows").touch()
    (tmp_path / "b.txt").touch()
    items = list(registry.read(tmp_path))
    assert names(items) == [
        "one",
        (
            f"reader 'rows' (plugin 'rows' 1.2) failed on {tmp_path / 'a.rows'}: ValueError: row 2 is torn; "
            "report it to the plugin's authors, or leave it out with block=['rows']"
        ),
        str(tmp_path / "b.txt"),
        f"{tmp_path / 'gone.txt'}: there is no such file or folder",
    ]
    assert items[2] == Input(tmp_path / "b.txt", title="kept")
    with pytest.raises(InputError, match=r"reader 'rows' .* failed on"):
        list(registry.read(tmp_path / "a.rows"))


def test_a_reader_that_yields_something_else_or_leaves_is_named(tmp_path: Path) -> None:
    def leaving(path: Path) -> Any:
        raise SystemExit(2)

    def encrypted(path: Path) -> Any:
        raise InputError("the rows are encrypted")

    path = tmp_path / "a.rows"
    path.touch()
    for read, message in [
        (lambda path: ["text"], "reader 'rows' .plugin 'rows' 1.2. failed on .* it yielded a str, not an Input"),
        (leaving, "reader 'rows' .plugin 'rows' 1.2. failed on .*: SystemExit: 2"),
        (encrypted, "^the rows are encrypted$"),
    ]:
        registry = registry_of(rows=Reader(name="rows", suffixes=(".rows",), read=read))
        with pytest.raises(InputError, match=message):
            list(registry.read(path))


def test_files_to_be_skipped_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "out.csv").touch()
    read = Reader(name="folder", suffixes=("/",), read=lambda folder: map(Input, sorted(folder.iterdir())))
    registry = registry_of(folder=read)
    assert names(registry.read(tmp_path, skip={str(tmp_path / "out.csv")})) == [str(tmp_path / "a.txt")]
    with pytest.raises(InputError, match="is a folder without articles"):
        list(registry.read(tmp_path, skip={str(tmp_path / "out.csv"), str(tmp_path / "a.txt")}))


def test_a_folder_without_articles_is_an_input_error(tmp_path: Path) -> None:
    registry = registry_of(folder=Reader(name="folder", suffixes=("/",), read=lambda path: []))
    with pytest.raises(InputError, match="is a folder without articles"):
        list(registry.read(tmp_path))
    with pytest.raises(InputError, match=r"is a folder: read it with geobrief\.read"):
        pipeline_of().analyze(tmp_path)
