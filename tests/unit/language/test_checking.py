"""What the check of a pack finds, each with its line and what is allowed."""

from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.language.checking import check_pack, find_folder, load_ids
from dragoman.language.packs import COLUMNS

HEAD = """tag = "uz"
name = "Uzbek"
script = "Latn"
direction = "ltr"
tier = "draft"
format = 1
[strategies]
morphology = "english"
roles = "subject-verb"
romanisation = "uz"
segmentation = "marks"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pack.toml").write_text(HEAD)
    (tmp_path / "words.toml").write_text('articles = ["a"]\n')
    (tmp_path / "dates.toml").write_text("")
    return tmp_path


def check_rows(folder: Path, table: str, *rows: str) -> list[str]:
    lines = ["\t".join(COLUMNS[table]), *(row.replace("|||", "\t") for row in rows)]
    (folder / f"{table}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    prefix = f"{folder / table}.tsv:"
    return [str(finding).removeprefix(prefix) for finding in check_pack(folder)]


def test_a_sound_pack_gives_no_findings(folder: Path) -> None:
    rows = ("elchi|||ambassador|||country|||Elchi Karim keldi.", "vazir|||minister/interior|||country|||Vazir keldi.")
    assert check_rows(folder, "offices", *rows) == []
    assert (
        check_rows(folder, "frames", "keldi|||visit|||guest=subj! host=@of|by target=obj|gen||||||Karim keldi.") == []
    )


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("offices", "elchi|||ambasador|||country|||x.", "2: office is 'ambasador'; allowed: ambassador"),
        ("offices", "elchi|||minister/|||country|||x.", "2: office 'minister/' has a slash and no portfolio"),
        ("offices", "elchi|||ambassador|||planet|||x.", "2: of is 'planet'; allowed: any, body, country, none"),
        ("offices", "elchi|||ambassador|||country", "2: the row has no example"),
        ("offices", "elchi |||ambassador|||country|||x.", "2: column form has a space at its end: 'elchi '"),
        ("offices", "посол|||ambassador|||country|||x.", "2: 'посол' has no letter of the script Latn"),
        ("offices", "elсhi|||ambassador|||country|||x.", "2: column form mixes scripts within a word: 'elсhi'"),
        ("offices", "elchi||||||country|||x.", "2: columns ['office'] are empty"),
        ("offices", "a|||ambassador|||any|||x.|||y", "2: 5 columns where the header has 4"),
        ("modifiers", "sobiq|||past|||before|||x.", "2: effect is 'past'; allowed: acting"),
        ("modifiers", "sobiq|||former|||round|||x.", "2: position is 'round'; allowed: after, before"),
        ("titles", "janob|||sir|||x.", "2: kind is 'sir'; allowed: honorific, rank, style"),
        ("names", "bin|||part", "2: role is 'part'; allowed: family, family-suffix"),
        ("places", "tojik|||territory:QQ|||demonym|||strong|||x.", "2: id 'territory:QQ' is in no table"),
        ("places", "tojik|||country:TJ|||demonym|||strong|||x.", "2: id is 'country:TJ'; allowed: city:<number>"),
        ("places", "tojik|||city:0|||demonym|||strong|||x.", "2: id 'city:0' is in no table"),
        ("places", "tojik|||territory:TJ|||people|||strong|||x.", "2: use is 'people'; allowed: demonym"),
        ("places", "tojik|||territory:TJ|||demonym|||sure|||x.", "2: strength is 'sure'; allowed: strong, weak"),
        ("frames", "keldi|||arrive|||guest=subj||||||x.", "2: type is 'arrive'; allowed: accuse"),
        ("frames", "keldi|||visit|||guest||||||x.", "2: 'guest' is no role; write role=marker"),
        ("frames", "keldi|||visit|||visitor=subj||||||x.", "2: 'visitor=subj' is no role; write role=marker"),
        ("frames", "keldi|||visit|||guest=subject||||||x.", "2: marker of 'guest=subject' is 'subject'; allowed:"),
        ("frames", "keldi|||visit|||guest=subj|@!||||||x.", "2: 'guest=subj|@!' has an empty marker"),
        ("frames", "keldi|||visit|||guest=subj|||soon|||x.", "2: status is 'soon'; allowed: denied, planned"),
        ("frames", ".. keldi|||visit|||guest=subj||||||x.", "2: trigger '.. keldi' begins or ends with a gap"),
        ("frames", "keldi||ketdi|||visit|||guest=subj||||||x.", "2: trigger 'keldi||ketdi' has an empty alternative"),
        ("noise", "bosh|||whole|||navigation|||x.", "2: shape is 'whole'; allowed: agency, agency-noun"),
        ("noise", "bosh|||line|||menu|||x.", "2: reason is 'menu'; allowed: byline"),
        ("noise", "bosh * sahifa|||line|||navigation|||x.", "2: 'bosh * sahifa': a star has no meaning in the shape"),
        ("noise", "manba [*|||outlet|||byline|||x.", "2: 'manba [*' needs one pair of brackets or none"),
        ("noise", "* 0|||contains|||other|||x.", "2: '* 0' has nothing to recognise it by"),
        ("topics", "savdo|||commerce|||x.", "2: topic is 'commerce'; allowed: afghanistan"),
        ("topics", "erkin* savdo|||trade|||x.", "2: 'erkin* savdo': a star stands at the end of a form only"),
    ],
)  # fmt: skip
def test_a_mistake_has_its_line_and_what_is_allowed(folder: Path, table: str, row: str, message: str) -> None:
    found = check_rows(folder, table, row)
    assert any(finding.startswith(message) for finding in found), found


@pytest.mark.parametrize("shape", ["inline", "outlet", "agency", "agency-noun", "patronymic", "conjunction", "suffix"])
def test_every_shape_of_furniture_is_known(folder: Path, shape: str) -> None:
    assert check_rows(folder, "noise", f"xabar|||{shape}|||byline|||xabar") == []


def test_a_row_that_stands_twice_names_the_first(folder: Path) -> None:
    rows = ("Savdo|||trade|||x.", "savdo|||energy|||x.", "savdo|||trade|||y.")
    assert check_rows(folder, "topics", *rows) == ["4: 'savdo trade' stands in line 2 already"]


def test_one_office_word_may_have_a_sense_for_each_kind_of_owner(folder: Path) -> None:
    rows = ("rais|||head-of-state|||country|||x.", "rais|||head|||body|||x.", "rais|||chair|||body|||x.")
    assert check_rows(folder, "offices", *rows) == ["4: 'rais body' stands in line 3 already"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"Latn"', '"Runr"', "script is 'Runr'; allowed: Arab, Cyrl, Latn"),
        ('"ltr"', '"down"', "direction is 'down'; allowed: ltr, rtl"),
        ('"draft"', '"good"', "tier is 'good'; allowed: draft, measured"),
        ("format = 1", "format = 9", "format is 9; allowed: 1"),
        ('name = "Uzbek"\n', "", "name is missing"),
        ('"subject-verb"', '"free"', "strategy roles is 'free'; allowed: case"),
        ('morphology = "english"\n', "", "strategy morphology is None; allowed: arabic"),
        ("tag = ", "tag ", "cannot be read as TOML"),
    ],
)
def test_the_head_is_checked(folder: Path, old: str, new: str, message: str) -> None:
    path = folder / "pack.toml"
    path.write_text(HEAD.replace(old, new))
    assert any(str(finding).startswith(f"{path}: {message}") for finding in check_pack(folder))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ('articles = ["a", "b", "a"]', "articles: 'a' stands twice"),
        ('articles = "a"', "articles: must be a list of strings"),
        ('articles = [""]', "articles: has an empty word"),
        ('articles = ["thе"]', "articles: 'thе' mixes scripts within a word"),
        ("articles = [", "cannot be read as TOML"),
    ],
)
def test_lists_of_words_are_checked(folder: Path, words: str, message: str) -> None:
    (folder / "words.toml").write_text(words, encoding="utf-8")
    assert any(str(finding).startswith(f"{folder / 'words.toml'}: {message}") for finding in check_pack(folder))


def test_a_missing_list_is_found(folder: Path) -> None:
    (folder / "dates.toml").unlink()
    assert [str(finding) for finding in check_pack(folder)] == [f"{folder / 'dates.toml'}: the file is missing"]


def test_bytes_that_are_no_utf8_are_found(folder: Path) -> None:
    (folder / "topics.tsv").write_bytes("form\ttopic\texample\nсавдо\ttrade\tx.\n".encode("cp1251"))
    assert "cannot be read as UTF-8" in str(check_pack(folder)[0])


def test_packs_go_by_tag_or_folder(folder: Path) -> None:
    assert find_folder(str(folder)) == folder
    assert find_folder("ru").name == "ru"
    with pytest.raises(UsageError, match="no language pack 'tlh'; there are ar, en, fa, ru"):
        find_folder("tlh")


def test_ids_are_those_of_the_shipped_tables() -> None:
    assert {"ambassador", "chair"} <= load_ids("office")
    assert {"meet", "agree"} <= load_ids("type")
    assert {"energy", "trade"} <= load_ids("topic")
