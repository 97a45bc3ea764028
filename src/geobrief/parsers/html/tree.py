"""The second pass over a page: the browser's tree of the marked copy, as flows of text in their elements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import attrs
from turbohtml.saxparse import SaxHandler, sax_parse

__all__ = ["BLANK", "BREAK", "Attributes", "Flow", "Tree", "tree_of"]

Attributes = tuple[tuple[str, str | None], ...]

_NOT_SHOWN = frozenset("head title script style template noscript iframe noembed noframes datalist".split())
"""Elements whose text a browser that runs scripts never shows (HTML standard, 15.3.1, "Hidden elements")."""

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing main menu nav ol p plaintext pre "
    "search section summary ul xmp table caption colgroup col thead tbody tfoot tr td th "
    "button optgroup option select textarea".split()
)
"""Elements that begin and end a line (HTML standard, 15.3.3 to 15.3.8), and controls, whose texts don't join."""

BREAK = -1
"""Stands among the numbers of a flow for a line break that the page asks for (`<br>`)."""

BLANK = -2
"""Stands among the numbers of a flow for white space between tags."""


@attrs.frozen
class Flow:
    """Text that a browser lays out as one block: the element it is in, the numbers of its texts, those in links."""

    element: int
    numbers: Sequence[int]
    linked: frozenset[int]


@attrs.define
class Tree:
    """The elements of a page, in the order of their start, each with the index of its parent; and the flows."""

    tags: list[str]
    attributes: list[Attributes]
    parents: list[int]
    flows: list[Flow]
    positions: dict[int, int]
    """The places of list items among those of their list."""
    title: list[int]
    """The numbers of the texts of the page's first `<title>`."""


def tree_of(copy: str) -> Tree:
    """The tree of a marked page. Nesting is capped at 512 elements, as the tree builder does."""
    builder = _Builder()
    sax_parse(copy, builder)
    builder.flush()
    return builder.tree


class _Builder(SaxHandler):
    def __init__(self) -> None:
        self.tree = Tree([], [], [], [], {}, [])
        self.element = -1
        self.block = [-1]
        """The open elements that are blocks."""
        self.numbers: list[int] = []
        self.linked: list[int] = []
        self.links = self.unshown = 0
        self.titles = 0
        self.items: Counter[int] = Counter()

    def start_element(self, tag: str, attrs: Attributes) -> None:
        tree = self.tree
        tree.parents.append(self.element)
        self.element = len(tree.tags)
        tree.tags.append(tag)
        tree.attributes.append(attrs)
        if tag in _BLOCKS:
            self.flush()
            self.block.append(self.element)
            if tag == "li":
                tree.positions[self.element] = self.items[tree.parents[-1]]
                self.items[tree.parents[-1]] += 1
        elif tag == "a":
            self.links += 1
        elif tag == "br":
            self.numbers.append(BREAK)
        if tag in _NOT_SHOWN:
            self.unshown += 1
            self.titles += tag == "title"

    def end_element(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.flush()
            self.block.pop()
        elif tag == "a":
            self.links -= 1
        if tag in _NOT_SHOWN:
            self.unshown -= 1
        self.element = self.tree.parents[self.element]

    def characters(self, data: str) -> None:
        if self.unshown:
            if self.titles == 1 and self.tree.tags[self.element] == "title" and not self.tree.title:
                self.tree.title = [int(number) for number in data.split(";")[:-1]]
            return
        for piece in data.split(";"):
            if piece[:1] == " ":
                self.numbers.append(BLANK)
                piece = piece.strip(" ")
            if piece:
                number = int(piece)
                self.numbers.append(number)
                if self.links:
                    self.linked.append(number)

    def flush(self) -> None:
        """End the flow, if there is text in it."""
        if self.numbers:
            if max(self.numbers) >= 0:
                self.tree.flows.append(Flow(self.block[-1], self.numbers, frozenset(self.linked)))
            self.numbers, self.linked = [], []
