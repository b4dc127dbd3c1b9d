"""Alerts of watch lists in words, in feeds, and for programs."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dragoman.chronicle.answers import TenureView
from dragoman.chronicle.following.answers import CHANGED, OFFICE, AlertView
from dragoman.chronicle.following.states import Reason
from dragoman.exports.facts import (
    describe_evidence,
    describe_source,
    direction,
    form_quote,
    head_event,
    name_field,
)
from dragoman.exports.feeds import FeedEntry, form_event, write_atom_entries, write_json_entries
from dragoman.exports.markup import format_event, format_source, xml
from dragoman.exports.matter import Entities, Matter, list_ids
from dragoman.language.phrases import load_phrases, say
from dragoman.language.scripts import isolate


def load_entities(matter: Matter, alerts: Iterable[AlertView]) -> Entities:
    """Return the entities that take part in the events of alerts, and where they took place."""
    wanted = dict.fromkeys(id for alert in alerts if alert.event for id in list_ids(alert.event))
    return matter.describe(wanted) if wanted else {}


def head_alert(alert: AlertView, entities: Entities, *, language: str) -> str:
    """Return a heading in one line; what is not simply new says so first."""
    phrases = load_phrases(language)
    title = head_event(alert.event, entities, language=language) if alert.event else alert.label
    if alert.kind == OFFICE:
        return f"{phrases['office']}: {isolate(title)}"
    return f"{phrases['changed']}: {title}" if alert.kind == CHANGED else title


def describe_reasons(alert: AlertView, language: str) -> Iterator[str]:
    """Yield a line for each thing that is otherwise than before."""
    phrases = load_phrases(language)
    for reason in alert.reasons:
        yield _describe_reason(reason, language)
    if alert.event is None and alert.kind != OFFICE:
        yield phrases["gone"]


def _describe_reason(reason: Reason, language: str) -> str:
    phrases, field = load_phrases(language), name_field(reason.field, language)
    if reason.field == "conflict":
        return say(language, "differ", field=name_field(reason.now, language))
    was, now = (isolate(phrases.get(value, value)) if value else "" for value in (reason.was, reason.now))
    if was and now:
        return say(language, "was_now", field=field, was=was, now=now)
    return say(language, "only_now" if now else "only_was", field=field, was=was, now=now)


def describe_alert(alert: AlertView, language: str) -> Iterator[str]:
    """Yield an alert without its heading as lines of plain text, each sentence with its source."""
    yield from describe_reasons(alert, language)
    if alert.event:
        yield from describe_evidence(alert.event, language)
    for tenure in alert.tenures:
        for quote in tenure.quotes:
            yield f"{quote.text} ({quote.language}; {describe_source(quote)})"


def format_alert(alert: AlertView, language: str) -> str:
    """Return the same as HTML."""
    reasons = "".join(f"<p>{xml(reason)}</p>" for reason in describe_reasons(alert, language))
    event = format_event(alert.event, language) if alert.event else ""
    return reasons + event + "".join(_format_tenure(tenure) for tenure in alert.tenures)


def _format_tenure(tenure: TenureView) -> str:
    return "".join(
        f'<blockquote lang="{xml(quote.language)}" dir="{direction(quote.language)}">{xml(quote.text)}</blockquote>'
        f"<p>{format_source(quote)}</p>"
        for quote in tenure.quotes
    )


def form_alert(alert: AlertView, entities: Entities, matter: Matter) -> dict[str, Any]:
    """Return an alert for programs."""
    event = alert.event
    formed: dict[str, Any] = {
        "alert": alert.id, "kind": alert.kind, "at": alert.at, "list": alert.list,
        "title": head_alert(alert, entities, language=matter.language),
        "reasons": [{"field": one.field, "was": one.was, "now": one.now} for one in alert.reasons],
        "event": None, "tenures": [_form_tenure(tenure) for tenure in alert.tenures],
    }  # fmt: skip
    if event:
        people = [{"id": one.id, "name": one.name, "roles": list(one.roles)} for one in event.participants]
        place = {"id": event.place.id, "name": event.place.name} if event.place else None
        told = {"type": event.type, "topics": list(event.topics), "participants": people, "place": place}
        formed["event"] = form_event(event) | told | ({"url": matter.link(event.id)} if matter.base else {})
    return formed


def _form_tenure(tenure: TenureView) -> dict[str, Any]:
    return {
        "id": tenure.id, "title": tenure.title, "of": tenure.of, "holder": tenure.holder, "name": tenure.name,
        "quotes": [form_quote(quote) for quote in tenure.quotes],
    }  # fmt: skip


def write_atom(matter: Matter, alerts: Sequence[AlertView]) -> Iterator[bytes]:
    """Yield an Atom feed of alerts."""
    yield from write_atom_entries(matter, _list_entries(matter, alerts))


def write_json_feed(matter: Matter, alerts: Sequence[AlertView]) -> Iterator[bytes]:
    """Yield a JSON Feed of alerts."""
    yield from write_json_entries(matter, _list_entries(matter, alerts))


def _list_entries(matter: Matter, alerts: Sequence[AlertView]) -> Iterator[FeedEntry]:
    """An entry keeps its id for good, whatever becomes of the event, so that no reader shows it twice."""
    entities = load_entities(matter, alerts)
    for alert in alerts:
        yield FeedEntry(
            id=matter.link(f"alert:{alert.id}", "watch"),
            title=head_alert(alert, entities, language=matter.language),
            updated=alert.at,
            html=format_alert(alert, matter.language),
            text="\n".join(describe_alert(alert, matter.language)),
            event=alert.event,
            further=(("kind", alert.kind), ("reasons", [[one.field, one.was, one.now] for one in alert.reasons])),
        )
