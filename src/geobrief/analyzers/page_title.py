"""What a page says that its title is, and how that is told from the name of its site."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate
from urllib.parse import urlsplit

import attrs

from geobrief._span import Evidence, Finding
from geobrief.vocabulary import PageMetadata

__all__ = ["PageTitles", "Statement", "folded"]

_LONGEST = 300  # code points; search engines and feeds cut titles far below
_MOST_CUTS = 8
_SEPARATOR = re.compile(r" (?:[-–—|·•»«:~/]|::|\|\|) | ?[|»] ?")
_LONGEST_NAME = 4  # words of a site's name that is known by its looks alone
_LEAST_TITLE = 3  # words of a title that goes before such a name
_NOTHING = re.compile(r"[\W_]+")

_NAMES = ("og:title", "headline", "twitter:title", "title")  # the most reliable first
_SITES = frozenset({"og:site_name", "application-name"})
_PUBLISHERS = frozenset({"publisher", "WebSite", "NewsMediaOrganization"})
_ADDRESSES = frozenset({"og:url", "canonical"})

_WRITTEN = re.compile(r"&#?\w{1,32};?|\\u[dD][89abAB]\w\w\\u\w{4}|\\u\w{4}|\\.|\s+|.", re.DOTALL)
"""A character as a page writes it, or a run of white space: a reference, an escape of JSON, itself."""


def folded(text: str) -> str:
    """A title without case and punctuation, for comparison.

    >>> folded("Oil falls — “again”!")
    'oil falls again'
    """
    return _NOTHING.sub(" ", text.casefold()).strip()


@attrs.frozen
class Statement:
    """One place where a page names its title: the text, and where it stands in the source."""

    text: str
    evidence: Evidence
    is_json: bool

    @cached_property
    def parts(self) -> list[tuple[int, int]]:
        """The places in the text between separators such as ` - ` and ` | `, at most nine."""
        cuts = [match.span() for match in _SEPARATOR.finditer(self.text)][-_MOST_CUTS:]
        edges = [0, *(edge for cut in cuts for edge in cut), len(self.text)]
        return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]

    @cached_property
    def runs(self) -> dict[str, str]:
        """The parts, and those that follow one another with what is between them, each by its folded form."""
        places = self.parts
        runs = (self.text[start:end] for first, (start, _) in enumerate(places) for _, end in places[first:])
        return {name: run for run in runs if (name := folded(run))}

    def evidence_of(self, part: str, source: str) -> Evidence:
        """Where a part of the text stands in the source: all of it if the part can't be told."""
        written = list(_WRITTEN.finditer(source, self.evidence.start, self.evidence.end))
        read = [_read(match[0], self.is_json) for match in written]
        ends = list(accumulate(map(len, read)))
        start = "".join(read).find(part)
        if start < 0:
            return self.evidence
        end = start + len(part)
        covering = [
            match
            for match, stop, text in zip(written, ends, read, strict=True)
            if stop - len(text) < end and stop > start
        ]
        return attrs.evolve(self.evidence, start=covering[0].start(), end=covering[-1].end())


def _read(written: str, is_json: bool) -> str:
    if written.isspace():
        return " "
    if written[0] == "\\" and is_json:
        try:
            return str(json.loads(f'"{written}"'))
        except ValueError:
            return written
    return html.unescape(written)


@attrs.frozen
class PageTitles:
    """All that a page says of its title, the most reliable first, and the names that its site goes by."""

    statements: tuple[Statement, ...]
    sites: frozenset[str]
    hosts: tuple[str, ...]

    @classmethod
    def of(cls, metadata: Iterable[Finding[PageMetadata]], url: str) -> PageTitles:
        """Those in a page's metadata; `url` is the page's address, if it is known."""
        found: dict[tuple[int, str], Statement] = {}
        sites: set[str] = set()
        addresses = [url]
        for finding in metadata:
            said, is_json = finding.payload, finding.payload.vocabulary == "json-ld"
            about, _, name = said.name.rpartition(".") if is_json else ("", "", said.name)
            if name in _SITES or (name == "name" and about.rpartition(".")[2] in _PUBLISHERS):
                sites.add(folded(said.value))
            elif name in _ADDRESSES:
                addresses.append(said.value)
            elif name in _NAMES and is_json and (name != "headline" or "." in about):
                continue  # of something else
            elif name in _NAMES and len(said.value) <= _LONGEST and folded(said.value):
                statement = Statement(said.value, finding.evidence[0], is_json)
                found.setdefault((_NAMES.index(name), said.vocabulary), statement)
        ranked = (found[place] for place in sorted(found))
        return cls(tuple(ranked), frozenset(sites), tuple(filter(None, map(_host, addresses))))

    @cached_property
    def runs(self) -> frozenset[str]:
        """What a heading may say, folded, to be the title: what is stated, or its parts but for the site's name."""
        runs = {name for statement in self.statements for name in statement.runs}
        return frozenset(name for name in runs if not self._is_site(name))

    def title(self, statement: Statement) -> str:
        """A statement without the name of the site."""
        text, parts = statement.text, statement.parts
        first, last = 0, len(parts) - 1
        while first < last and self._is_site(text[slice(*parts[first])]):
            first += 1
        if first < last and _ends_in_a_name(text[parts[first][0] :], text[slice(*parts[last])]):
            last -= 1
        while first < last and self._is_site(text[slice(*parts[last])]):
            last -= 1
        return text[parts[first][0] : parts[last][1]]

    def _is_site(self, part: str) -> bool:
        name = folded(part)
        run = name.replace(" ", "")
        return name in self.sites or (len(run) > 2 and any(run in host for host in self.hosts))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").replace(".", "").replace("-", "")
    except ValueError:  # an address that can't be one
        return ""


def _ends_in_a_name(title: str, last: str) -> bool:
    """Whether the last part of a title looks like the name of a site: a few words in capitals behind some more."""
    words = last.split()
    return (
        len(words) <= _LONGEST_NAME
        and len(title.split()) >= _LEAST_TITLE + len(words)
        and all(word[0].isupper() for word in words if len(word) > 3)
    )
