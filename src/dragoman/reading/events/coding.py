"""Codes the events of one page: each sentence's triggers in turn, their roles, status and circumstances."""

from msgspec.structs import replace

from dragoman.model import EventMention, OfficeMention, Role, Span, When
from dragoman.model.readings import EventStatus
from dragoman.reading.events.actors import Actor, find_actors
from dragoman.reading.events.appointments import find_appointments
from dragoman.reading.events.attribution import Attribution, is_agency
from dragoman.reading.events.chairs import HOLDING, LEAVING, find_chairs
from dragoman.reading.events.circumstances import find_place, find_topics
from dragoman.reading.events.clauses import find_clause
from dragoman.reading.events.first_person import keep_speaker, leave_out_quoted
from dragoman.reading.events.frames import NO_EVENT, Trigger, find_triggers
from dragoman.reading.events.merging import ATTENDEE, merge_mentions
from dragoman.reading.events.page_dates import PageDates
from dragoman.reading.events.parties import find_parties
from dragoman.reading.events.plain_nouns import is_without_name
from dragoman.reading.events.predicates import settle_offices
from dragoman.reading.events.roles import fill_roles
from dragoman.reading.events.scenes import Clause, Scene
from dragoman.reading.events.splitting import split_event
from dragoman.reading.events.staging import Stage, is_mere_dash
from dragoman.reading.events.statuses import find_status, is_unsaid
from dragoman.reading.events.steps import list_required, note_coded, note_trigger
from dragoman.reading.events.subjects import (
    find_silence,
    is_headed_by_oblique,
    is_noun_for_verb,
    is_said_of_several,
    opens_report,
)
from dragoman.reading.mentions.linking import Named
from dragoman.reading.sheet import Sentence, Sheet

_PLACE = "place"
_ENDING = frozenset({"subject-verb", "case"})
_NO_PARTIES = frozenset({_PLACE, "predecessor"})
_GOAL_TYPES = frozenset({"visit"})
_POSTS = frozenset({"take-office", "leave-office"})
_SPEECH = frozenset({"state"})
_WORDS = frozenset({"state", "support", "accuse", "request"})
_SAID = _WORDS | {"reject", "threaten"}
_TALKS = frozenset({"meet", "call"})
_JOINT = frozenset({"agree", "request", "support", "reject", "cooperate", "accuse"})
_MEETING = frozenset({"meet"})
_FRESH = 3
"""How many sentences after their talks two people are "they"."""
_NAMES = frozenset({"organisation", "person", "place", "country"})


class Coded:
    """The events of a page, and the offices that it gives to people, states and bodies."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.events: list[EventMention] = []
        self.offices: list[OfficeMention] = []


def code_events(named: Named, *, unnamed: bool = False) -> Coded:
    """Return the events of a page, each once, however many sentences tell it.

    Args:
        named: The names of the page.
        unnamed: Return every event as its sentence tells it, those with nobody named among them.
    """
    coder = _Coder(named, unnamed=unnamed)
    coded = Coded()
    leaving: set[str] = set()
    for sentence in named.sheet.sentences:
        for event in coder.code_sentence(sentence):
            coded.offices += [*find_chairs(named, event), *find_appointments(named, event, coded.offices)]
            if event.type == LEAVING and coder.strategy in _ENDING:
                leaving.add(event.rule)
            if event.type != HOLDING:
                coded.events.append(event)
    ended = {_key(o) for o in coded.offices if o.status == "former" and o.rule in leaving}
    settled = settle_offices(named, coder.dates.found, coded.offices)
    coded.offices = [o for o in settled if o.status != "current" or _key(o) not in ended]
    if unnamed:
        return coded
    told, coded.events = coded.events, merge_mentions(coded.events, named)
    if named.sheet.notes is not None:
        note_coded(named, told, coded.events)
    return coded


def _key(office: OfficeMention) -> tuple[str, str, str | None]:
    return office.holder, office.title, office.of_reference


class _Coder:
    """Goes through the sentences and remembers who acted last."""

    def __init__(self, named: Named, *, unnamed: bool) -> None:
        self.page = self.named = named
        self.unnamed = unnamed
        self.sheet: Sheet = named.sheet
        self.strategy = named.sheet.tables.pack.strategies["roles"]
        self.carried: str | None = None
        self.appointed: str | None = None
        self.visitor: str | None = None
        self.parties: tuple[str, ...] = ()
        self.since_talks = 0
        self.attribution = Attribution(named)
        self.number = 0
        self.dates = PageDates(named.sheet)
        named.dated = self.dates.tokens

    def code_sentence(self, sentence: Sentence) -> list[EventMention]:
        """Return the events of a sentence in text order; each word triggers one at most."""
        triggers = [t for t in find_triggers(self.page.sheet, sentence) if not is_mere_dash(self.page.sheet, t)]
        if not triggers and not self._is_telling(sentence):
            self._remember((), [])
            return self.attribution.credit(self.page, sentence, (), [])
        self.named = self.page.inside(sentence)
        self.sheet = self.named.sheet
        actors = tuple(find_actors(self.named, sentence))
        used: set[int] = set()
        found: list[EventMention] = []
        for trigger in triggers:
            if used & set(trigger.used) or self._is_inside_name(trigger):
                reason = "a longer trigger has its words" if used & set(trigger.used) else "part of a name"
                note_trigger(self.sheet, trigger, reason)
                continue
            event = self._code(trigger, sentence, actors)
            if event is not None or trigger.frame.type == NO_EVENT:
                used.update(trigger.used)
            found += split_event(event) if event is not None else []
        found.sort(key=lambda e: e.trigger.start)
        self._remember(actors, found)
        return self.attribution.credit(self.named, sentence, actors, found)

    def _is_telling(self, sentence: Sentence) -> bool:
        """Tell whether a sentence without a trigger matters to later ones: it opens the story, or names a person."""
        cast = self.page.cast
        referents = (cast.of_chunk.get(c) for c in self.page.sheet.chunks_in(sentence.first, sentence.stop))
        return sentence.number == self.attribution.body or any(r and cast.kind(r) == "person" for r in referents)

    def _is_inside_name(self, trigger: Trigger) -> bool:
        """A word of a name is no trigger: the treaty in "Collective Security Treaty Organization" was not signed.

        The head of a name may complete one: "took over the Presidency of the Government", and where names end in their
        heads, "addressed the General Assembly".
        """
        names = [c for c in self.sheet.chunks if c.kind in _NAMES]
        ordered = self.strategy == "subject-verb"
        heads = {c.stop - 1 for c in names if ordered and c.kind == "organisation"} - {trigger.first}
        fixed = [position for position in trigger.used if position not in heads]
        inside = any(c.first < position < c.stop for c in names for position in fixed)
        return inside or any(c.first == trigger.first for c in names)

    def _remember(self, actors: tuple[Actor, ...], found: list[EventMention]) -> None:
        """Keep who met last, and who spoke last, or else the first person without a preposition, to go on with."""
        taking = [r.referent for e in found if e.type in _POSTS for r in e.roles if r.name == "appointed"]
        self.appointed = taking[0] if len(taking) == 1 else None
        guests = [r.referent for e in found if e.type == "visit" for r in e.roles if r.name == "guest"]
        self.visitor = guests[-1] if guests else self.visitor
        talks = [e for e in found if e.type in _TALKS and len(e.participants) > 1]
        self.since_talks += 1
        if talks:
            self.parties, self.since_talks = talks[-1].participants, 0
        speaking = [e for e in found if e.roles and e.type == "state"]
        speaking = [e for e in speaking if not is_agency(self.page.cast, e.roles[0].referent)]
        people = [a for a in actors if a.kind == "person" and not a.preposition]
        if speaking:
            self.carried = speaking[-1].roles[0].referent
        elif people:
            self.carried = people[0].referent

    def _code(self, trigger: Trigger, sentence: Sentence, actors: tuple[Actor, ...]) -> EventMention | None:
        """The event of a trigger, or ``None`` where it is only asked about or a required role stays empty."""
        if trigger.frame.type == NO_EVENT:
            note_trigger(self.sheet, trigger, "no event, and no other trigger may use its words")
            return None
        if is_noun_for_verb(self.sheet, trigger, actors) or opens_report(self.sheet, trigger, actors):
            return None
        if is_headed_by_oblique(self.sheet, trigger):
            return None
        where = (trigger, find_clause(self.sheet, sentence, trigger))
        status = find_status(self.sheet, *where)
        if trigger.frame.type in _SPEECH:
            actors = leave_out_quoted(self.sheet, sentence, trigger, actors)
        speaking = keep_speaker(self.sheet, sentence, where, actors)
        reason = self._why_none(where, status, actors, speaking)
        if status is None or speaking is None or reason:
            note_trigger(self.sheet, trigger, reason)
            return None
        if speaking != actors and trigger.frame.type in _WORDS:
            status = "happened"
        found = self._find_roles(where, sentence, speaking)
        if found is None:
            note_trigger(self.sheet, trigger, "nobody is named for " + list_required(trigger))
            return None
        event = self._event(where, sentence, found, status)
        if event.place is None and self._goes_nowhere(trigger):
            note_trigger(self.sheet, trigger, "it leads to no place")
            return None
        return event

    def _goes_nowhere(self, trigger: Trigger) -> bool:
        """Tell, where the verb comes last, a visit "to" or "into" what is no place: "entered the talks"."""
        towards = self.sheet.tokens[trigger.first].has(self.sheet.tables.listed("towards"))
        if self.strategy != "verb-final" or trigger.frame.type not in _GOAL_TYPES or not towards:
            return False
        here = self.sheet.tables.any_of("here_words", "country_words", "place_heads")
        return not any(token.has(here) for token in self.sheet.tokens[trigger.first : trigger.last])

    def _why_none(
        self,
        where: tuple[Trigger, Clause],
        status: EventStatus | None,
        actors: tuple[Actor, ...],
        speaking: tuple[Actor, ...] | None,
    ) -> str:
        """The reason for which a trigger tells no event, or nothing."""
        trigger, clause = where
        if is_without_name(self.sheet, trigger, clause, actors):
            return "its subject is a plain noun"
        if status is None:
            return "only asked, supposed or spoken of"
        if speaking is None:
            return "said in the first person, and nobody is named as the speaker"
        if trigger.frame.type == "state" and is_unsaid(self.sheet, trigger, status, own=speaking != actors):
            return "not said, or not yet"
        return find_silence(self.sheet, trigger, clause, actors) if trigger.frame.type in _SPEECH else ""

    def _find_roles(
        self, where: tuple[Trigger, Clause], sentence: Sentence, actors: tuple[Actor, ...]
    ) -> tuple[Role, ...] | None:
        """The roles of a trigger by its clause, by the sentence, by who acted before, or by who met last."""
        trigger, clause = where
        actors, successor = self._leave_out_holders(trigger, actors)
        if trigger.frame.type in _SPEECH:
            actors = tuple(replace(a, referent="") if a.unnamed or self._is_region(a) else a for a in actors)
        stage = Stage(
            named=self.named,
            sentence=sentence,
            actors=actors,
            carried=successor or self._visitor_at(clause) or self.carried,
            dated=self.dates.tokens,
            unnamed=self.unnamed,
        )
        they = is_said_of_several(self.sheet, trigger, clause)
        fresh = len(self.parties) > 1 and self.since_talks < _FRESH
        if they and fresh and trigger.frame.type in _JOINT | _MEETING:
            return tuple(Role(trigger.frame.slots[0].role, referent) for referent in self.parties)
        if they and trigger.frame.type in _SPEECH:
            return None
        for scene in stage.scenes(trigger, clause):
            roles = fill_roles(scene, self.strategy)
            if roles and self._are_too_few(scene, roles, own=clause.first):
                continue
            if roles or (roles is not None and (trigger.frame.alone or self.unnamed)):
                return roles
        if self._is_about_last_talks(trigger, clause, actors):
            return tuple(Role(trigger.frame.slots[0].role, referent) for referent in self.parties)
        joint = _JOINT | _MEETING if self.strategy == "subject-verb" else _JOINT
        if trigger.frame.type not in joint:
            return None
        both = find_parties(self.named, where, actors, self.parties)
        return tuple(Role(trigger.frame.slots[0].role, referent) for referent in both) or None

    def _is_about_last_talks(self, trigger: Trigger, clause: Clause, actors: tuple[Actor, ...]) -> bool:
        """Tell, in a language of cases, talks with nobody named beside them: "the meeting took place in X"."""
        talks, slots = self.sheet.tables.listed("outcome_of"), trigger.frame.slots
        if trigger.frame.type != "meet" or self.strategy != "case" or not self.parties or len(trigger.used) == 1:
            return False
        held = any(self.sheet.tokens[i].has(talks) for i in trigger.used)
        complemented = held and bool(slots) and slots[0].markers[0] == "gen"
        inside = (a for a in actors if clause.first <= a.first < clause.stop)
        return complemented and all(a.kind == "place" or a.seated for a in inside)

    def _leave_out_holders(self, trigger: Trigger, actors: tuple[Actor, ...]) -> tuple[tuple[Actor, ...], str | None]:
        """Where cases mark roles, a holder without a name takes no office for a country: "the envoy of X took office".

        Whoever the sentence before appointed is that holder.
        """
        taking = any(s.role == "appointed" and "subj" in s.markers for s in trigger.frame.slots)
        if trigger.frame.type not in _POSTS or self.strategy != "case" or not taking:
            return actors, None
        titled = {p.first for p in self.named.phrases}
        holders = [a for a in actors if a.kind == "country" and a.first in titled and a.cases >= {"nom"}]
        if not holders:
            return actors, None
        if self.appointed is not None:
            return tuple(a for a in actors if a not in holders), self.appointed
        return tuple(replace(a, referent="") if a in holders else a for a in actors), None

    def _visitor_at(self, clause: Clause) -> str | None:
        """Whoever came last, where a clause without a subject speaks of the visit: "talks are due during the visit"."""
        words = self.sheet.tables.listed("visits")
        tokens = self.sheet.tokens[clause.first : clause.stop] if words and self.visitor else ()
        return self.visitor if any(token.has(words) for token in tokens) else None

    def _is_region(self, actor: Actor) -> bool:
        """In English a region without capital and government does not speak ("an Alaska farmer said")."""
        return self.strategy == "subject-verb" and actor.kind == "place"

    def _are_too_few(self, scene: Scene, roles: tuple[Role, ...], *, own: int) -> bool:
        """Tell roles that another reading of the words may fill better: one person for a plural, one for a meeting."""
        if scene.plural and self._is_one_person(scene, roles, own=own):
            return True
        return not self.unnamed and not _are_enough(scene.trigger, roles)

    def _is_one_person(self, scene: Scene, roles: tuple[Role, ...], *, own: int) -> bool:
        """Tell, where the verb comes last, a plural verb whose subject is one person from before its clause."""
        first = scene.trigger.frame.slots[0] if scene.trigger.frame.slots else None
        if self.strategy != "verb-final" or first is None or first.markers[0] != "subj":
            return False
        subjects = [r.referent for r in roles if r.name == first.role]
        alone = len(set(subjects)) == 1 and self.named.cast.kind(subjects[0]) == "person"
        return alone and not any(a.referent == subjects[0] for a in scene.left() if a.first >= own)

    def _event(
        self, where: tuple[Trigger, Clause], sentence: Sentence, roles: tuple[Role, ...], status: EventStatus
    ) -> EventMention:
        """The event of a trigger with its circumstances."""
        trigger, _ = where
        self.number += 1
        tokens, kind = self.sheet.tokens, trigger.frame.type
        place = next((r.referent for r in roles if r.name == _PLACE), None)
        place = place or find_place(self.named, sentence, trigger, goal=kind in _GOAL_TYPES)
        when = self.dates.choose(where, sentence, status)
        coming = status == "happened" and self.dates.is_ahead(when.value)
        when = (
            When() if coming and kind in _SAID else when
        )  # what is said is said by then; the day is of what it is about
        ahead = coming and kind not in _SAID and self.strategy == "verb-subject"
        return EventMention(
            id=f"e{self.number}",
            type=kind,
            roles=tuple(r for r in roles if r.name not in _NO_PARTIES),
            sentence=sentence.span,
            trigger=Span(tokens[trigger.first].start, tokens[trigger.last].stop),
            rule=trigger.frame.name,
            status="planned" if ahead else status,
            place=place,
            place_basis="stated" if place else "",
            when=when,
            topics=find_topics(self.sheet, sentence.first, sentence.stop),
        )


def _are_enough(trigger: Trigger, roles: tuple[Role, ...]) -> bool:
    """A meeting needs two, save where somebody joins one told before: with one, another trigger may fit the words."""
    joining = any(r.name == ATTENDEE for r in roles)
    people = {r.referent for r in roles if r.name != _PLACE}
    return trigger.frame.type != "meet" or joining or len(people) > 1
