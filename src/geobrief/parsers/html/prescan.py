"""The encoding that a page declares in its first bytes, read before it is decoded."""

from __future__ import annotations

import re

from geobrief.parsers.html.metadata import ATTRIBUTE

__all__ = ["declared_encoding"]

_PRESCANNED = 1_024
"""Bytes in which a page must declare its encoding (HTML standard, 13.2.3.2)."""

_XML = re.compile(r"""<\?xml[^>]*?[\s"']encoding\s*+=\s*+["']([^"'>]*+)["']""")
_NOT_META = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?!meta[\s/])/?[a-zA-Z](?:[^>\"']|\"[^\"]*+\"|'[^']*+')*+>?", re.DOTALL | re.IGNORECASE
)
_META = re.compile(r"<meta[\s/]", re.IGNORECASE)
_CHARSET = re.compile(r"""charset\s*+=\s*+["']?\s*+([^\s"';]++)""", re.IGNORECASE)


def declared_encoding(page: bytes) -> str | None:
    """The encoding that a page names in its XML declaration or a meta tag, None if it names none there.

    >>> declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">')
    'koi8-r'
    """
    head = page[:_PRESCANNED].decode("latin-1")
    if xml := _XML.match(head):
        return _meant(xml[1])
    head = _NOT_META.sub("", head)
    for meta in _META.finditer(head):
        says: dict[str, str] = {}
        at = meta.end() - 1
        while (match := ATTRIBUTE.match(head, at)) is not None:
            at = match.end()
            group = match.lastgroup or "name"
            says.setdefault(match["name"].lower(), "" if group == "name" else match[group])
        if charset := says.get("charset", "").strip():
            return _meant(charset)
        if says.get("http-equiv", "").lower() == "content-type" and (found := _CHARSET.search(says.get("content", ""))):
            return _meant(found[1])
    return None


def _meant(label: str) -> str:
    """The label as browsers take it: what was read as ASCII is no UTF-16."""
    name = label.strip().lower()
    if name.startswith("utf-16"):
        return "utf-8"
    return "windows-1252" if name == "x-user-defined" else label.strip()
