"""Who somebody was when something happened."""

from dragoman.app import Dragoman


def test_participants_have_the_office_of_the_day_and_no_later_one(chronicle: Dragoman) -> None:
    events = chronicle.events_page(limit=200).events
    offices = chronicle.offices_at(events)
    secretary = chronicle.who("Рустам Вализода")[0]
    began = min(one.start or "9999" for one in secretary.offices if one.title == "secretary-general")
    told = 0
    for event in events:
        for id, office in offices[event.id].items():
            assert office.holder == id and office.standing in ("stated", "seen", "last-seen")
            if id == secretary.id and office.title == "secretary-general":
                assert (event.when.value or event.seen or "") >= began[: len(event.when.value or "")]
                told += 1
    assert told > 0


def test_nobody_has_an_office_where_there_are_no_events(chronicle: Dragoman) -> None:
    assert chronicle.offices_at([]) == {}
