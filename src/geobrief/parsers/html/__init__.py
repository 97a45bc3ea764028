"""The parser of HTML: the browser's tree, clean text, and the exact place of every character in the source."""

from __future__ import annotations

import re

from geobrief._descriptors import Example, Parsed, Parser, Rule
from geobrief._document import Source
from geobrief._input import Input
from geobrief._offsets import OffsetMap
from geobrief._span import Span
from geobrief.parsers.encoding import Decoded, charset_of, decode
from geobrief.parsers.html.elements import Elements
from geobrief.parsers.html.marks import marked
from geobrief.parsers.html.metadata import metadata_of
from geobrief.parsers.html.text import CleanText
from geobrief.parsers.html.tree import tree_of
from geobrief.vocabulary import BLOCKS, HTML_FEATURES, PAGE_METADATA, Block, HtmlFeatures

__all__ = ["HTML"]

_STANDARD = "HTML Living Standard, WHATWG, 2026"

_RULES = (
    Rule(
        id="html/block",
        summary="Text that a browser lays out as a block of its own; two line breaks in a row part it, too.",
        example=Example(text="<p>Oil fell.<p>Gas rose.", finds="Oil fell."),
        source=f"{_STANDARD}, 15.3 Non-replaced elements",
    ),
    Rule(
        id="html/html",
        summary="What the page's elements say of it: its title, language, canonical address, and times.",
        example=Example(text="<title>Oil fell</title><p>…", finds="Oil fell"),
        source=f"{_STANDARD}, 4.2 Document metadata",
    ),
    Rule(
        id="html/meta",
        summary="The content of a meta tag, by its name or property: Open Graph, RDFa, Dublin Core and others.",
        example=Example(text='<meta property="og:title" content="Oil fell"><p>…', finds="Oil fell"),
        source=f"{_STANDARD}, 4.2.5; The Open Graph protocol, ogp.me",
    ),
    Rule(
        id="html/microdata",
        summary="A microdata property: its attribute's value, or the text that its element begins with.",
        example=Example(text='<p itemprop="headline">Oil fell</p>', finds="Oil fell"),
        source=f"{_STANDARD}, 5.2 Encoding microdata",
    ),
    Rule(
        id="html/json-ld",
        summary="A text or number in a script of JSON-LD, by the type that it is about and its property.",
        example=Example(
            text='<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Oil fell"}</script>',
            finds="Oil fell",
        ),
        source="JSON-LD 1.1, W3C Recommendation of 2020; schema.org",
    ),
)

_PRESCANNED = 1_024
"""Bytes in which a page must declare its encoding (HTML standard, 13.2.3.2)."""

_CHARSET = re.compile(rb"""<meta[^>]{1,500}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.+-]{1,40})""", re.IGNORECASE)

_TAG = re.compile(
    r"\s*+(?:<!--.*?-->\s*+)*+<(?:!doctype\s|\?xml\s|(?:html|head|body|title|meta|link|script|style|base|div|p|article|"
    r"main|section|header|footer|nav|aside|table|ul|ol|h[1-6]|span|a|b|i|em|strong|br|img|figure|blockquote|pre|form|"
    r"svg|iframe|noscript|template|center|font)[\s/>])",
    re.IGNORECASE | re.DOTALL,
)


def _decoded(content: str | bytes, media_type: str | None) -> Decoded:
    if isinstance(content, str):
        return Decoded(content, None)
    declared = charset_of(media_type)
    if declared is None and (found := _CHARSET.search(content[:_PRESCANNED])):
        declared = found[1].decode("ascii")
        if declared.lower().startswith("utf-16"):  # it was read as ASCII, so it isn't
            declared = "utf-8"
    return decode(content, declared)


def _parse(item: Input) -> Parsed:
    """The page's text, its blocks, what it says of itself, and the features of its blocks."""
    content = item.content
    assert isinstance(content, (str, bytes))  # the pipeline loads files
    decoded = _decoded(content, item.media_type)
    page = decoded.text
    marks = marked(page)
    tree = tree_of(marks.copy)
    elements = Elements(tree)
    text = CleanText(page, marks)
    blocks: list[Span[Block]] = []
    features: list[Span[HtmlFeatures]] = []
    for flow in tree.flows:
        context = elements[flow.element]
        for piece in text.add(flow, preformatted=context.block.kind == "preformatted"):
            blocks.append(Span(piece.start, piece.end, context.block, "html/block"))
            features.append(Span(piece.start, piece.end, context.features(piece), "html/block"))
    metadata, diagnostics = metadata_of(page, marks, tree.title)
    return Parsed(
        text=text.text,
        source=Source.of(content, page, decoded.encoding),
        offsets=OffsetMap(text.length, text.runs),
        layers=(BLOCKS(blocks), HTML_FEATURES(features), PAGE_METADATA(metadata)),
        diagnostics=(*decoded.diagnostics, *diagnostics),
    )


def _sniff(content: str | bytes) -> bool:
    """Whether a doctype or a known tag comes first."""
    beginning = content if isinstance(content, str) else content.decode("latin-1").removeprefix("\xef\xbb\xbf")
    return _TAG.match(beginning.replace("\0", "")) is not None


HTML = Parser(
    name="html",
    media_types=("text/html", "application/xhtml+xml"),
    suffixes=(".html", ".htm", ".xhtml"),
    sniff=_sniff,
    provides=(BLOCKS, HTML_FEATURES, PAGE_METADATA),
    parse=_parse,
    rules=_RULES,
)
