"""An invented world: states and cities of the tables, bodies and people with names in four scripts."""

import random
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2s
from itertools import accumulate
from typing import NamedTuple

from dragoman.language.gazetteer_tables import load_cities, load_territories

LANGUAGES = ("en", "ru", "ar", "fa")
SHARES = (0.35, 0.3, 0.2, 0.15)
SYLLABLES = (
    ("ba", "ба", "با", "با"), ("da", "да", "دا", "دا"), ("ri", "ри", "ري", "ری"), ("mu", "му", "مو", "مو"),
    ("ka", "ка", "كا", "کا"), ("li", "ли", "لي", "لی"), ("no", "но", "نو", "نو"), ("sa", "са", "سا", "سا"),
    ("ta", "та", "تا", "تا"), ("va", "ва", "فا", "وا"), ("zu", "зу", "زو", "زو"), ("ma", "ма", "ما", "ما"),
    ("ni", "ни", "ني", "نی"), ("fa", "фа", "فا", "فا"), ("ju", "джу", "جو", "جو"), ("ra", "ра", "را", "را"),
    ("hi", "хи", "حي", "حی"), ("lo", "ло", "لو", "لو"), ("be", "бе", "بي", "به"), ("go", "го", "غو", "گو"),
)  # fmt: skip
ENDINGS = (("nov", "нов", "نوف", "نوف"), ("zade", "заде", "زاده", "زاده"), ("man", "ман", "مان", "مان"),
           ("ri", "ри", "ري", "ری"), ("dov", "дов", "دوف", "دوف"), ("ni", "ни", "ني", "نی"))  # fmt: skip
BODIES = (
    ("Council", "Совет", "مجلس", "شورای"), ("Bank", "Банк", "بنك", "بانک"), ("Agency", "Агентство", "وكالة", "آژانس"),
    ("Forum", "Форум", "منتدى", "مجمع"), ("Institute", "Институт", "معهد", "موسسه"),
    ("Union", "Союз", "اتحاد", "اتحادیه"),
)  # fmt: skip
CITIES, ORGANISATIONS = 1_000, 0.12


class Entity(NamedTuple):
    """Somebody or something: how it is called in each language, and its id where a table has one."""

    kind: str
    names: Mapping[str, str]
    reference: str | None


def make_entities(count: int, chance: random.Random) -> list[Entity]:
    """Return entities, those that news tell of most first."""
    listed = [*_list_listed("territory"), *_list_listed("city")][: count // 3]
    states = [one for one in listed if one.kind == "country"]
    cities = [one for one in listed if one.kind == "place"]
    bodies = list(_make_bodies(int(count * ORGANISATIONS), chance))
    people = list(_make_people(count - len(listed) - len(bodies), chance))
    # States are told of most, then a few hundred people and bodies, then everybody else.
    head = [one for three in zip(states, people, bodies, strict=False) for one in three]
    seen = set(map(id, head))
    rest = [one for one in (*states, *cities, *people, *bodies) if id(one) not in seen]
    chance.shuffle(rest)
    return [*head, *rest]


def _list_listed(kind: str) -> Iterator[Entity]:
    names: dict[str, dict[str, str]] = {}
    for tag in LANGUAGES:
        rows = load_cities(tag) if kind == "city" else (one for one in load_territories(tag) if one.form == "label")
        for row in rows:
            if kind == "city" or len(row.id) == len("territory:XX"):
                names.setdefault(row.id, {}).setdefault(tag, row.name)
    whole = [(key, named) for key, named in names.items() if len(named) == len(LANGUAGES)]
    for key, named in whole[:CITIES]:
        yield Entity("country" if kind == "territory" else "place", named, key)


def _make_people(count: int, chance: random.Random) -> Iterator[Entity]:
    given = [_spell(2, chance, ends=False) for _ in range(150)]
    seen: set[str] = set()
    while len(seen) < count:
        first, last = chance.choice(given), _spell(chance.choice((1, 2, 2, 3)), chance, ends=True)
        names = {tag: f"{first[tag]} {last[tag]}" for tag in LANGUAGES}
        if names["en"] not in seen:
            seen.add(names["en"])
            yield Entity("person", names, None)


def _make_bodies(count: int, chance: random.Random) -> Iterator[Entity]:
    seen: set[str] = set()
    while len(seen) < count:
        own, kind = _spell(3, chance, ends=False), dict(zip(LANGUAGES, chance.choice(BODIES), strict=True))
        names = {tag: f"{own[tag]} {kind[tag]}" if tag == "en" else f"{kind[tag]} {own[tag]}" for tag in LANGUAGES}
        if names["en"] not in seen:
            seen.add(names["en"])
            yield Entity("organisation", names, None)


def _spell(syllables: int, chance: random.Random, *, ends: bool) -> dict[str, str]:
    parts = [chance.choice(SYLLABLES) for _ in range(syllables)] + ([chance.choice(ENDINGS)] if ends else [])
    spelled = zip(LANGUAGES, zip(*parts, strict=True), strict=True)
    return {tag: "".join(letters).capitalize() for tag, letters in spelled}


class Choice:
    """Chooses from a sequence, its first ones far more often: the weight of the n-th is ``1 / (n + 2.4)``."""

    def __init__(self, count: int, chance: random.Random) -> None:
        self._sums = list(accumulate(1 / (rank + 2.4) for rank in range(count)))
        self._numbers, self._chance = range(count), chance

    def draw(self, count: int) -> list[int]:
        """Return so many numbers, each once."""
        found: dict[int, None] = {}
        while len(found) < count:
            found.update(dict.fromkeys(self._chance.choices(self._numbers, cum_weights=self._sums, k=count)))
        return list(found)[:count]


def name_id(kind: str, keys: Sequence[str]) -> str:
    """Return the id that the chronicle gives to members."""
    return f"{kind}:{blake2s(min(keys).encode(), digest_size=5).hexdigest()}"
