"""Hostile pages: nothing is raised, nothing that a browser shows is lost, nothing that it never shows leaks."""

from __future__ import annotations

import codecs
import html
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import soup
from peers import by_lexbor, solid

import geobrief
from geobrief import Document
from geobrief.vocabulary import BLOCKS, HTML_FEATURES, PAGE_METADATA

PIPELINE = geobrief.pipeline(only=[])


def parse(page: str | bytes, media_type: str = "text/html") -> Document:
    return PIPELINE.parse(page, media_type=media_type)


def shown(page: str) -> str:
    return solid(parse(page).text)


def assert_at_its_place(doc: Document, page: str) -> None:
    """Each character comes from a source that says it, or from NUL, which HTML shows as U+FFFD in places."""
    for at, character in enumerate(doc.text):
        written = page[slice(*doc.source_range(at, at + 1))]
        said = html.unescape(written) + "\ufffd" * ("\0" in written)
        assert character.isspace() or character in said, (character, written)


DEEP = [
    "div",
    "span",
    "b",
    "font",
    "blockquote",
    "section",
    "ul><li",
    "table><tr><td",
    "a",
    "i",
    "object",
    "ins",
    "dl><dd",
]


@pytest.mark.parametrize("tag", DEEP)
@pytest.mark.parametrize("depth", [255, 256, 257, 511, 512, 513, 2_000])
def test_text_is_found_however_deep_it_is(tag: str, depth: int) -> None:
    page = f"first<{tag}>" + f"<{tag}>x" * (depth - 1) + "deepest</div>last"
    text = shown(page)
    assert text.startswith("first")
    assert text.endswith("deepestlast")
    assert text.count("x") == depth - 1


@pytest.mark.parametrize("tag", ["div", "span", "b", "table", "svg", "font"])
def test_a_hundred_thousand_nested_elements_take_no_time(tag: str) -> None:
    page = f"<{tag}>" * 100_000 + "deepest"
    start = time.process_time()
    doc = parse(page)
    assert time.process_time() - start < 5
    assert doc.text == "deepest"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>a<!-- b", "a"),
        ("<p>a<!-- b --!>c", "ac"),
        ("<p>a<!-->b-->c", "ab-->c"),
        ("<p>a<script>b", "a"),
        ("<p>a<script><!--<script></script>b</script>c", "ac"),
        ("<p>a<script>'<!--'</script>c", "ac"),
        ("<p>a<style>b</styl>c", "a"),
        ("<p>a<style>b</style >c", "ac"),
        ("<p>a<textarea>b</textarea", "ab</textarea"),
        ("<p>a<b class='c>d", "a"),
        ("<p>a<b class=c'>d", "ad"),
        ("<p>a<b class=\"c\"\"d\">e", "ae"),
        ("<p>a<b / / =/>c", "ac"),
        ("<p>a< b>c", "a<b>c"),
        ("<p>a<3 b", "a<3b"),
        ("<p>a</3>b", "ab"),
        ("<p>a<?php echo '>' ?>b", "a'?>b"),
        ("<p>a<![CDATA[b]]>c", "ac"),
        ("<svg><![CDATA[a>b]]></svg>c", "a>bc"),
        ("<svg><![CDATA[a", "a"),
        ("<p>a\0b", "ab"),
        ("<textarea>a\0b</textarea>", "a\ufffdb"),
        ("<svg><text>a\0b", "a\ufffdb"),
        ("<svg><desc>a\0b", "ab"),
        ("<math><mi><svg/>\0a", "a"),
        ("<p\0>a", "a"),
        ("a&#0;b&#x80;c&#xD800;d&#x110000;e&#99999999999999999999;f", "a\ufffdb€c\ufffdd\ufffde\ufffdf"),
        ("&NotEqualTilde;&#38;amp;&ampamp;&am", "≂̸&amp;&amp;&am"),
        ("<p>a<template>b<p>c</template>d", "ad"),
        ("<template>a", ""),
        ("<p>a<plaintext>b</plaintext>c", "ab</plaintext>c"),
        ("<frameset><frame>a</frameset>b", ""),
        ("a<frameset>b", "ab"),
        ("<body>a</body>b</html>c<!-- d -->e", "abce"),
        ("<head>a<title>b</title>c", "ac"),
        ("<title>a</title>b<title>c</title>d", "bd"),
        ("<table><b>a<tr>b<td>c</table>d", "abcd"),
        ("<select><p>a<option>b</select>c", "abc"),
        ("<svg><p>a<title>b<i>c</title>d", "ad"),
        ("<svg><foreignObject><p><title>a<i>b</i></title>c", "c"),
        ("<div><math></div><style>a</style>b", "b"),
        ("<mi><math></mi><xmp><b></xmp>c", "<b>c"),
        ("<select><xmp>a<b>c</xmp>d", "a<b>cd"),
        ("<iframe>a<p>b</iframe>c", "c"),
        ("<a href='?5;'>1;<svg><xmp>?7;<!-->2;</xmp>", "1;?7;2;"),
        ("<svg><xmp><b>?1;</b>2;</xmp></svg>3;", "?1;2;3;"),
    ],
)  # fmt: skip
def test_what_others_cut_or_leak(page: str, text: str) -> None:
    doc = parse(page)
    assert solid(doc.text) == text
    assert_at_its_place(doc, page)


@given(soup)
@settings(max_examples=500)
def test_soup_has_its_text_at_its_place(page: str) -> None:
    assert_at_its_place(parse(page), page)


EXAMPLE = (Path(__file__).parents[1] / "docs/examples/opec-extends-cuts.txt").read_text("utf-8")
PAGE = (
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>Cuts &amp; prices</title>"
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Cuts"}</script></head><body>'
    + "".join(f"<p class='story'>{html.escape(line)}</p>\n" for line in EXAMPLE.split("\n\n"))
    + "<svg><title>never</title></svg><table><tr><td>1&nbsp;2</table></body></html>"
)


@given(st.integers(0, len(PAGE)), st.integers(0, 60), soup)
@settings(max_examples=300)
def test_a_page_cut_anywhere_and_patched_is_still_a_page(start: int, length: int, patch: str) -> None:
    page = PAGE[:start] + patch + PAGE[start + length :]
    doc = parse(page)
    assert_at_its_place(doc, page)
    assert solid(doc.text) == by_lexbor(page.replace("\ud800", "\ufffd")) or "<noscript" in page or "\ud800" in page


NAUGHTY = [
    "", " ", "\t\n\f\r\v", "undefined", "NULL", "0", "-1", "1e999", "NaN", "Ω≈ç√∫˜µ≤≥÷", "田中さん", "ﷺ", "﷽",
    "مُنَاقَشَةُ", "\u202eevil\u202c", "\u200b\u200d\ufeff", "Z\u0351\u036b\u0343\u036a\u0302", "\U0010ffff", "\ud800",
    "👩\u200d👩\u200d👧🏳️", "\udc00\ud800", "\0", "\x01\x08\x1b[31m", "\x85\u2028\u2029", "\xa0\u3000", "１２３", "٣",
    "ﬁ", "İ", "ß", "'\"`", "\\", "\\u0041", "%s%n{0}", "${x}", "javascript:alert(1)", "../../etc", "]]>",
    "--", "-->", "<!--", "</", "<>", "&", "&#", "&#x", "&;", "</script>", "</title>", "</textarea>", "<svg onload=x>",
    "<![CDATA[", "?5;", "17;", "\ufffd?3;<!-->",
]  # fmt: skip


@pytest.mark.parametrize(
    "around",
    [
        "<p>{}</p>", "<p title='{}'>x", '<p title="{}">x', "<p {}>x", "<{}>x", "<p{}>x", "</{}>x", "<!--{}-->x",
        "<!{}>x", "<?{}>x", "<title>{}</title>x", "<script>{}</script>x", "<style>{}</style>x", "<xmp>{}</xmp>",
        "&{};x", "<textarea>{}</textarea>x", "<svg>{}</svg>x", "<svg><title>{}</title></svg>x", "<math><mi>{}",
        "<pre>{}", "<select><option>{}", "<table>{}", "<meta name='{}' content='{}'>x", "<i itemprop='{}'>{}</i>",
        "<html lang='{}'>x", "<p class='{}' id='{}'>x", "<p style='{}'>x", "<time datetime='{}'>x",
        "<a href='{}'>{}</a>",
        '<script type="application/ld+json">{{"@type": "{}", "{}": "{}"}}</script>x',
    ],
)  # fmt: skip
def test_naughty_strings_anywhere(around: str) -> None:
    for naughty in NAUGHTY:
        page = around.format(*[naughty] * 4)
        doc = PIPELINE.analyze(page, media_type="text/html")
        assert_at_its_place(doc, page)
        assert geobrief.loads(geobrief.dumps(doc)) == doc
        for finding in doc[PAGE_METADATA]:
            assert all(doc.slice(evidence) for evidence in finding.evidence)


@pytest.mark.parametrize("naughty", NAUGHTY)
def test_a_naughty_string_is_shown_as_it_is(naughty: str) -> None:
    doc = parse(f"<p>a{html.escape(naughty)}z")
    assert solid(doc.text) == f"a{solid(naughty.replace(chr(0), ''))}z"


CODECS = (
    "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-be utf-7 cp1252 latin-1 cp1251 koi8-r shift_jis euc-jp "
    "iso2022_jp gb18030 big5 euc-kr cp437 mac-roman ascii hz cp037 cp1256 cp874"
).split()


@pytest.mark.parametrize("actual", CODECS)
def test_no_declared_encoding_can_break_a_page(actual: str) -> None:
    for declared in [*CODECS, "none", "x-user-defined", "hex", "idna", "punycode", "undefined", "\0", "", "é" * 50]:
        page = f"<meta charset='{declared}'><p>café “naïve” Нато 日本 — €5</p>".encode(actual, "replace")
        half = len(page) // 2
        for content in (page, page[:-1], page[1:], page[:half] + b"\xff\xfe\xef\xbb\xbf" + page[half:]):
            for media_type in ("text/html", f"text/html; charset={declared}"):
                doc = parse(content, media_type)
                assert_at_its_place(doc, doc.source_text)
                codecs.lookup(doc.source.encoding or "")


@pytest.mark.parametrize("encoding", "utf-8 cp1252 cp1251 koi8-r shift_jis euc-jp gb18030 big5 euc-kr".split())
@pytest.mark.parametrize(
    "declaration",
    [
        "<meta charset={}>",
        "<META CHARSET='{}' />",
        '<meta http-equiv=content-type content="text/html; charset={}">',
        '<meta content="text/html;charset=\'{}\'" http-equiv="Content-Type">',
        "<!-- <meta charset=big5> --><title>x</title><meta/charset={}>",
        '<meta name=description content="charset=big5"><meta charset="{}">',
        '<?xml version="1.0" encoding="{}"?><html>',
    ],
)
def test_a_declared_encoding_is_found(encoding: str, declaration: str) -> None:
    text = {"cp1252": "café", "cp1251": "Нато", "koi8-r": "Нато", "euc-kr": "한국"}.get(encoding, "日本")
    page = f"{declaration.format(encoding)}<p>{text} {text}".encode(encoding)
    doc = parse(page)
    assert doc.text == f"{text} {text}"
    assert doc.diagnostics == ()


def test_utf_7_hides_no_markup() -> None:
    page = b"<meta charset=utf-7><p>+ADw-script+AD4-alert(1)+ADw-/script+AD4-"
    assert parse(page).text == "+ADw-script+AD4-alert(1)+ADw-/script+AD4-"


@given(
    st.binary(),
    st.sampled_from(CODECS),
    st.sampled_from(["<p>", "<meta charset={}>", "<?xml encoding='{}'?>", "<!--{}-->"]),
)
@settings(max_examples=300)
def test_any_bytes_with_any_declaration(data: bytes, codec: str, head: str) -> None:
    doc = parse(head.format(codec).encode() + data)
    assert_at_its_place(doc, doc.source_text)


def test_an_attribute_may_be_huge() -> None:
    size = 1_000_000
    doc = parse(f"<p class='{'c ' * size}' x='{'>' * size}'>a</p><meta property='og:title' content='{'b' * size}'>")
    assert doc.text == "a"
    assert [len(finding.payload.value) for finding in doc[PAGE_METADATA]] == [size]
    assert len(doc[HTML_FEATURES][0].payload.names) <= 40


def test_ten_thousand_attributes_are_read() -> None:
    attributes = " ".join(f"a{number}=b" for number in range(10_000))
    doc = parse(f"<p {attributes} itemprop=headline>a")
    assert [finding.payload.value for finding in doc[PAGE_METADATA]] == ["a"]


def test_json_that_is_too_deep_is_said() -> None:
    doc = parse("<script type=application/ld+json>" + "[" * 100_000 + "</script>a")
    assert doc.text == "a"
    assert [diagnostic.id for diagnostic in doc.diagnostics] == ["html/json-ld"]


@pytest.mark.parametrize("number", ["1e999", "-0.10", "1" * 1_000, "12345678901234567890.123"])
def test_numbers_of_json_are_as_written(number: str) -> None:
    doc = parse(f'<script type=application/ld+json>{{"@type": "A", "b": [{number}, true, null, "{{}}"]}}</script>')
    values = [finding.payload.value for finding in doc[PAGE_METADATA] if finding.payload.name == "A.b"]
    assert values == [number, "{}"]


@pytest.mark.parametrize(
    "broken", ["NaN", "{'a': 1}", '{"a": 1,}', "", "\ufeff{}", '{"a": "\n"}', "1" * 5_000, "<!-- {} -->", "[1] [2]"]
)
def test_what_is_no_json_is_said(broken: str) -> None:
    doc = parse(f"<script type=application/ld+json> {broken}</script>")
    assert doc[PAGE_METADATA] == ()
    assert [diagnostic.id for diagnostic in doc.diagnostics] == ["html/json-ld"]


MEASURE = """
import json, resource, sys
import geobrief
pipeline = geobrief.pipeline(only=[])
pipeline.parse("<p>warm", media_type="text/html")
unit, size = json.loads(sys.argv[1])
page = unit * (size // len(unit))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
pipeline.parse(page, media_type="text/html")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print((peak - before) * 1024 / len(page.encode("utf-8", "surrogatepass")))
"""
SENTENCE = "<p class=story>The minister said on <b>Monday</b> that gas had become <a href=/x>dearer &amp; dearer</a>.\n"


@pytest.mark.parametrize(
    ("unit", "most"),
    [
        (SENTENCE, 30),
        ("word ", 30),
        ("a  ", 40),
        ("<div>", 40),
        ("<p>x", 200),
        ("<li>x", 200),
        ("&lt", 200),
        ("<!-->", 40),
    ],
)
def test_memory_is_a_multiple_of_the_page(unit: str, most: float) -> None:
    """At most 200 MB and 30 times the page; a page of nothing but tags may take its 200 MB at one MB."""
    argument = json.dumps([unit, 1_000_000])
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, argument], capture_output=True, text=True, timeout=120, check=True
    )
    assert float(done.stdout) < most


def test_layers_agree_with_the_text_of_a_huge_page() -> None:
    doc = parse(SENTENCE * 20_000)
    assert len(doc[BLOCKS]) == len(doc[HTML_FEATURES]) == 20_000
    assert doc.slice(doc[BLOCKS][-1]) == "The minister said on Monday that gas had become dearer & dearer."
