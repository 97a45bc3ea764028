"""Whether a tag stands in SVG or MathML, where HTML is tokenized in another way."""

from __future__ import annotations

from collections import Counter

import attrs
from turbohtml import Token

__all__ = ["Foreign"]

# HTML standard, 13.2.6.5, "The rules for parsing tokens in foreign content".
_BREAKOUT = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
    "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var".split()
)
_BREAKOUT_ATTRIBUTES = frozenset({"color", "face", "size"})
"""Attributes of `font` that make it break out."""

# HTML standard, 13.2.6, the integration points.
_HTML_INSIDE = {
    "svg": frozenset({"foreignobject", "desc", "title"}),
    "math": frozenset({"mi", "mo", "mn", "ms", "mtext"}),
}
_NOT_HTML = frozenset({"mglyph", "malignmark"})
"""Elements of MathML that stay so in text of MathML."""

_HTML_ENCODINGS = frozenset({"text/html", "application/xhtml+xml"})


@attrs.define
class _Open:
    name: str
    root: str
    """`svg` or `math`."""
    holds_html: bool
    has_html: bool = False


class Foreign:
    """Follows SVG and MathML by their tags alone: enough to know what is raw text there."""

    def __init__(self) -> None:
        self.stack: list[_Open] = []
        """The open elements of SVG and MathML."""
        self._open: Counter[str] = Counter()
        self._no_section_end_after = -1

    @property
    def has_sections(self) -> bool:
        """Whether CDATA sections are looked for: the innermost open element is one of SVG or MathML."""
        return bool(self.stack) and not self.stack[-1].has_html

    @property
    def keeps_nul(self) -> bool:
        """Whether NUL is a character here, and not dropped as in HTML."""
        return bool(self.stack) and not self.stack[-1].holds_html

    def start_tag(self, token: Token) -> bool:
        """Note a start tag; say whether its element is one of SVG or MathML."""
        name = token.tag or ""
        root = self._root(token, name)
        if root and not token.self_closing:
            self.stack.append(_Open(name, root, _holds_html(token, name, root)))
            self._open[name] += 1
        return root is not None

    def _root(self, token: Token, name: str) -> str | None:
        """`svg` or `math`, whichever the element of a start tag belongs to; leaves them first if it breaks out."""
        around = self.stack[-1] if self.stack else None
        if around is None or (around.holds_html and not (around.root == "math" and name in _NOT_HTML)):
            if name in ("svg", "math"):
                return name
            if around is not None:
                around.has_html = True
            return None
        if name == "svg" and around.name == "annotation-xml":
            return "svg"
        if name not in _BREAKOUT and not (name == "font" and _BREAKOUT_ATTRIBUTES & dict(token.attrs or ()).keys()):
            return around.root
        self._break_out()
        return None

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


def _holds_html(token: Token, name: str, root: str) -> bool:
    if name == "annotation-xml" and root == "math":
        return (token.attr("encoding") or "").lower() in _HTML_ENCODINGS
    return name in _HTML_INSIDE[root]
