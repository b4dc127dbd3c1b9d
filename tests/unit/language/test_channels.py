"""By what means people were in touch."""

import pytest

from dragoman.language.channels import find_channel


@pytest.mark.parametrize(
    ("language", "text", "channel"),
    [
        ("en", "Oskar Lind held a video call with Amara Boateng.", "spoken"),
        ("en", "Oskar Lind sent Amara Boateng a telegram.", "written"),
        ("en", "Oskar Lind met Amara Boateng.", None),
        ("ru", "Идрис Фальк поговорил по телефону с Леной Одуей.", "spoken"),
        ("ru", "Идрис Фальк созвонился с Леной Одуей.", "spoken"),
        ("ru", "Идрис Фальк направил Лене Одуе послание.", "written"),
        ("ar", "أجرى سالم الفارس اتصالا هاتفيا مع ليلى عودة.", "spoken"),
        ("ar", "بعث سالم الفارس ببرقية تهنئة إلى ليلى عودة.", "written"),
        ("fa", "سالم فارسی در تماس تلفنی با لیلا عودی گفتگو کرد.", "spoken"),
        ("fa", "سالم فارسی در پیامی به لیلا عودی تسلیت گفت.", "written"),
        ("tg", "Салим Форсӣ ба Лайло Одилова барқия фиристод.", "written"),
        ("xx", "Oskar Lind phoned Amara Boateng.", None),
    ],
)
def test_the_means_of_a_contact(language: str, text: str, channel: str | None) -> None:
    assert find_channel(text, language) == channel


def test_of_two_means_the_nearest_counts() -> None:
    text = "Oskar Lind sent a letter to Amara Boateng after their phone call."
    assert find_channel(text, "en", near=text.index("sent")) == "written"
    assert find_channel(text, "en", near=len(text)) == "spoken"
