"""The HTML parser: what a browser shows is the text, and every character has its place in the source."""

from __future__ import annotations

import html
import itertools
from pathlib import Path

import pytest
from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Page, pages, soup

import geobrief
from geobrief import Document
from geobrief.errors import InputError
from geobrief.vocabulary import BLOCKS, HTML_FEATURES, PAGE_METADATA

PIPELINE = geobrief.pipeline(only=[])


def parse(page: str | bytes, media_type: str = "text/html") -> Document:
    return PIPELINE.parse(page, media_type=media_type)


def solid(text: str) -> str:
    return "".join(text.split())


def blocks(page: str) -> list[tuple[str, str]]:
    doc = parse(page)
    return [(block.payload.kind, doc.slice(block)) for block in doc[BLOCKS]]


def metadata(page: str) -> dict[str, str]:
    return {finding.payload.name: finding.payload.value for finding in parse(page)[PAGE_METADATA]}


@given(pages)
@settings(max_examples=300)
def test_what_is_shown_is_the_text_and_maps_to_its_very_place(page: Page) -> None:
    doc = parse(page.source)
    assert solid(doc.text) == solid(page.text)
    places = [doc.source_range(at, at + 1) for at, character in enumerate(doc.text) if not character.isspace()]
    assert places == [(start, end) for character, start, end in page.shown]


@given(soup | st.text())
@settings(max_examples=300)
def test_any_text_is_a_page_whose_characters_are_in_its_source(page: str) -> None:
    doc = parse(page)
    for at, character in enumerate(doc.text):
        start, end = doc.source_range(at, at + 1)
        written = page[start:end]
        assert character.isspace() or character in html.unescape(written), (character, written)


@given(soup)
def test_ranges_of_words_follow_one_another_where_nothing_is_moved(page: str) -> None:
    if "<table" in page:  # its text may be moved out of it
        return
    doc = parse(page)
    ends = [doc.source_range(at, at + 1) for at, character in enumerate(doc.text) if not character.isspace()]
    assert all(left[1] <= right[0] or left == right for left, right in itertools.pairwise(ends))


@given(soup | st.text())
def test_blocks_are_in_order_and_cover_all_but_white_space(page: str) -> None:
    doc = parse(page)
    end = 0
    for block in doc[BLOCKS]:
        assert doc.text[end : block.start].strip() == ""
        assert doc.slice(block).strip() == doc.slice(block)
        end = block.end
    assert doc.text[end:].strip() == ""
    assert [(span.start, span.end) for span in doc[HTML_FEATURES]] == [(span.start, span.end) for span in doc[BLOCKS]]


@given(st.binary())
def test_any_bytes_are_a_page(page: bytes) -> None:
    assert isinstance(parse(page), Document)


@given(pages)
def test_a_page_survives_json(page: Page) -> None:
    doc = parse(page.source)
    assert geobrief.loads(geobrief.dumps(doc)) == doc
    loaded = geobrief.loads(geobrief.dumps(doc, source=True))
    assert loaded.source_text == page.source
    assert loaded.offsets == doc.offsets


def test_kinds_of_blocks() -> None:
    page = (
        "<h2>Head</h2><p>Para<ul><li>One<li><p>Two</ul><blockquote><p>Quote</blockquote><table><caption>Cap</caption>"
        "<tr><td>1<th>2</table><figure><figcaption>Fig</figcaption></figure><pre>a\n  b</pre><div>Div</div>"
    )
    assert blocks(page) == [
        ("heading", "Head"),
        ("paragraph", "Para"),
        ("list_item", "One"),
        ("list_item", "Two"),
        ("quote", "Quote"),
        ("caption", "Cap"),
        ("table_cell", "1"),
        ("table_cell", "2"),
        ("caption", "Fig"),
        ("preformatted", "a\n  b"),
        ("paragraph", "Div"),
    ]
    assert parse(page)[BLOCKS][0].payload.level == 2


def test_white_space_is_collapsed_as_a_browser_does() -> None:
    assert blocks("<p> a \n <b> b </b>\tc<!-- x --> \r\n d </p>") == [("paragraph", "a b c d")]
    assert blocks("<p>a<br>b<br> <br>c") == [("paragraph", "a\nb"), ("paragraph", "c")]
    assert blocks("<pre>\n a\r\n\n<b>b</b>\n<i>c</i></pre>") == [("preformatted", "a\n\nb\nc")]
    assert blocks("<p>&nbsp;a&nbsp;b&nbsp;</p><p>&nbsp;</p>") == [("paragraph", "a\xa0b")]


def test_synthetic_blanks_map_to_the_gap_that_they_stand_for() -> None:
    page = "<p>One</p>\n<p>two<br>three"
    doc = parse(page)
    assert doc.text == "One\n\ntwo\nthree"
    assert page[slice(*doc.source_range(3, 5))] == "</p>\n<p>"
    assert page[slice(*doc.source_range(8, 9))] == "<br>"


def test_references_keep_their_place_and_what_they_swallowed() -> None:
    page = "<p>&notit &amp;amp; &nosuch; &#x2014;x&lt"
    doc = parse(page)
    assert doc.text == "¬it &amp; &nosuch; —x<"
    at = doc.text.index("it")
    assert page[slice(*doc.source_range(at, at + 2))] == "it"
    assert page[slice(*doc.source_range(0, 1))] == "&not"
    assert page[slice(*doc.source_range(len(doc.text) - 1, len(doc.text)))] == "&lt"


@pytest.mark.parametrize(
    "page",
    [
        "<p>shown<script>never</script><style>never</style><template>never</template><!-- never --></p>",
        "<title>never</title><p>shown",
        "<p>shown<noscript>never</noscript><iframe>never</iframe><svg><title>never</title></svg>",
        "<p>shown<svg><style>never</style><script>never</script></svg>",
        "<p>shown<datalist><option>never</datalist>",
    ],
)
def test_what_is_never_shown_is_no_text(page: str) -> None:
    assert parse(page).text == "shown"


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<svg><text>a</text><title>b<i>c</i></title></svg><p>d", "ad"),
        ("<svg><![CDATA[a<b]]></svg>", "a<b"),
        ("<svg><desc><style>x</style></desc><foreignObject><textarea><b></textarea></foreignObject>", "<b>"),
        ("<table>a<tr><td>b</table>c", "abc"),
        ("<textarea><p>a</textarea>b", "<p>ab"),
        ("a</>b", "ab"),
        ("a\0b", "ab"),
        ("<plaintext>a<b>", "a<b>"),
        ("<select><option>a<option>b</select>", "ab"),
        ("<frameset>a</frameset><noframes>b</noframes>", ""),
        ("<noscript><p>a</noscript><p>b", "b"),
        ("<p>b<noscript><i>a", "b"),
        ("<noscript><p>a", "a"),
        ("<p>1;2;<b>3;</b> 4", "1;2;3;4"),
    ],
)
def test_corners_of_the_tree(page: str, shown: str) -> None:
    assert solid(parse(page).text) == shown


def test_text_that_html_moves_keeps_its_place() -> None:
    page = "<table><tr><td>cell</td></tr>moved</table>"
    doc = parse(page)
    assert doc.text == "moved\n\ncell"
    assert page[slice(*doc.source_range(0, 5))] == "moved"
    assert page[slice(*doc.source_range(7, 11))] == "cell"


def test_a_page_says_things_of_itself() -> None:
    page = """<html lang="en-GB"><head><title>Oil &amp; gas</title>
    <meta property="og:title" content="Oil &quot;fell&quot;"><meta NAME=Author content='A. Writer'>
    <link rel="canonical" href="https://news.example/oil"></head>
    <body><h1 itemprop="headline">Oil fell</h1>
    <time datetime="2024-03-18T09:00Z" itemprop="datePublished">today</time>"""
    doc = parse(page)
    assert metadata(page) == {
        "title": "Oil & gas",
        "lang": "en-GB",
        "og:title": 'Oil "fell"',
        "author": "A. Writer",
        "canonical": "https://news.example/oil",
        "headline": "Oil fell",
        "time": "2024-03-18T09:00Z",
        "datePublished": "2024-03-18T09:00Z",
    }
    for finding in doc[PAGE_METADATA]:
        assert html.unescape(doc.slice(finding.evidence[0])) == finding.payload.value


def test_the_text_of_a_property_has_its_references_resolved() -> None:
    page = "<h1 itemprop=headline>Oil &amp; gas: it&#8217;s <b>over</b></h1><div itemprop=author itemscope>A. Writer"
    doc = parse(page)
    (finding,) = doc[PAGE_METADATA]
    assert (finding.payload.name, finding.payload.value) == ("headline", "Oil & gas: it’s")
    assert doc.slice(finding.evidence[0]) == "Oil &amp; gas: it&#8217;s "


def test_rdfa_may_stand_on_any_element() -> None:
    page = '<span property="dc:date dc:created" content="2024-03-18T09:00Z">18 March</span><b property="x">y'
    assert metadata(page) == {"dc:date": "2024-03-18T09:00Z", "dc:created": "2024-03-18T09:00Z"}


@pytest.mark.parametrize(
    "tag",
    [
        "<meta\tproperty = 'og:title'\ncontent\f=\r'Oil'>",
        "<META =x y PROPERTY=og:title CONTENT=Oil content=Gas>",
        "<meta/property='og:title'/content='Oil'/>",
        "<meta content=Oil property=og:title x='>' z",
        '<meta property="og:title"content="Oil""\'>',
    ],
)
def test_attributes_have_their_place_however_they_are_written(tag: str) -> None:
    doc = parse(f"{tag}>")
    (finding,) = (finding for finding in doc[PAGE_METADATA] if finding.payload.name == "og:title")
    assert finding.payload.value == "Oil"
    assert doc.slice(finding.evidence[0]) == "Oil"


def test_a_drawing_has_no_title_of_the_page() -> None:
    assert metadata("<svg><title>Logo</title></svg><title>Oil</title>") == {"title": "Oil"}


def test_json_ld_is_named_by_what_it_is_about() -> None:
    page = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
    {"author": {"name": "A. Writer", "@type": "Person"}, "datePublished": "2024-03-18", "@type": ["NewsArticle"],
     "headline": "Oil \\u201cfell\\u201d", "wordCount": 350, "isAccessibleForFree": true, "image": null}]}</script>"""
    found = metadata(page)
    assert found["NewsArticle.datePublished"] == "2024-03-18"
    assert found["NewsArticle.author.name"] == "A. Writer"
    assert found["NewsArticle.headline"] == "Oil “fell”"
    assert found["NewsArticle.wordCount"] == "350"
    doc = parse(page)
    places = {finding.payload.name: doc.slice(finding.evidence[0]) for finding in doc[PAGE_METADATA]}
    assert places["NewsArticle.datePublished"] == "2024-03-18"
    assert places["NewsArticle.headline"] == r"Oil \u201cfell\u201d"


def test_broken_json_ld_is_said_and_not_mended() -> None:
    doc = parse("<p>Text<script type='application/ld+json'>{'headline': 'Oil',}</script>")
    assert doc[PAGE_METADATA] == ()
    assert [diagnostic.id for diagnostic in doc.diagnostics] == ["html/json-ld"]


def test_features_say_where_a_block_stands() -> None:
    page = (
        '<body class="story"><nav><a href=/>Home</a> page</nav><main><ul id="Related_links"><li>a<li>b</ul></main>'
        '<div aria-hidden="true">gone<p style="display: none">too</p></div><p itemprop="articleBody">Text'
    )
    doc = parse(page)
    features = {doc.slice(span): span.payload for span in doc[HTML_FEATURES]}
    assert features["Home page"].landmarks == ("nav",)
    assert features["Home page"].link_density == pytest.approx(0.5, abs=0.1)
    assert features["b"].list_position == 1
    assert features["b"].path == ("html", "body", "main", "ul", "li")
    assert features["b"].names == ("story", "related", "links")
    assert features["gone"].hidden
    assert features["too"].hidden
    assert features["Text"].scope == "articleBody"
    assert not features["Text"].hidden
    assert features["Text"].depth == 3


def test_features_are_not_saved() -> None:
    assert "html_features" not in geobrief.loads(geobrief.dumps(parse("<p>a"))).layers


@pytest.mark.parametrize(
    ("page", "text", "encoding"),
    [
        ("<p>caf\u00e9".encode(), "café", "utf-8"),
        (b"\xef\xbb\xbf<p>caf\xc3\xa9", "café", "utf-8"),
        (b"<meta charset=iso-8859-1><p>caf\xe9", "café", "cp1252"),
        (
            b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>\xcd\xe0\xf2\xee',
            "Нато",
            "cp1251",
        ),
        (b"<meta charset=utf-16><p>caf\xc3\xa9", "café", "utf-8"),
        ("<p>café".encode("utf-16"), "café", "utf-16-le"),
    ],
)
def test_bytes_are_decoded_as_a_browser_does(page: bytes, text: str, encoding: str) -> None:
    doc = parse(page)
    assert (doc.text, doc.source.encoding) == (text, encoding)


def test_a_transport_charset_goes_before_the_page_s() -> None:
    assert parse(b"<meta charset=utf-8><p>caf\xe9", "text/html; charset=latin-1").text == "café"


@pytest.mark.parametrize(
    ("content", "is_html"),
    [
        ("<!DOCTYPE html><p>a", True),
        ("\n <!-- x --> <html>", True),
        ("<p>a", True),
        ("<b>a</b>", True),
        ("a <p>b", False),
        ("<a.writer@news.example> wrote", False),
        ("<-- see above", False),
        ("< 5 %", False),
        ("", False),
    ],
)
def test_html_is_told_by_its_beginning(content: str, is_html: bool) -> None:
    for given_as in (content, content.encode()):
        assert (HTML_FEATURES in PIPELINE.parse(given_as)) == is_html


def test_an_article_and_the_same_as_a_page_have_the_same_text(examples: list[str]) -> None:
    for article in examples:
        text = PIPELINE.parse(article)
        page = "".join(f"<p>{html.escape(text.slice(block))}</p>\n" for block in text[BLOCKS])
        assert solid(parse(page).text) == solid(text.text)


@pytest.fixture
def examples() -> list[str]:
    return [path.read_text("utf-8") for path in sorted(Path("docs/examples").glob("*.txt"))]


def test_an_unknown_media_type_is_refused() -> None:
    with pytest.raises(InputError, match="image/png"):
        parse("<p>a", "image/png")


@pytest.mark.parametrize(
    "unit",
    [
        "<div>", "<div>a", "<b>", "<a>x", "<li>x", "<table><tr><td>", "<table>x", "<br>", "x<br><br>", "<svg>",
        "<svg><title>", "<svg><title>x</title></svg>", "<svg><![CDATA[x]]></svg>", "<noscript>",
        "<noscript>x</noscript>", "<!--", "<!-->",
        "<", "</", "</>", "</p>", "&", "&amp", "&nbsp;x", "a  ", " ", "\r\n", "\0", "<p a='", "<i itemprop=x>a</i>",
        "<meta name=a content=b>", "<p class='a b c'>x", "<pre>\n", "<select><option>x", "<textarea>", "<math><mi>",
        "<template>", "<plaintext>", "<frameset>", "<font color=1>x</p>", "<ruby><rt>x", "1; ", "<script><!--",
        "<svg><xmp>", "<svg><textarea>x</textarea></svg>", "<mi><math></mi><xmp></xmp>", "<b property=x content=y>x",
        "<svg>\0", "<select><xmp>x</xmp>", "<svg><foreignObject><p><title></foreignObject></svg>",
    ],
)  # fmt: skip
def test_time_grows_like_the_page(unit: str) -> None:
    assert_linear(parse, lambda size: unit * (size // len(unit)), 8_000)


@pytest.mark.parametrize(
    ("before", "unit", "after"),
    [
        ('<a b="', "x", '">'),
        ("<a ", "b=c ", ">"),
        ("<meta ", "b=c ", ">"),
        ('<i itemprop="', "x ", '">a</i>'),
        ("<script type=application/ld+json>", "[", "</script>"),
        ("<script type=application/ld+json>[", '{"@type":"A","b":"c"},', "1]</script>"),
        ('<script type=application/ld+json>"', r"\\", '"</script>'),
        ("<svg>", "<![CDATA[", ""),
        ("<svg>", "</x>", ""),
        ("<title>", "x &amp; ", ""),
        ("<p style='display", " ", ":none'>x"),
        ("&#x", "1", ";"),
        ("<pre>", "\r\n", ""),
    ],
)
def test_time_grows_like_what_is_inside(before: str, unit: str, after: str) -> None:
    assert_linear(parse, lambda size: before + unit * (size // len(unit)) + after, 8_000)
