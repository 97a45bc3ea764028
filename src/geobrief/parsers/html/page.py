"""A page of HTML read: decoded, marked, made a tree, and its text taken from that."""

from __future__ import annotations

from geobrief._descriptors import Parsed
from geobrief._document import Source
from geobrief._input import Input
from geobrief._offsets import OffsetMap
from geobrief._span import Span
from geobrief.parsers.encoding import Decoded, charset_of, decode
from geobrief.parsers.html.marks import marked
from geobrief.parsers.html.metadata import metadata_of
from geobrief.parsers.html.prescan import declared_encoding
from geobrief.parsers.html.text import CleanText
from geobrief.parsers.html.tree import Flow, walked
from geobrief.vocabulary import BLOCKS, HTML_FEATURES, PAGE_METADATA, Block, HtmlFeatures

__all__ = ["parse"]

_ROUNDS = 8
"""How often a page is marked at most. Real pages need one round; each round mends at least the first wrong guess."""


def _decoded(content: str | bytes, media_type: str | None) -> Decoded:
    if isinstance(content, str):
        return Decoded(content, None)
    return decode(content, charset_of(media_type) or declared_encoding(content))


def parse(item: Input) -> Parsed:
    """The page's text, its blocks, what it says of itself, and the features of its blocks."""
    content = item.content
    assert isinstance(content, (str, bytes))  # the pipeline loads files
    decoded = _decoded(content, item.media_type)
    page = _Page(decoded.text)
    metadata, diagnostics = metadata_of(decoded.text, page.marks, page.title)
    return Parsed(
        text=page.text.text,
        source=Source.of(content, decoded.text, decoded.encoding),
        offsets=OffsetMap(page.text.length, page.text.runs),
        layers=(BLOCKS(page.blocks), HTML_FEATURES(page.features), PAGE_METADATA(metadata)),
        diagnostics=(*decoded.diagnostics, *diagnostics),
    )


class _Page:
    """A page, marked and walked, once more where a guess was wrong."""

    def __init__(self, source: str) -> None:
        self.known: dict[int, bool] = {}
        for _ in range(_ROUNDS):
            self.marks = marked(source, self.known)
            self.text = CleanText(source, self.marks)
            self.blocks: list[Span[Block]] = []
            self.features: list[Span[HtmlFeatures]] = []
            walk = walked(self.marks, self.take)
            self.title = walk.title
            wrong = self.marks.wrong_guesses(walk.answers)
            if not wrong:
                break
            self.known.update(wrong)

    def take(self, flow: Flow) -> None:
        """Add the blocks of a flow."""
        context = flow.context
        for piece in self.text.add(flow.numbers, preformatted=context.block.kind == "preformatted"):
            said = context.features(piece.link_density, flow.list_position)
            self.blocks.append(Span(piece.start, piece.end, context.block, "html/block"))
            self.features.append(Span(piece.start, piece.end, said, "html/block"))
