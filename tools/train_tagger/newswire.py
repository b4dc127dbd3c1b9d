"""Writes sentences in the manner of a news agency, with their names marked, where no annotated news may be learnt from.

The sentences, ``templates/<language>.txt``, were written for this project. Their slots are filled at random from the
tables: people from the name parts, with family names made as the language makes them; places from the gazetteer; bodies
from patterns of their own. Seeded, so the same text comes back each time.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from corpora import BLOCK, Name, Sample
from variation import read_people

from dragoman.language.gazetteer_tables import load_cities, load_name_parts, load_territories
from dragoman.language.organisation_tables import load_organisation_names
from dragoman.language.packs import load_pack

TEMPLATES = Path(__file__).parent / "templates"
KINDS = {"PER": "PER", "FAM": "PER", "ORG": "ORG", "CLUB": "ORG", "AGENCY": "ORG", "LOC": "LOC", "CITY": "LOC"} | {
    "COUNTRY": "LOC"
}
SLOT = re.compile(r"\{([A-Z]+)\}")
FAMILY_ENDS = ("ی", "ی", "ی", "زاده", "نژاد", "پور", "فر", "نیا", "یان", "‌پور", "‌زاده", "وند")
FOREIGN = 0.3
HOME = frozenset({"territory:IR", "territory:AF", "territory:TJ"})


class Newswire:
    """A seeded writer of sentences in one language."""

    def __init__(self, language: str, chance: random.Random) -> None:
        """Read the templates and the names that fill them."""
        self.chance = chance
        self.lists = _read_templates(TEMPLATES / f"{language}.txt")
        parts = load_name_parts(language)
        self.lists["GIVEN"] += [form for form, (given, family) in parts.items() if given > 20 and given > family * 3]
        self.people = read_people(language)
        cities = [c for c in load_cities(language) if c.strength != "weak"]
        self.cities = [[c.name for c in cities if c.country in HOME], [c.name for c in cities]]
        countries = [t for t in load_territories(language) if t.strength != "weak"]
        self.lists["COUNTRY"] = [t.name for t in countries if t.form in ("label", "short")] or [
            t.name for t in countries
        ]
        self.lists["LISTED"] = [o.name for o in load_organisation_names(language) if o.form != "weak"]
        self.lists["OFFICE"] = [row["form"] for row in load_pack(language).rows("offices")]

    def samples(self, count: int) -> Iterator[Sample]:
        """Yield blocks of sentences, ``count`` sentences in all."""
        for _ in range(count // BLOCK):
            text, names = "", []
            for _ in range(BLOCK):
                sentence, found = self._sentence()
                names += [Name(n.start + len(text), n.stop + len(text), n.kind) for n in found]
                text += sentence + "\n"
            yield Sample(text, tuple(names), False)

    def _sentence(self) -> tuple[str, list[Name]]:
        template = self.chance.choice(self.lists["sentences"])
        if self.chance.random() < 0.5:  # corpora write marks apart, pages do not
            template = re.sub(r" ([،.:])", r"\1", template)
        text, names, last = "", [], 0
        for slot in SLOT.finditer(template):
            text += template[last : slot.start()]
            filled = self._fill(slot.group(1))
            if slot.group(1) in KINDS:
                names.append(Name(len(text), len(text) + len(filled), KINDS[slot.group(1)]))
            text, last = text + filled, slot.end()
        return text + template[last:], names

    def _fill(self, slot: str) -> str:
        if slot == "N":
            return str(self.chance.choice((3, 12, 20, 45, 1000, 1350, "هفت", "چند")))
        if slot == "PER":
            return self._person()
        if slot == "FAM":
            return self._family()
        if slot == "CITY":
            return self.chance.choice(self.cities[self.chance.random() < FOREIGN])
        return SLOT.sub(lambda inner: self._fill(inner.group(1)), self.chance.choice(self.lists[slot]))

    def _person(self) -> str:
        if self.chance.random() < FOREIGN:
            return self.chance.choice(self.people)
        given = self.chance.choice(self.lists["GIVEN"])
        if self.chance.random() < 0.15:
            given = f"{given} {self.chance.choice(self.lists['GIVEN'])}"
        if self.chance.random() < 0.06:
            given = f"سید {given}"
        family = self._family()
        return f"{given} {family}" if self.chance.random() < 0.9 else f"{given} {family} {self._family()}"

    def _family(self) -> str:
        if self.chance.random() < FOREIGN:
            return self.chance.choice(self.people).split()[-1]
        return self.chance.choice(self.lists["FAMILYBASE"]) + self.chance.choice(FAMILY_ENDS)


def _read_templates(path: Path) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    current: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = lists.setdefault(line.strip("[]"), [])
        elif line.strip() and not line.startswith("#"):
            current.append(line.strip())
    return lists
