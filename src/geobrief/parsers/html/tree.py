"""The second pass over a page: the browser's tree of the marked copy, as flows of text in their elements."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import attrs
from turbohtml.saxparse import SaxHandler, sax_parse

from geobrief.parsers.html.elements import PAGE, Attributes, Context
from geobrief.parsers.html.marks import Marked

__all__ = ["BLANK", "BREAK", "LINK", "LINK_END", "Flow", "Walk", "walked"]

_NOT_SHOWN = "head title script style template noscript iframe noembed noframes datalist".split()
"""Elements whose text a browser that runs scripts never shows (HTML standard, 15.3.1, "Hidden elements")."""

_BLOCKS = (
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing main menu nav ol p plaintext pre "
    "search section summary ul xmp table caption colgroup col thead tbody tfoot tr td th "
    "button optgroup option select textarea"
).split()
"""Elements that begin and end a line (HTML standard, 15.3.3 to 15.3.8), and controls, whose texts don't join."""

_LISTS = "ol", "ul", "menu"

_BLOCK, _LIST, _ITEM, _LINK, _BREAK, _UNSHOWN = (1 << bit for bit in range(6))
_ROLES = dict.fromkeys(_BLOCKS, _BLOCK) | {"a": _LINK, "br": _BREAK, "li": _BLOCK | _ITEM}
_ROLES |= dict.fromkeys(_LISTS, _BLOCK | _LIST)
_ROLES |= {tag: _ROLES.get(tag, 0) | _UNSHOWN for tag in _NOT_SHOWN}

_PROBE = re.compile(r"(\ufffd?)\?([0-9]{1,18});(<!-->)?")
_NUMBER = re.compile(r"([0-9]{1,18});")

# What stands among the numbers of a flow.
BREAK = -1
"""A line break that the page asks for (`<br>`)."""
BLANK = -2
"""White space between tags."""
LINK = -3
"""Here begins a link,"""
LINK_END = -4
"""and here it ends."""


@attrs.define
class Flow:
    """Text that a browser lays out as one block, and where it stands."""

    context: Context
    """That of the element that it is in."""
    list_position: int | None
    """The place of the list item that it is in among those of its list."""
    numbers: Sequence[int]
    """Those of its texts, with `BREAK`, `BLANK`, `LINK` and `LINK_END` among them."""


@attrs.define
class Walk:
    """What was met besides flows of text."""

    title: list[int]
    """The numbers of the texts of the page's first `<title>`."""
    answers: dict[int, bool]
    """For each probe that came out as text, whether that is raw text."""


def walked(marks: Marked, take: Callable[[Flow], None]) -> Walk:
    """Walk the tree of a marked page.

    `take` gets each flow, in order. Nesting is capped at 512 elements, as the tree builder does.
    """
    walker = _Walker(take, len(marks.starts))
    sax_parse(marks.copy, walker)
    walker.flush()
    return Walk(walker.title or [], walker.answers)


class _Walker(SaxHandler):
    def __init__(self, take: Callable[[Flow], None], count: int) -> None:
        self.take = take
        self.count = count
        # The open elements, each with its context once text is found in it; the first is the page.
        self.tags = [""]
        self.attributes: list[Attributes] = [()]
        self.contexts: list[Context | None] = [Context(PAGE)]
        self.blocks = [0]
        """The places of those open elements that are blocks."""
        self.items = [0]
        """How many items each open list has had."""
        self.positions: list[int | None] = [None]
        """The place of each open item among those of its list."""
        self.numbers: list[int] = []
        self.has_text = False
        self.links = self.unshown = 0
        self.title: list[int] | None = None
        self.answers: dict[int, bool] = {}

    def start_element(self, tag: str, attrs: Attributes) -> None:
        role = _ROLES.get(tag)
        if role is not None:
            self.start_special(role)
        self.tags.append(tag)
        self.attributes.append(attrs)
        self.contexts.append(None)

    def start_special(self, role: int) -> None:
        if role & _BLOCK:
            if self.numbers:
                self.flush()
            self.blocks.append(len(self.tags))
            if role & _ITEM:
                self.positions.append(self.items[-1])
                self.items[-1] += 1
            elif role & _LIST:
                self.items.append(0)
        elif role & _LINK:
            self.links += 1
            if self.links == 1:
                self.numbers.append(LINK)
        elif role & _BREAK:
            self.numbers.append(BREAK)
        if role & _UNSHOWN:
            self.unshown += 1

    def end_element(self, tag: str) -> None:
        role = _ROLES.get(tag)
        if role is not None:
            self.end_special(role)
        self.tags.pop()
        self.attributes.pop()
        self.contexts.pop()

    def end_special(self, role: int) -> None:
        if role & _BLOCK:
            if self.numbers:
                self.flush()
            self.blocks.pop()
            if role & _ITEM:
                self.positions.pop()
            elif role & _LIST:
                self.items.pop()
        elif role & _LINK:
            self.links -= 1
            if not self.links:
                self.numbers.append(LINK_END)
        if role & _UNSHOWN:
            self.unshown -= 1

    def characters(self, data: str) -> None:
        if "?" in data:
            for _, number, raw in _PROBE.findall(data):
                self.answers[int(number)] = bool(raw)
            data = _PROBE.sub(lambda probe: probe[2] + ";" if probe[1] else "", data)
        if self.unshown:
            if self.title is None and self.tags[-1] == "title" and "svg" not in self.tags:
                self.title = self.without_markup(data)
        elif data.isspace():
            if self.numbers:
                self.numbers.append(BLANK)
        elif data:
            try:
                self.add(data)
            except ValueError:
                self.numbers += self.without_markup(data)
            self.has_text = True

    def add(self, data: str) -> None:
        numbers = self.numbers
        for piece in data.split(";"):
            if piece[:1] > " ":
                numbers.append(int(piece))
            elif piece:
                numbers.append(BLANK)
                if not piece.isspace():
                    numbers.append(int(piece))

    def without_markup(self, data: str) -> list[int]:
        """The numbers in a text that, by a wrong guess, may have markup in it."""
        return [number for written in _NUMBER.findall(data) if (number := int(written)) < self.count]

    def flush(self) -> None:
        """End the flow, if there is text in it."""
        if self.has_text:
            self.take(Flow(self.context(self.blocks[-1]), self.positions[-1], self.numbers))
            self.has_text = False
        self.numbers = [LINK] if self.links else []

    def context(self, place: int) -> Context:
        """The context of an open element."""
        known = place
        while (context := self.contexts[known]) is None:
            known -= 1
        for inner in range(known + 1, place + 1):
            context = self.contexts[inner] = context.within(self.tags[inner], self.attributes[inner])
        return context
