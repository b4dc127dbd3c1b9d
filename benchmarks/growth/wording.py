"""Puts an invented happening into the words of one language: names, cases, dates, sentences."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from tables import Row, load_rows, load_sentences
from world import Happening, Person, Story

MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split(),
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر".split(),
}
CASES = {"": "", "g": "gen", "d": "dat", "i": "ins"}
ENDINGS = {"g": ("а", "я", "а"), "d": ("у", "ю", "у"), "i": ("ом", "ем", "ым")}
"""Of a Russian man's name in a case: after a consonant, in place of й, and of a family name in -ов or -ин."""

START = date(2021, 1, 3)


def name_day(language: str, day: date) -> str:
    """Return a day as a sentence of a language names it."""
    month = MONTHS[language][day.month - 1]
    return {
        "en": f"on {day.day} {month} {day.year}",
        "ru": f"{day.day} {month} {day.year} года",
        "ar": f"يوم {day.day} {month} {day.year}",
        "fa": f"{day.day} {month} {day.year}",
    }[language]


def write_header(language: str, day: date, *, hour: int, minute: int) -> str:
    """Return the line of the date above a page."""
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}, {hour:02}:{minute:02}"


def decline(name: str, case: str, *, family: bool = False) -> str:
    """Return a man's name in a Russian case; names in a vowel stay as they are.

    >>> decline("Аскар", "i"), decline("Бакаров", "i", family=True), decline("Бакарзаде", "g", family=True)
    ('Аскаром', 'Бакаровым', 'Бакарзаде')
    """
    if not case or name[-1] in "аеиоуэюя":
        return name
    hard, soft, possessive = ENDINGS[case]
    if family and name.endswith(("ов", "ин")):
        return name + possessive
    return name[:-1] + soft if name.endswith(("й", "ь")) else name + hard


class Words:
    """The words for one story on one page."""

    def __init__(self, people: Sequence[Person], story: Story, language: str, *, chance: random.Random) -> None:
        self._people, self._story, self._language, self._chance = people, story, language, chance

    def tell(self, event: Happening) -> str:
        """Tell an event in a sentence or two, with full names and offices."""
        told = self._fill(self._choose(event.type), event)
        return told[0].upper() + told[1:]

    def headline(self, event: Happening) -> str:
        """Return a title: the event with names alone, without its date."""
        told = self._fill(self._choose(event.type), event, bare=True).partition(". ")[0]
        told = " ".join(told.split()).rstrip(".")
        return told[0].upper() + told[1:]

    def say(self, event: Happening) -> str:
        """Tell that somebody said something; the words are those of the story, as far as a language has them."""
        said = load_sentences()["said", self._language]
        words = self._fill(said[event.figure % len(said)], event)
        quoted = words[0].upper() + words[1:]
        return self._fill(self._choose("state"), event, bare=True).replace("{v}", words).replace("{w}", quoted)

    def write(self, part: str) -> str:
        """Write a sentence of a part of the page."""
        return self._fill(self._choose(part), self._story.events[0])

    def body_key(self) -> str:
        """Return what the body of the story is called in the truth: by its state where it belongs to one."""
        row = load_rows("bodies")[self._story.body]
        state = load_rows("states")[self._story.events[0].state]["id"]
        return f"{row['id']}/{state}" if row["owned"] == "1" else row["id"]

    def _choose(self, kind: str) -> str:
        return self._chance.choice(load_sentences()[kind, self._language])

    def _fill(self, text: str, event: Happening, *, bare: bool = False) -> str:
        """Put the words of an event into a sentence; ``bare`` names people without their offices, and no day."""
        values = {"n": str(event.figure), "m": str(event.figure * 37), "v": "{v}", "w": "{w}"}
        values["D"] = "" if bare else name_day(self._language, START + timedelta(event.day))
        values |= self._states(event) | self._named(event, bare=bare)
        for place, words in values.items():
            text = text.replace(f"{{{place}}}", words)
        return text.replace("  ", " ").replace(" .", ".").replace(" ,", ",")

    def _states(self, event: Happening) -> dict[str, str]:
        states = load_rows("states")
        values = {"C": states[event.place][f"city_{self._language}"]}
        values["X"] = load_rows("topics")[self._story.topic][self._language]
        for letter, state in (("S", states[event.state]), ("T", states[event.other])):
            values[letter] = state[self._language]
            if self._language == "ru":
                values |= {letter + case[0]: state[case] for case in ("gen", "dat", "ins", "acc")}
        body = load_rows("bodies")[self._story.body][self._language]
        values["O"] = body.replace("{S}", values["S"]).replace("{Sg}", values.get("Sg", ""))
        return values

    def _named(self, event: Happening, *, bare: bool) -> dict[str, str]:
        letters = "ABNL" if len(event.people) > 1 else "A"
        third = event.people[2] if len(event.people) > 2 else event.people[0]
        who = dict(zip(letters, (*event.people[:2], third, third), strict=False))
        who |= {"P": self._story.present[0], "Q": self._story.present[1]}
        values: dict[str, str] = {}
        for letter, number in who.items():
            person = self._people[number]
            for case in CASES if self._language == "ru" else ("",):
                full = self._name(person, case)
                values[letter + case] = full if bare or letter == "N" else self._title(person, full, case=case)
        first = self._people[event.people[0]]
        office = load_rows("offices")[self._people[third].office]
        values["a"] = self._family(first)
        values["no"] = office[self._language]
        values["noi"] = office["ins"]
        return values

    def _name(self, person: Person, case: str) -> str:
        given, family = load_rows("given")[person.given][self._language], self._family(person)
        if self._language != "ru":
            return f"{given} {family}"
        return f"{decline(given, case)} {decline(family, case, family=True)}"

    def _family(self, person: Person) -> str:
        written = "".join(load_rows("letters")[letter][self._language] for letter in person.family)
        return written[0].upper() + written[1:]

    def _title(self, person: Person, name: str, *, case: str) -> str:
        """Return a name with the office and the state, in the order of the language."""
        office, state = load_rows("offices")[person.office], load_rows("states")[person.state]
        if self._language == "ru":
            return f"{office[CASES[case] or 'ru']} {state['gen']} {name}"
        return self._order(office, state, name)

    def _order(self, office: Row, state: Row, name: str) -> str:
        if self._language == "en":
            return f"{state['adj']} {office['en']} {name}"
        if self._language == "ar":
            return f"{office['ar']} {state['ar']} {name}"
        return f"{name} {office['fa']} {state['fa']}"
