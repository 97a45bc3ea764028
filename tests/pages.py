"""Pages of HTML, well formed and broken, together with the clean text that they must give and its place."""

from __future__ import annotations

import attrs
from hypothesis import strategies as st


@attrs.frozen
class Page:
    """A page, and each character of its text that is not blank, with the range of the source that it came from."""

    source: str
    shown: tuple[tuple[str, int, int], ...]

    @property
    def text(self) -> str:
        return "".join(character for character, _, _ in self.shown)


_LETTERS = st.sampled_from("abcxyzé“”—’9.,;:!?()𝔘中").map(lambda character: ((character, character),))
_SPACE = st.sampled_from([" ", "  ", "\n", "\t", "\r\n", " \n ", "\r"]).map(lambda space: ((space, None),))
_ENTITIES = st.sampled_from(
    [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&eacute;", "é"),
        ("&#65;", "A"),
        ("&#x1F600;", "😀"),
        ("&quot;", '"'),
        ("&apos;", "'"),
    ]
).map(lambda entity: (entity,))
_UNSHOWN = st.sampled_from(
    [
        "<!-- a > b -->",
        "<!>",
        "<script>if (a < b) { '</p>' }</script>",
        "<style>p { color: red }</style>",
        "<template><p>never</p></template>",
        "<noscript><p>never</p></noscript>",
        "<br>",
        "<BR/>",
        "<hr>",
        "<img src=x alt='never > this'>",
        "<?php never ?>",
        "<input value=never>",
        "</>",
        "<svg><title>never</title><path d='M0'/></svg>",
        '<meta itemprop=name content="never">',
    ]
).map(lambda markup: ((markup, None),))
_STRAY = st.sampled_from(["</i>", "</span>", "</section>", "<p>", "<p class='a'>", "<wbr>", "</em >"]).map(
    lambda markup: ((markup, None),)
)

_Atoms = tuple[tuple[str, str | None], ...]


def _joined(parts: list[_Atoms]) -> _Atoms:
    return tuple(atom for part in parts for atom in part)


_INLINE = ["b", "i", "span class='x y'", "a href=/x?a=1&b=2", "em", "strong", "SPAN", 'q title="a > b"']
_BLOCK = ["p", "div", "li", "h2", "blockquote", "section id=main", "article", "ul", "pre", "DIV", "figcaption", "nav"]


def _wrapped(content: st.SearchStrategy[_Atoms]) -> st.SearchStrategy[_Atoms]:
    def wrap(tag: str, closed: bool, inner: _Atoms) -> _Atoms:
        name = tag.split()[0]
        return ((f"<{tag}>", None), *inner, *(((f"</{name}>", None),) if closed else ()))

    tags = st.sampled_from(_INLINE + _BLOCK)
    return st.lists(st.builds(wrap, tags, st.booleans(), content), max_size=4).map(_joined)


_INNER = st.recursive(st.lists(_LETTERS | _SPACE | _ENTITIES | _UNSHOWN | _STRAY, max_size=6).map(_joined), _wrapped)
_HEADS = st.sampled_from(["", "<!doctype html>", "<html><head><title>never</title></head><body>", "<body>"])


def _page(head: str, atoms: _Atoms) -> Page:
    at, pieces, shown = len(head), [head], []
    for markup, character in atoms:
        pieces.append(markup)
        if character is not None:
            shown.append((character, at, at + len(markup)))
        at += len(markup)
    return Page("".join(pieces), tuple(shown))


pages = st.builds(_page, _HEADS, st.lists(_INNER, max_size=4).map(_joined))
"""Pages of which it is known what they show, and where it stands."""

soup = st.lists(
    st.sampled_from(
        "<p> </p> <div> </div> <b> </b> <i> </i> <a> </a> <table> <tr> <td> </td> </table> <caption> <svg> </svg> "
        "<title> </title> <style> </style> <script> </script> <!-- --> <![CDATA[ ]]> <math> <mi> </mi> </math> "
        "<foreignObject> </foreignObject> <desc> </desc> &amp; &notit; &lt &#65 &nbsp; & < > a </> <br> <pre> </pre> "
        "<textarea> </textarea> <select> <option> </select> <template> </template> <noscript> </noscript> <li> <ul> "
        "</ul> <h1> </h1> <form> </form> <iframe> </iframe> <body> <html> <head> </head> </body> <xmp> </xmp> <?x?> "
        "<!doctype|html> \" ' = / <plaintext> <frameset> <button> <object> <ruby> <rt> <nobr> <font|color=1>".split()
    ).map(lambda token: token.replace("|", " "))
    | st.sampled_from([" ", "\n", "\r\n", "b  c", "\ud800", '<a b="', "<p class='"]),
    max_size=14,
).map("".join)
"""Markup of all kinds in any order."""
