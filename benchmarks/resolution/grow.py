"""Times what new pages cost a chronicle that knows many people already."""

import hashlib
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from invent import invent_members

from dragoman.chronicle.database import write
from dragoman.chronicle.resolving import refresh_entities
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.meaning.entities import Member
from dragoman.model import Article, Mention, OfficeMention, Page, Reading, Referent, Span, When

MEGABYTE = 1024
READER = "invented"


def time_growth(known: int, new: int) -> dict[str, float]:
    """Store and resolve many mentions, then some more; return what the later ones cost.

    Returns:
        Mentions known and new; seconds of the processor, and by the clock, to resolve the new ones; seconds to store
        them; peak megabytes.
    """
    pages = [list(members) for _, members in groupby(invent_members(known + new), key=lambda member: member.page)]
    cut = round(len(pages) * known / (known + new))
    with tempfile.TemporaryDirectory() as folder:
        chronicle = SqlChronicle(Path(folder) / "grown.db", sense=load_sense())
        _store(chronicle, pages[:cut])
        _resolve(chronicle)
        began = time.process_time()
        _store(chronicle, pages[cut:])
        stored, clock = time.process_time(), time.perf_counter()
        _resolve(chronicle)
        done = time.process_time()
        chronicle.close()
    return {
        "mentions": known,
        "new": new,
        "seconds": round(done - stored, 2),
        "clock": round(time.perf_counter() - clock, 2),
        "storing": round(stored - began, 2),
        "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE),
    }


def _resolve(chronicle: SqlChronicle) -> None:
    with write(chronicle.engine) as connection:
        refresh_entities(connection, load_sense())


def _store(chronicle: SqlChronicle, pages: Sequence[Sequence[Member]]) -> None:
    for members in pages:
        text = ". ".join(member.name for member in members)
        content = f"{members[0].page} {text}".encode()
        sha256 = hashlib.sha256(content).hexdigest()
        page = Page(members[0].page, members[0].page, content, sha256)
        chronicle.store(page, _read(page.name, text, members))


def _read(name: str, text: str, members: Sequence[Member]) -> Reading:
    """Return the reading of a page on which all members are named in a row, in one country."""
    article = Article(
        name=name,
        language=members[0].language,
        text=text,
        title_span=None,
        body_span=Span(0, len(text)),
        published=When(members[0].published, "stated"),
        outlet=None,
    )
    referents = tuple(_refer(members))
    offices = tuple(
        OfficeMention(f"r{place}", title, status, Span(0, 1), Span(0, 1), READER, None, of)
        for place, member in enumerate(members)
        for title, of, status in member.offices
    )
    return Reading(article, referents, offices, (), READER)


def _refer(members: Sequence[Member]) -> Iterator[Referent]:
    start = 0
    for place, member in enumerate(members):
        span = Span(start, start + len(member.name))
        start = span.stop + 2
        mention = Mention(span, member.name, "person", member.name, READER)
        yield Referent(f"r{place}", "person", member.name, member.language, (mention,), None)
    country = next(other for other in members[0].co if other.startswith("territory:"))
    mention = Mention(Span(0, 1), country, "country", country, READER)
    yield Referent("c0", "country", country, members[0].language, (mention,), country)
