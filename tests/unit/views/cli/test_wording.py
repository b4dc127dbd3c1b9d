"""The words in which dates, tenures and participants are printed."""

import pytest
from msgspec.structs import replace

from dragoman.chronicle.answers import Participant, TenureView
from dragoman.language.scripts import isolate
from dragoman.model import When
from dragoman.views.cli.wording import describe_interval, describe_office, describe_participants, describe_when

TENURE = TenureView("t", "chair", "organisation:eco", "ECO", "p", "Karim", {}, None, None, None, None, None, False, ())


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When("2024-03-12", "stated"), "2024-03-12"),
        (When("2024-03-12", "counted"), "2024-03-12 counted"),
        (When("2024", "inferred"), "2024 inferred"),
        (When(), "no date"),
    ],
)
def test_a_date_says_how_it_is_known(when: When, words: str) -> None:
    assert describe_when(when) == words


@pytest.mark.parametrize(
    ("known", "interval"),
    [
        ({}, ("not said", "not said")),
        ({"start": "2024-09-01"}, ("2024-09-01", "not said")),
        ({"start": "2022", "stop": "2023", "over": True}, ("2022", "2023")),
        ({"first_seen": "2024-03-13", "last_seen": "2024-05-01"}, ("seen 2024-03-13", "seen 2024-05-01")),
        ({"first_seen": "2024", "over": True, "ended_by": "2025-01-09"}, ("seen 2024", "before 2025-01-09")),
        ({"over": True}, ("not said", "over")),
    ],
)
def test_an_interval_says_what_is_stated_and_what_was_seen(known: dict, interval: tuple[str, str]) -> None:
    assert describe_interval(replace(TENURE, **known)) == interval


def test_an_office_names_what_it_is_of() -> None:
    assert describe_office(TENURE) == f"chair of {isolate('ECO')}"
    assert describe_office(replace(TENURE, of=None, of_name=None)) == "chair"


def test_participants_come_with_the_roles_that_say_something() -> None:
    taking = [
        Participant("a", "person", "Karim", ("host",)),
        Participant("b", "person", "رستم", ("participant",)),
        Participant("c", "person", "Anna", ("speaker", "participant")),
    ]
    assert describe_participants(taking) == f"{isolate('Karim')} (host), {isolate('رستم')}, {isolate('Anna')} (speaker)"
