"""Who says that who said it."""

import pytest
from tests.unit.reading.notation import bug, labels_of, read

CHAINS = [
    ("en", "President Oskar Brennick met Minister Kojo Addai.", "meet: "),
    (
        "en",
        "Reuters, citing the Kenyan Foreign Ministry, reported that Oskar Brennick met Kojo Addai.",
        "meet: Reuters > Kenyan Foreign Ministry",
    ),
    ("en", "According to a source in the ministry, Oskar Brennick met Kojo Addai.", "meet: a source in the ministry"),
    (
        "en",
        "President Oskar Brennick said at a meeting with Minister Kojo Addai that Kenya had attacked Ghana.",
        "state: ; meet: ; assault: Oskar Brennick",
    ),
    ("en", "“Kenya attacked Ghana,” said President Oskar Brennick.", "assault: Oskar Brennick; state: "),
    ("ru", "Президент Иван Берёзкин заявил, что Гана напала на Чили.", "state: ; assault: Иван Берёзкин"),
    (
        "ru",
        "Как сообщает ТАСС со ссылкой на МИД Кении, Иван Берёзкин встретился с Виктором Луниным.",
        "meet: ТАСС > МИД Кении",
    ),
    (
        "fa",
        "به گزارش ایرنا به نقل از اسپوتنیک، کامران سعیدی رئیس جمهور کنیا گفت که رضا کاوه با علی رضایی دیدار کرد.",
        "state: ایرنا > اسپوتنیک; meet: ایرنا > اسپوتنیک > کامران سعیدی",
    ),
    ("ar", "نقلت رويترز أن الرئيس يوسف المنصوري التقى الوزير خالد البدري", "meet: رويترز"),
    bug(
        "ar",
        "نقلت رويترز عن مصدر أمني أن الرئيس يوسف المنصوري التقى الوزير خالد البدري",
        "meet: رويترز > مصدر أمني",
        reason="a bare preposition before a source without a name is no word of citing",
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), CHAINS)
def test_the_chain_of_sources(language, text, expected):
    assert write_chains(language, text) == expected


def test_a_quotation_goes_on_in_the_next_sentence():
    text = "President Oskar Brennick said: “Ghana is a friend. Kenya attacked Ghana. It is over.” Chile attacked Mali."
    assert write_chains("en", text) == "state: ; assault: Oskar Brennick; assault: "


def test_what_a_page_opens_with_holds_for_all_of_it():
    text = "به گزارش ایرنا، کامران سعیدی با رضا کاوه دیدار کرد. کامران سعیدی با علی رضایی دیدار کرد."
    assert write_chains("fa", text) == "meet: ایرنا; meet: ایرنا"


def write_chains(language, text):
    reading = read(text, language)
    names = labels_of(reading) | {r.id: r.mentions[0].surface for r in reading.referents if r.kind == "organisation"}
    chains = (f"{e.type}: {' > '.join(names.get(name, name) for name in e.reported_by)}" for e in reading.events)
    return "; ".join(chains)
