"""Codes the events of one page: each sentence's triggers in turn, their roles, status and circumstances."""

from typing import Literal

from msgspec.structs import replace

from dragoman.language.dates import FoundDate, find_dates, settle
from dragoman.model import EventMention, OfficeMention, Role, Span
from dragoman.reading.events.actors import Actor, find_actors
from dragoman.reading.events.circumstances import find_place, find_topics
from dragoman.reading.events.clauses import find_clause, find_status
from dragoman.reading.events.frames import NO_EVENT, Trigger, find_triggers
from dragoman.reading.events.merging import merge_mentions
from dragoman.reading.events.moments import find_when
from dragoman.reading.events.roles import Clause, Scene, fill_roles
from dragoman.reading.mentions.linking import Named
from dragoman.reading.sheet import Sentence, Sheet

_OFFICE_TYPES = frozenset({"hold-office"})
_PLACE = "place"
_GOAL_TYPES = frozenset({"visit"})
_SUBJECT_REACH = 4
_CLOSERS = frozenset(",»\"”")
_DASHES = frozenset("—–")
_CHAIRS = frozenset({"country", "organisation"})


class Coded:
    """The events of a page and the offices that its sentences (not its titles) tell of."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.events: list[EventMention] = []
        self.offices: list[OfficeMention] = []


def code_events(named: Named) -> Coded:
    """Return the events of a page, each once, however many sentences tell it."""
    coder = _Coder(named)
    coded = Coded()
    for sentence in named.sheet.sentences:
        for event in coder.code_sentence(sentence):
            if event.type in _OFFICE_TYPES or event.type in ("take-office", "leave-office"):
                coded.offices += coder.office_of(event)
            if event.type not in _OFFICE_TYPES:
                coded.events.append(event)
    coded.events = merge_mentions(coded.events, named)
    return coded


class _Coder:
    """Goes through the sentences and remembers who acted last."""

    def __init__(self, named: Named) -> None:
        self.named = named
        self.sheet: Sheet = named.sheet
        self.strategy = named.sheet.tables.pack.strategies["roles"]
        self.carried: str | None = None
        self.number = 0
        language = self.sheet.tables.pack.tag
        self.published = self.sheet.article.published
        self.dates: list[FoundDate] = list(find_dates(self.sheet.text, language, published=self.published))

    def code_sentence(self, sentence: Sentence) -> list[EventMention]:
        actors = tuple(find_actors(self.named, sentence))
        used: set[int] = set()
        found: list[EventMention] = []
        for trigger in find_triggers(self.sheet, sentence):
            if used & set(trigger.used) or self._inside_name(trigger):
                continue
            if trigger.frame.type == NO_EVENT:
                used |= set(trigger.used)
                continue
            event = self._code(trigger, sentence, actors)
            if event is not None:
                used |= set(trigger.used)
                found += split_calls(event)
        found.sort(key=lambda e: e.trigger.start)
        self._remember(sentence, actors, found)
        return found

    def _inside_name(self, trigger: Trigger) -> bool:
        """A word of a name is no trigger: the treaty in "Collective Security Treaty Organization" was not signed."""
        return any(
            c.first <= position < c.stop
            for c in self.sheet.chunks
            if c.kind in ("organisation", "person", "place", "country")
            for position in trigger.used
        )

    def _remember(self, sentence: Sentence, actors: tuple[Actor, ...], found: list[EventMention]) -> None:
        speaking = [e for e in found if e.roles and e.type == "state"]
        if speaking:
            self.carried = speaking[-1].roles[0].referent
            return
        people = [a for a in actors if a.kind == "person" and not a.preposition]
        if people:
            self.carried = people[0].referent

    def _code(self, trigger: Trigger, sentence: Sentence, actors: tuple[Actor, ...]) -> EventMention | None:
        clause = find_clause(self.sheet, sentence, trigger)
        status = find_status(self.sheet, trigger, clause)
        if status is None:
            return None
        if trigger.frame.type == "state" and self._both_sides(trigger, clause.first, actors):
            return None
        other = self._other_subject(trigger, (clause.first, clause.stop), actors)
        unnamed = self._is_unnamed(trigger, clause)
        bound = self.strategy == "case" and clause.relative and clause.pronoun
        plural = self.sheet.tables.morphology.plural(self.sheet.tokens[trigger.first].text)
        alone = other is None and not unnamed and not bound and not plural
        carried = self.carried if self._may_carry(sentence, actors) and alone else None
        offices = tuple(self._office_owners(sentence, actors))
        commas = tuple(i for i in range(sentence.first, sentence.stop) if self.sheet.tokens[i].text in (",", "،"))
        mark = self.sheet.tokens[trigger.first - 1].text if trigger.first > sentence.first else ""
        bound = self.strategy == "case" and clause.relative and clause.pronoun
        reaches = self._reaches(trigger, sentence, clause, carried)
        for reach, subject in reaches[:1] if bound else reaches:
            scene = Scene(trigger, reach, actors, subject, offices, commas, mark in _CLOSERS, mark in _DASHES)
            gerund = self.sheet.tables.morphology.tense(self.sheet.tokens[trigger.first].text) == "gerund"
            scene = replace(scene, participle=self._is_participle(trigger), gerund=gerund, plural=plural, other_subject=-1 if other is None else other)
            verbs = self.sheet.tables.listed("finite_verbs") if self.strategy == "verb-final" else frozenset()
            scene = replace(scene, ends_in_verb=self.sheet.tokens[trigger.last].has(verbs))
            roles = fill_roles(scene, self.strategy)
            if roles or (roles is not None and trigger.frame.alone):
                return self._event((trigger, clause), sentence, roles, status)
        return None

    def _reaches(
        self, trigger: Trigger, sentence: Sentence, clause: Clause, carried: str | None
    ) -> list[tuple[Clause, str | None]]:
        """Where to look for actors: in the clause, then from the start of the sentence; then the subject of before.

        A verb that comes first drops its subject before "that", a preposition or a mark.
        """
        wide = replace(clause, first=sentence.first, relative=False)
        if self.strategy != "verb-subject":
            return [(clause, carried), (wide, carried)]
        after = self.sheet.tokens[trigger.first + 1] if trigger.first + 1 < sentence.stop else None
        links = self.sheet.tables.listed("prepositions") | self.sheet.tables.listed("clause_breaks")
        dropped = after is None or not after.is_word or after.has(links)
        return [(clause, None), (wide, None)] + ([(clause, self.carried)] if dropped else [])

    def _is_unnamed(self, trigger: Trigger, clause: Clause) -> bool:
        """A clause whose subject is somebody without a name ("sources said") continues nobody."""
        others = self.sheet.tables.listed("other_subjects")
        return any(self.sheet.tokens[i].has(others) for i in range(clause.first, trigger.first))

    def _both_sides(self, trigger: Trigger, first: int, actors: tuple[Actor, ...]) -> bool:
        """What "both sides" stressed belongs to their meeting."""
        sides = self.sheet.tables.listed("side_words")
        near = range(max(first, trigger.first - 6), min(len(self.sheet.tokens), trigger.last + 3))
        said = [i for i in near if self.sheet.tokens[i].has(sides)]
        start = max(first, said[-1]) if said and self.strategy == "verb-final" else first
        named = any(start <= a.first < trigger.first and not a.preposition and not a.genitive for a in actors)
        return not named and bool(said)

    def _office_owners(self, sentence: Sentence, actors: tuple[Actor, ...]) -> list[tuple[int, str]]:
        """The countries and bodies of the sentence's offices, those outside an actor's own phrase first."""
        owners = []
        for phrase in self.named.phrases:
            owner = self.named.cast.with_reference(phrase.of_reference)
            owner = self.named.cast.of_chunk.get(phrase.of, owner) if phrase.of is not None else owner
            if owner is not None and sentence.first <= phrase.first < sentence.stop:
                apart = not any(a.first <= phrase.core < a.stop and a.kind == "person" for a in actors)
                owners.append((not apart, phrase.first, owner))
        free = [o for o in owners if not o[0]] or owners
        return [(first, owner) for _, first, owner in free]

    def _may_carry(self, sentence: Sentence, actors: tuple[Actor, ...]) -> bool:
        """A sentence without a bare actor of its own continues the last subject, in languages that drop pronouns."""
        return self.strategy != "subject-verb" and not any(not a.preposition for a in actors)

    def _other_subject(self, trigger: Trigger, bounds: tuple[int, int], actors: tuple[Actor, ...]) -> int | None:
        """In a language of cases: where a plain noun, no actor, is the subject; ``None`` where there is none."""
        tokens, cases = self.sheet.tokens, self.sheet.tables.morphology.noun_cases
        named = {i for a in actors for i in range(a.first, a.stop)} | {i for p in self.named.phrases for i in range(p.first, p.stop)}
        named |= {i for c in self.sheet.chunks for i in range(c.first, c.stop)} | set(trigger.used)
        before = range(max(bounds[0], trigger.first - _SUBJECT_REACH), trigger.first)
        after = range(trigger.last + 1, min(bounds[1], trigger.last + _SUBJECT_REACH))
        dated = {i for d in self.dates for i in range(*self.sheet.token_range(d.span))}
        free = [
            i
            for i in (*before, *after)
            if i not in named and i not in dated and tokens[i].is_word and not self._is_governed(i)
        ]
        found = [i for i in free if "nom" in cases(tokens[i].text) and (i in before or "acc" not in cases(tokens[i].text))]
        return max(found) if found else None

    def _is_governed(self, position: int) -> bool:
        """A noun right behind a preposition is no subject, whatever its form: "on Monday"."""
        return position > 0 and self.sheet.tokens[position - 1].has(self.sheet.tables.listed("prepositions"))

    def _is_participle(self, trigger: Trigger) -> bool:
        """Tell an active participle: a form with cases whose lemma is a verb."""
        token, morphology = self.sheet.tokens[trigger.first], self.sheet.tables.morphology
        verb = any(morphology.tense(key.text) == "infinitive" for key in token.keys[1:])
        verb = verb and morphology.tense(token.text) is None
        return self.strategy == "case" and verb and bool(morphology.cases(token.text)) and not morphology.noun_cases(token.text)

    def _event(
        self, where: tuple[Trigger, Clause], sentence: Sentence, roles: tuple[Role, ...], status: str
    ) -> EventMention:
        trigger, _ = where
        self.number += 1
        places = [r.referent for r in roles if r.name == _PLACE]
        tense: Literal["past", "future"] = "future" if status == "planned" else "past"
        resolved = [replace(d, when=settle(d, tense, self.published)) for d in self.dates]
        when = find_when(resolved, sentence, self.sheet, where)
        if status == "happened" and self.strategy == "verb-subject" and self._is_ahead(when.value):
            status = "planned"
        return EventMention(
            id=f"e{self.number}",
            type=trigger.frame.type,
            roles=tuple(r for r in roles if r.name != _PLACE),
            sentence=sentence.span,
            trigger=Span(self.sheet.tokens[trigger.first].start, self.sheet.tokens[trigger.last].stop),
            rule=trigger.frame.name,
            status=status,  # type: ignore[arg-type]
            place=next(iter(places), None)
            or find_place(self.named, sentence, trigger, goal=trigger.frame.type in _GOAL_TYPES),
            when=when,
            topics=find_topics(self.sheet, sentence.first, sentence.stop),
        )

    def _is_ahead(self, value: str | None) -> bool:
        """What is dated after the page is still to come."""
        published = self.published.value
        return bool(value and published) and value[: len(published)] > published[: len(value)]  # type: ignore[index,arg-type]

    def office_of(self, event: EventMention) -> list[OfficeMention]:
        """A state or body that takes, holds or hands over a chair holds an office by that sentence."""
        bodies = [r.referent for r in event.roles if r.name == "body"]
        holders = [r.referent for r in event.roles if r.name in ("holder", "appointed", "actor", "participant")]
        found = []
        for holder in holders:
            if not bodies or self.named.cast.kind(holder) not in _CHAIRS:
                continue
            for body in (b for b in bodies if b != holder and self.named.cast.kind(b) == "organisation"):
                found.append(self._chair(event, holder, body))
        return found

    def _chair(self, event: EventMention, holder: str, body: str) -> OfficeMention:
        leaving = event.type == "leave-office"
        return OfficeMention(
            holder=holder,
            title="chair",
            status="former"
            if leaving or self._is_past(event)
            else "incoming"
            if event.status == "planned"
            else "current",
            span=event.trigger,
            sentence=event.sentence,
            rule=event.rule,
            of=body,
            of_reference=self.named.cast.reference(body),
            since=event.when if event.type in ("take-office", *_OFFICE_TYPES) and event.when.value else None,
            until=event.when if (leaving or self._is_past(event)) and event.when.value else None,
        )

    def _is_past(self, event: EventMention) -> bool:
        """A chair held "in 2023", read on a page of 2024, is a former one."""
        value, published = event.when.value, self.published.value
        if value is None or published is None or event.type not in _OFFICE_TYPES:
            return False
        return value < published[: len(value)]


def split_calls(event: EventMention) -> list[EventMention]:
    """Talks by telephone are held by two: one caller and several others make several calls."""
    first = [r for r in event.roles if r.referent == event.participants[0]] if event.roles else []
    others = [r for r in event.roles if r not in first]
    if event.type != "call" or len({r.referent for r in others}) < 2:
        return [event]
    return [replace(event, id=f"{event.id}.{n}", roles=(first[0], other)) for n, other in enumerate(others, start=1)]
