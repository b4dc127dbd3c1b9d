"""Makes short records of the chronicle's views."""

from dataclasses import dataclass
from urllib.parse import quote

from dragoman.chronicle.answers import (
    ConflictView,
    Detail,
    EntityView,
    EventView,
    Participant,
    Quote,
    Report,
    TenureView,
)
from dragoman.chronicle.search.answers import SearchHit
from dragoman.views.mcp import answers

SHOWN = 3
"""Quotations on a card; the whole event has all of them."""


@dataclass(frozen=True)
class Former:
    """Makes records; ``base`` is the address of the server that shows the chronicle, empty where none does."""

    base: str = ""

    def link(self, kind: str, id: str) -> str:
        """Return the address of a page, event or entity: of the server, or of the resource of this protocol."""
        begin = self.base.rstrip("/") or "dragoman:/"
        return f"{begin}/{kind}/{quote(id, safe=':')}"

    def cite(self, one: Quote) -> answers.Citation:
        """Return a quotation with its place."""
        start, stop = one.span.start, one.span.stop
        mark = f"?start={start}&stop={stop}#s{start}" if self.base else ""
        return answers.Citation(
            one.text, one.language, one.outlet, one.published, one.page, one.address, one.sha256, start, stop,
            self.link("page", one.sha256) + mark,
        )  # fmt: skip

    def form_sentence(self, hit: SearchHit) -> answers.Sentence:
        """Return a sentence that was found."""
        named = {one.id: answers.Who(one.id, one.kind, one.name) for one in hit.entities}
        events = tuple(dict.fromkeys(one.id for one in hit.events))
        return answers.Sentence(self.cite(hit.quote), hit.title, tuple(named.values()), events, hit.by_meaning)

    def form_event(self, event: EventView, *, shown: int = SHOWN) -> answers.EventCard:
        """Return an event in short."""
        told = getattr(event, "told", 0) or len(event.reports)
        return answers.EventCard(
            id=event.id,
            link=self.link("event", event.id),
            type=event.type,
            status=event.status,
            date=event.when.value,
            date_basis=event.when.basis,
            first_reported=event.seen,
            participants=tuple(form_who(one) for one in event.participants),
            place=form_who(event.place) if event.place else None,
            topics=event.topics,
            reports=told,
            origins=event.origins,
            conflicts=tuple(dict.fromkeys(one.field for one in event.conflicts)),
            evidence=tuple(self.cite(one.quote) for one in event.reports[:shown]),
        )

    def form_report(self, report: Report) -> answers.Said:
        """Return what one page says."""
        return answers.Said(
            evidence=self.cite(report.quote),
            date=report.when.value,
            status=report.status,
            place=report.place,
            reported_by=report.reported_by,
            adds=_list_details(report.adds),
            leaves_out=_list_details(report.leaves_out),
        )

    def form_conflict(self, conflict: ConflictView) -> answers.Conflict:
        """Return on what reports do not agree."""
        claims = tuple(
            answers.Claim(one.value, one.name or one.value, tuple(self.cite(quote) for quote in one.quotes[:SHOWN]))
            for one in conflict.values
        )
        return answers.Conflict(conflict.event, conflict.field, conflict.about, claims)

    def form_tenure(self, tenure: TenureView) -> answers.Tenure:
        """Return who held an office."""
        shared = {name: getattr(tenure, name) for name in answers.Tenure.__struct_fields__ if hasattr(tenure, name)}
        return answers.Tenure(**shared, evidence=tuple(self.cite(one) for one in tenure.quotes[:SHOWN]))

    def form_entity(self, entity: EntityView) -> answers.EntityCard:
        """Return an entity in short."""
        shared = {name: getattr(entity, name) for name in answers.EntityCard.__struct_fields__ if hasattr(entity, name)}
        return answers.EntityCard(**shared, likeness=round(entity.score, 3), link=self.link("entity", entity.id))


def form_who(one: Participant) -> answers.Who:
    """Return somebody who takes part."""
    return answers.Who(one.id, one.kind, one.name, one.roles)


def _list_details(details: tuple[Detail, ...]) -> tuple[str, ...]:
    return tuple(f"{one.field}: {one.name}" for one in details)
