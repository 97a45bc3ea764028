"""A page of HTML read: decoded, marked, made a tree, and its text taken from that."""

from __future__ import annotations

import re

from geobrief._descriptors import Parsed
from geobrief._document import Source
from geobrief._input import Input
from geobrief._offsets import OffsetMap
from geobrief._span import Span
from geobrief.parsers.encoding import Decoded, charset_of, decode
from geobrief.parsers.html.marks import marked
from geobrief.parsers.html.metadata import metadata_of
from geobrief.parsers.html.text import CleanText
from geobrief.parsers.html.tree import Flow, walk
from geobrief.vocabulary import BLOCKS, HTML_FEATURES, PAGE_METADATA, Block, HtmlFeatures

__all__ = ["parse"]

_PRESCANNED = 1_024
"""Bytes in which a page must declare its encoding (HTML standard, 13.2.3.2)."""

_CHARSET = re.compile(rb"""<meta[^>]{1,500}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.+-]{1,40})""", re.IGNORECASE)


def _decoded(content: str | bytes, media_type: str | None) -> Decoded:
    if isinstance(content, str):
        return Decoded(content, None)
    declared = charset_of(media_type)
    if declared is None and (found := _CHARSET.search(content[:_PRESCANNED])):
        declared = found[1].decode("ascii")
        if declared.lower().startswith("utf-16"):  # it was read as ASCII, so it isn't
            declared = "utf-8"
    return decode(content, declared)


def parse(item: Input) -> Parsed:
    """The page's text, its blocks, what it says of itself, and the features of its blocks."""
    content = item.content
    assert isinstance(content, (str, bytes))  # the pipeline loads files
    decoded = _decoded(content, item.media_type)
    page = decoded.text
    marks = marked(page)
    text = CleanText(page, marks)
    blocks: list[Span[Block]] = []
    features: list[Span[HtmlFeatures]] = []

    def take(flow: Flow) -> None:
        context = flow.context
        for piece in text.add(flow.numbers, preformatted=context.block.kind == "preformatted"):
            said = context.features(piece.link_density, flow.list_position)
            blocks.append(Span(piece.start, piece.end, context.block, "html/block"))
            features.append(Span(piece.start, piece.end, said, "html/block"))

    title = walk(marks.copy, take)
    metadata, diagnostics = metadata_of(page, marks, title)
    return Parsed(
        text=text.text,
        source=Source.of(content, page, decoded.encoding),
        offsets=OffsetMap(text.length, text.runs),
        layers=(BLOCKS(blocks), HTML_FEATURES(features), PAGE_METADATA(metadata)),
        diagnostics=(*decoded.diagnostics, *diagnostics),
    )
