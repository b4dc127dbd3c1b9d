"""Processes that are started beside threads, and end with whoever started them."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from dragoman.runner.starting import make_starter

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a nursery forks, which only Linux does here")
HELD = threading.Lock()
CANARY = "a fork"


def serve(channel) -> None:
    """Answer with the state of a lock, and what the process has in memory, until a number says how to leave."""
    while (given := channel.recv()) is not None:
        if isinstance(given, int):
            sys.exit(given)
        channel.send((HELD.locked(), os.getpid(), CANARY))


@pytest.fixture
def starter():
    made = make_starter(serve)
    yield made
    made.close()


def is_there(number: int) -> bool:
    path = Path(f"/proc/{number}/status")
    return path.exists() and "\nState:\tZ" not in path.read_text()


def test_a_process_that_is_started_beside_threads_has_none_of_their_locks(starter) -> None:
    with HELD:
        child = starter.start()
        child.channel.send("what")
        locked, number, canary = child.channel.recv()
    assert (locked, canary) == (False, "a fork")
    assert number != os.getpid()
    child.channel.send(None)
    assert child.end(5.0) == 0


@pytest.mark.parametrize(("how", "code"), [(3, 3), (None, 0)])
def test_the_way_in_which_a_process_left_is_known(starter, how: int | None, code: int) -> None:
    child = starter.start()
    child.channel.send(how)
    assert child.end(5.0) == code


def test_a_process_that_does_not_end_is_made_to_and_others_are_left_alone(starter) -> None:
    one, other = starter.start(), starter.start()
    one.channel.send("what")
    number = one.channel.recv()[1]
    os.kill(number, signal.SIGSTOP)
    assert one.end(0.1) == -signal.SIGKILL
    assert not is_there(number)
    other.channel.send("what")
    assert other.channel.recv()[0] is False
    other.channel.send(None)
    assert other.end(5.0) == 0


def test_with_the_starter_all_that_it_started_end() -> None:
    starter = make_starter(serve)
    child = starter.start()
    child.channel.send("what")
    number = child.channel.recv()[1]
    starter.close()
    stop = time.monotonic() + 5
    while is_there(number) and time.monotonic() < stop:
        time.sleep(0.02)
    assert not is_there(number)


def _write_canary() -> None:
    global CANARY
    CANARY = "loaded once"


def test_what_is_loaded_beforehand_is_there_in_every_process_and_not_here() -> None:
    starter = make_starter(serve, _write_canary)
    for child in (starter.start(), starter.start()):
        child.channel.send("what")
        assert child.channel.recv()[2] == "loaded once"
    assert CANARY == "a fork"
    starter.close()


def _fail() -> None:
    raise RuntimeError("a table is wrong")


def test_where_loading_fails_processes_start_nevertheless() -> None:
    starter = make_starter(serve, _fail)
    child = starter.start()
    child.channel.send("what")
    assert child.channel.recv()[2] == "a fork"
    starter.close()


def test_a_nursery_that_somebody_ended_is_replaced(starter) -> None:
    child = starter.start()
    os.kill(starter._process.pid, signal.SIGKILL)
    starter._process.join()
    other = starter.start()
    child.channel.send(None)
    assert child.end(0.1) is None, "nobody knows how it left"
    other.channel.send("what")
    assert other.channel.recv()[1] != os.getpid()
    other.channel.send(None)
    assert other.end(5.0) == 0
