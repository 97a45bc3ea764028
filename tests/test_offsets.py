"""Offset maps: the way from a text back to its source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief import GeobriefError, OffsetMap
from geobrief.errors import OffsetError


@st.composite
def maps(draw: st.DrawFn) -> tuple[OffsetMap, list[tuple[int, int]]]:
    """A map, and for each character of its text the range of the source that it came from."""
    pieces, at = [], 0
    sizes = st.tuples(st.integers(1, 4), st.integers(0, 3), st.integers(0, 4))
    for length, skipped, collapsed in draw(st.lists(sizes, min_size=1)):
        pieces.append((length, at + skipped, at + skipped + length + collapsed))
        at = pieces[-1][2]
    if draw(st.booleans()):  # as when HTML moves text
        pieces = draw(st.permutations(pieces))
    runs: list[tuple[int, int, int]] = []
    homes: list[tuple[int, int]] = []
    for length, start, end in pieces:
        runs.append((len(homes), start, end))
        homes += [(start + i, start + i + 1) if end - start == length else (start, end) for i in range(length)]
    return OffsetMap(len(homes), runs), homes


@given(maps(), st.data())
def test_a_range_maps_to_the_hull_of_its_characters(
    made: tuple[OffsetMap, list[tuple[int, int]]], data: st.DataObject
) -> None:
    offsets, homes = made
    start = data.draw(st.integers(0, len(homes) - 1))
    end = data.draw(st.integers(start + 1, len(homes)))
    assert offsets.source_range(start, end) == (
        min(low for low, _ in homes[start:end]),
        max(high for _, high in homes[start:end]),
    )


@given(maps())
def test_each_character_maps_by_itself_and_the_source_must_hold_them_all(
    made: tuple[OffsetMap, list[tuple[int, int]]],
) -> None:
    offsets, homes = made
    assert [offsets.source_range(i, i + 1) for i in range(len(homes))] == homes
    needed = max(high for _, high in homes)
    assert offsets.fits(needed)
    assert not offsets.fits(needed - 1)
    assert not offsets.is_identity


@given(st.integers(1, 50), st.data())
def test_without_runs_the_text_is_the_source(length: int, data: st.DataObject) -> None:
    offsets = OffsetMap(length)
    start = data.draw(st.integers(0, length - 1))
    assert offsets.is_identity
    assert offsets.source_range(start, length) == (start, length)
    assert offsets.fits(length)
    assert not offsets.fits(length + 1)
    assert OffsetMap(0).fits(length)  # a page without text


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 2), (0, 6), (5, 6)])
@pytest.mark.parametrize("runs", [(), [(0, 0, 5)]])
def test_a_range_outside_the_text_is_refused(runs: list[tuple[int, int, int]], start: int, end: int) -> None:
    with pytest.raises(OffsetError, match=f"range {start}–{end} doesn't lie in a text of 5 code points"):
        OffsetMap(5, runs).source_range(start, end)


@pytest.mark.parametrize(
    "runs",
    [
        [(1, 0, 5)],  # doesn't begin at 0
        [(0, 0, 2), (0, 2, 5)],  # not in order
        [(0, 0, 3), (3, 3, 5), (2, 5, 6)],
        [(0, 0, 3), (5, 3, 4)],  # reaches beyond the text
        [(0, 3, 1)],  # ends before it begins
        [(0, -1, 4)],
    ],
)
def test_runs_that_make_no_map_are_refused(runs: list[tuple[int, int, int]]) -> None:
    with pytest.raises(GeobriefError, match="runs that don't cover a text of 5 code points in order"):
        OffsetMap(5, runs)


def test_maps_are_equal_by_length_and_runs() -> None:
    assert OffsetMap(5, [[0, 0, 5]]) == OffsetMap(5, [(0, 0, 5)])  # from JSON, too
    assert OffsetMap(5) != OffsetMap(6)
    assert hash(OffsetMap(5)) == hash(OffsetMap(5))
