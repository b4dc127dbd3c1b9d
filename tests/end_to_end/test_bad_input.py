"""Whatever comes in, a run ends with a count or one clear line, and nothing that was stored is lost."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from tests.end_to_end.command import call

import dragoman

RUSSIAN = """Президент принял посла

5 марта 2024 года. Президент Таджикистана Карим Далеров встретился с послом Казахстана Аскаром Жунусовым. Стороны \
обсудили торговлю и энергетику.
"""
ARABIC = """الرئيس يستقبل السفير

٥ مارس ٢٠٢٤. استقبل رئيس طاجيكستان كريم دالر سفير كازاخستان عسكر جونوسوف في دوشنبه. وناقش الجانبان التجارة والطاقة.
"""
PERSIAN = """دیدار رئیس‌جمهور با سفیر

رئیس‌جمهور تاجیکستان کریم دالر روز سه‌شنبه با سفیر قزاقستان عسکر جونوسوف در شهر دوشنبه دیدار و گفتگو کرد.
"""
ENGLISH = """President receives ambassador

The president of Tajikistan, Karim Daler, met the ambassador of Kazakhstan, Askar Dzhunusov, on 5 March 2024.
"""
DEEP = "<html><body>" + "<div>" * 10_000 + f"<p>{ENGLISH}</p>"
CHINESE = "总统星期二在杜尚别会见了大使。双方讨论了贸易和能源问题。\n" * 5


@pytest.mark.parametrize(
    ("name", "content", "language"),
    [
        ("cp1251.txt", RUSSIAN.encode("cp1251"), "ru"),
        ("koi8.txt", RUSSIAN.encode("koi8-r"), "ru"),
        ("cp1256.txt", ARABIC.translate(str.maketrans("٥٢٠٤", "5204")).encode("cp1256"), "ar"),
        ("marked.txt", RUSSIAN.encode("utf-16"), "ru"),
        ("little.txt", ARABIC.encode("utf-16-le"), "ar"),
        ("big.txt", ENGLISH.encode("utf-16-be"), "en"),
        ("nul.txt", ENGLISH.replace(" ", " \x00").encode(), "en"),
        ("torn.txt", RUSSIAN.encode()[:-4], "ru"),
        ("unclosed.html", f"<html><body><p>{ENGLISH * 3}<div <p <a href='".encode(), "en"),
        ("bare.html", f"<title>President</title><p>{ENGLISH * 3}".encode(), "en"),
        ("with space.txt", ENGLISH.encode(), "en"),
        ("new\nline.txt", ENGLISH.encode(), "en"),
        ("مقاله.txt", PERSIAN.encode(), "fa"),
        (os.fsdecode(b"\xff\xfe.txt"), ENGLISH.encode(), "en"),
    ],
)
def test_odd_pages_are_read(tmp_path: Path, name: str, content: bytes, language: str) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / name).write_bytes(content)
    ended = call("--store", tmp_path / "x.db", "read", pages, "--json")
    assert (ended.code, ended.errors) == (0, "")
    (reading,) = ended.lines
    assert reading["lang"] == language
    assert reading["id"].isprintable()
    assert "\x00" not in reading["text"]
    assert call("--store", tmp_path / "x.db", "show", pages / name).code == 0


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("mark.txt", b"\xef\xbb\xbf", "empty"),
        ("nul.txt", b"\x00" * 1000, "empty"),
        ("paper.html", b"%PDF-1.7\n1 0 obj <<>> endobj\n" * 50, "malformed"),
        ("noise.txt", bytes(range(256)) * 40, "binary"),
        ("line.txt", b"a" * 50_000_000, "line-too-long"),
        ("chinese.txt", CHINESE.encode(), "unknown-language"),
        ("figures.txt", b"1234567 890\n" * 30, "no-text"),
        ("script.html", b"<html><body><script>" + b"var a=1;" * 1000 + b"</script></body></html>", "no-text"),
        ("head.html", b"<html><head><title>President receives</title></head></html>", "no-text"),
        ("deep.json", b'{"a":' * 100_000, "malformed"),
        ("log.jsonl", b"not\njson\nat\nall", "malformed"),
    ],
)
def test_what_is_no_page_is_counted_with_its_reason(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    ended = call("--store", tmp_path / "x.db", "read", tmp_path / name)
    assert ended.code == 0
    assert f"0 read, 0 unchanged, 1 rejected (1 {reason})" in ended.output
    assert ended.errors.startswith(f"rejected {tmp_path / name}")


def test_ten_thousand_nested_tags_end_in_a_page_or_a_count(tmp_path: Path) -> None:
    (tmp_path / "deep.html").write_text(DEEP)
    with dragoman.open(":memory:") as chronicle:
        assert chronicle.read(tmp_path / "deep.html").total == 1


def test_a_title_cannot_command_the_terminal(tmp_path: Path) -> None:
    markup = f"<html><body><h1>Talks&#27;[2J \u202ein Lima</h1><p>{ENGLISH * 3}</p></body></html>"
    (tmp_path / "a\x1b[31m.html").write_text(markup)
    store = tmp_path / "x.db"
    for words in (("read", tmp_path), ("timeline",), ("show", tmp_path / "a\x1b[31m.html")):
        ended = call("--store", store, *words)
        assert ended.code == 0
        assert not {"\x1b", "\u202e", "\x9b"} & set(ended.output + ended.errors)


def test_the_same_bytes_and_changed_bytes(tmp_path: Path) -> None:
    page, store = tmp_path / "one.txt", tmp_path / "x.db"
    page.write_text(ENGLISH)
    with dragoman.open(store) as chronicle:
        assert (chronicle.read(page).read, chronicle.read(page).unchanged) == (1, 1)
        (tmp_path / "two.txt").write_text(ENGLISH)
        assert chronicle.read(tmp_path / "two.txt").duplicate == 1
        assert chronicle.read(tmp_path / "two.txt").unchanged == 1
        assert chronicle.show("two").sha256 == chronicle.show("one").sha256
        page.write_text(ENGLISH.replace("March", "April"))
        assert chronicle.read(page).read == 1
        assert chronicle.counts().pages == 2
    assert "April" in call("--store", store, "show", "one").output
    versions = [line["sha256"] for line in call("--store", store, "show", "one", "--versions", "--json").lines]
    assert len(versions) == 2
    assert [call("--store", store, "show", version).code for version in versions] == [0, 0]


def test_a_temporary_chronicle_in_python_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with dragoman.open(":memory:") as chronicle:
        (tmp_path / "one.txt").write_text(ENGLISH)
        assert chronicle.read(tmp_path / "one.txt").read == 1
        assert len(list(tmp_path.iterdir())) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["one.txt"]


@pytest.mark.parametrize(
    ("store", "code", "message"),
    [("", 2, "the store has no name"), ("notes.txt", 4, "no SQLite database"), (".", 4, "cannot be opened")],
)
def test_a_store_that_is_none_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: str, code: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.txt").write_text("these are notes\n" * 100)
    (tmp_path / "one.txt").write_text(ENGLISH)
    ended = call("--store", store, "read", "one.txt")
    assert (ended.code, len(ended.errors.splitlines())) == (code, 1)
    assert message in ended.errors
    assert (tmp_path / "notes.txt").read_text() == "these are notes\n" * 100


def write_pages(folder: Path, number: int) -> Path:
    folder.mkdir()
    for day in range(1, number + 1):
        (folder / f"{day:03}.txt").write_text(ENGLISH.replace("5 March 2024", f"{day % 28 + 1} March {1990 + day}"))
    return folder


def test_a_full_disk_loses_nothing_that_was_stored(tmp_path: Path) -> None:
    pages, store = write_pages(tmp_path / "pages", 30), tmp_path / "x.db"
    with dragoman.open(store) as chronicle:
        chronicle.read(pages / "001.txt")
    limit = "import resource, sys\nresource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))\n"
    code = limit + "import signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    code += "from dragoman.views.cli.endings import run\nsys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "--store", str(store), "read", str(pages)]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (4, 1), ended.stderr
    assert ended.stderr.startswith(f"dragoman: {store}: the disk ")
    assert_complete(store, pages, tmp_path)


def test_a_killed_run_goes_on_where_it_was(tmp_path: Path) -> None:
    pages, store = write_pages(tmp_path / "pages", 60), tmp_path / "x.db"
    command = [sys.executable, "-m", "dragoman", "--store", str(store), "read", str(pages)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        while running.poll() is None and count_stored(store) < 3:
            time.sleep(0.02)
        running.send_signal(signal.SIGKILL)
    assert running.returncode == -signal.SIGKILL
    assert_complete(store, pages, tmp_path)


def count_stored(store: Path) -> int:
    """Count the pages of a chronicle that another process is writing, or about to make."""
    if not store.is_file():
        return 0
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM article").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def test_two_runs_at_once_store_each_page_once(tmp_path: Path) -> None:
    pages, store = write_pages(tmp_path / "pages", 20), tmp_path / "x.db"
    command = [sys.executable, "-m", "dragoman", "--store", str(store), "read", str(pages)]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
    assert [(run.communicate()[1], run.returncode) for run in both] == [(b"", 0), (b"", 0)]
    assert_complete(store, pages, tmp_path)


def assert_complete(store: Path, pages: Path, folder: Path) -> None:
    """A second run over the pages makes what one run in peace makes."""
    total = len(list(pages.iterdir()))
    with dragoman.open(store) as again, dragoman.open(folder / "peace.db") as peace:
        report = again.read(pages)
        assert (report.total, dict(report.rejected)) == (total, {})
        assert report.unchanged > 0
        peace.read(pages)
        assert again.counts().pages == total
        assert again.digest() == peace.digest()


def test_ids_that_one_command_prints_another_takes(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ENGLISH)
    store = tmp_path / "x.db"
    call("--store", store, "read", tmp_path / "one.txt")
    (event,) = call("--store", store, "timeline", "--json").lines
    assert json.loads(call("--store", store, "show", event["id"], "--json").output)["id"] == event["id"]
    quote = event["reports"][0]["quote"]
    for page in (quote["page"], quote["sha256"], quote["sha256"][:12]):
        assert call("--store", store, "show", page, "--json").lines[0]["sha256"] == quote["sha256"]
    for participant in event["participants"]:
        assert call("--store", store, "who", participant["id"], "--json").lines[0]["id"] == participant["id"]
        assert call("--store", store, "timeline", "--who", participant["id"], "--json").lines == [event]
        ended = call("--store", store, "show", participant["id"])
        assert (ended.code, f"dragoman who {participant['id']}" in ended.errors) == (2, True)
