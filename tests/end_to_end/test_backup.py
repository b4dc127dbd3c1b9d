"""``dragoman backup``, ``restore`` and ``verify`` from the command line, also beside a run."""

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.end_to_end.command import call

TEXT = "Talks\n\nKarim Daler, the foreign minister of Kazakhstan, met Anna Petrova in Bishkek on {day} March 2024.\n"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for day in range(1, 29):
        (folder / f"{day}.txt").write_text(TEXT.format(day=day))
    return folder


def test_a_chronicle_is_backed_up_restored_and_verified(tmp_path: Path, pages: Path) -> None:
    store, file, again = tmp_path / "news.db", tmp_path / "backup.db", tmp_path / "again.db"
    assert call("--store", store, "read", pages / "1.txt").code == 0
    (made,) = call("--store", store, "backup", file, "--json").lines
    assert (made["pages"], made["path"]) == (1, str(file))
    ended = call("--store", store, "backup", file)
    assert (ended.code, "nothing is overwritten" in ended.errors) == (2, True)
    assert call("--store", store, "read", pages / "2.txt").code == 0
    (restored,) = call("--store", again, "restore", file, "--json").lines
    assert restored["digest"] == made["digest"]
    assert call("--store", store, "restore", file).code == 2
    assert "1 page" in call("--store", store, "restore", file, "--replace").output
    assert (tmp_path / "news.db.before-restore").is_file()
    assert "Nothing is wrong." in call("--store", store, "verify").output
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE mention SET surface = 'Nobody' WHERE referent = 'r1' AND position = 0")
    ended = call("--store", store, "verify", "--json")
    assert (ended.code, {line["what"] for line in ended.lines}) == (4, {"surface-differs"})


def test_a_backup_beside_a_run(tmp_path: Path, pages: Path) -> None:
    store, file = tmp_path / "news.db", tmp_path / "backup.db"
    assert call("--store", store, "read", pages / "1.txt").code == 0
    command = [sys.executable, "-m", "dragoman", "--store", store, "read", pages]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        while run.poll() is None and count(store) < 3:
            time.sleep(0.05)
        made = call("--store", store, "backup", file)
        assert (made.code, run.wait()) == (0, 0)
    assert call("--store", file, "verify").code == 0
    assert count(store) == 28
    assert call("--store", file, "read", pages).code == 0
    digests = [
        call("--store", one, "backup", tmp_path / f"{one.name}.last", "--json").lines[0] for one in (store, file)
    ]
    assert digests[0]["digest"] == digests[1]["digest"]


def count(store: Path) -> int:
    with sqlite3.connect(store) as connection:
        return connection.execute("SELECT count(*) FROM page").fetchone()[0]
