"""What the elements around a block say of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

from geobrief.parsers.html.text import Piece
from geobrief.parsers.html.tree import Tree
from geobrief.vocabulary import Block, BlockKind, HtmlFeatures

__all__ = ["Context", "Elements"]

_PATH = 12
"""How many of the innermost elements a block's features name."""

_NAMES = 40
"""How many words of their names."""

_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "list_item"),
    **dict.fromkeys(("td", "th"), "table_cell"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(("pre", "xmp", "listing", "plaintext", "textarea"), "preformatted"),
    **dict.fromkeys(("nav", "main", "article", "section", "aside", "header", "footer", "figure"), "paragraph"),
    "blockquote": "quote",
}
"""The kind of the text in an element; in others it is what it is around them."""

_LANDMARKS = frozenset("nav header footer aside main article section form figure table".split())
_WORD = re.compile(r"[^\W\d_]+")
_HIDING = re.compile(r"(?:display *: *none|visibility *: *hidden)", re.IGNORECASE)


@attrs.define(eq=False)
class Context:
    """An element and what is around it."""

    block: Block
    tags: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    depth: int = 0
    landmarks: tuple[str, ...] = ()
    hidden: bool = False
    scope: str | None = None
    list_position: int | None = None

    def features(self, piece: Piece) -> HtmlFeatures:
        """The features of a block in this element."""
        return HtmlFeatures(
            path=self.tags,
            names=self.names,
            depth=self.depth,
            landmarks=self.landmarks,
            link_density=piece.linked / piece.size,
            hidden=self.hidden,
            scope=self.scope,
            list_position=self.list_position,
        )


class Elements:
    """The contexts of a page's elements, each made when it is first asked for."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._contexts: dict[int, Context] = {-1: Context(Block("paragraph"))}
        self._blocks: dict[tuple[BlockKind, int | None], Block] = {}

    def __getitem__(self, element: int) -> Context:
        """The context of an element, by its index; -1 is the page itself."""
        unknown = []
        while element not in self._contexts:
            unknown.append(element)
            element = self._tree.parents[element]
        for element in reversed(unknown):
            self._contexts[element] = self._within(self._contexts[self._tree.parents[element]], element)
        return self._contexts[element]

    def _within(self, around: Context, element: int) -> Context:
        tag = self._tree.tags[element]
        attributes = dict(self._tree.attributes[element])
        return Context(
            block=self._block(around.block, tag),
            tags=(*around.tags, tag)[-_PATH:],
            names=(*around.names, *words)[-_NAMES:] if (words := _words(attributes)) else around.names,
            depth=around.depth + 1,
            landmarks=(*around.landmarks, tag) if tag in _LANDMARKS else around.landmarks,
            hidden=around.hidden or _hides(attributes),
            scope=attributes.get("itemprop") or around.scope,
            list_position=self._tree.positions.get(element, around.list_position),
        )

    def _block(self, around: Block, tag: str) -> Block:
        kind = _KINDS.get(tag)
        if kind is None:
            return around
        level = int(tag[1]) if kind == "heading" else None
        return self._blocks.setdefault((kind, level), Block(kind, level))


def _words(attributes: Mapping[str, str | None]) -> list[str]:
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return _WORD.findall(names[:200].lower()) if len(names) > 1 else []


def _hides(attributes: Mapping[str, str | None]) -> bool:
    style = attributes.get("style")
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or (style is not None and _HIDING.search(style[:1_000]) is not None)
    )
