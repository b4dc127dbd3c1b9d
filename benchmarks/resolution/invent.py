"""Invents pages full of people: as many mentions as wanted, of half as many people, in four scripts.

Given and family names are drawn as often as they occur in ``src/dragoman/data/models/name_parts``, so a few names are
very common. Nobody in it exists. The same number of mentions and the same seed give the same pages.
"""

import csv
import random
from bisect import bisect
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from dragoman.language.romanisation import romanise
from dragoman.meaning.entities import Member

PARTS = Path(__file__).parents[2] / "src" / "dragoman" / "data" / "models" / "name_parts"
LANGUAGES = ("ru", "ar", "fa", "en")
PER_PAGE = 10
DAYS = 730
COUNTRIES = tuple(f"territory:{code}" for code in "AA BB CC DD EE FF GG HH II JJ KK LL MM NN OO PP QQ RR SS TT".split())
OFFICES = ("foreign-minister", "minister/interior", "speaker", "ambassador", "spokesperson")

Person = dict[str, Any]


class Names:
    """The names of one language, each drawn as often as it occurs."""

    def __init__(self, language: str) -> None:
        with (PARTS / f"{language}.tsv").open(encoding="utf-8", newline="") as table:
            rows = [row for row in csv.DictReader(table, delimiter="\t") if len(row["form"]) > 1]
        self._given, self._family = (_weigh(rows, column) for column in ("given", "family"))

    def draw(self, chance: random.Random) -> str:
        """Draw a full name."""
        return f"{_pick(self._given, chance)} {_pick(self._family, chance)}".title()


def _weigh(rows: list[dict[str, str]], column: str) -> tuple[list[str], list[int]]:
    chosen = [row for row in rows if int(row[column])]
    return [row["form"] for row in chosen], list(accumulate(int(row[column]) for row in chosen))


def _pick(weighed: tuple[list[str], list[int]], chance: random.Random) -> str:
    forms, sums = weighed
    return forms[bisect(sums, chance.randrange(sums[-1]))]


def invent_members(mentions: int, *, seed: int = 1) -> list[Member]:
    """Invent the referents of pages: half as many people as mentions, each named once, some of them far more often."""
    chance = random.Random(seed)
    names = {language: Names(language) for language in LANGUAGES}
    people = [_invent_person(names, chance) for _ in range(mentions // 2)]
    weights = list(accumulate(1 / (1 + rank / 50) ** 0.5 for rank in range(len(people))))
    drawn = [people[min(bisect(weights, chance.random() * weights[-1]), len(people) - 1)] for _ in people]
    named = [*people, *drawn]
    chance.shuffle(named)
    pages = (named[start : start + PER_PAGE] for start in range(0, len(named), PER_PAGE))
    return [member for there in pages for member in _invent_page(there, chance)]


def _invent_person(names: dict[str, Names], chance: random.Random) -> Person:
    language = chance.choice(LANGUAGES)
    name = names[language].draw(chance)
    latin = name if language == "en" else romanise(name, language).title()
    office = ((chance.choice(OFFICES), chance.choice(COUNTRIES), "current"),) if chance.random() < 0.15 else ()
    return {"written": ((name, language), (latin, "en")), "offices": office, "country": chance.choice(COUNTRIES)}


def _invent_page(there: list[Person], chance: random.Random) -> list[Member]:
    page = f"{chance.getrandbits(64):016x}"
    day = (date(2023, 1, 1) + timedelta(days=chance.randrange(DAYS))).isoformat()
    written = [person["written"][chance.random() < 0.3] for person in there]
    names = [name for name, _ in written]
    found = []
    for place, (person, (name, language)) in enumerate(zip(there, written, strict=True)):
        bare = chance.random() < 0.25
        others = tuple(sorted({other for other in names if other != name} | {person["country"]}))
        found.append(
            Member(
                key=f"{page}:r{place}",
                page=page,
                kind="person",
                name=name.split()[-1] if bare else name,
                language=language,
                offices=person["offices"] if chance.random() < 0.5 else (),
                published=day,
                co=others,
            )
        )
    return found
