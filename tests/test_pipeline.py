"""The pipeline: the order of analyzers, their faults, what is read how, and that nothing else decides the result."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plugins_for_tests import MARKS, NOTES, OTHERS, Mark, analyzer, every, pipeline_of, plugin, registry_of, text_parser
from strategies import texts

import geobrief
from geobrief import (
    Diagnostic,
    Document,
    Evidence,
    Failure,
    Filled,
    Finding,
    Input,
    Layer,
    OffsetMap,
    Parsed,
    Rejected,
    Resource,
    Source,
    Span,
    SpanSet,
    dumps,
    loads,
)
from geobrief.errors import (
    AnalyzerError,
    ConfigurationError,
    InputError,
    MissingLayerError,
    PayloadError,
    PluginError,
    UndeclaredLayerError,
)

ROOT = Path(__file__).parent.parent
LETTERS = {letter: Layer(letter, Mark) for letter in "abcdef"}


def reading(letter: str, requires: str = "", optional: str = "", log: list[str] | None = None) -> Any:
    """An analyzer that fills the layer of a letter, reads others, and says when it ran."""

    def run(document: Document) -> list[Filled[Any]]:
        if log is not None:
            log.append(letter)
        for each in requires:
            assert document[LETTERS[each]] == SpanSet()
        return [LETTERS[letter]([])]

    def keys(names: str) -> tuple[Any, ...]:
        return tuple(LETTERS[each] for each in names)

    return analyzer(run, LETTERS[letter], name=letter, requires=keys(requires), optional=keys(optional))


@given(st.data())
def test_analyzers_run_after_those_whose_layers_they_read(data: st.DataObject) -> None:
    letters = "".join(data.draw(st.permutations("abcdef")))
    log: list[str] = []
    reads = {
        letter: data.draw(st.sets(st.sampled_from(letters[:place])) if place else st.just(set()))
        for place, letter in enumerate(letters)
    }
    optional = {
        letter: data.draw(st.sets(st.sampled_from("".join(sorted(reads[letter])) or "x"))) for letter in letters
    }
    plugins = {
        f"plugin_{letter}": reading(
            letter, "".join(reads[letter] - optional[letter]), "".join(optional[letter] & reads[letter]), log
        )
        for letter in data.draw(st.permutations(letters))
    }
    doc = pipeline_of(**plugins).analyze("text")
    assert doc.layers == tuple("abcdef")
    assert sorted(log) == list("abcdef")
    assert all(log.index(before) < log.index(letter) for letter in letters for before in reads[letter])
    first, log[:] = log.copy(), []
    pipeline_of(**dict(reversed(plugins.items()))).analyze("text")
    assert log == first


def test_two_providers_of_a_layer_stop_the_build_and_name_block() -> None:
    registry = registry_of(one=analyzer(None, MARKS, name="x"), two=analyzer(None, MARKS, name="y"))
    with pytest.raises(ConfigurationError) as raised:
        geobrief.pipeline(registry=registry)
    assert str(raised.value) == (
        "analyzer 'x' (plugin 'one' 1.2) and analyzer 'y' (plugin 'two' 1.2) both provide layer 'marks': "
        "choose with block=['one'] or block=['two']"
    )


def test_an_analyzer_that_provides_a_parsers_layer_stops_the_build() -> None:
    registry = registry_of(text_parser(MARKS), one=analyzer(None, MARKS))
    with pytest.raises(
        ConfigurationError, match=r"provides layer 'marks', which a parser provides: .* block=\['one'\]"
    ):
        geobrief.pipeline(registry=registry)


@pytest.mark.parametrize("how", ["requires", "optional"])
def test_a_cycle_stops_the_build_and_names_block(how: str) -> None:
    registry = registry_of(**{letter: reading(letter, **{how: other}) for letter, other in ["ab", "bc", "ca", "da"]})
    with pytest.raises(ConfigurationError, match=r"these need one another's layers: .*leave one out with") as raised:
        geobrief.pipeline(registry=registry)
    assert re.findall(r"block=\['(\w)'\]", str(raised.value)) == ["a", "b", "c"]
    with pytest.raises(ConfigurationError, match=r"block=\['a'\]$"):
        geobrief.pipeline(registry=registry_of(a=reading("a", **{how: "a"})))


def test_a_layer_that_nobody_provides_skips_its_readers_and_theirs() -> None:
    registry = registry_of(a=reading("a", "f"), b=reading("b", "a"), c=reading("c", optional="b"), d=reading("d"))
    made = geobrief.pipeline(registry=registry)
    assert [(skipped.analyzer, skipped.plugin, skipped.version, skipped.layers) for skipped in made.skipped] == [
        ("a", "a", "1.2", ("a",)),
        ("b", "b", "1.2", ("b",)),
    ]
    assert [re.search("layer '(.)'", skipped.reason)[1] for skipped in made.skipped] == ["f", "a"]  # type: ignore[index]
    assert made.analyze("text").layers == ("c", "d")
    geobrief.pipeline(registry=registry, require=["c", "d"])
    with pytest.raises(PluginError, match="required analyzer 'b' .* is skipped: no working plugin provides layer 'a'"):
        geobrief.pipeline(registry=registry, require=["b"])


def raising(error: BaseException) -> Any:
    def prepare(registry: Any, options: Any) -> Any:
        raise error

    return prepare


@pytest.mark.parametrize(
    ("prepare", "reason"),
    [
        (raising(FileNotFoundError("weights")), "FileNotFoundError: weights"),
        (raising(SystemExit(1)), "SystemExit: 1"),
        (lambda registry, options: None, "prepare returned None, not a function"),
        (lambda registry: None, "TypeError"),
    ],
)
def test_an_analyzer_that_cant_be_prepared_is_skipped(prepare: Any, reason: str) -> None:
    made = pipeline_of(a=analyzer(None, MARKS, prepare=prepare), b=analyzer(None, OTHERS, requires=(MARKS,)))
    assert [skipped.plugin for skipped in made.skipped] == ["a", "b"]
    assert reason in made.skipped[0].reason
    with pytest.raises(MissingLayerError, match=re.escape(reason)):
        made.analyze("text")[MARKS]


def test_a_resource_that_cant_be_loaded_skips_the_analyzer_and_names_its_own_plugin() -> None:
    def prepare(registry: Any, options: Any) -> Any:
        words = [resource.load() for resource in registry.resources(list)]
        return lambda document: [MARKS([Span(0, 1, Mark(str(words)), "r")])]

    def load() -> list[str]:
        raise OSError("words.txt is missing")

    good = Resource(name="words", version="1", type=list, load=lambda: ["oil"])
    bad = Resource(name="words", version="2", type=list, load=load)
    asker = analyzer(None, MARKS, prepare=prepare)
    (span,) = pipeline_of(a=asker, b=good).analyze("text")[MARKS]
    assert span.payload.label == "[['oil']]"
    (skipped,) = pipeline_of(a=asker, b=good, c=bad).skipped
    assert "loading resource 'words' (plugin 'c' 1.2) raised OSError: words.txt is missing" in skipped.reason
    assert skipped.plugin == "a"


def test_an_analyzer_may_refuse_its_options() -> None:
    refusing = analyzer(None, MARKS, prepare=raising(ConfigurationError("genre must be 'news' or 'narrative'")))
    with pytest.raises(ConfigurationError, match="genre must be"):
        pipeline_of(a=refusing)


def test_options_reach_the_analyzers_of_their_plugin_frozen() -> None:
    seen: list[Any] = []

    def prepare(registry: Any, options: Mapping[str, Any]) -> Any:
        seen.append(options)
        with pytest.raises(TypeError):
            options["genre"] = "news"  # type: ignore[index]
        return lambda document: [MARKS([])]

    nested = MappingProxyType({"genre": "narrative", "weights": MappingProxyType({"a": [1, 2]})})
    made = pipeline_of(a=analyzer(None, MARKS, prepare=prepare), b=analyzer(None, OTHERS), options={"a": nested})
    assert seen == [{"genre": "narrative", "weights": {"a": (1, 2)}}]
    layers = loads(dumps(made.analyze("text")))
    assert json.loads(dumps(layers))["layers"]["marks"]["producer"]["options"]
    assert json.loads(dumps(layers))["layers"]["others"]["producer"]["options"] is None


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"b": {}}, "options= names 'b', but no such plugin is loaded"),
        ({"a": ["genre"]}, "options= of 'a' is a list: give a dict"),
        ({"a": {"genre": {1, 2}}}, "options= of 'a' must be JSON: .* can't be kept in JSON"),
        ({"a": {1: 2}}, "options= of 'a' must be JSON: 1 can't be a key"),
        (["a"], "options= is a list: give a dict of dicts"),
    ],
)
def test_options_are_json_by_the_name_of_a_plugin(options: Any, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        pipeline_of(a=analyzer(None, MARKS), options=options)
    with pytest.raises(ConfigurationError, match="options="):
        geobrief.analyze("text", options=options, only=[])


def test_a_registry_is_chosen_once() -> None:
    with pytest.raises(ConfigurationError, match="registry= is given together with only= or block="):
        geobrief.pipeline(registry=registry_of(), only=[])


def asking(registry: Any, options: Any) -> Any:
    registry.resources(list)
    return lambda document: [MARKS([])]


def words(version: str, type: type = list) -> Resource[Any]:
    return Resource(name="words", version=version, type=type, load=type)


MARKER = analyzer(None, MARKS, prepare=asking)


def test_the_fingerprint_changes_with_whatever_decides_the_result_and_only_then() -> None:
    def fingerprint(*added: tuple[str, Any, str], parser: Any = None, options: Any = None) -> str:
        registry = registry_of(parser)
        for name, offered, version in added:
            registry = registry.adding(name, plugin(*offered), version=version)
        return geobrief.pipeline(registry=registry, options=options).fingerprint

    marker, lexicon = ("m", [MARKER], "1"), ("w", [words("1")], "1")
    alike = {
        fingerprint(marker, lexicon),
        fingerprint(lexicon, marker),
        fingerprint(marker, lexicon, options={"m": {}}),
        fingerprint(marker, ("w", [words("1"), words("7", dict)], "1")),  # nobody asked for it
    }
    different = [
        fingerprint(),
        fingerprint(marker),
        fingerprint(("m", [MARKER], "2"), lexicon),
        fingerprint(("k", [MARKER], "1"), lexicon),
        fingerprint(("m", [analyzer(None, MARKS, name="other", prepare=asking)], "1"), lexicon),
        fingerprint(marker, ("w", [words("2")], "1")),
        fingerprint(marker, ("w", [words("1"), words("2")], "1")),
        fingerprint(marker, lexicon, options={"m": {"genre": "news"}}),
        fingerprint(marker, lexicon, options={"m": {"genre": "narrative"}}),
        fingerprint(marker, lexicon, ("n", [analyzer(None, NOTES)], "1")),
        fingerprint(marker, lexicon, parser=text_parser(name="other")),
        fingerprint(marker, lexicon, ("p", [text_parser()], "1")),
        fingerprint(marker, lexicon, ("n", [analyzer(None, NOTES, requires=(OTHERS,))], "1")),  # documents say it
        fingerprint(marker, lexicon, ("n", [], "1")),  # it has no hooks, so it is broken: documents say that, too
    ]
    assert len(alike) == 1
    assert len({*alike, *different}) == 1 + len(different)
    assert all(re.fullmatch("[0-9a-f]{64}", each) for each in different)


def test_a_layer_names_its_producer() -> None:
    made = geobrief.pipeline(registry=registry_of(m=[MARKER, words("3")]))
    value = json.loads(dumps(made.analyze("text")))["layers"]["marks"]["producer"]
    assert value == {
        "plugin": "m",
        "version": "1.2",
        "analyzer": "marker",
        "resources": {"words": "3"},
        "options": None,
    }


def boom(document: Document) -> Iterator[Any]:
    yield MARKS([])
    raise ValueError("no such\n day")


def endless(document: Document) -> Any:
    return endless(document)


def spans(*made: Any) -> Callable[[Document], Any]:
    return lambda document: [MARKS(made)]


def span(start: Any, end: Any, payload: Any = None, rule: Any = "r") -> Any:
    return Span(start, end, payload or Mark("a"), rule)


def notes(*evidence: Any) -> Callable[[Document], Any]:
    return lambda document: [MARKS([]), NOTES([Finding(Mark("a"), "r", evidence)])]


def assigning(name: str, value: Any = "other") -> Callable[[Document], Any]:
    return lambda document: setattr(document, name, value)


# What an analyzer that provides MARKS does wrong, the cause of the error, and what is said.
FAULTS: dict[str, tuple[Callable[[Document], Any], type[BaseException], str]] = {
    "raises halfway": (boom, ValueError, "ValueError: no such day"),
    "recursion": (endless, RecursionError, "RecursionError: "),
    "leaves": (lambda document: sys.exit(4), SystemExit, "SystemExit: 4"),
    "returns None": (lambda document: None, Exception, "None"),
    "yields junk": (lambda document: ["junk"], Exception, "it yielded a str, not a filled key"),
    "fills nothing": (lambda document: [], Exception, "it filled the layers none, and must fill each of marks once"),
    "fills twice": (lambda document: [MARKS([])] * 2, Exception, "it filled the layers marks, marks, and must"),
    "fills another": (lambda document: [OTHERS([])], Exception, "it filled layer 'others', which it doesn't provide"),
    "fills a namesake": (
        lambda document: [Layer("marks", Finding)([])],
        Exception,
        "it filled layer 'marks', which it doesn't provide",
    ),
    "range outside": (
        spans(span(3, 99)),
        Exception,
        "in layer 'marks', range 3–99 doesn't lie in a text of 6 code points",
    ),
    "negative": (spans(span(-1, 2)), Exception, "in layer 'marks', range -1–2 doesn't lie"),
    "empty range": (spans(span(3, 3)), Exception, "in layer 'marks', range 3–3 doesn't lie"),
    "float": (spans(span(0.0, 2)), Exception, "in layer 'marks', the offsets of .* not of type int"),
    "bool": (spans(span(False, True)), Exception, "in layer 'marks', the offsets of .* not of type int"),
    "str": (spans(span("0", "1")), Exception, ""),
    "no rule": (spans(span(0, 1, rule=None)), Exception, "in layer 'marks', "),
    "wrong payload": (spans(span(0, 1, "text")), PayloadError, "payload 'text' is a str, not the Mark"),
    "wrong field": (spans(span(0, 1, Mark(5))), PayloadError, "payload Mark.* can't be saved"),  # type: ignore[arg-type]
    "not spans": (spans("text"), PayloadError, "layer 'marks' is filled with a Span each, not 'text'"),
    "a finding": (lambda document: [Filled(MARKS, (Finding(Mark("a"), "r"),))], Exception, "in layer 'marks', "),
    "assigns text": (assigning("text"), AttributeError, "FrozenInstanceError"),
    "assigns a layer": (assigning("_layers", {}), AttributeError, "FrozenInstanceError"),
    "sets metadata": (lambda document: document.metadata.__setitem__("a", 1), AttributeError, "__setitem__"),
    "reads undeclared": (lambda document: document[NOTES], UndeclaredLayerError, "'faulty' read layer 'notes' without"),
    "wrong diagnostic": (lambda document: [MARKS([]), Diagnostic("a", None)], TypeError, "TypeError: "),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("name", FAULTS)
def test_an_analyzers_fault_is_an_analyzer_error_or_a_failure_and_the_rest_goes_on(name: str) -> None:
    fault, cause, message = FAULTS[name]
    plugins = {
        "faulty": analyzer(fault, MARKS, name="faulty"),
        "healthy": analyzer(every("a", OTHERS), OTHERS, name="healthy", optional=(MARKS,)),
        "dependent": analyzer(None, NOTES, name="dependent", requires=(MARKS,)),
    }
    made = pipeline_of(**plugins)
    with pytest.raises(AnalyzerError) as raised:
        made.analyze(Input("banana", id="fruit.txt"))
    sentence = str(raised.value)
    assert sentence.startswith("analyzer 'faulty' (plugin 'faulty' 1.2) failed on document 'fruit.txt': ")
    assert sentence.endswith("report it to the plugin's authors, or leave it out with block=['faulty']")
    assert re.search(message, sentence), sentence
    assert "\n" not in sentence
    assert isinstance(raised.value.__cause__, cause)
    with pytest.raises(AnalyzerError):
        list(made.analyze_many(["banana"]))

    (doc,) = made.analyze_many([Input("banana", id="fruit.txt")], errors="return")
    assert isinstance(doc, Document)
    assert doc.layers == ("others",)
    assert [doc.slice(span) for span in doc[OTHERS]] == ["a"] * 3
    (skipped, failed) = doc.failures
    assert (failed.analyzer, failed.plugin, failed.version, failed.layers) == ("faulty", "faulty", "1.2", ("marks",))
    assert re.search(message, failed.message)
    assert skipped == Failure("dependent", "dependent", "1.2", ("notes",), "skipped: layer 'marks' is missing")
    assert loads(dumps(doc)) == doc
    assert loads(dumps(doc)).failures == doc.failures


@pytest.mark.parametrize(
    ("evidence", "message"),
    [
        (Evidence(0, 7), "in layer 'notes', range 0–7 doesn't lie in a text of 6 code points"),
        (Evidence(0, 7, "source"), "in layer 'notes', range 0–7 doesn't lie in a source of 6 code points"),
        (Evidence(0, 5, "given:title"), "in layer 'notes', range 0–5 doesn't lie in a given:title of 4 code points"),
        (Evidence(0, 1, "given:url"), "evidence lies in 'given:url', which the document hasn't got"),
        (Evidence(0, 1, "nowhere"), "evidence lies in 'nowhere', which the document hasn't got"),
        (Evidence(0, True), "the offsets of .* not of type int"),
    ],
)
def test_evidence_lies_where_it_is_said_to(evidence: Evidence, message: str) -> None:
    made = pipeline_of(a=analyzer(notes(evidence), MARKS, NOTES))
    with pytest.raises(AnalyzerError, match=message):
        made.analyze("banana", title="Nuts")
    fine = pipeline_of(
        a=analyzer(notes(Evidence(0, 6), Evidence(0, 6, "source"), Evidence(0, 4, "given:title")), MARKS, NOTES)
    )
    assert len(fine.analyze("banana", title="Nuts")[NOTES]) == 1


def test_a_failure_says_the_same_in_every_process() -> None:
    def fail(document: Document) -> Any:
        raise ValueError(f"no {object()!r}")

    (doc,) = pipeline_of(a=analyzer(fail, MARKS)).analyze_many([""], errors="return")
    assert isinstance(doc, Document)
    assert doc.failures[0].message == "ValueError: no <object object at …>"


def test_diagnostics_of_analyzers_are_kept_in_order_and_once() -> None:
    def warn(document: Document) -> list[Any]:
        return [Diagnostic("z", "last"), MARKS([]), Diagnostic("a", "first"), Diagnostic("z", "last")]

    doc = pipeline_of(a=analyzer(warn, MARKS)).analyze("text")
    assert doc.diagnostics == (Diagnostic("a", "first"), Diagnostic("z", "last"))
    assert loads(dumps(doc)).diagnostics == doc.diagnostics


def test_a_document_names_the_plugins_that_are_broken_or_skipped_and_no_path_of_the_machine() -> None:
    def load(registry: Any, options: Any) -> Any:
        raise FileNotFoundError("/somewhere/words.txt")

    def hook() -> list[Any]:
        raise ImportError("no name words in /somewhere/words.py")

    broken = SimpleNamespace(geobrief_analyzers=geobrief.hookimpl(hook))
    reader, loader = analyzer(None, NOTES, requires=(OTHERS,)), analyzer(None, MARKS, prepare=load)
    made = geobrief.pipeline(registry=registry_of(b=broken, n=reader, p=loader))
    doc = made.analyze("text")
    assert [(each.id, each.message.partition(",")[0]) for each in doc.diagnostics] == [
        ("plugins/broken", "plugin 'b' (b 1.2) is broken"),
        ("plugins/skipped", "analyzer 'marker' (plugin 'n' 1.2) is skipped"),
        ("plugins/skipped", "analyzer 'marker' (plugin 'p' 1.2) is skipped"),
    ]
    assert "/somewhere" not in dumps(doc)
    with pytest.raises(MissingLayerError, match=r"/somewhere/words\.py.*'others'.*/somewhere/words\.txt"):
        doc[MARKS]


def test_what_an_analyzer_reads_may_be_a_layer_of_a_payload_of_its_own() -> None:
    import attrs

    @attrs.frozen
    class Label:
        label: str

    mine = Layer("marks", Label)
    seen: list[str] = []

    def run(document: Document) -> list[Any]:
        seen.extend(each.payload.label for each in document[mine])
        return [OTHERS([])]

    pipeline_of(a=analyzer(every("a"), MARKS), b=analyzer(run, OTHERS, requires=(mine,))).analyze("banana")
    assert seen == ["a"] * 3


def test_many_come_out_in_order_and_what_cant_be_read_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("good")
    (tmp_path / "bad.txt").write_bytes(b"\0")
    gone = Rejected("row 3", InputError("row 3 is torn"))
    sources: list[Any] = [
        tmp_path / "good.txt",
        tmp_path / "bad.txt",
        tmp_path / "gone.txt",
        gone,
        "text",
        b"\0",
        5,
        Input("x", id="x"),
    ]
    results = list(pipeline_of().analyze_many(sources, errors="return"))
    assert [r.text if isinstance(r, Document) else r.id for r in results] == [
        "good",
        str(tmp_path / "bad.txt"),
        str(tmp_path / "gone.txt"),
        "row 3",
        "text",
        "input 6",
        "input 7",
        "x",
    ]
    assert results[3] is gone
    assert all(isinstance(result, Document) or isinstance(result.error, InputError) for result in results)
    for place, source in [(1, sources[1]), (0, gone)]:
        stream = pipeline_of().analyze_many([*sources[:place], source, "never reached"])
        assert len([next(stream) for _ in range(place)]) == place
        with pytest.raises(InputError):
            next(stream)
    with pytest.raises(ConfigurationError, match="errors='ignore': it must be 'raise' or 'return'"):
        list(pipeline_of().analyze_many([], errors="ignore"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "known", "parser"),
    [
        ("text", {"media_type": "text/fancy"}, "fancy"),
        ("text", {"media_type": " TEXT/Fancy ; charset=latin-1"}, "fancy"),
        ("<fancy>", {"media_type": "text/plain", "path": "a.fancy"}, "plain"),  # the media type goes first
        ("text", {"path": "a.FANCY"}, "fancy"),  # then the suffix
        ("<fancy>", {"path": "a.txt"}, "plain"),
        ("<fancy>", {}, "fancy"),  # then the content
        (b"<fancy>", {"path": "a.unknown"}, "fancy"),
        ("text", {}, "plain"),
        ("a" * 5_000 + "<fancy>", {}, "plain"),  # of which the beginning counts
    ],
)
def test_the_parser_is_chosen_by_media_type_then_suffix_then_content(source: Any, known: Any, parser: str) -> None:
    def sniff(content: str | bytes) -> bool:
        return ("<fancy>" if isinstance(content, str) else b"<fancy>") in content  # type: ignore[operator]

    fancy = text_parser(
        MARKS, name="fancy", media_types=("text/fancy",), suffixes=(".fancy",), sniff=sniff, parse=parse_fancy
    )
    doc = pipeline_of(a=fancy).analyze(source, **known)
    assert (MARKS in doc) == (parser == "fancy")


def parse_fancy(item: Input) -> Parsed:
    text = item.content if isinstance(item.content, str) else item.content.decode()  # type: ignore[union-attr]
    return Parsed(text=text, source=Source.of(text, text), offsets=OffsetMap(len(text)), layers=(MARKS([]),))


def test_a_media_type_that_nobody_reads_is_an_input_error() -> None:
    with pytest.raises(InputError, match="a.pdf: no parser reads media type 'application/pdf'; there are text/plain"):
        pipeline_of().analyze("text", media_type="application/pdf", id="a.pdf")
    with pytest.raises(InputError, match="the input: no parser reads it; install one, or unblock it"):
        pipeline_of(parser=text_parser(sniff=lambda content: False)).analyze("text")


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff"])
def test_bytes_with_nul_are_binary_unless_a_mark_or_a_media_type_says_no(mark: bytes) -> None:
    made = pipeline_of()
    with pytest.raises(
        InputError, match="a.bin is binary, not text: if it is text, say so with media_type='text/plain'"
    ):
        made.analyze(b"a\0b", id="a.bin", path="a.txt")
    assert made.analyze(b"a\0b", media_type="text/plain").text == "a\0b"
    assert made.analyze("a\0b").text == "a\0b"
    assert made.analyze(mark + b"a\0b\0")


@pytest.mark.parametrize(
    ("parse", "message"),
    [
        (lambda item: 1 / 0, "ZeroDivisionError: division by zero"),
        (lambda item: sys.exit(1), "SystemExit: 1"),
        (lambda item: "text", "it returned 'text', not a Parsed"),
        (lambda item: parsed(length=3), "its map is of 3 code points, its text has 4"),
        (lambda item: parsed(source="tex"), "its map doesn't fit a source of 3 code points"),
        (lambda item: parsed(text=b"text"), "TypeError: text= of Parsed "),
        (lambda item: parsed(), "it filled the layers none, and must fill each of marks once"),
        (lambda item: parsed(MARKS([span(0, 9)])), "in layer 'marks', range 0–9 doesn't lie"),
        (lambda item: parsed(MARKS([span(0, 1, "text")])), "payload 'text' is a str, not the Mark"),
        (lambda item: parsed("junk"), "AttributeError"),
    ],
)
def test_a_parsers_fault_is_an_input_error_that_names_it(parse: Any, message: str) -> None:
    made = pipeline_of(parser=text_parser(MARKS, parse=parse))
    with pytest.raises(
        InputError, match=r"^parser 'plain' \(plugin 'plain' 0\) failed on a: .*block=\['plain'\]$"
    ) as raised:
        made.analyze("text", id="a")
    assert message in str(raised.value)
    assert raised.value.__cause__ is not None
    (rejected,) = made.analyze_many([Input("text", id="a")], errors="return")
    assert rejected == Rejected("a", rejected.error)  # type: ignore[union-attr]


def parsed(*layers: Any, text: Any = "text", source: str = "text", length: int = 4) -> Parsed:
    return Parsed(text=text, source=Source.of(source, source), offsets=OffsetMap(length), layers=layers)


def test_a_parser_that_fails_to_sniff_is_named_and_one_may_refuse_an_input() -> None:
    def sniff(content: str | bytes) -> bool:
        return content.startswith(b"PK")  # type: ignore[arg-type]

    with pytest.raises(InputError, match=r"parser 'zip' \(plugin 'a' 1.2\) failed on the input: TypeError"):
        pipeline_of(a=text_parser(name="zip", sniff=sniff)).analyze("text")

    def refuse(item: Input) -> Parsed:
        raise InputError("the page is encrypted")

    with pytest.raises(InputError, match=r"^the page is encrypted$"):
        pipeline_of(parser=text_parser(parse=refuse)).analyze("text")


@given(texts)
def test_whatever_the_text_the_document_has_it(text: str) -> None:
    doc = pipeline_of(a=analyzer(every("a"), MARKS)).analyze(text, title="T", metadata={"title": "lost", "k": [1]})
    assert doc.text == text
    assert doc.metadata == {"title": "T", "k": (1,)}
    assert re.fullmatch("sha256:[0-9a-f]{16}", doc.id)
    assert [doc.slice(span) for span in doc[MARKS]] == ["a"] * text.count("a")
    assert pipeline_of().parse(text).layers == ()


def test_what_is_given_with_an_input_goes_before_what_it_says() -> None:
    doc = pipeline_of().analyze(Input("text", title="old", url="u"), title="new")
    assert doc.metadata == {"title": "new", "url": "u"}
    for source in ("text", Input("text")):
        with pytest.raises(
            InputError, match="unexpected keyword argument 'titel'.*: see the arguments of geobrief.Input"
        ):
            pipeline_of().analyze(source, titel="new")


def test_analyze_keeps_a_pipeline_for_each_combination_of_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    build = geobrief.pipeline
    monkeypatch.setattr("geobrief._pipeline.pipeline", lambda **choice: made.append(choice) or build(**choice))
    name = "no plugin is called so"
    monkeypatch.setenv("GEOBRIEF_PLUGINS", "")
    geobrief._pipeline._kept.cache_clear()  # type: ignore[attr-defined]
    for _ in range(3):
        assert geobrief.analyze("text", only=[], title="T").text == "text"
        assert geobrief.analyze("text", only=(), options={"core": {"a": [1], "b": 2}}).text == "text"
        assert geobrief.analyze("text", only=(), options={"core": {"b": 2, "a": (1,)}}).text == "text"
    assert len(made) == 2
    monkeypatch.setenv("GEOBRIEF_PLUGINS", name)
    with pytest.raises(ConfigurationError, match=name):
        geobrief.analyze("text", only=[])


def test_files_are_read_with_the_parsers_and_readers_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Oil fell.")
    (tmp_path / "a.txt").write_text("Gas rose.")
    items = list(geobrief.read(tmp_path))
    docs = list(geobrief.pipeline(only=[]).analyze_many(items))
    assert [(doc.id, doc.text) for doc in docs if isinstance(doc, Document)] == [
        (str(tmp_path / "a.txt"), "Gas rose."),
        (str(tmp_path / "b.txt"), "Oil fell."),
    ]
    assert geobrief.analyze(tmp_path / "a.txt", only=[]) == docs[0]


EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.txt"))
SAMPLES = [
    "Oil fell on Monday.\n\nAdvertisement\n\nNATO met in Brussels in March 2024.",
    "<!doctype html><title>Oil</title><p>Oil fell on <b>Monday</b>. &amp; İstanbul i ı",
    "Montag, 18. März 2024: Der Ölpreis fiel.",
]

ALL = f"""
import json, locale, os, sys
from pathlib import Path
import geobrief

locale_set = True
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
EXAMPLES = [Path(path) for path in {[str(path) for path in EXAMPLES]!r}]
SAMPLES = {SAMPLES!r}
made = geobrief.pipeline()
"""


def run(code: str, **environment: str) -> str:
    env = {**os.environ, **environment}
    return subprocess.run(
        [sys.executable, "-c", ALL + code], env=env, check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout


def test_hash_seed_locale_and_time_zone_change_no_byte() -> None:
    """With every plugin that is installed."""
    code = """
for source in [*EXAMPLES, *SAMPLES]:
    (doc,) = made.analyze_many([source], errors="return")
    print(geobrief.dumps(doc))
print(made.fingerprint)
"""
    one = run(code, PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C", PYTHONUTF8="1")
    two = run(code, PYTHONHASHSEED="4711", TZ="Pacific/Kiritimati", LC_ALL="tr_TR.UTF-8", PYTHONUTF8="1")
    assert one == two
    assert len(one.splitlines()) == len(EXAMPLES) + len(SAMPLES) + 1


def test_the_order_of_plugins_changes_no_byte() -> None:
    installed = geobrief.Registry.discover().plugins
    dumped = set()
    for seed in range(3):
        shuffled = list(installed)
        random.Random(seed).shuffle(shuffled)
        registry = geobrief.Registry(())
        for each in shuffled:
            offered = plugin(*each.readers, *each.parsers, *each.analyzers, *each.resources, *each.exporters)
            registry = registry.adding(each.name, offered, version=each.version)
        made = geobrief.pipeline(registry=registry)
        dumped.add(
            "\n".join(dumps(doc) for doc in made.analyze_many(SAMPLES, errors="return") if isinstance(doc, Document))
        )
    assert len(dumped) == 1


CLOCKS = {
    "time",
    "time_ns",
    "localtime",
    "gmtime",
    "ctime",
    "strftime",
    "monotonic",
    "perf_counter",
    "today",
    "now",
    "utcnow",
}
CHANCE = {"random", "getrandbits", "urandom", "setlocale", "localeconv", "getenv"}


def test_no_clock_is_read_and_nothing_left_to_chance() -> None:
    """With every plugin that is installed: no clock, chance or locale is asked, after the first documents."""
    made = geobrief.pipeline()
    list(made.analyze_many([*SAMPLES, *EXAMPLES], errors="return"))
    called: set[str] = set()

    def profile(frame: Any, event: str, argument: Any) -> None:
        if event == "c_call":
            called.add(argument.__name__)

    sys.setprofile(profile)
    try:
        docs = [dumps(doc) for doc in made.analyze_many(SAMPLES, errors="return") if isinstance(doc, Document)]
    finally:
        sys.setprofile(None)
    assert len(docs) == len(SAMPLES)
    assert "isinstance" in called  # calls are seen
    assert not called & (CLOCKS | CHANCE)


def test_after_the_first_document_nothing_but_the_input_is_opened() -> None:
    """With every plugin that is installed: no other file, no network, no process, nothing imported or evaluated."""
    code = """
WATCHED = (
    "open", "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.listdir", "os.scandir",
    "pickle.", "marshal.", "compile", "exec", "import", "ctypes.", "urllib.", "http.", "ftplib.", "shutil.",
)
seen = []
watching = False

def watch(event, arguments):
    if watching and event.startswith(WATCHED):
        seen.append([event, str(arguments[0]) if arguments else ""])

sys.addaudithook(watch)
for source in [EXAMPLES[0], *SAMPLES, EXAMPLES[0].read_bytes()]:
    (doc,) = made.analyze_many([source], errors="return")
    geobrief.loads(geobrief.dumps(doc))
watching = True
for path in EXAMPLES:
    (doc,) = made.analyze_many([geobrief.Input(path, url="https://example.org/2024/03/18/oil")], errors="return")
    geobrief.loads(geobrief.dumps(doc))
for source in [text.replace("Oil", "Gas") for text in SAMPLES]:
    (doc,) = made.analyze_many([source, ], errors="return")
    geobrief.dumps(doc)
watching = False
print(json.dumps(seen))
"""
    assert json.loads(run(code)) == [["open", str(path)] for path in EXAMPLES]


@pytest.mark.parametrize("one", ["ab", b"ab"])
def test_one_article_is_not_many(one: Any) -> None:
    with pytest.raises(InputError, match="put the one in a list"):
        list(pipeline_of().analyze_many(one))
