"""The weights that are summed once for each word say what the library says of all features."""

import itertools

import pytest
from pycrfsuite import Tagger

from dragoman.model import Article, Span
from dragoman.reading.mentions.gazetteer import find_gazetteer_chunks
from dragoman.reading.mentions.tagger import MODELS, load_model
from dragoman.reading.mentions.tagger_features import TokenMarks, TokenViews, load_word_views
from dragoman.reading.mentions.tagger_weights import read_weights, unpack_pairs
from dragoman.reading.sheet import Sheet
from dragoman.reading.tables import load_tables

TEXTS = {
    "ar": "التقى الوزير محمود العلي ونظيره عمر حداد في القاهرة.\nوقال إن البنك وافق على الخطة.",
    "en": "Foreign Minister Anna Kern of the World Bank met Omar Haddad in Vienna.\nTALKS IN VIENNA End Without Deal",
    "fa": "محمد کاظمی، وزیر خارجه، روز گذشته به تهران رسید.\nاو با رئیس بانک مرکزی گفت‌وگو کرد.",
    "ru": "Министр Игорь Веретенников прибыл в Бишкек 5 мая.\nПрезидент Нурлан Сеитов принял его в резиденции.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_labels_and_probabilities_are_those_of_the_library_with_all_features(language: str) -> None:
    text, tables = TEXTS[language], load_tables(language)
    sheet = Sheet(Article("page", language, text, None, Span(0, len(text))), tables)
    chunks, library, model = find_gazetteer_chunks(sheet), Tagger(), load_model(language)
    assert model is not None
    library.open(str(MODELS.joinpath(f"{language}.crfsuite")))
    views = TokenViews(sheet.tokens, tables, chunks, load_word_views(language))
    words = [model.scores.of(token) for token in sheet.tokens]
    marks = TokenMarks(sheet.tokens, tables, chunks, words)
    for sentence in sheet.sentences:
        library.set(views.sentence(sentence))
        labels = model.label(model.scores.of_sentence(marks, words, sentence))
        assert labels == library.tag()
        for label, place in itertools.product(sorted(model.labels), range(len(labels))):
            assert model.marginal(label, place) == pytest.approx(library.marginal(label, place), abs=1e-9)


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with lCRF"):
        read_weights(b"CRFl" + bytes(100))


def test_every_label_has_a_feature_of_its_own() -> None:
    for language in TEXTS:
        weights = read_weights(MODELS.joinpath(f"{language}.crfsuite").read_bytes())
        assert len(set(weights.carriers)) == len(weights.labels) == 7
        for number, carrier in enumerate(weights.carriers):
            assert list(unpack_pairs(weights.by_feature[carrier])) == [(number, 1.0)]
