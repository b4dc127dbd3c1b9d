"""Many people with common names: pages in several runs, read again or judged, give what they give at once."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.property.deciding import opened
from tests.unit.chronicle.plain_reader import PlainReader, make_page

from dragoman.chronicle.members import format_key
from dragoman.chronicle.sql import SqlChronicle
from dragoman.model import Page, Reading

GIVEN = {
    "en": ("Karim", "Kareem", "Anna", "Omar", "Muhammad", "Ali", "Salim", "Jon"),
    "ru": ("Карим", "Анна", "Омар", "Мухаммад", "Али", "Салим", "Жон"),
    "ar": ("كريم", "آنا", "عمر", "محمد", "علي", "سالم"),
}
FAMILY = {
    "en": ("Daler", "Dalerov", "Petrova", "Rahman", "Rahmon", "Ali", "Salimi", "Karim", "Ho"),
    "ru": ("Далер", "Далеров", "Петрова", "Рахман", "Рахмон", "Али", "Салими"),
    "ar": ("دالر", "بتروفا", "رحمان", "رحمن", "علي", "سليمي"),
}
COUNTRIES = ("Kazakhstan|country|territory:KZ", "Iran|country|territory:IR", "Egypt|country|territory:EG")
OTHERS = ("Lake Council|organisation", "River Board|organisation", "Osh|place", "Ош|place", "Peace Office|organisation")
OFFICES = ("foreign-minister", "chair", "ambassador")


def invent_pages(chance: random.Random, number: int) -> list[Page]:
    return [make_page(f"p{place}", _invent_page(chance, place)) for place in range(number)]


def _invent_page(chance: random.Random, place: int) -> str:
    language = chance.choice(("en", "en", "ru", "ar"))
    day = f"202{chance.randrange(2, 6)}-0{chance.randrange(1, 4)}-{chance.randrange(10, 28)}"
    lines = [f"{language} {chance.choice((day, day, '-'))} Herald{place}"]
    for _ in range(chance.randrange(1, 4)):
        who, country = _invent_name(chance, language), chance.choice(COUNTRIES)
        office = f"office {chance.choice(OFFICES)} {chance.choice(('current', 'current', 'former'))}"
        told = (
            f"{office} | [{who}] of [{country}] spoke.",
            f"say | [{who}] and [{_invent_name(chance, language)}] went to [{country}].",
            f"say | [{who}] of [{chance.choice(OTHERS)}] rested.",
            f"meet happened 2024-0{chance.randrange(1, 4)}-10 | [{who}] met [{_invent_name(chance, language)}].",
            f"visit happened 2024-02-1{chance.randrange(3)} | [{who}] went to [{country}].",
        )
        lines.append(chance.choice(told))
    return "\n".join(lines)


def _invent_name(chance: random.Random, language: str) -> str:
    family = chance.choice(FAMILY[language])
    if chance.random() < 0.35:
        return f"{chance.choice((family, family, chance.choice(GIVEN[language])))}|person"
    middle = f" {chance.choice(GIVEN[language])}" if chance.random() < 0.15 else ""
    given = chance.choice(GIVEN[language])
    return f"{given[0] + '.' if chance.random() < 0.1 else given}{middle} {family}|person"


def misread(chronicle: SqlChronicle, page: Page) -> None:
    """Store a page as a reader would that sees its first sentence alone."""
    lines = page.content.decode().splitlines()[:2]
    reading = PlainReader("plain-0").read(replace(page, content="\n".join(lines).encode()))
    assert isinstance(reading, Reading)
    chronicle.store(page, reading)


def store(chronicle: SqlChronicle, pages: Sequence[Page]) -> None:
    for page in pages:
        reading = PlainReader().read(page)
        assert isinstance(reading, Reading)
        chronicle.store(page, reading)


def at_once(pages: Sequence[Page]) -> str:
    with opened() as chronicle:
        store(chronicle, pages)
        chronicle.refresh()
        return chronicle.digest()


@pytest.mark.slow
@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 1 << 20))
def test_a_few_hundred_common_names_come_out_alike_in_many_runs(seed: int) -> None:
    chance = random.Random(seed)
    pages = invent_pages(chance, 90)
    shuffled = pages[:]
    chance.shuffle(shuffled)
    with opened() as chronicle:
        while shuffled:
            cut = chance.choice((1, 2, 5, 40))
            store(chronicle, shuffled[:cut])
            shuffled = shuffled[cut:]
            chronicle.refresh()
        for page in chance.sample(pages, 6):
            misread(chronicle, page)
            chronicle.refresh()
            store(chronicle, [page])
        chronicle.refresh()
        assert chronicle.digest() == at_once(pages)


@pytest.mark.slow
@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 1 << 20))
def test_a_judgement_among_common_names_gives_what_a_rebuild_gives(seed: int) -> None:
    chance = random.Random(seed)
    pages = invent_pages(chance, 60)
    with opened() as chronicle:
        store(chronicle, pages)
        chronicle.refresh()
        before = chronicle.digest()
        keys = _list_people(pages)
        for _ in range(6):
            a, b = chance.sample(keys, 2)
            chronicle.judgements.judge(a, b, chance.choice(("same", "different", "different")), by="ann")
            found = chronicle.digest()
            chronicle.rebuilding.finish()
            chronicle.refresh()
            assert chronicle.digest() == found
        for view in chronicle.judgements.list():
            chronicle.judgements.undo(view.decision)
        assert chronicle.digest() == before


def _list_people(pages: Sequence[Page]) -> list[str]:
    found = []
    for page in pages:
        reading = PlainReader().read(page)
        assert isinstance(reading, Reading)
        found += [format_key(page.sha256, one.id) for one in reading.referents if one.kind == "person"]
    return found
