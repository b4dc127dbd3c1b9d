"""The example pages give the chronicle that examples/README.md promises."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import dragoman


@pytest.fixture(scope="module")
def chronicle(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dragoman.Dragoman]:
    with dragoman.open(tmp_path_factory.mktemp("store") / "examples.db") as opened:
        report = opened.read(root / "examples" / "pages")
        assert (report.read, dict(report.rejected)) == (16, {})
        yield opened


def test_one_man_in_four_scripts(chronicle: dragoman.Dragoman) -> None:
    asked = ["Рустам Вализода", "Rustam Valizoda", "رستم ولی‌زاده", "رستم ولي زاده", "Рустама Вализоду"]
    best = [chronicle.who(name)[0] for name in asked]
    assert len({entity.id for entity in best}) == 1
    assert {"ar", "en", "fa", "ru"} <= set(best[0].names)


def test_the_minister_is_one_man_as_well(chronicle: dragoman.Dragoman) -> None:
    asked = ["Аскар Байтленов", "Askar Baitlenov", "عسکر بایتلنوف", "أسقر بايتلينوف"]
    assert len({chronicle.who(name)[0].id for name in asked}) == 1


def test_the_body_is_one_under_its_names(chronicle: dragoman.Dragoman) -> None:
    asked = ["ECO", "ОЭС", "Economic Cooperation Organization", "منظمة التعاون الاقتصادي", "سازمان همکاری اقتصادی"]
    assert {chronicle.who(name)[0].reference for name in asked} == {"organisation:eco"}


@pytest.mark.parametrize(("day", "holder"), [("2024-03-15", "Demirsoy"), ("2024-09-15", "Valizoda")])
def test_who_was_secretary_general(chronicle: dragoman.Dragoman, day: str, holder: str) -> None:
    assert holder in chronicle.office("secretary-general", "ECO", on=day)[0].name


@pytest.mark.parametrize(("day", "holder"), [("2024-06-01", "Iran"), ("2025-02-01", "Kazakhstan")])
def test_a_state_holds_the_chair(chronicle: dragoman.Dragoman, day: str, holder: str) -> None:
    assert chronicle.office("chair", "ECO", on=day)[0].name == holder


def test_one_meeting_is_told_by_three_outlets_and_they_disagree(chronicle: dragoman.Dragoman) -> None:
    meetings = chronicle.timeline(who="Valizoda", with_="Navruzov", type="meet")
    assert len(meetings) == 1
    assert {report.quote.language for report in meetings[0].reports} == {"ar", "en", "ru"}
    days = [
        {value.value for value in c.values} for c in meetings[0].conflicts if "date" in c.field or "when" in c.field
    ]
    assert days == [{"2024-09-18", "2024-09-19"}]


def test_the_agreement_is_told_in_three_languages(chronicle: dragoman.Dragoman) -> None:
    signed = chronicle.timeline(who="Baitlenov", type="agree", status="happened")
    assert [event.when.value for event in signed] == ["2024-11-21"]
    assert {report.quote.language for report in signed[0].reports} == {"ar", "en", "ru"}


def test_what_is_planned_did_not_happen(chronicle: dragoman.Dragoman) -> None:
    assert chronicle.timeline(type="convene", status="planned", since="2025-05-10", until="2025-05-10")
    assert not chronicle.timeline(type="convene", status="happened", since="2025-01-01")


def test_a_page_without_a_date_gives_none(chronicle: dragoman.Dragoman) -> None:
    undated = [event for event in chronicle.timeline(type="reject") if event.participants[0].name == "Afghanistan"]
    assert [event.when.value for event in undated] == [None]


def test_headlines_of_other_stories_give_nothing(chronicle: dragoman.Dragoman) -> None:
    types = {event.type for event in chronicle.timeline()}
    assert types.isdisjoint({"assault", "protest", "coerce"})


def test_every_quote_opens_its_sentence(chronicle: dragoman.Dragoman) -> None:
    quotes = [report.quote for event in chronicle.timeline() for report in event.reports]
    assert len(quotes) >= 30
    texts = {quote.sha256: chronicle.show(quote.sha256).text for quote in quotes}
    assert [quote for quote in quotes if quote.span.of(texts[quote.sha256]) != quote.text] == []


def test_reading_again_changes_nothing(chronicle: dragoman.Dragoman, root: Path) -> None:
    before = chronicle.digest()
    again = chronicle.read(root / "examples" / "pages")
    assert (again.read, again.unchanged) == (0, 16)
    assert chronicle.digest() == before
