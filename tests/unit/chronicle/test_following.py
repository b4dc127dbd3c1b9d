"""Watch lists: what is new about them, once, under whatever id."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.unit.chronicle.plain_reader import PlainReader, make_page

from dragoman.chronicle.correcting import Changes
from dragoman.chronicle.database import write
from dragoman.chronicle.following.answers import AlertView
from dragoman.chronicle.following.naming import AmbiguousNameError
from dragoman.chronicle.following.states import Reason
from dragoman.chronicle.searching import EventQuery
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.copying import copy_chronicle
from dragoman.errors import StoreError, UsageError

Store = Callable[..., None]

DALER, PETROVA = "[Karim Daler|person]", "[Anna Petrova|person]"
LIND = "[Otto Lind|person]"


def report(head: str, sentence: str, *, day: str = "2024-06-02", outlet: str = "Herald") -> str:
    return f"en {day} {outlet}\n{head} | {sentence}"


def read(chronicle: SqlChronicle, store: Store, **pages: str) -> None:
    store(chronicle, **pages)
    chronicle.refresh()
    chronicle.following.update()


def alerts(chronicle: SqlChronicle, name: str = "desk") -> Sequence[AlertView]:
    return chronicle.following.alerts(name, "", reader="")[::-1]


def follow(chronicle: SqlChronicle, **wish: str) -> None:
    chronicle.following.add("desk", "", {name.rstrip("_"): value for name, value in wish.items()})


def told(chronicle: SqlChronicle) -> list[tuple[str, str]]:
    return [(one.kind, one.event.reports[0].quote.page if one.event else "") for one in alerts(chronicle)]


def test_what_was_there_when_a_list_was_made_is_not_new(lake: SqlChronicle) -> None:
    follow(lake, who="Karim Daler")
    assert lake.following.update() == 0
    assert alerts(lake) == []


def test_an_event_that_a_new_page_reports_is_new_once(lake: SqlChronicle, store: Store) -> None:
    follow(lake, who="Карим Далер")
    first = report("visit happened 2024-06-01", f"{DALER} visited [Iran|country|territory:IR].")
    again = report("visit happened 2024-06-01", f"{DALER} was in [Iran|country|territory:IR].", outlet="Courier")
    read(lake, store, first=first)
    read(lake, store, again=again)
    [alert] = alerts(lake)
    assert alert.kind == "new"
    assert alert.event and len(alert.event.reports) == 2
    assert lake.following.update() == 0


def test_a_further_report_of_an_old_event_is_not_new(lake: SqlChronicle, store: Store) -> None:
    follow(lake, who="Karim Daler")
    read(lake, store, more=report("meet happened 2024-03-01", f"{DALER} met {PETROVA} again, it is said."))
    assert alerts(lake) == []


def test_an_event_of_others_is_not_told(lake: SqlChronicle, store: Store) -> None:
    follow(lake, who="Karim Daler")
    read(lake, store, other=report("visit happened 2024-06-01", f"{LIND} visited [Iran|country|territory:IR]."))
    assert alerts(lake) == []


def test_an_event_with_another_id_is_not_told_again(lake: SqlChronicle, store: Store) -> None:
    """The id is that of the report whose page has the least digest, so each further report may change it."""
    follow(lake, who="Karim Daler")
    head = "visit happened 2024-06-01"
    read(lake, store, a=report(head, f"{DALER} visited [Iran|country|territory:IR]."))
    ids = {lake.timeline(EventQuery(type="visit", status="happened"))[0].id}
    for number in range(8):
        text = report(head, f"{DALER} came to [Iran|country|territory:IR], says {number}.", outlet=f"Paper{number}")
        read(lake, store, **{f"page{number}": text})
        ids |= {event.id for event in lake.timeline(EventQuery(type="visit", status="happened"))}
    assert len(ids) > 1
    assert [alert.kind for alert in alerts(lake)] == ["new"]


def test_an_event_that_falls_apart_is_not_told_again(lake: SqlChronicle, store: Store) -> None:
    follow(lake, who="Karim Daler")
    head = "visit happened 2024-06-01"
    read(lake, store, a=report(head, f"{DALER} visited [Iran|country|territory:IR]."))
    read(lake, store, b=report(head, f"{DALER} was in [Iran|country|territory:IR].", outlet="Courier"))
    [event] = lake.timeline(EventQuery(type="visit", status="happened"))
    lake.judgements.split(event.id, pages=["b"], by="ann")
    lake.following.update()
    assert len(lake.timeline(EventQuery(type="visit", status="happened"))) == 2
    assert [alert.kind for alert in alerts(lake)] == ["new"]


def test_pages_that_are_read_anew_tell_nothing_new(lake: SqlChronicle, store: Store) -> None:
    follow(lake, who="Karim Daler")
    text = report("visit happened 2024-06-01", f"{DALER} visited [Iran|country|territory:IR].")
    read(lake, store, a=text)
    page = make_page("a", text)
    lake.store(page, PlainReader("plain-2").read(page))
    lake.refresh()
    assert lake.following.update() == 0
    assert alerts(lake)[0].event is not None


def test_a_pair_is_told_of_when_both_take_part(lake: SqlChronicle, store: Store) -> None:
    follow(lake, who="Karim Daler", with_="Anna Petrova")
    read(lake, store, alone=report("visit happened 2024-06-01", f"{DALER} visited [Iran|country|territory:IR]."))
    read(lake, store, both=report("call happened 2024-07-01", f"{DALER} called {PETROVA}.", day="2024-07-02"))
    assert told(lake) == [("new", "both")]


def test_a_filter_is_told_of_by_its_conditions(lake: SqlChronicle, store: Store) -> None:
    follow(lake, kind="filter", type="visit", place="Iran")
    follow(lake, kind="filter", type="call", who="Otto Lind")
    read(lake, store, visit=report("visit happened 2024-06-01", f"{DALER} in [Iran|country|territory:IR]."))
    read(lake, store, call=report("call happened 2024-07-01", f"{LIND} called {PETROVA}.", day="2024-07-02"))
    kinds = {page for _, page in told(lake)}
    assert "call" in kinds, "a name that waited takes effect when a page names it"


def test_a_merge_keeps_what_is_followed(lake: SqlChronicle, store: Store) -> None:
    read(lake, store, k=report("visit happened 2024-06-01", "[Kamol Saidov|person] saw [Iran|country|territory:IR]."))
    follow(lake, who="Kamol Saidov")
    lake.judgements.merge("Kamol Saidov", "Karim Daler", by="ann")
    read(lake, store, new=report("call happened 2024-07-01", f"{DALER} called {LIND}.", day="2024-07-02"))
    assert told(lake) == [("new", "new")]
    [entry] = lake.following.find("desk", "", reader="").entries
    assert entry.sides[0].id == lake.who("Karim Daler")[0].id


def test_a_split_leaves_what_is_followed_with_its_members(lake: SqlChronicle, store: Store) -> None:
    follow(lake, who="Karim Daler")
    lake.judgements.split(lake.who("Karim Daler")[0].id, pages=["lake-ru"], by="ann")
    lake.following.update()
    [entry] = lake.following.find("desk", "", reader="").entries
    assert entry.sides[0].id == lake.judgements.home(member_of(lake, "lake-en"))


def member_of(lake: SqlChronicle, page: str) -> str:
    found = lake.show(page)
    return f"{found.sha256}:r1"


def test_a_name_that_no_page_knows_waits(lake: SqlChronicle, store: Store) -> None:
    made = lake.following.add("desk", "", {"who": "Otto Lind"})
    assert made.entry.waiting
    assert "waits" in made.notes[0]
    read(lake, store, lind=report("call happened 2024-07-01", f"{LIND} called {PETROVA}.", day="2024-07-02"))
    assert told(lake) == [("new", "lind")]
    assert not lake.following.find("desk", "", reader="").entries[0].waiting


def test_a_name_that_several_have_is_refused_with_candidates(lake: SqlChronicle, store: Store) -> None:
    text = report("visit happened 2024-06-01", f"{LIND} visited [Iran|country|territory:IR].")
    read(lake, store, one=text, two=report("visit happened 2020", "[Otto Lind|person] of another land slept."))
    lake.judgements.split("Otto Lind", pages=["two"], by="ann")
    with pytest.raises(AmbiguousNameError) as caught:
        follow(lake, who="Otto Lind")
    assert len(caught.value.candidates) == 2


def test_the_same_is_followed_once(lake: SqlChronicle) -> None:
    first = lake.following.add("desk", "", {"who": "Karim Daler"})
    again = lake.following.add("desk", "", {"who": "Карим Далер"})
    assert (first.known, again.known, again.entry.id) == (False, True, first.entry.id)


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({}, "at least one condition"),
        ({"kind": "moon"}, "none of"),
        ({"kind": "pair", "who": "Karim Daler"}, "pair needs with"),
        ({"kind": "pair", "who": "Karim Daler", "with": "Карим Далер"}, "both names mean one"),
        ({"title": "lord of the rings"}, "no office"),
        ({"who": "person:nobody"}, "no entity has the id"),
    ],
)
def test_a_wish_that_cannot_be_is_refused(lake: SqlChronicle, wish: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        lake.following.add("desk", "", wish)


def test_an_old_event_is_told_as_changed_when_it_is_denied(lake: SqlChronicle, store: Store) -> None:
    follow(lake, who="Karim Daler")
    denial = report("meet denied 2024-03-01", f"{DALER} did not meet {PETROVA} in [Bishkek|place|city:1528675].")
    other = denial.replace("did not meet", "never met").replace("Herald", "Courier")
    read(lake, store, one=denial, two=other)
    read(lake, store, three=denial.replace("did not meet", "had not met").replace("Herald", "Mail"))
    assert [(alert.kind, alert.reasons) for alert in alerts(lake)] == [
        ("changed", (Reason("conflict", "", "status"),)),
        ("changed", (Reason("status", "happened", "denied"),)),
    ]
    assert {alert.event.id for alert in alerts(lake) if alert.event} == {lake.timeline(EventQuery(type="meet"))[0].id}


def test_a_correction_is_told_also_of_an_event_that_came_since(lake: SqlChronicle, store: Store) -> None:
    follow(lake, who="Karim Daler")
    told = f"{DALER} visited [Iran|country|territory:IR]"
    read(lake, store, one=report("visit happened 2024-06-01", f"{told}."))
    read(lake, store, two=report("visit happened 2024-06-02", f"{told} on Sunday.", outlet="Mail"))
    found = [(alert.kind, alert.reasons) for alert in alerts(lake)]
    assert found[0] == ("new", ())
    assert found[1][0] == "changed"
    assert Reason("conflict", "", "when") in found[1][1]


def test_an_office_is_told_of_when_somebody_else_holds_it(lake: SqlChronicle, store: Store) -> None:
    follow(lake, title="chair", of="Lake Council")
    assert lake.following.find("desk", "", reader="").entries[0].holders == ("Olga Brandt",)
    head = "en 2025-09-09 Herald\noffice chair"
    read(
        lake,
        store,
        newer=f"{head} former | [Olga Brandt|person] used to chair the [Lake Council|organisation].\n"
        f"office chair current 2025-09-01 | {LIND} has chaired the [Lake Council|organisation].",
    )
    [alert] = alerts(lake)
    assert (alert.kind, alert.reasons) == ("office", (Reason("holder", "Olga Brandt", "Otto Lind"),))
    assert alert.tenures[0].name == "Otto Lind"
    assert lake.following.update() == 0


def test_unread_counts_by_reader(lake: SqlChronicle, store: Store) -> None:
    follow(lake, who="Karim Daler")
    read(lake, store, a=report("visit happened 2024-06-01", f"{DALER} visited [Iran|country|territory:IR]."))
    read(lake, store, b=report("call happened 2024-07-01", f"{DALER} called {LIND}.", day="2024-07-02"))
    following = lake.following
    assert following.find("desk", "", reader="ann").unread == 2
    first = following.alerts("desk", "", reader="ann")[-1]
    assert following.mark_seen("desk", "", reader="ann", through=first.id) == 1
    assert [one.seen for one in following.alerts("desk", "", reader="ann")] == [False, True]
    assert following.mark_seen("desk", "", reader="ann") == 1
    assert following.find("desk", "", reader="ann").unread == 0
    assert following.find("desk", "", reader="bob").unread == 2
    assert following.alerts("desk", "", reader="ann", unseen=True) == []


def test_lists_of_one_user_are_not_those_of_another(lake: SqlChronicle) -> None:
    lake.following.add("desk", "ann", {"who": "Karim Daler"})
    assert lake.following.lists("", reader="") == []
    with pytest.raises(UsageError, match="no watch list"):
        lake.following.find("desk", "bob", reader="bob")


def test_what_was_removed_is_gone(lake: SqlChronicle, store: Store) -> None:
    made = lake.following.add("desk", "", {"who": "Karim Daler"})
    read(lake, store, a=report("visit happened 2024-06-01", f"{DALER} visited [Iran|country|territory:IR]."))
    assert lake.following.drop("desk", "", made.entry.id).label == "Karim Daler"
    with pytest.raises(UsageError, match="no entry"):
        lake.following.drop("desk", "", made.entry.id)
    assert len(alerts(lake)) == 1
    lake.following.remove("desk", "")
    assert lake.following.lists("", reader="") == []


def test_the_log_says_what_was_before_only_where_somebody_follows(lake: SqlChronicle, store: Store) -> None:
    from sqlalchemy import func, select

    from dragoman.chronicle import derived

    def count() -> int:
        with lake.engine.connect() as connection:
            change = derived.change.c
            return connection.execute(select(func.count()).where(change.was.is_not(None))).scalar_one()

    store(lake, more=report("meet happened 2024-03-01", f"{DALER} met {PETROVA} again, it is said."))
    lake.refresh()
    assert count() == 0
    follow(lake, who="Karim Daler")
    store(lake, other=report("meet happened 2024-03-01", f"{DALER} met {PETROVA} once more.", outlet="Mail"))
    lake.refresh()
    assert count() == 1


def test_what_is_followed_is_no_part_of_the_digest_and_goes_with_a_copy(
    lake: SqlChronicle, store: Store, place: str, tmp_path: Path
) -> None:
    before = lake.digest()
    follow(lake, who="Karim Daler")
    assert lake.digest() == before
    read(lake, store, a=report("visit happened 2024-06-01", f"{DALER} visited [Iran|country|territory:IR]."))
    copy_chronicle(place, str(tmp_path / "copy.db"))
    copy = SqlChronicle(tmp_path / "copy.db", sense=load_sense())
    assert copy.following.update() == 0
    assert told(copy) == told(lake) == [("new", "a")]
    read(copy, store, b=report("call happened 2024-07-01", f"{DALER} called {LIND}.", day="2024-07-02"))
    assert told(copy) == [("new", "a"), ("new", "b")]
    copy.close()


def test_who_asks_while_another_writes_does_not_wait_for_long(lake: SqlChronicle, store: Store) -> None:
    follow(lake, who="Karim Daler")
    store(lake, a=report("visit happened 2024-06-01", f"{DALER} visited [Iran|country|territory:IR]."))
    lake.refresh()
    begun = time.monotonic()
    with write(lake.engine), pytest.raises(StoreError):
        lake.following.update(patience=0.1)
    assert time.monotonic() - begun < 20
    assert lake.following.update() == 1


def test_a_date_that_a_person_corrects_is_told_as_changed(lake: SqlChronicle) -> None:
    follow(lake, who="Karim Daler")
    [meeting] = lake.timeline(EventQuery(type="meet"))
    lake.judgements.correct([meeting.id], Changes(date="2024-03-05"), by="ann")
    lake.following.update()
    [alert] = alerts(lake)
    assert (alert.kind, alert.reasons) == ("changed", (Reason("when", "2024-03-01", "2024-03-05"),))


def test_two_events_of_one_sentence_are_both_new_however_changes_are_cut(
    lake: SqlChronicle, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.chronicle.following.updating.PIECE", 1)
    follow(lake, who="Karim Daler")
    words = f"{DALER} visited [Iran|country|territory:IR] and [Kenya|country|territory:KE]."
    heads = [f"visit happened 2024-06-0{day} | {words}" for day in (1, 9)]
    read(lake, store, both="en 2024-06-10 Herald\n" + "\n".join(heads))
    assert [alert.kind for alert in alerts(lake)] == ["new", "new"]


def test_the_feed_of_somebody_who_is_shut_out_is_nobodys(lake: SqlChronicle) -> None:
    for name, role in (("Далер", "admin"), ("Olga", "reader")):
        lake.accounts.add_user(name, "correct horse battery", role=role, by="setup")
        lake.following.make("desk", name)
    tokens = [lake.following.lists(name, reader=name)[0].token for name in ("Olga", "Далер")]
    assert all(map(lake.following.list_of_token, tokens))
    lake.accounts.disable("Olga", by="setup")
    assert [bool(lake.following.list_of_token(token)) for token in tokens] == [False, True]
    lake.accounts.enable("Olga", by="setup")
    assert all(map(lake.following.list_of_token, tokens))
