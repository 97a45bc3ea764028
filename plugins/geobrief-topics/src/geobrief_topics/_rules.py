"""The catalogue of the rules that topics come from."""

from __future__ import annotations

from geobrief import Example, Rule

TERM = "topics/term"
AMBIGUOUS = "topics/ambiguous-term"
SCORE = "topics/score"
BLOCK = "topics/block"

RULES = (
    Rule(
        id=TERM,
        summary="A whole word or phrase of a topic's lexicon speaks for the topic; the longest wins, of any topic.",
        example=Example(text="Ministers discussed energy security.", finds="energy security"),
        source="the lexicon's source, named in its file; leftmost-longest matching (POSIX)",
    ),
    Rule(
        id=AMBIGUOUS,
        summary="A word of many senses speaks for a topic if a clear term of the topic stands in the same block, "
        "or several in the document.",
        example=Example(text="Troops beat back the attack.", finds="attack"),
        source="Gale, Church and Yarowsky (1992), One sense per discourse",
    ),
    Rule(
        id=SCORE,
        summary="A topic's score is the probability that an editor would file the text under it, by a logistic "
        "regression over its hits; a lexicon that was never fitted gives none.",
        example=Example(text="Oil prices rose after OPEC cut its output.", finds="Oil prices"),
        source="the model's file, which names the data that it was fitted on",
    ),
    Rule(
        id=BLOCK,
        summary="A block that has hits is scored as if it stood alone.",
        example=Example(text="NATO troops held an exercise.", finds="NATO troops held an exercise."),
        source="the same model as for the document",
    ),
)
