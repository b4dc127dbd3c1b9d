"""``dragoman archive`` from the command line."""

import hashlib
import sqlite3
from pathlib import Path

import pytest
from tests.end_to_end.command import Ended, call

TEXT = (
    "Talks in {city}\n\nKarim Daler, the foreign minister of Kazakhstan, met Anna Petrova in {city} on 3 March 2024.\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    for city in ("Bishkek", "Tashkent"):
        (pages / f"{city}.txt").write_text(TEXT.format(city=city))
    assert call("--store", tmp_path / "news.db", "read", pages).code == 0
    return tmp_path / "news.db"


def ask(store: Path, *words: object, **more: dict[str, str]) -> Ended:
    ended = call("--store", store, "archive", *words, **more)
    assert ended.code == 0, ended.errors
    return ended


def test_figures(store: Path) -> None:
    size = sum(len(TEXT.format(city=city)) for city in ("Bishkek", "Tashkent"))
    (figures,) = ask(store, "--json").lines
    assert (figures["pages"], figures["bytes"], figures["keep_bytes"]) == (2, size, "all")
    assert "2 pages with their bytes" in ask(store).output


def test_the_list_names_pages_and_hashes(store: Path) -> None:
    rows = ask(store, "list", "--csv").rows
    assert [(row["name"], row["sha256"]) for row in rows] == [
        (city, hashlib.sha256(TEXT.format(city=city).encode()).hexdigest()) for city in ("Bishkek", "Tashkent")
    ]
    assert [line["name"] for line in ask(store, "list", "--json").lines] == ["Bishkek", "Tashkent"]
    assert "Tashkent" in ask(store, "list").output


def test_a_sound_chronicle_ends_with_0_and_a_damaged_one_with_4(store: Path) -> None:
    assert "nothing is wrong" in ask(store, "verify").output
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE mention SET surface = 'Nobody' WHERE referent = 'r1' AND position = 0")
    ended = call("--store", store, "archive", "verify", "--json")
    assert (ended.code, {line["what"] for line in ended.lines}) == (4, {"surface-differs"})
    assert "surface-differs: Bishkek" in call("--store", store, "archive", "verify").output


def test_exported_files_are_what_was_read_and_are_never_overwritten(store: Path, tmp_path: Path) -> None:
    ask(store, "export", "Bishkek", tmp_path / "out")
    (path,) = (tmp_path / "out").glob("*.txt")
    assert path.read_text() == TEXT.format(city="Bishkek")
    digest, name = (tmp_path / "out" / "SHA256SUMS").read_text().split()
    assert (digest, name) == (hashlib.sha256(path.read_bytes()).hexdigest(), path.name)
    again = call("--store", store, "archive", "export", "Bishkek", tmp_path / "out")
    assert (again.code, "cannot be made" in again.errors) == (2, True)


def test_an_exported_warc_gives_the_same_texts(store: Path, tmp_path: Path) -> None:
    ask(store, "export", "--all", tmp_path / "pages.warc.gz")
    assert call("--store", tmp_path / "second.db", "read", tmp_path / "pages.warc.gz").code == 0
    hashes = [{row["sha256"] for row in ask(path, "list", "--csv").rows} for path in (store, tmp_path / "second.db")]
    assert hashes[0] == hashes[1]


@pytest.mark.parametrize("words", [["out"], ["--all", "Bishkek", "out"], ["nowhere", "out"]])
def test_an_export_of_nothing_or_of_two_things_is_a_wrong_call(store: Path, words: list[str], tmp_path: Path) -> None:
    ended = call("--store", store, "archive", "export", *words[:-1], tmp_path / "out")
    assert ended.code == 2
    assert ended.errors


def test_bytes_that_are_not_kept_go_at_the_end_of_reading_and_rebuild_says_so(store: Path, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text(TEXT.format(city="Osh"))
    none = {"DRAGOMAN_KEEP_BYTES": "none"}
    assert call("--store", store, "read", tmp_path / "more.txt", env=none).code == 0
    (figures,) = ask(store, "--json", env=none).lines
    assert (figures["pages"], figures["without_bytes"], figures["keep_bytes"]) == (0, 3, "none")
    assert "3 pages without bytes" in ask(store).output
    ended = call("--store", store, "rebuild")
    assert (ended.code, "3 pages stay as they were read" in ended.errors) == (0, True)
    assert call("--store", store, "read", tmp_path, env={"DRAGOMAN_KEEP_BYTES": "some"}).code == 2


def test_versions_of_a_file_are_listed_with_what_changed(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "pages" / "Bishkek.txt"
    path.write_text(TEXT.format(city="Bishkek") + "They agreed to build a bridge over the river Chu.\n")
    assert call("--store", store, "read", path).code == 0
    shown = call("--store", store, "show", "Bishkek", "--versions").output
    shown = " ".join(shown.replace("\u2068", "").replace("\u2069", "").split())
    assert "2 versions" in shown
    assert "+ They agreed to build a bridge" in shown
    first, second = call("--store", store, "show", path, "--versions", "--json").lines
    assert (first["added"], second["added"]) == ([], ["They agreed to build a bridge over the river Chu."])
    assert "a bridge" in call("--store", store, "show", "Bishkek").output
    readings = call("--store", store, "read", tmp_path / "pages", "--json").lines
    assert [line["version_of"] for line in readings if line["id"] == "Bishkek"] == [first["sha256"]]


def test_a_reprint_is_counted_as_a_duplicate(store: Path, tmp_path: Path) -> None:
    body = (
        TEXT.format(city="Bishkek") + "The ministers agreed to build a bridge over the river Chu before the winter.\n"
    )
    for folder in ("herald", "courier"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "story.txt").write_text(body + "\n" * (folder == "courier"))
    ended = call("--store", store, "read", tmp_path / "herald", tmp_path / "courier")
    assert "1 read, 0 unchanged, 1 duplicate, 0 rejected" in ended.output


def test_the_evidence_of_the_example_pages_is_sound(example_pages: list[Path], tmp_path: Path) -> None:
    assert call("--store", tmp_path / "examples.db", "read", *example_pages).code == 0
    assert "nothing is wrong" in ask(tmp_path / "examples.db", "verify").output
