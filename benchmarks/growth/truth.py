"""Compares what a chronicle made of invented pages with what is true of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from kept import Read
from msgspec import Struct
from sqlalchemy import Connection, select

from dragoman.chronicle import derived, schema


class Agreement(Struct, frozen=True):
    """How many there are in truth and in the chronicle, and the share of pairs on which both agree (F1)."""

    true: int
    found: int
    f1: float


def compare(connection: Connection, read: Iterable[Read]) -> dict[str, Agreement]:
    """Return for people, bodies, events and stories how well the chronicle agrees with the truth.

    Pairs of pages are compared: those that name one person, tell of one event, belong to one story. Of people only
    those whom a chronicle calls by a full name count.
    """
    told = {one.page.sha256: one.told for one in read}
    numbers = {row[0]: row[1] for row in connection.execute(select(schema.page.c.id, schema.page.c.sha256))}
    digests = {number: sha256 for number, sha256 in numbers.items() if sha256 in told}
    true_stories = {sha256: {f"{one.story}"} for sha256, one in told.items()}
    true_events = {sha256: {f"{number}" for number, _ in one.events} for sha256, one in told.items()}
    true_people = {sha256: {f"{person}" for person in one.people} for sha256, one in told.items()}
    true_bodies = {sha256: set(one.bodies) for sha256, one in told.items()}
    return {
        "people": _agree(true_people, _load_people(connection, digests, "person")),
        "bodies": _agree(true_bodies, _load_people(connection, digests, "organisation")),
        "events": _agree(true_events, _load_events(connection, digests)),
        "stories": _agree(true_stories, _load_stories(connection, digests)),
    }


def _agree(true: dict[str, set[str]], found: dict[str, set[str]]) -> Agreement:
    """Compare two groupings of pages, of which a page may be in several groups, by the pairs that they make.

    Where two pages share several people, each counts.
    """
    real, held = _pair(true), _pair(found)
    both = sum(min(count, held[pair]) for pair, count in real.items())
    total = sum(real.values()) + sum(held.values())
    names = [{name for groups in grouping.values() for name in groups} for grouping in (true, found)]
    return Agreement(len(names[0]), len(names[1]), round(2 * both / total, 3) if total else 1.0)


def _pair(grouping: dict[str, set[str]]) -> Counter[tuple[str, str]]:
    """Count for each two pages the groups that hold both."""
    members: dict[str, list[str]] = defaultdict(list)
    for page, groups in grouping.items():
        for group in groups:
            members[group].append(page)
    pairs: Counter[tuple[str, str]] = Counter()
    for pages in members.values():
        for place, page in enumerate(sorted(pages)):
            pairs.update((page, other) for other in sorted(pages)[place + 1 :])
    return pairs


def _load_people(connection: Connection, digests: dict[int, str], kind: str) -> dict[str, set[str]]:
    member, entity, referent = derived.entity_member.c, derived.entity.c, schema.referent.c
    statement = (
        select(member.page_id, member.entity_id, referent.name)
        .join_from(derived.entity_member, derived.entity, entity.id == member.entity_id)
        .join(schema.referent, (referent.page_id == member.page_id) & (referent.id == member.referent))
        .where(entity.kind == kind)
    )
    found: dict[str, set[str]] = defaultdict(set)
    for page, name, written in connection.execute(statement):
        if page in digests and (" " in written or kind != "person"):
            found[digests[page]].add(name)
    return found


def _load_events(connection: Connection, digests: dict[int, str]) -> dict[str, set[str]]:
    report = derived.event_report.c
    found: dict[str, set[str]] = defaultdict(set)
    for page, event in connection.execute(select(report.page_id, report.event_id)):
        if page in digests:
            found[digests[page]].add(event)
    return found


def _load_stories(connection: Connection, digests: dict[int, str]) -> dict[str, set[str]]:
    story = derived.story_page.c
    rows = connection.execute(select(story.page_id, story.story_id))
    return {digests[page]: {name} for page, name in rows if page in digests}
