"""Bodies and places that a head word names, and governments that stand for their country."""

import pytest
from tests.unit.reading.notation import bodies, bug, entities

CASES = [
    ("en", "The Ministry of Defence of Ghana spoke.", "Ministry of Defence of Ghana"),
    ("en", "The Ghanaian Foreign Ministry spoke.", "Ghanaian Foreign Ministry"),
    ("en", "The Supreme Court of Ghana ruled.", "Supreme Court of Ghana"),
    ("en", "They asked the Supreme Court.", "Supreme Court"),
    (
        "en",
        "The Ministry of Trade of Ghana and the Ministry of Trade of Chad met.",
        "Ministry of Trade of Ghana; Ministry of Trade of Chad",
    ),
    ("en", "A ministry was asked.", None),
    ("en", "Any party may come.", None),
    ("en", "He left the Senate.", "Senate"),
    ("en", "The Liberal Party won.", "Liberal Party"),
    bug(
        "en",
        "The Liberal Alliance Party won.",
        "Liberal Alliance Party",
        reason="of two heads in one run of capitals the last one closes the name",
    ),
    bug(
        "en",
        "He joined the Green Harbour Party.",
        "Green Harbour Party",
        reason="capitals before a capitalised head belong to the body, also where they could be a family name",
    ),
    ("en", "He teaches at Brennick University.", "Brennick University"),
    ("ru", "Министерство обороны Ганы сообщило.", "Министерство обороны Ганы"),
    ("ru", "В министерстве иностранных дел Ганы сообщили.", "министерстве иностранных дел Ганы"),
    ("ru", "Партия «Зелёный берег» победила.", "Зелёный берег"),
    ("ru", "Глава компании «Северный ветер» уехал.", "Северный ветер"),
    ("ru", "В Фонде «Северный ветер» сообщили.", "Фонде «Северный ветер»"),
    ("ru", "Председатель Комитета по рыболовству и охране берегов уехал.", "Комитета по рыболовству и охране берегов"),
    ("ru", "Он избран главой комитета по обороне.", "комитета по обороне"),
    ("ru", "Об этом сообщило ганское ведомство.", None),
    ("ru", "Голосование в Сенате прошло тихо.", "Сенате"),
    ("ru", "Любое министерство сообщит.", None),
    ("ru", "Парламент Ганы собрался.", "Парламент Ганы"),
    ("ar", "قالت وزارة الخارجية أمس", "وزارة الخارجية"),
    ("ar", "قالت وزارة الدفاع الغانية أمس", "وزارة الدفاع الغانية"),
    ("ar", "قالت وزارة خارجية غانا أمس", "وزارة خارجية غانا"),
    ("ar", "اجتمع في وزارة", None),
    ("fa", "وزارت امور خارجه کنیا گفت", "وزارت امور خارجه کنیا"),
    ("fa", "وزارت دفاع کنیا گفت", "وزارت دفاع کنیا"),
    ("fa", "حزب «راه روشن» پیروز شد", "حزب «راه روشن»"),
    # a party may be a union
    ("ar", "قال حزب الاتحاد الأخضر كلمته أمس", "حزب الاتحاد الأخضر"),
    # "this movement" is named elsewhere
    ("fa", "این جنبش تصمیم گرفت", None),
    # the presidency is a body where it acts, and an office where it is sought
    ("fa", "ریاست جمهوری بیانیه داد", "ریاست جمهوری"),
    ("fa", "او در انتخابات ریاست جمهوری پیروز شد", None),
]
GOVERNMENTS = [
    ("en", "Ghana is far. The Ghanaian government spoke.", "country GH"),
    ("en", "The government of Ghana spoke.", "country GH"),
    ("en", "Ghana is far. Ghanaian authorities spoke.", "country GH"),
    ("en", "Taliban fighters spoke.", "organisation taliban"),
    ("en", "Fighters of the north spoke.", None),
    ("ru", "Власти Ганы молчат.", "country GH"),
    ("ru", "Боевики северной бригады молчат.", None),
    ("fa", "نیروهای طالبان رفتند", "organisation taliban"),
    ("fa", "نیروهای کنیا رفتند", "country KE"),
    ("fa", "شبه‌نظامیان کنیا رفتند", "country KE"),
    ("en", "Syrian rebels spoke.", None),
    # troops stand for their state by its name or by its adjective; alone they are no body
    ("ar", "غانا بعيدة. عادت القوات الغانية أمس", "country GH"),
    ("ar", "غانا بعيدة. حلقت الطائرات الحربية الغانية أمس", "country GH"),
    ("ar", "عادت القوات أمس", None),
    ("fa", "کنیا دور است. جنگنده‌های کنیایی برگشتند", "country KE"),
    ("ru", "Гана далеко. Ганские военные молчат.", "country GH"),
    ("ru", "Военные Ганы молчат.", "country GH"),
    ("ru", "Авиация Ганы молчит.", "country GH"),
    # a delegation stands for the body that sent it
    ("en", "A delegation from the Taliban spoke.", "organisation taliban"),
    ("ru", "Делегация ОДКБ молчит.", "organisation csto"),
    ("ar", "وصل وفد من حركة طالبان أمس", "organisation taliban"),
    ("fa", "هیئتی از طالبان رفت", "organisation taliban"),
    ("ru", "Правительство Ганы сообщило.", "country GH"),
    ("ar", "قالت حكومة غانا أمس", "country GH"),
    ("fa", "دولت کنیا گفت", "country KE"),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_bodies_by_their_head_word(language, text, expected):
    assert bodies(text, language) == expected


@pytest.mark.parametrize(("language", "text", "expected"), GOVERNMENTS)
def test_a_government_stands_for_its_country(language, text, expected):
    assert entities(text, language) == expected
