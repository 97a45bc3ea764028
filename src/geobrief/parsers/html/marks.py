"""The first pass over a page: where its text lies, and a copy of the page with numbers for texts.

The tokenizer says where each token stands. In the copy each run of text is replaced by its number,
`17;`, and the content of scripts and the like is left out. Whatever the tree builder then does to
the copy, its text says where it came from.

How a page is tokenized depends on its tree: in SVG `<title>` holds elements, and CDATA sections are
text. Which it is, is guessed from the tags around, and where the guess may be wrong, the copy has a
probe, `?17;<!-->`: the tree builder makes the text `?17;<!-->` of it in raw text, `?17;` elsewhere, and
nothing in a comment. A page with wrong guesses is marked again. A NUL before a probe says whether NUL is
shown there, as U+FFFD, or dropped.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property
from html.entities import html5
from io import StringIO
from itertools import chain

import attrs
from turbohtml import Token, Tokenizer, TokenType

from geobrief.parsers.html.foreign import Foreign

__all__ = ["SPACE", "Marked", "Tag", "marked"]

SPACE = " \t\n\f\r"
"""White space as HTML has it."""

_FIRST_CHUNK = 65_536
"""Code points that the tokenizer gets at first, and fewer where it must start anew; doubled each time."""

_HIDDEN_TEXT = frozenset({"script", "style", "noscript", "iframe", "noembed", "noframes"})
"""Elements with raw text that a browser, which runs scripts, never shows."""

_RAW_TEXT = _HIDDEN_TEXT | {"title", "textarea", "xmp", "plaintext"}
"""Elements in which the tokenizer stops looking for tags, except in SVG and MathML (HTML standard, 13.2.5)."""

_PREFORMATTED = frozenset({"pre", "listing"})
"""Elements in which blank runs count, too."""

_UNSURE = frozenset({"svg", "math", "select", "frameset"})
"""Elements in which, or behind which, raw text may be none."""

_SECTION = "<![CDATA["

_METADATA = frozenset({"meta", "link", "html", "time"})
_NOTED = _RAW_TEXT | _PREFORMATTED | _METADATA | _UNSURE

_MOST_IN_TEXT = 1_000
"""Texts and references that a value of metadata has at most."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_NUL_OR_TEXT = re.compile("\0|[^\0]+")


@attrs.frozen
class Tag:
    """A start tag that metadata may be read from: its name, its attributes, its place in the source."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    start: int
    end: int


@attrs.frozen
class Probe:
    """A question to the tree builder, and the answer that was guessed: is it raw text, or a CDATA section?"""

    start: int
    """Where the tag stands that begins it."""
    is_section: bool
    guess: bool


@attrs.define
class Marked:
    """A page, marked: the copy, and for each number in it the place of the text (and the text, for a reference)."""

    copy: str
    starts: array[int]
    ends: array[int]
    references: dict[int, str]
    tags: list[Tag]
    scripts: list[tuple[int, int]]
    """The places of JSON-LD."""
    probes: dict[int, Probe]

    def wrong_guesses(self, answers: Mapping[int, bool]) -> dict[int, bool]:
        """What should have been guessed, by the place of the tag; `answers` say which probes are in raw text."""
        asked = (
            (probe, number in answers if probe.is_section else answers.get(number, probe.guess))
            for number, probe in self.probes.items()
        )
        return {probe.start: answer for probe, answer in asked if answer != probe.guess}

    def text_at(self, start: int) -> list[int]:
        """The numbers of the text that starts at a place of the source, without a tag in between."""
        number = bisect_left(self.starts, start)
        numbers: list[int] = []
        while number < len(self.starts) and self.starts[number] == start and len(numbers) < _MOST_IN_TEXT:
            numbers.append(number)
            start = self.ends[number]
            number += 1
        return numbers


def marked(source: str, known: Mapping[int, bool]) -> Marked:
    """Mark a page; `known` are guesses that were wrong. Any text is a page; it is never refused."""
    return _Marker(source, known).run()


def _tokenizable(source: str) -> str:
    """The source on one line, so that columns are places, and without what the tokenizer would drop; of same length."""
    told = source.replace("</>", "<!>").replace("\r", " ").replace("\n", " ").replace("\0", "\ufffd")
    try:
        told.encode()
    except UnicodeEncodeError:
        told = _SURROGATE.sub("\ufffd", told)
    return told


class _Marker:
    def __init__(self, source: str, known: Mapping[int, bool]) -> None:
        self.source = source
        self.known = known
        self.told = _tokenizable(source)
        self.copy = StringIO()
        self.copied = 0
        """How much of the page is in the copy."""
        self.marks = Marked("", array("q"), array("q"), {}, [], [], {})
        self.foreign = Foreign()
        self.raw: str | None = None
        """The open element with raw text."""
        self.is_json_ld = False
        self.is_unsure = False
        """Whether there has been an element that makes guesses necessary."""
        self.preformatted = 0
        """How many elements are open that keep white space."""

    def run(self) -> Marked:
        at = 0
        while at < len(self.told):
            at = self._tokens(at)
        self.copy.write(self.told[self.copied :])
        self.marks.copy = self.copy.getvalue()
        return self.marks

    @cached_property
    def last_noscript(self) -> int:
        """Where the last such element ends; one that never does isn't taken for raw text to the end of the page."""
        last = self.told.rfind("</noscript")
        return last if last >= 0 else self.told.lower().rfind("</noscript")

    def _tokens(self, origin: int) -> int:
        """Mark from `origin` on, to the end or to where the tokenizer has to start anew; say where."""
        text, start_tag, end_tag = TokenType.TEXT, TokenType.START_TAG, TokenType.END_TAG
        foreign = self.foreign.stack
        for token in chain.from_iterable(_fed(self.told, origin)):
            kind = token.type
            if kind is text:
                data = token.data or ""
                if self.raw is not None or "\ufffd" in data:
                    self._unusual_text(origin + token.col, data)
                elif not data.isspace() or self.preformatted or not data.isascii():
                    start = origin + token.col
                    self._mark(start, start + len(data))
            elif kind is start_tag:
                if token.tag in _NOTED or foreign or token.attr("itemprop") or token.attr("property"):
                    end = self._start_tag(token, origin + token.col)
                    if end is not None:
                        return end
            elif kind is end_tag:
                self.raw = None
                if self.preformatted and token.tag in _PREFORMATTED:
                    self.preformatted -= 1
                if foreign:
                    self.foreign.end_tag(token.tag or "")
            elif kind is TokenType.CHARACTER_REFERENCE:
                self._reference(origin + token.col, token.source or "", token.data or "")
            elif self.is_unsure and (token.source or "").startswith(_SECTION):
                end = self._section(origin + token.col, token.source or "")
                if end is not None:
                    return end
        return len(self.told)

    def _start_tag(self, token: Token, start: int) -> int | None:
        """Note a start tag; say where it ends if the tokenizer takes its text for raw though it isn't."""
        name = token.tag or ""
        end = start + len(token.source or "")
        foreign = self.foreign.start_tag(name, self_closing=token.self_closing)
        if name in _METADATA or token.attr("itemprop") or token.attr("property"):
            self.marks.tags.append(Tag(name, tuple(token.attrs or ()), start, end))
        if name in _PREFORMATTED and not foreign:
            self.preformatted += 1
        self.is_unsure = self.is_unsure or name in _UNSURE
        if name not in _RAW_TEXT:
            return None
        if name == "noscript":  # the tree builder runs no scripts, and so takes what is in it for elements
            is_raw = not foreign and end <= self.last_noscript
        else:
            is_raw = self.known.get(start, not foreign)
            if self.is_unsure:
                self._leave_out(end, end)
                self._probe(Probe(start, False, is_raw), end)
                self.copy.write("<!-->")
        if not is_raw:
            return end
        self.raw = name
        if name == "script":
            media_type = (token.attr("type") or "").partition(";")[0].strip().lower()
            self.is_json_ld = media_type == "application/ld+json"
        return None

    def _probe(self, probe: Probe, place: int) -> None:
        number = len(self.marks.starts)
        self.copy.write(f"?{number};")
        self.marks.starts.append(place)
        self.marks.ends.append(place)
        self.marks.probes[number] = probe

    def _unusual_text(self, start: int, text: str) -> None:
        """Leave hidden text out of the copy, and see to NUL: dropped, but a character where markup isn't looked for."""
        end = start + len(text)
        if self.raw in _HIDDEN_TEXT:
            if self.raw == "script" and self.is_json_ld:
                self.marks.scripts.append((start, end))
            self._leave_out(start, end)
        elif "\0" not in (source := self.source[start:end]):
            if self.preformatted or source.strip(SPACE):
                self._mark(start, end)
        elif self.raw or self.foreign.stack:
            for piece in _NUL_OR_TEXT.finditer(source):
                low, high = start + piece.start(), start + piece.end()
                if piece[0] == "\0":
                    self.marks.references[len(self.marks.starts)] = "\ufffd"
                    if not self.raw:
                        self._leave_out(low, low)
                        self.copy.write("\0?")
                self._mark(low, high)
        elif source.strip(SPACE + "\0"):
            self._mark(start, end)
        else:
            self._leave_out(start, end)
            self.copy.write(" ")

    def _mark(self, start: int, end: int) -> None:
        starts = self.marks.starts
        self.copy.write(f"{self.told[self.copied : start]}{len(starts)};")
        self.copied = end
        starts.append(start)
        self.marks.ends.append(end)

    def _leave_out(self, start: int, end: int) -> None:
        self.copy.write(self.told[self.copied : start])
        self.copied = end

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

    def _section(self, start: int, comment: str) -> int | None:
        """Mark the text of a CDATA section, and say where it ends; in HTML it is a comment, read by the tokenizer."""
        start_of_text = start + len(_SECTION)
        is_section = self.known.get(start, self.foreign.has_sections)
        self._leave_out(start, start_of_text)
        self.copy.write(_SECTION)
        self._probe(Probe(start, True, is_section), start_of_text)
        if not is_section:
            self.copied = start + len(comment)
            self.copy.write("]]>")
            return None
        end = self.foreign.section_end(self.told, start_of_text)
        beyond = min(end + len("]]>"), len(self.told))
        if start_of_text < end:
            self._unusual_text(start_of_text, self.told[start_of_text:end])
        self._leave_out(end, beyond)
        self.copy.write("]]>")
        return beyond


def _fed(source: str, at: int) -> Iterator[Iterator[Token]]:
    """The tokens from `at` on, fed in chunks that grow, so that starting anew often costs no more than the page."""
    tokenizer = Tokenizer(resolve_references=False, capture_source=True)
    size = _FIRST_CHUNK if at == 0 else 4_096
    while at < len(source):
        yield tokenizer.feed(source[at : at + size])
        at += size
        size *= 2
    yield tokenizer.close()
