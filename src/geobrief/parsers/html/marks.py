"""The first pass over a page: where its text lies, and a copy of the page with numbers for texts.

The tokenizer is lossless, so a running sum of what it consumed is a place in the source. In the
copy each run of text is replaced by its number, `17;`, and a blank run by a blank; what is never
shown is left out. Whatever the tree builder then does to the copy, its text says where it came from.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from html.entities import html5

import attrs
from turbohtml import Token, Tokenizer, TokenType

__all__ = ["Marked", "Script", "Tag", "marked"]

_FIRST_CHUNK = 65_536
"""Code points that the tokenizer gets at first, and again where it must start anew; doubled each time."""

_HIDDEN_TEXT = frozenset({"script", "style", "noscript", "iframe", "noembed", "noframes"})
"""Elements with raw text that a browser, which runs scripts, never shows."""

_RAW_TEXT = _HIDDEN_TEXT | {"title", "textarea", "xmp", "plaintext"}
"""Elements in which the tokenizer stops looking for tags, except in SVG and MathML (HTML standard, 13.2.5)."""

_PREFORMATTED = frozenset({"pre", "listing"})
"""Elements in which blank runs count, too."""

_METADATA_TAGS = frozenset({"meta", "link", "html", "time"})

# HTML standard, 13.2.6.5, "The rules for parsing tokens in foreign content".
_BREAKOUT = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
    "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var".split()
)
_HTML_INSIDE = frozenset(
    "foreignobject desc title mi mo mn ms mtext annotation-xml".split()  # the integration points
)

_SURROGATE = re.compile("[\ud800-\udfff]")


@attrs.frozen
class Tag:
    """A start tag that metadata may be read from: its name, its attributes, its place in the source."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    start: int
    end: int


@attrs.frozen
class Script:
    """The content of a script that holds data: its media type and its place in the source."""

    media_type: str
    start: int
    end: int


@attrs.define
class Marked:
    """A page, marked: the copy, and for each number in it the place of the text (and the text, for a reference)."""

    copy: str
    starts: list[int]
    ends: list[int]
    references: dict[int, str]
    tags: list[Tag]
    scripts: list[Script]

    def number_at(self, start: int) -> int | None:
        """The number of the text that starts at a place of the source, None if none does."""
        number = bisect_left(self.starts, start)
        return number if number < len(self.starts) and self.starts[number] == start else None


def marked(source: str) -> Marked:
    """Mark a page. Any text is a page; it is never refused."""
    return _Marker(source).run()


def _tokenizable(source: str) -> str:
    """The source as the tokenizer needs it: what it would drop or normalise replaced, at the same length."""
    told = source.replace("</>", "<!>").replace("\r\n", " \n").replace("\r", "\n").replace("\0", "\ufffd")
    try:
        told.encode()
    except UnicodeEncodeError:
        told = _SURROGATE.sub("\ufffd", told)
    return told


class _Marker:
    def __init__(self, source: str) -> None:
        self.source = _tokenizable(source)
        self.copy: list[str] = []
        self.marks = Marked("", [], [], {}, [], [])
        self.foreign = _Foreign()
        self.raw: str | None = None
        """The element whose raw text comes next."""
        self.data_script: str | None = None
        self.last_noscript = self.source.lower().rfind("</noscript")
        """Where the last such element ends; one that never does isn't taken for raw text to the end of the page."""
        self.preformatted = 0
        """How many elements are open that keep white space."""

    def run(self) -> Marked:
        at = 0
        while at < len(self.source):
            at = self._tokens(at)
        self.marks.copy = "".join(self.copy)
        return self.marks

    def _tokens(self, at: int) -> int:
        """Mark from `at` on, to the end or to where the tokenizer has to start anew; say where."""
        text, reference = TokenType.TEXT, TokenType.CHARACTER_REFERENCE
        start_tag, end_tag, comment = TokenType.START_TAG, TokenType.END_TAG, TokenType.COMMENT
        append, foreign = self.copy.append, self.foreign
        for token in _fed(self.source, at):
            kind = token.type
            taken = token.source
            if kind is text:
                if taken is None:
                    taken = token.data or ""
                self._text(at, at + len(taken), taken)
            elif taken is None:
                continue
            elif kind is start_tag:
                append(taken)
                plain = self._start_tag(token, at, at + len(taken))
                if plain:
                    return at + len(taken)
            elif kind is end_tag:
                append(taken)
                self.raw = self.data_script = None
                if token.tag in _PREFORMATTED and self.preformatted:
                    self.preformatted -= 1
                if foreign.stack:
                    foreign.end_tag(token.tag or "")
            elif kind is reference:
                self._reference(at, taken, token.data or "")
            elif kind is comment and foreign.stack and foreign.is_foreign and taken.startswith("<![CDATA["):
                return self._character_data(at + len("<![CDATA["))
            at += len(taken)
        return len(self.source)

    def _start_tag(self, token: Token, start: int, end: int) -> bool:
        """Note a start tag; say whether the tokenizer takes its text for raw though it isn't."""
        name = token.tag or ""
        foreign = self.foreign.start_tag(name, self_closing=token.self_closing)
        plain = name in _RAW_TEXT and (foreign or (name == "noscript" and end > self.last_noscript))
        self.raw = name if name in _HIDDEN_TEXT and not plain else None
        if name in _METADATA_TAGS or token.attr("itemprop"):
            self.marks.tags.append(Tag(name, tuple(token.attrs or ()), start, end))
        elif name == "script":
            media_type = (token.attr("type") or "").partition(";")[0].strip().lower()
            self.data_script = media_type if "json" in media_type else None
        elif name in _PREFORMATTED:
            self.preformatted += 1
        return plain

    def _text(self, start: int, end: int, text: str) -> None:
        if self.raw:
            if self.data_script:
                self.marks.scripts.append(Script(self.data_script, start, end))
        elif not self.preformatted and text.isspace() and text.isascii():
            self.copy.append(" ")
        elif end > start:
            self._mark(start, end)

    def _mark(self, start: int, end: int) -> None:
        self.copy.append(f"{len(self.marks.starts)};")
        self.marks.starts.append(start)
        self.marks.ends.append(end)

    def _reference(self, start: int, taken: str, text: str) -> None:
        """Mark a character reference; letters that it swallowed without a semicolon are text of their own."""
        end = start + len(taken)
        if not taken.endswith(";") and taken[1:2] != "#":
            name = next((taken[1:size] for size in range(len(taken), 1, -1) if taken[1:size] in html5), taken[1:])
            end, text = start + 1 + len(name), html5.get(name, text)
        self.marks.references[len(self.marks.starts)] = text
        self._mark(start, end)
        if end < start + len(taken):
            self._mark(end, start + len(taken))

    def _character_data(self, start: int) -> int:
        """Mark the text of a CDATA section in SVG or MathML."""
        end = self.foreign.section_end(self.source, start)
        self._text(start, end, self.source[start:end])
        return min(end + len("]]>"), len(self.source))


def _fed(source: str, at: int) -> Iterator[Token]:
    """The tokens from `at` on, fed in chunks that grow, so that starting anew often costs no more than the page."""
    tokenizer = Tokenizer(resolve_references=False, capture_source=True)
    size = _FIRST_CHUNK if at == 0 else 4_096
    while at < len(source):
        yield from tokenizer.feed(source[at : at + size])
        at += size
        size *= 2
    yield from tokenizer.close()


class _Foreign:
    """Whether the tokenizer is in SVG or MathML, followed by tags alone: enough to know what is raw text there."""

    def __init__(self) -> None:
        self.stack: list[tuple[str, bool]] = []
        self._open: Counter[str] = Counter()
        self._no_section_end_after = -1

    @property
    def is_foreign(self) -> bool:
        """Whether the open element is one of SVG or MathML, where CDATA sections are."""
        return not self.stack[-1][1] or self.stack[-1][0] in ("title", "desc")

    def start_tag(self, name: str, *, self_closing: bool) -> bool:
        """Note a start tag; say whether its element is one of SVG or MathML."""
        if not self.stack or self.stack[-1][1]:
            opens = name in ("svg", "math")
        else:
            opens = name not in _BREAKOUT
            while not opens and self.stack and not self.stack[-1][1]:
                self._pop()
        if opens and not self_closing:
            self.stack.append((name, name in _HTML_INSIDE))
            self._open[name] += 1
        return opens

    def end_tag(self, name: str) -> None:
        if not self._open[name]:
            return
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

    def _pop(self) -> str:
        name, _ = self.stack.pop()
        self._open[name] -= 1
        return name
