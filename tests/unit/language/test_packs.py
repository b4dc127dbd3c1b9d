"""Language packs are read from any folder, and say what is wrong with them."""

import pytest

from dragoman.errors import PackError, UsageError
from dragoman.language.packs import COLUMNS, FORMAT, list_packs, load_pack, read_pack

HEAD = """
tag = "xx"
name = "Invented"
script = "Latn"
direction = "ltr"
tier = "draft"
format = 1

[strategies]
morphology = "english"
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pack.toml").write_text(HEAD, encoding="utf-8")
    return tmp_path


def test_the_shipped_packs_are_listed_sorted():
    found = list_packs()
    assert {"ar", "en", "fa", "ru"} <= set(found)
    assert list(found) == sorted(found)


@pytest.mark.parametrize("tag", ["ar", "en", "fa", "ru"])
def test_a_shipped_pack_names_its_strategies_and_has_every_table(tag):
    pack = load_pack(tag)
    assert {"morphology", "roles", "romanisation", "segmentation"} <= set(pack.strategies)
    assert all(pack.rows(table) for table in COLUMNS)
    assert pack.words["negations"]
    assert pack.dates


def test_loading_twice_gives_the_same_pack():
    assert load_pack("en") is load_pack("en")


def test_there_is_no_pack_of_an_unknown_tag():
    with pytest.raises(UsageError, match=r"no language pack 'xx'.*en"):
        load_pack("xx")


def test_a_folder_with_a_head_alone_is_a_pack(folder):
    pack = read_pack(folder)
    assert (pack.tag, pack.direction, pack.strategies["morphology"]) == ("xx", "ltr", "english")
    assert (pack.rows("offices"), dict(pack.words), dict(pack.dates)) == ((), {}, {})


def test_tables_and_words_are_read(folder):
    (folder / "topics.tsv").write_text("form\ttopic\texample\nriver\twater\tA river rose.\n", encoding="utf-8")
    (folder / "words.toml").write_text('negations = ["not", "never"]\n', encoding="utf-8")
    pack = read_pack(folder)
    assert [(r["form"], r["topic"], r.line) for r in pack.rows("topics")] == [("river", "water", 2)]
    assert pack.words["negations"] == ("not", "never")


def test_another_format_is_refused(folder):
    (folder / "pack.toml").write_text(HEAD.replace(f"format = {FORMAT}", "format = 99"), encoding="utf-8")
    with pytest.raises(PackError, match="format 99"):
        read_pack(folder)


def test_a_folder_without_a_head_is_refused(tmp_path):
    with pytest.raises(PackError, match="format None"):
        read_pack(tmp_path)


@pytest.mark.parametrize("file", ["pack.toml", "words.toml", "dates.toml"])
def test_broken_toml_names_its_file(folder, file):
    (folder / file).write_text("negations = [", encoding="utf-8")
    with pytest.raises(PackError, match="not TOML") as caught:
        read_pack(folder)
    assert caught.value.path.endswith(file)


def test_a_table_without_its_columns_is_refused(folder):
    (folder / "topics.tsv").write_text("form\nriver\n", encoding="utf-8")
    with pytest.raises(PackError, match="topic"):
        read_pack(folder)


@pytest.mark.parametrize("column", ["tag", "name", "script", "direction", "tier"])
def test_a_head_that_misses_an_entry_is_a_pack_error(folder, column):
    lines = [line for line in HEAD.splitlines() if not line.startswith(column)]
    (folder / "pack.toml").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(PackError):
        read_pack(folder)


def test_a_list_of_words_is_a_list(folder):
    (folder / "words.toml").write_text('negations = "not"', encoding="utf-8")
    with pytest.raises(PackError):
        read_pack(folder)


def test_a_table_that_is_not_utf_8_is_a_pack_error(folder):
    (folder / "topics.tsv").write_bytes("form\ttopic\nрека\twater\n".encode("cp1251"))
    with pytest.raises(PackError):
        read_pack(folder)
