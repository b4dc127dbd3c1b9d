"""The notation of the reading tests: a case is one line, and what was read is written in one line, too.

Table ids are shortened: ``territory:CL`` is CL, ``organisation:csto`` is csto; anything else goes by its name.
"""

from collections.abc import Iterable

import pytest

from dragoman.model import Article, EventMention, OfficeMention, Reading, Span, When
from dragoman.reading.mentions.bodies import find_bodies
from dragoman.reading.mentions.gazetteer import find_gazetteer_chunks
from dragoman.reading.mentions.linking import Named, find_mentions
from dragoman.reading.mentions.offices import OfficePhrase, find_office_phrases
from dragoman.reading.mentions.persons import NameFinder
from dragoman.reading.mentions.weak_names import confirm_weak
from dragoman.reading.reader import read_article
from dragoman.reading.sheet import Chunk, Sheet
from dragoman.reading.tables import load_tables


def bug(*case: str | None, reason: str):
    """A case that is right for the language and read wrongly today; ``reason`` says what the reader misses."""
    return pytest.param(*case, marks=pytest.mark.xfail(strict=True, reason=reason))


def make_article(text: str, language: str, *, title: str | None = None, published: str | None = None) -> Article:
    whole = f"{title}\n\n{text}" if title else text
    first = len(whole) - len(text)
    return Article(
        name="case",
        language=language,
        text=whole,
        title_span=Span(0, len(title)) if title else None,
        body_span=Span(first, len(whole)),
        published=When(published, "stated") if published else When(),
    )


def make_sheet(text: str, language: str) -> Sheet:
    return Sheet(make_article(text, language), load_tables(language))


def read(text: str, language: str, *, title: str | None = None, published: str | None = None) -> Reading:
    return read_article(make_article(text, language, title=title, published=published))


def find_all(text: str, language: str) -> Named:
    return find_mentions(make_sheet(text, language))


def short(reference: str) -> str:
    return reference.removeprefix("territory:").removeprefix("organisation:")


def labels_of(reading: Reading) -> dict[str, str]:
    """Every referent's short label."""
    return {
        r.id: short(r.reference) if r.reference and not r.reference.startswith("city:") else r.name
        for r in reading.referents
    }


def write_chunks(sheet: Sheet, chunks: Iterable[Chunk]) -> str | None:
    """``CSTO=csto; Kabul=Kabul``; a chunk without a table id is its surface alone."""
    lines = [_write_chunk(sheet, c) for c in sorted(chunks, key=lambda c: c.start)]
    return "; ".join(lines) or None


def _write_chunk(sheet: Sheet, chunk: Chunk) -> str:
    reference = chunk.reference
    if reference is None or reference.startswith("city:"):
        return sheet.surface(chunk)
    return f"{sheet.surface(chunk)}={short(reference)}"


def gazetteer(text: str, language: str) -> str | None:
    sheet = make_sheet(text, language)
    return write_chunks(sheet, confirm_weak(sheet, find_gazetteer_chunks(sheet)))


def _prepared(text: str, language: str) -> tuple[Sheet, list[OfficePhrase]]:
    sheet = make_sheet(text, language)
    sheet.chunks = find_gazetteer_chunks(sheet)
    return sheet, find_office_phrases(sheet)


def persons(text: str, language: str) -> str | None:
    sheet, phrases = _prepared(text, language)
    return write_chunks(sheet, NameFinder(sheet, phrases).find())


def bodies(text: str, language: str) -> str | None:
    sheet, phrases = _prepared(text, language)
    found = NameFinder(sheet, phrases).find()
    taken = {i for p in phrases for i in range(p.core, p.core_stop)}
    taken |= {i for c in found for i in range(c.first, c.stop)}
    return write_chunks(sheet, find_bodies(sheet, taken))


def phrases(text: str, language: str) -> str | None:
    """``former foreign-minister of CL``, one for each office phrase, as the whole naming pass leaves them."""
    named = find_all(text, language)
    return "; ".join(_write_phrase(named, p) for p in named.phrases) or None


def _write_phrase(named: Named, phrase: OfficePhrase) -> str:
    status = "" if phrase.status == "current" else f"{phrase.status} "
    of = short(phrase.of_reference) if phrase.of_reference else named.sheet.surface(phrase.of) if phrase.of else ""
    return f"{status}{phrase.office}{' of ' + of if of else ''}"


def offices(text: str, language: str, *, title: str | None = None, published: str | None = None) -> str | None:
    """``Oskar Lind: former foreign-minister of CL``, sorted."""
    reading = read(text, language, title=title, published=published)
    return "; ".join(sorted(write_office(reading, o) for o in reading.offices)) or None


def write_office(reading: Reading, office: OfficeMention) -> str:
    labels = labels_of(reading)
    of = short(office.of_reference) if office.of_reference else labels.get(office.of or "", "")
    status = "" if office.status == "current" else f"{office.status} "
    since = f" since {office.since.value}" if office.since else ""
    until = f" until {office.until.value}" if office.until else ""
    return f"{labels[office.holder]}: {status}{office.title}{' of ' + of if of else ''}{since}{until}"


def events(text: str, language: str, *, title: str | None = None, published: str | None = None) -> str | None:
    """``meet (planned): Oskar Lind, Amara Boateng``; participants sorted, events in text order."""
    reading = read(text, language, title=title, published=published)
    return "; ".join(write_event(reading, e) for e in reading.events) or None


def write_event(reading: Reading, event: EventMention) -> str:
    labels = labels_of(reading)
    return f"{_kind(event)}: {', '.join(sorted(labels[p] for p in event.participants))}".removesuffix(": ")


_ONE_NAME = {"speaker": "actor", "addressee": "target"}


def roles(text: str, language: str) -> str | None:
    """``meet: guest=Kojo Addai, host=Oskar Lind``, sorted; who speaks acts, who is addressed is the target."""
    reading = read(text, language)
    labels = labels_of(reading)
    lines = [
        f"{_kind(e)}: {', '.join(sorted(f'{_ONE_NAME.get(r.name, r.name)}={labels[r.referent]}' for r in e.roles))}"
        for e in reading.events
    ]
    return "; ".join(lines) or None


def _kind(event: EventMention) -> str:
    return event.type if event.status == "happened" else f"{event.type} ({event.status})"


def entities(text: str, language: str, *, title: str | None = None) -> str | None:
    """``person Oskar Lind; country CL``, sorted."""
    reading = read(text, language, title=title)
    labels = labels_of(reading)
    return "; ".join(sorted(f"{r.kind} {labels[r.id]}" for r in reading.referents)) or None


def people(text: str, language: str, *, title: str | None = None) -> str | None:
    """``Oskar Lind [Oskar Lind, Lind, he]``: each person with every mention in order."""
    reading = read(text, language, title=title)
    found = [r for r in reading.referents if r.kind == "person"]
    return "; ".join(f"{r.name} [{', '.join(m.surface for m in r.mentions)}]" for r in found) or None
