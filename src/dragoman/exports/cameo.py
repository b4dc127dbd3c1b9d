"""CAMEO, the event codes that PLOVER follows: tab-separated, a line for each pair of sides.

Source: CAMEO manual 1.1b3 of 2012, root codes.
"""

from collections.abc import Iterator

from dragoman.chronicle.answers import EventView, Participant
from dragoman.chronicle.days import first_day
from dragoman.exports.matter import Entities, Matter
from dragoman.exports.plover import find_code, find_tenure, split_sides
from dragoman.language.ontology import load_cameo_roots

NO_COUNTRY = "---"


def write_cameo(matter: Matter, table: str = "events") -> Iterator[bytes]:
    """Yield tab-separated lines as coders of CAMEO write them, with a header, one for each pair of sides.

    The day is empty where no page tells it. The code is that of the root. A side without a country has ``---``.
    """
    yield "\t".join(CAMEO_COLUMNS).encode() + b"\n"
    for event, entities in matter.with_entities():
        for line in _form_lines(event, entities):
            yield "\t".join(" ".join(cell.split()) for cell in line).encode("utf-8", "replace") + b"\n"


CAMEO_COLUMNS = (
    "id", "date", "source", "target", "code", "source_name", "target_name", "edtf", "precision", "basis", "status",
    "origins", "quote", "language", "address", "sha256", "start", "stop",
)  # fmt: skip


def _form_lines(event: EventView, entities: Entities) -> Iterator[tuple[str, ...]]:
    actors, recipients = split_sides(event)
    if not recipients and len(actors) > 1:
        actors, recipients = actors[:1], actors[1:]  # a meeting without host and guest has sides all the same
    day, when = first_day(event.when.value), event.when
    date = day.replace("-", "") if day and when.precision == "day" else ""
    facts = (when.value or "", when.precision, when.basis, event.status, str(event.origins))
    nobody: list[Participant | None] = [None]
    for source in actors or nobody:
        for target in recipients or nobody:
            sides = (_code(source, entities, day), _code(target, entities, day))
            names = tuple(one.name if one else "" for one in (source, target))
            yield (event.id, date, *sides, load_cameo_roots().get(event.type, ""), *names, *facts, *_form_quote(event))


def _form_quote(event: EventView) -> tuple[str, ...]:
    if not event.reports:
        return ("",) * 6
    quote = event.reports[0].quote
    return (quote.text, quote.language, quote.address, quote.sha256, str(quote.span.start), str(quote.span.stop))


def _code(one: Participant | None, entities: Entities, day: str | None) -> str:
    entity = entities.get(one.id) if one else None
    return find_code(entity, find_tenure(entity, day)) or NO_COUNTRY
