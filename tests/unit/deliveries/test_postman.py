"""Delivering while pages are served: what is due goes out, one at a time, and not to who is shut out."""

import time
from pathlib import Path

import pytest
from tests.unit.deliveries.conftest import LOOPBACK, Receiver, add_page, visit

from dragoman.app import Dragoman
from dragoman.chronicle.following import entries, lists
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.config import Settings
from dragoman.views.cli import postman


def wait_for(receiver: Receiver, number: int) -> None:
    until = time.monotonic() + 20
    while len(receiver.got) < number and time.monotonic() < until:
        time.sleep(0.02)
    assert len(receiver.got) == number


def test_what_comes_while_pages_are_served_is_sent(
    dragoman: Dragoman, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postman, "PAUSE", 0.05)
    dragoman.add_webhook(receiver.address)
    with postman.deliver_meanwhile(dragoman, wanted=True):
        add_page(dragoman, "visit", visit(3))
        wait_for(receiver, 1)
        add_page(dragoman, "another", visit(9))
        wait_for(receiver, 2)


def test_nothing_is_sent_where_that_is_left_to_others(dragoman: Dragoman, receiver: Receiver) -> None:
    dragoman.add_webhook(receiver.address)
    add_page(dragoman, "visit", visit(3))
    with postman.deliver_meanwhile(dragoman, wanted=False):
        time.sleep(0.2)
    assert receiver.got == []
    assert dragoman.deliver_alerts().sent == 1


def test_only_one_delivers_at_a_time_and_the_other_does_not_wait(
    dragoman: Dragoman, store: Path, receiver: Receiver
) -> None:
    dragoman.add_webhook(receiver.address)
    add_page(dragoman, "visit", visit(3))
    other = Dragoman(SqlChronicle(store, sense=load_sense()), settings=Settings(delivery=LOOPBACK))
    with dragoman._chronicle.following.hold():
        began = time.monotonic()
        postman.deliver_once(other)
        assert time.monotonic() - began < 5
        assert receiver.got == []
    postman.deliver_once(other)
    postman.deliver_once(dragoman)
    other.close()
    wait_for(receiver, 1)


def test_a_fault_ends_neither_the_thread_nor_the_server(
    dragoman: Dragoman, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(postman, "PAUSE", 0.02)
    tries: list[int] = []

    def fail(chronicle: Dragoman) -> None:
        tries.append(1)
        raise RuntimeError("a fault")

    monkeypatch.setattr(postman, "deliver_once", fail)
    with postman.deliver_meanwhile(dragoman, wanted=True):
        until = time.monotonic() + 20
        while len(tries) < 2 and time.monotonic() < until:
            time.sleep(0.02)
    assert len(tries) >= 2
    assert "a fault" in caplog.text


def test_nothing_is_sent_to_a_user_who_is_shut_out_until_he_is_let_in(dragoman: Dragoman, receiver: Receiver) -> None:
    dragoman.add_user("olga", "a long enough password", role="admin")
    dragoman.add_user("karim", "a long enough password", role="reader")
    dragoman.follow({"who": "Karim Daler"}, user="karim")
    dragoman.add_webhook(receiver.address, user="karim")
    add_page(dragoman, "visit", visit(3))
    dragoman.disable_user("karim")
    assert dragoman.deliver_alerts().sent == 0
    assert receiver.got == []
    dragoman.enable_user("karim")
    assert dragoman.deliver_alerts().sent == 1


def test_an_import_reads_the_entries_of_a_list_once(dragoman: Dragoman, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bool] = []

    def load(*asked: object, **more: object) -> list[entries.Entry]:
        read.append("only" in more)
        return entries.load_entries(*asked, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(lists, "load_entries", load)
    rows = [{"who": f"Nobody Number{number}"} for number in range(6)]
    made = dragoman.import_lists([*rows, rows[0]], name="many")
    assert made.counts == {"known": 1, "waiting": 6}
    assert read.count(False) == 1, "all entries of the list are read once, and each new one by itself"
