"""Delivers: what is new is packed into parcels, and parcels are sent until they arrive or there is no hope.

A parcel is stored, and its delivery moved on, in one transaction; only then is it sent, and what came of that is noted
after. So nothing is lost by a kill at any moment: what was sent and not noted is sent once more, under the same key.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import blake2s

import msgspec
from msgspec import Struct

from dragoman.chronicle.following.answers import Due, Parcel
from dragoman.chronicle.following.deliveries import tell_target
from dragoman.chronicle.protocol import Chronicle
from dragoman.deliveries.letters import write_letter
from dragoman.deliveries.mail import send_mail
from dragoman.deliveries.options import DeliveryOptions, MailOptions
from dragoman.deliveries.schedule import EACH, HOUR, find_next, find_pause
from dragoman.deliveries.sending import Attempt
from dragoman.deliveries.webhook import post
from dragoman.errors import DragomanError
from dragoman.exports.alerts import form_alert, load_entities
from dragoman.exports.matter import Matter
from dragoman.runner.schedule import format_moment

MAIL, WEBHOOK = "mail", "webhook"
IN_ONE = 100
"""The most alerts in one parcel."""

Clock = Callable[[], datetime]
Send = Callable[[Parcel], Attempt]


class Carried(Struct, frozen=True, gc=False):
    """What one round of deliveries came to: alerts found new, parcels packed, sent, to be tried again, and dead."""

    alerts: int = 0
    packed: int = 0
    sent: int = 0
    failed: int = 0
    dead: int = 0
    errors: tuple[str, ...] = ()


def read_clock() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


def carry(
    chronicle: Chronicle,
    delivery: DeliveryOptions,
    mail: MailOptions,
    *,
    clock: Clock = read_clock,
    senders: Mapping[str, Send] | None = None,
    patience: float | None = None,
) -> Carried:
    """Bring watch lists up to date, pack what is new, and send what is to be sent.

    Args:
        chronicle: The chronicle.
        delivery: How to deliver.
        mail: The server that takes mail.
        clock: Tells the time.
        senders: What sends, by kind of delivery; tests have others.
        patience: Seconds to wait for another who delivers; those of the settings if left out.

    Raises:
        StoreError: The chronicle failed, or another has been delivering for longer than its patience.
    """
    chosen = senders or {WEBHOOK: lambda one: post(one, delivery), MAIL: lambda one: send_mail(one, mail)}
    with chronicle.following.hold(patience=patience):
        alerts = chronicle.following.update()
        packed, faults = _pack_all(chronicle, delivery, clock)
        round_ = _Round(chronicle, delivery, chosen, clock)
        for parcel in chronicle.following.parcels(due=format_moment(clock())):
            round_.carry(parcel)
    report = round_.report
    return msgspec.structs.replace(report, alerts=alerts, packed=packed, errors=(*faults, *report.errors))


def _pack_all(chronicle: Chronicle, options: DeliveryOptions, clock: Clock) -> tuple[int, list[str]]:
    """Pack until nothing is left that is due; a full parcel is followed by another one.

    Returns:
        How many parcels were packed, and what could not be, which keeps nobody else from theirs.
    """
    packed, full, faults = 0, True, dict[int, str]()
    while full:
        full = False
        for due in chronicle.following.due(format_moment(clock()), limit=IN_ONE):
            try:
                made = _pack(chronicle, due, options, clock)
            except DragomanError:
                raise
            except Exception as error:  # noqa: BLE001  a fault of the program in the alerts of one list
                faults[due.delivery.id] = f"list {due.delivery.list}: {type(error).__name__}: {error}"
                continue
            packed += made and bool(due.alerts)
            full |= made and len(due.alerts) == IN_ONE
    return packed, list(faults.values())


def _pack(chronicle: Chronicle, due: Due, options: DeliveryOptions, clock: Clock) -> bool:
    now, said = clock(), due.delivery.options
    following = find_next(said.get("period", EACH), int(said.get("hour", HOUR)), now=now)
    moment = format_moment(following) if following else None
    if len(due.alerts) == IN_ONE:
        moment = due.moment  # the rest of a digest is due as well
    elif not due.alerts and moment == due.moment:
        return False
    through = due.alerts[-1].id if due.alerts else due.position
    number = due.delivery.id
    digest = blake2s(f"{due.token}/{number}/{through}".encode(), digest_size=16).hexdigest()
    body = _write_body(chronicle, due, options, now) if due.alerts else ""
    parcel = Parcel(
        0, number, f"dragoman-{digest}", due.delivery.kind, due.delivery.target, body, len(due.alerts),
        format_moment(now), "waiting",
    )  # fmt: skip
    return chronicle.following.pack(parcel, position=due.position, through=through, due=moment)


def _write_body(chronicle: Chronicle, due: Due, options: DeliveryOptions, now: datetime) -> str:
    language = due.delivery.options.get("language", "en")
    matter = Matter(describe=chronicle.describe, language=language, base=options.base, made=now)
    if due.delivery.kind == MAIL:
        return msgspec.json.encode(write_letter(due.delivery.list, due.alerts, matter)).decode()
    entities = load_entities(matter, due.alerts)
    body = {
        "type": "alerts", "version": 1, "list": due.delivery.list, "made": matter.time,
        "alerts": [form_alert(alert, entities, matter) for alert in due.alerts],
    }  # fmt: skip
    return msgspec.json.encode(body).decode()


class _Round:
    """Sends parcels, and counts what came of them."""

    def __init__(
        self, chronicle: Chronicle, options: DeliveryOptions, senders: Mapping[str, Send], clock: Clock
    ) -> None:
        self._chronicle, self._options, self._senders, self._clock = chronicle, options, senders, clock
        self.report = Carried()

    def carry(self, parcel: Parcel) -> None:
        """Send a parcel, and note what came of it."""
        attempt = self._senders[parcel.kind](parcel)
        report = self.report
        if not attempt.error:
            self._chronicle.following.note(parcel.id, state="sent")
            self.report = msgspec.structs.replace(report, sent=report.sent + 1)
            return
        tried = parcel.attempts + 1
        dead = attempt.hopeless or tried >= self._options.attempts
        again = format_moment(self._clock() + find_pause(tried, asked=attempt.asked))
        state = "dead" if dead else "waiting"
        self._chronicle.following.note(parcel.id, state=state, error=attempt.error, again=again)
        failed, gone = report.failed + (not dead), report.dead + dead
        errors = (*report.errors, f"{tell_target(parcel.target)}: {attempt.error}")
        self.report = msgspec.structs.replace(report, failed=failed, dead=gone, errors=errors)
