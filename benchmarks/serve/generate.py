"""Writes a chronicle of any size straight into its tables; the same size gives the same chronicle.

    python benchmarks/serve/generate.py PATH [--events N]

The pages are not read: they come with their readings, and with all that follows from these, as reading them would take
hours. One state takes part in every tenth event, most people in a few; one event has 500 reports.
"""

import argparse
import json
import random
import re
import sqlite3
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from hashlib import blake2s, sha256
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))
from world import LANGUAGES, SHARES, Choice, Entity, make_entities, name_id

import dragoman
from dragoman.chronicle.days import first_day, last_day
from dragoman.chronicle.schema import metadata
from dragoman.language.scripts import fold
from dragoman.language.terms import analyse_text
from dragoman.meaning.entities import Member, block_keys
from dragoman.meaning.entities.blocking import spelling_keys
from dragoman.meaning.stories.windows import find_stretch

FULL, SMALL = 200_000, 3_000
"""Events; there are a quarter as many entities and about five times as many mentions."""

FIRST, LAST = date(2012, 1, 1), date(2026, 10, 31)
MOST_REPORTS, PER_PAGE = 500, 3
TYPES = {"meet": 30, "visit": 14, "call": 10, "state": 16, "agree": 8, "accuse": 5, "convene": 4, "cooperate": 4,
         "support": 3, "request": 2, "sanction": 2, "take-office": 1, "protest": 1}  # fmt: skip
TOPICS = ("trade", "energy", "border", "bilateral-relations", "climate", "transport", "water", "health", "terrorism",
          "sanctions", "nuclear", "migration", "elections")  # fmt: skip
OFFICES = ("head-of-state", "foreign-minister", "head-of-government", "ambassador", "chair", "envoy")
VERBS = {"en": "met and spoke with", "ru": "провёл переговоры с", "ar": "التقى وبحث مع", "fa": "دیدار و گفتگو کرد با"}
WORDS = {
    "en": "grain border agreement energy court delegation airport budget river pipeline summit railway customs",
    "ru": "зерно граница соглашение энергетика суд делегация аэропорт бюджет река трубопровод саммит железная таможня",
    "ar": "الحبوب الحدود اتفاقية الطاقة المحكمة وفد المطار الميزانية النهر الأنابيب القمة السكك الجمارك الأمن",
    "fa": "گندم مرز توافق انرژی دادگاه هیئت فرودگاه بودجه رودخانه لوله اجلاس راه گمرک امنیت",
}
RARE = 3_000
"""So many rare words there are in each language, besides the common ones."""


class Event(NamedTuple):
    """What happened, by numbers of entities and of the pages that report it."""

    type: str
    status: str
    topics: tuple[str, ...]
    when: str | None
    seen: str
    who: tuple[int, ...]
    place: int | None
    pages: tuple[int, ...]


class World:
    """All that the tables are written from."""

    def __init__(self, events: int) -> None:
        self.chance = random.Random(7)
        self.entities = make_entities(events // 4, self.chance)
        self.pages = events // 2
        self.languages = self.chance.choices(LANGUAGES, SHARES, k=self.pages)
        self.outlets = [f"{kind} {n}" for n in range(60) for kind in ("Herald", "Вестник", "الأنباء", "خبر")]
        self.digests = [sha256(f"page {n}".encode()).hexdigest() for n in range(self.pages)]
        span = (LAST - FIRST).days
        # Ever more pages a day: the n-th of N comes out after the square root of n / N of the time.
        self.days = [FIRST + timedelta(int(span * (n / self.pages) ** 0.5)) for n in range(self.pages)]
        self.words = {tag: [*WORDS[tag].split(), *_make_words(tag, self.chance)] for tag in LANGUAGES}
        self.word = Choice(min(map(len, self.words.values())), self.chance)
        self.events = list(self._make_events(events))
        self.told: list[list[int]] = [[] for _ in range(self.pages)]
        for number, event in enumerate(self.events):
            for page in event.pages:
                self.told[page].append(number)

    def _make_events(self, count: int) -> Iterator[Event]:
        chance = self.chance
        who = Choice(len(self.entities), chance)
        places = [n for n, one in enumerate(self.entities) if one.kind in ("place", "country")]
        where = Choice(len(places), chance)
        for number in range(count):
            size = chance.choices((1, 2, 3, 4, 6, 30), (10, 52, 24, 10, 3.9, 0.1))[0]
            reports = _draw_reports(number, chance)
            first = number * self.pages // count
            near = range(max(first - 60, 0), min(first + reports + 60, self.pages))
            pages = tuple(sorted({first, *chance.sample(near, min(reports - 1, len(near)))}))
            day = self.days[pages[0]] - timedelta(chance.choice((0, 0, 1, 1, 2)))
            kind = chance.random()
            when = None if kind < 0.04 else f"{day:%Y-%m}" if kind < 0.1 else day.isoformat()
            yield Event(
                type=chance.choices(tuple(TYPES), tuple(TYPES.values()))[0],
                status=chance.choices(("happened", "planned", "denied"), (85, 12, 3))[0],
                topics=tuple(sorted(set(chance.choices(TOPICS, k=chance.choice((0, 1, 1, 2)))))),
                when=when,
                seen=self.days[pages[0]].isoformat(),
                who=tuple(dict.fromkeys([*([number // 4] if number % 4 == 0 else []), *who.draw(size)])),
                place=places[where.draw(1)[0]] if chance.random() < 0.55 else None,
                pages=pages,
            )


def _draw_reports(number: int, chance: random.Random) -> int:
    if number == 1_000:
        return MOST_REPORTS
    return min(int(1 / (1 - chance.random()) ** 0.5), 200)


def _make_words(tag: str, chance: random.Random) -> Iterator[str]:
    letters = {"en": "abdegiklmnorstu", "ru": "абдегиклмнорсту", "ar": "ابتجحدرسعفكلمنهوي", "fa": "ابپتجدرسفکگلمنهوی"}[
        tag
    ]
    for _ in range(RARE):
        yield "".join(chance.choices(letters, k=chance.randint(4, 9)))


class Page(NamedTuple):
    """A page as it is written: its text, its sentences, and whom and what they name."""

    text: str
    sentences: list[tuple[int, int, int | None]]
    names: list[tuple[int, int, int]]
    title: int


def write_page(world: World, number: int) -> Page:
    """Return the text of a page, with the places of what it names."""
    tag, chance = world.languages[number], world.chance
    words = world.words[tag]
    text = " ".join(words[n] for n in world.word.draw(6)).capitalize()
    title = len(text)
    parts, place = [text], title + 1
    sentences: list[tuple[int, int, int | None]] = [(0, title, None)]
    names: list[tuple[int, int, int]] = []
    for told in (*world.told[number], None):
        start, line = place, []
        event = None if told is None else world.events[told]
        named = [] if event is None else [*event.who, *([event.place] if event.place is not None else [])]
        for turn, who in enumerate(named):
            name = world.entities[who].names[tag]
            names.append((who, place, place + len(name)))
            line.append(name + (f" {VERBS[tag]}" if turn == 0 else ""))
            place += len(line[-1]) + 1
        line += [words[n] for n in world.word.draw(chance.randint(5, 9))]
        sentence = " ".join(line) + "."
        parts.append(sentence)
        sentences.append((start, start + len(sentence), told))
        place = start + len(sentence) + 1
    return Page("\n".join(parts), sentences, names, title)


class Writer:
    """Inserts rows into the tables of a chronicle."""

    def __init__(self, path: Path) -> None:
        dragoman.open(path).close()  # with its tables, and what says by which rules it was derived
        self.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("synchronous = OFF", "cache_size = -400000", "foreign_keys = OFF", "journal_mode = OFF"):
            self.connection.execute(f"PRAGMA {pragma}")
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        self.indexes = self.connection.execute(asked).fetchall()
        for name, _ in self.indexes:
            self.connection.execute(f'DROP INDEX "{name}"')
        self.connection.execute("BEGIN")

    def insert(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert rows that all have the columns of the first; of the others each has what stands for nothing."""
        left = iter(rows)
        first = next(left, None)
        if first is None:
            return
        names = list(first)
        filled = {
            c.name: "" for c in metadata.tables[table].c if c.name not in names and not c.nullable and c.name != "id"
        }
        filled |= {c.name: 0 for c in metadata.tables[table].c if c.name in filled and c.type.python_type is not str}
        columns = ", ".join(f'"{name}"' for name in (*names, *filled))
        marks = ", ".join("?" * (len(names) + len(filled)))
        rest = tuple(filled.values())
        statement = f'INSERT INTO "{table}" ({columns}) VALUES ({marks})'
        self.connection.executemany(statement, ((*row.values(), *rest) for row in chain((first,), left)))

    def close(self) -> None:
        """Fill what only repeats other tables, as an upgrade does, make the indexes and let go."""
        lists = import_module("dragoman.chronicle.migrations.versions.0013_lists")
        self.connection.execute("COMMIT")
        for name, statement in self.indexes:
            if name.startswith(("ix_event_participant", "ix_entity_member", "ix_event_report")):
                self.connection.execute(statement)
        for statement in lists.FILLING:
            self.connection.execute(statement)
        self.connection.execute(
            "INSERT INTO sentence_index(rowid, tokens, others) SELECT id, tokens, others FROM sentence"
        )
        for _, statement in self.indexes:
            self.connection.execute(re.sub("^CREATE( UNIQUE)? INDEX", r"CREATE\1 INDEX IF NOT EXISTS", statement))
        self.connection.execute("ANALYZE")
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.close()


def write_chronicle(path: Path, events: int) -> dict[str, int]:
    """Write a chronicle of so many events; return how much of each kind there is."""
    world, writer = World(events), Writer(path)
    members = _write_pages(world, writer)
    ids = _write_entities(world, writer, members)
    _write_events(world, writer, ids)
    count = writer.connection.execute
    counts = {
        name: count(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("page", "entity", "event", "mention")
    }
    writer.close()
    return counts


def _write_pages(world: World, writer: Writer) -> dict[int, list[tuple[int, str]]]:
    """Write the primary tables and the sentences; return the members of each entity: page and referent."""
    members: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number in range(world.pages):
        page = write_page(world, number)
        homes = {who: f"r{n + 1}" for n, who in enumerate(dict.fromkeys(who for who, _, _ in page.names))}
        for who, referent in homes.items():
            members[who].append((number + 1, referent))
        for table, made in _page_rows(world, number, page, homes).items():
            rows[table] += made
        if number % 2_000 == 0:
            _flush(writer, rows)
    _flush(writer, rows)
    return members


def _flush(writer: Writer, rows: dict[str, list[dict[str, Any]]]) -> None:
    for table, made in rows.items():
        writer.insert(table, made)
    rows.clear()


def _page_rows(world: World, number: int, page: Page, homes: Mapping[int, str]) -> dict[str, list[dict[str, Any]]]:
    tag, day, digest, key = world.languages[number], world.days[number].isoformat(), world.digests[number], number + 1
    outlet, told = world.outlets[number * 7 % len(world.outlets)], [one for one in page.sentences if one[2] is not None]
    address = f"https://news.example/{number}"
    turns: Counter[int] = Counter()
    mentions = []
    for who, start, stop in page.names:
        one = world.entities[who]
        mentions.append(
            {"page_id": key, "referent": homes[who], "position": turns[who], "start": start, "stop": stop,
             "surface": page.text[start:stop], "kind": one.kind, "name": one.names[tag], "rule": "made", "form": "name"}
        )  # fmt: skip
        turns[who] += 1
    return {
        "page": [{"id": key, "sha256": digest, "name": f"page{number}", "address": address, "length": len(page.text),
                  "status": "read", "reader": "made-1", "stored_at": f"{day}T12:00:00Z"}],
        "sighting": [{"page_id": key, "address": address, "name": f"page{number}"}],
        "article": [{"page_id": key, "language": tag, "text": page.text, "title_start": 0, "title_stop": page.title,
                     "body_start": page.title + 1, "body_stop": len(page.text), "published": day,
                     "published_basis": "stated", "published_words": day, "published_note": "", "outlet": outlet}],
        "referent": [{"page_id": key, "id": referent, "position": place, "kind": world.entities[who].kind,
                      "name": world.entities[who].names[tag], "language": tag,
                      "reference": world.entities[who].reference}
                     for place, (who, referent) in enumerate(homes.items())],
        "mention": mentions,
        "event_mention": [_report_row(world.events[event], key, f"e{place + 1}", (start, stop), homes)
                          for place, (start, stop, event) in enumerate(told) if event is not None],
        "role": [{"page_id": key, "event": f"e{place + 1}", "position": turn, "name": "participant",
                  "referent": homes[who]}
                 for place, (_, _, event) in enumerate(told) if event is not None
                 for turn, who in enumerate(world.events[event].who)],
        "office_mention": _office_rows(world, key, page, homes),
        "sentence": [_sentence_row(page, key, tag, day, span) for span in page.sentences],
        "signature": [{"page_id": key, "stretch": find_stretch(day), "language": tag, "script": None, "published": day,
                       "keys": "[]", "sketch": "[]"}],
        "story": [{"id": name_id("story", [digest]), "first_day": day, "last_day": day, "pages": 1}],
        "story_page": [{"page_id": key, "story_id": name_id("story", [digest])}],
        "series": [{"page_id": key, "key": address}],
    }  # fmt: skip


def _report_row(event: Event, page: int, name: str, span: tuple[int, int], homes: Mapping[int, str]) -> dict[str, Any]:
    return {
        "page_id": page, "id": name, "position": int(name[1:]) - 1, "type": event.type, "status": event.status,
        "place": homes.get(event.place) if event.place is not None else None, "place_basis": "stated",
        **_when(event), "sentence_start": span[0], "sentence_stop": span[1], "trigger_start": span[0],
        "trigger_stop": span[0] + 1, "topics": json.dumps(event.topics), "reported_by": "[]", "rule": "made",
        "score": 1.0,
    }  # fmt: skip


def _when(event: Event) -> dict[str, Any]:
    basis = "stated" if event.when else "unknown"
    return {"dated": event.when, "dated_basis": basis, "dated_words": "", "dated_note": ""}


def _office_rows(world: World, page: int, span: Page, homes: Mapping[int, str]) -> list[dict[str, Any]]:
    """One person of some pages holds an office of one state."""
    people = [
        (who, start, stop) for who, start, stop in span.names if world.entities[who].kind == "person" and who < 600
    ]
    states = [one.reference for one in (world.entities[who] for who in homes) if one.kind == "country"]
    if not people or not states or page % 3:
        return []
    who, start, stop = people[0]
    return [{"page_id": page, "position": 0, "holder": homes[who], "title": OFFICES[who % len(OFFICES)], "of": None,
             "of_reference": world.entities[who % 90 // 3 * 3].reference, "status": "current", "start": start,
             "stop": stop, "sentence_start": start, "sentence_stop": stop, "rule": "made"}]  # fmt: skip


def _sentence_row(page: Page, key: int, tag: str, day: str, span: tuple[int, int, int | None]) -> dict[str, Any]:
    terms = list(analyse_text(page.text[span[0] : span[1]], tag))
    return {
        "page_id": key, "start": span[0], "stop": span[1], "is_title": int(span[0] == 0), "language": tag,
        "first_day": day, "last_day": day, "tokens": " ".join(term.main for term in terms),
        "others": " ".join(other for term in terms for other in term.others),
    }  # fmt: skip


def _write_entities(world: World, writer: Writer, members: Mapping[int, Sequence[tuple[int, str]]]) -> dict[int, str]:
    """Write entities with names, members, blocks and tenures; return their ids."""
    ids: dict[int, str] = {}
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, one in enumerate(world.entities):
        if number not in members:
            continue
        here = members[number]
        keys = [f"{world.digests[page - 1]}:{referent}" for page, referent in here]
        ids[number] = one.reference or name_id(one.kind, keys)
        for table, made in _entity_rows(world, one, ids[number], here).items():
            rows[table] += made
        if len(rows["entity_member"]) > 50_000:
            _flush_unique(writer, rows)
    _flush_unique(writer, rows)
    writer.insert("tenure", _list_tenures(world, ids))
    return ids


def _flush_unique(writer: Writer, rows: dict[str, list[dict[str, Any]]]) -> None:
    spelling = rows.pop("spelling", [])
    statement = "INSERT OR IGNORE INTO spelling (key, name, language) VALUES (:key, :name, :language)"
    writer.connection.executemany(statement, spelling)
    _flush(writer, rows)


def _entity_rows(
    world: World, one: Entity, id: str, here: Sequence[tuple[int, str]]
) -> dict[str, list[dict[str, Any]]]:
    tags = list(dict.fromkeys(world.languages[page - 1] for page, _ in here))
    named = {tag: (one.kind, one.names[tag], tag, (one.names[tag],), one.reference) for tag in tags}
    blocks = {tag: block_keys(Member("", "", *said, (), None, ())) for tag, said in named.items()}
    label = one.names["en" if "en" in tags else min(tags)]
    return {
        "entity": [{"id": id, "kind": one.kind, "label": label, "reference": one.reference}],
        "entity_member": [{"page_id": page, "referent": referent, "entity_id": id} for page, referent in here],
        "alias": [{"entity_id": id, "language": tag, "position": 0, "name": one.names[tag]} for tag in tags],
        "name_key": [{"folded": name, "entity_id": id} for name in sorted({fold(one.names[tag]) for tag in tags})],
        "referent_block": [
            {"page_id": page, "referent": referent, "block": block}
            for page, referent in here
            for block in (*blocks[world.languages[page - 1]], f"@{page}:{referent}")
        ],
        "spelling": [
            {"key": key, "name": one.names[tag], "language": tag}
            for tag in tags if one.kind == "person" for key in spelling_keys(one.names[tag], tag)
        ],
    }  # fmt: skip


def _list_tenures(world: World, ids: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    for who in range(600):
        if world.entities[who].kind == "person" and who in ids:
            title, state = OFFICES[who % len(OFFICES)], world.entities[who % 90 // 3 * 3].reference
            year = 2012 + who % 12
            id = f"tenure:{blake2s(ids[who].encode(), digest_size=5).hexdigest()}"
            yield {"id": id, "office": title, "title": title, "of": state, "holder": ids[who],
                    "first_seen": f"{year}-02-03", "last_seen": f"{year + 3}-05-06",
                   "over": 0, "contested_by": "[]"}  # fmt: skip


def _write_events(world: World, writer: Writer, ids: Mapping[int, str]) -> None:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    positions = {page: {event: f"e{n + 1}" for n, event in enumerate(told)} for page, told in enumerate(world.told)}
    before: dict[str, str] = {}
    for number, event in enumerate(world.events):
        parts = [(page, positions[page][number]) for page in event.pages]
        id = name_id("event", [f"{world.digests[page]}:{name}" for page, name in parts])
        for table, made in _event_rows(world, event, id, parts, ids).items():
            rows[table] += made
        state = ids[event.who[0]]
        if number % 20 == 0 and state in before:
            rows["event_link"].append({"a": id, "b": before[state], "kind": "during"})
        before[state] = id
        if number % 5_000 == 0:
            _flush(writer, rows)
    _flush(writer, rows)


def _event_rows(
    world: World, event: Event, id: str, parts: Sequence[tuple[int, str]], ids: Mapping[int, str]
) -> dict[str, list[dict[str, Any]]]:
    place = ids[event.place] if event.place is not None else None
    who = [ids[number] for number in event.who]
    differ = len(parts) > 1 and event.when is not None and world.chance.random() < 0.05
    told = [{"page_id": page + 1, "event_mention": name} for page, name in parts]
    values = [event.when, f"{event.seen[:4]}-12-30"]
    return {
        "event": [{"id": id, "type": event.type, "status": event.status, "place": place, **_when(event),
                   "first_day": first_day(event.when), "last_day": last_day(event.when), "seen": event.seen,
                   "origins": max(1, len(parts) * 2 // 3), "digest": id}],
        "event_participant": [{"event_id": id, "entity_id": one, "position": turn, "role": "participant"}
                              for turn, one in enumerate(who)],
        "event_topic": [{"event_id": id, "topic": topic} for topic in event.topics],
        "event_report": [{"event_id": id, **part} for part in told],
        "event_key": [{"event_id": id, "subject": one} for one in dict.fromkeys((*who, *([place] if place else [])))],
        "conflict": [{"event_id": id, "field": "when", "position": turn, "value": values[turn % 2], **part}
                     for turn, part in enumerate(told)] if differ else [],
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--events", type=int, default=FULL)
    given = parser.parse_args()
    begun = time.perf_counter()
    counts = write_chronicle(given.path, given.events)
    print(f"{counts} in {time.perf_counter() - begun:.0f} s, {given.path.stat().st_size >> 20} MB")


if __name__ == "__main__":
    main()
