"""Pages of HTML, well formed and broken, together with the clean text that they must give and its place."""

from __future__ import annotations

import html
import json

import attrs
from hypothesis import strategies as st

from geobrief import Document
from geobrief.vocabulary import BLOCKS, TITLE


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
        "<svg><style>never</style><script>never</script></svg>",
        "<iframe><p>never</iframe>",
        "<noembed>never</noembed>",
        "<datalist><option>never</datalist>",
        "<template><template>never</template>never</template>",
        "<script><!-- <script>never</script> --></script>",
        "<!-- never --!>",
        "<!->",
        "<!never>",
        "</ never>",
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

_TAGS = (
    "p div b i a table tr td th caption colgroup col tbody svg title style script math mi mo mtext annotation-xml "
    "foreignObject desc br pre listing textarea select option optgroup template noscript li ul ol h1 form iframe body "
    "html head xmp plaintext frameset frame noframes noembed button object ruby rt rp nobr font center dl dd dt img "
    "input hr image marquee applet span section details summary fieldset legend meta link base address datalist "
    "mglyph malignmark path wbr"
).split()
_PIECES = [
    *("<!--", "-->", "--!>", "<!-->", "<![CDATA[", "]]>", "<?x?>", "<!doctype html>", "<!x>", "</>", "<", ">", "</br>"),
    *("&amp;", "&notit", "&lt", "&#65", "&nbsp;", "&", "&#0;", "&#x80;", "&#xD800;", "&#x110000;", "&NotEqualTilde;"),
    *("a", "b  c", "é", "😀", "\ufffd", "\ud800", " ", "\n", "\r\n", "\r", "\0", "\x0c", "\x1b", '"', "'", "/", "="),
    *('<a b="', "<p class='", "<font color=1>", "<annotation-xml encoding=text/html>", "<input type=hidden>", "<svg/>"),
    *(
        "<br/>",
        "<title/>",
        "<script/>",
        "<svg><title>",
        "<svg><desc>",
        "<script><!--<script>",
        "<a\0b>",
        "<a \ud800=\0>",
    ),
]

soup = st.lists(
    st.sampled_from(_TAGS).map("<{}>".format) | st.sampled_from(_TAGS).map("</{}>".format) | st.sampled_from(_PIECES),
    max_size=16,
).map("".join)
"""Markup of all kinds in any order."""

_KINDS = {"heading": "h2", "list_item": "li", "quote": "blockquote", "preformatted": "pre"}
_WRITTEN = {"“": "&ldquo;", "’": "&#8217;", "é": "&#xE9;", "—": "&mdash;", "\xa0": "&nbsp;"}


def page_of(article: Document, published: str) -> str:
    """A page of a news site with an article on it: menu, header, related links, footer, the day in JSON-LD.

    Its blocks are the article's. Some words are in links or bold, some characters are references, lines
    are broken where a blank is.
    """
    titles = [finding.payload.text for finding in article[TITLE]]
    body = "\n".join(_element(article.slice(block), block.payload.kind, titles) for block in article[BLOCKS])
    head = "".join(f"<title>{html.escape(title)} | The Example</title>" for title in titles)
    data = json.dumps({"@graph": [{"@type": "NewsArticle", "datePublished": published}]})
    return f"""<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8">{head}
<script type="application/ld+json">{data}</script>
<style>p {{ margin: 0 }}</style></head>
<body>
<nav><ul><li><a href="/">Home</a><li><a href="/world">World &amp; more</a></ul></nav>
<header><a href="/">The Example</a><svg><title>Logo</title><path d="M0"/></svg></header>
<main><article>{body}</article></main>
<aside class="related"><h3>Related</h3><ul><li><a href="/1">Gas rose</a><li><a href="/2">Wind fell</a></ul></aside>
<footer><p>&copy; The Example</p><script>var never = "</p>";</script></footer>
</body></html>
"""


def _element(text: str, kind: str, titles: list[str]) -> str:
    tag = "h1" if text.lstrip("# ") in titles else _KINDS.get(kind, "p")
    if kind == "heading":
        text = text.lstrip("# ")
    words = [html.escape(word) for word in text.split()]
    for place in range(5, len(words), 7):
        words[place] = f'<a href="/story?a=1&amp;b=2">{words[place]}</a>'
    for place in range(3, len(words), 11):
        words[place] = f"<b>{words[place]}</b>"
    written = "".join(_WRITTEN.get(character, character) for character in " ".join(words))
    return f"<{tag}>{written.replace('. ', '.' + chr(10) + '  ')}</{tag}>"
