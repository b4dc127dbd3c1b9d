"""The reader with the encoder: what it reads beyond the rules, and what it leaves as the rules do."""

import hashlib

import pytest

from dragoman.language.drafts import load_drafts
from dragoman.model import Page, Reading, Rejected
from dragoman.reading.encoder_reader import EncoderReader
from dragoman.reading.reader import RuleReader

PAGES = {
    "kk": "Қазақстан Президенті Ерлан Тоқтаров бейсенбіде Түркия Президенті Мехмет Йылмазбен кездесті.\n"
    "Кездесу Астанада өтті. Тоқтаров екі ел арасындағы қатынастар туралы айтты.",
    "uz": "Oʻzbekiston Prezidenti Alisher Qodirov payshanba kuni Qozogʻiston Prezidenti bilan uchrashdi.\n"
    "Uchrashuv Toshkent shahrida boʻlib oʻtdi. Qodirov ikki davlat oʻrtasidagi munosabatlar haqida gapirdi.",
    "tr": "Türkiye Cumhurbaşkanı Mehmet Yılmaz perşembe günü Kazakistan Cumhurbaşkanı ile görüştü.\n"
    "Görüşme Ankara'da yapıldı. Yılmaz iki ülke arasındaki ilişkiler için konuştu.",
    "uk": "Президент України Олег Ткаченко у четвер зустрівся з президентом Польщі.\n"
    "Зустріч відбулася у Варшаві. Ткаченко розповів про відносини між двома країнами.",
    "fr": "Le président de la France Jean Moreau a rencontré jeudi le président de l'Italie.\n"
    "La rencontre a eu lieu à Rome. Moreau a parlé des relations entre les deux pays.",
    "zh": "中国外交部长王小明星期四会见了法国总统。\n会谈在北京举行。王小明谈到了两国之间的关系。",
}


def page(text: str, hint: str | None = None) -> Page:
    content = text.encode()
    return Page("page", "page.txt", content, hashlib.sha256(content).hexdigest(), hint=hint)


@pytest.mark.parametrize("tag", sorted(PAGES))
def test_a_page_without_a_pack_yields_names_and_nothing_else(tag: str) -> None:
    reading = EncoderReader().read(page(PAGES[tag]))
    assert isinstance(reading, Reading)
    assert reading.article.language == tag
    assert {"person", "place"} <= {"place" if r.kind == "country" else r.kind for r in reading.referents}
    assert (reading.offices, reading.events) == ((), ())


@pytest.mark.parametrize("tag", sorted(PAGES))
def test_mentions_stand_where_they_say(tag: str) -> None:
    reading = EncoderReader().read(page(PAGES[tag]))
    assert isinstance(reading, Reading)
    mentions = [m for r in reading.referents for m in r.mentions]
    assert mentions
    assert all(reading.article.text[m.span.start : m.span.stop] == m.surface for m in mentions)


@pytest.mark.parametrize(("tag", "state"), [("kk", "territory:KZ"), ("uk", "territory:UA"), ("fr", "territory:IT")])
def test_a_state_is_known_by_its_name_in_the_language(tag: str, state: str) -> None:
    reading = EncoderReader().read(page(PAGES[tag]))
    assert isinstance(reading, Reading)
    assert state in {r.reference for r in reading.referents}


@pytest.mark.parametrize("tag", sorted(load_drafts()))
def test_no_draft_language_stops_the_reader(tag: str) -> None:
    assert isinstance(EncoderReader().read(page("12 . 3\n" * 5 + "« x » A B", hint=tag)), (Reading, Rejected))


def test_the_rules_refuse_what_has_no_pack() -> None:
    refused = RuleReader().read(page(PAGES["kk"]))
    assert isinstance(refused, Rejected)
    assert (refused.reason, refused.where) == ("unknown-language", "kk")


def test_a_language_that_is_no_draft_is_refused() -> None:
    refused = EncoderReader().read(page("Der Minister hat am Donnerstag in Berlin mit der Ministerin gesprochen. " * 3))
    assert isinstance(refused, Rejected)
    assert refused.reason == "unknown-language"


def test_a_page_with_a_pack_keeps_its_events() -> None:
    text = "President Henrik Dalgaard met Prime Minister Anna Kern in Vienna on Thursday. They signed an agreement."
    reading = EncoderReader().read(page(text))
    assert isinstance(reading, Reading)
    assert reading.events


def test_readings_say_what_read_them() -> None:
    reading = EncoderReader().read(page(PAGES["fr"]))
    assert isinstance(reading, Reading)
    assert reading.reader == EncoderReader().version != RuleReader().version


def test_an_explanation_tells_the_encoders_votes() -> None:
    told = EncoderReader().explain(
        page("President Henrik Dalgaard met Prime Minister Anna Kern in Vienna on Thursday.")
    )
    assert not isinstance(told, Rejected)
    assert "encoder" in {note.step for note in told.notes}


def test_the_pages_own_agency_is_no_entity_of_it() -> None:
    text = "به گزارش خبرگزاری فارس، محمد کاظمی روز گذشته با کارکنان بانک صادرات در تهران دیدار و گفت‌وگو کرد."
    reading = EncoderReader().read(page(text))
    assert isinstance(reading, Reading)
    surfaces = {m.surface for r in reading.referents for m in r.mentions}
    assert "محمد کاظمی" in surfaces
    assert not any("فارس" in surface for surface in surfaces)
