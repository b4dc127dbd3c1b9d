"""Sources of every kind through the command line: what comes in is counted."""

import gzip
import json
import zipfile
from pathlib import Path

from tests.end_to_end.command import call
from tests.unit.reading.sources.fetching.server import say, serve

ENGLISH = (
    "The president of Tajikistan, Karim Daler, met the ambassador of Kazakhstan, Askar Dzhunusov, on 5 March 2024."
)
ITEM = f"<item><title>Talks</title><description>{ENGLISH}</description></item>"
RSS = f"<rss><channel><title>News</title>{ITEM}</channel></rss>"
WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\nContent-Length: {length}\r\n\r\n"
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}\r\n\r\n"
)


def write_sources(folder: Path) -> None:
    folder.mkdir()
    body = f"<h1>Visit</h1><p>{ENGLISH}</p>"
    warc = WARC.format(length=len(body) + 44, body=body).encode()
    (folder / "crawl.warc.gz").write_bytes(gzip.compress(warc) + gzip.compress(b"WARC/1.0\r\nbroken\r\n\r\n"))
    (folder / "feed.xml").write_text(RSS)
    (folder / "letter.eml").write_text(f"From: A <a@b.example>\nMIME-Version: 1.0\nSubject: Letter\n\n{ENGLISH}\n")
    (folder / "table.csv").write_text(f'title,text\nTable,"{ENGLISH}"\nNothing,\n')
    with zipfile.ZipFile(folder / "site.zip", "w") as archive:
        archive.writestr("a.txt", f"In the archive\n\n{ENGLISH}")
        archive.writestr("../b.txt", ENGLISH)


def test_every_input_is_accounted_for(tmp_path: Path) -> None:
    write_sources(tmp_path / "in")
    store = tmp_path / "x.db"
    ended = call("--store", store, "read", tmp_path / "in")
    assert ended.code == 0
    assert "8 pages" in ended.output
    assert "5 read, 0 unchanged, 3 rejected (1 empty, 1 malformed, 1 unsafe)" in " ".join(ended.output.split())
    again = call("--store", store, "read", tmp_path / "in")
    assert "0 read, 5 unchanged, 3 rejected" in again.output


def test_a_field_map_is_an_option(tmp_path: Path) -> None:
    table, store = tmp_path / "table.csv", tmp_path / "x.db"
    table.write_text(f'nr,story\n1,"{ENGLISH}"\n')
    assert "1 read" in call("--store", store, "read", table, "--fields", "id=nr,text=story").output
    ended = call("--store", store, "read", table, "--fields", "text=body")
    assert (ended.code, "no column body; its columns: nr, story" in ended.errors) == (2, True)


def test_sources_are_listed_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(
        '[[source]]\nname = "Вестник"\naddress = "https://a.example/rss"\nlanguage = "ru"\ninterval = "90m"\n'
    )
    (row,) = call("sources", path, "--json").lines
    assert (row["name"], row["interval"], row["fields"]) == ("Вестник", "90m", {})
    assert "Вестник" in call("sources", path).output
    assert call("sources", path, "--csv").rows[0]["address"] == "https://a.example/rss"
    path.write_text('[[source]]\nname = "A"\n')
    ended = call("sources", path)
    assert (ended.code, json.dumps(ended.output)) == (2, '""')
    assert "address is missing" in ended.errors


def test_addresses_are_fetched_and_private_ones_only_where_allowed(tmp_path: Path) -> None:
    store, settings = tmp_path / "x.db", {"DRAGOMAN_ALLOW_NETWORKS": "127.0.0.1/32", "DRAGOMAN_CONTACT": "a@b.example"}
    with serve() as site:
        site.answers["/1"] = say(f"<h1>Visit</h1><p>{ENGLISH}</p>".encode(), Content_Type="text/html")
        items = "".join(f"<item><link>{site.address}/{path}</link></item>" for path in (1, 2))
        site.answers["/rss"] = say(f"<rss><channel>{items}</channel></rss>".encode())
        ended = call("--store", store, "read", f"{site.address}/rss", env=settings)
        assert (ended.code, "1 read, 0 unchanged, 1 rejected (1 refused)" in ended.output) == (0, True)
        assert f"rejected {site.address}/2: refused: status 404" in ended.errors
        assert "contact" not in ended.errors
        assert "1 read" not in call("--store", store, "read", f"{site.address}/1", env=settings).output
        asked = len(site.asked)
        ended = call("--store", store, "read", f"{site.address}/1", "http://me:secret@a.example/")
        assert "0 read, 0 unchanged, 2 rejected (2 unsafe)" in ended.output
        assert ("no contact is set" in ended.errors, "secret" in ended.errors) == (True, False)
        assert len(site.asked) == asked
