"""How long tests with invented input go on: once, or for ``DRAGOMAN_FUZZ_SECONDS`` each, as in CI."""

import os
import time

from hypothesis import HealthCheck, settings

SECONDS = float(os.environ.get("DRAGOMAN_FUZZ_SECONDS", "0"))
QUIETLY = settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
_MOST = 10.0
"""Seconds of processor time that no invented page may take; they are short, so it would be a page that hangs."""


def repeat(test):
    """Run a test once, and again until the seconds asked for are over."""
    stop = time.monotonic() + SECONDS
    test()
    while time.monotonic() < stop:
        test()


def in_time(call, *arguments, **named):
    """Return what a call gives, which may not take longer than a page that hangs."""
    began = time.process_time()
    found = call(*arguments, **named)
    assert time.process_time() - began < _MOST
    return found
