"""Less than FEWEST in common is never a repetition, so that it need not be looked at any closer."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.meaning.stories.sketches import FEWEST, is_repeated, resemblance

sketches = st.sets(st.integers(0, 40), min_size=1, max_size=20).map(lambda values: tuple(sorted(values)))


@given(st.integers(1, 5000), st.integers(1, 5000), st.floats(0, FEWEST, exclude_max=True))
def test_what_resembles_less_is_not_repeated(runs: int, others: int, resembling: float) -> None:
    assert not is_repeated(resembling, runs, others)


@given(sketches, sketches)
def test_texts_resemble_each_other_no_more_than_their_sketches_share(a: tuple[int, ...], b: tuple[int, ...]) -> None:
    assert resemblance(a, b) <= len({*a} & {*b}) / max(len(a), len(b))
