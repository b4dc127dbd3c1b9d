"""Makes more of little text: other names in the same sentences, and tables that know only a part of them.

A tagger that always finds the names of its training text in the tables learns to believe the tables alone. So every
sentence is seen a second time with half of the table of name parts and a third of the gazetteer taken away, and with
other people in it.
"""

import csv
import random
from collections.abc import Iterator, Sequence

import msgspec
from corpora import SHARED, Name, Sample

from dragoman.reading.sheet import Chunk
from dragoman.reading.tables import Tables

QUOTED = 0.06  # news in Persian and Arabic may put a name in quotation marks
PEOPLE = SHARED / "data/names/politicians_by_language.tsv"


def read_people(language: str) -> list[str]:
    """Return the names of politicians in a language."""
    with PEOPLE.open(encoding="utf-8") as lines:
        names = [row[language] for row in csv.DictReader(lines, delimiter="\t")]
    return [name for name in names if 0 < name.count(" ") < 4 and "," not in name and "(" not in name]


def thin_tables(tables: Tables, chance: random.Random) -> Tables:
    """Return the tables with half of the name parts."""
    kept = {form: counts for form, counts in tables.name_parts.items() if chance.random() < 0.5}
    return msgspec.structs.replace(tables, name_parts=kept)


def thin_chunks(chunks: Sequence[Chunk], chance: random.Random) -> Iterator[Chunk]:
    """Yield two thirds of the gazetteer's chunks."""
    return (chunk for chunk in chunks if chance.random() < 0.67)


def swap_people(sample: Sample, people: Sequence[str], chance: random.Random) -> Sample:
    """Put other people in the place of those who are named by two words or more, and single names for single words."""
    text, names, last = "", [], 0
    for name in sample.names:
        text += sample.text[last : name.start]
        written = sample.text[name.start : name.stop]
        if name.kind == "PER" and not any(c.isdigit() for c in written):
            other = chance.choice(people)
            written = other if " " in written else other.split()[-1]
            if chance.random() < QUOTED:
                text += "« "
                names.append(Name(len(text), len(text) + len(written), name.kind))
                text, last = f"{text}{written} »", name.stop
                continue
        names.append(Name(len(text), len(text) + len(written), name.kind))
        text += written
        last = name.stop
    return Sample(text + sample.text[last:], tuple(names), sample.whole)


def shout(sample: Sample, chance: random.Random) -> Sample:
    """Write the lines of a text as headlines are written: every word with a capital, or in capitals alone."""
    lines = []
    for line in sample.text.split("\n"):
        shouted = line.upper() if chance.random() < 0.3 else " ".join(w[:1].upper() + w[1:] for w in line.split(" "))
        lines.append(shouted if len(shouted) == len(line) else line)
    return Sample("\n".join(lines), sample.names, sample.whole)
