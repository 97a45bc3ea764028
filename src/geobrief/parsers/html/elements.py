"""What the elements around a block say of it."""

from __future__ import annotations

import re
from functools import lru_cache

import attrs

from geobrief.vocabulary import Block, HtmlFeatures

__all__ = ["PAGE", "Attributes", "Context"]

Attributes = tuple[tuple[str, str | None], ...]

_PATH = 12
"""How many of the innermost elements a block's features name."""

_NAMES = 40
"""How many words of their names."""

_NAMED = 200
"""Code points of a `class` or `id` that are read."""

_BLOCKS: dict[str, Block] = {
    **{f"h{level}": Block("heading", level) for level in range(1, 7)},
    **dict.fromkeys(("li", "dt", "dd"), Block("list_item")),
    **dict.fromkeys(("td", "th"), Block("table_cell")),
    **dict.fromkeys(("figcaption", "caption"), Block("caption")),
    **dict.fromkeys(("pre", "xmp", "listing", "plaintext", "textarea"), Block("preformatted")),
    **dict.fromkeys(("nav", "main", "article", "section", "aside", "header", "footer", "figure"), Block("paragraph")),
    "blockquote": Block("quote"),
}
"""The kind of the text in an element; in others it is what it is around them."""

_LANDMARKS = frozenset("nav header footer aside main article section form figure table".split())
_WORD = re.compile(r"[^\W\d_]+")
_NAMING = frozenset({"class", "id"})
_HIDING = {
    "hidden": re.compile(""),
    "aria-hidden": re.compile(r"\Atrue\Z"),
    "style": re.compile(r"display *: *none|visibility *: *hidden", re.IGNORECASE),
}
"""The attributes that hide an element, and what is in them if they do."""


@attrs.define(eq=False)
class Context:
    """An element and what is around it. Elements of the same name and attributes in the same one share theirs."""

    block: Block
    tags: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    depth: int = 0
    landmarks: tuple[str, ...] = ()
    hidden: bool = False
    scope: str | None = None
    _inside: dict[tuple[str, Attributes], Context] = attrs.field(factory=dict, init=False)
    _features: dict[float, HtmlFeatures] = attrs.field(factory=dict, init=False)

    def within(self, tag: str, attributes: Attributes) -> Context:
        """The context of an element in this one."""
        context = self._inside.get((tag, attributes))
        if context is None:
            context = self._inside[tag, attributes] = self._made(tag, attributes)
        return context

    def _made(self, tag: str, attributes: Attributes) -> Context:
        names, hidden, scope, landmarks = self.names, self.hidden, self.scope, self.landmarks
        for name, value in attributes:
            if name in _NAMING:
                names = (*names, *_words(value[:_NAMED]))[-_NAMES:] if value else names
            elif name in _HIDING:
                hidden = hidden or _HIDING[name].search((value or "")[:1_000]) is not None
            elif name == "itemprop":
                scope = value or scope
        if tag in _LANDMARKS and tag not in landmarks:
            landmarks = (*landmarks, tag)
        tags = (*self.tags[1 - _PATH :], tag)
        return Context(_BLOCKS.get(tag, self.block), tags, names, self.depth + 1, landmarks, hidden, scope)

    def features(self, link_density: float, list_position: int | None) -> HtmlFeatures:
        """The features of a block in this element; blocks share them, unless they are told apart by their position."""
        if list_position is not None:
            return self._featuring(link_density, list_position)
        features = self._features.get(link_density)
        if features is None:
            features = self._features[link_density] = self._featuring(link_density, None)
        return features

    def _featuring(self, link_density: float, list_position: int | None) -> HtmlFeatures:
        return HtmlFeatures(
            path=self.tags,
            names=self.names,
            depth=self.depth,
            landmarks=self.landmarks,
            link_density=link_density,
            hidden=self.hidden,
            scope=self.scope,
            list_position=list_position,
        )


PAGE = Block("paragraph")
"""What text is that no element makes another kind of."""


@lru_cache(2_000)
def _words(names: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(names.lower()))
