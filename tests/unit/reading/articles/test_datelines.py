import pytest

from dragoman.reading.articles.datelines import find_dateline, read_dateline
from dragoman.reading.articles.lexicon import load_furniture


@pytest.mark.parametrize(
    ("paragraph", "language", "dateline", "agency", "published"),
    [
        ("KABUL, 5 May (Reuters) - The talks went on.", "en", "KABUL, 5 May (Reuters)", "Reuters", None),
        ("NORTHPORT (AP) — The talks went on.", "en", "NORTHPORT (AP)", "AP", None),
        ("NORTHPORT — The talks went on.", "en", "NORTHPORT", None, None),
        ("Northport — a small town — has no port.", "en", None, None, None),
        ("МОСКВА, 5 мая — ТАСС. Переговоры продолжались.", "ru", "МОСКВА, 5 мая — ТАСС.", "ТАСС", None),
        ("Душанбе, 05.05.2021 /Ховар/. Переговоры шли.", "ru", "Душанбе, 05.05.2021 /Ховар/.", "Ховар", "2021-05-05"),
        ("تهران - ایرنا - گفتگوها ادامه یافت.", "fa", "تهران - ایرنا", "ایرنا", None),
        ("خبرگزاری آفتاب: گفتگوها ادامه یافت.", "fa", "خبرگزاری آفتاب", "خبرگزاری آفتاب", None),
        ("القاهرة (رويترز) - تواصلت المحادثات.", "ar", "القاهرة (رويترز)", "رويترز", None),
        ("Northport, 5 May 2021. The talks went on.", "en", "Northport, 5 May 2021.", None, "2021-05-05"),
        ("Northport, May 5, 2021. The talks went on.", "en", "Northport, May 5, 2021.", None, "2021-05-05"),
        ("Душанбе, 5 мая 2021 года. Переговоры шли.", "ru", "Душанбе, 5 мая 2021 года.", None, "2021-05-05"),
        ("Душанбе, 05.05.2021 г. Переговоры шли.", "ru", "Душанбе, 05.05.2021 г.", None, "2021-05-05"),
        ("5 мая 2021 года, Душанбе. Переговоры шли.", "ru", "5 мая 2021 года, Душанбе.", None, "2021-05-05"),
        ("Northport, 5 May. The talks went on.", "en", None, None, None),
        ("They met in Northport on 5 May 2021. The talks went on.", "en", None, None, None),
        ("Он родился 5 мая 2021 года. Переговоры шли.", "ru", None, None, None),
        ("Министр сообщил: переговоры продолжались.", "ru", None, None, None),
        ("On May 5, the minister said that the talks - long ones - went on.", "en", None, None, None),
        ("قال الوزير: المحادثات تواصلت.", "ar", None, None, None),
    ],
)
def test_find_dateline(paragraph, language, dateline, agency, published):
    found = find_dateline(paragraph, language, furniture=load_furniture())
    if dateline is None:
        assert found is None
        return
    assert found is not None
    assert (found.text.rstrip("."), found.agency, found.published.value) == (dateline.rstrip("."), agency, published)
    assert paragraph[found.length :].strip()


@pytest.mark.parametrize(
    ("line", "agency"),
    [("جدة - واس:", "واس"), ("صنعاء - د. ب. أ", "د. ب. أ"), ("Смена караула - видео", None), ("Москва", None)],
)
def test_read_dateline(line, agency):
    found = read_dateline(line, "ar", furniture=load_furniture())
    assert (found.agency if found else None) == agency
