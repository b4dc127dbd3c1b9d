"""Whether what a clause says happened, is planned, is denied, or is only asked."""

import pytest
from tests.unit.reading.notation import bug, events, make_sheet

from dragoman.reading.events.clauses import find_clause
from dragoman.reading.events.frames import find_triggers

MEETING = {
    "en": "Kojo Addai, Oskar Brennick",
    "ru": "Виктор Лунин, Иван Берёзкин",
    "ar": "خالد البدري, يوسف المنصوري",
    "fa": "رضا کاوه, کامران سعیدی",
}
CASES = [
    ("en", "Oskar Brennick met Kojo Addai.", "meet"),
    ("en", "Oskar Brennick will meet Kojo Addai.", "meet (planned)"),
    ("en", "Oskar Brennick is to meet Kojo Addai.", "meet (planned)"),
    (
        "en",
        "Oskar Brennick will fly to Nairobi late next week for talks with Kojo Addai.",
        "visit (planned): Oskar Brennick; meet (planned)",
    ),
    ("en", "Oskar Brennick flew to Nairobi late last week for talks with Kojo Addai.", "visit: Oskar Brennick; meet"),
    ("en", "Oskar Brennick plans to meet Kojo Addai on Monday.", "meet (planned)"),
    ("en", "Oskar Brennick is due to meet Kojo Addai.", "meet (planned)"),
    ("en", "Due to the rain Oskar Brennick met Kojo Addai indoors.", "meet"),
    ("en", "Oskar Brennick did not meet Kojo Addai.", "meet (denied)"),
    ("en", "Oskar Brennick never met Kojo Addai.", "meet (denied)"),
    ("en", "Did Oskar Brennick meet Kojo Addai?", None),
    ("en", "If Oskar Brennick meets Kojo Addai, prices fall.", None),
    ("en", "Oskar Brennick had not yet met Kojo Addai.", "meet (denied)"),
    ("ru", "Иван Берёзкин встретился с Виктором Луниным.", "meet"),
    ("ru", "Иван Берёзкин встретится с Виктором Луниным.", "meet (planned)"),
    ("ru", "Иван Берёзкин планирует встретиться с Виктором Луниным.", "meet (planned)"),
    ("ru", "Иван Берёзкин не встретился с Виктором Луниным.", "meet (denied)"),
    ("ru", "Встреча Ивана Берёзкина с Виктором Луниным намечена на май.", "meet (planned)"),
    ("ru", "Встреча Ивана Берёзкина с Виктором Луниным не планируется.", "meet (denied)"),
    ("ru", "Ведомство опровергло сообщения о встрече Ивана Берёзкина с Виктором Луниным.", "meet (denied)"),
    ("ru", "Иван Берёзкин и Виктор Лунин договорились встретиться.", "meet (planned)"),
    ("ru", "Иван Берёзкин не встречался с Виктором Луниным.", "meet (denied)"),
    ("ru", "Встретился ли Иван Берёзкин с Виктором Луниным?", None),
    ("ru", "Если Иван Берёзкин встретится с Виктором Луниным, цены упадут.", None),
    ("ar", "التقى الرئيس يوسف المنصوري الوزير خالد البدري", "meet"),
    ("ar", "سيلتقي الرئيس يوسف المنصوري الوزير خالد البدري غدا", "meet (planned)"),
    ("ar", "من المقرر أن يلتقي الرئيس يوسف المنصوري الوزير خالد البدري", "meet (planned)"),
    ("ar", "لم يلتق الرئيس يوسف المنصوري الوزير خالد البدري", "meet (denied)"),
    ("ar", "هل التقى الرئيس يوسف المنصوري الوزير خالد البدري؟", None),
    ("ar", "إذا التقى الرئيس يوسف المنصوري الوزير خالد البدري تحسن الوضع", None),
    ("fa", "کامران سعیدی با رضا کاوه دیدار کرد", "meet"),
    ("fa", "کامران سعیدی با رضا کاوه دیدار خواهد کرد", "meet (planned)"),
    ("fa", "قرار است کامران سعیدی با رضا کاوه دیدار کند", "meet (planned)"),
    ("fa", "قرار است کامران سعیدی در حاشیه نشست با رضا کاوه دیدار و او را بدرقه کند", "meet (planned)"),
    ("fa", "کامران سعیدی با رضا کاوه دیدار نکرد", "meet (denied)"),
    ("fa", "آیا کامران سعیدی با رضا کاوه دیدار کرد؟", None),
    ("fa", "اگر کامران سعیدی با رضا کاوه دیدار کند اوضاع بهتر می‌شود", None),
]
OTHERS = [
    # what a verb says of itself is neither planned nor denied
    ("en", "Kenya declined the offer.", "reject: KE"),
    ("en", "Kenya refused to sign.", "reject: KE"),
    ("en", "Oskar Brennick said he will go.", "state: Oskar Brennick"),
    # what is demanded, threatened or an aim is no event; what is agreed or to come is planned
    ("en", "Kenya demanded the withdrawal of troops by Chile.", "request: KE"),
    ("en", "Kenya urged Chile to sign the treaty.", "request: CL, KE"),
    ("en", "Kenya worked hard to sign the treaty.", None),
    ("en", "Kenya is to sign the treaty.", "agree (planned): KE"),
    ("en", "Kenya is set to sign the treaty.", "agree (planned): KE"),
    # nouns and participles that look like verbs
    ("en", "Kenya condemned the deadly attacks.", "accuse: KE; assault"),
    ("en", "Kenya described the agreed plan as good.", "state: KE"),
    ("ru", "Иван Берёзкин заявил, что поедет в Кению.", "state: Иван Берёзкин"),
    ("ru", "Иван Берёзкин заявил, что не поедет в Кению.", "state: Иван Берёзкин"),
    ("ar", "قال يوسف المنصوري إنه سيسافر غدا", "state: يوسف المنصوري"),
    ("ar", "قال يوسف المنصوري إنه لن يسافر", "state: يوسف المنصوري"),
    # a quotation and another verb begin a clause of their own
    ("ar", 'قال يوسف المنصوري أمس. وأضاف: "مالي تدخلت في الأمر".', "state: يوسف المنصوري"),
    ("ar", "دعا الوزراء إلى حوار وعملت كينيا على ذلك", None),
    ("fa", "کامران سعیدی گفت که فردا نخواهد رفت", "state: کامران سعیدی"),
    ("fa", "کامران سعیدی گفت که فردا خواهد رفت", "state: کامران سعیدی"),
    # what is denied, asked for or left to somebody unnamed
    bug(
        "ar",
        "نفى يوسف المنصوري أن تكون كينيا وقعت اتفاقية",
        "state: يوسف المنصوري; agree (denied): KE",
        reason="a verb of denial denies the clause that it governs",
    ),
    # what is turned down has not happened
    ("ru", "Кения отказалась вводить санкции против Чили.", "reject: KE"),
    ("fa", "کنیا از تونس خواست ماهیگیران را آزاد کند", "request: KE, TN"),
    # every form of a light verb, and "will" between its words
    ("fa", "کنیا و تونس این سند را امضا خواهند کرد", "agree (planned): KE, TN"),
    ("fa", "کنیا و تونس این سند را امضا نخواهند کرد", "agree (denied): KE, TN"),
    ("fa", "کنیا و تونس این سند را امضا نکردند", "agree (denied): KE, TN"),
    ("fa", "قرار است کنیا و تونس این سند را امضا کنند", "agree (planned): KE, TN"),
    ("fa", "باید قرار شود کنیا و تونس این سند را امضا کنند", None),
    ("fa", "کنیا و تونس نشستند تا این سند را امضا کنند", None),
    ("fa", "کنیا این گفته را محکوم کرده‌است", "accuse: KE"),
    # what is planned behind the verb is what is said, and not the saying
    ("fa", "کامران سعیدی گفت فردا باران می‌بارد", "state: کامران سعیدی"),
    # an attack that did not come is none, and what is going to be said is not said
    ("fa", "کنیا به تونس حمله نکرد", None),
    ("fa", "نیروهای کنیا به تونس حمله نکرده‌اند", None),
    ("fa", "کامران سعیدی نتیجه را اعلام خواهد کرد", None),
    # a relative clause closes with its verb, and what is said has a subject of its own
    ("fa", "کامران سعیدی که پیامی از کنیا آورده بود به نایروبی رفت", "visit: کامران سعیدی"),
    ("fa", "کامران سعیدی گفت سربازان به کنیا حمله کردند", "state: کامران سعیدی"),
    ("fa", "کامران سعیدی افزود: ماهیگیران از کنیا عقب‌نشینی کردند", "state: کامران سعیدی"),
    ("fa", "کامران سعیدی با تاکید بر این که هنوز خبری نیامده است، گفت راه باز است", "state: کامران سعیدی"),
    ("fa", "کامران سعیدی با اعلام اینکه کودکان در کنیا کشته شده‌اند، سخن گفت", "assault; state: کامران سعیدی"),
    # a conflict that is only feared, or told before
    ("fa", "پس از این حمله نیروهای کنیا به تونس بازگشتند", None),
    ("fa", "هرگونه حمله تونس به کنیا اشتباه است", None),
    ("fa", "حمله تونس به کنیا جنگ را آغاز خواهد کرد", None),
    ("fa", "حمله تونس به کنیا محکوم است", "assault: KE, TN"),
    ("ar", "أعلنت وزارة الخارجية الكينية أن الوزير سيزور تونس", "state: وزارة الخارجية الكينية"),
    # a planned event beside one that happened
    (
        "en",
        "Oskar Brennick met Kojo Addai and will visit Nairobi next week.",
        "meet: Kojo Addai, Oskar Brennick; visit (planned): Oskar Brennick",
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_the_status_of_a_meeting(language, text, expected):
    assert events(text, language) == (expected and f"{expected}: {MEETING[language]}")


@pytest.mark.parametrize(("language", "text", "expected"), OTHERS)
def test_the_status_of_other_events(language, text, expected):
    assert events(text, language) == expected


CLAUSES = [
    ("en", "Brennick left, but Addai met Lindgren.", "met", "Addai met Lindgren ."),
    ("en", "Addai met Lindgren; Brennick left.", "met", "Addai met Lindgren"),
    ("en", "Brennick, who met Lindgren, left.", "met", "met Lindgren , left ."),
    (
        "ru",
        "Когда Берёзкин уехал, Лунин встретился с Ильиным.",
        "встретился",
        "Берёзкин уехал , Лунин встретился с Ильиным .",
    ),
    ("fa", "رضا کاوه به تهران رفت و با کامران سعیدی دیدار کرد", "دیدار", "با کامران سعیدی دیدار کرد"),
]


@pytest.mark.parametrize(("language", "text", "word", "expected"), CLAUSES)
def test_how_far_a_trigger_reaches(language, text, word, expected):
    sheet = make_sheet(text, language)
    (sentence,) = sheet.sentences
    trigger = next(t for t in find_triggers(sheet, sentence) if sheet.tokens[t.first].text == word)
    clause = find_clause(sheet, sentence, trigger)
    assert " ".join(sheet.words(clause.first, clause.stop)) == expected


PASSIVES = [
    ("Addai was received by Brennick.", "received", True),
    ("Addai has been arrested by Brennick.", "arrested", True),
    ("Brennick received Addai.", "received", False),
    ("Brennick is meeting Addai.", "meeting", False),
]


@pytest.mark.parametrize(("text", "word", "expected"), PASSIVES)
def test_a_participle_behind_an_auxiliary_is_passive(text, word, expected):
    sheet = make_sheet(text, "en")
    (sentence,) = sheet.sentences
    trigger = next(t for t in find_triggers(sheet, sentence) if sheet.tokens[t.first].text == word)
    assert find_clause(sheet, sentence, trigger).passive == expected
