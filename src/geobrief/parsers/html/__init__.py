"""The parser of HTML: the browser's tree, clean text, and the exact place of every character in the source."""

from __future__ import annotations

import re

from geobrief._descriptors import Example, Parsed, Parser, Rule
from geobrief._input import Input
from geobrief.vocabulary import BLOCKS, HTML_FEATURES, PAGE_METADATA

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

_TAG = re.compile(
    r"\s*+(?:<!--.*?-->\s*+)*+<(?:!doctype\s|\?xml\s|(?:html|head|body|title|meta|link|script|style|base|div|p|article|"
    r"main|section|header|footer|nav|aside|table|ul|ol|h[1-6]|span|a|b|i|em|strong|br|img|figure|blockquote|pre|form|"
    r"svg|iframe|noscript|template|center|font)[\s/>])",
    re.IGNORECASE | re.DOTALL,
)


def _parse(item: Input) -> Parsed:
    from geobrief.parsers.html.page import parse  # the tree builder takes longer to import than many a page to read

    return parse(item)


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
