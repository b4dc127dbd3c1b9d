"""The gazetteer of organisations: the loaders, and what must hold for the tables as a whole."""

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from dragoman.errors import PackError
from dragoman.language import organisation_tables
from dragoman.language.organisation_tables import load_heads, load_organisation_names, load_organisations

MEASURED = ("en", "ru", "ar", "fa")
LANGUAGES = (*MEASURED, "tg", "kk", "uz", "tr")
SHARED_NAMES = {("tg", "сҳи"), ("uz", "iht")}
"""Acronyms that the organisations of economic and of Islamic cooperation share."""

SCRIPTS = {
    "en": r"[A-Za-zÀ-ɏ]",
    "tr": r"[A-Za-zÀ-ɏ]",
    "uz": r"[A-Za-zʻʼ]|[Ѐ-ӿ]",
    "ru": r"[Ѐ-ӿ]|[A-Za-zÀ-ɏ]",
    "tg": r"[Ѐ-ӿ]",
    "kk": r"[Ѐ-ӿ]",
    "ar": r"[؀-ۿ]",
    "fa": r"[؀-ۿ]",
}
LETTERS_OF_THE_OTHER = {"ar": "[یکگچپژ]", "fa": "[يكةى]"}


def names_of(language: str) -> dict[str, str]:
    return {name.name: name.id for name in load_organisation_names(language)}


@pytest.mark.parametrize(
    ("language", "name", "expected"),
    [
        ("en", "Collective Security Treaty Organization", "organisation:csto"),
        ("en", "Collective Security Treaty Organisation", "organisation:csto"),
        ("ru", "ОДКБ", "organisation:csto"),
        ("ar", "منظمة معاهدة الأمن الجماعي", "organisation:csto"),
        ("fa", "سازمان پیمان امنیت جمعی", "organisation:csto"),
        ("ru", "Организация Объединённых Наций", "organisation:un"),
        ("ru", "Организация Объединенных Наций", "organisation:un"),
        ("ar", "الأمم المتحدة", "organisation:un"),
        ("fa", "سازمان ملل", "organisation:un"),
        ("ar", "داعش", "organisation:isis"),
        ("ru", "ИГИЛ", "organisation:isis"),
        ("fa", "صندوق بین\u200cالمللی پول", "organisation:imf"),
        ("fa", "صندوق بین المللی پول", "organisation:imf"),
        ("fa", "خبرگزاری رویترز", "organisation:reuters"),
        ("ar", "وكالة رويترز", "organisation:reuters"),
        ("ru", "Рейтер", "organisation:reuters"),
        ("uz", "Shanxay hamkorlik tashkiloti", "organisation:sco"),
        ("tg", "Созмони Милали Муттаҳид", "organisation:un"),
        ("kk", "ТМД", "organisation:cis"),
        ("tr", "Avrupa Birliği", "organisation:eu"),
    ],
)
def test_a_name_leads_to_its_organisation(language: str, name: str, expected: str) -> None:
    assert names_of(language)[name] == expected


@pytest.mark.parametrize(
    ("identity", "kind", "part_of", "country"),
    [
        ("organisation:csto", "igo", None, None),
        ("organisation:csto-parliamentary-assembly", "igo-organ", "organisation:csto", None),
        ("organisation:un-security-council", "igo-organ", "organisation:un", None),
        ("organisation:tass", "news-agency", None, "territory:RU"),
        ("organisation:elysee", "government-building", None, "territory:FR"),
        ("organisation:us-senate", "parliament", "organisation:us-congress", "territory:US"),
    ],
)
def test_an_organisation_knows_its_place(identity: str, kind: str, part_of: str | None, country: str | None) -> None:
    found = load_organisations()[identity]
    assert (found.kind, found.part_of, found.country) == (kind, part_of, country)


@pytest.mark.parametrize(
    ("language", "form", "head"),
    [
        ("en", "ministry of foreign affairs", "ministry/foreign-affairs"),
        ("en", "ministry of defense", "ministry/defence"),
        ("ru", "минобороны", "ministry/defence"),
        ("ru", "МИД", "ministry/foreign-affairs"),
        ("ar", "وزارة الخارجية", "ministry/foreign-affairs"),
        ("ar", "البنك المركزي", "central-bank"),
        ("fa", "وزارت امور خارجه", "ministry/foreign-affairs"),
        ("fa", "وزارت کشور", "ministry/interior"),
    ],
)
def test_a_head_word_says_what_the_body_is(language: str, form: str, head: str) -> None:
    assert (form, head, "organisation") in {(row.form, row.head, row.kind) for row in load_heads(language)}


@pytest.mark.parametrize(
    ("language", "form"), [("en", "airport"), ("ru", "область"), ("ar", "محافظة"), ("fa", "فرودگاه")]
)
def test_place_heads_are_marked(language: str, form: str) -> None:
    assert {row.kind for row in load_heads(language) if row.form == form} == {"place"}


def test_an_unknown_language_has_no_names_and_no_heads() -> None:
    assert load_organisation_names("xx") == ()
    assert load_heads("xx") == ()


def test_organisations_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        load_organisations()["organisation:un"] = None  # type: ignore[index]


def test_the_organisation_above_and_the_columns_are_well_formed() -> None:
    known = load_organisations()
    for identity, found in known.items():
        assert re.fullmatch(r"organisation:[a-z0-9]+(-[a-z0-9]+)*(@[A-Z]{2})?", identity), identity  # @: a kind, whose
        assert found.part_of is None or (found.part_of in known and found.part_of != identity), identity
        assert found.country is None or re.fullmatch(r"territory:[A-Z]{2}", found.country), identity
        assert found.wikidata is None or re.fullmatch(r"Q[1-9]\d*", found.wikidata), identity
    certain = [found.wikidata for found in known.values() if found.wikidata]
    assert len(certain) == len(set(certain))


def test_enough_international_bodies_have_all_four_languages() -> None:
    named = [{name.id for name in load_organisation_names(language)} for language in MEASURED]
    bodies = [found.id for found in load_organisations().values() if found.kind in ("igo", "igo-organ")]
    assert len(bodies) >= 190
    assert [body for body in bodies if not all(body in names for names in named)] == []


@pytest.mark.parametrize(
    "kind",
    ["news-agency", "armed-group", "party", "government-seat", "government-building", "parliament", "company", "ngo"],
)
def test_every_organisation_has_all_four_languages(kind: str) -> None:
    named = [{name.id for name in load_organisation_names(language)} for language in MEASURED]
    bodies = [found.id for found in load_organisations().values() if found.kind == kind]
    assert bodies
    assert [body for body in bodies if not all(body in names for names in named)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_means_one_organisation(language: str) -> None:
    meanings: dict[str, set[str]] = defaultdict(set)
    for name in load_organisation_names(language):
        meanings[name.name.casefold()].add(name.id)
    shared = {(language, name) for name, ids in meanings.items() if len(ids) > 1}
    assert shared == {pair for pair in SHARED_NAMES if pair[0] == language}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_row_stands_twice(language: str) -> None:
    rows = Counter((name.id, name.name) for name in load_organisation_names(language))
    heads = Counter(head.form for head in load_heads(language))
    assert [row for row, times in (rows + heads).items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_clean_and_in_the_script_of_their_language(language: str) -> None:
    forms = [name.name for name in load_organisation_names(language)] + [head.form for head in load_heads(language)]
    assert forms
    for form in forms:
        assert form == " ".join(form.split(" ")).strip(), form
        assert "  " not in form, form
        assert all(re.match(SCRIPTS[language], letter) for letter in form if letter.isalpha()), form
        assert not re.search(LETTERS_OF_THE_OTHER.get(language, "(?!)"), form), form


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_acronym_has_a_full_name_beside_it(language: str) -> None:
    names = load_organisation_names(language)
    full = {name.id for name in names if name.form == "full"}
    assert [name.name for name in names if name.form == "acronym" and name.id not in full] == []


@pytest.mark.parametrize("language", MEASURED)
def test_heads_cover_the_common_bodies(language: str) -> None:
    heads = load_heads(language)
    assert len(heads) >= 70
    common = {"ministry", "ministry/foreign-affairs", "ministry/defence", "parliament", "senate", "government", "army"}
    common |= {"armed-forces", "police", "court", "supreme-court", "embassy", "central-bank", "party", "university"}
    assert common - {head.head for head in heads} == set()
    nobody = {
        "officials",
        "side",
    }  # ministers in the plural, a side at talks: they act for their country and head no name
    assert {head.head for head in heads} - {head.head for head in load_heads("en")} - nobody == set()


@pytest.mark.parametrize(
    ("table", "text", "message"),
    [
        ("organisations.tsv", "id\tname_en\tkind\norganisation:a\tA\tclub\n", "club"),
        ("organisations.tsv", "id\tname_en\tkind\norganisation:a\tA\tigo\norganisation:a\tB\tigo\n", "twice"),
        ("names.tsv", "id\tlang\tname\tform\norganisation:nobody\ten\tNobody\tfull\n", "organisation:nobody"),
        ("names.tsv", "id\tlang\tname\tform\norganisation:a\ten\tA\tlong\n", "long"),
        ("heads.tsv", "lang\tform\thead\tkind\nen\tclub\tclub\tthing\n", "thing"),
    ],
)
def test_a_wrong_row_is_named(
    table: str, text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = {
        "organisations.tsv": "id\tname_en\tkind\tpart_of\tcountry\twikidata\norganisation:a\tA\tigo\n",
        "names.tsv": "id\tlang\tname\tform\n",
        "heads.tsv": "lang\tform\thead\tkind\n",
    }
    if table == "organisations.tsv":
        text = text.replace("kind\n", "kind\tpart_of\tcountry\twikidata\n", 1)
    for name, content in (tables | {table: text}).items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.setattr(organisation_tables, "TABLES", tmp_path)
    with pytest.raises(PackError, match=message):
        _load_uncached()


def _load_uncached() -> None:
    """Read all three tables anew, past the caches that other tests have filled."""
    organisations = organisation_tables.load_organisations.__wrapped__()
    organisation_tables._read_names(organisations)
    organisation_tables.load_heads.__wrapped__("en")
