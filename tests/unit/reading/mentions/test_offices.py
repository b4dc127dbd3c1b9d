"""Office phrases: the word, its modifiers and whose office it is."""

import pytest
from tests.unit.reading.notation import phrases

ENGLISH = [
    ("Chilean President Oskar Lind spoke.", "head-of-state of CL"),
    ("The president of Chile spoke.", "head-of-state of CL"),
    ("Chile's president spoke.", "head-of-state of CL"),
    ("Foreign Minister of the Republic of Ghana Kojo Addai spoke.", "foreign-minister of GH"),
    ("Former Ghanaian Prime Minister Kojo Addai spoke.", "former head-of-government of GH"),
    ("Ex-President of Ghana Kojo Addai spoke.", "former head-of-state of GH"),
    ("The ex-president of Ghana spoke.", "former head-of-state of GH"),
    ("Acting Defence Minister of Ghana Kojo Addai spoke.", "defence-minister of GH"),
    ("Deputy Foreign Minister of Ghana Kojo Addai spoke.", "deputy-minister of GH"),
    ("President-elect Kojo Addai spoke.", "incoming head-of-state"),
    ("The ambassador of Ghana to Chile spoke.", "ambassador of GH"),
    ("Ghana's ambassador in Chile spoke.", "ambassador of GH"),
    ("The president of NATO spoke.", "head of nato"),
    ("CSTO Secretary-General Oskar Lind spoke.", "secretary-general of csto"),
    ("Deputy Secretary-General of the CSTO Oskar Lind spoke.", "deputy-secretary-general of csto"),
    ("Interior Minister Kojo Addai spoke.", "minister/interior"),
    ("Vice President of Ghana Kojo Addai spoke.", "other/vice-president of GH"),
    ("The speaker of the parliament of Ghana spoke.", "speaker of GH"),
    ("He is a minister of grace.", "minister"),
    ("No title stands here.", None),
    ("The presidential palace is white.", None),
    ("They met at 8 pm.", None),
]
RUSSIAN = [
    ("Президент Чили Оскар Линд выступил.", "head-of-state of CL"),
    ("Чилийский президент выступил.", "head-of-state of CL"),
    ("Министр иностранных дел Республики Таджикистан выступил.", "foreign-minister of TJ"),
    ("С министром обороны Казахстана встретились.", "defence-minister of KZ"),
    ("Заместитель министра иностранных дел Ганы выступил.", "deputy-minister of GH"),
    ("Бывший премьер-министр Ганы выступил.", "former head-of-government of GH"),
    ("Экс-президент Ганы выступил.", "former head-of-state of GH"),
    ("И.о. министра обороны Ганы выступил.", "defence-minister of GH"),
    ("Исполняющий обязанности президента Ганы выступил.", "head-of-state of GH"),
    ("Посол Ганы в Чили выступил.", "ambassador of GH"),
    ("Генеральный секретарь ОДКБ выступил.", "secretary-general of csto"),
    ("Заместителю генерального секретаря ОДКБ вручили письмо.", "deputy-secretary-general of csto"),
    ("Избранный президент Ганы выступил.", "incoming head-of-state of GH"),
    ("Глава МИД Ганы выступил.", "foreign-minister of GH"),
    ("Спикер парламента Ганы выступил.", "speaker of GH"),
    ("Президентский дворец белый.", None),
    ("Должностей здесь нет.", None),
]
ARABIC = [
    ("قال الرئيس الكيني أوسكار ليند", "head-of-state of KE"),
    ("قال رئيس تشيلي أوسكار ليند", "head-of-state of CL"),
    ("التقى بوزير الخارجية الغاني", "foreign-minister of GH"),
    ("وزير خارجية غانا", "foreign-minister of GH"),
    ("وزير الدفاع الغاني السابق", "former defence-minister of GH"),
    ("نائب وزير الخارجية الغاني", "deputy-minister of GH"),
    ("الرئيس الغاني المنتخب", "incoming head-of-state of GH"),
    ("سفير غانا في تشيلي", "ambassador of GH"),
    ("الأمين العام لمنظمة معاهدة الأمن الجماعي", "secretary-general of csto"),
    ("رئيس الوزراء الغاني", "head-of-government of GH"),
    ("رئيس البرلمان الغاني", "speaker of GH"),
    ("كان الطقس جميلا", None),
]
PERSIAN = [
    ("رئیس جمهور شیلی گفت", "head-of-state of CL"),
    ("رئیس‌جمهوری شیلی گفت", "head-of-state of CL"),
    ("وزیر امور خارجه کنیا گفت", "foreign-minister of KE"),
    ("وزیر دفاع سابق کنیا گفت", "former defence-minister of KE"),
    ("معاون وزیر خارجه کنیا گفت", "deputy-minister of KE"),
    ("نخست‌وزیر پیشین کنیا گفت", "former head-of-government of KE"),
    ("نخست وزیر کنیا گفت", "head-of-government of KE"),
    ("سفیر کنیا در شیلی گفت", "ambassador of KE"),
    ("دبیرکل سازمان پیمان امنیت جمعی گفت", "secretary-general of csto"),
    ("رئیس جمهور منتخب کنیا گفت", "incoming head-of-state of KE"),
    ("رئیس مجلس کنیا گفت", "speaker of KE"),
    ("هوا خوب بود", None),
]
CHAINS = [
    ("en", "President Oskar Lind and Foreign Minister Kojo Addai spoke.", "head-of-state; foreign-minister"),
    (
        "en",
        "Chile's prime minister and defence minister spoke.",
        "head-of-government of CL; defence-minister",
    ),
    ("ru", "Президент Чили и министр обороны Ганы выступили.", "head-of-state of CL; defence-minister of GH"),
    ("ar", "رئيس تشيلي ووزير دفاع غانا", "head-of-state of CL; defence-minister of GH"),
    ("fa", "رئیس جمهور شیلی و وزیر دفاع کنیا", "head-of-state of CL; defence-minister of KE"),
    (
        "en",
        "Foreign Minister Oskar Lind met his Ghanaian counterpart.",
        "foreign-minister; counterpart of GH",
    ),
    ("ru", "Министр встретился с ганским коллегой.", "minister; counterpart of GH"),
    ("ar", "التقى الوزير نظيره الغاني", "minister; counterpart of GH"),
    ("fa", "وزیر با همتای کنیایی خود دیدار کرد", "minister; counterpart of KE"),
]


SAME = [
    # one office in four languages: English, Russian, Arabic, Persian
    ("foreign minister", "министр иностранных дел", "وزير الخارجية", "وزیر امور خارجه"),
    ("defence minister", "министр обороны", "وزير الدفاع", "وزیر دفاع"),
    ("interior minister", "министр внутренних дел", "وزير الداخلية", "وزیر کشور"),
    ("finance minister", "министр финансов", "وزير المالية", "وزیر دارایی"),
    ("energy minister", "министр энергетики", "وزير الطاقة", "وزیر انرژی"),
    ("prime minister", "премьер-министр", "رئيس الوزراء", "نخست‌وزیر"),
    ("vice president", "вице-президент", "نائب الرئيس", "معاون رئیس‌جمهور"),
    ("crown prince", "наследный принц", "ولي العهد", "ولیعهد"),
    ("charge d'affaires", "временный поверенный", "القائم بالأعمال", "کاردار"),
    ("governor", "губернатор", "محافظ", "استاندار"),
    ("secretary-general", "генеральный секретарь", "الأمين العام", "دبیرکل"),
    ("ambassador", "посол", "السفير", "سفیر"),
    ("permanent representative", "постоянный представитель", "المندوب الدائم", "نماینده دائم"),
    ("spokesman", "официальный представитель", "المتحدث الرسمي", "سخنگو"),
    (
        "deputy foreign minister",
        "заместитель министра иностранных дел",
        "نائب وزير الخارجية",
        "معاون وزیر خارجه",
    ),
    ("oil minister", "министр нефти", "وزير النفط", "وزیر نفت"),
    ("security minister", "министр безопасности", "وزير الأمن", "وزیر امنیت"),
    ("attorney general", "генеральный прокурор", "النائب العام", "دادستان کل"),
    (
        "national security adviser",
        "советник по национальной безопасности",
        "مستشار الأمن القومي",
        "مشاور امنیت ملی",
    ),
    ("consul general", "генеральный консул", "القنصل العام", "سرکنسول"),
    ("mayor", "мэр", "رئيس البلدية", "شهردار"),
    ("senator", "сенатор", "السيناتور", "سناتور"),
    ("deputy speaker", "вице-спикер", "نائب رئيس البرلمان", "نایب‌رئیس مجلس"),
]


def without_portfolio(line):
    """A deputy minister's portfolio has a test of its own."""
    return line and line.replace("deputy-minister/foreign-affairs", "deputy-minister").replace(
        "deputy-minister/foreign", "deputy-minister"
    )


@pytest.mark.parametrize(
    "forms",
    [pytest.param(forms, id=forms[0]) for forms in SAME],
)
def test_one_office_has_one_id_in_every_language(forms):
    contexts = ("The {} spoke.", "Это {} сегодня.", "قال {} أمس", "این {} است")
    found = {
        language: phrases(context.format(form), language)
        for language, context, form in zip(("en", "ru", "ar", "fa"), contexts, forms, strict=True)
    }
    assert None not in found.values()
    assert len(set(found.values())) == 1, found


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_office_phrases(text, expected):
    assert without_portfolio(phrases(text, "en")) == expected


@pytest.mark.parametrize(("text", "expected"), RUSSIAN)
def test_russian_office_phrases(text, expected):
    assert without_portfolio(phrases(text, "ru")) == expected


@pytest.mark.parametrize(("text", "expected"), ARABIC)
def test_arabic_office_phrases(text, expected):
    assert without_portfolio(phrases(text, "ar")) == expected


@pytest.mark.parametrize(("text", "expected"), PERSIAN)
def test_persian_office_phrases(text, expected):
    assert without_portfolio(phrases(text, "fa")) == expected


@pytest.mark.parametrize(("language", "text", "expected"), CHAINS)
def test_several_offices_in_one_sentence(language, text, expected):
    assert phrases(text, language) == expected
