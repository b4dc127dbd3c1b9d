"""Judgements: what they do, that they hold when pages are read again, and that they can be undone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.unit.chronicle.plain_reader import PlainReader, make_page

from dragoman.chronicle.exchange import form_row
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.errors import UsageError
from dragoman.model import Page, Reading

KARIM = "en 2024-0{n}-03 Paper{n}\nmeet happened 2024-0{n}-01 | [Karim Daler|person] met [Anna Petrova|person] {words}."
WORDS = ("by the lake", "to speak of grain and its price", "again after years of silence", "at noon in the old hall")
PAGES = {f"p{n}": KARIM.format(n=n, words=words) for n, words in enumerate(WORDS, 1)}
OTHERS = {
    "zafar": "en 2024-05-01 Herald\nsay | [Zafar Rustamov|person] spoke in [Kazakhstan|country|territory:KZ].",
    "council": "en 2024-05-02 Herald\nsay | The [Lake Council|organisation] and [Olga Brandt|person] spoke.",
}


class Renumbering(PlainReader):
    """A newer reader: other ids, and one more name before all others."""

    def read(self, page: Page) -> Reading:  # type: ignore[override]
        header, *lines = page.content.decode().splitlines()
        more = "\n".join((header, "say | The [Far Bank|organisation] was silent.", *lines))
        return super().read(Page(page.name, page.address, more.encode(), page.sha256))  # type: ignore[return-value]


@pytest.fixture
def judged(chronicle: SqlChronicle, store: Callable[..., None]) -> SqlChronicle:
    store(chronicle, **PAGES, **OTHERS)
    chronicle.refresh()
    return chronicle


def find(chronicle: SqlChronicle, name: str) -> str:
    (found,) = [entity.id for entity in chronicle.entities() if entity.label == name]
    return found


def homes(chronicle: SqlChronicle, name: str) -> dict[str, str]:
    """Return the entity of a name on each page."""
    readings = chronicle.readings()
    return {r.id: entity.id for r in readings for entity in r.entities if entity.name == name}


def test_same_and_different_and_their_undoing(judged: SqlChronicle) -> None:
    before = judged.digest()
    karim, zafar = find(judged, "Karim Daler"), find(judged, "Zafar Rustamov")
    same = judged.judgements.judge(karim, zafar, "same", by="ann", why="one man under two names")
    assert len(same.ids) == 1
    assert set(homes(judged, "Karim Daler").values()) == set(homes(judged, "Zafar Rustamov").values())
    assert judged.digest() != before
    (view,) = judged.judgements.list()
    assert (view.by, view.why, view.verdict, view.about) == ("ann", "one man under two names", "same", "entity")
    assert {view.a.name, view.b.name} == {"karim daler", "zafar rustamov"}
    assert len(judged.judgements.undo().ids) == 2
    assert judged.digest() == before
    assert judged.judgements.list() == []
    (kept,) = judged.judgements.list(withdrawn=True)
    assert kept.withdrawn
    with pytest.raises(UsageError, match="withdrawn already"):
        judged.judgements.undo(kept.id)


def test_judging_one_member_apart(judged: SqlChronicle) -> None:
    judged.judgements.judge("p1#r1", "p2#r1", "different", by="ann")
    found = homes(judged, "Karim Daler")
    assert found["p1"] != found["p2"]


def test_the_latest_verdict_about_a_pair_counts(judged: SqlChronicle) -> None:
    for verdict in ("different", "same", "different", "unsure"):
        judged.judgements.judge("p1#r1", "p2#r1", verdict, by="ann")
    assert len(set(homes(judged, "Karim Daler").values())) == 1


def test_a_split_by_pages_parts_namesakes_and_merging_joins_them_again(judged: SqlChronicle) -> None:
    karim = find(judged, "Karim Daler")
    split = judged.judgements.split(karim, pages=["p2", "p3"], by="ann", why="the minister, not the poet")
    found = homes(judged, "Karim Daler")
    assert found["p1"] == found["p4"] != found["p2"] == found["p3"]
    assert len(split.ids) == 2
    merged = judged.judgements.merge(found["p1"], found["p2"], by="ann")
    assert (len(merged.ids), merged.contradictions) == (1, ())
    assert len(set(homes(judged, "Karim Daler").values())) == 1
    judged.judgements.undo()
    assert homes(judged, "Karim Daler") == found
    judged.judgements.undo(split.decision)
    assert len(set(homes(judged, "Karim Daler").values())) == 1


def test_a_split_by_name(judged: SqlChronicle, store: Callable[..., None]) -> None:
    store(judged, more="ru 2024-03-03 Вестник\nsay | [Карим Далер|person] принял [Анну Петрову|person].")
    judged.refresh()
    karim = find(judged, "Karim Daler")
    assert karim in homes(judged, "Карим Далер").values()
    judged.judgements.split(karim, mentions=["Карим Далер"], by="ann")
    assert not set(homes(judged, "Карим Далер").values()) & set(homes(judged, "Karim Daler").values())


def test_different_stands_above_a_chain_of_same_and_the_answer_says_so(judged: SqlChronicle) -> None:
    judged.judgements.judge("p1#r1", "zafar#r1", "different", by="ann")
    first = judged.judgements.judge("zafar#r1", "council#r2", "same", by="ann")
    assert first.contradictions == ()
    second = judged.judgements.judge("council#r2", "p1#r1", "same", by="bob")
    assert homes(judged, "Zafar Rustamov")["zafar"] != homes(judged, "Karim Daler")["p1"]
    (broken,) = second.contradictions
    assert broken.same.by in ("ann", "bob")
    assert [one.verdict for one in broken.different] == ["different"]
    assert [one.same.id for one in judged.judgements.contradictions()] == [broken.same.id]


def test_two_events_become_one_and_part_again(judged: SqlChronicle) -> None:
    before = judged.digest()
    events = judged.counts().events["meet"]
    assert events == 4
    merged = judged.judgements.merge("p1#e1", "p3#e1", by="ann")
    assert (merged.judgements[0].about, judged.counts().events["meet"]) == ("event", 3)
    (event,) = merged.ids
    assert judged.judgements.split(event, pages=["p3"], by="ann").judgements[0].verdict == "different"
    assert judged.counts().events["meet"] == 4
    judged.judgements.undo()
    judged.judgements.undo()
    assert judged.digest() == before


def test_judgements_find_their_members_when_pages_are_read_again(judged: SqlChronicle) -> None:
    judged.judgements.judge("p1#r1", "zafar#r1", "same", by="ann")
    judged.judgements.judge("p2#r1", "p1#r1", "different", by="ann")
    judged.judgements.merge("p3#e1", "p4#e1", by="ann")
    for name, text in {**PAGES, **OTHERS}.items():
        page = make_page(name, text)
        judged.store(page, Renumbering("plain-2").read(page))
    judged.refresh()
    found = homes(judged, "Karim Daler")
    assert found["p1"] == homes(judged, "Zafar Rustamov")["zafar"] != found["p2"]
    assert judged.counts().events["meet"] == 3
    assert {view.a.member for view in judged.judgements.list()} <= {"r2", "e1"}
    assert list(judged.judgements.lost()) == []


def test_a_judgement_whose_member_is_gone_waits_for_it(judged: SqlChronicle) -> None:
    judged.judgements.judge("p1#r1", "zafar#r1", "same", by="ann")
    page = make_page("zafar", OTHERS["zafar"])
    silent = make_page("zafar", OTHERS["zafar"].replace("[Zafar Rustamov|person]", "Nobody"))
    reading = PlainReader("plain-2").read(silent)
    assert isinstance(reading, Reading)
    judged.store(page, reading)
    judged.refresh()
    assert [view.b.id or view.a.id for view in judged.judgements.lost()]
    judged.store(page, PlainReader("plain-3").read(page))  # type: ignore[arg-type]
    judged.refresh()
    assert list(judged.judgements.lost()) == []
    assert homes(judged, "Zafar Rustamov")["zafar"] == homes(judged, "Karim Daler")["p1"]


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ("person:0000000000", "p1#r1", "no entity and no event"),
        ("Zafar Rustamof", "p1#r1", "nearest: .*Zafar Rustamov"),
        ("territory:KZ", "Zafar Rustamov", "is a country and .* a person"),
        ("p1#e1", "p1#r1", "judge two of a kind"),
        ("p1#r1", "p1#r1", "are one already"),
        ("Zafar Rustamov", "Zafar Rustamov", "are one already"),
        ("p9#r1", "p1#r1", "no entity and no event"),
    ],
)
def test_what_cannot_be_judged_is_refused(judged: SqlChronicle, a: str, b: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        judged.judgements.judge(a, b, "same", by="ann")
    assert judged.judgements.list(withdrawn=True) == []


def test_what_cannot_be_split_is_refused(judged: SqlChronicle) -> None:
    karim = find(judged, "Karim Daler")
    for part, words in (
        ({"pages": list(PAGES)}, "all 4 members"),
        ({}, "nothing to split off"),
        ({"pages": ["zafar"]}, "is no part of"),
        ({"pages": ["p9"]}, "no page"),
        ({"mentions": ["Anna"]}, "told of as"),
    ):
        with pytest.raises(UsageError, match=words):
            judged.judgements.split(karim, by="ann", **part)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="no judgement to undo"):
        judged.judgements.undo()


@pytest.fixture
def another(tmp_path: Path) -> Iterator[SqlChronicle]:
    opened = SqlChronicle(tmp_path / "another.db", sense=load_sense())
    yield opened
    opened.close()


@pytest.mark.parametrize("first", ["pages", "judgements"])
def test_exported_judgements_give_the_same_chronicle(
    judged: SqlChronicle, another: SqlChronicle, store: Callable[..., None], first: str
) -> None:
    judged.judgements.judge("p1#r1", "zafar#r1", "same", by="ann")
    judged.judgements.split(find(judged, "Anna Petrova"), pages=["p2"], by="ann")
    judged.judgements.merge("p1#e1", "p3#e1", by="ann")
    rows = [{k: str(v) for k, v in form_row(view).items() if v is not None} for view in judged.judgements.list()]
    if first == "pages":
        store(another, **OTHERS, **PAGES)
    made = another.judgements.add(rows, by="bob")
    assert (made.written, made.known, made.rejected) == (len(rows), 0, {})
    assert made.waiting == (0 if first == "pages" else len(rows))
    if first != "pages":
        store(another, **OTHERS, **PAGES)
    another.refresh()
    assert another.digest() == judged.digest()
    assert another.judgements.add(rows, by="bob").known == len(rows)


def test_rows_that_cannot_be_used_are_counted_by_reason(judged: SqlChronicle) -> None:
    rows = [
        {"verdict": "perhaps", "a": "p1#r1", "b": "p2#r1"},
        {"verdict": "same", "a": "p1#r1", "b": ""},
        {"verdict": "same", "a": "p1#r1", "b": "p9#r1"},
        {"verdict": "same", "a": "p1#r1", "b": "territory:KZ"},
        {"verdict": "same", "a": "p1#r1", "b": "p2#r1", "when": "yesterday"},
        {"verdict": "same", "a": "p1#r1", "b": "p2#r1", "withdrawn": "2024-01-01"},
        {"verdict": "same", "a": "p1#r1", "b": "p2#r1", "about": "story"},
        {"verdict": "different", "a": "p1#r1", "b": "p2#r1", "when": "2024-03-01T12:00:00+05:00"},
    ]
    made = judged.judgements.add(rows, by="bob")
    assert (made.written, made.rejected) == (1, {"about": 1, "side": 3, "time": 1, "verdict": 1, "withdrawn": 1})
    assert len(made.notes) == 7
    (view,) = judged.judgements.list()
    assert (view.by, view.when) == ("bob", "2024-03-01T07:00:00.000000Z")


@pytest.mark.parametrize("when", ["9999-12-31T23:59:59.999999Z", "0001-01-01T00:00:00+05:00", "0999-01-01T00:00:00Z"])
def test_a_time_at_which_nobody_decides_is_refused(judged: SqlChronicle, when: str) -> None:
    made = judged.judgements.add([{"verdict": "same", "a": "p1#r1", "b": "p2#r1", "when": when}], by="bob")
    assert (made.written, made.rejected) == (0, {"time": 1})
    assert judged.judgements.merge("p1#r1", "p2#r1", by="ann").decision == 1
