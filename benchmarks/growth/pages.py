"""Writes the pages of invented stories: in four languages, by several outlets, some of them copies of others."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from msgspec import Struct
from tables import LANGUAGES, load_rows, load_sentences
from wording import Words, name_day, write_header
from world import Story, World, invent_days

START = date(2021, 1, 3)
PER_DAY = 2000
COPIED, CUT = 0.35, 0.3
SHARES = (4, 3, 2, 2)
"""How many pages of ten or so are in each of the languages."""


class Told(Struct, frozen=True, gc=False):
    """What is true of a page: its story, its events, the people whom it names in full, and the bodies."""

    story: int
    language: str
    copy: bool
    events: tuple[tuple[int, str], ...]
    people: tuple[int, ...]
    bodies: tuple[str, ...]


class Written(Struct, frozen=True, gc=False):
    """A page as a record of a source, with what is true of it."""

    record: dict[str, str]
    told: Told


class Body(Struct, frozen=True, gc=False):
    """The text of a page without its outlet, so that another outlet can copy it."""

    title: str
    paragraphs: tuple[str, ...]
    told: Told


def invent_pages(seed: int = 1, *, per_day: int = PER_DAY) -> Iterator[Written]:
    """Yield invented pages in the order of their days, without end; fewer of them are the beginning of more."""
    world = World(seed)
    number = 0
    for stories in invent_days(world, per_day):
        day = [page for story in stories for page in _write_story(world, story)]
        world.chance.shuffle(day)
        for body in day:
            number += 1
            yield Written(_publish(body, number, day=stories[0].day, chance=world.chance), body.told)


def take_pages(number: int, *, seed: int = 1, per_day: int = PER_DAY) -> list[Written]:
    """Return the first so many pages."""
    return list(islice(invent_pages(seed, per_day=per_day), number))


def _write_story(world: World, story: Story) -> Iterator[Body]:
    chance = world.chance
    written: dict[str, list[Body]] = {}
    for _ in range(story.pages):
        language = chance.choices(LANGUAGES, SHARES)[0]
        known = written.setdefault(language, [])
        if known and chance.random() < COPIED:
            body = _copy(chance.choice(known), chance)
        else:
            body = _write_body(world, story, language)
            known.append(body)
        yield body


def _copy(body: Body, chance: random.Random) -> Body:
    told = Told(**{**{name: getattr(body.told, name) for name in Told.__struct_fields__}, "copy": True})
    cut = len(body.paragraphs) > 4 and chance.random() < CUT
    return Body(body.title, body.paragraphs[:-1] if cut else body.paragraphs, told)


def _write_body(world: World, story: Story, language: str) -> Body:
    """Write a page on a story: what happened, who was there, what was said, and some sentences about nothing much."""
    words = Words(world.people, story, language, chance=world.chance)
    main, said, *older = story.events
    paragraphs = [
        f"{words.tell(main)} {words.write('with')}",
        f"{words.say(said)} {words.write('filler')}",
        *(f"{words.tell(event)} {words.write('filler')}" for event in older),
        words.write("body"),
        *(f"{words.write('filler')} {words.write('filler')}" for _ in range(world.chance.randint(0, 2))),
    ]
    people = sorted({*story.present, *(one for event in (main, *older) for one in event.people)})
    events = tuple((event.number, event.type) for event in story.events)
    told = Told(story.number, language, False, events, tuple(people), (words.body_key(),))
    return Body(words.headline(main), tuple(paragraphs), told)


def _publish(body: Body, number: int, *, day: int, chance: random.Random) -> dict[str, str]:
    language = body.told.language
    outlets = load_sentences()["outlet", language]
    outlet = chance.choice(outlets)
    when = START + timedelta(day)
    header = write_header(language, when, hour=chance.randrange(6, 23), minute=chance.randrange(60))
    city = load_rows("states")[chance.randrange(10)][f"city_{language}" if language != "ru" else "city_en"]
    first, *rest = body.paragraphs
    opened = f"{city.upper()} - {first}" if language == "en" else first
    text = "\n\n".join([body.title, header, opened, *rest])
    site = f"outlet-{language}-{outlets.index(outlet)}.example"
    return {"url": f"https://{site}/{when:%Y/%m/%d}/{number}.html", "text": text + "\n", "outlet": outlet}


__all__ = ["PER_DAY", "START", "Told", "Written", "invent_pages", "name_day", "take_pages"]
