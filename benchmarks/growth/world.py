"""Invents a world in which things happen: people with offices, stories of every day, and what each story tells.

People come back as in the news: most are named once, some all the time. Whether a story is about somebody new follows
a Pitman-Yor process, so that the frequencies are those of Zipf's law and the number of people grows as Heaps' law says,
here with the power 0.7 of the number of times that anybody is named. Everything follows from the seed.
"""

import random
from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate

from msgspec import Struct
from tables import list_types, load_rows

DISCOUNT, STRENGTH = 0.7, 30.0
COMMON = {"meet": 10, "visit": 4, "call": 4, "agree": 3, "support": 3, "convene": 2, "request": 2, "accuse": 2}
LARGEST_STORY = 24
SECOND = ("meet", "call", "support", "request")
OLD, TRIES = 0.4, 50


class Person(Struct, frozen=True, gc=False):
    """Somebody invented: rows of the tables by number, the family name as its letters and its ending."""

    number: int
    given: int
    family: tuple[int, ...]
    state: int
    office: int


class Happening(Struct, frozen=True, gc=False):
    """One event: what a page tells of it follows from this. ``people`` are those who act, ``day`` counts from 0."""

    number: int
    type: str
    day: int
    state: int
    other: int
    place: int
    people: tuple[int, ...]
    figure: int


class Story(Struct, frozen=True, gc=False):
    """What one day's pages tell: the events, who stands around, and how many pages tell it."""

    number: int
    day: int
    events: tuple[Happening, ...]
    present: tuple[int, int]
    topic: int
    body: int
    pages: int


class World:
    """People and what they do; one call of :meth:`invent_story` after the other makes the days go by."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.people: list[Person] = []
        self._draws: list[int] = []
        self._counts: list[int] = []
        self._names: set[tuple[int, tuple[int, ...]]] = set()
        self._holders: dict[tuple[int, int], int] = {}
        self._gone: set[int] = set()
        self._stories = self._events = 0
        self._states = list(accumulate(1 / (rank + 2) for rank in range(len(load_rows("states")))))
        self._types = [kind for kind in list_types() for _ in range(COMMON.get(kind, 1))]
        self._sizes = list(accumulate(1 / (size + 1) ** 1.8 for size in range(LARGEST_STORY)))

    def invent_story(self, day: int) -> Story:
        """Invent what some pages of a day will tell."""
        chance = self.chance
        main = self._invent_event(chance.choice(self._types), day)
        present = (self._draw(main.people), self._draw(main.people))
        events = [main, self._event("state", day, people=(main.people[0],))]
        if chance.random() < OLD and len(set(present)) == len(present):
            events.append(self._event(chance.choice(SECOND), day - 1, people=present))
        self._stories += 1
        topic, body = chance.randrange(len(load_rows("topics"))), chance.randrange(len(load_rows("bodies")))
        size = 1 + bisect(self._sizes, chance.random() * self._sizes[-1])
        return Story(self._stories, day, tuple(events), present, topic, body, size)

    def _invent_event(self, kind: str, day: int) -> Happening:
        if kind == "take-office":
            free = self._new_person()
            return self._event(kind, day, people=(*self._pair(state=free.state), free.number))
        if kind == "leave-office" and self._holders:
            place = self.chance.choice(sorted(self._holders))
            leaving = self._holders.pop(place)
            self._gone.add(leaving)
            return self._event(kind, day, people=(*self._pair(state=place[0]), leaving))
        return self._event(kind if kind != "leave-office" else "meet", day, people=self._pair())

    def _event(self, kind: str, day: int, *, people: tuple[int, ...]) -> Happening:
        first = self.people[people[0]]
        other = self.people[people[1]].state if len(people) > 1 else first.state
        self._events += 1
        place = other if kind in ("visit", "request") else first.state
        return Happening(self._events, kind, day, first.state, other, place, people, self.chance.randrange(4, 60))

    def _pair(self, state: int | None = None) -> tuple[int, int]:
        """Draw two people of two states, the first of a given one."""
        first = self._draw(()) if state is None else self._draw((), state=state)
        second = self._draw((first,))
        while self.people[second].state == self.people[first].state:
            second = self._draw((first,))
        return first, second

    def _draw(self, others: tuple[int, ...], *, state: int | None = None) -> int:
        """Draw somebody who is not one of some others: known or new, as often as the process says."""
        if state is not None:
            return self._note(self._new_person(state).number)
        if self.chance.random() * (STRENGTH + len(self._draws)) < STRENGTH + DISCOUNT * len(self.people):
            return self._note(self._new_person().number)
        for _ in range(TRIES):
            drawn = self.chance.choice(self._draws)
            kept = self.chance.random() * self._counts[drawn] > DISCOUNT
            if kept and drawn not in others and drawn not in self._gone:
                return self._note(drawn)
        return self._note(self._new_person().number)

    def _note(self, drawn: int) -> int:
        self._draws.append(drawn)
        self._counts[drawn] += 1
        return drawn

    def _new_person(self, state: int | None = None) -> Person:
        if state is None:
            state = bisect(self._states, self.chance.random() * self._states[-1])
        name = self._invent_name()
        while name in self._names:
            name = self._invent_name()
        self._names.add(name)
        person = Person(len(self.people), *name, state, self._find_office(state))
        self.people.append(person)
        self._counts.append(0)
        if load_rows("offices")[person.office]["sole"] == "1":
            self._holders[state, person.office] = person.number
        return person

    def _find_office(self, state: int) -> int:
        """Return an office that only one can hold as long as one is free, else one that many hold."""
        sole = [row["sole"] == "1" for row in load_rows("offices")]
        free = [office for office, one in enumerate(sole) if one and (state, office) not in self._holders]
        return self.chance.choice(free or [office for office, one in enumerate(sole) if not one])

    def _invent_name(self) -> tuple[int, tuple[int, ...]]:
        kinds = [row["kind"] for row in load_rows("letters")]
        letters = {kind: [place for place, other in enumerate(kinds) if other == kind] for kind in set(kinds)}
        pattern = "consonant vowel consonant vowel consonant ending".split()
        return (
            self.chance.randrange(len(load_rows("given"))),
            tuple(self.chance.choice(letters[kind]) for kind in pattern),
        )


def invent_days(world: World, per_day: int) -> Iterator[list[Story]]:
    """Yield the stories of one day after the other, without end."""
    day = 1
    while True:
        stories, pages = [], 0
        while pages < per_day:
            stories.append(world.invent_story(day))
            pages += stories[-1].pages
        yield stories
        day += 1
