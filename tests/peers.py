"""What html5lib and lexbor make of a page: its text but for elements that aren't shown, without white space."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import html5lib
from selectolax.lexbor import LexborHTMLParser

__all__ = ["NOT_SHOWN", "by_html5lib", "by_lexbor", "solid"]

NOT_SHOWN = ("head", "title", "script", "style", "template", "noscript", "iframe", "noembed", "noframes", "datalist")


def solid(text: str) -> str:
    return "".join(text.split())


def by_html5lib(page: str) -> str:
    parts: list[str] = []
    waiting: list[Element | str] = [html5lib.parse(page, namespaceHTMLElements=False)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            parts.append(node)
        elif isinstance(node.tag, str) and node.tag.rpartition("}")[2] not in NOT_SHOWN:
            for child in reversed(node):
                waiting += [child.tail or "", child]
            waiting.append(node.text or "")
    return solid("".join(parts))


def by_lexbor(page: str) -> str:
    tree = LexborHTMLParser(page)
    for node in tree.css(",".join(NOT_SHOWN)):
        node.decompose()
    return solid(tree.root.text()) if tree.root else ""
