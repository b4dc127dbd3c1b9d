"""Webhooks: signed, to public numbers alone, tried again, and at least once whatever is killed when."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.unit.deliveries.conftest import LOOPBACK, Receiver, add_page, visit

from dragoman.app import Dragoman
from dragoman.chronicle.following.answers import Parcel
from dragoman.deliveries.carrying import Carried, carry
from dragoman.deliveries.options import DeliveryOptions, MailOptions
from dragoman.deliveries.signing import verify
from dragoman.deliveries.webhook import post
from dragoman.errors import UsageError

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)


def carry_at(dragoman: Dragoman, moment: datetime, options: DeliveryOptions = LOOPBACK) -> Carried:
    return carry(dragoman._chronicle, options, MailOptions(), clock=lambda: moment)


def test_an_alert_arrives_once_signed_and_with_its_sentence(dragoman: Dragoman, receiver: Receiver) -> None:
    made = dragoman.add_webhook(receiver.address)
    add_page(dragoman, "visit", visit(3))
    report = dragoman.deliver_alerts()
    assert (report.alerts, report.packed, report.sent) == (1, 1, 1)
    [(path, headers, body)] = receiver.got
    assert path == "/hook"
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert headers["idempotency-key"] == headers["webhook-id"]
    now = int(datetime.now(UTC).timestamp())
    assert verify(made.options["secret"], headers, body, now=now)
    assert not verify(made.options["secret"], headers, body + b" ", now=now)
    assert not verify("whsec_b3RoZXI=", headers, body, now=now)
    assert not verify(made.options["secret"], headers, body, now=now + 3600)
    told = json.loads(body)
    [alert] = told["alerts"]
    assert (told["list"], alert["kind"], alert["event"]["type"]) == ("watch", "new", "visit")
    assert alert["event"]["reports"][0]["quote"]["text"].startswith("Karim Daler visited")
    assert dragoman.deliver_alerts() == Carried()
    assert len(receiver.got) == 1


def test_what_was_told_before_is_not_sent(dragoman: Dragoman, receiver: Receiver) -> None:
    add_page(dragoman, "before", visit(3))
    assert len(dragoman.alerts()) == 1
    dragoman.add_webhook(receiver.address)
    assert dragoman.deliver_alerts().sent == 0


def test_a_failure_is_tried_again_later_with_the_same_key_and_body(dragoman: Dragoman, receiver: Receiver) -> None:
    dragoman.add_webhook(receiver.address)
    add_page(dragoman, "visit", visit(3))
    receiver.answers = [500, 429]
    assert carry_at(dragoman, NOW).failed == 1
    assert carry_at(dragoman, NOW + timedelta(seconds=30)).failed == 0
    assert carry_at(dragoman, NOW + timedelta(minutes=2)).failed == 1
    assert carry_at(dragoman, NOW + timedelta(minutes=8)).sent == 1
    assert len({headers["webhook-id"] for _, headers, _ in receiver.got}) == 1
    assert len({body for _, _, body in receiver.got}) == 1
    [parcel] = dragoman.parcels()
    assert (parcel.state, parcel.attempts) == ("sent", 3)


def test_the_receiver_says_how_long_to_wait(dragoman: Dragoman, receiver: Receiver) -> None:
    dragoman.add_webhook(receiver.address)
    add_page(dragoman, "visit", visit(3))
    receiver.answers, receiver.headers = [503], {"Retry-After": "7200"}
    carry_at(dragoman, NOW)
    assert dragoman.parcels()[0].next == "2024-06-01T14:00:00Z"


def test_after_so_many_attempts_a_parcel_is_dead_and_can_be_revived(dragoman: Dragoman, receiver: Receiver) -> None:
    dragoman.add_webhook(receiver.address)
    add_page(dragoman, "visit", visit(3))
    receiver.answers = [500, 500, 500]
    reports = [carry_at(dragoman, NOW + timedelta(days=number)) for number in range(4)]
    assert [(one.failed, one.dead) for one in reports] == [(1, 0), (1, 0), (0, 1), (0, 0)]
    [dead] = dragoman.parcels(state="dead")
    assert dead.error == "status 500"
    [delivery] = dragoman.deliveries()
    assert (delivery.parcels, delivery.error) == ({"dead": 1}, "status 500")
    assert dragoman.revive() == 1
    assert dragoman.deliver_alerts().sent == 1


def test_a_redirect_is_not_followed(dragoman: Dragoman, receiver: Receiver) -> None:
    dragoman.add_webhook(receiver.address)
    add_page(dragoman, "visit", visit(3))
    receiver.answers, receiver.headers = [307], {"Location": receiver.address.replace("/hook", "/other")}
    report = dragoman.deliver_alerts()
    assert report.failed == 1
    assert "redirects are not followed" in report.errors[0]
    assert [path for path, _, _ in receiver.got] == ["/hook"]


def test_who_wants_no_more_is_left_alone(dragoman: Dragoman, receiver: Receiver) -> None:
    dragoman.add_webhook(receiver.address)
    add_page(dragoman, "visit", visit(3))
    receiver.answers = [410]
    assert dragoman.deliver_alerts().dead == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"])
def test_no_private_number_is_asked_unless_the_settings_allow_it(host: str) -> None:
    parcel = Parcel(1, 1, "key", "webhook", f"http://{host}:9/hook", "{}", 1, "2024", "waiting")
    attempt = post(parcel, DeliveryOptions(timeout=2))
    assert attempt.hopeless
    assert "not a public address" in attempt.error
    assert "allow_networks" in attempt.error


def test_a_name_that_leads_to_a_private_number_is_refused_at_the_moment_of_connecting(receiver: Receiver) -> None:
    port = receiver.address.split(":")[2].split("/")[0]
    parcel = Parcel(1, 1, "key", "webhook", f"http://public.example:{port}/hook", "{}", 1, "2024", "waiting")
    attempt = post(parcel, DeliveryOptions(timeout=2), resolve=lambda host, port: ["127.0.0.1"])
    assert attempt.hopeless
    assert receiver.got == []


@pytest.mark.parametrize("address", ["ftp://a.example/", "http://me:secret@a.example/", "a.example", "http://"])
def test_an_address_that_cannot_be_is_refused_at_once(dragoman: Dragoman, address: str) -> None:
    with pytest.raises(UsageError, match="webhook"):
        dragoman.add_webhook(address)


def test_many_alerts_are_cut_into_parcels(dragoman: Dragoman, receiver: Receiver, monkeypatch) -> None:
    monkeypatch.setattr("dragoman.deliveries.carrying.IN_ONE", 2)
    dragoman.add_webhook(receiver.address)
    for number in range(1, 6):
        add_page(dragoman, f"visit{number}", visit(number * 5))
    assert dragoman.deliver_alerts().packed == 3
    assert [len(json.loads(body)["alerts"]) for _, _, body in receiver.got] == [2, 2, 1]


KILLED = """
import os, signal, sys
from dragoman.app import open_dragoman
from dragoman.chronicle.following.store import SqlFollowing
from dragoman.config import Settings
from dragoman.deliveries.options import DeliveryOptions

def die(*given, **named):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(SqlFollowing, sys.argv[2], die)
settings = Settings(store=sys.argv[1], delivery=DeliveryOptions(allow_networks="127.0.0.0/8"))
open_dragoman(settings=settings).deliver_alerts()
"""


@pytest.mark.parametrize(("method", "received"), [("note", 2), ("pack", 1), ("parcels", 1)])
def test_nothing_is_lost_by_a_kill(
    dragoman: Dragoman, receiver: Receiver, store: Path, method: str, received: int
) -> None:
    """Killed between sending and noting it, the parcel is sent again under its key; before that, it is sent once."""
    dragoman.add_webhook(receiver.address)
    add_page(dragoman, "visit", visit(3))
    killed = subprocess.run([sys.executable, "-c", KILLED, str(store), method], env=os.environ, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert dragoman.deliver_alerts().sent == 1
    assert len(receiver.got) == received
    assert len({headers["idempotency-key"] for _, headers, _ in receiver.got}) == 1
    assert dragoman.deliver_alerts() == Carried()


def test_what_is_secret_in_an_address_is_not_told(dragoman: Dragoman, receiver: Receiver) -> None:
    dragoman.add_webhook(f"{receiver.address}/SECRET")
    add_page(dragoman, "visit", visit(3))
    receiver.answers = [500]
    assert carry_at(dragoman, NOW).errors == ("127.0.0.1: status 500",)


def test_one_list_that_cannot_be_written_down_keeps_no_other_from_its_alerts(
    dragoman: Dragoman, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise KeyError("corrected")

    monkeypatch.setattr("dragoman.deliveries.carrying.write_letter", refuse)
    dragoman.add_mail("ann@desk.example", period="each")
    dragoman.add_webhook(receiver.address)
    add_page(dragoman, "visit", visit(3))
    report = carry_at(dragoman, NOW)
    assert (report.sent, report.errors) == (1, ("list watch: KeyError: 'corrected'",))


def test_a_corrected_date_is_sent_as_any_other(dragoman: Dragoman, receiver: Receiver) -> None:
    dragoman.add_webhook(receiver.address)
    add_page(dragoman, "visit", visit(3))
    [event] = dragoman.timeline(type="visit")
    dragoman.correct(event.id, date="2024-06-04")
    assert (dragoman.deliver_alerts().errors, len(receiver.got)) == ((), 1)
