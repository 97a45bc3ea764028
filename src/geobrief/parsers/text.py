"""The parser of plain text and Markdown: the text stays as it is, its blocks are found."""

from __future__ import annotations

from geobrief._descriptors import Parsed, Parser
from geobrief._document import Source
from geobrief._input import Input
from geobrief._offsets import OffsetMap
from geobrief.parsers.blocks import RULES, blocks_of
from geobrief.parsers.encoding import Decoded, charset_of, decode
from geobrief.vocabulary import BLOCKS

__all__ = ["TEXT"]


def _parse(item: Input) -> Parsed:
    """The content as text, decoded if need be and never changed otherwise, with BLOCKS."""
    content = item.content
    assert isinstance(content, (str, bytes))  # the pipeline loads files
    decoded = Decoded(content, None) if isinstance(content, str) else decode(content, charset_of(item.media_type))
    return Parsed(
        text=decoded.text,
        source=Source.of(content, decoded.text, decoded.encoding),
        offsets=OffsetMap(len(decoded.text)),
        layers=(BLOCKS(blocks_of(decoded.text)),),
        diagnostics=decoded.diagnostics,
    )


def _sniff(content: str | bytes) -> bool:
    return True  # whatever no other parser wants is text


TEXT = Parser(
    name="text",
    media_types=("text/plain", "text/markdown"),
    suffixes=(".txt", ".text", ".md", ".markdown"),
    sniff=_sniff,
    provides=(BLOCKS,),
    parse=_parse,
    rules=RULES,
)
