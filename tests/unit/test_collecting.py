"""The collector of garbage is paused inside, and runs afterwards as before."""

import gc

import pytest

from dragoman.collecting import paused_collector


def test_it_is_paused_inside_and_runs_after_an_error() -> None:
    with pytest.raises(ValueError, match="odd"), paused_collector():
        assert not gc.isenabled()
        raise ValueError("odd")
    assert gc.isenabled()


def test_who_paused_it_before_finds_it_paused() -> None:
    with paused_collector():
        with paused_collector():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
