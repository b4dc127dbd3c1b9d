"""Rounds over sources, with a plain reader and a server of this machine."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from tests.unit.chronicle.plain_reader import make_plain_reader
from tests.unit.reading.sources.fetching.server import Site, quick, say, serve

from dragoman.chronicle.searching import EventQuery
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.chronicle.watch_answers import WatchView
from dragoman.errors import UsageError
from dragoman.reading.sources.catalogue import Source
from dragoman.runner.local import RunOptions
from dragoman.runner.watching import WatchOptions, find_next, watch_round

NOON = datetime(2024, 3, 12, 12, tzinfo=UTC)
PAGE = "en 2024-03-02 Herald\nmeet happened 2024-03-01 | [Karim Daler|person] met [Anna Petrova|person] {}."


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        for number in range(9):
            site.answers[f"/{number}"] = say(PAGE.format(number).encode())
        yield site


@pytest.fixture
def chronicle(tmp_path: Path) -> Iterator[SqlChronicle]:
    opened = SqlChronicle(tmp_path / "news.db", sense=load_sense())
    yield opened
    opened.close()


def rss(site: Site, *numbers: int) -> bytes:
    items = "".join(f"<item><title>{n}</title><link>{site.address}/{n}</link></item>" for n in numbers)
    return f"<rss><channel>{items}</channel></rss>".encode()


def watch(chronicle: SqlChronicle, *sources: Source, now: datetime = NOON, **options: object) -> WatchView:
    chosen = WatchOptions(**{"fetch": quick(), "clock": lambda: now, **options})
    view = watch_round(chronicle, sources, make_reader=make_plain_reader, options=chosen)
    chronicle.watching.tell(view.news, now="2024-03-12T12:00:00Z")
    return view


def told(view: WatchView) -> dict[str, tuple[int, str | None]]:
    return {run.name: (run.read + run.duplicate, run.error) for run in view.sources}


def test_sources_of_every_kind_are_asked_in_one_round(chronicle: SqlChronicle, site: Site, tmp_path: Path) -> None:
    site.answers["/rss"] = say(rss(site, 1, 2))
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text(PAGE.format("a"))
    sources = (
        Source(name="feed", address=f"{site.address}/rss"),
        Source(name="page", address=f"{site.address}/3"),
        Source(name="folder", address=str(tmp_path / "inbox")),
        Source(name="gone", address=str(tmp_path / "none")),
        Source(name="down", address="http://127.0.0.1:9/rss"),
    )
    found = told(watch(chronicle, *sources))
    assert {name: number for name, (number, _) in found.items()} == {
        "feed": 2, "page": 1, "folder": 1, "gone": 0, "down": 0,
    }  # fmt: skip
    assert "no such file or folder" in found["gone"][1]
    assert found["down"][1]
    assert found["feed"][1] is None


def test_a_host_of_two_sources_gets_one_request_at_a_time(chronicle: SqlChronicle, site: Site) -> None:
    site.answers |= {"/a": say(rss(site, 0, 1)), "/b": say(rss(site, 2, 3))}
    watch(chronicle, *(Source(name=name, address=f"{site.address}/{name}") for name in "ab"), fetch=quick(delay=0.1))
    moments = [moment for _, _, moment in site.asked]
    assert len(site.paths) == 6
    assert all(later - earlier > 0.05 for earlier, later in pairwise(moments))


@pytest.mark.parametrize("jump", [timedelta(hours=-5), timedelta(days=-3000), timedelta(days=3000)])
def test_a_clock_that_jumps_does_not_hold_a_source_up(chronicle: SqlChronicle, site: Site, jump: timedelta) -> None:
    site.answers["/rss"] = say(rss(site, 1))
    source = Source(name="feed", address=f"{site.address}/rss", interval=timedelta(minutes=30))
    watch(chronicle, source)
    assert watch(chronicle, source, now=NOON + timedelta(minutes=5)).waiting == 1
    site.answers["/rss"] = say(rss(site, 1, 2))
    assert told(watch(chronicle, source, now=NOON + jump)) == {"feed": (1, None)}
    assert watch(chronicle, source, now=NOON + jump + timedelta(minutes=5)).waiting == 1


def test_a_source_that_takes_too_long_is_cut_and_goes_on_next(chronicle: SqlChronicle, site: Site) -> None:
    site.answers["/rss"] = say(rss(site, 1, 2, 3), ETag='"one"')
    source = Source(name="feed", address=f"{site.address}/rss", interval=timedelta(minutes=30))
    first = watch(chronicle, source, longest=0.0)
    assert (first.sources[0].cut, told(first)) == ("after 0 s; the rest is next", {"feed": (1, None)})
    assert find_next(chronicle, [source], options=WatchOptions(clock=lambda: NOON)) is None
    assert told(watch(chronicle, source)) == {"feed": (2, None)}


def test_a_watch_that_is_stopped_asks_for_no_more(chronicle: SqlChronicle, site: Site) -> None:
    def stop(progress: object) -> None:
        raise KeyboardInterrupt

    site.answers["/rss"] = say(rss(site, *range(40)))
    source = Source(name="feed", address=f"{site.address}/rss")
    with pytest.raises(KeyboardInterrupt):
        watch(chronicle, source, fetch=quick(delay=0.1), run=RunOptions(progress=stop))
    asked = len(site.paths)
    time.sleep(0.6)
    assert asked < 30
    assert len(site.paths) <= asked + 2  # those in hand


def test_known_pages_are_asked_for_changes_less_and_less(chronicle: SqlChronicle, site: Site) -> None:
    site.answers["/rss"] = say(rss(site, 1))
    source = Source(name="feed", address=f"{site.address}/rss")
    for minutes in range(0, 24 * 60, 30):
        watch(chronicle, source, now=NOON + timedelta(minutes=minutes))
    assert site.paths.count("/rss") == 48
    assert 6 <= site.paths.count("/1") <= 14


def test_of_a_list_that_is_as_it_was_pages_are_asked_for_changes(chronicle: SqlChronicle, site: Site) -> None:
    site.answers["/rss"] = [say(rss(site, 1), ETag='"one"'), say(b"", status=304)]
    source = Source(name="feed", address=f"{site.address}/rss")
    watch(chronicle, source)
    site.answers["/1"] = say(PAGE.format("again").encode())
    (page,) = watch(chronicle, source, now=NOON + timedelta(hours=1)).news.pages
    assert (page.address, bool(page.version_of)) == (f"{site.address}/1", True)


def sitemap(site: Site, *addresses: str) -> bytes:
    listed = "".join(f"<url><loc>{address}</loc></url>" for address in addresses)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'.encode()


def test_a_list_with_nothing_new_has_not_failed(chronicle: SqlChronicle, site: Site) -> None:
    foreign = [f"https://other.example/{number}" for number in range(3)]
    site.answers["/map"] = say(sitemap(site, f"{site.address}/0", *foreign))
    site.answers["/rss"] = say(rss(site, 1))
    sources = [Source(name=name, address=f"{site.address}/{name}") for name in ("map", "rss")]
    watch(chronicle, *sources)
    site.answers["/rss"] = [say(rss(site, 1, 99), ETag='"two"'), say(b"", status=304)]
    later = watch(chronicle, *sources, now=NOON + timedelta(minutes=1))
    assert [run.rejected for run in sorted(later.sources, key=lambda run: run.name)] == [{"unsafe": 1}, {"refused": 1}]
    assert told(later) == {"map": (0, None), "rss": (0, None)}
    del site.answers["/1"]
    last = watch(chronicle, sources[1], now=NOON + timedelta(hours=5))
    assert ([run.rejected for run in last.sources], told(last)) == ([{"refused": 2}], {"rss": (0, None)})
    assert [one.failures for one in chronicle.watching.health()] == [0, 0]


def test_a_list_none_of_whose_pages_could_be_used_has_failed(chronicle: SqlChronicle, site: Site) -> None:
    site.answers |= {"/map": say(sitemap(site, "https://other.example/1")), "/rss": say(rss(site, 98, 99))}
    found = told(watch(chronicle, *(Source(name=name, address=f"{site.address}/{name}") for name in ("map", "rss"))))
    assert found["map"] == (0, "unsafe: 1 addresses of other hosts are left out")
    assert found["rss"] == (0, "none of its pages could be used: 2 refused")


def test_origins_are_counted_by_the_outlets_that_the_user_names(chronicle: SqlChronicle, site: Site) -> None:
    head = "en 2024-03-02 {}\nmeet happened 2024-03-01 | "
    one = head.format("a.example") + "[Karim Daler|person] met [Anna Petrova|person] over the shared river on Friday."
    other = head.format("b.example") + "In her office [Anna Petrova|person] received [Karim Daler|person]."
    site.answers |= {"/one": say(one.encode()), "/other": say(other.encode())}
    addresses = {"one": f"{site.address}/one", "other": f"{site.address}/other"}

    def count(*outlets: str | None) -> int:
        named = zip(addresses.items(), outlets, strict=True)
        watch(chronicle, *(Source(name=n, address=a, outlet=o) for (n, a), o in named), everything=True)
        (event,) = chronicle.timeline(EventQuery())
        return event.origins

    assert count("Herald", "Herald") == 1
    assert count("Herald", "Courier") == 2
    assert count(None, None) == 2


def test_a_source_is_forgotten_with_or_without_its_pages(chronicle: SqlChronicle, site: Site, tmp_path: Path) -> None:
    site.answers |= {"/a": say(rss(site, 0, 1)), "/b": say(rss(site, 1, 2))}
    sources = [Source(name=name, address=f"{site.address}/{name}") for name in "ab"]
    watch(chronicle, *sources)
    before = chronicle.digest()
    with pytest.raises(UsageError, match="no source 'c' was ever watched; those that were: a, b"):
        chronicle.watching.forget("c")
    assert chronicle.watching.forget("b") == 0
    chronicle.refresh()
    assert [health.name for health in chronicle.watching.health()] == ["a"]
    assert (chronicle.watching.seen("b"), chronicle.digest()) == ({}, before)
    watch(chronicle, *sources)
    assert chronicle.watching.count_own("b") == 1
    assert chronicle.watching.forget("b", pages=True) == 1
    chronicle.refresh()
    chronicle.watching.sweep()
    left = sorted(page.address.removeprefix(site.address) for page in chronicle.archive.list())
    assert left == ["/0", "/1"]
    (event,) = chronicle.timeline(EventQuery())
    assert len({report.quote.sha256 for report in event.reports}) == 2
    other = SqlChronicle(tmp_path / "other.db", sense=load_sense())
    watch(other, sources[0])
    assert chronicle.digest() == other.digest()
    other.close()
