"""Spans: their order, and queries that equal the naive loop's."""

from __future__ import annotations

import copy
import math
import pickle
import random

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st
from strategies import finite, span_sets, spans

from geobrief import Evidence, Ref, Span, SpanSet
from geobrief.vocabulary import Language

LENGTH = 20
anywhere = st.integers(-3, LENGTH + 3)
few_payloads = st.sampled_from("ab")


@given(st.lists(spans(LENGTH, few_payloads)))
def test_spans_are_sorted_and_equal_ones_kept_once(given_spans: list[Span[str]]) -> None:
    expected = sorted(set(given_spans), key=lambda span: (span.start, span.end, span.rule, span.payload))
    assert list(SpanSet(given_spans)) == expected


@given(st.lists(spans(LENGTH, few_payloads)), st.randoms(use_true_random=False))
def test_the_order_in_which_spans_come_is_no_matter(given_spans: list[Span[str]], shuffler: random.Random) -> None:
    shuffled = given_spans * 2
    shuffler.shuffle(shuffled)
    assert SpanSet(shuffled) == SpanSet(given_spans)
    assert hash(SpanSet(shuffled)) == hash(SpanSet(given_spans))


@given(span_sets(LENGTH), anywhere, anywhere)
def test_queries_equal_the_naive_loop_for_any_range(these: SpanSet[str], start: int, end: int) -> None:
    assert these.overlapping(start, end) == tuple(s for s in these if s.start < end and start < s.end)
    assert these.covering(start, end) == tuple(s for s in these if s.start <= start and end <= s.end)
    assert these.covered_by(start, end) == tuple(s for s in these if start <= s.start and s.end <= end)
    assert these.colocated(start, end) == tuple(s for s in these if (s.start, s.end) == (start, end))


@given(span_sets(LENGTH), anywhere)
def test_one_code_point_is_overlapped_by_what_covers_it(these: SpanSet[str], start: int) -> None:
    assert these.overlapping(start, start + 1) == these.covering(start, start + 1)


@given(span_sets(LENGTH))
def test_a_set_is_a_sequence_of_its_spans(these: SpanSet[str]) -> None:
    assert [these[index] for index in range(len(these))] == list(these) == list(these[:])
    assert list(reversed(these)) == list(these)[::-1]
    assert all(span in these for span in these)
    assert repr(these) == f"SpanSet({list(these)!r})"
    assert eval(repr(these)) == these


@given(span_sets(LENGTH))
def test_pickles_and_copies_are_equal_and_answer_alike(these: SpanSet[str]) -> None:
    these.overlapping(0, LENGTH)  # what queries keep is not in the way
    for twin in (pickle.loads(pickle.dumps(these)), copy.copy(these), copy.deepcopy(these)):
        assert twin == these
        assert twin.overlapping(2, 5) == these.overlapping(2, 5)


def test_a_set_without_spans_answers_every_query() -> None:
    nothing: SpanSet[str] = SpanSet()
    for query in (nothing.overlapping, nothing.covering, nothing.covered_by, nothing.colocated):
        assert query(0, 5) == ()


def test_spans_and_sets_cant_be_changed() -> None:
    these = SpanSet([Span(0, 1, "a", "r")])
    with pytest.raises(AttributeError):
        these[0].start = 5  # type: ignore[misc]
    with pytest.raises(AttributeError):
        these._spans = ()  # type: ignore[misc]
    with pytest.raises(TypeError):
        these[0] = these[0]  # type: ignore[index]


def test_the_tie_of_spans_that_differ_in_payload_only_is_broken_by_the_payload() -> None:
    one, two = Span(0, 1, 2, "r"), Span(0, 1, 10, "r")
    assert list(SpanSet([one, two])) == [two, one]  # by repr
    assert list(SpanSet([two, one], tiebreak=lambda payload: f"{payload:02}")) == [one, two]


@given(finite)
def test_scores_are_rounded_when_they_are_made(score: float) -> None:
    weight = Evidence(0, 1, weight=score).weight
    assert weight is not None
    assert weight == round(score, 6)
    assert math.copysign(1, weight) == 1 or weight < 0  # no -0.0
    assert Language("en", score).score == weight


@pytest.mark.parametrize("score", [math.nan, math.inf, -math.inf])
def test_a_score_that_isnt_finite_is_refused(score: float) -> None:
    with pytest.raises(ValueError, match="can't be saved"):
        Evidence(0, 1, weight=score)


def test_absent_scores_stay_absent() -> None:
    assert Evidence(0, 1).weight is None
    assert Language("en").score is None


def test_places_and_refs_are_values() -> None:
    assert Ref("dates", 0) == Ref("dates", 0)
    assert len({Evidence(0, 1), Evidence(0, 1), Evidence(0, 1, "source")}) == 2


@pytest.mark.parametrize("is_covered", [False, True])
def test_queries_take_linear_time_even_if_one_span_covers_the_rest(is_covered: bool) -> None:
    def make(n: int) -> SpanSet[str]:
        covering = [Span(0, 10 * n, "all", "r")] if is_covered else []
        return SpanSet([*covering, *(Span(10 * i, 10 * i + 5, "a", "r") for i in range(n))])

    def ask(these: SpanSet[str]) -> None:
        for span in these[1:]:
            for query in (these.overlapping, these.covering, these.covered_by, these.colocated):
                query(span.start, span.end)

    assert_linear(ask, make, 500)


def test_a_colocated_span_is_found_among_many_that_begin_alike() -> None:
    def make(n: int) -> SpanSet[str]:
        return SpanSet(Span(0, 1 + i, "a", "r") for i in range(n))

    assert_linear(lambda these: [these.colocated(0, span.end) for span in these], make, 500)
