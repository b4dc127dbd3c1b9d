"""Sources of every kind with a few bytes changed end in pages or rejections, for ``DRAGOMAN_FUZZ_SECONDS``."""

import io

from hypothesis import given
from hypothesis import strategies as st
from tests.property.fuzzing import QUIETLY, in_time, repeat
from tests.property.test_sources import CHANGES, SEEDS, change

from dragoman.model import Page, Rejected
from dragoman.reading.sources.opening import read_stream
from dragoman.reading.sources.origin import Origin

ANOTHER_NAME = st.one_of(st.none(), st.sampled_from(sorted(SEEDS)))


def test_sources_of_every_kind_end_in_pages_and_rejections():
    @QUIETLY
    @given(st.sampled_from(sorted(SEEDS)), ANOTHER_NAME, CHANGES)
    def read(seed, name, changes):
        name = name or seed
        stream = io.BytesIO(change(SEEDS[seed], changes))
        found = in_time(lambda: list(read_stream(stream, Origin("a", name), name=name)))
        assert all(isinstance(page, Page | Rejected) for page in found)

    repeat(read)
