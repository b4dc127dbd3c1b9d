"""Answers what tools are asked, by the public methods of a chronicle."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.errors import UnknownError, UsageError
from dragoman.views.mcp import answers, arguments
from dragoman.views.mcp.cursors import cut
from dragoman.views.mcp.forming import Former

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.chronicle.answers import EntityView
    from dragoman.chronicle.listing.filters import EventFilter

MOST = 50
"""Entities that a name may mean."""


@dataclass(frozen=True)
class Asking:
    """One chronicle, asked. Every method raises :class:`~dragoman.errors.UsageError` with what is allowed."""

    chronicle: "Dragoman"
    former: Former

    def search_events(self, asked: arguments.SearchEvents) -> answers.Events:
        """Find events by who takes part, type, place, topic, time, language, outlet, office or words.

        Conditions add up. Names may be in any script: Рахмон, رحمان and Rahmon are one person. Each event comes with
        its first quotations; get_event has all of them.
        """
        conditions = _choose(asked, "who with_ type place topic language outlet office since until status conflicts")
        page = self.chronicle.events_page(
            _filter({**conditions, "text": asked.query}), order=asked.order, limit=asked.limit, cursor=asked.cursor
        )
        return answers.Events(tuple(map(self.former.form_event, page.events)), page.total, page.cursor)

    def get_event(self, asked: arguments.GetEvent) -> answers.Event:
        """Show an event with what each page says of it, on what they do not agree, and the events it belongs to."""
        event = self.chronicle.event(self._resolve(asked.id, "event"))
        linked = tuple(
            answers.Linked(one.id, one.kind, one.direction, one.type, one.when.value, one.participants)
            for one in event.linked
        )
        reports = tuple(map(self.former.form_report, event.reports[: asked.reports]))
        conflicts = tuple(map(self.former.form_conflict, event.conflicts))
        return answers.Event(self.former.form_event(event, shown=1), reports, conflicts, linked)

    def search_entities(self, asked: arguments.SearchEntities) -> answers.Entities:
        """Find people, organisations, countries and places by a name in any script, best first.

        A likeness of 1 means that a page writes the name so; below that the names only sound alike, and may be another
        one's. Without a name, the most often named are listed.
        """
        if asked.name is not None:
            found = [one for one in self.chronicle.who(asked.name, limit=MOST, events=0) if _is_of(one, asked.kind)]
            shown, cursor = cut(found, limit=asked.limit, cursor=asked.cursor)
            return answers.Entities(tuple(map(self.former.form_entity, shown)), len(found), cursor)
        page = self.chronicle.entities_page(asked.kind, None, limit=asked.limit, cursor=asked.cursor)
        return answers.Entities(tuple(map(self.former.form_entity, page.entities)), page.total, page.cursor)

    def get_entity(self, asked: arguments.GetEntity) -> answers.Entity:
        """Show an entity: its names in every script, the offices that it held, with quotations, its latest events."""
        found = self.chronicle.entity(self._resolve(asked.id, "entity"), events=asked.events)
        offices = tuple(map(self.former.form_tenure, found.offices))
        return answers.Entity(self.former.form_entity(found), offices, tuple(map(self.former.form_event, found.events)))

    def who_held(self, asked: arguments.WhoHeld) -> answers.Tenures:
        """Say who held an office, perhaps on a day, with the sentences that say so and the days that nobody knows."""
        found = self.chronicle.office(asked.title, asked.of, on=asked.on, reference=asked.reference)
        gaps = dict.fromkeys(one.gap for one in found if one.gap)
        return answers.Tenures(tuple(map(self.former.form_tenure, found)), tuple(gaps))

    def who_meets_whom(self, asked: arguments.WhoMeetsWhom) -> answers.Meetings:
        """Say with whom somebody takes part in events and how often; with two, which events they take part in."""
        one = self._find(asked.who)
        who = answers.Who(one.id, one.kind, one.label)
        conditions = _choose(asked, "type since until")
        if asked.with_ is None:
            found = self.chronicle.counterparts(one.id, _filter(conditions), limit=asked.limit)
            return answers.Meetings(who, tuple(map(_form_counterpart, found)), ())
        pair = self.chronicle.pair(one.id, self._find(asked.with_).id, _filter(conditions), events=asked.limit)
        types = {kind.type: kind.count for kind in pair.types}
        other = answers.Counterpart(pair.b.id, pair.b.kind, pair.b.label, pair.total, pair.first, pair.last, types)
        return answers.Meetings(who, (other,), tuple(map(self.former.form_event, pair.events)))

    def search_sentences(self, asked: arguments.SearchSentences) -> answers.Sentences:
        """Find sentences in any script by their words, names and fields, the best first.

        Names find their entity in every spelling. With meaning, sentences that say the same in other words or another
        language are found too, where the chronicle has vectors.
        """
        found = self.chronicle.search(asked.query, limit=asked.limit, cursor=asked.cursor, meaning=asked.meaning)
        return answers.Sentences(
            tuple(map(self.former.form_sentence, found.hits)), found.total, found.relaxed, found.cursor
        )

    def list_conflicts(self, asked: arguments.ListConflicts) -> answers.Conflicts:
        """List what pages do not agree on, side by side with their quotations; nobody is said to be right."""
        page = self.chronicle.conflicts_page(asked.field, limit=asked.limit, cursor=asked.cursor)
        return answers.Conflicts(tuple(map(self.former.form_conflict, page.conflicts)), page.total, page.cursor)

    def get_quote(self, asked: arguments.GetQuote) -> answers.Quotation:
        """Read a stretch of a page's text as it stands there, to check a quotation or to read round it."""
        page = self.chronicle.page(asked.sha256)
        start, stop, size = asked.start, asked.stop, len(page.text)
        if not start < stop <= size:
            raise UsageError(f"no stretch {start} to {stop}; the text of the page is 0 to {size}")
        return answers.Quotation(
            text=page.text[start:stop],
            before=page.text[max(start - asked.context, 0) : start],
            after=page.text[stop : stop + asked.context],
            language=page.language,
            title=page.title,
            outlet=page.outlet,
            published=page.published.value,
            address=page.address,
            sha256=page.sha256,
            start=start,
            stop=stop,
            link=self.former.link("page", page.sha256),
        )

    def _resolve(self, id: str, what: str) -> str:
        now = self.chronicle.resolve_id(id.replace("\0", " "))
        if now is None or now.startswith("event:") != (what == "event"):
            search = "search_events" if what == "event" else "search_entities"
            raise UnknownError(f"no {what} {id!r}; {search} finds ids")
        return now

    def _find(self, name: str) -> "EntityView":
        found = self.chronicle.who(name, limit=1, events=0)
        if not found:
            raise UnknownError(f"nobody is called {name!r} in this chronicle; search_entities lists names")
        return found[0]


def _is_of(entity: "EntityView", kind: str | None) -> bool:
    return kind in (None, entity.kind)


def _choose(asked: Any, names: str) -> dict[str, Any]:
    return {name: getattr(asked, name) for name in names.split()}


def _filter(conditions: dict[str, Any]) -> "EventFilter":
    """Return a filter whose values were checked."""
    from dragoman.chronicle.listing.filters import EventFilter, parse_filter

    return parse_filter(EventFilter(**conditions).to_query())


def _form_counterpart(one: Any) -> answers.Counterpart:
    types = {kind.type: kind.count for kind in one.types}
    return answers.Counterpart(one.id, one.kind, one.label, one.events, one.first, one.last, types)
