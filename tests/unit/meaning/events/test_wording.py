"""Whether sentences repeat each other; what is told by their length alone is what comparing them would tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from dragoman.meaning.events import EventReport
from dragoman.meaning.events.wording import REPEATED_QUOTE, SHORTEST_QUOTE, quotes_repeat

SENTENCE = "The two ministers signed an agreement on water."


def report(quote: str, language: str = "en") -> EventReport:
    return EventReport(key=quote, page=quote, type="agree", quote=quote, language=language)


@pytest.mark.parametrize(
    ("other", "language", "repeats"),
    [
        (SENTENCE, "en", True),
        (SENTENCE.replace("an agreement", "the agreement"), "en", True),
        (SENTENCE, "ru", False),
        (SENTENCE + " Then they left for the lakes.", "en", False),
        (SENTENCE.replace("signed", "tore up").replace("water", "grain"), "en", False),
    ],
    ids=["the same", "a word", "another language", "longer", "another sentence"],
)
def test_a_sentence_repeats_another(other: str, language: str, repeats: bool) -> None:
    assert quotes_repeat(report(SENTENCE), report(other, language)) is repeats


def test_short_sentences_repeat_nothing() -> None:
    short = SENTENCE[: SHORTEST_QUOTE - 1]
    assert not quotes_repeat(report(short), report(short))


TEXTS = st.text("abc ", min_size=SHORTEST_QUOTE, max_size=60)


@given(TEXTS, st.integers(0, 12), st.integers(0, 12))
def test_length_tells_what_comparing_would_tell(text: str, cut: int, more: int) -> None:
    other = text[: max(SHORTEST_QUOTE, len(text) - cut)] + "abc " * more
    assert quotes_repeat(report(text), report(other)) is (fuzz.ratio(text, other) >= REPEATED_QUOTE)
