"""A guess at whether a tag stands in SVG or MathML, where HTML is tokenized in another way."""

from __future__ import annotations

from collections import Counter

import attrs

__all__ = ["Foreign"]

# HTML standard, 13.2.6.5, "The rules for parsing tokens in foreign content".
_BREAKOUT = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
    "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var".split()
)

_HTML_INSIDE = frozenset({"foreignobject", "desc", "title", "mi", "mo", "mn", "ms", "mtext", "annotation-xml"})
"""The integration points (HTML standard, 13.2.6), whatever their attributes are."""


@attrs.define
class _Open:
    name: str
    holds_html: bool
    has_html: bool = False


class Foreign:
    """Follows SVG and MathML by their tags alone: true of pages that are well formed."""

    def __init__(self) -> None:
        self.stack: list[_Open] = []
        """The open elements of SVG and MathML."""
        self._open: Counter[str] = Counter()
        self._no_section_end_after = -1

    @property
    def has_sections(self) -> bool:
        """Whether CDATA sections are looked for: the innermost open element is one of SVG or MathML."""
        return bool(self.stack) and not self.stack[-1].has_html

    def start_tag(self, name: str, *, self_closing: bool) -> bool:
        """Note a start tag; say whether its element is one of SVG or MathML."""
        if not self.stack or self.stack[-1].holds_html:
            opens = name in ("svg", "math")
            if self.stack and not opens:
                self.stack[-1].has_html = True
        else:
            opens = name not in _BREAKOUT
            if not opens:
                self._break_out()
        if opens and not self_closing:
            self.stack.append(_Open(name, name in _HTML_INSIDE))
            self._open[name] += 1
        return opens

    def end_tag(self, name: str) -> None:
        """Note an end tag."""
        if name in ("p", "br"):
            self._break_out()
        elif self._open[name]:
            while self._pop() != name:
                pass

    def section_end(self, source: str, start: int) -> int:
        """Where a CDATA section ends that starts before `start`; looks at each part of the page once."""
        if self._no_section_end_after >= 0 and start >= self._no_section_end_after:
            return len(source)
        end = source.find("]]>", start)
        if end < 0:
            self._no_section_end_after = start
            return len(source)
        return end

    def _break_out(self) -> None:
        while self.stack and not self.stack[-1].holds_html:
            self._pop()

    def _pop(self) -> str:
        name = self.stack.pop().name
        self._open[name] -= 1
        return name
