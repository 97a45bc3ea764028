"""geobrief-topics says how much an article is about security, energy and climate, and which words prove it.

Install it, and `geobrief.analyze` fills three layers: `TOPICS`, a finding for each topic; `TOPIC_EVIDENCE`,
every term found; `TOPIC_SCORES`, the scores of each block. Another package adds a topic of its own by
publishing a `Lexicon` as a `geobrief.Resource`.

>>> import geobrief
>>> doc = geobrief.analyze("Oil prices rose after OPEC cut its output.", only=["topics"])
>>> [(finding.payload.topic, finding.payload.role) for finding in doc[TOPICS]][0]
('energy', 'main')
>>> [doc.slice(span) for span in doc[TOPIC_EVIDENCE]]
['Oil prices', 'OPEC']
"""

from geobrief.vocabulary import TOPIC_EVIDENCE, TOPIC_SCORES, TOPICS, Role, Subtopic, Topic, TopicScore, TopicTerm
from geobrief_topics._lexicon import Lexicon, Term
from geobrief_topics._model import Model

__all__ = [
    "TOPICS",
    "TOPIC_EVIDENCE",
    "TOPIC_SCORES",
    "Lexicon",
    "Model",
    "Role",
    "Subtopic",
    "Term",
    "Topic",
    "TopicScore",
    "TopicTerm",
]
