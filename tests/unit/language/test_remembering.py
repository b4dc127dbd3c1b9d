"""Words that come again are remembered; what nobody asks for is forgotten."""

from dragoman.language.remembering import Remembered


def test_no_more_than_twice_the_half_is_kept() -> None:
    kept: Remembered[int, int] = Remembered(10)
    for number in range(1000):
        kept.keep(number, number)
    assert sum(kept.get(number) is not None for number in range(1000)) <= 20
    assert kept.get(999) == 999


def test_what_is_asked_for_often_stays() -> None:
    kept: Remembered[str, int] = Remembered(10)
    kept.keep("often", 1)
    for number in range(500):
        kept.keep(str(number), number)
        assert kept.get("often") == 1
    assert kept.get("0") is None
