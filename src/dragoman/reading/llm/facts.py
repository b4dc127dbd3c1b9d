"""From claims about offices and events to records: each with its quote, and with people who are named on the page."""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from dragoman.language.dates import settle
from dragoman.model import EventMention, OfficeMention, Role, Span, When
from dragoman.reading.events.page_dates import PageDates
from dragoman.reading.llm.answers import EventClaim, OfficeClaim, RoleClaim
from dragoman.reading.llm.names import Named
from dragoman.reading.llm.prompt import EVENT_STATUSES, OFFICE_STATUSES, load_ontology
from dragoman.reading.llm.quotes import FoldedText
from dragoman.reading.sheet import Sheet

OFFICE_RULE, EVENT_RULE = "llm:office", "llm:event"
_SEATS = frozenset({"country", "place"})
_HOLDERS = frozenset({"person", "organisation", "country"})


class Facts:
    """Checks claims about one page; counts what is left out by reason.

    Reasons: ``quote`` (not on the page), ``name`` (nobody of this name there), ``schema`` (a type, role, title, topic
    or status that there is not), ``date`` (its words are not on the page).
    """

    def __init__(self, sheet: Sheet, named: Named, *, text: FoldedText, dropped: Counter[str]) -> None:
        """Begin with the names of a page."""
        self._sheet, self._named, self._text, self._dropped = sheet, named, text, dropped
        self._ontology = load_ontology()
        self._dates = PageDates(sheet)

    def check_offices(self, claims: Iterable[OfficeClaim]) -> tuple[OfficeMention, ...]:
        """Return the offices that the page says, each holder's once."""
        found: dict[tuple[str, str, str | None], OfficeMention] = {}
        for claim in claims:
            mention = self._check_office(claim)
            if mention is not None:
                found.setdefault((mention.holder, mention.title, mention.of), mention)
        return tuple(found.values())

    def _check_office(self, claim: OfficeClaim) -> OfficeMention | None:
        quote = self._text.find_quote(claim.quote)
        if quote is None:
            self._drop("quote")
            return None
        if claim.title not in self._ontology.titles or claim.status not in OFFICE_STATUSES:
            self._drop("schema")
            return None
        holder = self._find(claim.holder, _HOLDERS)
        if holder is None:
            self._drop("name")
            return None
        of = self._find(claim.of, _HOLDERS) if claim.of else None
        if claim.of and of is None:
            self._drop("name")
        reference = self._named.cast.reference(of) if of else None
        return OfficeMention(
            holder=holder,
            title=claim.title,
            status=claim.status,  # type: ignore[arg-type]  # checked above
            span=quote,
            sentence=self._sentence(quote),
            rule=OFFICE_RULE,
            of=of,
            of_reference=reference,
        )

    def check_events(self, claims: Iterable[EventClaim]) -> tuple[EventMention, ...]:
        """Return the events that the page tells, in text order, each once."""
        found: dict[tuple[object, ...], EventMention] = {}
        for claim in claims:
            event = self._check_event(claim)
            if event is not None:
                found.setdefault((event.type, event.sentence, frozenset(event.participants)), event)
        ordered = sorted(found.values(), key=lambda event: (event.trigger, event.type))
        return tuple(replace(event, id=f"e{number}") for number, event in enumerate(ordered, start=1))

    def _check_event(self, claim: EventClaim) -> EventMention | None:
        """Return an event with those who take part; one of which nobody is said to take part has none."""
        quote = self._text.find_quote(claim.quote)
        if quote is None:
            self._drop("quote")
            return None
        if claim.type not in self._ontology.roles or claim.status not in EVENT_STATUSES:
            self._drop("schema")
            return None
        roles = self._check_roles(claim.type, claim.roles)
        if claim.roles and not roles:
            return None
        place = self._check_place(claim.place)
        return EventMention(
            id="",
            type=claim.type,
            roles=roles,
            sentence=self._sentence(quote),
            trigger=self._text.find(claim.trigger, quote) or quote,
            rule=EVENT_RULE,
            status=claim.status,  # type: ignore[arg-type]  # checked above
            place=place,
            place_basis="stated" if place else "",
            when=self._check_date(claim, quote),
            topics=self._check_topics(claim.topics),
        )

    def _check_roles(self, kind: str, claims: Sequence[RoleClaim]) -> tuple[Role, ...]:
        roles: dict[Role, None] = {}
        for claim in claims:
            referent = self._named.referents.get(claim.name)
            if claim.role not in self._ontology.roles[kind]:
                self._drop("schema")
            elif referent is None:
                self._drop("name")
            else:
                roles[Role(claim.role, referent)] = None
        return tuple(roles)

    def _check_place(self, name: str | None) -> str | None:
        if not name:
            return None
        place = self._find(name, _SEATS)
        self._dropped["name"] += place is None
        return place

    def _check_topics(self, topics: Iterable[str]) -> tuple[str, ...]:
        wanted = tuple(dict.fromkeys(topics))
        kept = tuple(topic for topic in wanted if topic in self._ontology.topics)
        self._dropped["schema"] += len(wanted) - len(kept)
        return kept

    def _check_date(self, claim: EventClaim, quote: Span) -> When:
        """Return the date that our own engine reads in the words that a claim gives for it."""
        if not claim.date:
            return When()
        span = self._text.find(claim.date, self._sentence(quote)) or self._text.find(claim.date)
        if span is None:
            self._drop("date")
            return When()
        known = [found for found in self._dates.found if found.span.overlaps(span)]
        if not known:
            return When(words=span.of(self._sheet.text))
        best = max(known, key=lambda found: min(found.span.stop, span.stop) - max(found.span.start, span.start))
        if best.when.basis == "inferred":
            return best.when
        return settle(best, "future" if claim.status == "planned" else "past", self._dates.published)

    def _find(self, name: str, kinds: frozenset[str]) -> str | None:
        referent = self._named.referents.get(name)
        return referent if referent is not None and self._named.cast.kind(referent) in kinds else None

    def _sentence(self, quote: Span) -> Span:
        """The sentence that a quote begins in, as far as the quote goes where it is longer."""
        first, _ = self._sheet.token_range(quote)
        sentence = self._sheet.sentence_at(first).span
        return Span(min(sentence.start, quote.start), max(sentence.stop, quote.stop))

    def _drop(self, reason: str) -> None:
        self._dropped[reason] += 1
