import gzip
import time
from email.utils import formatdate
from itertools import pairwise

import pytest
from tests.unit.reading.sources.fetching.server import LOOPBACK, bomb, fetcher, go, quick, raw, say, serve

from dragoman.model.pages import Rejected, Unchanged
from dragoman.reading.sources.fetching.fetcher import Fetched, Fetcher, Validators
from dragoman.reading.sources.fetching.hosts import ROBOTS_LIMIT, read_pause

PAGE = "<p>استقبل الرئيس السفير.</p>".encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.fixture
def site():
    with serve() as site:
        site.answers["/page"] = say(PAGE, Content_Type="text/html; charset=utf-8", ETag='"one"')
        yield site


def test_a_page_is_fetched_with_what_was_said_of_it(site):
    found = fetcher(contact="press@a.example").fetch(f"{site.address}/page")
    assert isinstance(found, Fetched)
    assert (found.content, found.content_type, found.etag) == (PAGE, "text/html; charset=utf-8", '"one"')
    assert found.fetched.endswith("+00:00")
    (_, _, _), (_, headers, _) = site.asked
    assert headers["user-agent"].startswith("Dragoman/")
    assert headers["user-agent"].endswith("(+press@a.example)")
    assert {"cookie", "authorization", "referer"} & set(headers) == set()


@pytest.mark.parametrize(
    ("answer", "reason", "words"),
    [
        (raw(b"", pause=3), "unreachable", "too slow"),
        (raw(HEAD + b"\r\n", b"x", pause=0.1, endless=True), "unreachable", "too slow"),
        (raw(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", pause=0.05, endless=True), "unreachable", "time"),
        (raw(b"HTTP/1.1 200 OK\r\n", b"X: " + b"y" * 9000 + b"\r\n", endless=True), "unreachable", ""),
        (raw(HEAD + b"Content-Length: 100\r\n\r\n<p>half"), "unreachable", ""),
        (raw(b""), "unreachable", ""),
        (raw(b"\x00\xffnoise\r\n\r\n"), "unreachable", ""),
        (raw(HEAD + b"Content-Length: 10000000000\r\n\r\n", b"x" * 65536, endless=True), "too-large", "10,000,000,000"),
        (raw(HEAD + b"\r\n", b"x" * 65536, endless=True), "too-large", "more than 1,000,000"),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n", endless=True),
         "too-large", "more than"),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), "unreachable", ""),
        (say(gzip.compress(PAGE)[:-9], Content_Encoding="gzip"), "malformed", "truncated gzip"),
        (say(PAGE, Content_Encoding="secret"), "malformed", "content encoding secret"),
        (say(b"gone", status=404), "refused", "status 404"),
        (say(b"", status=401, WWW_Authenticate="Basic"), "refused", "status 401"),
        (go("/loop"), "refused", "circle"),
        (go("http://127.0.0.2:1/"), "unsafe", "127.0.0.2, which is not a public address"),
        (go("http://169.254.169.254/latest/meta-data/"), "unsafe", "not a public address"),
        (go("http://2130706434/"), "unsafe", "not a public address"),
        (go("http://0x7f.0.0.2/"), "unsafe", "not a public address"),
        (go("http://[::ffff:10.0.0.1]/"), "unsafe", "not a public address"),
        (go("http://[::1]/"), "unsafe", "not a public address"),
        (go("file:///etc/passwd"), "unsafe", "only http and https"),
        (go("http://me:secret@127.0.0.1/"), "unsafe", "user or password"),
        (go(""), "refused", "status 302"),
    ],
)  # fmt: skip
def test_what_servers_do_ends_in_time_and_is_said(site, answer, reason, words):
    site.answers["/loop"] = answer
    start = time.monotonic()
    found = fetcher(size=1_000_000).fetch(f"{site.address}/loop")
    assert isinstance(found, Rejected)
    assert (found.reason, words in found.where) == (reason, True), found
    assert "secret@" not in found.where
    assert time.monotonic() - start < 4


def test_lies_about_length_and_packing_are_seen_through(site):
    site.answers["/more"] = raw(HEAD + b"Content-Length: 9\r\n\r\n<p>x</p>\nand more")
    site.answers["/packed"] = say(gzip.compress(PAGE), Content_Encoding="gzip")
    site.answers["/unpacked"] = say(PAGE, Content_Encoding="gzip")
    found = [fetcher().fetch(f"{site.address}/{path}") for path in ("more", "packed", "unpacked")]
    assert [page.content for page in found] == [b"<p>x</p>\n", PAGE, PAGE]


def test_a_gzip_bomb_is_unpacked_no_further_than_a_page_may_go(site):
    site.answers["/bomb"] = say(bomb(200_000_000), Content_Encoding="gzip")
    found = fetcher().fetch(f"{site.address}/bomb")
    assert isinstance(found, Fetched)
    assert len(found.content) == 20_000_001


def test_redirects_are_followed_and_counted(site):
    site.answers["/a"] = go("b?x=1")
    site.answers["/b?x=1"] = go(f"{site.address}/page", status=308)
    found = fetcher().fetch(f"{site.address}/a")
    assert (found.content, found.asked, found.address) == (PAGE, f"{site.address}/a", f"{site.address}/page")
    for number in range(9):
        site.answers[f"/{number}"] = go(f"/{number + 1}")
    assert fetcher().fetch(f"{site.address}/0").where == "more than 5 redirects"


def test_nothing_private_is_asked_unless_allowed(site):
    for address in (site.address, site.address.replace("127.0.0.1", "localhost"), "http://127.1:9/"):
        found = Fetcher(quick(allow=())).fetch(f"{address}/page")
        assert (found.reason, "not a public address" in found.where) == ("unsafe", True)
    assert site.asked == []


def test_a_name_that_changes_its_mind_is_caught(site):
    answers = [["127.0.0.1"], ["127.0.0.1"], ["169.254.169.254"], ["169.254.169.254"]]
    asking = Fetcher(quick(allow=LOOPBACK), resolve=lambda host, port: answers.pop(0))
    port = site.server.server_port
    assert isinstance(asking.fetch(f"http://rebind.example:{port}/page"), Fetched)
    found = asking.fetch(f"http://rebind.example:{port}/page")
    assert (found.reason, found.where) == ("unsafe", "rebind.example is 169.254.169.254, which is not a public address")


def test_of_several_numbers_only_the_public_ones_are_connected_to(site):
    asking = Fetcher(quick(), resolve=lambda host, port: ["10.0.0.1", "127.0.0.1"])
    assert isinstance(asking.fetch(f"http://mixed.example:{site.server.server_port}/page"), Fetched)


def test_a_silent_resolver_and_a_closed_port_are_said():
    silent = Fetcher(quick(connect=0.3), resolve=lambda host, port: time.sleep(5) or [])
    assert "the resolver is silent" in silent.fetch("http://a.example/").where
    with serve() as site:
        address = site.address
    assert fetcher().fetch(f"{address}/page").reason in ("unreachable", "forbidden")


def test_a_certificate_is_verified():
    with serve(tls=True) as site:
        address = site.address.replace("http:", "https:")
        found = fetcher().fetch(f"{address}/page")
    assert (found.reason, "certificate" in found.where.lower()) == (
        "forbidden",
        True,
    )  # not even robots.txt is believed
    assert site.asked == []


def test_proxies_of_the_environment_are_not_used(site, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert isinstance(fetcher().fetch(f"{site.address}/page"), Fetched)


def test_a_page_is_asked_for_changes(site):
    class Memory(dict):
        recall = dict.get
        keep = dict.__setitem__

    site.answers["/page"] = say(b"", status=304)
    memory = Memory({f"{site.address}/page": Validators("abc", '"one"', "Tue, 05 Mar 2024 10:00:00 GMT")})
    found = Fetcher(quick(), memory=memory).fetch(f"{site.address}/page")
    assert found == Unchanged(f"{site.address}/page", f"{site.address}/page", "abc")
    assert site.asked[-1][1]["if-none-match"] == '"one"'
    assert site.asked[-1][1]["if-modified-since"] == "Tue, 05 Mar 2024 10:00:00 GMT"
    assert Fetcher(quick()).fetch(f"{site.address}/page").where == "status 304"


@pytest.mark.parametrize("status", [429, 503])
def test_an_overloaded_host_is_asked_again_when_it_says(site, status):
    busy = say(b"", status=status, Retry_After="1")
    site.answers["/page"] = [busy, say(PAGE)]
    found = fetcher().fetch(f"{site.address}/page")
    assert isinstance(found, Fetched)
    (first, second) = (moment for path, _, moment in site.asked if path == "/page")
    assert 0.9 < second - first < 2
    site.answers["/page"] = busy
    assert fetcher(attempts=2).fetch(f"{site.address}/page").where == f"status {status}, 2 times"


def test_a_host_that_asks_for_too_long_a_pause_is_left_alone(site):
    site.answers["/page"] = say(b"", status=429, Retry_After="3600")
    asking = fetcher()
    found = [asking.fetch(f"{site.address}/{path}") for path in ("page", "other")]
    assert [(page.reason, page.where) for page in found] == [("refused", "the host asked to wait 3,600 s")] * 2
    assert site.paths == ["/page"]


@pytest.mark.parametrize(
    ("robots", "reason"),
    [
        (say(b"User-agent: *\nDisallow: /page"), "forbidden"),
        (say(b"User-agent: dragoman\nDisallow: /\n\nUser-agent: *\nDisallow:"), "forbidden"),
        (say(b"User-agent: other\nDisallow: /"), None),
        (say(b"", status=500), "forbidden"),
        (say(b"", status=403), None),
        (raw(b"", pause=3), "forbidden"),
        (go("/robots.txt"), "forbidden"),
        (say(b"\xff\xfe\x00 no robots \x00" * 10), None),
        (say(b"User-agent: *\nDisallow: /page\n" + b"# x\n" * ROBOTS_LIMIT), "forbidden"),
        (say(b"# x\n" * ROBOTS_LIMIT + b"User-agent: *\nDisallow: /page\n"), None),
        (raw(b"HTTP/1.1 200 OK\r\n\r\n", b"Disallow: /x\n" * 9999, endless=True), "forbidden"),
    ],
)
def test_robots_txt_is_kept_to(site, robots, reason):
    site.answers["/robots.txt"] = robots
    asking = fetcher()
    found = [asking.fetch(f"{site.address}/page") for _ in range(2)]
    assert [getattr(page, "reason", None) for page in found] == [reason, reason]
    assert site.paths == ([] if reason else ["/page", "/page"])


def test_a_host_is_asked_one_by_one_and_as_slowly_as_it_wants():
    with serve() as one, serve() as two:
        for site in (one, two):
            site.answers["/robots.txt"] = say(b"User-agent: *\nCrawl-delay: 0.4")
            site.answers |= {f"/{n}": say(PAGE) for n in range(4)}
        names = {"one.example": one.server.server_port, "two.example": two.server.server_port}
        asking = Fetcher(quick(), resolve=lambda host, port: ["127.0.0.1"])
        start = time.monotonic()
        found = list(asking.fetch_all([f"http://{name}:{port}/{n}" for n in range(4) for name, port in names.items()]))
        took = time.monotonic() - start
        assert len(found) == 8
        assert all(isinstance(page, Fetched) for page in found)
        for site in (one, two):
            moments = [moment for _, _, moment in site.asked]
            assert min(b - a for a, b in pairwise(moments)) > 0.35
            assert (site.busiest, site.paths) == (1, ["/0", "/1", "/2", "/3"])
        assert took < 3.2  # both hosts at once


def test_every_address_has_an_outcome_and_leaving_early_ends(site):
    addresses = [f"{site.address}/page", "nowhere", "http://me:secret@a.example/", f"{site.address}/none"]
    found = list(fetcher().fetch_all(addresses))
    assert sorted(getattr(page, "reason", "fetched") for page in found) == ["fetched", "refused", "unsafe", "unsafe"]
    assert not any("secret" in str(page) for page in found)
    assert list(fetcher().fetch_all([])) == []
    early = fetcher().fetch_all([f"{site.address}/page"] * 50)
    next(early)
    early.close()
    assert len(site.paths) < 30


def test_pauses_are_read():
    assert read_pause("120") == 120
    assert 50 < read_pause(formatdate(time.time() + 60, usegmt=True)) < 70
    assert [read_pause(text) for text in ("", "soon", "-3")] == [None] * 3
    assert read_pause(f"1 Jan {'9' * 20} 10:00:00 GMT") is None
    assert read_pause("Tue, 05 Mar 2024 10:00:00 GMT") == 0
