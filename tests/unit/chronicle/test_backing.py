"""Backups: whole, of one moment, put back with everything, and never over anything."""

import shutil
import sqlite3
import stat
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.unit.chronicle.conftest import PAGES
from tests.unit.chronicle.plain_reader import PlainReader, make_page, make_plain_reader

from dragoman.backups import back_up_chronicle, restore_chronicle, verify_chronicle
from dragoman.chronicle.database import connect_file
from dragoman.chronicle.files import put
from dragoman.chronicle.schema import SCHEMA
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.chronicle.verifying import verify_file
from dragoman.errors import StoreError, UsageError
from dragoman.runner import read_pages
from dragoman.runner.limits import Limits
from dragoman.runner.local import RunOptions

MORE = (
    "en 2024-04-{day:02} Herald\nmeet happened 2024-04-{day:02} | [Karim Daler|person] met [Anna Petrova|person] {n}."
)


def fill(path: Path) -> SqlChronicle:
    chronicle = SqlChronicle(path, sense=load_sense())
    for name, text in PAGES.items():
        chronicle.store(make_page(name, text), PlainReader().read(make_page(name, text)))
    chronicle.refresh()
    return chronicle


def open_file(path: Path) -> SqlChronicle:
    return SqlChronicle(path, sense=load_sense(), create=False)


def test_a_backup_says_the_same_and_is_put_back_as_it_was(lake: SqlChronicle, place: str, tmp_path: Path) -> None:
    lake.judgements.merge("Карим Далер", "Anna Petrova", by="ann")
    file, told = tmp_path / "backup.db", list[tuple[int, int]]()
    made = back_up_chronicle(place, file, progress=lambda *numbers: told.append(numbers))
    assert (made.pages, made.digest, made.schema) == (len(PAGES), lake.digest(), SCHEMA)
    assert told[-1][0] == told[-1][1] > 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob("*backup*")] == ["backup.db"]
    restored = restore_chronicle(file, str(tmp_path / "again.db"))
    again = open_file(tmp_path / "again.db")
    assert again.digest() == lake.digest() == restored.digest
    assert again.judgements.list() == lake.judgements.list()
    for chronicle in (lake, again):
        page = make_page("more", MORE.format(day=3, n=1))
        chronicle.store(page, PlainReader().read(page))
        chronicle.refresh()
    assert again.digest() == lake.digest()
    again.close()


def test_a_backup_goes_into_an_empty_database_of_any_kind(tmp_path: Path, place: str) -> None:
    file = fill(tmp_path / "file.db")
    back_up_chronicle(str(tmp_path / "file.db"), tmp_path / "backup.db")
    restore_chronicle(tmp_path / "backup.db", place)
    chronicle = SqlChronicle(place, sense=load_sense())
    assert chronicle.digest() == file.digest()
    chronicle.close()
    file.close()


def test_a_backup_during_a_run_is_of_one_moment_and_the_run_goes_on(path: Path, tmp_path: Path) -> None:
    pages = [make_page(f"p{n}", MORE.format(day=1 + n % 28, n=n)) for n in range(150)]
    chronicle = SqlChronicle(path, sense=load_sense())
    halfway = threading.Event()
    made: list[Path] = []

    def back_up() -> None:
        halfway.wait(30)
        for number in range(3):
            back_up_chronicle(str(path), tmp_path / f"backup{number}.db")
            made.append(tmp_path / f"backup{number}.db")

    def progress(now: object) -> None:
        if now.read >= 20:
            halfway.set()

    thread = threading.Thread(target=back_up)
    thread.start()
    options = RunOptions(refresh_every=40, progress=progress, limits=Limits(0, 0))
    report = read_pages(chronicle, pages, make_reader=make_plain_reader, options=options)
    thread.join()
    assert (report.read, len(made)) == (150, 3)
    for backup in made:
        assert list(verify_chronicle(str(backup))) == []
        found = open_file(backup)
        number = found.counts().pages
        assert number >= 20
        read_pages(found, pages, make_reader=make_plain_reader, options=options)
        assert found.digest() == chronicle.digest(), f"from {number} pages on the backup becomes the same chronicle"
        found.close()
    chronicle.close()


def test_nothing_is_overwritten_and_a_chronicle_that_is_replaced_is_kept(path: Path) -> None:
    lake, file = fill(path), path.with_name("backup.db")
    back_up_chronicle(str(path), file)
    with pytest.raises(UsageError, match="nothing is overwritten"):
        back_up_chronicle(str(path), file)
    before = lake.digest()
    page = make_page("more", MORE.format(day=3, n=1))
    lake.store(page, PlainReader().read(page))
    lake.refresh()
    after = lake.digest()
    lake.close()
    with pytest.raises(UsageError, match="--replace to keep it"):
        restore_chronicle(file, str(path))
    restore_chronicle(file, str(path), replace=True)
    for name, digest in ((path, before), (Path(f"{path}.before-restore"), after)):
        found = open_file(name)
        assert found.digest() == digest
        found.close()
    with pytest.raises(UsageError, match="before-restore is there already"):
        restore_chronicle(file, str(path), replace=True)


def spoil(path: Path, change: Callable[[bytearray], None]) -> None:
    content = bytearray(path.read_bytes())
    change(content)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ("UPDATE mention SET surface = 'Nobody' WHERE referent = 'r1' AND position = 0", "surface-differs"),
        ("UPDATE content SET content = x'00'", "bytes-unreadable"),
        ("UPDATE event_mention SET dated_words = 'on the ninth of May'", "words-differ"),
        ("UPDATE event_mention SET trigger_start = 0, sentence_start = 30", "span-outside"),
        ("DROP TABLE role", "no such table|damaged"),
    ],
)
def test_a_backup_that_says_something_else_is_not_put_back(path: Path, change: str, error: str) -> None:
    fill(path).close()
    file, goal = path.with_name("backup.db"), path.with_name("goal.db")
    back_up_chronicle(str(path), file)
    with sqlite3.connect(file) as connection:
        connection.execute(change)
    with pytest.raises(StoreError, match=error):
        restore_chronicle(file, str(goal))
    assert not goal.exists()


def test_what_is_damaged_or_no_backup_is_told(path: Path, tmp_path: Path) -> None:
    fill(path).close()
    file = tmp_path / "backup.db"
    back_up_chronicle(str(path), file)
    size = file.stat().st_size

    def blur(content: bytearray) -> None:
        content[size // 2 : size // 2 + 9000] = b"\xff" * 9000

    spoil(file, blur)
    faults = list(verify_chronicle(str(file)))
    assert faults and {fault.what for fault in faults} == {"database-damaged"}
    with pytest.raises(StoreError, match="damaged"):
        restore_chronicle(file, str(tmp_path / "goal.db"))
    (tmp_path / "text.db").write_text("They met.")
    with pytest.raises(StoreError, match="not a database"):
        restore_chronicle(tmp_path / "text.db", str(tmp_path / "goal.db"))
    with pytest.raises(UsageError, match="no such file"):
        restore_chronicle(tmp_path / "none.db", str(tmp_path / "goal.db"))
    with pytest.raises(UsageError, match="nothing can be made there"):
        back_up_chronicle(str(path), tmp_path / "nowhere" / "backup.db")


def leave_log(path: Path, folder: Path) -> str:
    """Copy a chronicle and its log while it is open, as a kill leaves both; return what it said."""
    chronicle = fill(path)
    page = make_page("more", MORE.format(day=3, n=1))
    chronicle.store(page, PlainReader().read(page))
    chronicle.refresh()
    digest = chronicle.digest()
    folder.mkdir()
    for end in ("", "-wal"):
        shutil.copyfile(f"{path}{end}", folder / f"{path.name}{end}")
    chronicle.close()
    assert (folder / f"{path.name}-wal").stat().st_size
    return digest


def test_a_log_that_is_left_of_another_chronicle_is_not_read_into_what_is_put_back(path: Path, tmp_path: Path) -> None:
    leave_log(path, tmp_path / "killed")
    other = SqlChronicle(tmp_path / "other.db", sense=load_sense())
    digest = other.digest()
    other.close()
    backup, left = tmp_path / "backup.db", tmp_path / "killed" / path.name
    back_up_chronicle(str(tmp_path / "other.db"), backup)
    left.unlink()
    with pytest.raises(UsageError, match=r"chronicle\.db-wal is there already"):
        restore_chronicle(backup, str(left))
    with pytest.raises(UsageError, match=r"chronicle\.db-wal is there already"):
        back_up_chronicle(str(tmp_path / "other.db"), left)
    restore_chronicle(backup, str(left), replace=True)
    found = open_file(left)
    assert found.digest() == digest
    found.close()
    assert Path(f"{left}.before-restore-wal").stat().st_size


def test_what_a_killed_chronicle_has_in_its_log_is_put_back_too(path: Path, tmp_path: Path) -> None:
    digest = leave_log(path, tmp_path / "killed")
    assert restore_chronicle(tmp_path / "killed" / path.name, str(tmp_path / "again.db")).digest == digest
    again = open_file(tmp_path / "again.db")
    assert again.digest() == digest
    again.close()


@pytest.mark.parametrize("left", [slice(0, 9000), slice(100, None)], ids=["cut", "without its head"])
def test_a_backup_takes_the_place_of_what_is_damaged(path: Path, tmp_path: Path, left: slice) -> None:
    lake = fill(path)
    digest = lake.digest()
    lake.close()
    back_up_chronicle(str(path), tmp_path / "backup.db")
    path.write_bytes(path.read_bytes()[left])
    damaged = path.read_bytes()
    with pytest.raises(StoreError):
        open_file(path)
    restore_chronicle(tmp_path / "backup.db", str(path), replace=True)
    again = open_file(path)
    assert again.digest() == digest
    again.close()
    assert Path(f"{path}.before-restore").read_bytes() == damaged


@pytest.mark.parametrize("links", [True, False])
def test_a_kill_while_a_chronicle_is_replaced_leaves_the_one_or_the_other(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    path.write_text("old")
    (tmp_path / "made.db").write_text("new")

    def refuse(*_: object) -> None:
        raise OSError("no links on this disk")

    def stop(self: Path, target: Path) -> Path:
        assert path.read_text() == "old"
        raise KeyboardInterrupt

    if links:
        monkeypatch.setattr(Path, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            put(tmp_path / "made.db", path, kept=tmp_path / "kept.db")
        monkeypatch.undo()
        (tmp_path / "kept.db").unlink()
    else:
        monkeypatch.setattr("os.link", refuse)
    put(tmp_path / "made.db", path, kept=tmp_path / "kept.db")
    assert (path.read_text(), (tmp_path / "kept.db").read_text()) == ("new", "old")


def test_a_sound_file_on_a_disk_that_cannot_be_written_is_sound(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(path).close()
    monkeypatch.setattr("os.access", lambda *_: False)
    with closing(connect_file(path)) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("CREATE TABLE more (id INTEGER)")
    assert list(verify_chronicle(str(path))) == []


def test_a_file_that_cannot_be_opened_is_not_called_damaged(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be looked at now"):
        verify_file(tmp_path)
