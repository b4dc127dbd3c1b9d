"""English as agencies and ministries write it: readouts, headlines, and the words that only look like news."""

import pytest
from tests.unit.reading.notation import entities, events, offices

WORDED = [
    ("Oskar Brennick and Kojo Addai exchanged views on the herring quota.", "meet: Kojo Addai, Oskar Brennick"),
    ("Oskar Brennick gave a banquet in honour of Kojo Addai.", "meet: Kojo Addai, Oskar Brennick"),
    ("Oskar Brennick will host Kojo Addai at the lodge.", "meet (planned): Kojo Addai, Oskar Brennick"),
    ("Oskar Brennick and Kojo Addai to meet in Nairobi.", "meet (planned): Kojo Addai, Oskar Brennick"),
    ("A phone call took place on Sunday between Oskar Brennick and Kojo Addai.", "call: Kojo Addai, Oskar Brennick"),
    ("Kenya continued to shell Chile.", "assault: CL, KE"),
    ("Oskar Brennick had a friendly call with Kojo Addai.", "call: Kojo Addai, Oskar Brennick"),
    ("Secretary of State Oskar Brennick spoke today with Kojo Addai.", "call: Kojo Addai, Oskar Brennick"),
    (
        "Kojo Addai and Oskar Brennick presided over a session of the herring board.",
        "convene: Kojo Addai, Oskar Brennick",
    ),
    ("Kenya fired three missiles into the sea.", "mobilize: KE"),
    ("Kenya will supply Chile with nine patrol helicopters.", "aid (planned): CL, KE"),
    ("Kenya unveiled a relief package for Chile.", "aid (planned): CL, KE"),
    ("Kenya imposed new sanctions targeting Chile.", "sanction: CL, KE"),
    ("Gunmen opened fire on a lorry near Mombasa.", "assault"),
    ("A rocket hit the dairy in Mombasa.", "assault"),
    ("Parliament confirmed Kojo Addai as fisheries minister.", "take-office: Kojo Addai"),
    ("Kojo Addai was relieved of his duties.", "leave-office: Kojo Addai"),
    ("Kenya holds Chile responsible for the oil.", "accuse: CL, KE"),
    ("Kenya alleged that Chile hid the nets.", "accuse: CL, KE"),
    ("Kenya pointed the finger at Chile.", "accuse: CL, KE"),
    ("Kenya and Chile traded barbs over the nets.", "accuse: CL, KE"),
    ("Kenya slapped a visa ban on Kojo Addai.", "sanction: KE, Kojo Addai"),
    ("Kenya warned it would retaliate.", "threaten: KE"),
    ("Police detained nine anglers in Mombasa.", "coerce"),
    ("The dairy was hit by a rocket in Mombasa.", "assault"),
    ("Envoys from Kenya and Chile met in Mombasa.", "meet: CL, KE"),
    ("Kojo Addai joined Oskar Brennick for lunch.", "meet: Kojo Addai, Oskar Brennick"),
]

ONLY_LIKE_NEWS = [
    "The lamps of Kenya hit the shelves in June.",
    "Kenya will host the rowing finals in June.",
    "The bill targeting Kenya is long.",
    "Kenya struck a hopeful note.",
    "The fleet of Kenya gave a dinner for anglers.",
    "The team visited the aquarium in Mombasa.",
    "Kenya came under fire for its anthem.",
    "Kenya and Chile will meet in the quarter-final on Sunday.",
    "Kenya hit Chile with nine goals.",
    "The drones of Kenya hit a record price in May.",
    "Kojo Addai spoke today with reporters.",
    "Officers detained in Kenya sang.",
    "A boiler explosion killed two cooks in Kenya.",
    "The talks were attended by Kojo Addai and Oskar Brennick.",
]


@pytest.mark.parametrize(("text", "expected"), WORDED)
def test_what_the_words_tell(text: str, expected: str) -> None:
    assert events(text, "en") == expected


@pytest.mark.parametrize("text", ONLY_LIKE_NEWS)
def test_words_that_only_look_like_news(text: str) -> None:
    assert events(text, "en") is None


WHO = [
    # the head of a body's name completes what is attended
    ("Kojo Addai addressed the Pacific Fisheries Assembly.", None, "convene: Kojo Addai"),
    # an office, the long name of its body, and the name of its holder are one person
    (
        "Kojo Addai met with Chairman of the Herring Group with Kenya in the Chilean Parliament Oskar Brennick.",
        None,
        "meet: Kojo Addai, Oskar Brennick",
    ),
    (
        "Kojo Addai met with Director of the Department of Ports and Harbours of Chile Oskar Brennick.",
        None,
        "meet: Kojo Addai, Oskar Brennick",
    ),
    # a ministry or a delegation acts for its country
    ("Chile's fisheries ministry summoned the ambassador of Kenya.", None, "accuse: CL, KE"),
    ("Chile is far. The Chilean delegation arrived in Nairobi.", None, "visit: CL"),
    # fighters act for their body
    ("Taliban militants attacked a dairy in Kunduz.", None, "assault: taliban"),
    ("Fighters from the Herring Liberation Front ambushed a van.", None, "assault: Herring Liberation Front"),
    # the adjective of a part of a country hides no preposition
    ("Taliban forces ambushed a van in northern Kenya, killing nine bakers.", None, "assault: taliban"),
    # two who accuse each other do so twice
    ("Kenya accused Chile of spying. Chile blamed Kenya.", None, "accuse: CL, KE; accuse: CL, KE"),
    # what was discussed in a call is that call
    (
        "Kojo Addai phoned Oskar Brennick. Kojo Addai and Oskar Brennick discussed the herring.",
        None,
        "call: Kojo Addai, Oskar Brennick",
    ),
    # "the two" are those who met, "the leaders" are people
    (
        "Kojo Addai and Oskar Brennick signed a treaty in Mombasa. Kojo Addai will meet Oskar Brennick. "
        "Last year the two met in Lima.",
        None,
        "agree: Kojo Addai, Oskar Brennick; meet (planned): Kojo Addai, Oskar Brennick; "
        "meet: Kojo Addai, Oskar Brennick",
    ),
    ("Talks between Kenya and Chile began. The leaders agreed to go on.", None, "meet: CL, KE"),
    # the president is who spoke, and not whom he spoke to
    (
        "President Oskar Brennick dined with the president of Chile, Kojo Addai. The President thanked the cooks.",
        None,
        "support: Oskar Brennick",
    ),
    # behind an apposition "said" has its subject before it
    ("The African Union envoy, Oskar Brennick, said Chile must pay.", None, "state: Oskar Brennick"),
    ("Kojo Addai, smiling in Lima, said Norway was cold.", None, "state: Kojo Addai"),
    ("The herring is back, said Kojo Addai.", None, "state: Kojo Addai"),
    ("The African Union envoy, Oskar Brennick, warned Chile that it rains.", None, "state: CL, Oskar Brennick"),
    # the leaders of a body right before them act for it, the members of one do not
    ("European Union leaders condemned Chile.", None, "accuse: CL, eu"),
    ("Kojo Addai met with members of the European Union.", None, None),
    # an adjective stands before a name
    (
        "Kenya and the paramilitary Herring Liberation Front agreed to a truce.",
        None,
        "agree: Herring Liberation Front, KE",
    ),
    # "and" joins a verb in the present
    ("Kenya praises the bakers and urges Chile to pay.", None, "support: KE; request: CL, KE"),
    ("Kojo Addai and Oskar Brennick will meet in Mombasa.", None, "meet (planned): Kojo Addai, Oskar Brennick"),
    ("Kojo Addai is due to leave for Lima in May.", None, "visit (planned): Kojo Addai"),
    # what should be done is said nonetheless, and what must be done is not done
    ("Kenya should pay, Oskar Brennick said.", None, "state: Oskar Brennick"),
    ("Kenya must withdraw its troops from the island.", None, None),
    # "they" are the two who met, and nobody else
    (
        "Kojo Addai met Oskar Brennick. They agreed to open the bridge.",
        None,
        "meet: Kojo Addai, Oskar Brennick; agree: Kojo Addai, Oskar Brennick",
    ),
    ("Rain fell on Kenya. Dancing there, they stressed the need for umbrellas.", None, None),
    # a bare verb shares the plan and the subject of the one before
    (
        "Kojo Addai is expected to meet President Oskar Brennick and sign a treaty on herring.",
        None,
        "meet (planned): Kojo Addai, Oskar Brennick; agree (planned): Kojo Addai",
    ),
    # what somebody calls shameful is blamed
    ('Kojo Addai called the veto of Chile "a shameful act".', None, "accuse: CL, Kojo Addai"),
    # whoever is behind "with" is not the one who speaks
    (
        "Kojo Addai came to Lima. At talks with Oskar Brennick, he stressed the need for rain.",
        None,
        "visit: Kojo Addai; meet: Kojo Addai, Oskar Brennick; state: Kojo Addai",
    ),
    (
        "Foreign Minister Kojo Addai came to Lima. He met Foreign Minister of Norway Oskar Brennick. "
        "The minister also praised the bakers.",
        None,
        "visit: Kojo Addai; meet: Kojo Addai, Oskar Brennick; support: Kojo Addai",
    ),
    ("Norway gave Kojo Addai two days to leave the island.", None, "sanction: Kojo Addai, NO"),
    # whom a country's possessive names, beside what leaders do
    ("Kenya's Mbekwa meets Chile's Vidalto in Mombasa.", None, "meet: Mbekwa, Vidalto"),
    ("Kenya's Mbekwa to visit Chile.", None, "visit (planned): Mbekwa"),
    ("Kenya's Mbekwa sells lamps.", None, None),
    # a comma joins the two names that open a headline
    ("The herring is back.", "Chile, Kenya sign herring treaty", "agree: CL, KE"),
    ("The herring is back.", "Lima, Chile hears the bells", None),
]


@pytest.mark.parametrize(("text", "title", "expected"), WHO)
def test_who_takes_part(text: str, title: str | None, expected: str | None) -> None:
    assert events(text, "en", title=title) == expected


OFFICES = [
    # the state of the sentence before, which opens it
    (
        "Peru and Mali are far. Chile shut the dam. Foreign Minister Kojo Addai smiled.",
        "Kojo Addai: foreign-minister of CL",
    ),
    # the adjective of Georgia before an office
    ("Georgia is cold. Georgian Prime Minister Kojo Addai smiled.", "Kojo Addai: head-of-government of GE"),
    # the number of a king belongs to his name
    ("King Oskar IV of Norway smiled.", "Oskar IV: head-of-state of NO"),
    # a capital's envoy is its state's
    ("Peru and Russia trade. Kojo Addai, Moscow's envoy, smiled.", "Kojo Addai: envoy of RU"),
    # whoever receives the guest of the only state that is named is of another
    (
        "President Kojo Addai received Prime Minister of Norway Oskar Brennick. Norway is cold.",
        "Kojo Addai: head-of-state; Oskar Brennick: head-of-government of NO",
    ),
]


@pytest.mark.parametrize(("text", "expected"), OFFICES)
def test_whose_office(text: str, expected: str) -> None:
    assert offices(text, "en") == expected


@pytest.mark.parametrize(
    "body", ["Allied Herring Resistance Forces", "Lake Mobilisation Units", "Coral Liberation Army"]
)
def test_who_fights_has_a_name(body: str) -> None:
    assert entities(f"The {body} burned a barn.", "en") == f"organisation {body}"
