"""Finds the reports of events about which a person should decide: what is hardly sure, or may have been misread."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, func, or_, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.answers import EventView, Report
from dragoman.chronicle.corrections import DATE, PLACE, VERDICT, load_corrections, locate_facts
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.judged_answers import FactView
from dragoman.chronicle.members import format_key
from dragoman.chronicle.rows import Row
from dragoman.chronicle.sides import EVENT
from dragoman.chronicle.telling import load_event_views
from dragoman.meaning.offices.spells import read_days

LOW = 0.8
"""Below this score a report is asked about for its own sake."""
FAR_DAYS = 120
"""News tells of what is further from its own date than this only in passing."""
LOOKED_AT = 600
"""Of more reports in doubt those that most pages tell of are weighed, and of these the newest."""
ALONE = 0.9
"""What one source alone tells is a little less sure."""
ONE_SOURCE = "only one source tells of it"
INFERRED_PLACE, DATELINE_PLACE, FAR_DATE, INFERRED_DATE = 0.6, 0.7, 0.5, 0.7

table = schema.event_mention.c
told = derived.event_report.c


class Reason(Struct, frozen=True, gc=False):
    """Why something of a report is in doubt: what, how sure it is all the same, and a sentence."""

    kind: str
    probability: float
    words: str


def list_doubtful_facts(connection: Connection, limit: int) -> list[FactView]:
    """Return the reports that nobody has answered for yet, the most valuable first.

    A report is in doubt where its score is low, its place or date was inferred, or its date lies far from that of its
    page. That one source alone tells of it makes each of these less sure.
    """
    rows = _load_rows(connection)
    answered = _load_answered(connection)
    doubts = []
    for row in rows:
        reasons = list(_doubt(row))
        key = format_key(row["sha256"], row["id"])
        open_reasons = [one for one in reasons if (key, one.kind) not in answered and (key, VERDICT) not in answered]
        if open_reasons:
            doubts.append((_value(row, open_reasons), key, row, open_reasons))
    chosen = sorted(doubts, key=lambda doubt: (-doubt[0], doubt[1]))[:limit]
    views = {
        view.id: view for view in load_event_views(connection, sorted({row["event_id"] for _, _, row, _ in chosen}))
    }
    made = (_view(row, key, reasons, views.get(row["event_id"]), value) for value, key, row, reasons in chosen)
    return [view for view in made if view]


def _load_rows(connection: Connection) -> Sequence[Row]:
    event, article, page = derived.event.c, schema.article.c, schema.page.c
    columns = (
        *schema.event_mention.c, page.sha256, article.published, event.id.label("event_id"), event.origins,
    )  # fmt: skip
    statement = (
        select(*columns)
        .join_from(schema.event_mention, derived.event_report, _same_report())
        .join(derived.event, event.id == told.event_id)
        .join(schema.page, page.id == table.page_id)
        .join(schema.article, article.page_id == table.page_id)
        .where(_doubtful())
        .order_by(event.origins.desc(), table.page_id.desc(), table.position)
        .limit(LOOKED_AT)
    )
    rows = connection.execute(statement).mappings().all()
    pages = _count_pages(connection, {row["event_id"] for row in rows})
    return [{**row, "pages": pages[row["event_id"]]} for row in rows]


def _count_pages(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    number = func.count(told.page_id.distinct())
    found: dict[str, int] = {}
    for piece in chunks(sorted(ids)):
        rows = connection.execute(select(told.event_id, number).where(told.event_id.in_(piece)).group_by(told.event_id))
        found.update((row[0], row[1]) for row in rows)
    return found


def _same_report() -> ColumnElement[bool]:
    return (told.page_id == table.page_id) & (told.event_mention == table.id)


def _doubtful() -> ColumnElement[bool]:
    published = schema.article.c.published
    far = (table.dated.is_not(None)) & (func.substr(table.dated, 1, 4) != func.substr(published, 1, 4))
    inferred = table.place_basis.in_(("inferred", "dateline"))
    return or_(table.score < LOW, inferred, table.dated_basis == "inferred", far)


def _load_answered(connection: Connection) -> set[tuple[str, str]]:
    """Return the facts and fields about which somebody has said something."""
    corrections = [one for one in load_corrections(connection) if one.about == EVENT]
    keys = locate_facts(connection, corrections)
    return {(keys[one.side], one.field) for one in corrections if one.side in keys}


def _doubt(row: Row) -> Iterator[Reason]:
    alone = ALONE if row["origins"] == 1 else 1.0
    if row["score"] < LOW:
        yield Reason("fact", row["score"] * alone, f"the reader is not sure of it ({row['score']:.2f})")
    if row["place_basis"] == "inferred":
        yield Reason(PLACE, INFERRED_PLACE * alone, "the sentence does not say where; another one does")
    if row["place_basis"] == "dateline":
        yield Reason(PLACE, DATELINE_PLACE * alone, "the place is that of the dateline")
    days = _distance(row)
    if days > FAR_DAYS:
        yield Reason(DATE, FAR_DATE * alone, f"the date lies {days} days from that of the page")
    elif row["dated_basis"] == "inferred":
        yield Reason(DATE, INFERRED_DATE * alone, "the sentence does not say when; another one does")


def _distance(row: Row) -> int:
    """Return how many days lie between the date of a report and that of its page."""
    event, page = read_days(row["dated"]), read_days(row["published"])
    if event is None or page is None:
        return 0
    return max(0, (page[0] - event[1]).days, (event[0] - page[1]).days)


def _value(row: Row, reasons: Iterable[Reason]) -> float:
    """How much an answer settles: more where it is less sure, and by the pages that tell of the event."""
    doubt = max(1 - abs(2 * one.probability - 1) for one in reasons)
    return round(doubt * int(row["pages"]), 3)


def _view(row: Row, key: str, reasons: Sequence[Reason], event: EventView | None, value: float) -> FactView | None:
    report = _find_report(event, key)
    if event is None or report is None:
        return None
    least = min(reasons, key=lambda one: (one.probability, one.kind))
    return FactView(
        kind=least.kind,
        key=key,
        event=event.id,
        type=row["type"],
        status=report.status,
        when=report.when,
        place=event.place.id if event.place else None,
        place_name=report.place or "",
        participants=event.participants,
        quote=report.quote,
        probability=round(least.probability, 3),
        reasons=(*(one.words for one in reasons), *([ONE_SOURCE] if row["origins"] == 1 else [])),
        value=value,
        rule=row["rule"],
        origins=row["origins"],
    )


def _find_report(event: EventView | None, key: str) -> Report | None:
    return next((report for report in event.reports if report.key == key), None) if event else None
