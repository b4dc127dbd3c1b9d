import pytest
from tests.unit.chronicle.plain_reader import make_page

from dragoman.model import Article
from dragoman.reading.pages.directions import note_directions
from dragoman.reading.reader import clean_page

SENTENCE = "The president of Tajikistan, Karim Daler, met the ambassador of Kazakhstan in Dushanbe on 5 March 2024."


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("Talks", []),
        ("Talks &#38; trade", []),
        (
            "\u202eTalks\u202c",
            ['U+202E right-to-left override, once, before "Talks"', "U+202C pop directional formatting, once"],
        ),
        ("&#8238;a&#x202e;b", ['U+202E right-to-left override, 2 times, before "a", "b"']),
        (
            "\u2067رحمان\u2069 \u200fرحمان",
            ["U+2067 right-to-left isolate, once", "U+2069 pop directional isolate, once"],
        ),
    ],
)
def test_signs_of_direction_are_counted(text, noted):
    assert [part.text for part in note_directions(text)] == noted


@pytest.mark.parametrize("page", ["Talks\n\n{}", "<html><body><h1>Talks</h1><p>{}</p></body></html>"])
def test_a_page_reads_as_without_them_and_says_that_it_had_them(page):
    steered = SENTENCE.replace("Karim", "\u202eKarim\u202c")
    plain, article = (clean_page(make_page("a", page.format(text * 2))) for text in (SENTENCE + " ", steered + " "))
    assert isinstance(article, Article)
    assert (article.text, [part.reason for part in article.left_out][-2:]) == (plain.text, ["direction", "direction"])
    assert article.left_out[-2].text == 'U+202E right-to-left override, 2 times, before "Karim", "Karim"'
