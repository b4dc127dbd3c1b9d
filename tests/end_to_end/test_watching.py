"""Watching a real server whose content changes between the runs."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.end_to_end.command import Ended, call
from tests.unit.reading.sources.fetching.server import Site, say, serve

MEETING = "President Karim Daler of Tajikistan met the ambassador of {state}, {name}, on {day} March 2024."
ENVOYS = (
    ("Kazakhstan", "Askar Dzhunusov"), ("France", "Louis Martel"), ("India", "Vikram Sethi"),
    ("Turkey", "Kemal Aydogan"), ("Japan", "Kenji Morita"), ("Brazil", "Paulo Teixeira"),
)  # fmt: skip


def page(number: int, *, day: int | None = None, title: str = "Talks") -> bytes:
    state, name = ENVOYS[number % len(ENVOYS)]
    sentence = MEETING.format(state=state, name=name, day=day or 3 * number)
    head = f'<title>{title} {number}</title><meta property="article:published_time" content="2024-03-{3 * number:02}">'
    more = f"<p>They spoke about the water of river number {number} and agreed to meet again before the summer.</p>"
    return f"<html><head>{head}</head><body><h1>{title} {number}</h1><p>{sentence}</p>{more}</body></html>".encode()


def feed(site: Site, *numbers: int, title: str = "Talks") -> bytes:
    items = "".join(
        f"<item><title>{title} {n}</title><link>{site.address}/{n}</link><description>Talks</description></item>"
        for n in numbers
    )
    return f"<rss><channel><title>Valley News</title>{items}</channel></rss>".encode()


class Watched:
    """A site with a feed, and a watch of it."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site, self.folder, self.store = site, folder, folder / "news.db"
        self.file = folder / "sources.toml"
        self.env = {"DRAGOMAN_ALLOW_NETWORKS": "127.0.0.1/32", "DRAGOMAN_CONTACT": "a@b.example"}
        self.describe("")

    def describe(self, more: str) -> None:
        self.file.write_text(
            f'[[source]]\nname = "Valley"\naddress = "{self.site.address}/rss"\nlanguage = "en"\n'
            f'outlet = "Valley Herald"\nreliability = "close to the ministry"\n{more}'
        )

    def call(self, *words: object) -> Ended:
        return call("--store", self.store, *words, env=self.env)

    def watch(self, *words: object) -> dict:
        ended = self.call("watch", self.file, "--json", *words)
        assert ended.code == 0, ended.errors
        (view,) = ended.lines
        return view

    def start(self, *words: object) -> subprocess.Popen:
        command = [sys.executable, "-m", "dragoman", "--store", str(self.store), "watch", str(self.file)]
        return subprocess.Popen(
            [*command, *map(str, words)],
            env=os.environ | self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job ignores it
        )


@pytest.fixture
def valley(tmp_path: Path) -> Iterator[Watched]:
    with serve() as site:
        for number in range(1, 10):
            site.answers[f"/{number}"] = say(page(number), Content_Type="text/html; charset=utf-8")
        site.answers["/rss"] = say(feed(site, 1, 2))
        yield Watched(site, tmp_path)


def titles(view: dict) -> list[str]:
    return [found["title"] for found in view["news"]["pages"]]


def test_what_is_new_since_last_time(valley: Watched) -> None:
    first = valley.watch()
    assert titles(first) == ["Talks 1", "Talks 2"]
    assert [event["type"] for event in first["news"]["events"]] == ["meet", "meet"]
    assert "met the ambassador" in first["news"]["events"][0]["reports"][0]["quote"]["text"]
    assert first["news"]["pages"][0]["outlet"] == "Valley Herald"
    again = valley.watch()
    assert (again["news"]["pages"], again["news"]["events"]) == ([], [])
    assert again["sources"][0]["read"] == 0
    valley.site.answers["/rss"] = say(feed(valley.site, 3, 2))  # one has come, one has gone
    third = valley.watch()
    assert titles(third) == ["Talks 3"]
    assert [event["when"]["value"] for event in third["news"]["events"]] == ["2024-03-09"]
    shown = valley.call("watch", valley.file).output
    assert "nothing new" in shown


def test_a_page_that_changes_under_its_address_is_a_new_version(valley: Watched) -> None:
    valley.watch()
    valley.site.answers["/1"] = say(page(1, day=1), Content_Type="text/html")
    second = valley.watch()
    (new,) = second["news"]["pages"]
    assert (new["title"], len(new["version_of"])) == ("Talks 1", 64)
    told = {
        report["quote"]["sha256"] for event in valley.call("timeline", "--json").lines for report in event["reports"]
    }
    assert {new["sha256"], new["version_of"]} <= told  # the event of the old version keeps its evidence
    valley.site.answers["/rss"] = say(feed(valley.site, 1, 2, title="Corrected"))
    asked = len(valley.site.asked)
    valley.watch()
    assert {"/1", "/2"} <= {path for path, _, _ in valley.site.asked[asked:]}


def test_hosts_are_asked_for_changes_only(valley: Watched) -> None:
    for path in ("/rss", "/1", "/2"):
        valley.site.answers[path] = [
            say(feed(valley.site, 1, 2) if path == "/rss" else page(int(path[1])), ETag=f'"{path}"'),
            say(b"", status=304),
        ]
    valley.watch()
    asked = len(valley.site.asked)
    second = valley.watch()
    told = {path: headers.get("if-none-match") for path, headers, _ in valley.site.asked[asked:]}
    assert told == {"/robots.txt": None, "/rss": '"/rss"', "/1": '"/1"', "/2": '"/2"'}
    assert (second["sources"][0]["unchanged"], second["sources"][0]["error"], titles(second)) == (2, None, [])


def test_a_site_that_is_down_for_two_runs_and_comes_back(valley: Watched) -> None:
    valley.watch()
    valley.site.answers["/rss"] = say(b"", status=500)
    valley.site.answers["/robots.txt"] = say(b"", status=404)
    for failures in (1, 2):
        view = valley.watch()
        assert "refused" in view["sources"][0]["error"]
        (row,) = valley.call("sources", valley.file, "--json").lines
        assert (row["failures"], "status 500" in row["error"]) == (failures, True)
    valley.site.answers["/rss"] = say(feed(valley.site, 1, 2, 3))
    assert titles(valley.watch()) == ["Talks 3"]
    (row,) = valley.call("sources", valley.file, "--json").lines
    assert (row["failures"], row["pages"]["read"], row["share_read"] < 1) == (0, 3, True)
    assert "back since" in " ".join(valley.call("sources", valley.file).output.split())


def test_intervals_are_kept(valley: Watched) -> None:
    valley.describe('interval = "30m"\n')
    assert titles(valley.watch()) == ["Talks 1", "Talks 2"]
    asked = len(valley.site.asked)
    view = valley.watch()
    assert (view["sources"], view["waiting"], len(valley.site.asked)) == ([], 1, asked)
    assert valley.watch("--all")["sources"][0]["name"] == "Valley"
    (row,) = valley.call("sources", valley.file, "--json").lines
    assert row["due"] > row["attempted"]


def test_a_kill_loses_no_page_and_makes_none_twice(valley: Watched) -> None:
    numbers = range(1, 7)
    valley.site.answers["/rss"] = say(feed(valley.site, *numbers), ETag='"rss"')
    for killed in range(3):
        process = valley.start()
        wanted, end = killed * 2 + 2, time.monotonic() + 60
        while count(valley) < wanted and time.monotonic() < end:
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert 2 <= count(valley) < 7
    view = valley.watch()
    assert sorted(titles(view)) == [f"Talks {number}" for number in numbers]
    with sqlite3.connect(valley.store) as connection:
        found = connection.execute("SELECT count(*), count(DISTINCT address) FROM page").fetchone()
    assert found == (6, 6)
    assert valley.watch()["news"]["pages"] == []
    (row,) = valley.call("sources", valley.file, "--json").lines
    assert (row["pages"]["read"], row["cut_off"]) == (6, False)


def count(valley: Watched) -> int:
    if not valley.store.is_file():
        return 0
    try:
        with sqlite3.connect(valley.store) as connection:
            return connection.execute("SELECT count(*) FROM page").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_watch_without_end_stops_when_it_is_told_to(valley: Watched, sent: signal.Signals) -> None:
    process = valley.start("--every", "1m", "--json")
    line = process.stdout.readline()
    assert len(json.loads(line)["news"]["pages"]) == 2
    process.send_signal(sent)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, "stopped" in errors, "Traceback" in errors) == (0, True, False)


def test_one_watch_waits_for_another_or_says_so(valley: Watched) -> None:
    valley.env |= {"DRAGOMAN_PATIENCE": "0.5"}
    release = threading.Event()

    def slowly(request) -> None:
        release.wait(20)
        say(feed(valley.site, 1))(request)

    valley.site.answers["/rss"] = slowly
    first = valley.start("--json")
    end = time.monotonic() + 20
    while "/rss" not in valley.site.paths and time.monotonic() < end:
        time.sleep(0.05)
    busy = valley.call("watch", valley.file)
    assert (busy.code, f"another watch (process {first.pid})" in busy.errors) == (4, True)
    release.set()
    output, _ = first.communicate(timeout=30)
    assert len(json.loads(output)["news"]["pages"]) == 1


def test_a_broken_file_of_sources_is_an_error_before_a_chronicle_is_made(valley: Watched) -> None:
    valley.describe('intervall = "3m"\n')
    ended = valley.call("watch", valley.file)
    assert (ended.code, "no key intervall" in ended.errors, valley.store.exists()) == (2, True, False)
    valley.file.write_text("[[source]\n")
    assert (valley.call("watch", valley.file).code, valley.store.exists()) == (2, False)
    valley.describe("")
    assert (valley.call("watch", valley.file, "--every", "often").code, valley.store.exists()) == (2, False)


def test_sources_are_tried_without_storing_anything(valley: Watched) -> None:
    (row,) = valley.call("sources", "check", valley.file, "--json").lines
    assert (row["kind"], row["entries"], row["robots"]) == ("feed", 2, "allowed, there is no robots.txt")
    assert not valley.store.exists()
    valley.site.answers["/robots.txt"] = say(b"User-agent: *\nCrawl-delay: 7\nDisallow: /rss\n")
    ended = valley.call("sources", "check", valley.file, "--json")
    assert ended.lines[0]["error"].startswith("forbidden")
    assert "1 of 1 sources" in ended.errors
    assert "Valley" in valley.call("sources", "check", valley.file).output


def test_pages_say_which_source_they_are_of(valley: Watched) -> None:
    valley.watch()
    (shown,) = valley.call("show", f"{valley.site.address}/1", "--json").lines
    assert shown["sources"] == [
        {"name": "Valley", "outlet": "Valley Herald", "language": "en", "reliability": "close to the ministry"}
    ]
    assert "close to the ministry" in " ".join(valley.call("show", f"{valley.site.address}/1").output.split())
    event = valley.call("timeline", "--json").lines[0]
    quote = event["reports"][0]["quote"]
    assert (quote["outlet"], quote["sources"][0]["reliability"]) == ("Valley Herald", "close to the ministry")
    assert "close to the ministry" in " ".join(valley.call("show", event["id"]).output.split())


def test_a_source_is_forgotten_when_it_is_meant(valley: Watched) -> None:
    valley.watch()
    ended = valley.call("sources", "forget", "Valley")
    assert (ended.code, "say --yes" in ended.errors) == (2, True)
    ended = valley.call("sources", "forget", "Nobody", "--yes")
    assert (ended.code, "no source 'Nobody' was ever watched" in ended.errors) == (2, True)
    before = count(valley)
    ended = valley.call("sources", "forget", "Valley", "--pages", "--yes")
    assert (ended.code, "is forgotten" in ended.output) == (0, True)
    assert (before > 0, count(valley)) == (True, 0)


def test_what_a_feed_holds_of_a_page_that_is_not_there_says_that_it_is_no_page(valley: Watched) -> None:
    entry = (
        f"<item><title>Talks in Bishkek</title><link>{valley.site.address}/gone</link>"
        "<pubDate>Fri, 1 Mar 2024 10:00:00 GMT</pubDate><description>Karim Daler, the foreign minister of Kazakhstan, "
        "met Anna Petrova in Bishkek on Friday.</description></item>"
    )
    valley.site.answers["/rss"] = say(f"<rss><channel><title>Valley News</title>{entry}</channel></rss>".encode())
    view = valley.watch()
    (page_,) = view["news"]["pages"]
    assert (page_["title"], page_["published"]) == ("Talks in Bishkek", "2024-03-01")
    shown = valley.call("show", page_["sha256"][:12]).output
    assert "a short text from the feed, not the page" in shown
    assert "status 404" in shown
    (told,) = valley.call("show", page_["sha256"][:12], "--json").lines
    assert (told["from_feed"], told["missing"]) == ("summary", "refused: status 404")
