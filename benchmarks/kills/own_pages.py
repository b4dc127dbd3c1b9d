"""Pages of invented people in four languages, short and much alike, so that they share people, bodies and events."""

import json
import random
from pathlib import Path

_GIVEN = {
    "en": ["Oskar", "Ada", "Karim", "Tamsin", "Edric", "Maren"],
    "ru": ["Иван", "Олег", "Карим", "Степан", "Фёдор", "Матвей"],
    "ar": ["يوسف", "خالد", "كريم", "سامي", "رشيد", "نبيل"],
    "fa": ["کامران", "رضا", "کریم", "بهرام", "نادر", "سعید"],
}
_FAMILY = {
    "en": ["Brennick", "Holloway", "Dalerov", "Quenby", "Strand", "Addai"],
    "ru": ["Берёзкин", "Лунин", "Далеров", "Кветов", "Странд", "Аддаев"],
    "ar": ["المنصوري", "البدري", "داليروف", "الحداد", "القاسم", "النجار"],
    "fa": ["سعیدی", "کاوه", "دالروف", "رستگار", "نیک‌پور", "فرهمند"],
}
_FORMS = {
    "en": (
        "{day} March 2024",
        "President {a} met Foreign Minister {b} in {place} on {day} March 2024. They signed an agreement on trade.",
        "The president said that {b} would visit {place} in April.",
    ),
    "ru": (
        "{day} марта 2024",
        "Президент {a} и министр иностранных дел {b} провели переговоры 1 марта 2024 года: {place}. "
        "Стороны подписали соглашение о торговле.",
        "Министр {b} заявил, что переговоры продолжатся {day} апреля.",
    ),
    "ar": (
        "{day} مارس 2024",
        "التقى الرئيس {a} وزير الخارجية {b} في {place} يوم {day} مارس 2024.",
        "وقال الوزير {b} إن الجانبين وقعا اتفاقية للتجارة.",
    ),
    "fa": (
        "۱۴۰۲/۱۲/{day}",
        "رئیس‌جمهور {a} با وزیر امور خارجه {b} در {place} دیدار کرد.",
        "{b} گفت که دو طرف توافقنامه تجارت را امضا کردند.",
    ),
}
_PLACES = {
    "en": ["Nairobi", "Tashkent", "Santiago"],
    "ru": ["Найроби", "Ташкент", "Сантьяго"],
    "ar": ["نيروبي", "طشقند", "سانتياغو"],
    "fa": ["نایروبی", "تاشکند", "سانتیاگو"],
}


def write_invented(path: Path, *, pages: int, seed: int = 7) -> None:
    """Write so many pages as JSON lines; the same for the same seed."""
    chance = random.Random(seed)
    records = [_invent(number, list(_FORMS)[number % len(_FORMS)], chance) for number in range(pages)]
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")


def _invent(number: int, language: str, chance: random.Random) -> dict[str, str]:
    date, first, second = _FORMS[language]
    people = [f"{chance.choice(_GIVEN[language])} {chance.choice(_FAMILY[language])}" for _ in "ab"]
    filled = {"a": people[0], "b": people[1], "place": chance.choice(_PLACES[language]), "day": chance.randint(10, 28)}
    text = "\n\n".join(form.format(**filled) for form in (first, second))
    return {
        "id": f"page-{number:04}",
        "title": f"{people[0]}, {people[1]}",
        "date": date.format(**filled),
        "text": text,
    }
