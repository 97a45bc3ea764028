"""LANGUAGE: what language a document is in: as the caller says, else as the page says, unless its words differ."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any

import attrs

from geobrief._descriptors import Analyzer, Example, Resources, Rule, Run
from geobrief._document import Diagnostic, Document
from geobrief._layer import Filled
from geobrief._span import Evidence, Finding
from geobrief.vocabulary import LANGUAGE, PAGE_METADATA, Language, PageMetadata

__all__ = ["LANGUAGE_CHECK", "Languages"]

_RULES = (
    Rule(
        id="language/given",
        summary="The language that the caller gives is believed: as an ISO 639 code, a tag such as en-GB, or a name.",
        example=Example(text="Oil fell.", finds="en-GB", given={"language": "en-GB"}),
        source="the caller; tags as in BCP 47 (RFC 5646)",
    ),
    Rule(
        id="language/page",
        summary=(
            "The language that a page names is believed, unless its words or script clearly tell another: "
            "the attribute lang of html, og:locale, content-language, inLanguage."
        ),
        example=Example(text='<html lang="de"><p>Der Preis für Öl fiel am Montag.', finds="de"),
        source="HTML Living Standard, 3.2.6.2; The Open Graph protocol, ogp.me; schema.org, inLanguage",
    ),
    Rule(
        id="language/script",
        summary="A script in which hardly any other language is written tells the language.",
        example=Example(text="Η τιμή του πετρελαίου έπεσε.", finds="Η"),
        source="Unicode 16, Blocks.txt",
    ),
    Rule(
        id="language/words",
        summary="The language whose articles, prepositions and pronouns the text uses most.",
        example=Example(text="The price of oil fell on Monday.", finds="The"),
        source="after Grefenstette (1995), Comparing two language identification schemes: the small-word technique",
    ),
    Rule(
        id="language/undetermined",
        summary="A text with too few such words, such as a headline or a table, is of no language that can be told.",
        example=Example(text="Oil $64.20", finds=""),
        source="ISO 639-2, code und",
    ),
)

_SAMPLE = 2_000
"""Code points read at the beginning and in the middle: about 650 words."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FOREIGN = re.compile("[^\x00-\u036f\u2000-\u2bff]+")  # all but Latin letters, punctuation and symbols
_TAG = re.compile(r"[a-z]{2,3}(?=$|[-_])")

_LEAST_VOTES = 1.0
"""Votes from which a text is in a language: one word that no other language has, or several that few have."""

_LEAST_FOREIGN = 4
"""Function words from which a text is not English, three of them different: a name like "de la Cruz" is no Spanish."""

_DENSITY = 0.08
"""The share of function words in a text from which its language is told; running text has 0.15 or more."""

_CLEAR = 3
"""How many times the votes of the language that a page names those of another must have to go before it: many pages
name English whatever they are, and neighbours share words."""

_SAID = ("lang", "og:locale", "content-language", "inLanguage")
"""Where pages name their language, the most reliable first."""

_SHOWN = 5
"""How many words are given as evidence."""


@attrs.frozen
class Languages:
    """What is known of languages: their function words, with the vote of each, their scripts, and their names."""

    votes: Mapping[str, tuple[tuple[str, float], ...]]
    scripts: re.Pattern[str]
    names: Mapping[str, str]
    checked: frozenset[str]

    @classmethod
    def known(cls) -> Languages:
        """The languages in `data/languages.toml`."""
        tables = tomllib.loads(files("geobrief.analyzers").joinpath("data/languages.toml").read_text("utf-8"))
        scripts = tables.pop("scripts")
        words = {code: dict.fromkeys(table["words"].split()) for code, table in tables.items()}
        shared = Counter(word for of_language in words.values() for word in of_language)
        votes: dict[str, list[tuple[str, float]]] = {}
        for code, of_language in words.items():
            for word in of_language:
                votes.setdefault(word, []).append((code, 1 / shared[word]))
        return cls(
            {word: tuple(of_word) for word, of_word in votes.items()},
            re.compile("|".join(f"(?P<{code}>[{_class(ranges)}]+)" for code, ranges in scripts.items())),
            {name: code for code, table in tables.items() for name in (*table["iso"].split(), table["name"].lower())},
            frozenset({*tables, *scripts}),
        )

    def code(self, given: str) -> str | None:
        """The ISO 639-1 code of a language as people give it, None if it can't be one.

        >>> [Languages.known().code(given) for given in ("en_GB", "eng", "English", "und", "?")]
        ['en', 'en', 'en', 'und', None]
        """
        name = given.strip().lower()
        tag = _TAG.match(name)
        code = tag.group() if tag else name
        return self.names.get(code) or (code if tag else None)

    def said(self, metadata: Iterable[Finding[PageMetadata]]) -> Finding[Language] | None:
        """The language that a page names; all that name it are evidence."""
        found: dict[str, list[tuple[int, Evidence]]] = {}
        for finding in metadata:
            name = finding.payload.name.rpartition(".")[2]
            code = self.code(finding.payload.value) if name in _SAID else None
            if code is not None and code != "und":
                found.setdefault(code, []).append((_SAID.index(name), finding.evidence[0]))
        if not found:
            return None
        code = min(found, key=lambda code: min(rank for rank, _ in found[code]))
        evidence = tuple(evidence for _, evidence in sorted(found[code], key=lambda place: place[0]))
        return Finding(Language(code), "language/page", evidence)

    def overrules(self, text: str, told: str, said: str) -> bool:
        """Whether the language that a text's words tell goes before the one that its page says.

        Of a language that the check doesn't know, neighbours that it does know are no rivals, but English is.
        """
        if said not in self.checked and told != "en":
            return False
        votes: defaultdict[str, float] = defaultdict(float)
        for word in _WORD.findall(_sample(text)):
            for code, vote in self.votes.get(word, ()):
                votes[code] += vote
        return votes[told] >= _CLEAR * votes[said]

    def of(self, text: str) -> Finding[Language]:
        """The language that a text seems to be in, `und` if it can't be told.

        >>> Languages.known().of("Der Preis für Öl ist am Montag nicht gestiegen.").payload.code
        'de'
        """
        sample = _sample(text)
        return self._by_script(text, sample) or self._by_words(text, sample) or _UNDETERMINED

    def _by_script(self, text: str, sample: str) -> Finding[Language] | None:
        foreign = "".join(_FOREIGN.findall(sample))
        letters = sum(map(str.isalpha, sample)) if foreign else 0
        if not foreign or 2 * len(foreign) < letters:
            return None
        lengths: Counter[str] = Counter()
        for match in self.scripts.finditer(foreign):
            lengths[str(match.lastgroup)] += len(match.group())
        if not lengths:
            return None
        if lengths["ja"] * 10 >= lengths["zh"] > 0 < lengths["ja"]:
            lengths["ja"] += lengths.pop("zh")
        code, most = min(lengths.items(), key=lambda item: (-item[1], item[0]))
        if 2 * most < letters:
            return None
        first = next(match for match in self.scripts.finditer(text) if match.lastgroup == code)
        evidence = Evidence(first.start(), first.end())
        return Finding(Language(code, most / max(letters, most)), "language/script", (evidence,))

    def _by_words(self, text: str, sample: str) -> Finding[Language] | None:
        counts = Counter(_WORD.findall(_normal(sample)))
        votes: defaultdict[str, float] = defaultdict(float)
        times: Counter[str] = Counter()
        kinds: Counter[str] = Counter()
        for word, count in counts.items():
            for code, vote in self.votes.get(word, ()):
                votes[code] += vote * count
                times[code] += count
                kinds[code] += 1
        if not votes:
            return None
        (code, most), (_, second) = sorted([*votes.items(), ("", 0.0)], key=lambda item: (-item[1], item[0]))[:2]
        if most < _LEAST_VOTES or times[code] < _DENSITY * counts.total():
            return None
        if code != "en" and (times[code] < _LEAST_FOREIGN or kinds[code] < 3 or most < 2 * votes["en"]):
            return None
        return Finding(Language(code, most / (most + second)), "language/words", self._words(text, code))

    def _words(self, text: str, code: str) -> tuple[Evidence, ...]:
        """The first few words of a language, each where it stands first."""
        found: dict[str, Evidence] = {}
        for start, end in _sampled(len(text)):
            for match in _WORD.finditer(text, start, end):
                word = _normal(match.group())
                if word not in found and any(voted == code for voted, _ in self.votes.get(word, ())):
                    found[word] = Evidence(match.start(), match.end())
                    if len(found) == _SHOWN:
                        return tuple(found.values())
        return tuple(found.values())


_UNDETERMINED = Finding(Language("und"), "language/undetermined")


def _class(ranges: list[list[int]]) -> str:
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


def _normal(words: str) -> str:
    return words.lower().replace("’", "'")


def _sample(text: str) -> str:
    return "\n".join(text[start:end] for start, end in _sampled(len(text)))


def _sampled(length: int) -> list[tuple[int, int]]:
    """The ranges of a text that are read: its beginning, which may be a menu, and its middle."""
    if length <= 2 * _SAMPLE:
        return [(0, length)]
    middle = (length - _SAMPLE) // 2
    return [(0, _SAMPLE), (max(middle, _SAMPLE), max(middle, _SAMPLE) + _SAMPLE)]


def _prepare(registry: Resources, options: Mapping[str, Any]) -> Run:
    languages = Languages.known()

    def run(doc: Document) -> Iterator[Filled[Language] | Diagnostic]:
        given = str(doc.metadata.get("language") or "")
        code = languages.code(given)
        if code is not None:
            evidence = Evidence(0, len(given), "given:language")
            yield LANGUAGE([Finding(Language(code), "language/given", (evidence,))])
            return
        if given:
            message = f"the given language {given:.40} is ignored: it is neither an ISO 639 code nor a known name"
            yield Diagnostic("language/ignored", message)
        told = languages.of(doc.text)
        said = languages.said(doc.get(PAGE_METADATA))
        if said is None or said.payload.code == told.payload.code:
            yield LANGUAGE([said or told])
        elif told.payload.code != "und" and languages.overrules(doc.text, told.payload.code, said.payload.code):
            message = f"the page names its language {said.payload.code}, and its words are {told.payload.code}"
            yield Diagnostic("language/page-ignored", message)
            yield LANGUAGE([told])
        else:
            yield LANGUAGE([said])

    return run


LANGUAGE_CHECK = Analyzer(
    name="language", provides=(LANGUAGE,), optional=(PAGE_METADATA,), prepare=_prepare, rules=_RULES
)
