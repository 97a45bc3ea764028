"""SENTENCES: where each sentence begins and ends, block by block."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any

import attrs

from geobrief._descriptors import Analyzer, Example, Resources, Rule, Run
from geobrief._document import Document
from geobrief._layer import Filled
from geobrief._span import Span
from geobrief.vocabulary import BLOCKS, SENTENCES, Block, Sentence

__all__ = ["SENTENCE_SPLITTER", "Splitter"]

_RULES = (
    Rule(
        id="sentences/mark",
        summary=(
            "A full stop, question or exclamation mark or ellipsis ends a sentence if what follows can begin one; "
            "the stop of an abbreviation, an initial or a number doesn't."
        ),
        example=Example(text="Gen. J. Smith met U.S. envoys. Oil rose 1.5%.", finds="Gen. J. Smith met U.S. envoys."),
        source="after Grefenstette and Tapanainen (1994), What is a word, what is a sentence?",
    ),
    Rule(
        id="sentences/block",
        summary="What is left at the end of a block is a sentence, with or without a mark at its end.",
        example=Example(text="Oil rose. Gas fell", finds="Gas fell"),
        source="a sentence doesn't go on in another block",
    ),
    Rule(
        id="sentences/heading",
        summary="A heading is one sentence.",
        example=Example(
            text="# What Now? Talks. And More Talks\n\nOil fell.", finds="# What Now? Talks. And More Talks"
        ),
        source="convention of headlines, which have no full stop at their end",
    ),
)

_WIDE = "。！？｡"  # a blank needn't follow these
# Every match is taken whole, so that a run of marks or closing brackets is read once.
_MARK = re.compile(rf"([.!?…‽؟।॥۔{_WIDE}]+)[\"'”’»›)\]}}」』）】]*")
_NEXT = re.compile(r"\s*[\"'“‘„«‹(\[{¿¡「『（【]{0,4}([^\W_]{0,24})(.?)", re.DOTALL)
_ACRONYM = re.compile(r"(?:[^\W\d_]{1,3}\.){1,5}[^\W\d_]{1,2}")  # U.S, a.m, Ph.D
_CLOSING_QUOTES = "\"'”’»›"
_OPENING = "\"'“‘„«‹([{¿¡"
_JOINTS = re.compile("[-–—/]")
_LONGEST_WORD = 24  # code points looked at before a full stop; abbreviations are shorter

_SENTENCE = Sentence()


@attrs.frozen
class Splitter:
    """Splits text into sentences, by what it knows of abbreviations.

    `abbreviations` says of each what follows it (`name`, `number` or `either`), `openers` are words
    that begin sentences, `speech` the verbs after direct speech.
    """

    abbreviations: Mapping[str, str]
    openers: frozenset[str]
    speech: re.Pattern[str]

    @classmethod
    def english(cls) -> Splitter:
        """The splitter with the words in `data/sentences.toml`."""
        words = tomllib.loads(files("geobrief.analyzers").joinpath("data/sentences.toml").read_text("utf-8"))
        kinds = {"name": "before_name", "number": "before_number", "either": "either"}
        return cls(
            {word: kind for kind, table in kinds.items() for word in words[table].split()},
            frozenset(words["openers"].split()),
            re.compile(rf"\s*(?:[\w.’'-]{{1,30}}\s+){{0,4}}(?:{'|'.join(words['speech'].split())})\b"),
        )

    def split(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The sentences between `start` and `end`, code points, half-open; disjoint, and only blanks between them.

        `start` and `end - 1` are places of characters that aren't white space.

        >>> text = 'He met Gen. Lee at 9 a.m. in Seoul. "Why?" Lee asked. It rained.'
        >>> [text[a:b] for a, b in Splitter.english().split(text, 0, len(text))]
        ['He met Gen. Lee at 9 a.m. in Seoul.', '"Why?" Lee asked.', 'It rained.']
        """
        for mark in _MARK.finditer(text, start, end):
            stop = mark.end()
            if stop < end and self._ends(text, start, end, mark):
                yield start, stop
                start = stop
                while text[start].isspace():
                    start += 1
        yield start, end

    def _ends(self, text: str, start: int, end: int, mark: re.Match[str]) -> bool:
        """Whether a mark, with the closing quotes and brackets behind it, ends the sentence begun at `start`."""
        stop, marks = mark.end(), mark.group(1)
        if marks[-1] in _WIDE:
            return True
        following = _NEXT.match(text, stop, end)
        assert following  # it matches the empty string
        word, beyond = following.groups()
        if not text[stop].isspace():
            return marks == "." and _is_glued(text, mark.start(), stop)
        if not word:
            return beyond not in ".,;:!?…)]"
        if word[0].islower():
            return False
        if marks == ".":
            return self._full_stop_ends(text, start, mark.start(), word, beyond)
        if marks[0] in ".…" and word == "I":
            return False  # "I … I don't know"
        if text[stop - 1] in _CLOSING_QUOTES and word not in self.openers and self.speech.match(text, stop, end):
            return False  # "Why?" Lee asked
        return self._word_before(text, start, mark.end(1)) not in self.abbreviations

    def _full_stop_ends(self, text: str, start: int, place: int, word: str, beyond: str) -> bool:
        before = self._word_before(text, start, place)
        if not before:
            return True
        if before[-1].isdigit():
            return place - len(before) > start  # a number at the beginning counts a point in a list
        follows = self.abbreviations.get(f"{before}.")
        if follows is None and before.isupper():
            is_initial = len(before) == 1
            follows = "either" if is_initial else self.abbreviations.get(f"{before.capitalize()}.")
        if follows is None and _ACRONYM.fullmatch(before):
            follows = "either"
        if follows is None:
            return True
        if follows == "either":
            return word in self.openers and beyond != "."
        return follows == "number" and not word[0].isdigit()

    @staticmethod
    def _word_before(text: str, start: int, place: int) -> str:
        """The word that ends at `place`, without what is joined to it in front: "ex-Sen" is "Sen"."""
        near = text[max(start, place - _LONGEST_WORD) : place]
        if not near or near[-1].isspace():
            return ""
        word = near.split()[-1].lstrip(_OPENING)
        return word if word.isalnum() else _JOINTS.split(word)[-1]


def _is_glued(text: str, place: int, stop: int) -> bool:
    """Whether a full stop ends a sentence though no blank follows: "the region.The visit", not "example.Com"."""
    near, after = text[max(place - _LONGEST_WORD, 0) : place], text[stop : stop + 2]
    word = near.split()[-1] if near[-1:].isalpha() else ""
    return len(word) > 2 and word.isalpha() and word.islower() and after[:1].isupper() and after[1:].islower()


def _spans(text: str, blocks: Iterable[Span[Block]], splitter: Splitter) -> Iterator[Span[Sentence]]:
    for block in blocks:
        if block.payload.kind == "heading":
            yield Span(block.start, block.end, _SENTENCE, "sentences/heading")
            continue
        for start, end in splitter.split(text, block.start, block.end):
            rule = "sentences/mark" if end < block.end else "sentences/block"
            yield Span(start, end, _SENTENCE, rule)


def _prepare(registry: Resources, options: Mapping[str, Any]) -> Run:
    splitter = Splitter.english()

    def run(doc: Document) -> Iterator[Filled[Sentence]]:
        yield SENTENCES(_spans(doc.text, doc[BLOCKS], splitter))

    return run


SENTENCE_SPLITTER = Analyzer(
    name="sentences", provides=(SENTENCES,), requires=(BLOCKS,), prepare=_prepare, rules=_RULES
)
