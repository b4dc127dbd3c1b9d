"""Who goes on acting where a sentence names nobody, and who does not."""

import pytest
from tests.unit.reading.notation import events

CASES = [
    ("ru", "Иван Берёзкин приехал в Чили. Затем посетил Найроби.", "visit: Иван Берёзкин"),
    # what is counted is the subject of a neuter verb or participle
    ("ru", "Музей открыл Иван Берёзкин. За неделю его посетило 400 тысяч человек.", None),
    ("ru", "О судах рассказал Иван Берёзкин. За год осуждено 20 человек.", "state: Иван Берёзкин"),
    # harm enters nowhere
    ("fa", "رضا کاوه سخن گفت. در این سیل به هر دو شهر آسیب وارد می‌شود.", "state: رضا کاوه"),
    # an old name that is spelt as the verb
    ("ar", "يوسف المنصوري مهندس. تخرج في جامعة عين شمس بمصر.", None),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_who_goes_on_acting(language: str, text: str, expected: str | None) -> None:
    assert events(text, language) == expected
