"""Lexicons: the words that speak for a topic, as data that people can read and edit."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files

import attrs

from geobrief_topics._model import Model


@attrs.frozen(kw_only=True)
class Term:
    """A word or phrase, how strongly it speaks for the topic, and the subtopic that it belongs to.

    It is matched as whole words, in any case unless it is written with capitals: then exactly so.
    Hyphens and blanks are one; plurals are added. An `ambiguous` term counts only in a block that has
    another, clear term of the topic: in one discourse a word keeps one sense (Gale, Church and
    Yarowsky 1992). A term of weight 0 is another sense: it masks what it covers.
    """

    text: str
    weight: float = attrs.field(validator=attrs.validators.ge(0))
    subtopic: str | None = None
    ambiguous: bool = False


@attrs.frozen(kw_only=True)
class Lexicon:
    """The terms of one topic, where they come from, and the fitted model, if there is one.

    Publish it as a `geobrief.Resource` of this type, and the topics analyzer reads it, too. Without a
    model its topic has no score.

    >>> toml = '''
    ... topic = "migration"
    ... source = "Written for this example"
    ... licence = "CC0-1.0"
    ... [subtopics]
    ... asylum = "Asylum and refugees"
    ... [[terms]]
    ... subtopic = "asylum"
    ... weight = 3
    ... terms = ["asylum seeker"]
    ... '''
    >>> Lexicon.from_toml(toml).terms
    (Term(text='asylum seeker', weight=3.0, subtopic='asylum', ambiguous=False),)
    """

    topic: str
    source: str
    licence: str
    subtopics: Mapping[str, str]
    terms: tuple[Term, ...]
    model: Model | None = None

    @classmethod
    def from_toml(cls, text: str, *, model: Model | None = None) -> Lexicon:
        """The lexicon that a TOML file holds, in the format of the example.

        Raises `ValueError` if it isn't TOML, lacks a field, has a term twice, or a subtopic that it doesn't define.
        """
        data = tomllib.loads(text)
        try:
            subtopics: dict[str, str] = data.get("subtopics", {})
            terms = tuple(
                Term(
                    text=term,
                    weight=float(group["weight"]),
                    subtopic=group.get("subtopic"),
                    ambiguous=group.get("ambiguous", False),
                )
                for group in data["terms"]
                for term in group["terms"]
            )
            lexicon = cls(
                topic=data["topic"],
                source=data["source"],
                licence=data["licence"],
                subtopics=subtopics,
                terms=terms,
                model=model,
            )
        except KeyError as error:
            raise ValueError(f"the lexicon lacks {error}") from error
        unknown = {term.subtopic for term in terms if term.subtopic} - subtopics.keys()
        if unknown:
            raise ValueError(f"lexicon {lexicon.topic!r} uses subtopics that it doesn't define: {sorted(unknown)}")
        twice = sorted(text for text, count in Counter(term.text for term in terms).items() if count > 1)
        if twice:
            raise ValueError(f"terms stand in lexicon {lexicon.topic!r} more than once: {twice}")
        return lexicon

    @classmethod
    def shipped(cls, topic: str) -> Lexicon:
        """The lexicon of a topic that this package ships, with its model."""
        folder = files("geobrief_topics") / "lexicons"
        model = Model.from_json((folder / f"{topic}.json").read_text("utf-8"))
        return cls.from_toml((folder / f"{topic}.toml").read_text("utf-8"), model=model)
