"""English as agencies and ministries write it: readouts, headlines, and the words that only look like news."""

import pytest
from tests.unit.reading.notation import events

WORDED = [
    ("Oskar Brennick and Kojo Addai exchanged views on the herring quota.", "meet: Kojo Addai, Oskar Brennick"),
    ("Oskar Brennick gave a banquet in honour of Kojo Addai.", "meet: Kojo Addai, Oskar Brennick"),
    ("Oskar Brennick will host Kojo Addai at the lodge.", "meet (planned): Kojo Addai, Oskar Brennick"),
    ("Oskar Brennick and Kojo Addai to meet in Nairobi.", "meet (planned): Kojo Addai, Oskar Brennick"),
    ("A phone call took place on Sunday between Oskar Brennick and Kojo Addai.", "call: Kojo Addai, Oskar Brennick"),
    ("Oskar Brennick had a friendly call with Kojo Addai.", "call: Kojo Addai, Oskar Brennick"),
    ("Secretary of State Oskar Brennick spoke today with Kojo Addai.", "call: Kojo Addai, Oskar Brennick"),
    ("Kojo Addai and Oskar Brennick presided over the joint commission.", "convene: Kojo Addai, Oskar Brennick"),
    ("Kenya fired three missiles into the sea.", "mobilize: KE"),
    ("Kenya will supply Chile with nine patrol helicopters.", "aid (planned): CL, KE"),
    ("Kenya unveiled a relief package for Chile.", "aid (planned): CL, KE"),
    ("Kenya imposed new sanctions targeting Chile.", "sanction: CL, KE"),
    ("Gunmen opened fire on a lorry near Mombasa.", "assault"),
    ("A rocket hit the dairy in Mombasa.", "assault"),
    ("Parliament confirmed Kojo Addai as fisheries minister.", "take-office: Kojo Addai"),
    ("Kojo Addai was relieved of his duties.", "leave-office: Kojo Addai"),
]

ONLY_LIKE_NEWS = [
    "The lamps of Kenya hit the shelves in June.",
    "Kenya will host the rowing finals in June.",
    "The bill targeting Kenya is long.",
    "Kenya struck a hopeful note.",
    "The fleet of Kenya gave a dinner for anglers.",
    "The team visited the aquarium in Mombasa.",
]


@pytest.mark.parametrize(("text", "expected"), WORDED)
def test_what_the_words_tell(text: str, expected: str) -> None:
    assert events(text, "en") == expected


@pytest.mark.parametrize("text", ONLY_LIKE_NEWS)
def test_words_that_only_look_like_news(text: str) -> None:
    assert events(text, "en") is None
