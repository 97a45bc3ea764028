"""The shared keys and payloads: what plugins agree on without importing one another.

A plugin that provides one of these layers re-exports its key. All offsets are code points, half-open;
intervals of days are half-open, too. Scores and probabilities lie in 0…1 and are rounded to six digits.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

import attrs

from geobrief._layer import DocumentLayer, Layer
from geobrief._span import Ref, rounded, rounded_or_none

__all__ = [
    "BLOCKS",
    "BOILERPLATE",
    "BOILERPLATE_SCORES",
    "DATES",
    "HTML_FEATURES",
    "LANGUAGE",
    "PAGE_METADATA",
    "PUBLISHED",
    "SENTENCES",
    "SET_ASIDE",
    "TITLE",
    "TOPICS",
    "TOPIC_EVIDENCE",
    "TOPIC_SCORES",
    "Block",
    "BlockKind",
    "Boilerplate",
    "BoilerplateKind",
    "BoilerplateScore",
    "DateMention",
    "HtmlFeatures",
    "Language",
    "MetadataVocabulary",
    "PageMetadata",
    "Published",
    "Role",
    "Sentence",
    "Subtopic",
    "TimexMod",
    "TimexType",
    "Title",
    "Topic",
    "TopicScore",
    "TopicTerm",
]

BlockKind: TypeAlias = Literal["paragraph", "heading", "list_item", "quote", "table_cell", "caption", "preformatted"]


@attrs.frozen
class Block:
    """A block of text as a reader sees it; `level` is a heading's, 1 to 6, where it is known."""

    kind: BlockKind
    level: int | None = None


@attrs.frozen
class Sentence:
    """A sentence, or a line such as a heading that stands for one."""


@attrs.frozen
class Language:
    """The language of the document: `code` is ISO 639-1, `"und"` if undetermined.

    `score` says how sure the check was; it is None when page or caller said the language.
    """

    code: str
    score: float | None = attrs.field(default=None, converter=rounded_or_none)

    @property
    def taken_as(self) -> str:
        """The language that analyzers read the text in: one that is undetermined, as in a tweet, is taken for English.

        >>> Language("und").taken_as, Language("de").taken_as
        ('en', 'de')
        """
        return "en" if self.code == "und" else self.code


@attrs.frozen
class Title:
    """The document's title."""

    text: str


MetadataVocabulary: TypeAlias = Literal["html", "meta", "json-ld", "microdata"]


@attrs.frozen
class PageMetadata:
    """Something that a page says of itself.

    `name` is as the page writes it: `og:title` (`meta`: also Open Graph and RDFa), `NewsArticle.datePublished`
    (`json-ld`: the type that it is about, then the property), `datePublished` (`microdata`), and `title`, `lang`,
    `canonical`, `time` (`html`). `value` has its character references resolved.
    """

    vocabulary: MetadataVocabulary
    name: str
    value: str


@attrs.frozen(kw_only=True)
class HtmlFeatures:
    """Where a block stands in its page; what a model of boilerplate needs.

    `path` has the tags of the innermost elements, outermost first, at most twelve, `names` the words of their `class`
    and `id`, lower case, and `depth` says how many elements there are in all. `landmarks` are those of `nav`, `header`,
    `footer`, `aside`, `main`, `article`, `section`, `form`, `figure` and `table` that are around it, each once.
    `link_density` is the share of its characters that are in links. `hidden`: by `hidden`, `aria-hidden` or an inline
    style. `scope` is the innermost `itemprop` around it, `list_position` its place among the items of its list, from 0.
    """

    path: tuple[str, ...]
    names: tuple[str, ...]
    depth: int
    landmarks: tuple[str, ...]
    link_density: float = attrs.field(converter=rounded)
    hidden: bool = False
    scope: str | None = None
    list_position: int | None = None


BoilerplateKind: TypeAlias = Literal[
    "title",
    "byline",
    "dateline",
    "timestamp",
    "caption",
    "credit",
    "ad",
    "navigation",
    "share",
    "subscribe",
    "related",
    "cookie",
    "comments",
    "copyright",
    "paywall",
    "teaser",
    "other",
]

SET_ASIDE: frozenset[BoilerplateKind] = frozenset({"title", "byline", "dateline", "timestamp", "caption", "credit"})
"""The kinds that belong to the page though not to the article's body; all others are litter."""


@attrs.frozen
class Boilerplate:
    """A mark on what is not the article's body: its kind, its probability, and the features that weighed most."""

    kind: BoilerplateKind
    probability: float = attrs.field(converter=rounded)
    reasons: tuple[str, ...] = ()

    @property
    def is_litter(self) -> bool:
        """Whether analyzers should leave it unread.

        >>> Boilerplate("ad", 0.99).is_litter, Boilerplate("caption", 0.9).is_litter
        (True, False)
        """
        return self.kind not in SET_ASIDE


@attrs.frozen
class BoilerplateScore:
    """The probability that a block, or a line of one, is not part of the article's body."""

    score: float = attrs.field(converter=rounded)


TimexType: TypeAlias = Literal["DATE", "TIME", "DURATION", "SET"]
TimexMod: TypeAlias = Literal[
    "BEFORE",
    "AFTER",
    "ON_OR_BEFORE",
    "ON_OR_AFTER",
    "LESS_THAN",
    "MORE_THAN",
    "EQUAL_OR_LESS",
    "EQUAL_OR_MORE",
    "START",
    "MID",
    "END",
    "APPROX",
]


@attrs.frozen(kw_only=True)
class DateMention:
    """A temporal expression, with the attributes of TIMEX3 (TimeML annotation guidelines 1.2.1).

    `earliest` and `latest` bound what it can mean, as days, half-open; they are None for what days
    can't say: references such as PAST_REF, sets, durations without an anchor, years before 1.
    `anchor` is the span or finding that it was resolved against, `ambiguous` the other reading's value.
    """

    type: TimexType
    value: str
    mod: TimexMod | None = None
    quant: str | None = None
    freq: str | None = None
    begin_point: Ref | None = None
    end_point: Ref | None = None
    anchor: Ref | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    in_boilerplate: bool = False
    ambiguous: str | None = None


@attrs.frozen
class Published:
    """A candidate for the day of publication; `value` is what was found, in ISO 8601 (a day, or a time with zone)."""

    date: dt.date
    value: str


Role: TypeAlias = Literal["main", "secondary", "mention"]


@attrs.frozen
class Subtopic:
    """A part of a topic, and its share of the topic's evidence."""

    id: str
    share: float = attrs.field(converter=rounded)


@attrs.frozen(kw_only=True)
class Topic:
    """How much a document is about a topic.

    `score` is the calibrated probability that an editor would file it there, None if the topic was
    never fitted. `role` is `"main"` or `"secondary"` exactly when the score is at least 0.5, and None
    when the topic is absent. `share` is the part of the sentences that speak of it. The score is the
    logistic function of `bias` plus the weights of all evidence: of what is kept, and `rest`.
    """

    topic: str
    score: float | None = attrs.field(converter=rounded_or_none)
    role: Role | None
    calibrated: bool
    share: float = attrs.field(converter=rounded)
    subtopics: tuple[Subtopic, ...] = ()
    bias: float | None = attrs.field(default=None, converter=rounded_or_none)
    rest: float | None = attrs.field(default=None, converter=rounded_or_none)


@attrs.frozen(kw_only=True)
class TopicTerm:
    """A term that speaks for a topic: as its lexicon writes it, the subtopic, the weight in the lexicon."""

    topic: str
    term: str
    subtopic: str | None = None
    weight: float = attrs.field(default=1.0, converter=rounded)


@attrs.frozen
class TopicScore:
    """How much a block is about a topic."""

    topic: str
    score: float = attrs.field(converter=rounded)


BLOCKS = Layer("blocks", Block)
SENTENCES = Layer("sentences", Sentence)
LANGUAGE = DocumentLayer("language", Language)
TITLE = DocumentLayer("title", Title)
PAGE_METADATA = DocumentLayer("page_metadata", PageMetadata)
HTML_FEATURES = Layer("html_features", HtmlFeatures, saved=False)
BOILERPLATE = Layer("boilerplate", Boilerplate, shows="litter")
BOILERPLATE_SCORES = Layer("boilerplate_scores", BoilerplateScore, shows="score")
DATES = Layer("dates", DateMention, shows="interval")
PUBLISHED = DocumentLayer("published", Published)
TOPICS = DocumentLayer("topics", Topic, shows="score")
TOPIC_EVIDENCE = Layer("topic_evidence", TopicTerm, shows="label")
TOPIC_SCORES = Layer("topic_scores", TopicScore, shows="score")
