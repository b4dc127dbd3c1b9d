"""What exports ask a chronicle for: events piece by piece, entities by id, heads of pages, all tenures."""

from dragoman.chronicle.searching import EventQuery
from dragoman.chronicle.sql import SqlChronicle


def test_events_piece_by_piece_are_those_of_the_timeline(lake: SqlChronicle) -> None:
    assert list(lake.iterate_events(EventQuery())) == lake.timeline(EventQuery()) != []
    assert list(lake.iterate_events(EventQuery(type="visit"))) == lake.timeline(EventQuery(type="visit"))
    assert all(report.rule for event in lake.iterate_events(EventQuery()) for report in event.reports)


def test_entities_are_described_with_their_offices_by_id(lake: SqlChronicle) -> None:
    (chair,) = lake.who("Karim Daler")
    light, full = lake.describe([chair.id, "person:none"]), lake.describe([chair.id], quoted=True)
    assert set(light) == {chair.id} and light[chair.id].names == chair.names and not light[chair.id].events
    assert full[chair.id].offices == chair.offices != ()
    assert [(one.id, one.quotes) for one in light[chair.id].offices] == [(one.id, ()) for one in chair.offices]


def test_pages_are_cited_by_their_hash(lake: SqlChronicle) -> None:
    hashes = {report.quote.sha256 for event in lake.timeline(EventQuery()) for report in event.reports}
    cited = lake.cite([*hashes, "0" * 64])
    assert set(cited) == hashes and all(page.fetched for page in cited.values())


def test_all_tenures_are_those_of_every_office(lake: SqlChronicle) -> None:
    tenures = lake.tenures()
    assert tenures == lake.office("chair") and {tenure.name for tenure in tenures} == {"Karim Daler", "Olga Brandt"}
    assert all(tenure.quotes for tenure in tenures)
